"""Effects in the matter of deployments, by the part that does them."""

from typing import assert_never

from processor.effects.deployments import (
    AgreeStage,
    AskForm,
    BeginHold,
    CreateDeployment,
    DeploymentEffect,
    DisputeCompletion,
    DrawVoucher,
    EndHold,
    EnterCondition,
    FireTimer,
    LinkOutstanding,
    MoveDeployment,
    MoveForm,
    NoteFormReminder,
    NoteWork,
    PlanTimer,
    RecordAnswers,
    RecordCompletion,
    RecordLive,
    SetPlan,
    SetQuantity,
    SettleCondition,
    SetTreatment,
)
from processor.store.apply.billing import apply_billing
from processor.store.apply.deployments import apply_deployment
from processor.store.apply.forms import apply_form
from processor.store.apply.scope import Scope
from processor.store.apply.timers import apply_timer


def apply_deploying(scope: Scope, effect: DeploymentEffect) -> None:
    """Does one of these effects."""
    match effect:
        case CreateDeployment() | MoveDeployment() | SetPlan() | EnterCondition() | SettleCondition():
            apply_deployment(scope, effect)
        case (
            AgreeStage()
            | SetQuantity()
            | BeginHold()
            | EndHold()
            | RecordLive()
            | RecordCompletion()
            | DisputeCompletion()
        ):
            apply_deployment(scope, effect)
        case PlanTimer() | FireTimer() | LinkOutstanding():
            apply_timer(scope, effect)
        case AskForm() | RecordAnswers() | MoveForm() | NoteFormReminder():
            apply_form(scope, effect)
        case SetTreatment() | NoteWork() | DrawVoucher():
            apply_billing(scope, effect)
        case _:
            assert_never(effect)
