"""Releases by name, and the tickets that they resolve."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.billing import Release, TicketWork
from models.people import Contact, Customer
from models.tickets import Ticket
from models.vocabulary import TicketState
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
    """A ticket that a release resolves, and whose it is; 0 and empty where nobody knows.

    `told_at` is when its requester was told, None while they were not.
    """

    ticket_id: int
    number: int
    state: TicketState
    subject: str
    customer_id: int
    customer: str
    told_at: datetime | None


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

    def announced(self, name: str, ticket_ids: Collection[int], now: datetime) -> None:
        """The requesters of these tickets were told of the release, in this very transaction."""
        first = Release.update(announced_at=now).where(Release.name == name, Release.announced_at.is_null())
        told = TicketWork.update(release_told_at=now).where(TicketWork.ticket.in_(list(ticket_ids)))

        def work() -> None:
            self._db.change(first)
            if ticket_ids:
                self._db.change(told)

        self._db.transact(work)

    def resolved(self, name: str) -> tuple[ResolvedLine, ...]:
        """The tickets that the release resolves, by number."""
        query = (
            Ticket.select(
                Ticket,
                TicketWork.release_told_at,
                Customer.name.alias("customer_name"),
                Customer.id.alias("customer_id"),
            )
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
                row["release_told_at"],
            )
            for row in rows
        )
