"""Other labels for a ticket, whether it waits in the queue or was decided before."""

from dataclasses import replace

from models.vocabulary import Category, EntryKind, ReviewReason, TicketEvent, TicketState
from processor.effects.decision import Effect
from processor.effects.tickets import Enter, Label, SettleReview
from processor.errors import Refused
from processor.facts.causes import Relabel
from processor.facts.known import StaffFacts, TicketFacts
from processor.tickets.deciding import ABOUT_LABELS, corrected, follows, labels_in_words, taught
from processor.tickets.joining import move
from processor.tickets.labels import Labels

_ABOUT_LABELS = tuple(reason for reason in ReviewReason if reason.value in ABOUT_LABELS)


def relabel(command: Relabel, facts: StaffFacts) -> tuple[Effect, ...]:
    """The effects of other labels: the ticket goes on or ends by them, the model learns them.

    What waits in the queue for its labels is decided by it; what waits for something else goes on waiting. A ticket
    that was closed as no request is at work again when it is one after all. Raises Refused for the labels that it has.
    """
    ticket = facts.ticket
    labels = corrected(command, ticket)
    if (labels.category, labels.severity, labels.reason) == (ticket.category, ticket.severity, ticket.reason):
        raise Refused(f"#{ticket.number} has these labels already")
    assert labels.category is not None
    words = labels_in_words(labels)
    reopened = _reopened(command.by, ticket, labels)
    after = replace(ticket, state=TicketState.OPEN) if reopened else ticket
    return (
        Label(ticket.ticket_id, labels.category, labels.severity, labels.reason, labels.decided_by, command.by),
        Enter(ticket.ticket_id, EntryKind.CORRECTED, command.by, words),
        SettleReview(ticket.ticket_id, _ABOUT_LABELS, command.by, EntryKind.CORRECTED.value),
        *reopened,
        *follows(command.by, labels, after, facts.policy, facts.automatic_mails_to_requester),
        *taught(command.by, labels, ticket),
    )


def _reopened(by: str, ticket: TicketFacts, labels: Labels) -> tuple[Effect, ...]:
    was_none, is_none = (one is Category.NOT_A_REQUEST for one in (ticket.category, labels.category))
    if ticket.state is not TicketState.CLOSED or not was_none or is_none:
        return ()
    text = "closed as no request, which it is after all"
    return (*move(ticket, TicketEvent.REOPENED), Enter(ticket.ticket_id, EntryKind.REOPENED, by, text))
