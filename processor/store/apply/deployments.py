"""Effects on a deployment itself: its stage, conditions, quantities, holds, and the dates that count."""

from functools import cache
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from models.deployments import Deployment, DeploymentHold, DeploymentQuantity, GoLiveCondition, LiveChange
from processor.effects.deployments import (
    AgreeStage,
    BeginHold,
    CreateDeployment,
    DisputeCompletion,
    EndHold,
    EnterCondition,
    MoveDeployment,
    RecordCompletion,
    RecordLive,
    SetPlan,
    SetQuantity,
    SettleCondition,
)
from processor.store.apply.scope import Scope
from processor.store.apply.stages import AFTER_LIVE, agree_stage, begin_first, move_stages, plan_stage, went_live
from processor.store.counters import next_number
from processor.store.errors import Stale
from processor.store.prepared import Hole, Prepared

DEPLOYMENT_NUMBERS = "deployment"

DeploymentChange = (
    CreateDeployment
    | MoveDeployment
    | AgreeStage
    | SetPlan
    | EnterCondition
    | SettleCondition
    | SetQuantity
    | BeginHold
    | EndHold
    | RecordLive
    | RecordCompletion
    | DisputeCompletion
)


def apply_deployment(scope: Scope, effect: DeploymentChange) -> None:
    """Does one of these effects. Raises Stale where the deployment is no longer as it was read."""
    match effect:
        case CreateDeployment():
            scope.local[effect.local] = _create(scope, effect)
        case MoveDeployment():
            _move(scope, effect)
        case AgreeStage():
            touch(scope, effect.deployment_id)
            agree_stage(scope, effect)
        case SetPlan():
            touch(scope, effect.deployment_id)
            plan_stage(scope, effect.deployment_id, effect.stage, effect.day)
        case EnterCondition() | SettleCondition():
            _condition(scope, effect)
        case SetQuantity():
            _quantity(scope, effect)
        case BeginHold() | EndHold():
            _hold(scope, effect)
        case RecordLive():
            _live(scope, effect)
        case RecordCompletion():
            touch(scope, effect.deployment_id, effective_at=effect.effective_at, deemed=effect.deemed)
        case DisputeCompletion():
            touch(scope, effect.deployment_id, disputed_at=scope.now if effect.disputed else None)
        case _:
            assert_never(effect)


def touch(scope: Scope, deployment_id: int, **values: Any) -> None:
    """Changes the deployment's own row, whose version grows. Raises Stale where there is none of that id."""
    if scope.db.change(_set(tuple(values)), id=deployment_id, updated_at=scope.now, **values) == 0:
        raise Stale(f"there is no deployment {deployment_id}")


@cache
def _set(names: tuple[str, ...]) -> Prepared:
    """The update of these columns, each set of them built once."""
    holes = {name: Hole(getattr(Deployment, name)) for name in (*names, "updated_at")}
    change = Deployment.update(holes, row_version=Deployment.row_version + 1)
    return Prepared(change.where(Deployment.id == Hole(Deployment.id)))


def _create(scope: Scope, effect: CreateDeployment) -> int:
    deployment_id = scope.db.insert(
        Deployment,
        {
            "number": next_number(scope.db, DEPLOYMENT_NUMBERS),
            "customer": effect.customer_id,
            "ticket": scope.change(effect.ticket),
            "site": effect.site,
            "title": effect.title,
            "language": effect.language,
            "timezone": effect.timezone,
            "stage": effect.stage,
            "started_by": effect.by,
            "created_at": scope.now,
            "updated_at": scope.now,
        },
    )
    begin_first(scope, deployment_id, effect.stage, scope.now.astimezone(ZoneInfo(effect.timezone)).date())
    for stage, day in effect.plan:
        plan_stage(scope, deployment_id, stage, day)
    quantities = [
        {"deployment": deployment_id, "name": name, "included": str(included), "used": "0"}
        for name, included in effect.quantities
    ]
    scope.db.insert_many(DeploymentQuantity, quantities)
    for text in effect.conditions:
        _enter_condition(scope, deployment_id, text, effect.by)
    return deployment_id


