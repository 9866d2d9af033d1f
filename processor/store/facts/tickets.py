"""Tickets as decisions see them, any number of them in a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime

from peewee import JOIN, SQL, fn

from models.conversation import OPEN_REVIEW, Message, Review
from models.outgoing import Outbox
from models.people import Contact
from models.tickets import Ticket, TicketParty
from models.vocabulary import Direction
from processor.facts.known import PartyFacts, TicketFacts
from processor.store.database import Database, Row
from processor.store.facts.senders import CAP_WINDOW, COUNTED_BY_CAPS
from processor.store.prepared import Hole, Prepared

REFERENCES_AT_MOST = 20


def load_tickets(database: Database, ids: Iterable[int], now: datetime) -> dict[int, TicketFacts]:
    """The facts of these tickets by id. Merged ones are not followed here; see `resolve`."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    parties = _parties(database, wanted)
    reviews = _open_reviews(database, wanted)
    mails = _automatic_mails(database, wanted, now)
    return {
        row["id"]: _facts(
            row,
            parties.get(row["id"], set()),
            _mail_ids(database, row["id"]),
            reviews.get(row["id"], ()),
            mails.get(row["id"], 0),
        )
        for row in database.rows(_TICKETS, ids=wanted)
    }


def resolve(database: Database, ids: Iterable[int]) -> dict[int, int]:
    """Each ticket's id with that of the ticket in which it goes on: itself, unless it was merged."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row["id"]: row["merged_into"] or row["id"] for row in database.rows(_TARGETS, ids=wanted)}


_TARGETS = Prepared(
    Ticket.select(Ticket.id, Ticket.merged_into).where(Ticket.id.in_(Hole(Ticket.id, "ids", many=True)))
)
_TICKETS = Prepared(
    Ticket.select(
        Ticket,
        Contact.address.alias("requester_address"),
        Contact.address_key.alias("requester_key"),
        Contact.name.alias("requester_name"),
        Contact.customer.alias("requester_customer"),
        Contact.language.alias("requester_language"),
    )
    .join(Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .where(Ticket.id.in_(Hole(Ticket.id, "ids", many=True)))
)
_PARTIES = Prepared(
    TicketParty.select(TicketParty.ticket, Contact.address_key)
    .join(Contact)
    .where(TicketParty.ticket.in_(Hole(TicketParty.ticket, "ids", many=True)))
)
_OPEN_REVIEWS = Prepared(
    Review.select(Review.id, Review.ticket).where(Review.ticket.in_(Hole(Review.ticket, "ids", many=True)), OPEN_REVIEW)
)
_AUTOMATIC_MAILS = Prepared(
    Outbox.select(Outbox.ticket, fn.COUNT(SQL("1")).alias("mails"))
    .where(Outbox.ticket.in_(Hole(Outbox.ticket, "ids", many=True)), *COUNTED_BY_CAPS)
    .group_by(Outbox.ticket)
)
_MAIL_IDS = Prepared(
    Message.select(Message.message_id, Message.direction)
    .where(Message.ticket == Hole(Message.ticket), Message.message_id != "", Message.verified)
    .order_by(Message.id.desc())
    .limit(REFERENCES_AT_MOST + 1)
)


def _parties(database: Database, ids: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in database.rows(_PARTIES, ids=ids):
        found.setdefault(row["ticket"], set()).add(row["address_key"])
    return found


def _open_reviews(database: Database, ids: list[int]) -> dict[int, tuple[int, ...]]:
    return {row["ticket"]: (row["id"],) for row in database.rows(_OPEN_REVIEWS, ids=ids)}


def _automatic_mails(database: Database, ids: list[int], now: datetime) -> dict[int, int]:
    rows = database.rows(_AUTOMATIC_MAILS, ids=ids, created_at=now - CAP_WINDOW)
    return {row["ticket"]: row["mails"] for row in rows}


def _mail_ids(database: Database, ticket_id: int) -> list[tuple[str, Direction]]:
    """The Message-IDs of the ticket's last mails, oldest first."""
    rows = database.rows(_MAIL_IDS, ticket=ticket_id)
    return [(row["message_id"], row["direction"]) for row in reversed(rows)]


def _facts(
    row: Row, parties: set[str], mails: list[tuple[str, Direction]], reviews: tuple[int, ...], automatic_mails: int
) -> TicketFacts:
    last = next((value for value, direction in reversed(mails) if direction is Direction.IN), "")
    last = last or (mails[-1][0] if mails else "")
    return TicketFacts(
        ticket_id=row["id"],
        number=row["number"],
        token=row["token"],
        state=row["state"],
        subject=row["subject"],
        language=row["language"],
        category=row["category"],
        customer_id=row["customer"] or 0,
        requester=_requester(row),
        parties=frozenset(parties | ({row["requester_key"]} if row["requester_key"] else set())),
        thread_id=row["thread"],
        last_message_id=last,
        references=tuple(value for value, _ in mails if value != last),
        closed_at=row["closed_at"],
        automatic_mails_last_day=automatic_mails,
        assignee=row["assignee"],
        open_review_ids=reviews,
        acknowledged=row["acknowledged"],
        version=row["version"],
        severity=row["severity"],
        reason=row["reason"],
    )


def _requester(row: Row) -> PartyFacts | None:
    if row["requester"] is None:
        return None
    return PartyFacts(
        row["requester"],
        row["requester_address"],
        row["requester_name"],
        row["requester_customer"] or 0,
        row["requester_language"],
    )
