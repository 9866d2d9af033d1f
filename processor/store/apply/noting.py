"""Writes down what a person's command did: what was asked for, what it caused, and each ticket before and after."""

from typing import Any, Final

from models.tickets import Ticket
from processor.effects.decision import Decision, Effect
from processor.store.apply.scope import Scope
from processor.store.audit import differences, plain, write_change
from processor.store.database import Row
from processor.store.leaves import required

_OF_A_TICKET: Final = ("ticket", "into", "ticket_id")
_COLUMNS: Final = (
    Ticket.number,
    Ticket.state,
    Ticket.subject,
    Ticket.assignee,
    Ticket.category,
    Ticket.severity,
    Ticket.reason,
    Ticket.language,
    Ticket.customer,
    Ticket.merged_into,
    Ticket.linked_to,
)


class Noting:
    """What a command changes. Made before its effects are applied, written after."""

    def __init__(self, scope: Scope, decision: Decision) -> None:
        self._scope = scope
        self._decision = decision
        self._before = self._rows({ref for effect in decision.effects for ref in _tickets(effect)})

    def write(self) -> None:
        """One row and one leaf. Raises Permanent in a process that keeps no ledger."""
        scope, cause = self._scope, self._scope.cause
        after = self._rows({*(row["id"] for row in self._before), *scope.opened, *scope.touched})
        detail = {
            "asked": plain(cause.asked),
            "effects": [_short(effect) for effect in self._decision.effects],
            "tickets": differences(_bare(self._before), _bare(after), "number"),
            "opened": sorted(row["number"] for row in after if row["id"] in scope.opened),
        }
        subject = cause.subject or next((f"ticket {row['number']}" for row in after), "")
        named = (cause.by, cause.action, subject)
        salt = scope.ids.salt(cause.digest, "change")
        write_change(scope.db, required(scope.leaves), *named, {k: v for k, v in detail.items() if v}, salt, scope.now)

    def _rows(self, ids: set[int]) -> list[Row]:
        if not ids:
            return []
        query = Ticket.select(Ticket.id, *_COLUMNS).where(Ticket.id.in_(sorted(ids))).order_by(Ticket.id)
        return self._scope.db.rows(query)


def _tickets(effect: Effect) -> tuple[int, ...]:
    named = (getattr(effect, name, None) for name in _OF_A_TICKET)
    return tuple(ref for ref in named if isinstance(ref, int))


def _bare(rows: list[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def _short(effect: Effect) -> dict[str, Any]:
    """The effect without what has parts of its own."""
    said = plain(effect)
    assert isinstance(said, dict)
    return {name: value for name, value in said.items() if not isinstance(value, dict | list)}