_MOVE = Prepared(
    Deployment.update(
        stage=Hole(Deployment.stage, "after"),
        updated_at=Hole(Deployment.updated_at),
        row_version=Deployment.row_version + 1,
    ).where(Deployment.id == Hole(Deployment.id), Deployment.stage == Hole(Deployment.stage, "before"))
)


def _move(scope: Scope, effect: MoveDeployment) -> None:
    moved = scope.db.change(
        _MOVE, id=effect.deployment_id, before=effect.before, after=effect.after, updated_at=scope.now
    )
    if moved == 0:
        raise Stale(f"deployment {effect.deployment_id} is no longer {effect.before.value}")
    move_stages(scope, effect)


def _condition(scope: Scope, effect: EnterCondition | SettleCondition) -> None:
    if isinstance(effect, EnterCondition):
        touch(scope, effect.deployment_id)
        _enter_condition(scope, effect.deployment_id, effect.text, effect.by)
        return
    waived = {"waived_at": scope.now, "waived_by": effect.by, "waived_why": effect.waived_why}
    settled = waived if effect.waived_why else {"met_at": scope.now, "met_by": effect.by}
    is_open = GoLiveCondition.met_at.is_null() & (GoLiveCondition.waived_by == "")
    change = GoLiveCondition.update(settled).where(GoLiveCondition.id == effect.condition_id, is_open)
    if scope.db.change(change) == 0:
        raise Stale(f"condition {effect.condition_id} is settled already")
    of_condition = GoLiveCondition.select(GoLiveCondition.deployment)
    touch(scope, int(scope.db.value(of_condition.where(GoLiveCondition.id == effect.condition_id))))


def _enter_condition(scope: Scope, deployment_id: int, text: str, by: str) -> None:
    values = {"deployment": deployment_id, "text": text, "entered_by": by, "entered_at": scope.now}
    scope.db.insert(GoLiveCondition, values)


def _quantity(scope: Scope, effect: SetQuantity) -> None:
    touch(scope, effect.deployment_id)
    this = (DeploymentQuantity.deployment == effect.deployment_id) & (DeploymentQuantity.name == effect.name)
    if scope.db.change(DeploymentQuantity.update(used=str(effect.used)).where(this)) == 0:
        values = {"deployment": effect.deployment_id, "name": effect.name, "included": "0", "used": str(effect.used)}
        scope.db.insert(DeploymentQuantity, values)


def _hold(scope: Scope, effect: BeginHold | EndHold) -> None:
    touch(scope, effect.deployment_id)
    lasting = (DeploymentHold.deployment == effect.deployment_id) & DeploymentHold.until.is_null()
    if isinstance(effect, EndHold):
        ended = DeploymentHold.update(until=scope.now, ended_by=effect.by)
        if scope.db.change(ended.where(lasting)) == 0:
            raise Stale(f"deployment {effect.deployment_id} is not on hold")
        return
    if scope.db.value(DeploymentHold.select(DeploymentHold.id).where(lasting)) is not None:
        raise Stale(f"deployment {effect.deployment_id} is on hold already")
    values = {"deployment": effect.deployment_id, "since": scope.now, "by": effect.by, "reason": effect.reason}
    scope.db.insert(DeploymentHold, values)


def _live(scope: Scope, effect: RecordLive) -> None:
    """What was recorded before stays in the history; days of stages that rest on it follow."""
    touch(scope, effect.deployment_id, live_at=effect.at, live_record=effect.record, live_why=effect.why)
    values = {"deployment": effect.deployment_id, "at": effect.at, "record": effect.record, "why": effect.why}
    scope.db.insert(LiveChange, values | {"by": effect.by, "changed_at": scope.now})
    row = scope.db.row(
        Deployment.select(Deployment.stage, Deployment.timezone).where(Deployment.id == effect.deployment_id)
    )
    if effect.at is not None and row is not None and row["stage"] in AFTER_LIVE:
        went_live(scope, effect.deployment_id, effect.at.astimezone(ZoneInfo(row["timezone"])).date())
