"""What becomes of mail that opens or joins no ticket: it is kept, and linked to what it is about."""

from datetime import datetime

from models.vocabulary import BounceAction, Direction, EntryKind, Kind, OutboxState, Outcome, ReviewReason
from processor.deployments.bounces import notice_bounced
from processor.effects.decision import Decision, Effect
from processor.effects.mail import ProveSent, RecordBounce
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.facts.causes import Reading
from processor.facts.known import OutboxFacts, TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import BounceReport, Match, Message
from processor.routing.threads import choose_thread, thread_of_our_answer
from processor.tickets.joining import file_answer, file_automatic
from processor.tickets.notices import notices
from processor.tickets.parties import is_from_us, is_party
from processor.tickets.silence import SIGNOFF

# A mail observed was never sent, and one sent needs no proof. Anything else may have gone out unnoticed.
_SETTLED = frozenset({OutboxState.SENT, OutboxState.OBSERVED})
_BOUNCED = (ReviewReason.BOUNCED,)
_NOT_FAILED = frozenset({BounceAction.DELIVERED, BounceAction.RELAYED, BounceAction.EXPANDED})


def quarantine(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Put aside, with the reason, until a person decides."""
    return Decision(Outcome.QUARANTINED, (match, *reading.message.matches), ())


def repeat(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Recorded beside the mail that it repeats; nothing is done a second time."""
    return Decision(Outcome.DUPLICATE, (match,), (), related=facts.duplicate_of)


def recognise(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Our own mail is never handled; that it exists proves that it was sent."""
    return Decision(Outcome.OWN, (match,), _proof(facts.own_copy, f"a copy in {reading.fetched.folder}"))


def park(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Kept as our own, and never answered."""
    return Decision(Outcome.OWN, (match,), ())


def file_sent(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """An answer on its ticket; anything else that was sent by hand, absence notes included, is only kept."""
    message = reading.message
    thread = thread_of_our_answer(message, facts)
    written = message.kind in {Kind.OWN, Kind.HUMAN}
    if thread.ticket is None or not written:
        return Decision(Outcome.OWN, (match, *thread.notes), ())
    return file_answer(message, thread.ticket, (match, *thread.notes))


def file_history(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Filed in its conversation, so that a later reply finds it. No ticket, no contact, no mail."""
    message = reading.message
    ours = reading.fetched.sent_folder or is_from_us(message, facts.policy)
    thread = thread_of_our_answer(message, facts) if ours else choose_thread(message, facts)
    ticket = thread.ticket
    # Our own side of an old conversation is threaded by what it refers to: nobody could misuse that.
    old = thread.match or next((named for named in facts.threads if ours and named.ticket is None), None)
    effect = FileMessage(
        ticket.ticket_id if ticket is not None else None,
        Direction.OUT if ours else Direction.IN,
        verified=ours or ticket is None or is_party(message, facts, ticket),
        thread_id=old.thread_id if old is not None and ticket is None else 0,
        automatic=message.kind in {Kind.AUTO_REPLY, Kind.READ_RECEIPT, Kind.BOUNCE, Kind.COMPLAINT},
    )
    return Decision(Outcome.HISTORY, (match, *thread.notes), (effect,))


def link_bounce(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Link it to the mail of ours that it is about. Nobody is mailed, no contact is touched: anyone can forge one."""
    sent = facts.bounced
    if sent is None:
        return Decision(Outcome.BOUNCE, (match, Match("bounce_unlinked", "it is about no mail of ours")), ())
    report = reading.message.bounce or BounceReport((), BounceAction.DELAYED, "", "", permanent=False)
    permanent = report.permanent and report.action is BounceAction.FAILED
    recorded: tuple[Effect, ...] = ()
    if report.action not in _NOT_FAILED:
        recorded = (RecordBounce(sent.outbox_id, permanent, report.status, report.diagnostic),)
    told = notices(facts.policy, sent.ticket.ticket_id, _BOUNCED) if permanent and sent.ticket is not None else ()
    effects = (
        *(_proof(sent, "a delivery status notification about it") if _names(reading.message, sent) else ()),
        *recorded,
        *(_on_ticket(sent, sent.ticket, report, permanent) if sent.ticket is not None else ()),
        *(told if sent.recipient not in facts.policy.notify_staff else ()),
        *(notice_bounced(facts.deployment, sent, now) if permanent and facts.deployment is not None else ()),
    )
    return Decision(Outcome.BOUNCE, (match, Match("bounce_linked", f"about our mail {sent.message_id}")), effects)


def keep_complaint(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Kept as it is."""
    return Decision(Outcome.COMPLAINT, (match,), ())


def keep_receipt(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Filed on the ticket whose mail was read: it approves nothing and answers nothing."""
    return _file_or_keep(reading, facts, Outcome.READ_RECEIPT, match)


def keep_automatic(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Filed on its ticket, which stays as it is; without a ticket only kept."""
    return _file_or_keep(reading, facts, Outcome.AUTOMATIC, match)


def keep_bulk(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Kept without a ticket."""
    return Decision(Outcome.BULK, (match,), ())


def _file_or_keep(reading: Reading, facts: MessageFacts, outcome: Outcome, match: Match) -> Decision:
    thread = choose_thread(reading.message, facts)
    said = (match, *thread.notes)
    ticket = thread.ticket or _asked_about(facts)
    if ticket is None:
        return Decision(outcome, said, ())
    return file_automatic(reading.message, facts, ticket, outcome, said)


def _asked_about(facts: MessageFacts) -> TicketFacts | None:
    """The ticket of the proposal whose request or receipt the mail names."""
    approval = facts.approval
    proposal = approval.proposal if approval is not None else None
    return proposal.ticket if proposal is not None else None


def _proof(sent: OutboxFacts | None, proof: str) -> tuple[ProveSent, ...]:
    if sent is None or sent.state in _SETTLED:
        return ()
    return (ProveSent(sent.outbox_id, proof),)


def _names(message: Message, sent: OutboxFacts) -> bool:
    """Whether a bounce names the very mail. One that only names the conversation may be about an earlier mail of it."""
    original = message.bounce.original_message_id if message.bounce is not None else ""
    return sent.message_id in (original, *message.in_reply_to, *message.references)


def _on_ticket(
    sent: OutboxFacts, ticket: TicketFacts, report: BounceReport, permanent: bool
) -> tuple[Enter | AskReview, ...]:
    words = " ".join(word for word in (report.status, report.diagnostic) if word)
    text = f"mail to {sent.recipient} {report.action.value}: {words or 'no reason given'}"
    if report.action in _NOT_FAILED:
        return (Enter(ticket.ticket_id, EntryKind.AUTOMATIC_MESSAGE, SIGNOFF, text),)
    entry = Enter(ticket.ticket_id, EntryKind.BOUNCED, SIGNOFF, text)
    return (entry, AskReview(ticket.ticket_id, (ReviewReason.BOUNCED,), text)) if permanent else (entry,)
