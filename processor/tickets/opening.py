"""Open a ticket from a mail."""

from dataclasses import dataclass
from typing import assert_never

from models.vocabulary import Category, Direction, EntryKind, Outcome, ReviewReason, Source, Standing
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import (
    CONTACT,
    TICKET,
    AskReview,
    Enter,
    FileMessage,
    OpenTicket,
    RecordVerdict,
    TicketRef,
)
from processor.facts.causes import Reading, Verdict
from processor.facts.known import TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match
from processor.tickets.labels import labels_of
from processor.tickets.language import language_for
from processor.tickets.marks import believed_automatic, has_unread_part, is_notification
from processor.tickets.notices import notices
from processor.tickets.parties import is_from_us, party, remember_sender, requester_of
from processor.tickets.silence import SIGNOFF, Opening, acknowledge, silence, withholds

# A CSM discusses these with the customer before development sees them; automatic routing of them is never on.
CONFIRMED_FIRST = frozenset({Category.BUG, Category.DEVELOPMENT_REQUEST})


@dataclass(frozen=True, slots=True)
class Continues:
    """What a new ticket goes on from: a conversation that never was a ticket, or a ticket closed long ago."""

    thread_id: int = 0
    old: TicketFacts | None = None


FRESH = Continues()


def open_from_mail(
    reading: Reading, facts: MessageFacts, matches: tuple[Match, ...], continues: Continues = FRESH
) -> Decision:
    """The decision that a mail is a request of its own."""
    message, old = reading.message, continues.old
    opening = Opening(reading, facts, old.automatic_mails_last_day if old is not None else 0)
    silent = silence(opening)
    language = language_for(facts.sender, message.language, facts.policy)
    requester = requester_of(message, facts)
    labels = labels_of(reading.verdict)
    ticket = OpenTicket(
        TICKET,
        ordinal=0,
        subject=message.subject,
        source=Source.MAIL,
        language=language.value,
        customer_id=0 if is_from_us(message, facts.policy) else facts.sender.customer_id,
        requester=requester,
        category=labels.category,
        severity=labels.severity,
        reason=labels.reason,
        decided_by=labels.decided_by,
        thread_id=continues.thread_id,
        linked_to=old.ticket_id if old is not None else 0,
        acknowledged=not withholds(silent),
    )
    reasons = review_reasons(reading, facts)
    effects: tuple[Effect, ...] = (
        *(remember_sender(message, facts) if requester == CONTACT else ()),
        ticket,
        FileMessage(TICKET, Direction.IN, verified=True, automatic=is_notification(message)),
        *party(TICKET, requester),
        Enter(TICKET, EntryKind.OPENED, SIGNOFF, "opened by mail"),
        *_links(old),
        *_classified(reading),
        *ask_review(TICKET, reasons),
        *acknowledge(opening, TICKET, language.value, silent),
        *notices(facts.policy, TICKET, reasons),
    )
    said = (*matches, silent) if silent is not None else matches
    return Decision(Outcome.OPENED, said, effects)


def review_reasons(reading: Reading, facts: MessageFacts) -> tuple[ReviewReason, ...]:
    """All the reasons why a CSM has to look at a newly opened ticket."""
    message = reading.message
    asked = {
        **_reasons_of_labels(reading),
        ReviewReason.UNKNOWN_SENDER: facts.sender.customer_id == 0 or is_from_us(message, facts.policy),
        ReviewReason.OVERSIZE: message.partial,
        ReviewReason.UNREADABLE_PART: has_unread_part(message),
    }
    return tuple(reason for reason, applies in asked.items() if applies)


def _reasons_of_labels(reading: Reading) -> dict[ReviewReason, bool]:
    """What of the labels asks for a person. Two categories always do, however sure the model and proven its record."""
    verdict = reading.verdict
    if not isinstance(verdict, Verdict):
        return {ReviewReason.NO_MODEL: True}
    sure, trusted = verdict.automatic, verdict.standing is Standing.ACTS
    return {
        ReviewReason.UNSURE: not sure or believed_automatic(reading.message),
        ReviewReason.SHADOW: sure and not trusted,
        ReviewReason.AUDIT: sure and trusted and verdict.audit,
        ReviewReason.NOT_A_REQUEST: verdict.category is Category.NOT_A_REQUEST,
        ReviewReason.NEEDS_CONFIRMATION: verdict.category in CONFIRMED_FIRST,
    }


def ask_review(ticket: TicketRef, reasons: tuple[ReviewReason, ...], text: str = "") -> tuple[AskReview, ...]:
    """The effect that queues a ticket, if there is a reason to."""
    return (AskReview(ticket, reasons, text),) if reasons else ()


def _links(old: TicketFacts | None) -> tuple[Enter, ...]:
    if old is None:
        return ()
    return (
        Enter(
            TICKET, EntryKind.LINKED, SIGNOFF, f"goes on from #{old.number}, which was closed too long ago to reopen"
        ),
        Enter(old.ticket_id, EntryKind.LINKED, SIGNOFF, "the customer wrote again: a new ticket goes on from here"),
    )


def _classified(reading: Reading) -> tuple[RecordVerdict | Enter, ...]:
    verdict = reading.verdict
    if not isinstance(verdict, Verdict):
        return (Enter(TICKET, EntryKind.CLASSIFIED, SIGNOFF, f"not classified: {verdict.why}"),)
    repeated = f", {verdict.precedent}" if verdict.precedent else ""
    text = (
        f"{verdict.category.value}{repeated}, confidence {verdict.confidence:.2f}, {_how_sure(verdict)}, "
        f"by model {verdict.model_id}"
    )
    return (RecordVerdict(TICKET, verdict), Enter(TICKET, EntryKind.CLASSIFIED, SIGNOFF, text))


def _how_sure(verdict: Verdict) -> str:
    if not verdict.automatic:
        return "not sure enough"
    match verdict.standing:
        case Standing.ACTS:
            return "sure enough, drawn for an audit" if verdict.audit else "sure enough"
        case Standing.SHADOW | Standing.OFF:
            why = f" ({verdict.standing_why})" if verdict.standing_why else ""
            return f"sure enough, not acted on{why}"
        case _:
            assert_never(verdict.standing)
