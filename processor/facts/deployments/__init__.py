"""What the store knows of deployments when a decision is taken, and the causes of decisions about them."""

from processor.facts.deployments.billing import (
    BillingFacts,
)
from processor.facts.deployments.commands import (
    AddCondition,
    CancelDeployment,
    CompleteByHand,
    DeemByHand,
    DeploymentCommand,
    DraftForm,
    HoldDeployment,
    MeetCondition,
    PlanStage,
    ReopenStage,
    ResumeDeployment,
    StageDone,
    StartDeployment,
    TakeLive,
    UseQuantity,
    WaiveCondition,
)
from processor.facts.deployments.meeting import (
    DeployingFacts,
    DeploymentTimerFacts,
    NoticeFacts,
    Waiting,
)
from processor.facts.deployments.standing import (
    ConditionFacts,
    DeploymentFacts,
    DeploymentPolicy,
    HoldFacts,
    QuantityFacts,
    StageFacts,
    TimerRow,
)

__all__ = [
    "AddCondition",
    "BillingFacts",
    "CancelDeployment",
    "CompleteByHand",
    "ConditionFacts",
    "DeemByHand",
    "DeployingFacts",
    "DeploymentCommand",
    "DeploymentFacts",
    "DeploymentPolicy",
    "DeploymentTimerFacts",
    "DraftForm",
    "HoldDeployment",
    "HoldFacts",
    "MeetCondition",
    "NoticeFacts",
    "PlanStage",
    "QuantityFacts",
    "ReopenStage",
    "ResumeDeployment",
    "StageDone",
    "StageFacts",
    "StartDeployment",
    "TakeLive",
    "TimerRow",
    "UseQuantity",
    "Waiting",
    "WaiveCondition",
]
