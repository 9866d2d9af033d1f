"""The rows of a deployment's stages: planned and actual days, and how each was agreed."""

from datetime import date
from functools import cache
from typing import Any

from models.mail import Fetch
from models.progress import DeploymentStageRow
from models.vocabulary import DeploymentStage
from processor.effects.deployments import AgreeStage, MoveDeployment
from processor.errors import Refused
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.prepared import Hole, Prepared

_ORDER = {stage: at for at, stage in enumerate(DeploymentStage)}
AFTER_LIVE = frozenset({DeploymentStage.WARRANTY, DeploymentStage.COMPLETION, DeploymentStage.BUSINESS_AS_USUAL})
"""The stages of a system that is live."""

_NOT_AGREED: Row = {"done": "", "agreed_how": "", "agreed_by": "", "acceptance": None, "fetch": None}


def begin_first(scope: Scope, deployment_id: int, stage: DeploymentStage, day: date) -> None:
    """The stage in which a new deployment stands begins on this day."""
    scope.db.insert(DeploymentStageRow, {"deployment": deployment_id, "stage": stage, "begun": day.isoformat()})


def plan_stage(scope: Scope, deployment_id: int, stage: DeploymentStage, day: date | None) -> None:
    """The stage is planned for this day, or for none."""
    _change(scope, deployment_id, stage, planned=day.isoformat() if day else "")


def move_stages(scope: Scope, effect: MoveDeployment) -> None:
    """Writes the actual days of the stage that was left and of the one that is entered.

    A stage that is gone back from has not begun, and the one that is gone back to is not done. One that is given up
    was not done either. The day on which a stage first began stays.
    """
    day = effect.day.isoformat()
    if _ORDER[effect.after] < _ORDER[effect.before]:
        _change(scope, effect.deployment_id, effect.before, begun="", **_NOT_AGREED)
        _change(scope, effect.deployment_id, effect.after, **_NOT_AGREED)
        return
    agreed: Row = {"agreed_how": effect.how, "agreed_by": effect.by}
    if effect.after is DeploymentStage.CANCELLED:
        _change(scope, effect.deployment_id, effect.after, begun=day, **agreed)
        return
    agreed |= _by_which(scope, effect)
    _change(scope, effect.deployment_id, effect.before, done=day, **agreed)
    row = scope.db.row(_ROW, deployment=effect.deployment_id, stage=effect.after)
    if row is None:
        values = {"deployment": effect.deployment_id, "stage": effect.after, "begun": day}
        scope.db.insert(DeploymentStageRow, values)
    elif not row["begun"]:
        _change(scope, effect.deployment_id, effect.after, begun=day)


def agree_stage(scope: Scope, effect: AgreeStage) -> None:
    """How the stage was agreed, while it lasts."""
    _change(scope, effect.deployment_id, effect.stage, agreed_how=effect.how, **_by_which(scope, effect))


def went_live(scope: Scope, deployment_id: int, day: date) -> None:
    """The system was taken live on another day than was written down."""
    _change(scope, deployment_id, DeploymentStage.GO_LIVE, done=day.isoformat())
    _change(scope, deployment_id, DeploymentStage.WARRANTY, begun=day.isoformat())


_ROW = Prepared(
    DeploymentStageRow.select().where(
        DeploymentStageRow.deployment == Hole(DeploymentStageRow.deployment),
        DeploymentStageRow.stage == Hole(DeploymentStageRow.stage),
    )
)


def _change(scope: Scope, deployment_id: int, stage: DeploymentStage, **values: Any) -> None:
    if scope.db.change(_set(tuple(values)), of_deployment=deployment_id, of_stage=stage, **values) == 0:
        scope.db.insert(DeploymentStageRow, {"deployment": deployment_id, "stage": stage} | values)


@cache
def _set(names: tuple[str, ...]) -> Prepared:
    """The update of these columns of one stage's row; there are few sets of columns, and each is built once."""
    holes = {name: Hole(getattr(DeploymentStageRow, name)) for name in names}
    return Prepared(
        DeploymentStageRow.update(holes).where(
            DeploymentStageRow.deployment == Hole(DeploymentStageRow.deployment, "of_deployment"),
            DeploymentStageRow.stage == Hole(DeploymentStageRow.stage, "of_stage"),
        )
    )


def _by_which(scope: Scope, effect: AgreeStage | MoveDeployment) -> Row:
    return {"acceptance": scope.row(effect.acceptance) or None, "fetch": _fetch(scope, effect.fetch_id)}


def _fetch(scope: Scope, fetch_id: int) -> int | None:
    """The fetch record of the mail that agreed. Raises Refused where there is none of that id."""
    if not fetch_id:
        return None
    known = scope.db.value(Fetch.select(Fetch.id).where(Fetch.id == fetch_id)) if 0 < fetch_id < 2**62 else None
    if known is None:
        raise Refused(f"there is no fetch record {fetch_id}")
    return fetch_id
