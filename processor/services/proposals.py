"""What a CSM does with proposals: the same service serves the shell and the pages.

A command is a cause like any other: facts and effects share a transaction, and the core decides. What is sent was
rendered before its transaction, which refuses it if the draft or the register has changed since.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from models.vocabulary import ApprovalKind, Direction, Quorum, RequestState, Turn
from processor.approvals.byhand import decide_record_by_hand, decide_settle, decide_withdraw
from processor.approvals.drafting import decide_draft, decide_edit
from processor.approvals.people import entries_of
from processor.approvals.timers import reminder_at
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.proposals import ProposalContent
from processor.facts.proposing import (
    Draft,
    DraftingFacts,
    Edit,
    ProposingFacts,
    RecordByHand,
    Settle,
    Withdraw,
)
from processor.ids import ApprovalKey, document_name
from processor.services.commands import command_cause
from processor.services.drafts import Attachable, empty_draft
from processor.services.freezing import Freezing
from processor.services.once import Only, at_once
from processor.services.overtaking import require_seen
from processor.services.papers import Papers
from processor.store.apply import Applied, Applier
from processor.store.store import Store
from processor.store.views.proposals import ProposalView

__all__ = ["Beginning", "Proposals", "Writing", "request_to"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a draft begins with. `row_version` is that of the proposal as it was read, 0 where there is none yet."""

    content: ProposalContent
    language: str
    turn: Turn = Turn.IN_ORDER
    quorum: Quorum = Quorum.ALL
    row_version: int = 0


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody wrote: a draft whole, and the files that belong to it.

    `seen` is the `row_version` that they saw, so that nobody overwrites what they have not read; 0 for a new one.
    """

    by: str
    language: str
    content: ProposalContent
    turn: Turn = Turn.IN_ORDER
    quorum: Quorum = Quorum.ALL
    files: tuple[Attachable, ...] = ()
    seen: int = 0


class Proposals:
    """Drafts, sends and withdraws proposals, records what was accepted by hand, and settles disputes."""

    def __init__(
        self,
        store: Store,
        applier: Applier,
        papers: Papers,
        freezing: Freezing,
        valid_days: int = 30,
    ) -> None:
        self._store = store
        self._applier = applier
        self._papers = papers
        self._freezing = freezing
        self._valid_days = valid_days

    def beginning(self, ticket_number: int, now: datetime) -> Beginning:
        """What a draft for a ticket begins with: the customer's own words, in their language. Raises Refused."""
        return self._store.read(lambda: self._beginning(ticket_number, now))

    def _beginning(self, ticket_number: int, now: datetime) -> Beginning:
        view = self._store.views.ticket(ticket_number)
        line = view.line
        spoken = self._store.people.customer(line.customer).language if line.customer else ""
        asked = next((one for one in view.messages if one.direction is Direction.IN), None)
        words = (asked.new_text or asked.text).strip() if asked is not None else ""
        content = empty_draft(line.subject, words, now.date(), self._valid_days)
        return Beginning(content, spoken or line.language or self._papers.policy.default_language.value)

    def current(self, number: int, now: datetime) -> Beginning:
        """What an edit begins with: the newest version, be it a draft. Raises Refused when there is none."""
        known = self._store.read(lambda: self._store.facts.proposal_facts(number, now))
        return Beginning(known.content, known.language, known.turn, known.quorum, known.row_version)

    def draft(self, ticket_number: int, writing: Writing, now: datetime) -> ProposalView:
        """The proposal that was drafted for the ticket. Nobody is told. Raises Refused with the reason."""
        command = Draft(writing.by, writing.language, writing.content, writing.turn, writing.quorum)

        def work() -> int:
            self._keep(writing)
            ticket = self._store.facts.staff_facts(ticket_number, None, self._papers.policy, now).ticket
            customer = ticket.customer_id or (ticket.requester.customer_id if ticket.requester else 0)
            decision = decide_draft(command, DraftingFacts(ticket, customer, self._papers.policy), now)
            self._apply((ticket_number, command), writing.by, decision, now)
            return self._store.views.proposals(limit=1)[0].number

        return self.show(self._store.transact(work))

    def edit(self, number: int, writing: Writing, now: datetime) -> ProposalView:
        """The proposal with its draft changed, or with the next version begun. Raises Refused with the reason."""
        command = Edit(writing.by, writing.language, writing.content, writing.turn, writing.quorum)

        def decide() -> Decision:
            facts = self._seen(number, now, writing.seen)
            self._keep(writing)
            return decide_edit(command, facts, now)

        self._run((number, command), writing.by, decide, now, document_name(ApprovalKind.PROPOSAL, number))
        return self.show(number)

    def send(self, number: int, by: str, now: datetime, seen: int | None = None, only: Only = at_once) -> ProposalView:
        """The proposal, sent: its newest version is frozen, and the vendor's approver is asked.

        Raises Refused with the reason, and where the draft or the register has changed while it was rendered;
        Overtaken where it is another than the one that was `seen`. `only` keeps a form from being sent twice.
        """
        self._seen(number, now, seen)
        known = self._store.read(lambda: self._papers.sendable(number, now))
        frozen = self._freezing.freeze(known, by, now)
        named = document_name(ApprovalKind.PROPOSAL, number)

        def work() -> str:
            self._apply((number, frozen.command), by, self._papers.send(frozen, now), now, named)
            return named

        self._store.transact(lambda: only(work))
        return self.show(number)

    def withdraw(
        self,
        number: int,
        command: Withdraw,
        now: datetime,
        kind: ApprovalKind = ApprovalKind.PROPOSAL,
        seen: int | None = None,
    ) -> ProposalView:
        """The paper, taken back; whoever was asked is told. Raises Refused where it is too late."""

        def decide() -> Decision:
            facts = self._seen(number, now, seen, kind)
            return self._papers.followed(decide_withdraw(command, facts, now), facts, now)

        self._run(_named(kind, number, command), command.by, decide, now, document_name(kind, number))
        return self.show(number, kind)

    def record_by_hand(
        self,
        number: int,
        address: str,
        by: str,
        evidence: str,
        now: datetime,
        kind: ApprovalKind = ApprovalKind.PROPOSAL,
        seen: int | None = None,
    ) -> ProposalView:
        """The paper, with the acceptance that this approver gave by another way. Raises Refused with the reason."""

        def decide() -> Decision:
            facts = self._seen(number, now, seen, kind)
            key = request_to(address, facts)
            decision = decide_record_by_hand(RecordByHand(by, key, evidence), facts, now)
            return self._papers.followed(decision, facts, now)

        asked = _named(kind, number, address, by, evidence)
        self._run(asked, by, decide, now, document_name(kind, number), "record_by_hand")
        return self.show(number, kind)

    def settle(self, acceptance: str, command: Settle, now: datetime) -> ProposalView:
        """The proposal whose disputed acceptance stands from now on, or does not. Raises Refused with the reason."""
        line = self._store.views.acceptance(acceptance).line

        def decide() -> Decision:
            if not self._store.views.acceptance(acceptance).line.disputed:
                raise Refused(f"nobody disputes acceptance {acceptance}, or it is settled: signoff acceptance list")
            facts = self._papers.facts(line.document_number, now, line.kind)
            facts = replace(facts, acceptance_id=line.acceptance_id)
            return self._papers.followed(decide_settle(command, facts, now), facts, now)

        subject = f"acceptance {line.number or line.acceptance_id}"
        self._run((acceptance, command), command.by, decide, now, subject)
        return self.show(line.document_number, line.kind)

    def show(self, number: int, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> ProposalView:
        """One proposal or form whole. Raises Refused when there is none of that number."""
        return self._store.views.proposal(number, kind)

    def pdf(self, number: int, version: int, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> bytes:
        """The PDF that was sent of this version. Raises Refused where there is none."""
        digests = {one.version: one.pdf_sha256 for one in self.show(number, kind).versions}
        if not digests.get(version):
            raise Refused(f"{document_name(kind, number)} has no PDF of version {version}: it was not sent")
        return self._store.blobs.get(digests[version]).body

    def document(self, number: int, sha256: str) -> Attachable:
        """A document that belongs to a version of the proposal, by its digest. Raises Refused where there is none."""
        every = (one for text in self._store.views.paper_versions(number) for one in text.content.documents)
        found = next((one for one in every if one.sha256 == sha256), None)
        if found is None:
            raise Refused(f"{document_name(ApprovalKind.PROPOSAL, number)} has no such document")
        return Attachable(found, self._store.blobs.get(sha256).body)

    def reminders(self, number: int, now: datetime, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> dict[str, datetime]:
        """When each open request of the version that was sent is reminded of next, by its approver's address."""
        facts = self._store.read(lambda: self._papers.facts(number, now, kind))
        asked = facts.sent.requests if facts.sent is not None else ()
        due = ((one.approver.address, reminder_at(one, facts.policy)) for one in asked)
        return {address: at for address, at in due if at is not None}

    def _seen(
        self, number: int, now: datetime, seen: int | None, kind: ApprovalKind = ApprovalKind.PROPOSAL
    ) -> ProposingFacts:
        """What is known of the paper. Raises Overtaken where that is another than what somebody saw."""
        facts = self._papers.facts(number, now, kind)
        known = facts.proposal
        require_seen(self._store, document_name(kind, number), known.ticket.ticket_id, seen, known.row_version)
        return facts

    def _keep(self, writing: Writing) -> None:
        """The bytes of the files, kept before anything can name them."""
        for file in writing.files:
            self._store.blobs.keep(file.body, file.document.media_type)

    def _run(
        self,
        asked: object,
        by: str,
        decide: Callable[[], Decision],
        now: datetime,
        subject: str = "",
        action: str = "",
    ) -> Applied:
        return self._store.transact(lambda: self._apply(asked, by, decide(), now, subject, action))

    def _apply(
        self, asked: object, by: str, decision: Decision, now: datetime, subject: str = "", action: str = ""
    ) -> Applied:
        return self._applier.apply(command_cause(asked, by, now, subject=subject, action=action), decision, now)


def _named(kind: ApprovalKind, number: int, *asked: object) -> tuple[object, ...]:
    """What tells this command from the same about a paper of another kind."""
    return (number, *asked) if kind is ApprovalKind.PROPOSAL else (kind.value, number, *asked)


def request_to(address: str, facts: ProposingFacts) -> ApprovalKey:
    """The key of the request to this approver: the open one, where they were asked more than once. Raises Refused."""
    what = document_name(facts.proposal.kind, facts.proposal.number)
    if facts.sent is None:
        raise Refused(f"{what} has not been sent yet: nobody was asked")
    found = [one for one in facts.sent.requests if entries_of(address, (one.approver,))]
    if not found:
        asked = ", ".join(one.approver.address for one in facts.sent.requests)
        raise Refused(f"{address} is not asked to approve {what}: {asked or 'nobody'} is")
    return next((one for one in found if one.state is RequestState.OPEN), found[0]).key
