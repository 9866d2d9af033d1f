"""When the timers of a deployment are due: from the day it was taken live, in calendar days of the customer's zone.

The day of going live is day 0. The Completion form leaves at its hour of day 7; what lasts until the end of day 21 is
over when day 22 begins. Days on hold, begun ones counted whole, come on top of what was not over when the hold began.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from models.vocabulary import DeploymentStage, TimerKind, TimerState
from processor.effects.deployments import PlanTimer
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy, TimerRow
from processor.sla.localtime import at_hour, begun_days, days_later, local_day, start_of

LEGAL = (TimerKind.COMPLETION_FORM, TimerKind.WARRANTY_END, TimerKind.DEEMED_ACCEPTANCE)
"""The timers that count from the day of going live."""


def plan_timers(deployment: DeploymentFacts, policy: DeploymentPolicy) -> tuple[PlanTimer, ...]:
    """The three timers of a system that is live, for all that they can still bring about; none before it is.

    What has rung is left as it was, and what was stopped waits for a person, whatever the dates are. Silence never
    counts earlier than the Completion form said that went out: the customer relies on the day that it names.
    """
    out = []
    for kind in LEGAL:
        when, known = due(deployment, kind, policy), newest(deployment, kind)
        if when is not None and _may_be_planned(deployment, kind, known):
            if known is not None and kind is TimerKind.DEEMED_ACCEPTANCE and _is_out(deployment):
                when = max(when, known.due_at)
            out.append(PlanTimer(deployment.deployment_id, kind, when, turn=known.turn if known else 0))
    return tuple(out)


def due(deployment: DeploymentFacts, kind: TimerKind, policy: DeploymentPolicy) -> datetime | None:
    """When one of the three is due by the calendar; None while the system is not live, and for every other timer."""
    if deployment.live_at is None or kind not in LEGAL:
        return None
    days = {
        TimerKind.COMPLETION_FORM: policy.completion_after_days,
        TimerKind.WARRANTY_END: policy.warranty_days + 1,
        TimerKind.DEEMED_ACCEPTANCE: policy.deemed_after_days + 1,
    }
    hour = policy.completion_hour if kind is TimerKind.COMPLETION_FORM else None
    day = local_day(deployment.live_at, deployment.timezone) + timedelta(days=days[kind])
    for hold in sorted(deployment.holds, key=lambda one: one.since):
        if hold.until is not None and hold.since < _moment(day, hour, deployment.timezone):
            since = max(hold.since, deployment.live_at)
            day += timedelta(days=begun_days(since, hold.until, deployment.timezone))
    if kind is TimerKind.DEEMED_ACCEPTANCE:
        day = max(day, _term_of_resent(deployment, policy) or day)
    return _moment(day, hour, deployment.timezone)


def warranty_until(deployment: DeploymentFacts, policy: DeploymentPolicy) -> datetime | None:
    """The end of the warranty's last day: as its timer says, else by the calendar; None while it has not begun."""
    known = newest(deployment, TimerKind.WARRANTY_END)
    if known is not None and known.state is not TimerState.CANCELLED and deployment.live_at is not None:
        return known.due_at
    return due(deployment, TimerKind.WARRANTY_END, policy)


def deemed_from(deployment: DeploymentFacts, policy: DeploymentPolicy) -> datetime | None:
    """From when the completion counts as accepted if nobody answers: never before the calendar says so."""
    by_calendar = due(deployment, TimerKind.DEEMED_ACCEPTANCE, policy)
    known = newest(deployment, TimerKind.DEEMED_ACCEPTANCE)
    if by_calendar is None or known is None or known.state in {TimerState.CANCELLED, TimerState.FIRED}:
        return by_calendar
    return max(by_calendar, known.due_at)


def restart_term(deployment: DeploymentFacts, policy: DeploymentPolicy, asked: datetime) -> PlanTimer | None:
    """The term of deeming once the form was sent again: it runs at least as long as the notice that silence needs.

    None while the system is not live.
    """
    by_calendar = due(deployment, TimerKind.DEEMED_ACCEPTANCE, policy)
    if by_calendar is None:
        return None
    known = newest(deployment, TimerKind.DEEMED_ACCEPTANCE)
    turn = 0 if known is None else known.turn + (known.state is TimerState.FIRED)
    day = local_day(asked, deployment.timezone) + timedelta(days=policy.notice_days + 1)
    when = max(by_calendar, start_of(day, deployment.timezone))
    return PlanTimer(deployment.deployment_id, TimerKind.DEEMED_ACCEPTANCE, when, turn=turn)


def shifted(deployment: DeploymentFacts, days: int) -> tuple[tuple[TimerRow, PlanTimer], ...]:
    """Every timer that is planned, and where it moves by so many calendar days: the time of day stays."""
    return tuple(
        (one, PlanTimer(deployment.deployment_id, one.kind, _later(deployment, one, days), one.form_id, one.turn))
        for one in deployment.timers
        if one.state is TimerState.PLANNED and days
    )


def replanned(deployment: DeploymentFacts, plans: tuple[PlanTimer, ...]) -> DeploymentFacts:
    """The deployment with its timers where these plans move them."""
    due_at = {(one.kind, one.form_id, one.turn): one.due_at for one in plans}
    timers = tuple(
        replace(one, due_at=due_at.get((one.kind, one.form_id, one.turn), one.due_at)) for one in deployment.timers
    )
    return replace(deployment, timers=timers)


def newest(deployment: DeploymentFacts, kind: TimerKind) -> TimerRow | None:
    """The timer of this kind that counts: the last turn of it; None where there is none."""
    return max((one for one in deployment.timers if one.kind is kind), key=lambda one: one.turn, default=None)


def _may_be_planned(deployment: DeploymentFacts, kind: TimerKind, known: TimerRow | None) -> bool:
    if known is not None and known.state in {TimerState.FIRED, TimerState.STOPPED}:
        return False
    if kind is TimerKind.COMPLETION_FORM:
        return deployment.stage is DeploymentStage.WARRANTY
    return kind is TimerKind.WARRANTY_END or deployment.effective_at is None


def _is_out(deployment: DeploymentFacts) -> bool:
    return deployment.completion is not None and deployment.completion.current_version > 0


def _term_of_resent(deployment: DeploymentFacts, policy: DeploymentPolicy) -> date | None:
    form = deployment.completion
    if form is None or form.sent_at is None or form.version == 1:
        return None
    return local_day(form.sent_at, deployment.timezone) + timedelta(days=policy.notice_days + 1)


def _moment(day: date, hour: int | None, timezone: str) -> datetime:
    return start_of(day, timezone) if hour is None else at_hour(day, hour, timezone)


def _later(deployment: DeploymentFacts, timer: TimerRow, days: int) -> datetime:
    if timer.kind in {TimerKind.WARRANTY_END, TimerKind.DEEMED_ACCEPTANCE}:
        # Midnight, even where a change of the clocks made the day begin at one.
        day = local_day(timer.due_at, deployment.timezone) + timedelta(days=days)
        return start_of(day, deployment.timezone)
    return days_later(timer.due_at, days, deployment.timezone)
