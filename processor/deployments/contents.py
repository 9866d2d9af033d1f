"""What the Go-Live and the Completion form say, in the deployment's language, as they are drafted."""

from datetime import datetime, timedelta

from models.vocabulary import DeploymentStage, LiveRecord, TimerKind, TimerState
from processor.deployments.common import stage_facts
from processor.deployments.planning import deemed_from, newest, restart_term, warranty_until
from processor.deployments.states import PREPARING
from processor.deployments.texts import say, written_day, written_moment
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy, DraftForm
from processor.facts.proposals import AttachedDocument, ProposalContent, Section
from processor.sla.localtime import local_day

Lines = tuple[tuple[str, str], ...]


def go_live_content(deployment: DeploymentFacts, policy: DeploymentPolicy, command: DraftForm) -> ProposalContent:
    """The Go-Live form: what was done, what was agreed, and what the approval means for the dates."""
    language = deployment.language
    means = say(
        "go_live_means", language, warranty=policy.warranty_days, form=policy.completion_after_days
    )  # fmt: skip
    sections = (
        _deployment(deployment),
        Section(say("stages", language), _stages(deployment)),
        Section(say("conditions", language), _conditions(deployment)),
        Section(say("further", language), command.lines),
        Section(say("what_it_means", language), ((say("go_live_label", language), means),)),
    )
    title = command.title.strip() or _named("go_live_title", deployment)
    return _content(title, sections, command.documents)


def completion_content(
    deployment: DeploymentFacts, policy: DeploymentPolicy, command: DraftForm, now: datetime
) -> ProposalContent:
    """The Completion form: the dates that count, what acceptance means, and that issues may be left outstanding.

    Where they are listed the mail shows by itself. `now` is when it is written: a form that is sent again says from
    when silence counts, counted anew.
    """
    language = deployment.language
    means = (
        (say("completion_label", language), say("completion_means", language)),
        (say("outstanding_label", language), say("outstanding_text", language)),
    )
    sections = (
        _deployment(deployment),
        Section(say("dates", language), _dates(deployment, policy, now)),
        Section(say("further", language), command.lines),
        Section(say("what_it_means", language), means),
    )
    title = command.title.strip() or _named("completion_title", deployment)
    return _content(title, sections, command.documents)


def deemed_if_sent(deployment: DeploymentFacts, policy: DeploymentPolicy, now: datetime) -> datetime | None:
    """From when a Completion form that is sent now counts as accepted by silence; None while the system is not live.

    One that is sent again gives the customer the whole notice anew.
    """
    if is_sent_again(deployment) and (restarted := restart_term(deployment, policy, now)) is not None:
        return restarted.due_at
    return deemed_from(deployment, policy)


def is_sent_again(deployment: DeploymentFacts) -> bool:
    """Whether a version of the Completion form has gone out before, or its term was stopped."""
    form, known = deployment.completion, newest(deployment, TimerKind.DEEMED_ACCEPTANCE)
    stopped = known is not None and known.state is not TimerState.PLANNED
    return stopped or (form is not None and form.current_version > 0)


def _content(title: str, sections: tuple[Section, ...], documents: tuple[AttachedDocument, ...]) -> ProposalContent:
    return ProposalContent(
        title=title,
        request="",
        goals="",
        scope="",
        criteria=(),
        hours=None,
        price=None,
        valid_until=None,
        documents=documents,
        sections=tuple(one for one in sections if one.lines),
    )


def _deployment(deployment: DeploymentFacts) -> Section:
    language = deployment.language
    planned = stage_facts(deployment, DeploymentStage.GO_LIVE).planned
    lines: Lines = (
        (say("customer", language), deployment.customer),
        (say("site", language), deployment.site),
        (say("system", language), deployment.title),
    )
    if deployment.live_at is None and planned is not None:
        lines = (*lines, (say("planned_live", language), written_day(planned, language)))
    return Section(say("deployment", language), lines)


def _stages(deployment: DeploymentFacts) -> Lines:
    """The stages that were done, each with its day and how that was agreed."""
    language, lines = deployment.language, []
    for stage in PREPARING:
        known = stage_facts(deployment, stage)
        if known.done is not None:
            said = [written_day(known.done, language), known.agreed_how]
            lines.append((say(stage.value, language), "; ".join(part for part in said if part)))
    return tuple(lines)


def _conditions(deployment: DeploymentFacts) -> Lines:
    language, lines = deployment.language, []
    for one in deployment.conditions:
        if one.met_at is not None:
            day = written_day(local_day(one.met_at, deployment.timezone), language)
            lines.append((one.text, say("met", language, day=day)))
        elif one.waived_by:
            lines.append((one.text, say("waived", language, why=one.waived_why)))
    return tuple(lines)


def _dates(deployment: DeploymentFacts, policy: DeploymentPolicy, now: datetime) -> Lines:
    language, zone = deployment.language, deployment.timezone
    if deployment.live_at is None:
        return ()
    live = written_moment(deployment.live_at, zone, language)
    if deployment.live_record is LiveRecord.ASSESSED:
        vendor = policy.vendor or "-"
        live = say("live_assessed", language, moment=live, vendor=vendor, why=deployment.live_why)
    lines: Lines = ((say("live_on", language), live),)
    until = warranty_until(deployment, policy)
    if until is not None:
        last = local_day(until, zone) - timedelta(days=1)
        lines = (*lines, (say("warranty_until", language), written_day(last, language)))
    deemed = deemed_if_sent(deployment, policy, now)
    if deemed is not None:
        text = say("deemed_text", language, moment=written_moment(deemed, zone, language))
        lines = (*lines, (say("deemed_on", language), text))
    return lines


def _named(key: str, deployment: DeploymentFacts) -> str:
    return say(key, deployment.language, title=deployment.title, site=deployment.site)
