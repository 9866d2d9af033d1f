"""An answer to a receipt: thanks, or an objection, which makes the matter disputed until a person has decided."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import (
    Direction,
    EntryKind,
    Kind,
    Outcome,
    ProposalEvent,
    ProposalState,
    ReplyOutcome,
    ReviewReason,
)
from processor.approvals.assurance import FORGED, UNSHOWN, Origin
from processor.approvals.case import Ways
from processor.approvals.endings import Ending, close_requests, told
from processor.approvals.mails import SIGNOFF, at, notice, numbered, title
from processor.approvals.people import same_mailbox
from processor.approvals.states import step, words
from processor.effects.approvals import MoveProposal, RecordObjection
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.facts.approvals import AcceptanceFacts
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.reading.newtext import split_reply

_WORD = re.compile(r"\w+")
_THANKS = frozenset(
    {
        "thanks", "thank you", "many thanks", "thanks a lot", "thank you very much", "great thanks", "ok", "okay",
        "ok thanks", "ok thank you", "received", "received thanks", "received thank you", "noted", "noted thanks",
        "got it", "got it thanks", "well received", "perfect thanks", "thanks received",
        "спасибо", "большое спасибо", "спасибо большое", "благодарю", "хорошо", "хорошо спасибо", "ок", "ок спасибо",
        "получили", "получил", "получила", "получено", "получили спасибо", "получил спасибо", "получила спасибо",
        "получено спасибо", "спасибо получили", "спасибо получил", "спасибо получила", "принято", "принято спасибо",
        "danke", "vielen dank", "danke schön", "danke sehr", "besten dank", "herzlichen dank", "in ordnung",
        "ok danke", "erhalten", "erhalten danke", "alles klar", "alles klar danke", "zur kenntnis genommen", "passt",
        "passt danke", "danke erhalten",
    }
)  # fmt: skip
"""What people write under a receipt that asks for nothing: whole answers, in small letters, without marks."""

_ABSENCE = frozenset({"absence_subject", "absence_text"})
"""Rules of reading by which words alone make a mail automatic; what its header says, routing has settled before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A mail under a receipt, the acceptance that the receipt is of, and what its words are judged to say."""

    reading: Reading
    facts: MessageFacts
    acceptance: AcceptanceFacts
    judgement: ReplyJudgement
    context: ReplyContext
    ways: Ways
    now: datetime

    @property
    def message(self) -> Message:
        """The mail."""
        return self.reading.message

    @property
    def sender(self) -> str:
        """The sender's address, for reasons and entries."""
        return self.message.sender.address if self.message.sender is not None else "somebody without an address"


def automatic_receipt_answer(answer: Answer) -> Match | None:
    """A machine wrote it."""
    by_words = any(match.rule in _ABSENCE for match in answer.message.matches)
    if answer.message.kind is Kind.AUTO_REPLY and not by_words:
        return Match("automatic_receipt_answer", "an automatic reply to a receipt")
    return None


def perhaps_automatic(answer: Answer) -> Match | None:
    """Only its words are those of a machine: a person who objects may write of an absence, too."""
    if answer.judgement.outcome is ReplyOutcome.AUTO_REPLY or answer.message.kind is Kind.AUTO_REPLY:
        return Match("perhaps_automatic", "by its words it may be automatic, and nothing else says so")
    return None


def thanks(answer: Answer) -> Match | None:
    """It is thanks, or says once more that it is approved: whole answers of a closed list, nothing beside them.

    Anything else counts as an objection: one too many costs a look, one too few a customer's right.
    """
    if answer.message.attachments or not answer.message.may_approve:
        return None
    said = " ".join(_WORD.findall(answer.message.new_text.casefold()))
    again = answer.judgement.says_yes
    if again or (_only_thanks(answer, said) and not _says_more_below(answer)):
        return Match("thanks", "thanks for a receipt")
    return None


def thanks_and_more(answer: Answer) -> Match | None:
    """Thanks, and lines below a signature delimiter that nothing accounts for: they may object, or be a signature."""
    said = " ".join(_WORD.findall(answer.message.new_text.casefold()))
    if not _only_thanks(answer, said) or answer.message.attachments or not answer.message.may_approve:
        return None
    return Match("thanks_and_more", "thanks, and something below that is no known signature")


def _only_thanks(answer: Answer, said: str) -> bool:
    return "?" not in answer.message.new_text and said in _THANKS


def _says_more_below(answer: Answer) -> bool:
    """Whether the part that was taken for a signature may be none: the grammar knows, with an approval above it."""
    text, new = answer.message.text, answer.message.new_text.strip()
    if not split_reply(text).signature.strip():
        return False
    judged = answer.ways.judge(text.replace(new, "Approved", 1), answer.context)
    return not judged.says_yes


def stranger_to_receipt(answer: Answer) -> Match | None:
    """It does not come from somebody who got the receipt, or nothing shows that it does."""
    got = any(same_mailbox(address, answer.sender) for address in answer.acceptance.receipt_to)
    if not got:
        return Match("stranger_to_receipt", f"{answer.sender} was not sent the receipt")
    against = _unproven(answer)
    if against:
        return Match("stranger_to_receipt", "; ".join(match.reason for match in against))
    return None


def window_over(answer: Answer) -> Match | None:
    """It was received after the time for objections."""
    until, received = answer.acceptance.objection_until, answer.reading.fetched.received_at
    if received <= until:
        return None
    return Match("window_over", f"it was received at {at(received)}; objections were possible until {at(until)}")


