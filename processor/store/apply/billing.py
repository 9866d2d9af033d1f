"""Effects on how tickets are charged, and on vouchers."""

from typing import Any, assert_never

from peewee import fn

from models.billing import Release, TicketWork, VoucherEntry
from models.vocabulary import Treatment
from processor.effects.deployments import DrawVoucher, NoteWork, SetTreatment
from processor.errors import Refused
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.prepared import Hole, Prepared
from processor.store.vouchers import balance_of, hours_in, units_of

BillingEffect = SetTreatment | NoteWork | DrawVoucher


def apply_billing(scope: Scope, effect: BillingEffect) -> None:
    """Does one of these effects. Raises Refused for what would change a frozen charge, or overdraw a voucher."""
    match effect:
        case SetTreatment():
            _treat(scope, effect)
        case NoteWork():
            _note(scope, effect)
        case DrawVoucher():
            _draw(scope, effect)
        case _:
            assert_never(effect)


_WORK = Prepared(
    TicketWork.select(TicketWork.id, TicketWork.frozen_at, TicketWork.treatment, TicketWork.release).where(
        TicketWork.ticket == Hole(TicketWork.ticket)
    )
)
_DRAWN = Prepared(
    VoucherEntry.select(fn.COALESCE(fn.SUM(VoucherEntry.units), 0).alias("units")).where(
        VoucherEntry.ticket == Hole(VoucherEntry.ticket)
    )
)


def _treat(scope: Scope, effect: SetTreatment) -> None:
    """A frozen one stays: a ticket that is opened and closed again was charged already.

    But one that waits for a person's decision takes it.
    """
    ticket_id = scope.change(effect.ticket)
    scope.keep("ticket_work", ticket_id)
    row = scope.db.row(_WORK, ticket=ticket_id)
    if _is_settled(row) or (row is not None and row["frozen_at"] is not None and not effect.by):
        return
    values: Row = {"treatment": effect.treatment, "why": effect.why}
    if effect.by or (row is not None and row["treatment"] is not effect.treatment):
        # Where the rules make something else of what a person had decided, it is not that person's doing.
        values["decided_by"] = effect.by
    if effect.frozen:
        values["frozen_at"] = scope.now
    _save(scope, ticket_id, row, effect.by or "signoff", values)


def _note(scope: Scope, effect: NoteWork) -> None:
    """What a release resolves may be said of a closed ticket too: it changes no charge."""
    ticket_id = scope.change(effect.ticket)
    row = scope.db.row(_WORK, ticket=ticket_id)
    charged: Row = {
        "hours": None if effect.hours is None else str(effect.hours),
        "after_hours": effect.after_hours,
        "moves_adds_changes": effect.moves_adds_changes,
        "warranty_by": None if effect.warranty is None else (effect.by if effect.warranty else ""),
    }
    values: Row = {name: value for name, value in charged.items() if value is not None}
    if effect.deployment_id is not None:
        values["deployment"] = effect.deployment_id or None
    if values and _is_settled(row):
        number = scope.ticket(ticket_id).number
        raise Refused(f"how ticket #{number} is charged was settled when it was closed, and changes no more")
    if effect.release is not None:
        values["release"] = effect.release
        if row is None or row["release"] != effect.release:
            values["release_told_at"] = None
        _know_release(scope, effect.release, effect.by)
    _save(scope, ticket_id, row, effect.by, values)


def _is_settled(row: Row | None) -> bool:
    """Whether nothing about the charge changes any more."""
    is_frozen = row is not None and row["frozen_at"] is not None
    return is_frozen and row is not None and row["treatment"] is not Treatment.TO_BE_DECIDED


def _save(scope: Scope, ticket_id: int, row: Row | None, by: str, values: Row) -> None:
    whole: dict[str, Any] = values | {"changed_by": by, "changed_at": scope.now}
    if row is None:
        scope.db.insert(TicketWork, {"ticket": ticket_id} | whole)
    else:
        scope.db.change(TicketWork.update(whole).where(TicketWork.id == row["id"]))


def _know_release(scope: Scope, name: str, by: str) -> None:
    if name and scope.db.value(Release.select(Release.id).where(Release.name == name)) is None:
        scope.db.insert(Release, {"name": name, "entered_by": by, "entered_at": scope.now})


def _draw(scope: Scope, effect: DrawVoucher) -> None:
    """Once a ticket, but for what was given back."""
    ticket_id = scope.change(effect.ticket)
    if int(scope.db.value(_DRAWN, ticket=ticket_id)) != 0:
        return
    units = units_of(effect.hours)
    left = balance_of(scope.db, effect.customer_id)
    if units < 0 or left < units:
        raise Refused(f"the voucher has {hours_in(left)} hours left, not the {effect.hours} that the ticket took")
    if units == 0:
        return
    values = {"customer": effect.customer_id, "ticket": ticket_id, "units": -units, "by": "signoff", "at": scope.now}
    scope.db.insert(VoucherEntry, values)
    scope.made("drawn", [effect.customer_id, units])
