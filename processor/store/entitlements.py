"""What customers have bought, as an operator keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from peewee import JOIN

from models.billing import Entitlement, VoucherEntry
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import EntitlementKind
from processor.errors import Refused
from processor.facts.measures import COUNTABLE, is_countable
from processor.store.database import Database, Row
from processor.store.vouchers import balance_of, hours_in, units_of


@dataclass(frozen=True, slots=True)
class EntitlementLine:
    """One thing bought; `last_day` None: without an end. `hours` are those that a voucher came with."""

    entitlement_id: int
    kind: EntitlementKind
    first_day: date
    last_day: date | None
    hours: Decimal | None
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """Hours that a ticket took from the voucher; below nothing where they were given back."""

    ticket_number: int
    hours: Decimal
    at: datetime


class Entitlements:
    """Grants and what became of them. Each method raises Refused when there is no customer of that name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def grant(
        self,
        customer: str,
        kind: EntitlementKind,
        by: str,
        now: datetime,
        hours: Decimal | None = None,
        first_day: date | None = None,
        last_day: date | None = None,
        note: str = "",
    ) -> int:
        """The id of what the customer has from `first_day` (today where none is given) until `last_day`.

        A voucher comes with hours, nothing else does; raises Refused for anything else, and for days that end before
        they begin. A voucher's hours have no end.
        """
        first = first_day or now.date()
        _check(kind, hours, first, last_day)
        values: Row = {
            "kind": kind,
            "first_day": first.isoformat(),
            "last_day": last_day.isoformat() if last_day else "",
            "note": note,
            "by": by,
            "at": now,
        }

        def work() -> int:
            customer_id = self._id_of(customer)
            entitlement_id = self._db.insert(Entitlement, values | {"customer": customer_id})
            if hours is not None:
                entry: Row = {"customer": customer_id, "entitlement": entitlement_id, "units": units_of(hours)}
                self._db.insert(VoucherEntry, entry | {"by": by, "at": now})
            return entitlement_id

        return self._db.transact(work)

    def end(self, entitlement_id: int, last_day: date) -> None:
        """It counts until this day, the last. Raises Refused where there is none of that id, and for a voucher."""
        whole = Entitlement.update(last_day=last_day.isoformat())
        this = (Entitlement.id == entitlement_id) & (Entitlement.kind != EntitlementKind.VOUCHER)
        known = 0 < entitlement_id < 2**62
        if not known or self._db.transact(lambda: self._db.change(whole.where(this))) == 0:
            raise Refused(f"there is no entitlement {entitlement_id} that could end; see signoff customer show")

    def of(self, customer: str) -> tuple[EntitlementLine, ...]:
        """All that the customer was ever granted, the oldest first."""
        query = (
            Entitlement.select(Entitlement, VoucherEntry.units)
            .join(VoucherEntry, JOIN.LEFT_OUTER, on=(VoucherEntry.entitlement == Entitlement.id))
            .order_by(Entitlement.id)
        )
        rows = self._db.rows(query.where(Entitlement.customer == self._id_of(customer)))
        return tuple(_line(row) for row in rows)

    def drawn(self, customer: str) -> tuple[DrawnLine, ...]:
        """What tickets took from the customer's voucher, the oldest first."""
        query = VoucherEntry.select(VoucherEntry.units, VoucherEntry.at, Ticket.number).join(Ticket)
        rows = self._db.rows(query.where(VoucherEntry.customer == self._id_of(customer)).order_by(VoucherEntry.id))
        return tuple(DrawnLine(row["number"], hours_in(-row["units"]), row["at"]) for row in rows)

    def balance(self, customer: str) -> Decimal:
        """The hours that are left of the customer's vouchers."""
        return hours_in(balance_of(self._db, self._id_of(customer)))

    def _id_of(self, name: str) -> int:
        found = self._db.value(Customer.select(Customer.id).where(Customer.name == name))
        if found is None:
            raise Refused(f"there is no customer named {name!r}; see signoff customer list")
        return int(found)


def _check(kind: EntitlementKind, hours: Decimal | None, first: date, last: date | None) -> None:
    is_voucher = kind is EntitlementKind.VOUCHER
    if is_voucher != (hours is not None):
        raise Refused("a voucher comes with hours" if is_voucher else f"{kind.value} comes without hours")
    if hours is not None and not is_countable(abs(hours)):
        raise Refused(f"{hours} are no hours: {COUNTABLE}")
    if hours is not None and hours <= 0:
        raise Refused(f"a voucher of {hours} hours is none")
    if last is not None and last < first:
        raise Refused(f"it can't end on {last} before it begins on {first}")


def _line(row: Row) -> EntitlementLine:
    return EntitlementLine(
        row["id"],
        row["kind"],
        date.fromisoformat(row["first_day"]),
        date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        None if row["units"] is None else hours_in(row["units"]),
        row["note"],
        row["by"],
        row["at"],
    )
