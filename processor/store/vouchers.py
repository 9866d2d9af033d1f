"""Hours of vouchers as whole numbers, and what is left of a customer's."""

from collections.abc import Iterable
from decimal import Decimal

from peewee import fn

from models.billing import VoucherEntry
from processor.errors import Refused
from processor.store.database import Database
from processor.store.prepared import Hole, Prepared

_UNITS_AN_HOUR = 10_000


def units_of(hours: Decimal) -> int:
    """The hours in ten-thousandths. Raises Refused for finer ones, which would be lost."""
    units = hours * _UNITS_AN_HOUR
    if units != int(units):
        raise Refused(f"{hours} hours are more precise than a voucher counts: four decimals are the most")
    return int(units)


def hours_in(units: int) -> Decimal:
    """Ten-thousandths as hours, without trailing zeros."""
    whole = Decimal(units) / _UNITS_AN_HOUR
    return Decimal(f"{whole:f}".rstrip("0").rstrip(".")) if whole % 1 else Decimal(int(whole))


def balance_of(database: Database, customer_id: int) -> int:
    """What is left, in ten-thousandths of an hour."""
    return int(database.value(_BALANCE, customer=customer_id))


def balances(database: Database, customer_ids: Iterable[int]) -> dict[int, Decimal]:
    """What is left of each customer's voucher, in hours; those without any are left out."""
    rows = database.rows(_BALANCES, ids=sorted(set(customer_ids)))
    return {row["customer"]: hours_in(int(row["units"])) for row in rows}


_SUM = fn.COALESCE(fn.SUM(VoucherEntry.units), 0)
_BALANCE = Prepared(
    VoucherEntry.select(_SUM.alias("units")).where(VoucherEntry.customer == Hole(VoucherEntry.customer))
)
_BALANCES = Prepared(
    VoucherEntry.select(VoucherEntry.customer, _SUM.alias("units"))
    .where(VoucherEntry.customer.in_(Hole(VoucherEntry.customer, "ids", many=True)))
    .group_by(VoucherEntry.customer)
)
