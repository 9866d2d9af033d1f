"""Effects on the outbox: final bytes are queued with their cause, and what comes back is linked to them."""

from typing import assert_never

from peewee import fn

from models.conversation import Message
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import OutboxState, ReviewReason
from processor.effects.mail import MailEffect, MailTemplate, ProveSent, RecordBounce, SendMail
from processor.store.apply.references import remember
from processor.store.apply.scope import Scope
from processor.store.facts.keys import mailbox_key
from processor.store.prepared import Hole, Prepared
from processor.store.queue import settle_reason

_OPEN_QUESTION = (OutboxState.UNCERTAIN, OutboxState.FAILED, OutboxState.QUEUED)


def apply_mail(scope: Scope, effect: MailEffect) -> None:
    """Does one of these effects."""
    match effect:
        case SendMail():
            _send(scope, effect)
        case ProveSent():
            _prove(scope, effect)
        case RecordBounce():
            bounced = Outbox.update(bounced_at=scope.now, bounce_status=effect.status or "unknown")
            scope.db.change(bounced.where(Outbox.id == effect.outbox_id))
        case _:
            assert_never(effect)


def _send(scope: Scope, effect: SendMail) -> None:
    ticket_id = scope.change(effect.ticket)
    if effect.template is MailTemplate.ACKNOWLEDGEMENT:
        scope.db.change(_ACKNOWLEDGED, id=ticket_id)
    ticket = scope.ticket(ticket_id)
    message_id = scope.ids.message_id(ticket.token, scope.cause.digest, effect.ordinal)
    composed = scope.composer.compose(effect, ticket, message_id, scope.now)
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
            "not_before": scope.now,
            "created_at": scope.now,
        },
    )
    scope.outbox_ids.append(outbox_id)
    remember(scope.db, scope.thread_of(ticket_id), message_id)
    answer = scope.unsent.pop(ticket_id, None) if effect.template is MailTemplate.ANSWER else None
    if answer is not None:
        sent_as = Message.update(outbox=outbox_id, message_id=message_id)
        scope.db.change(sent_as.where(Message.id == answer))


_ACKNOWLEDGED = Prepared(Ticket.update(acknowledged=True).where(Ticket.id == Hole(Ticket.id), ~Ticket.acknowledged))


def _prove(scope: Scope, effect: ProveSent) -> None:
    """What is just being sent keeps its state: who sends it sees the proof when the attempt ends."""
    this = Outbox.id == effect.outbox_id
    scope.db.change(Outbox.update(proof=effect.proof).where(this))
    sent = Outbox.update(
        state=OutboxState.SENT, sent_at=fn.COALESCE(Outbox.sent_at, Outbox.sent_at.to_value(scope.now))
    )
    if scope.db.change(sent.where(this, Outbox.state.in_(_OPEN_QUESTION))):
        ticket_id = scope.db.value(Outbox.select(Outbox.ticket).where(this))
        for reason in (ReviewReason.SEND_UNCERTAIN, ReviewReason.SEND_FAILED) if ticket_id else ():
            settle_reason(scope.db, ticket_id, reason, "signoff", f"sent: {effect.proof}", scope.now)
