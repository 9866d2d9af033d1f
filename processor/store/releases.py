"""Releases by name, and the tickets that they resolve."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.billing import Release, TicketWork
from models.people import Contact, Customer
from models.tickets import Ticket
from models.vocabulary import TicketState
from processor.errors import Refused
from processor.store.database import Database


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release; `announced_at` None while nobody was told of it."""

    name: str
    entered_by: str
    entered_at: datetime
    announced_at: datetime | None


@dataclass(frozen=True, slots=True)
class ResolvedLine:
    """A ticket that a release resolves, and whose it is; 0 and empty where nobody knows."""

    ticket_id: int
    number: int
    state: TicketState
    subject: str
    customer_id: int
    customer: str


class Releases:
    """Names are never changed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, name: str, by: str, now: datetime) -> None:
        """Enters a release; one that is known stays as it is."""

        def work() -> None:
            if self._db.value(Release.select(Release.id).where(Release.name == name)) is None:
                self._db.insert(Release, {"name": name, "entered_by": by, "entered_at": now})

        self._db.transact(work)

    def list(self) -> tuple[ReleaseLine, ...]:
        """All releases, in the order in which they were entered."""
        rows = self._db.rows(Release.select().order_by(Release.id))
        return tuple(
            ReleaseLine(row["name"], row["entered_by"], row["entered_at"], row["announced_at"]) for row in rows
        )

    def announced(self, name: str, now: datetime) -> None:
        """Customers were told of the release, in this very transaction. Raises Refused where they were before."""
        told = Release.update(announced_at=now).where(Release.name == name, Release.announced_at.is_null())
        if self._db.transact(lambda: self._db.change(told)) == 0:
            raise Refused(f"there is no release {name} that is yet to be announced; see signoff release list")

    def resolved(self, name: str) -> tuple[ResolvedLine, ...]:
        """The tickets that the release resolves, by number."""
        query = (
            Ticket.select(Ticket, Customer.name.alias("customer_name"), Customer.id.alias("customer_id"))
            .join(TicketWork, on=(TicketWork.ticket == Ticket.id))
            .join_from(Ticket, Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
            .join_from(
                Ticket,
                Customer,
                JOIN.LEFT_OUTER,
                on=((Ticket.customer == Customer.id) | (Ticket.customer.is_null() & (Contact.customer == Customer.id))),
            )
        )
        rows = self._db.rows(query.where(TicketWork.release == name).order_by(Ticket.number))
        return tuple(
            ResolvedLine(
                row["id"],
                row["number"],
                row["state"],
                row["subject"],
                row["customer_id"] or 0,
                row["customer_name"] or "",
            )
            for row in rows
        )
