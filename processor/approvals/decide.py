"""The door for answers to requests for approval: an ordered table of rules, the first yes decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from processor.approvals import answers, coderules, rules
from processor.approvals.case import Case, Ways, open_case
from processor.approvals.objection import decide_objection
from processor.effects.decision import Decision
from processor.facts.approvals import ApprovalFacts
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match


@dataclass(frozen=True, slots=True)
class Row:
    """A rule, and what becomes of the answer where it says yes."""

    rule: Callable[[Case], Match | None]
    answer: Callable[[Case, tuple[Match, ...]], Decision]

    @property
    def name(self) -> str:
        """The rule's name, which its Match carries too."""
        return str(getattr(self.rule, "__name__", ""))


TABLE: tuple[Row, ...] = (
    Row(rules.automatic_answer, answers.file_automatic),
    Row(rules.unrelated_answer, answers.join_ticket),
    Row(rules.superseded_version, answers.tell_late),
    Row(rules.decided_already, answers.tell_late),
    Row(rules.proposal_over, answers.tell_late),
    Row(rules.received_too_late, answers.tell_late),
    Row(rules.not_asked_yet, answers.hold_unproven),
    Row(rules.replayed, answers.hold_unproven),
    Row(rules.sender_unproven, answers.hold_unproven),
    Row(rules.sender_not_entitled, answers.hold_and_tell),
    Row(rules.own_proposal, answers.hold_and_tell),
    Row(rules.several_requests, answers.hold_for_words),
    Row(rules.doubtful_mail, answers.ask_again),
    Row(rules.body_differs, answers.ask_again),
    Row(rules.attachments_along, answers.ask_again),
    Row(rules.subject_changed, answers.ask_again),
    Row(rules.declines, answers.decline),
    Row(rules.code_expired, answers.hold_unproven),
    Row(rules.code_wrong, answers.count_attempt),
    Row(rules.no_digest, answers.hold_unproven),
    Row(coderules.above_limit, answers.hold_and_tell),
    Row(coderules.acceptances_paused, answers.hold_for_words),
    Row(coderules.beyond_code, answers.hold_unproven),
    Row(coderules.code_right, answers.accept_by_code),
    Row(rules.issues_told, answers.hold_issues),
    Row(rules.conditional_answer, answers.hold_for_words),
    Row(rules.asks_back, answers.hold_for_words),
    Row(rules.unclear_answer, answers.ask_again),
    Row(coderules.code_awaited, answers.hold_unproven),
    Row(coderules.code_impossible, answers.hold_unproven),
    Row(coderules.needs_code, answers.send_code),
    Row(rules.approved, answers.accept_reply),
)


def is_for_us(approval: ApprovalFacts | None) -> bool:
    """Whether a mail names a request that somebody was sent, or a receipt; a key of nobody is not for this room."""
    if approval is None:
        return False
    return (approval.request is not None and approval.proposal is not None) or approval.acceptance is not None


def decide_approval(reading: Reading, facts: MessageFacts, now: datetime, match: Match, ways: Ways) -> Decision:
    """The one outcome of a mail that names a request for approval or a receipt: the first rule of the table.

    `match` is what the caller found, and leads the matches. It raises nothing: the last rule always says yes.
    """
    approval = facts.approval
    assert approval is not None
    if approval.acceptance is not None:
        return decide_objection(reading, facts, approval.acceptance, now, match, ways)
    case = open_case(reading, facts, approval, now, ways)
    for row in TABLE:
        found = row.rule(case)
        if found is not None:
            return row.answer(case, (match, found))
    raise AssertionError("the last rule of the table always says yes")
