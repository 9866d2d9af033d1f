"""Commercial conditions of going live: added, met, or waived by who may, with a reason."""

from datetime import datetime

from processor.deployments.common import enter, given, name, require_begun
from processor.effects.decision import Decision
from processor.effects.deployments import EnterCondition, SettleCondition
from processor.errors import Refused
from processor.facts.deployments import (
    AddCondition,
    ConditionFacts,
    DeployingFacts,
    DeploymentFacts,
    MeetCondition,
    WaiveCondition,
)

_LATE = "a condition of going live changes nothing any more"


def unmet(deployment: DeploymentFacts) -> tuple[ConditionFacts, ...]:
    """The conditions that Go-Live has to wait for."""
    return tuple(one for one in deployment.conditions if one.blocks)


def require_met(deployment: DeploymentFacts) -> None:
    """Raises Refused while a condition is unmet, and names each with its number."""
    waiting = "; ".join(f"{one.condition_id}: {one.text}" for one in unmet(deployment))
    if waiting:
        raise Refused(f"{name(deployment)} has to wait with Go-Live for its conditions ({waiting}): meet or waive them")


def decide_add(command: AddCondition, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that Go-Live has to wait for something. Raises Refused without words, and once the system is live.

    `now` belongs to the form of every decision.
    """
    deployment = facts.deployment
    require_begun(deployment, _LATE)
    text = given(command.text, "a condition needs words: say what Go-Live has to wait for")
    added = EnterCondition(deployment.deployment_id, text, command.by)
    return Decision(None, (), (added, enter(deployment, command.by, f"Go-Live waits for: {text}")))


def decide_meet(command: MeetCondition, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that a condition is fulfilled. Raises Refused for one that is settled or of another deployment."""
    found = _open(command.condition_id, facts.deployment)
    settled = SettleCondition(found.condition_id, command.by)
    text = f"condition {found.condition_id} is met: {found.text}"
    return Decision(None, (), (settled, enter(facts.deployment, command.by, text)))


def decide_waive(command: WaiveCondition, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision to go live without a condition, by who may say so. The reason stands on record.

    Raises Refused for everybody whom the setting does not name, without a reason, and for one that is settled.
    """
    found = _open(command.condition_id, facts.deployment)
    _may_waive(command.by, facts)
    reason = given(command.reason, "waiving a condition needs a reason")
    settled = SettleCondition(found.condition_id, command.by, reason)
    text = f"condition {found.condition_id} is waived ({found.text}): {reason}"
    return Decision(None, (), (settled, enter(facts.deployment, command.by, text)))


def _may_waive(by: str, facts: DeployingFacts) -> None:
    allowed = facts.policy.waivers or facts.mail.staff
    if allowed and by not in allowed:
        raise Refused(f"{by or 'nobody'} may not waive a condition: ask one of {', '.join(allowed)}")


def _open(condition_id: int, deployment: DeploymentFacts) -> ConditionFacts:
    require_begun(deployment, _LATE)
    found = next((one for one in deployment.conditions if one.condition_id == condition_id), None)
    if found is None:
        raise Refused(f"{name(deployment)} has no condition {condition_id}")
    if not found.blocks:
        raise Refused(f"condition {condition_id} is settled already ({found.met_by or found.waived_by})")
    return found
