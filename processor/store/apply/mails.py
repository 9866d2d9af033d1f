"""Effects on the outbox: final bytes are queued with their cause, and what comes back is linked to them."""

from datetime import datetime
from typing import assert_never

from peewee import fn

from models.conversation import Message
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import OutboxState, ReviewReason
from processor.effects.mail import MailEffect, MailTemplate, ProveSent, RecordBounce, SendMail
from processor.store.apply.asked import note_sent
from processor.store.apply.cause import TicketRowFacts
from processor.store.apply.references import remember
from processor.store.apply.scope import Scope
from processor.store.blobs import Blobs
from processor.store.database import Row
from processor.store.facts.keys import mailbox_key
from processor.store.prepared import Hole, Prepared
from processor.store.queue import settle_reason
from processor.store.responses import refresh_by_mail

_OPEN_QUESTION = (OutboxState.UNCERTAIN, OutboxState.FAILED, OutboxState.QUEUED)


def apply_mail(scope: Scope, effect: MailEffect) -> None:
    """Does one of these effects."""
    match effect:
        case SendMail():
            _send(scope, effect)
        case ProveSent():
            _prove(scope, effect)
        case RecordBounce():
            _bounce(scope, effect)
        case _:
            assert_never(effect)


def _bounce(scope: Scope, effect: RecordBounce) -> None:
    """A later note about a delay doesn't take back that it was returned for good."""
    values: Row = {"bounced_at": scope.now, "bounce_status": effect.status or "unknown"}
    if effect.permanent:
        values["returned"] = True
    scope.db.change(Outbox.update(values).where(Outbox.id == effect.outbox_id))
    if effect.permanent:
        refresh_by_mail(scope.db, effect.outbox_id)


def _send(scope: Scope, effect: SendMail) -> None:
    ticket_id = None if effect.ticket is None else scope.change(effect.ticket)
    if effect.template is MailTemplate.ACKNOWLEDGEMENT and ticket_id is not None:
        scope.db.change(_ACKNOWLEDGED, id=ticket_id)
    ticket = None if ticket_id is None else scope.ticket(ticket_id)
    message_id = _message_id(scope, effect, ticket)
    composed = scope.composer.compose(effect, ticket, message_id, scope.now, _bodies(scope, effect))
    outbox_id = scope.db.insert(
        Outbox,
        {
            "key": f"{scope.cause.digest}:{effect.ordinal}",
            "message_id": message_id,
            "ticket": ticket_id,
            "template": effect.template.value,
            "recipient": composed.recipient,
            "recipient_key": mailbox_key(composed.recipient),
            "sender": composed.sender,
            "content": composed.raw,
            "automatic": effect.automatic != "",
            "state": OutboxState.OBSERVED if scope.observe else OutboxState.QUEUED,
            "not_before": _leaves_at(scope, ticket_id),
            "created_at": scope.now,
        },
    )
    scope.outbox_ids.append(outbox_id)
    if effect.approval is not None:
        note_sent(scope, effect.template, effect.approval, outbox_id, composed)
    if ticket_id is not None:
        _file(scope, effect, ticket_id, outbox_id, message_id)


def _leaves_at(scope: Scope, ticket_id: int | None) -> datetime:
    """Now, or when the cause no longer holds it back; never before what was written earlier and is held back too."""
    at = scope.now + scope.cause.hold
    if scope.cause.step is None or ticket_id is None:
        return at
    held = scope.db.value(_HELD, ticket=ticket_id)
    return at if held is None else max(at, held)


def _message_id(scope: Scope, effect: SendMail, ticket: TicketRowFacts | None) -> str:
    """What is about neither a request nor a ticket has a token of its own, which leads to nothing."""
    digest = scope.cause.digest
    if effect.approval is not None:
        return scope.ids.approval_message_id(effect.approval, digest, effect.ordinal)
    token = scope.ids.token(digest, effect.ordinal) if ticket is None else ticket.token
    return scope.ids.message_id(token, digest, effect.ordinal)


def _bodies(scope: Scope, effect: SendMail) -> dict[str, bytes]:
    """The kept bytes that the mail names: the document that it shows, and what is attached."""
    digests = [one.sha256 for one in effect.attachments] + ([effect.document] if effect.document else [])
    blobs = Blobs(scope.db)
    return {digest: blobs.get(digest).body for digest in digests}


def _file(scope: Scope, effect: SendMail, ticket_id: int, outbox_id: int, message_id: str) -> None:
    """Lets replies find the conversation, and tells the answer on file by which mail it left."""
    remember(scope.db, scope.thread_of(ticket_id), message_id)
    if effect.template is not MailTemplate.ANSWER:
        return
    answer = scope.unsent.pop(ticket_id, None)
    if answer is None:
        scope.unfiled[ticket_id] = (outbox_id, message_id)
        return
    sent_as = Message.update(outbox=outbox_id, message_id=message_id)
    scope.db.change(sent_as.where(Message.id == answer))


_HELD = Prepared(
    Outbox.select(Outbox.not_before)
    .where(Outbox.ticket == Hole(Outbox.ticket), Outbox.state == OutboxState.QUEUED, Outbox.attempts == 0)
    .order_by(Outbox.not_before.desc())
    .limit(1)
)
_ACKNOWLEDGED = Prepared(Ticket.update(acknowledged=True).where(Ticket.id == Hole(Ticket.id), ~Ticket.acknowledged))


def _prove(scope: Scope, effect: ProveSent) -> None:
    """What is just being sent keeps its state: who sends it sees the proof when the attempt ends."""
    this = Outbox.id == effect.outbox_id
    scope.db.change(Outbox.update(proof=effect.proof).where(this))
    sent = Outbox.update(
        state=OutboxState.SENT, sent_at=fn.COALESCE(Outbox.sent_at, Outbox.sent_at.to_value(scope.now))
    )
    if scope.db.change(sent.where(this, Outbox.state.in_(_OPEN_QUESTION))):
        refresh_by_mail(scope.db, effect.outbox_id)
        ticket_id = scope.db.value(Outbox.select(Outbox.ticket).where(this))
        for reason in (ReviewReason.SEND_UNCERTAIN, ReviewReason.SEND_FAILED) if ticket_id else ():
            settle_reason(scope.db, ticket_id, reason, "signoff", f"sent: {effect.proof}", scope.now)
