"""One reply to a request for approval with all that its decision rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import Assurance, Direction, EntryKind, Outcome, ReplyOutcome, ReviewReason, Side
from processor.approvals.assurance import Assured, Evidence, reaches
from processor.approvals.checks import assure
from processor.approvals.mails import SIGNOFF, numbered
from processor.effects.approvals import RecordReply
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.facts.approvals import ApprovalFacts, ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.causes import Reading
from processor.facts.known import TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message
from processor.facts.replies import ReplyContext, ReplyJudgement

Judge = Callable[[str, ReplyContext], ReplyJudgement]
Join = Callable[[TicketFacts, tuple[Match, ...]], Decision]


@dataclass(frozen=True, slots=True)
class Ways:
    """What this room is lent: how the words of a reply are judged, and how a mail joins its ticket like any other."""

    judge: Judge
    join: Join


@dataclass(frozen=True, slots=True)
class Case:
    """A reply, the request that it names, who wrote it, and what it says."""

    reading: Reading
    facts: MessageFacts
    approval: ApprovalFacts
    proposal: ProposalFacts
    request: RequestFacts
    assured: Assured
    context: ReplyContext
    judgement: ReplyJudgement
    ways: Ways
    now: datetime

    @property
    def message(self) -> Message:
        """The mail."""
        return self.reading.message

    @property
    def received_at(self) -> datetime:
        """When the mail server received it: by that, not by when it is handled, everything is judged."""
        return self.reading.fetched.received_at

    @property
    def approver(self) -> ApproverFacts:
        """Whose answer it is: the sender's entry, or the asked one while nobody is known to have the right."""
        return self.assured.approver or self.request.approver

    @property
    def proven(self) -> bool:
        """Whether it is known to come from somebody who may answer, well enough to be answered to."""
        return self.assured.approver is not None and reaches(self.assured.level, Assurance.A2)

    @property
    def sender(self) -> str:
        """The sender's address, for reasons and entries."""
        return self.message.sender.address if self.message.sender is not None else "somebody without an address"

    @property
    def approves(self) -> bool:
        """Whether the words, by themselves, may be accepted."""
        return self.judgement.outcome is ReplyOutcome.APPROVE and self.judgement.auto_accept

    @property
    def may_write(self) -> bool:
        """Whether the sender may be answered by a machine: not what forbids it, and not above the day's cap."""
        known = self.facts.sender.automatic_mails_last_day
        return self.proven and self.message.may_reply and known < self.facts.policy.caps_per_address


def open_case(reading: Reading, facts: MessageFacts, approval: ApprovalFacts, now: datetime, ways: Ways) -> Case:
    """The case of a reply. `approval` has a request and its proposal."""
    request, proposal = approval.request, approval.proposal
    assert request is not None
    assert proposal is not None
    evidence = Evidence(
        reading.message, reading.proof, approval.named, request, approval.senders, reading.fetched.received_at
    )
    assured = assure(evidence)
    context = _context(reading.message, approval, proposal, request, assured.approver)
    judgement = ways.judge(reading.message.text, context)
    return Case(reading, facts, approval, proposal, request, assured, context, judgement, ways, now)


def _context(
    message: Message,
    approval: ApprovalFacts,
    proposal: ProposalFacts,
    request: RequestFacts,
    approver: ApproverFacts | None,
) -> ReplyContext:
    """What the words are judged by. Names and lines of the register are known lines of a signature, the party's too."""
    known = set(approval.known_lines)
    if approver is not None:
        party = proposal.customer if approver.side is Side.CUSTOMER else approval.policy.vendor
        known |= {line for line in (*approver.lines, approver.name, approver.title, party) if line.strip()}
    return ReplyContext(
        kind=request.kind,
        sender=message.sender,
        sent=request.sent_text,
        known_lines=frozenset(known),
        number=request.key.number,
        version=request.key.version,
    )


def reasons(case: Case, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Everything that a person should read about a reply: what decided, the level's reasons, the words' issues."""
    issues = tuple(Match(case.judgement.rule, issue) for issue in case.judgement.issues)
    return tuple(dict.fromkeys((*matches, *case.assured.reasons, *issues)))


def record(case: Case, matches: tuple[Match, ...]) -> RecordReply:
    """The effect that keeps what the reply was found to say."""
    said = tuple(match.reason for match in reasons(case, matches))
    return RecordReply(case.request.key, case.judgement, case.assured.level, said)


def filed(case: Case, matches: tuple[Match, ...], text: str, automatic: bool = False) -> tuple[Effect, ...]:
    """The mail on its ticket, an entry that says what it was taken for, and the record of the reply."""
    ticket = case.proposal.ticket.ticket_id
    kind = EntryKind.AUTOMATIC_MESSAGE if automatic else EntryKind.APPROVAL
    return (
        FileMessage(ticket, Direction.IN, verified=case.proven, automatic=automatic),
        Enter(ticket, kind, SIGNOFF, text),
        record(case, matches),
    )


def hold(
    case: Case, matches: tuple[Match, ...], why: ReviewReason, more: tuple[Effect, ...] = (), said: str = ""
) -> Decision:
    """The reply waits for a person, with everything that stands against it. Nothing of the proposal changes.

    `said` is what the queue shows below that.
    """
    against = "; ".join(match.reason for match in reasons(case, matches))
    level = case.assured.level.value
    words = f"{case.sender} answered ({case.judgement.outcome.value}, {level}), and it waits: {against}"
    ask = AskReview(case.proposal.ticket.ticket_id, (why,), f"{words}\n{said}" if said else words)
    effects = numbered((*filed(case, matches, words), ask, *more))
    return Decision(Outcome.HELD, reasons(case, matches), effects)
