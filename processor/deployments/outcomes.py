"""What each new state of a form means for the deployment: its stage, its timers, and what a CSM has to know."""

from datetime import datetime

from models.vocabulary import (
    AcceptanceType,
    DeploymentEvent,
    DeploymentStage,
    ProposalState,
    ReviewReason,
    TimerKind,
    TimerState,
)
from processor.deployments.common import SIGNOFF, ask, end_timer, enter, is_live, move, name
from processor.deployments.contents import is_sent_again
from processor.deployments.planning import restart_term
from processor.deployments.texts import say, written_day
from processor.effects.approvals import RecordAcceptance
from processor.effects.decision import Effect
from processor.effects.deployments import AgreeStage, DisputeCompletion, RecordCompletion
from processor.facts.approvals import ProposalFacts
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy
from processor.facts.forms import FormFacts
from processor.sla.localtime import local_day

_OPEN = frozenset({DeploymentStage.WARRANTY, DeploymentStage.COMPLETION})


def issued(deployment: DeploymentFacts, policy: DeploymentPolicy, now: datetime) -> tuple[Effect, ...]:
    """The Completion form went out: the stage, and the term of a form that is sent again begins anew."""
    if deployment.stage not in _OPEN:
        return ()
    effects: list[Effect] = []
    if deployment.stage is DeploymentStage.WARRANTY:
        day = local_day(now, deployment.timezone)
        how = say("how_form_sent", deployment.language)
        effects += [
            move(deployment, DeploymentEvent.COMPLETION_SENT, day, how, SIGNOFF),
            *end_timer(deployment, TimerKind.COMPLETION_FORM, TimerState.CANCELLED, "the form was sent by hand"),
        ]
    restarted = restart_term(deployment, policy, now) if is_sent_again(deployment) else None
    if restarted is not None:
        text = f"the form was sent again: silence counts as acceptance from {restarted.due_at:%Y-%m-%d %H:%M} UTC"
        effects += [restarted, enter(deployment, SIGNOFF, text)]
    if deployment.disputed_at is not None:
        effects.append(DisputeCompletion(deployment.deployment_id, False))
    return tuple(effects)


def completed(deployment: DeploymentFacts, acceptance: RecordAcceptance | None, now: datetime) -> tuple[Effect, ...]:
    """The Completion form is accepted, or a dispute is settled in its favour: business as usual.

    A dispute that is settled leaves the day on which completion took effect as it was.
    """
    if deployment.stage not in _OPEN:
        return ()
    language = deployment.language
    effective = acceptance.accepted_at if acceptance is not None else deployment.effective_at or now
    deemed = acceptance is None and deployment.deemed
    how = say("how_completed" if acceptance is not None else "how_upheld", language)
    event = DeploymentEvent.DEEMED_COMPLETE if deemed else DeploymentEvent.COMPLETED
    day = local_day(effective, deployment.timezone)
    local = acceptance.local if acceptance is not None else 0
    settled = (DisputeCompletion(deployment.deployment_id, False),) if deployment.disputed_at is not None else ()
    return (
        RecordCompletion(deployment.deployment_id, effective, deemed),
        move(deployment, event, day, how, SIGNOFF, acceptance=local),
        *settled,
        *end_timer(deployment, TimerKind.COMPLETION_FORM, TimerState.CANCELLED, "completion is accepted"),
        *end_timer(deployment, TimerKind.DEEMED_ACCEPTANCE, TimerState.CANCELLED, "completion is accepted"),
        enter(deployment, SIGNOFF, f"completion took effect at {effective:%Y-%m-%d %H:%M} UTC"),
    )


def disputed(deployment: DeploymentFacts, now: datetime) -> tuple[Effect, ...]:
    """Somebody objects to the acceptance: it stands in dispute, and new tickets are a CSM's to decide."""
    effects: tuple[Effect, ...] = (
        DisputeCompletion(deployment.deployment_id, True),
        *_stopped(deployment, "the completion is disputed"),
        enter(deployment, SIGNOFF, "the completion is disputed: charging of new tickets is a person's to decide"),
    )
    if deployment.stage is not DeploymentStage.BUSINESS_AS_USUAL:
        return effects
    how, day = say("how_disputed", deployment.language), local_day(now, deployment.timezone)
    return (move(deployment, DeploymentEvent.COMPLETION_DISPUTED, day, how, SIGNOFF), *effects)


