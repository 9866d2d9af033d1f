"""What a form does to its deployment once it is issued, accepted, refused or disputed.

The room of approvals decides about the form and knows nothing of deployments; here its decision is read, and what
follows from it is appended.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from models.vocabulary import ApprovalKind, Assurance, FormState, Outcome, ProposalState, ReplyOutcome
from processor.approvals.assurance import reaches
from processor.approvals.mails import numbered
from processor.deployments.contents import deemed_if_sent
from processor.deployments.outcomes import (
    agreed,
    completed,
    disputed,
    go_live_contested,
    issued,
    objects,
    refused,
    says_otherwise,
)
from processor.deployments.planning import deemed_from
from processor.effects.approvals import MoveProposal, RecordAcceptance, RecordReply
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import MoveForm
from processor.effects.mail import MailTemplate, SendMail
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy
from processor.facts.forms import FormFacts
from processor.sla.localtime import local_day

_ASKING = frozenset({MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER})
_FORM_AFTER = {
    ProposalState.ACCEPTED: FormState.SIGNED,
    ProposalState.REJECTED: FormState.ANSWERED,
    ProposalState.WITHDRAWN: FormState.ANSWERED,
}
_OBJECTING = frozenset({ReplyOutcome.REJECT, ReplyOutcome.CONDITIONAL})


def follow(
    decision: Decision,
    deployment: DeploymentFacts,
    policy: DeploymentPolicy,
    now: datetime,
    form: FormFacts | None = None,
) -> Decision:
    """The decision about a form of this deployment, with what it does to the deployment behind it.

    `form` is the filled form whose summary a paper of kind FORM is. A decision about anything else stays as it is.
    Mails that ask for the Completion form learn the dates that they speak of.
    """
    effects = tuple(_dated(effect, deployment, policy, now) for effect in decision.effects)
    more = (
        *_moves_of_completion(decision, deployment, policy, now),
        *_moves_of_go_live(decision, deployment, now),
        *_moves_of_form(decision, deployment, form, now),
    )
    return replace(decision, effects=numbered((*effects, *more)) if more else effects)


def _moves_of_completion(
    decision: Decision, deployment: DeploymentFacts, policy: DeploymentPolicy, now: datetime
) -> tuple[Effect, ...]:
    paper = deployment.completion
    moved = _last_move(decision, paper.proposal_id if paper is not None else 0)
    if moved is None:
        return _held(decision, deployment)
    match moved.after:
        case ProposalState.AWAITING_CUSTOMER:
            return issued(deployment, policy, now)
        case ProposalState.ACCEPTED:
            return completed(deployment, _acceptance(decision), now)
        case ProposalState.DISPUTED:
            return disputed(deployment, now)
        case ProposalState.REJECTED if moved.before is ProposalState.DISPUTED:
            return refused(deployment, annulled=True)
        case ProposalState.REJECTED | ProposalState.WITHDRAWN | ProposalState.EXPIRED:
            return refused(deployment, annulled=False, withdrawn=moved.after is not ProposalState.REJECTED)
        case ProposalState.DRAFT | ProposalState.AWAITING_VENDOR | ProposalState.SUPERSEDED:
            return ()
        case _:
            assert_never(moved.after)


def _held(decision: Decision, deployment: DeploymentFacts) -> tuple[Effect, ...]:
    """A reply that objects and that a person has to look at stops the term, whoever it is from.

    One that decides nothing in words we know waits for a person: it may object in others, and is no silence.
    """
    replies = (effect for effect in decision.effects if isinstance(effect, RecordReply))
    found = next((one for one in replies if one.key.kind is ApprovalKind.COMPLETION), None)
    if found is None or decision.outcome is Outcome.AUTOMATIC:
        return ()
    if found.judgement.outcome is ReplyOutcome.UNRELATED:
        return says_otherwise(deployment)
    if found.judgement.outcome not in _OBJECTING:
        return ()
    return objects(deployment, reaches(found.assurance, Assurance.A2))


def _moves_of_go_live(decision: Decision, deployment: DeploymentFacts, now: datetime) -> tuple[Effect, ...]:
    paper = deployment.go_live
    moved = _last_move(decision, paper.proposal_id if paper is not None else 0)
    if moved is None or paper is None:
        return ()
    if moved.after is ProposalState.ACCEPTED:
        return agreed(deployment, paper, _acceptance(decision), moved.by)
    if moved.after in {ProposalState.DISPUTED, ProposalState.REJECTED}:
        return go_live_contested(deployment, moved.after)
    return ()


def _moves_of_form(
    decision: Decision, deployment: DeploymentFacts, form: FormFacts | None, now: datetime
) -> tuple[Effect, ...]:
    """The summary of a filled form was signed, refused or withdrawn: in the end it is only answered."""
    own = {paper.proposal_id for paper in (deployment.go_live, deployment.completion) if paper is not None}
    moved = next((one for one in _moves(decision) if one.proposal_id not in own), None)
    if form is None or moved is None:
        return ()
    after = _FORM_AFTER.get(moved.after)
    if after is None or form.state is after:
        return ()
    effects: tuple[Effect, ...] = (MoveForm(form.form_id, form.state, after, moved.by),)
    if after is FormState.SIGNED:
        effects = (*effects, *agreed(deployment, form, _acceptance(decision), moved.by))
    return effects


def _dated(effect: Effect, deployment: DeploymentFacts, policy: DeploymentPolicy, now: datetime) -> Effect:
    """The mail that asks for the Completion form with the days that it speaks of: of going live, and of deeming."""
    if not isinstance(effect, SendMail) or effect.template not in _ASKING or deployment.live_at is None:
        return effect
    if effect.approval is None or effect.approval.kind is not ApprovalKind.COMPLETION:
        return effect
    reminds = effect.template is MailTemplate.APPROVAL_REMINDER
    deemed = deemed_from(deployment, policy) if reminds else deemed_if_sent(deployment, policy, now)
    dates = (("live_on", deployment.live_at), ("deemed_on", deemed))
    known = tuple((key, local_day(at, deployment.timezone).isoformat()) for key, at in dates if at is not None)
    return replace(effect, values=(*effect.values, *known, ("timezone", deployment.timezone)))


def _last_move(decision: Decision, proposal_id: int) -> MoveProposal | None:
    """The state that a paper ends in by this decision: one that is superseded by its next version moves twice."""
    found = None
    for one in _moves(decision):
        if one.proposal_id == proposal_id != 0:
            found = one
    return found


def _moves(decision: Decision) -> tuple[MoveProposal, ...]:
    return tuple(effect for effect in decision.effects if isinstance(effect, MoveProposal))


def _acceptance(decision: Decision) -> RecordAcceptance | None:
    return next((effect for effect in decision.effects if isinstance(effect, RecordAcceptance)), None)
