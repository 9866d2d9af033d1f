"""What a CSM does with deployments: the same service serves the shell and the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.vocabulary import ApprovalKind, TimerKind, TimerState
from processor.deployments.commands import decide_deployment
from processor.deployments.completion import decide_draft_completion
from processor.deployments.deeming import decide_deem_by_hand
from processor.deployments.golive import decide_draft_go_live
from processor.deployments.starting import decide_start
from processor.deployments.timers import decide_timer
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.approvals import ApprovalPolicy
from processor.facts.deployments import (
    DeemByHand,
    DeployingFacts,
    DeploymentCommand,
    DeploymentPolicy,
    DraftForm,
    StartDeployment,
)
from processor.facts.known import Policy
from processor.ids import document_name
from processor.services.commands import command_cause
from processor.services.deploymenttimers import DeploymentTimers
from processor.services.drafts import Attachable
from processor.services.issuing import Issuing
from processor.services.once import Only, at_once
from processor.services.overtaking import require_seen
from processor.store.apply import Applied, Applier
from processor.store.store import Store
from processor.store.views.deployments import DeploymentView

__all__ = ["Deployments", "Parts", "Posted"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service works with: the settings, what sends a form at once, and what knows the timers' facts."""

    mail: Policy
    approvals: ApprovalPolicy
    policy: DeploymentPolicy
    issuing: Issuing
    timers: DeploymentTimers


@dataclass(frozen=True, slots=True)
class Posted:
    """How a page asks for something slow: the versions of the deployment and of its paper that it showed, 0 for no
    paper yet, and what keeps a second post of the same form from doing it again. None asks for no such care.
    """

    seen: int | None = None
    seen_paper: int | None = None
    only: Only = at_once


FROM_SHELL: Final = Posted()


class Deployments:
    """Starts deployments, moves their stages, sends their forms, and records when systems were taken live."""

    def __init__(self, store: Store, applier: Applier, parts: Parts) -> None:
        self._store = store
        self._applier = applier
        self._parts = parts

    def start(self, command: StartDeployment, now: datetime) -> DeploymentView:
        """The deployment, begun. Raises Refused with the reason."""

        def work() -> int:
            sender = self._store.facts.sender_facts(command.contact, now)
            self._apply(command, command.by, decide_start(command, sender, self._parts.mail, now), now)
            return self._store.views.deployments(limit=1)[0].number

        return self.show(self._store.transact(work))

    def do(self, number: int, command: DeploymentCommand, now: datetime, seen: int | None = None) -> DeploymentView:
        """The deployment after a person's command. Raises Refused with the reason.

        `seen` is the `row_version` that the person saw: raises Overtaken where it is another by now.
        """
        self._run(
            (number, command), command.by, lambda: decide_deployment(command, self._facts(number, now, seen), now), now
        )
        return self.show(number)

    def send_go_live(
        self, number: int, form: DraftForm, files: tuple[Attachable, ...], now: datetime, posted: Posted = FROM_SHELL
    ) -> DeploymentView:
        """The deployment, its Go-Live form drafted, frozen and sent. Raises Refused while a condition is unmet."""
        if self._draft(ApprovalKind.GO_LIVE, number, form, files, now, posted):
            self._parts.issuing.send(ApprovalKind.GO_LIVE, number, form.by, now)
        return self.show(number)

    def send_completion(
        self, number: int, form: DraftForm, files: tuple[Attachable, ...], now: datetime, posted: Posted = FROM_SHELL
    ) -> DeploymentView:
        """The deployment, its Completion form sent by hand: with documents of its own, or again after a refusal."""
        if self._draft(ApprovalKind.COMPLETION, number, form, files, now, posted):
            self._parts.issuing.send(ApprovalKind.COMPLETION, number, form.by, now)
        return self.show(number)

    def deem(self, number: int, command: DeemByHand, now: datetime, seen: int | None = None) -> DeploymentView:
        """The deployment, completion deemed accepted by a person's decision. Raises Refused with the reason."""

        def decide() -> Decision:
            timers = self._facts(number, now, seen).deployment.timers
            terms = [one for one in timers if one.kind is TimerKind.DEEMED_ACCEPTANCE]
            row = max(terms, key=lambda one: one.turn, default=None)
            if row is None:
                raise Refused(f"deployment {number} has not been taken live: there is no term yet")
            due = self._store.deployments.timer(row.timer_id)
            return decide_deem_by_hand(command, self._parts.timers.facts(due, now), now)

        self._run((number, command), command.by, decide, now)
        return self.show(number)

    def show(self, number: int) -> DeploymentView:
        """One deployment whole. Raises Refused when there is none of that number."""
        return self._store.views.deployment(number)

    def waits_for(self, number: int, now: datetime) -> str:
        """Why completion is not deemed accepted although its term is over, as a sentence; empty where it isn't so.

        The same rules are asked as by the timer, and nothing comes of it.
        """
        return self._store.read(lambda: self._waits_for(number, now))

    def _waits_for(self, number: int, now: datetime) -> str:
        for row in self._store.facts.deployment_facts(number, now).timers:
            overdue = row.state is TimerState.PLANNED and row.due_at <= now
            if row.kind is TimerKind.DEEMED_ACCEPTANCE and overdue:
                facts = self._parts.timers.facts(self._store.deployments.timer(row.timer_id), now)
                decision = decide_timer(facts, now)
                return "" if decision.effects else "; ".join(match.reason for match in decision.matches)
        return ""

    def _draft(
        self,
        kind: ApprovalKind,
        number: int,
        form: DraftForm,
        files: tuple[Attachable, ...],
        now: datetime,
        posted: Posted,
    ) -> bool:
        """Whether it was drafted now, and not when the same form was posted before."""
        drafted = False

        def decision() -> Decision:
            for file in files:
                self._store.blobs.keep(file.body, file.document.media_type)
            facts = self._facts(number, now, posted.seen)
            deployment, is_live = facts.deployment, kind is ApprovalKind.GO_LIVE
            paper = deployment.go_live if is_live else deployment.completion
            version, named = paper.row_version if paper is not None else 0, document_name(kind, number)
            require_seen(self._store, named, deployment.ticket.ticket_id, posted.seen_paper, version)
            return decide_draft_go_live(form, facts, now) if is_live else decide_draft_completion(form, facts, now)

        def work() -> str:
            nonlocal drafted
            self._run((number, form), form.by, decision, now)
            drafted = True
            return ""

        posted.only(work)
        return drafted

    def _facts(self, number: int, now: datetime, seen: int | None = None) -> DeployingFacts:
        facts = self._store.facts
        deployment = facts.deployment_facts(number, now)
        require_seen(self._store, f"deployment {number}", deployment.ticket.ticket_id, seen, deployment.row_version)
        register = (*facts.register(deployment.customer_id), *facts.register(0))
        return DeployingFacts(deployment, self._parts.policy, self._parts.approvals, self._parts.mail, register)

    def _run(self, asked: tuple[int, object], by: str, decide: Callable[[], Decision], now: datetime) -> Applied:
        return self._store.transact(lambda: self._apply(asked, by, decide(), now, f"deployment {asked[0]}"))

    def _apply(self, asked: object, by: str, decision: Decision, now: datetime, subject: str = "") -> Applied:
        return self._applier.apply(command_cause(asked, by, now, subject=subject), decision, now)
