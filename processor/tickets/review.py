"""What a CSM decides on a queue item: the labels are right, or these are; or it waits out of sight."""

from datetime import datetime
from typing import assert_never

from models.vocabulary import EntryKind, TicketState
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import CloseReview, Enter, Label
from processor.errors import Refused
from processor.facts.causes import Confirm, Correct, ReviewCommand, Snooze, Wake
from processor.facts.known import ReviewFacts, TicketFacts
from processor.tickets.deciding import ABOUT_LABELS, corrected, follows, labels_in_words, taught
from processor.tickets.labels import Labels
from processor.tickets.versions import hold_review
from processor.tickets.waiting import snooze, wake


def decide_review(command: ReviewCommand, facts: ReviewFacts, now: datetime) -> Decision:
    """The decision on a queue item. Labels become a person's, which the model never overwrites.

    Raises Overtaken where it is decided already, or has changed since the person saw it; Refused where the ticket was
    merged, or where the labels don't fit together.
    """
    ticket = facts.ticket
    hold_review(facts, None if isinstance(command, Wake) else command.version)
    if ticket.state is TicketState.MERGED:
        raise Refused(f"#{ticket.number} was merged into another ticket: decide on that one")
    match command:
        case Confirm():
            effects = _confirm(command, facts)
        case Correct():
            labels = corrected(command, ticket)
            effects = (
                *_decided(command.by, EntryKind.CORRECTED, labels, facts),
                *taught(command.by, labels, ticket),
            )
        case Snooze():
            effects = snooze(command, facts, now)
        case Wake():
            effects = wake(command, facts, now)
        case _:
            assert_never(command)
    return Decision(None, (), effects)


def _confirm(command: Confirm, facts: ReviewFacts) -> tuple[Effect, ...]:
    ticket, about_labels = facts.ticket, bool(ABOUT_LABELS.intersection(facts.reasons))
    if ticket.category is None and not about_labels:
        return _seen(command, facts)
    labels = _standing(ticket)
    learned = taught(command.by, labels, ticket) if about_labels else ()
    return (*_decided(command.by, EntryKind.CONFIRMED, labels, facts), *learned)


def _standing(ticket: TicketFacts) -> Labels:
    if ticket.category is None:
        raise Refused(f"#{ticket.number} has no labels that could be confirmed: correct it, with category and severity")
    return corrected(None, ticket)


def _seen(command: Confirm, facts: ReviewFacts) -> tuple[Effect, ...]:
    text = f"seen: {', '.join(facts.reasons)}"
    return (
        CloseReview(facts.review_id, command.by, EntryKind.CONFIRMED.value),
        Enter(facts.ticket.ticket_id, EntryKind.CONFIRMED, command.by, text),
    )


def _decided(by: str, kind: EntryKind, labels: Labels, facts: ReviewFacts) -> tuple[Effect, ...]:
    ticket = facts.ticket
    assert labels.category is not None
    return (
        Label(ticket.ticket_id, labels.category, labels.severity, labels.reason, labels.decided_by, by),
        CloseReview(facts.review_id, by, kind.value),
        Enter(ticket.ticket_id, kind, by, labels_in_words(labels)),
        *follows(by, labels, ticket, facts.policy, facts.automatic_mails_to_requester),
    )
