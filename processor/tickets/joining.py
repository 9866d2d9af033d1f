"""A mail that belongs to a ticket: it joins, reopens, is filed unverified, or is filed as what a machine wrote."""

from datetime import datetime

from models.vocabulary import Direction, EntryKind, Outcome, ReviewReason, TicketEvent, TicketState
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import AskReview, Enter, FileMessage, MoveTicket
from processor.facts.causes import Reading
from processor.facts.known import Policy, TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message
from processor.tickets.language import language_for
from processor.tickets.opening import Continues, open_from_mail
from processor.tickets.parties import add_sender, is_party
from processor.tickets.silence import SIGNOFF, Opening, acknowledge, silence
from processor.tickets.states import step


def join(
    reading: Reading, facts: MessageFacts, ticket: TicketFacts, now: datetime, matches: tuple[Match, ...]
) -> Decision:
    """What a mail from a customer does to the ticket that it names."""
    if not is_party(reading.message, facts, ticket):
        return _join_unverified(reading.message, ticket, matches)
    if ticket.state is not TicketState.CLOSED:
        return _join(reading.message, facts, ticket, matches)
    if may_reopen(ticket, facts.policy, now):
        return _reopen(reading, facts, ticket, matches)
    late = Match("closed_too_long", f"#{ticket.number} was closed too long ago to reopen: a new ticket goes on from it")
    return open_from_mail(reading, facts, (*matches, late), Continues(old=ticket))


def may_reopen(ticket: TicketFacts, policy: Policy, now: datetime) -> bool:
    """Whether a closed ticket is young enough to be reopened; one that does not know when it was closed is."""
    return ticket.closed_at is None or now - ticket.closed_at <= policy.reopen_for


def file_automatic(
    message: Message, facts: MessageFacts, ticket: TicketFacts, outcome: Outcome, matches: tuple[Match, ...]
) -> Decision:
    """File what a machine wrote. State, owner and queue stay as they are: an out-of-office note answers nothing."""
    text = f"automatic mail from {_name(message)}: {message.subject}"
    effects: tuple[Effect, ...] = (
        FileMessage(ticket.ticket_id, Direction.IN, verified=is_party(message, facts, ticket), automatic=True),
        Enter(ticket.ticket_id, EntryKind.AUTOMATIC_MESSAGE, SIGNOFF, text),
    )
    return Decision(outcome, matches, effects)


def file_answer(message: Message, ticket: TicketFacts, matches: tuple[Match, ...]) -> Decision:
    """File an answer that one of us wrote in a mail program: the ticket is answered as if it had been written here."""
    # A reminder to a customer whom we already wait for does not end the waiting.
    event = TicketEvent.STAFF_ASKED if ticket.state is TicketState.WAITING else TicketEvent.STAFF_ANSWERED
    effects: tuple[Effect, ...] = (
        FileMessage(ticket.ticket_id, Direction.OUT, verified=True),
        Enter(ticket.ticket_id, EntryKind.MESSAGE_OUT, SIGNOFF, f"answered from the mailbox: {message.subject}"),
        *move(ticket, event),
    )
    return Decision(Outcome.ANSWER, matches, effects)


def move(ticket: TicketFacts, event: TicketEvent) -> tuple[MoveTicket, ...]:
    """The effect that moves a ticket, if the event leads to another state. Raises Refused as `step` does."""
    after = step(ticket.state, event)
    return () if after is ticket.state else (MoveTicket(ticket.ticket_id, ticket.state, after),)


def _join(message: Message, facts: MessageFacts, ticket: TicketFacts, matches: tuple[Match, ...]) -> Decision:
    effects: tuple[Effect, ...] = (
        *_file_from_party(message, facts, ticket),
        Enter(ticket.ticket_id, EntryKind.MESSAGE_IN, SIGNOFF, f"{_name(message)} wrote: {message.subject}"),
        *move(ticket, TicketEvent.CUSTOMER_WROTE),
    )
    return Decision(Outcome.JOINED, matches, effects)


def _join_unverified(message: Message, ticket: TicketFacts, matches: tuple[Match, ...]) -> Decision:
    """The token is right but the sender is not known here: a person decides; nobody is told, nothing moves."""
    text = f"{_name(message)}, who is no party of this ticket, wrote: {message.subject}"
    effects: tuple[Effect, ...] = (
        FileMessage(ticket.ticket_id, Direction.IN, verified=False),
        Enter(ticket.ticket_id, EntryKind.UNVERIFIED_MESSAGE, SIGNOFF, text),
        AskReview(ticket.ticket_id, (ReviewReason.UNVERIFIED_SENDER,), text),
    )
    stranger = Match("unverified_sender", f"{_name(message)} is no party of #{ticket.number}")
    return Decision(Outcome.JOINED, (*matches, stranger), effects)


def _reopen(reading: Reading, facts: MessageFacts, ticket: TicketFacts, matches: tuple[Match, ...]) -> Decision:
    message = reading.message
    opening = Opening(reading, facts, ticket.automatic_mails_last_day)
    silent = silence(opening)
    language = language_for(facts.sender, message.language or ticket.language, facts.policy)
    effects: tuple[Effect, ...] = (
        *_file_from_party(message, facts, ticket),
        *move(ticket, TicketEvent.REOPENED),
        Enter(ticket.ticket_id, EntryKind.REOPENED, SIGNOFF, f"{_name(message)} wrote again: {message.subject}"),
        *acknowledge(opening, ticket.ticket_id, language.value, silent),
    )
    said = (*matches, Match("reopened", f"#{ticket.number} was closed a short while ago"))
    return Decision(Outcome.JOINED, (*said, silent) if silent is not None else said, effects)


def _file_from_party(message: Message, facts: MessageFacts, ticket: TicketFacts) -> tuple[Effect, ...]:
    # The contact comes first: filing finds the author by address.
    contact, added = add_sender(message, facts, ticket)
    return (*contact, FileMessage(ticket.ticket_id, Direction.IN, verified=True), *added)


def _name(message: Message) -> str:
    return message.sender.address if message.sender is not None else "somebody without an address"
