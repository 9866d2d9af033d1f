"""Two tickets that are one request, and one ticket that is two."""

from models.vocabulary import EntryKind, ReviewReason, Source, TicketEvent, TicketState
from processor.effects.decision import Effect
from processor.effects.tickets import TICKET, CloseReview, Enter, MergeTicket, OpenTicket, SplitMessage
from processor.errors import Refused
from processor.facts.causes import Merge, Split
from processor.facts.known import TicketFacts
from processor.tickets.joining import move
from processor.tickets.labels import UNLABELLED
from processor.tickets.opening import ask_review
from processor.tickets.parties import party


def merge(command: Merge, ticket: TicketFacts, target: TicketFacts | None) -> tuple[Effect, ...]:
    """The effects that end `ticket` and let it go on in `target`. Raises Refused where that would lose or leak it.

    A merged ticket is never merged nor a target, so that no circle can close. Tickets of two customers stay apart:
    the parties of one would read what the other wrote. What was queued for the merged ticket is done with it.
    """
    target = _allowed_target(ticket, target)
    goes_on: tuple[Effect, ...] = ()
    if ticket.state is not TicketState.CLOSED and target.state is TicketState.CLOSED:
        text = f"#{ticket.number}, which is still at work, goes on here"
        entry = Enter(target.ticket_id, EntryKind.REOPENED, command.by, text)
        goes_on = (*move(target, TicketEvent.REOPENED), entry)
    elif ticket.state in {TicketState.NEW, TicketState.OPEN}:
        goes_on = move(target, TicketEvent.CUSTOMER_WROTE)  # what waits for us doesn't wait for the customer
    verdict = f"merged into #{target.number}"
    return (
        *move(ticket, TicketEvent.MERGED),
        MergeTicket(ticket.ticket_id, target.ticket_id),
        Enter(ticket.ticket_id, EntryKind.MERGED, command.by, verdict),
        Enter(target.ticket_id, EntryKind.ABSORBED, command.by, f"took in #{ticket.number}"),
        *goes_on,
        *(CloseReview(review_id, command.by, verdict) for review_id in ticket.open_review_ids),
    )


def split(command: Split, ticket: TicketFacts) -> tuple[Effect, ...]:
    """The effects that make one message a ticket of its own. It has no labels yet, so it waits in the queue."""
    if not command.subject.strip():
        raise Refused("a ticket split off needs a subject of its own")
    requester = ticket.requester.contact_id if ticket.requester is not None else None
    return (
        OpenTicket(
            TICKET,
            ordinal=0,
            subject=command.subject.strip(),
            source=Source.MAIL,
            language=ticket.language,
            customer_id=ticket.customer_id,
            requester=requester,
            category=UNLABELLED.category,
            severity=UNLABELLED.severity,
            reason=UNLABELLED.reason,
            decided_by=UNLABELLED.decided_by,
            linked_to=ticket.ticket_id,
            assignee=ticket.assignee,
        ),
        SplitMessage(command.message_row, ticket.ticket_id, TICKET),
        *party(TICKET, requester),
        Enter(TICKET, EntryKind.OPENED, command.by, f"split off #{ticket.number}"),
        Enter(
            ticket.ticket_id, EntryKind.SPLIT, command.by, f"one message became a ticket of its own: {command.subject}"
        ),
        *ask_review(TICKET, (ReviewReason.UNSURE,), f"split off #{ticket.number}: no labels yet"),
    )


def _allowed_target(ticket: TicketFacts, target: TicketFacts | None) -> TicketFacts:
    if target is None:
        raise Refused("merging needs the number of the ticket that goes on")
    if target.ticket_id == ticket.ticket_id:
        raise Refused(f"#{ticket.number} cannot be merged into itself")
    if target.state is TicketState.MERGED:
        raise Refused(f"#{target.number} was merged itself: merge into the ticket that it goes on in")
    if ticket.customer_id and target.customer_id and ticket.customer_id != target.customer_id:
        raise Refused(
            f"#{ticket.number} and #{target.number} are of two customers: what one wrote is not for the other"
        )
    return target