def refused(deployment: DeploymentFacts, annulled: bool, withdrawn: bool = False) -> tuple[Effect, ...]:
    """The Completion form is refused, withdrawn, or its acceptance annulled: silence counts for nothing any more."""
    form = deployment.completion
    if form is None or form.current_version == 0:
        return ()
    what = "annulled" if annulled else "withdrawn" if withdrawn else "refused"
    text = f"the completion of {name(deployment)} is {what}: its term is stopped until the form is sent again"
    undone = (RecordCompletion(deployment.deployment_id, None, deemed=False),) if annulled else ()
    contested = () if withdrawn or deployment.disputed_at else (DisputeCompletion(deployment.deployment_id, True),)
    return (
        *undone,
        *contested,
        *_stopped(deployment, text),
        ask(deployment, ReviewReason.DEEMING_BLOCKED, text),
        enter(deployment, SIGNOFF, text),
    )


def objects(deployment: DeploymentFacts, proven: bool) -> tuple[Effect, ...]:
    """A reply objects to the Completion form and waits for a person: the term stops at once.

    Only one that is known to come from the customer is a refusal that charging has to respect.
    """
    if deployment.stage not in _OPEN:
        return ()
    text = "a reply objects to the completion: its term is stopped, and a person has to decide"
    contested = proven and deployment.disputed_at is None
    return (
        *((DisputeCompletion(deployment.deployment_id, True),) if contested else ()),
        *_stopped(deployment, text),
        ask(deployment, ReviewReason.DEEMING_BLOCKED, text),
        enter(deployment, SIGNOFF, text),
    )


def says_otherwise(deployment: DeploymentFacts) -> tuple[Effect, ...]:
    """A reply to the Completion form that neither accepts nor refuses it in words we know: silence waits for a person.

    Nothing once completion took effect.
    """
    if deployment.stage not in _OPEN:
        return ()
    text = "a reply to the Completion form decides nothing in words that are known: read it before silence can count"
    return (ask(deployment, ReviewReason.APPROVAL_UNCLEAR, text),)


def agreed(
    deployment: DeploymentFacts,
    paper: ProposalFacts | FormFacts,
    acceptance: RecordAcceptance | None,
    by: str,
) -> tuple[Effect, ...]:
    """The Go-Live form, or another form named like a stage, is accepted: so the stage was agreed.

    What a person recorded is never called signed. A dispute that is settled leaves how it was agreed as it was.
    """
    stage = DeploymentStage.GO_LIVE
    if isinstance(paper, FormFacts):
        if paper.definition.name not in {one.value for one in DeploymentStage}:
            return ()
        stage = DeploymentStage(paper.definition.name)
    if acceptance is None:
        return ()
    day = written_day(local_day(acceptance.accepted_at, deployment.timezone), deployment.language)
    how = say("how_signed", deployment.language, who=by, day=day)
    what = f"the form of {stage.value} is signed"
    if acceptance.type is AcceptanceType.RECORDED:
        who = _approver(paper, acceptance) or deployment.customer
        how = say("how_recorded", deployment.language, who=who, by=acceptance.by, day=day)
        what = f"the form of {stage.value} is accepted, recorded by {acceptance.by}"
    next_ = ": the system may be taken live" if isinstance(paper, ProposalFacts) else ""
    return (
        AgreeStage(deployment.deployment_id, stage, how, acceptance.local, acceptance.reply_fetch_id),
        enter(deployment, SIGNOFF, what + next_),
    )


def _approver(paper: ProposalFacts | FormFacts, acceptance: RecordAcceptance) -> str:
    requests = paper.requests if isinstance(paper, ProposalFacts) else ()
    found = next((one.approver for one in requests if one.key == acceptance.key), None)
    return "" if found is None else found.name or found.address


def go_live_contested(deployment: DeploymentFacts, after: ProposalState) -> tuple[Effect, ...]:
    """The Go-Live form is refused or disputed; a date of going live stands until a person decides."""
    text = f"the Go-Live form of {name(deployment)} is {after.value}"
    if not is_live(deployment):
        return (enter(deployment, SIGNOFF, f"{text}: the site may not be taken live by it"),)
    text += ": the date of going live stands as it was recorded until a person decides"
    return (ask(deployment, ReviewReason.DEPLOYMENT_CHANGED, text), enter(deployment, SIGNOFF, text))


def _stopped(deployment: DeploymentFacts, why: str) -> tuple[Effect, ...]:
    return end_timer(deployment, TimerKind.DEEMED_ACCEPTANCE, TimerState.STOPPED, why)
