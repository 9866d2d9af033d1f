"""The door for people's commands about a deployment."""

from datetime import datetime
from typing import assert_never

from processor.deployments import completion, conditions, golive, holding, quantities, stages
from processor.effects.decision import Decision
from processor.facts.deployments import (
    AddCondition,
    CancelDeployment,
    CompleteByHand,
    DeployingFacts,
    DeploymentCommand,
    HoldDeployment,
    MeetCondition,
    PlanStage,
    ReopenStage,
    ResumeDeployment,
    StageDone,
    TakeLive,
    UseQuantity,
    WaiveCondition,
)


def decide_deployment(command: DeploymentCommand, facts: DeployingFacts, now: datetime) -> Decision:  # noqa: C901, PLR0912 - a table of types
    """The decision on a person's command. Raises Refused with the rule that forbids it.

    Deeming by hand needs the facts of its timer: `processor.deployments.deeming.decide_deem_by_hand`.
    """
    match command:
        case StageDone():
            return stages.decide_stage_done(command, facts, now)
        case ReopenStage():
            return stages.decide_reopen(command, facts, now)
        case PlanStage():
            return stages.decide_plan(command, facts, now)
        case CancelDeployment():
            return stages.decide_cancel(command, facts, now)
        case AddCondition():
            return conditions.decide_add(command, facts, now)
        case MeetCondition():
            return conditions.decide_meet(command, facts, now)
        case WaiveCondition():
            return conditions.decide_waive(command, facts, now)
        case UseQuantity():
            return quantities.decide_use(command, facts, now)
        case HoldDeployment():
            return holding.decide_hold(command, facts, now)
        case ResumeDeployment():
            return holding.decide_resume(command, facts, now)
        case TakeLive():
            return golive.decide_take_live(command, facts, now)
        case CompleteByHand():
            return completion.decide_complete_by_hand(command, facts, now)
        case _:
            assert_never(command)
