"""What a CSM does with a deployment's stages, conditions, quantities and holds."""

from typing import Final

from models.vocabulary import DeploymentStage
from processor.facts.deployments import (
    AddCondition,
    CancelDeployment,
    DeploymentCommand,
    HoldDeployment,
    MeetCondition,
    PlanStage,
    ReopenStage,
    ResumeDeployment,
    StageDone,
    UseQuantity,
    WaiveCondition,
)
from processor.sla.localtime import local_day
from processor.store.views.deployments import DeploymentLine
from processor.store.views.proposals import ProposalLine
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deployments import STAGES
from processor.web.route import PageRoute, action
from processor.web.visit import Visit

__all__ = ["drafts_of", "routes", "seen"]

_PROPOSALS: Final = 200


def routes() -> list[PageRoute]:
    """Everything that moves a deployment but its papers."""
    one = "/deployments/{number:int}"
    return [
        action(f"{one}/done", _done),
        action(f"{one}/reopen", _reopen),
        action(f"{one}/plan", _plan),
        action(f"{one}/conditions", _add_condition),
        action(f"{one}/conditions/{{condition:int}}/met", _meet),
        action(f"{one}/conditions/{{condition:int}}/waive", _waive),
        action(f"{one}/quantities", _use),
        action(f"{one}/hold", _hold),
        action(f"{one}/resume", _resume),
        action(f"{one}/cancel", _cancel),
    ]


def seen(visit: Visit) -> int:
    """The version of the deployment or form that the page showed, which travels in each form."""
    return visit.form.number("seen")


def _do(visit: Visit, desk: Desk, command: DeploymentCommand, said: str, anchor: str = "", **values: str) -> Answer:
    number = visit.number()
    desk.deployments.do(number, command, visit.now, seen(visit))
    return visit.see(f"/deployments/{number}{anchor}", f"deployments.said.{said}", None, **values)


def _done(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    line = desk.deployments.show(number).line
    day = visit.form.date("day") or local_day(visit.now, line.timezone)
    desk.deployments.do(number, StageDone(visit.by, day, visit.form.needed("how")), visit.now, seen(visit))
    return visit.see(f"/deployments/{number}", "deployments.said.done", stage=visit.words.name(line.stage))


def _reopen(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, ReopenStage(visit.by, visit.form.needed("reason")), "reopened")


def _plan(visit: Visit, desk: Desk) -> Answer:
    """Plans every stage whose day was changed; each is a command of its own, all of them or none."""
    number, form = visit.number(), visit.form
    view = desk.deployments.show(number)
    before = {one.stage: one.planned for one in view.stages}
    wanted = {one: form.date(f"plan_{one.value}") for one in STAGES if f"plan_{one.value}" in form}
    changed: list[tuple[DeploymentStage, PlanStage]] = [
        (stage, PlanStage(visit.by, stage, day)) for stage, day in wanted.items() if day != before.get(stage)
    ]
    version: int | None = seen(visit)
    for _, command in changed:
        desk.deployments.do(number, command, visit.now, version)
        version = None
    key = "deployments.said.planned" if changed else "deployments.said.as_planned"
    return visit.see(f"/deployments/{number}#stages", key, count=len(changed))


def _add_condition(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, AddCondition(visit.by, visit.form.needed("condition")), "condition_added", "#conditions")


def _meet(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, MeetCondition(visit.by, visit.number("condition")), "condition_met", "#conditions")


def _waive(visit: Visit, desk: Desk) -> Answer:
    command = WaiveCondition(visit.by, visit.number("condition"), visit.form.needed("reason"))
    return _do(visit, desk, command, "condition_waived", "#conditions")


def _use(visit: Visit, desk: Desk) -> Answer:
    name, used = visit.form.needed("quantity"), visit.form.decimal("used")
    if used is None or used < 0:
        raise visit.refuse("deployments.refused.amount", name=name)
    number = visit.number()
    view = desk.deployments.do(number, UseQuantity(visit.by, name, used), visit.now, seen(visit))
    drafted = next((one for one in drafts_of(desk, view.line) if one.created_at == visit.now), None)
    if drafted is None:
        return visit.see(f"/deployments/{number}#quantities", "deployments.said.used", name=name)
    words = {"name": name, "proposal": f"PR-{drafted.number}"}
    return visit.see(f"/deployments/{number}#quantities", "deployments.said.exceeded", None, **words)


def drafts_of(desk: Desk, line: DeploymentLine) -> tuple[ProposalLine, ...]:
    """The proposals on a deployment's ticket: what exceeded the fee."""
    found = desk.views.proposals(customer=line.customer, limit=_PROPOSALS)
    return tuple(one for one in found if one.ticket_number == line.ticket_number)


def _hold(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, HoldDeployment(visit.by, visit.form.needed("reason")), "held")


def _resume(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, ResumeDeployment(visit.by), "resumed")


def _cancel(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, CancelDeployment(visit.by, visit.form.needed("reason")), "cancelled")
