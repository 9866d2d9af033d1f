"""Effects on a deployment's timers, and what its completion left outstanding."""

from typing import assert_never

from models.deployments import DeploymentTimer
from models.progress import Outstanding
from models.vocabulary import TimerState
from processor.effects.deployments import FireTimer, LinkOutstanding, PlanTimer
from processor.store.apply.scope import Scope
from processor.store.errors import Stale
from processor.store.prepared import Hole, Prepared

TimerEffect = PlanTimer | FireTimer | LinkOutstanding


def apply_timer(scope: Scope, effect: TimerEffect) -> None:
    """Does one of these effects. Raises Stale where a timer is no longer as it was read."""
    match effect:
        case PlanTimer():
            _plan(scope, effect)
        case FireTimer():
            _fire(scope, effect)
        case LinkOutstanding():
            _link(scope, effect)
        case _:
            assert_never(effect)


_SAME = Prepared(
    DeploymentTimer.select(DeploymentTimer.id, DeploymentTimer.state).where(
        DeploymentTimer.deployment == Hole(DeploymentTimer.deployment),
        DeploymentTimer.kind == Hole(DeploymentTimer.kind),
        DeploymentTimer.form == Hole(DeploymentTimer.form),
        DeploymentTimer.turn == Hole(DeploymentTimer.turn),
    )
)
_MOVE = Prepared(
    DeploymentTimer.update(
        due_at=Hole(DeploymentTimer.due_at),
        state=TimerState.PLANNED,
        why="",
        changed_at=Hole(DeploymentTimer.changed_at),
    ).where(DeploymentTimer.id == Hole(DeploymentTimer.id))
)
_FIRE = Prepared(
    DeploymentTimer.update(
        state=Hole(DeploymentTimer.state, "after"),
        why=Hole(DeploymentTimer.why),
        changed_at=Hole(DeploymentTimer.changed_at),
    ).where(
        DeploymentTimer.id == Hole(DeploymentTimer.id), DeploymentTimer.state == Hole(DeploymentTimer.state, "before")
    )
)


def _plan(scope: Scope, effect: PlanTimer) -> None:
    """What has rung stays as it is: it brought about what it did."""
    own = {
        "deployment": scope.row(effect.deployment_id),
        "kind": effect.kind,
        "form": scope.row(effect.form_id),
        "turn": effect.turn,
    }
    row = scope.db.row(_SAME, **own)
    if row is None:
        values = {"due_at": effect.due_at, "state": TimerState.PLANNED, "planned_at": scope.now}
        scope.db.insert(DeploymentTimer, own | values | {"changed_at": scope.now})
    elif row["state"] is not TimerState.FIRED:
        scope.db.change(_MOVE, id=row["id"], due_at=effect.due_at, changed_at=scope.now)


def _fire(scope: Scope, effect: FireTimer) -> None:
    fired = scope.db.change(
        _FIRE, id=effect.timer_id, before=effect.before, after=effect.after, why=effect.why, changed_at=scope.now
    )
    if fired == 0:
        raise Stale(f"timer {effect.timer_id} is no longer {effect.before.value}")


def _link(scope: Scope, effect: LinkOutstanding) -> None:
    scope.db.insert(
        Outstanding,
        {
            "deployment": effect.deployment_id,
            "ticket": scope.change(effect.ticket),
            "acceptance": scope.row(effect.acceptance) or None,
            "position": effect.position,
            "text": effect.text,
            "at": scope.now,
        },
    )
