"""What a CSM decides on a queue item: the labels are right, or these are."""

from datetime import datetime
from typing import assert_never

from models.vocabulary import Category, EntryKind, ReviewReason, TicketEvent, TicketState
from processor.effects.decision import Decision, Effect
from processor.effects.mail import MailTemplate
from processor.effects.tickets import CloseReview, Enter, Label, Teach
from processor.errors import Refused
from processor.facts.causes import Confirm, Correct, ReviewCommand
from processor.facts.known import ReviewFacts, TicketFacts
from processor.tickets.joining import move
from processor.tickets.labels import Labels, person_labels
from processor.tickets.silence import SIGNOFF
from processor.tickets.staff import answerable, mail_to_requester

# Reasons that ask about the ticket's labels; the others only ask that somebody looks.
_ABOUT_LABELS = frozenset(
    {
        ReviewReason.UNSURE.value,
        ReviewReason.NO_MODEL.value,
        ReviewReason.SHADOW.value,
        ReviewReason.AUDIT.value,
        ReviewReason.NOT_A_REQUEST.value,
        ReviewReason.NEEDS_CONFIRMATION.value,
    }
)


def decide_review(command: ReviewCommand, facts: ReviewFacts, now: datetime) -> Decision:
    """The decision on a queue item. Labels become a person's, which the model never overwrites.

    Raises Refused where it is decided already, where the ticket was merged, or where the labels don't fit together.
    `now` belongs to the form of every decision.
    """
    ticket = facts.ticket
    if not facts.open:
        raise Refused(_decided_already(facts))
    if ticket.state is TicketState.MERGED:
        raise Refused(f"#{ticket.number} was merged into another ticket: decide on that one")
    match command:
        case Confirm():
            if ticket.category is None and not _ABOUT_LABELS.intersection(facts.reasons):
                return Decision(None, (), _seen(command, facts))
            labels = _standing(ticket)
            taught = _taught(command.by, labels, ticket) if _ABOUT_LABELS.intersection(facts.reasons) else ()
            effects = (*_decided(command.by, EntryKind.CONFIRMED, labels, facts), *taught)
        case Correct():
            labels = _corrected(command, ticket)
            effects = (
                *_decided(command.by, EntryKind.CORRECTED, labels, facts),
                *_taught(command.by, labels, ticket),
            )
        case _:
            assert_never(command)
    return Decision(None, (), effects)


def _decided_already(facts: ReviewFacts) -> str:
    by = f" by {facts.decided_by}" if facts.decided_by else ""
    at = f" at {facts.decided_at.isoformat(timespec='seconds')}" if facts.decided_at is not None else ""
    return f"queue item {facts.review_id} was decided{by}{at}: nothing was changed"


def _standing(ticket: TicketFacts) -> Labels:
    if ticket.category is None:
        raise Refused(f"#{ticket.number} has no labels that could be confirmed: correct it, with category and severity")
    if ticket.category is Category.NOT_A_REQUEST:
        return person_labels(ticket.category, None, None)
    return person_labels(ticket.category, ticket.severity, ticket.reason)


def _corrected(command: Correct, ticket: TicketFacts) -> Labels:
    category = command.category or ticket.category
    if category is None:
        raise Refused(f"#{ticket.number} has no category yet: give one")
    if category is Category.NOT_A_REQUEST:
        return person_labels(category, command.severity, command.reason)
    severity = command.severity if command.severity is not None else ticket.severity
    return person_labels(category, severity, command.reason or ticket.reason)


def _seen(command: Confirm, facts: ReviewFacts) -> tuple[Effect, ...]:
    text = f"seen: {', '.join(facts.reasons)}"
    return (
        CloseReview(facts.review_id, command.by, EntryKind.CONFIRMED.value),
        Enter(facts.ticket.ticket_id, EntryKind.CONFIRMED, command.by, text),
    )


def _decided(by: str, kind: EntryKind, labels: Labels, facts: ReviewFacts) -> tuple[Effect, ...]:
    ticket = facts.ticket
    assert labels.category is not None
    words = [labels.category.value]
    words += [f"severity {labels.severity.value}"] if labels.severity is not None else []
    words += [f"reason {labels.reason.value}"] if labels.reason is not None else []
    is_request = labels.category is not Category.NOT_A_REQUEST
    return (
        Label(ticket.ticket_id, labels.category, labels.severity, labels.reason, labels.decided_by, by),
        CloseReview(facts.review_id, by, kind.value),
        Enter(ticket.ticket_id, kind, by, ", ".join(words)),
        *(_goes_on(facts) if is_request else _closes(by, ticket)),
    )


def _taught(by: str, labels: Labels, ticket: TicketFacts) -> tuple[Teach, ...]:
    """What the model learns. An item that only asked somebody to look says nothing about labels: it teaches nothing."""
    assert labels.category is not None
    return (Teach(ticket.ticket_id, labels.category, labels.severity, labels.reason, by),)


def _goes_on(facts: ReviewFacts) -> tuple[Effect, ...]:
    return (*move(facts.ticket, TicketEvent.CONFIRMED), *_owed_acknowledgement(facts))


def _closes(by: str, ticket: TicketFacts) -> tuple[Effect, ...]:
    """Close without a word to anybody: who wrote thanks or news waits for no answer."""
    if ticket.state is TicketState.CLOSED:
        return ()
    return (*move(ticket, TicketEvent.CLOSED), Enter(ticket.ticket_id, EntryKind.CLOSED, by, "not a request"))


def _owed_acknowledgement(facts: ReviewFacts) -> tuple[Effect, ...]:
    """The acknowledgement withheld while this was believed to be no request, under the same caps as any other."""
    ticket, policy = facts.ticket, facts.policy
    requester = answerable(ticket, policy)
    if ticket.acknowledged or not policy.acknowledge or requester is None or ticket.state is TicketState.CLOSED:
        return ()
    if (
        facts.automatic_mails_to_requester >= policy.caps_per_address
        or ticket.automatic_mails_last_day >= policy.caps_per_conversation
    ):
        text = "silent: the acknowledgement was owed, but the day's cap of automatic mails is reached"
        return (Enter(ticket.ticket_id, EntryKind.SILENT, SIGNOFF, text),)
    return (mail_to_requester(MailTemplate.ACKNOWLEDGEMENT, ticket, requester, "auto-replied", ()),)
