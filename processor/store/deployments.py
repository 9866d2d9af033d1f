"""Timers of deployments as the loop sees them: what is due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from models.deployments import PLANNED, Deployment, DeploymentHold, DeploymentTimer
from models.vocabulary import TimerKind, TimerState
from processor.errors import Refused
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer and the deployment that it is of. `form_id` 0: it is about no form."""

    timer_id: int
    deployment_id: int
    number: int
    kind: TimerKind
    due_at: datetime
    form_id: int
    turn: int
    state: TimerState


class Deployments:
    """What the loop of timers looks for."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def timers_due(self, now: datetime, limit: int = 10_000) -> tuple[DueTimer, ...]:
        """The timers that are due, the oldest first. Those of a deployment that is on hold stand still."""
        return tuple(_due(row) for row in self._db.rows(_DUE, due_at=now)[:limit])

    def timer(self, timer_id: int) -> DueTimer:
        """One timer, whatever its state. Raises Refused when there is none of that id."""
        row = self._db.row(_ONE, id=timer_id) if 0 < timer_id < 2**62 else None
        if row is None:
            raise Refused(f"there is no timer {timer_id}")
        return _due(row)


_ROWS = DeploymentTimer.select(DeploymentTimer, Deployment.number).join(Deployment)
_HELD: Any = fn.EXISTS(
    DeploymentHold.select(DeploymentHold.id).where(
        DeploymentHold.deployment == DeploymentTimer.deployment, DeploymentHold.until.is_null()
    )
)
_DUE = Prepared(
    _ROWS.where(PLANNED, DeploymentTimer.due_at <= Hole(DeploymentTimer.due_at), ~_HELD).order_by(
        DeploymentTimer.due_at, DeploymentTimer.id
    )
)
_ONE = Prepared(_ROWS.where(DeploymentTimer.id == Hole(DeploymentTimer.id)))


def _due(row: Row) -> DueTimer:
    return DueTimer(
        row["id"],
        row["deployment"],
        row["number"],
        row["kind"],
        row["due_at"],
        row["form"],
        row["turn"],
        row["state"],
    )
