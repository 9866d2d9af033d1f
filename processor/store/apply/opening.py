"""Effects that bring people and tickets into being."""

from typing import assert_never

from models.conversation import Message
from models.people import Contact
from models.tickets import Thread, Ticket, TicketParty
from models.vocabulary import TicketState
from processor.effects.tickets import AddParty, CreateContact, OpenTicket
from processor.store.apply.scope import Scope, ticket_row_facts
from processor.store.counters import next_number
from processor.store.database import Database, Row
from processor.store.facts.keys import index_key
from processor.store.prepared import Hole, Prepared

OpeningEffect = CreateContact | OpenTicket | AddParty
TICKET_NUMBERS = "ticket"


def apply_opening(scope: Scope, effect: OpeningEffect) -> None:
    """Does one of these effects."""
    match effect:
        case CreateContact():
            scope.local[effect.local] = _contact(scope, effect)
        case OpenTicket():
            scope.local[effect.local] = _ticket(scope, effect)
        case AddParty():
            _party(scope, effect)
        case _:
            assert_never(effect)


def new_thread(scope: Scope) -> int:
    """The id of a new conversation."""
    return scope.db.insert(Thread, {"created_at": scope.now})


_CONTACT = Prepared(Contact.select(Contact.id).where(Contact.address_key == Hole(Contact.address_key)))
_SAME_PARTY = Prepared(
    TicketParty.select(TicketParty.id).where(
        TicketParty.ticket == Hole(TicketParty.ticket), TicketParty.contact == Hole(TicketParty.contact)
    )
)


def _contact(scope: Scope, effect: CreateContact) -> int:
    """The contact of this address, made if there is none."""
    key = index_key(effect.address.casefold())
    known = scope.db.value(_CONTACT, address_key=key)
    if known is not None:
        return int(known)
    return scope.db.insert(
        Contact,
        {
            "address_key": key,
            "address": effect.address,
            "name": effect.name,
            "customer": effect.customer_id or None,
            "language": effect.language,
        },
    )


def _ticket(scope: Scope, effect: OpenTicket) -> int:
    fetched = scope.cause.fetched
    row: Row = {
        "number": next_number(scope.db, TICKET_NUMBERS),
        "token": scope.ids.token(scope.cause.digest, effect.ordinal),
        "thread": effect.thread_id or new_thread(scope),
        "state": TicketState.NEW,
        "subject": effect.subject,
        "source": effect.source,
        "mailbox": fetched.mailbox if fetched else "",
        "language": effect.language,
        "customer": effect.customer_id or None,
        "requester": None if effect.requester is None else scope.row(effect.requester),
        "category": effect.category,
        "severity": effect.severity,
        "reason": effect.reason,
        "decided_by": effect.decided_by,
        "assignee": effect.assignee,
        "acknowledged": effect.acknowledged,
        "opened_at": scope.now,
        "updated_at": scope.now,
        "linked_to": effect.linked_to or None,
    }
    ticket_id = scope.db.insert(Ticket, row)
    scope.opened[ticket_id] = None
    scope.indexed[ticket_id] = None
    scope.promise(ticket_id)
    scope.threads[ticket_id] = row["thread"]
    scope.tickets[ticket_id] = ticket_row_facts(row | {"id": ticket_id})
    if effect.thread_id:
        history = Message.update(ticket=ticket_id).where(Message.thread == row["thread"], Message.ticket.is_null())
        scope.db.change(history)
    return ticket_id


def _party(scope: Scope, effect: AddParty) -> None:
    ticket_id, contact_id = scope.change(effect.ticket), scope.row(effect.contact)
    scope.indexed[ticket_id] = None
    add_party(scope.db, ticket_id, contact_id)


def add_party(database: Database, ticket_id: int, contact_id: int) -> int:
    """Makes a contact belong to a ticket; the id of the new row, 0 where it did already."""
    if database.value(_SAME_PARTY, ticket=ticket_id, contact=contact_id) is not None:
        return 0
    return database.insert(TicketParty, {"ticket": ticket_id, "contact": contact_id})
