"""Queue items that wait out of sight: for a day, or for what the customer answers."""

from datetime import datetime, timedelta

from models.vocabulary import Direction, EntryKind, TicketEvent, TicketState
from processor.effects.decision import Effect
from processor.effects.mail import MailTemplate
from processor.effects.tickets import Enter, FileText, SleepReview, WakeReview
from processor.errors import Overtaken, Refused
from processor.facts.causes import Ask, Snooze, Wake
from processor.facts.known import ReviewFacts, StaffFacts
from processor.facts.steps import moment
from processor.tickets.joining import move
from processor.tickets.staffmail import addressed, mail_to_requester
from processor.tickets.versions import overtaken

LONGEST_SNOOZE = timedelta(days=366)


def snooze(command: Snooze, facts: ReviewFacts, now: datetime) -> tuple[Effect, ...]:
    """The effects that let an item sleep. Raises Refused for a moment that is past, or too far away."""
    if command.until <= now:
        raise Refused("an item can only sleep until a moment that is still to come")
    if command.until - now > LONGEST_SNOOZE:
        raise Refused(f"an item can sleep for {LONGEST_SNOOZE.days} days at most: decide it instead")
    text = f"out of sight until {moment(command.until)}, or until the customer writes"
    return (
        SleepReview(facts.review_id, command.until),
        Enter(facts.ticket.ticket_id, EntryKind.SNOOZED, command.by, text),
    )


def wake(command: Wake, facts: ReviewFacts, now: datetime) -> tuple[Effect, ...]:
    """The effects that bring an item back. Raises Refused where it is in sight."""
    if facts.asleep_until is None or facts.asleep_until <= now:
        raise Refused(f"queue item {facts.review_id} is not asleep")
    return (
        WakeReview(facts.review_id),
        Enter(facts.ticket.ticket_id, EntryKind.WOKEN, command.by, "in sight again"),
    )


def ask(command: Ask, facts: StaffFacts, now: datetime) -> tuple[Effect, ...]:
    """The effects of a question to the customer about a queue item, which stays open and waits for the answer.

    Raises Refused without an item, without words, or without anybody to ask; Overtaken where the item is another by
    now.
    """
    ticket = facts.ticket
    if not ticket.open_review_ids:
        if command.version is not None:
            raise Overtaken(f"#{ticket.number} no longer waits in the queue{overtaken(facts.last)}: nothing was sent")
        raise Refused(f"#{ticket.number} doesn't wait in the queue: answer it, and let it wait for the customer")
    if command.version is not None and command.version != facts.review_version:
        raise Overtaken(f"#{ticket.number} has changed since you opened it{overtaken(facts.last)}: nothing was sent")
    requester = addressed(command.to, facts)
    if requester is None:
        raise Refused(f"#{ticket.number} has no requester who could be asked")
    if not command.body.strip():
        raise Refused("a question needs words")
    until = now + facts.policy.ask_for
    reopened = (Enter(ticket.ticket_id, EntryKind.REOPENED, command.by, "waits for the customer again"),)
    return (
        mail_to_requester(MailTemplate.ANSWER, ticket, requester, "", (("body", command.body),)),
        FileText(ticket.ticket_id, Direction.OUT, command.by, command.body),
        Enter(ticket.ticket_id, EntryKind.MESSAGE_OUT, command.by, f"asked {requester.address}"),
        *move(ticket, TicketEvent.STAFF_ASKED),
        *(reopened if ticket.state is TicketState.CLOSED else ()),
        *(SleepReview(review_id, until, asked=True) for review_id in ticket.open_review_ids),
    )