def objects(answer: Answer) -> Match | None:
    """Who got the receipt has something against it: always yes, after all that came before."""
    return Match("objects", f"{answer.sender} objects to the acceptance {answer.acceptance.number}".strip())


def file_receipt_answer(answer: Answer, matches: tuple[Match, ...]) -> Decision:
    """Filed on the ticket; nothing moves."""
    text = f"automatic mail from {answer.sender}: {answer.message.subject}"
    ticket = answer.acceptance.proposal.ticket.ticket_id
    effects = (
        FileMessage(ticket, Direction.IN, verified=False, automatic=True),
        Enter(ticket, EntryKind.AUTOMATIC_MESSAGE, SIGNOFF, text),
    )
    return Decision(Outcome.AUTOMATIC, matches, effects)


def join_thanks(answer: Answer, matches: tuple[Match, ...]) -> Decision:
    """It joins the ticket like any other message."""
    return answer.ways.join(answer.acceptance.proposal.ticket, matches)


def hold_objection(answer: Answer, matches: tuple[Match, ...]) -> Decision:
    """Held for a person, who decides whether it is an objection that counts."""
    said = "; ".join(match.reason for match in matches)
    text = f"{answer.sender} answered the receipt of {answer.acceptance.number}, and it waits: {said}"
    return Decision(Outcome.HELD, matches, _filed(answer, text, verified=False))


def record_objection(answer: Answer, matches: tuple[Match, ...]) -> Decision:
    """Recorded, and what the acceptance started stops: the proposal is disputed until a person has decided."""
    acceptance, proposal = answer.acceptance, answer.acceptance.proposal
    text = f"{answer.sender} objects to the acceptance of {title(proposal)} ({acceptance.number})"
    recorded = RecordObjection(acceptance.acceptance_id, answer.sender, answer.message.new_text.strip())
    filed = _filed(answer, text, verified=True)
    if proposal.state is ProposalState.DISPUTED:
        return Decision(Outcome.OBJECTED, matches, (*filed, recorded))
    return Decision(Outcome.OBJECTED, matches, numbered((*filed, recorded, *_stops(answer, text))))


def _stops(answer: Answer, text: str) -> tuple[Effect, ...]:
    """The matter is disputed; of a version that has ended otherwise, the staff is told and nothing else changes."""
    proposal, policy = answer.acceptance.proposal, answer.facts.policy
    remedy = "Stop the work, talk to the customer, and decide: the acceptance stands, or it does not."
    if proposal.state not in {ProposalState.ACCEPTED, ProposalState.AWAITING_CUSTOMER}:
        return notice(proposal, policy, f"{text}; it is {words(proposal.state)}.", remedy)
    after = step(proposal.state, ProposalEvent.OBJECTED, proposal.kind)
    ending = Ending(ProposalEvent.OBJECTED, SIGNOFF, "", "somebody who got the receipt objects to the acceptance")
    moved = MoveProposal(proposal.proposal_id, proposal.state, after, SIGNOFF, ending.why)
    return (moved, *close_requests(proposal, SIGNOFF), *told(proposal, policy, after, ending, answer.now))


def _filed(answer: Answer, text: str, verified: bool) -> tuple[Effect, ...]:
    ticket = answer.acceptance.proposal.ticket.ticket_id
    return (
        FileMessage(ticket, Direction.IN, verified=verified),
        Enter(ticket, EntryKind.APPROVAL, SIGNOFF, text),
        AskReview(ticket, (ReviewReason.OBJECTION,), text),
    )


def _unproven(answer: Answer) -> tuple[Match, ...]:
    """What speaks against the sender: the rules of assurance that look at no request."""
    origin = Origin(answer.message, answer.reading.proof)
    return tuple(match for rule in (*FORGED, *UNSHOWN) if (match := rule(origin)) is not None)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule, and what becomes of the answer to a receipt where it says yes."""

    rule: Callable[[Answer], Match | None]
    answer: Callable[[Answer, tuple[Match, ...]], Decision]

    @property
    def name(self) -> str:
        """The rule's name, which its Match carries too."""
        return str(getattr(self.rule, "__name__", ""))


TABLE: tuple[Row, ...] = (
    Row(automatic_receipt_answer, file_receipt_answer),
    Row(thanks, join_thanks),
    Row(stranger_to_receipt, hold_objection),
    Row(window_over, hold_objection),
    Row(perhaps_automatic, hold_objection),
    Row(thanks_and_more, hold_objection),
    Row(objects, record_objection),
)


def decide_objection(
    reading: Reading, facts: MessageFacts, acceptance: AcceptanceFacts, now: datetime, match: Match, ways: Ways
) -> Decision:
    """The one outcome of a mail that answers a receipt: the first rule of the table."""
    message = reading.message
    known = facts.approval.known_lines if facts.approval is not None else frozenset[str]()
    context = ReplyContext(acceptance.proposal.kind, message.sender, acceptance.receipt_sent_text, known)
    judgement = ways.judge(message.text, context)
    answer = Answer(reading, facts, acceptance, judgement, context, ways, now)
    for row in TABLE:
        found = row.rule(answer)
        if found is not None:
            return row.answer(answer, (match, found))
    raise AssertionError("the last rule of the table always says yes")
