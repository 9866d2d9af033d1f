"""What a CSM does with a ticket: answer, ask, note, close, assign, relabel, merge, split."""

from datetime import datetime
from typing import assert_never

from models.vocabulary import Direction, EntryKind, TicketEvent, TicketState
from processor.effects.decision import Decision, Effect
from processor.effects.mail import MailTemplate
from processor.effects.tickets import AssignTicket, Enter, FileText
from processor.errors import Refused
from processor.facts.causes import Ask, Assign, Close, Merge, Note, Relabel, Reply, Split, TicketCommand
from processor.facts.deployments import BillingFacts
from processor.facts.known import Policy, StaffFacts, TicketFacts
from processor.tickets.billing import freeze
from processor.tickets.joining import move
from processor.tickets.merging import merge, split
from processor.tickets.relabel import relabel
from processor.tickets.staffmail import addressed, answerable, mail_to_requester
from processor.tickets.waiting import ask


def decide_staff(
    command: TicketCommand, facts: StaffFacts, now: datetime, billing: BillingFacts | None = None
) -> Decision:
    """The decision on a CSM's command. Raises Refused with the rule that forbids it.

    A merged ticket takes no command at all: its target does. `billing` is what closing freezes how it is charged by;
    None where nothing is charged.
    """
    ticket = facts.ticket
    if ticket.state is TicketState.MERGED:
        raise Refused(f"#{ticket.number} was merged into another ticket: work on that one")
    match command:
        case Reply():
            effects = _reply(command, facts)
        case Note():
            effects = _note(command, ticket)
        case Close():
            charged = freeze(billing, now) if billing is not None else ()
            effects = (*_close(command, ticket, facts.policy), *charged)
        case Assign():
            effects = _assign(command, ticket, facts.policy)
        case Merge():
            effects = merge(command, ticket, facts.other)
        case Split():
            effects = split(command, ticket)
        case Ask():
            effects = ask(command, facts, now)
        case Relabel():
            effects = relabel(command, facts)
        case _:
            assert_never(command)
    return Decision(None, (), effects)


def _reply(command: Reply, facts: StaffFacts) -> tuple[Effect, ...]:
    ticket, requester = facts.ticket, addressed(command.to, facts)
    if requester is None:
        raise Refused(f"#{ticket.number} has no requester who could be answered: note it, or write to them yourself")
    if not command.body.strip():
        raise Refused("an answer needs words")
    moves = move(ticket, TicketEvent.STAFF_ASKED if command.wait else TicketEvent.STAFF_ANSWERED)
    reopened = (Enter(ticket.ticket_id, EntryKind.REOPENED, command.by, "waits for the customer again"),)
    return (
        mail_to_requester(MailTemplate.ANSWER, ticket, requester, "", (("body", command.body),)),
        FileText(ticket.ticket_id, Direction.OUT, command.by, command.body),
        Enter(ticket.ticket_id, EntryKind.MESSAGE_OUT, command.by, f"answered {requester.address}"),
        *moves,
        *(reopened if moves and ticket.state is TicketState.CLOSED else ()),
    )


def _note(command: Note, ticket: TicketFacts) -> tuple[Effect, ...]:
    if not command.body.strip():
        raise Refused("a note needs words")
    return (
        FileText(ticket.ticket_id, Direction.NOTE, command.by, command.body),
        Enter(ticket.ticket_id, EntryKind.NOTE, command.by, command.body),
    )


def _close(command: Close, ticket: TicketFacts, policy: Policy) -> tuple[Effect, ...]:
    if not command.reason.strip():
        raise Refused("closing needs a reason: the customer reads it")
    requester = answerable(ticket, policy) if command.tell else None
    told: tuple[Effect, ...] = ()
    if requester is not None:
        values = (("reason", command.reason),)
        told = (mail_to_requester(MailTemplate.CLOSING, ticket, requester, "auto-generated", values),)
    return (
        *move(ticket, TicketEvent.CLOSED),
        Enter(ticket.ticket_id, EntryKind.CLOSED, command.by, command.reason),
        *told,
    )


def _assign(command: Assign, ticket: TicketFacts, policy: Policy) -> tuple[Effect, ...]:
    if command.to and policy.staff and command.to not in policy.staff:
        raise Refused(f"nobody of the staff is called {command.to}: choose one of {', '.join(policy.staff)}")
    if command.to == ticket.assignee:
        raise Refused(f"#{ticket.number} belongs to {command.to or 'nobody'} already")
    text = f"given to {command.to}" if command.to else f"taken from {ticket.assignee}"
    return (
        AssignTicket(ticket.ticket_id, command.to),
        Enter(ticket.ticket_id, EntryKind.ASSIGNED, command.by, text),
    )
