"""One deployment: where it stands, what it waits for, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from models.vocabulary import ApprovalKind, DeploymentStage, FormState, TimerKind, TimerState
from processor.deployments.states import PREPARING
from processor.facts.deployments import QuantityFacts, StageFacts
from processor.forms import commands
from processor.sla.localtime import local_day
from processor.store.views.deployments import DeploymentView, TimerLine
from processor.store.views.proposals import ProposalLine
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deploymentacts import drafts_of
from processor.web.pages.deployments import STAGES
from processor.web.pages.deploymentwords import There, rights
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["routes"]

PAPERS: Final = {"go-live": ApprovalKind.GO_LIVE, "completion": ApprovalKind.COMPLETION}
"""The forms that are signed, as their addresses call them."""

_OPEN_FORMS: Final = frozenset({FormState.ASKED, FormState.PARTIAL, FormState.TO_SIGN})


def routes() -> list[PageRoute]:
    """The page of one deployment."""
    return [page("/deployments/{number:int}", _show)]


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage: `here` where the deployment stands at it, `late` where its day has passed and it isn't done."""

    facts: StageFacts
    here: bool
    over: bool
    late: bool
    acceptance: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """What the fee includes of something, and what exceeds it."""

    facts: QuantityFacts
    excess: Decimal


@dataclass(frozen=True, slots=True)
class Timer:
    """What time brings about, as the customer's clock shows it. `form` is the number of the form it is about, or 0."""

    line: TimerLine
    there: str
    form: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A form that is signed, as it stands; `line` None while there is none."""

    slug: str
    kind: ApprovalKind
    line: ProposalLine | None


def papers_of(view: DeploymentView) -> tuple[Paper, ...]:
    """The Go-Live and the Completion form, written or not."""
    found = {one.kind: one for one in view.papers}
    return tuple(Paper(slug, kind, found.get(kind)) for slug, kind in PAPERS.items())


def _stage(row: StageFacts, view: DeploymentView, today: date, acceptances: dict[int, str]) -> StageRow:
    over = STAGES.index(row.stage) < STAGES.index(view.line.stage) if view.line.stage in STAGES else False
    late = row.planned is not None and row.done is None and not over and row.planned < today
    here = row.stage is view.line.stage
    return StageRow(row, here, over, late, acceptances.get(row.agreed_acceptance, ""))


def _timers(view: DeploymentView, there: There) -> dict[TimerState, tuple[Timer, ...]]:
    """By their state. Of forms that were answered nobody is reminded."""
    numbers = {one.form_id: one.number for one in view.forms}
    answered = {one.form_id for one in view.forms if one.state not in commands.OPEN}
    rows = tuple(
        Timer(one, there.moment(one.due_at), numbers.get(one.form_id, 0))
        for one in view.timers
        if not (one.kind is TimerKind.FORM_REMINDER and one.form_id in answered)
    )
    return {state: tuple(one for one in rows if one.line.state is state) for state in TimerState}


def _show(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.deployments.show(number)
    line, there = view.line, There(view.line.timezone, visit.words)
    today = local_day(visit.now, line.timezone)
    rows = {one.stage: one for one in view.stages}
    signed = {one.agreed_acceptance for one in view.stages if one.agreed_acceptance}
    acceptances = {one: desk.views.acceptance(str(one)).line.number for one in signed}
    timers = _timers(view, there)
    return visit.show(
        "deployments/show.html",
        view=view,
        line=line,
        may=rights(visit),
        stages=tuple(_stage(rows.get(one, StageFacts(one)), view, today, acceptances) for one in STAGES),
        hold=next((one for one in view.holds if one.until is None), None),
        waits_for=desk.deployments.waits_for(number, visit.now),
        planned=timers[TimerState.PLANNED],
        stopped=timers[TimerState.STOPPED],
        past=(*timers[TimerState.FIRED], *timers[TimerState.CANCELLED]),
        quantities=tuple(Quantity(one, one.used - one.included) for one in view.quantities),
        papers=papers_of(view),
        drafts=drafts_of(desk, line),
        unmet=sum(one.blocks for one in view.conditions),
        open_forms=tuple(one for one in view.forms if one.state in _OPEN_FORMS),
        titles=titles(visit, desk),
        today=today,
        there_now=there.moment(visit.now),
        live_there=there.moment(line.live_at) if line.live_at else "",
        effective_there=there.moment(line.effective_at) if line.effective_at else "",
        live_changes=tuple((one, there.moment(one.at) if one.at else "") for one in view.live_changes),
        preparing=line.stage in PREPARING,
        under_way=line.stage not in {DeploymentStage.BUSINESS_AS_USUAL, DeploymentStage.CANCELLED},
        open_stages=tuple(one for one in STAGES if rows.get(one, StageFacts(one)).done is None),
        plans={one: rows[one].planned for one in STAGES if one in rows and rows[one].planned},
        deemed_at=_deemed_at(timers[TimerState.PLANNED]),
    )


def titles(visit: Visit, desk: Desk) -> dict[str, str]:
    """What the forms are called, in the language of whoever reads."""
    language = visit.words.language.value
    return {
        one.name: dict(one.titles).get(language) or dict(one.titles).get("en", one.name)
        for one in desk.forms.definitions()
    }


def _deemed_at(planned: tuple[Timer, ...]) -> datetime | None:
    return next((one.line.due_at for one in planned if one.line.kind is TimerKind.DEEMED_ACCEPTANCE), None)
