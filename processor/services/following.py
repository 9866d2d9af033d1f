"""What a decision about a form means for its deployment, added to it before it is applied."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import ApprovalKind
from processor.deployments.completion import require_completion
from processor.deployments.following import follow
from processor.deployments.golive import require_go_live
from processor.effects.decision import Decision
from processor.facts.approvals import ProposalFacts
from processor.facts.deployments import DeploymentPolicy
from processor.store.store import Store

__all__ = ["Following"]


@dataclass(frozen=True, slots=True)
class Following:
    """Loads the deployment that a form belongs to, inside the caller's transaction, and lets it follow."""

    store: Store
    policy: DeploymentPolicy

    def follow(self, decision: Decision, paper: ProposalFacts, now: datetime) -> Decision:
        """The decision with what it brings about for the deployment; as it is for a proposal."""
        if paper.kind is ApprovalKind.PROPOSAL or not paper.deployment_id:
            return decision
        facts = self.store.facts
        deployment = facts.deployment(paper.deployment_id, now)
        form = facts.form_facts(paper.number, now) if paper.kind is ApprovalKind.FORM else None
        return follow(decision, deployment, self.policy, now, form)

    def require_sendable(self, paper: ProposalFacts, now: datetime) -> None:
        """Raises Refused where a form may not go out by now: a condition is unmet, or its deployment on hold or over.

        Between drafting and sending a form is rendered, and somebody else may have done something.
        """
        if paper.kind is ApprovalKind.GO_LIVE:
            require_go_live(self.store.facts.deployment(paper.deployment_id, now))
        elif paper.kind is ApprovalKind.COMPLETION:
            require_completion(self.store.facts.deployment(paper.deployment_id, now))
