"""Completion: its form is drafted, by the timer or by hand, and what the customer accepted another way is recorded."""

from datetime import datetime

from models.vocabulary import ApprovalKind, DeploymentStage, ProposalState, Quorum, RequestState, Turn
from processor.approvals.byhand import decide_record_by_hand
from processor.approvals.people import same_mailbox
from processor.deployments.common import SIGNOFF, enter, given, is_live, name
from processor.deployments.contents import completion_content
from processor.deployments.following import follow
from processor.deployments.stages import require_running
from processor.deployments.states import words
from processor.deployments.texts import say
from processor.effects.approvals import PROPOSAL, DraftProposal
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.approvals import ProposalFacts, RequestFacts
from processor.facts.deployments import (
    CompleteByHand,
    DeployingFacts,
    DeploymentFacts,
    DeploymentPolicy,
    DraftForm,
)
from processor.facts.proposals import ProposalContent
from processor.facts.proposing import ProposingFacts, RecordByHand

_SENDABLE = frozenset({DeploymentStage.WARRANTY, DeploymentStage.COMPLETION})


def decide_draft_completion(command: DraftForm, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that a person drafts the Completion form, or its next version: earlier, with documents, or again.

    It is frozen and sent afterwards; a version that still waits is superseded then. Raises Refused before the system is
    live, once completion is accepted, and while the deployment is on hold.
    """
    deployment = facts.deployment
    require_completion(deployment)
    form = deployment.completion
    if form is not None and form.state in {ProposalState.ACCEPTED, ProposalState.DISPUTED}:
        raise Refused(f"CO-{form.number} is {form.state.value}: no other version of it can be sent")
    content = completion_content(deployment, facts.policy, command, now)
    draft = draft_form(deployment, content, command.by, command.quorum, ready=_waits_to_leave(deployment))
    return Decision(None, (), (draft, enter(deployment, command.by, "drafted the Completion form")))


def require_completion(deployment: DeploymentFacts) -> None:
    """Raises Refused where the Completion form may not be sent: before the system is live, once complete, on hold."""
    if not is_live(deployment) or deployment.stage not in _SENDABLE:
        raise Refused(
            f"{name(deployment)} is at the stage {words(deployment.stage)}: "
            "the Completion form goes out after going live and before it is complete"
        )
    require_running(deployment)


def redated(deployment: DeploymentFacts, policy: DeploymentPolicy, now: datetime) -> tuple[DraftProposal, ...]:
    """The Completion form that waits to leave by itself, with the dates that count now; nothing where none waits."""
    return (timed_draft(deployment, policy, "", now),) if _waits_to_leave(deployment) else ()


def timed_draft(deployment: DeploymentFacts, policy: DeploymentPolicy, title: str, now: datetime) -> DraftProposal:
    """The Completion form as day 7 brings it: to be frozen and sent at once.

    What a person has drafted by then goes out with its lines and documents; only its dates are those of now.
    """
    form = deployment.completion
    prepared = form if form is not None and form.state is ProposalState.DRAFT else None
    command = DraftForm(SIGNOFF, title)
    if prepared is not None:
        written = prepared.content
        command = DraftForm(SIGNOFF, written.title, _further(deployment, written), written.documents, prepared.quorum)
    content = completion_content(deployment, policy, command, now)
    return draft_form(deployment, content, SIGNOFF, command.quorum, ready=True)


def draft_form(
    deployment: DeploymentFacts, content: ProposalContent, by: str, quorum: Quorum, ready: bool
) -> DraftProposal:
    """The effect that writes the Completion form down, or its next version."""
    form = deployment.completion
    return DraftProposal(
        PROPOSAL,
        deployment.ticket.ticket_id,
        by,
        deployment.language,
        content,
        Turn.TOGETHER,
        quorum,
        proposal_id=form.proposal_id if form is not None else 0,
        kind=ApprovalKind.COMPLETION,
        number=deployment.number,
        deployment_id=deployment.deployment_id,
        ready=ready,
    )


def decide_complete_by_hand(command: CompleteByHand, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that the customer accepted completion by another way: an acceptance of the form, recorded by hand.

    Each issue that they left outstanding gets its ticket. Raises Refused where no Completion form waits for an answer
    of that address, since what is accepted is a document, and without evidence.
    """
    deployment, form = facts.deployment, facts.deployment.completion
    given(command.evidence, "recording an acceptance needs evidence: say how and when they accepted")
    if form is None or form.state is not ProposalState.AWAITING_CUSTOMER or form.version != form.current_version:
        raise Refused(f"no Completion form of {name(deployment)} waits for an answer: send it first, then record")
    request = _request(form, command.address)
    by_hand = RecordByHand(command.by, request.key, command.evidence, command.outstanding)
    proposing = ProposingFacts(form, form, facts.register, facts.approvals, facts.mail)
    return follow(decide_record_by_hand(by_hand, proposing, now), deployment, facts.policy, now)


def _waits_to_leave(deployment: DeploymentFacts) -> bool:
    """Whether day 7 has drafted the form, and it could not be sent yet: nobody may sign it, or there is a hold."""
    form = deployment.completion
    drafted = form is not None and form.state is ProposalState.DRAFT and form.current_version == 0
    return drafted and deployment.stage is DeploymentStage.COMPLETION


def _request(form: ProposalFacts, address: str) -> RequestFacts:
    opened = [one for one in form.requests if one.state is RequestState.OPEN]
    found = next((one for one in opened if same_mailbox(one.approver.address, address)), None)
    if found is None:
        asked = ", ".join(one.approver.address for one in opened) or "nobody"
        raise Refused(f"{address} has no open request for the Completion form: {asked} was asked")
    return found


def _further(deployment: DeploymentFacts, content: ProposalContent) -> tuple[tuple[str, str], ...]:
    title = say("further", deployment.language)
    return next((section.lines for section in content.sections if section.title == title), ())
