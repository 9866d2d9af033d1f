"""What becomes of an answer to a request, by the rule that decided."""

from dataclasses import replace

from models.vocabulary import (
    AcceptanceType,
    EntryKind,
    Outcome,
    ProposalEvent,
    ProposalState,
    ReplyOutcome,
    RequestEvent,
    RequestState,
    ReviewReason,
)
from processor.approvals import coderules, rules
from processor.approvals.accepting import Accepted, accept
from processor.approvals.amounts import end_of
from processor.approvals.case import Case, filed, hold, reasons, record
from processor.approvals.challenge import lifetime, returned
from processor.approvals.checks import NOT_DONE, done
from processor.approvals.endings import Ending, end
from processor.approvals.mails import (
    SIGNOFF,
    Values,
    at,
    in_answer,
    moment,
    notice,
    numbered,
    title,
    to_approver,
    valid,
)
from processor.approvals.states import AWAITING, UNDECIDED, step_request
from processor.effects.approvals import AwaitCode, CountAttempt, MoveRequest, NoteReminder
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, Enter
from processor.facts.approvals import Check
from processor.facts.message import Match

_QUOTED = 200
Matches = tuple[Match, ...]

_STANDS = frozenset({ProposalState.AWAITING_CUSTOMER, ProposalState.AWAITING_VENDOR, ProposalState.ACCEPTED})
_REVIEW_BY_OUTCOME = {
    ReplyOutcome.CONDITIONAL: ReviewReason.APPROVAL_CONDITIONAL,
    ReplyOutcome.QUESTION: ReviewReason.APPROVAL_QUESTION,
    ReplyOutcome.LATER: ReviewReason.APPROVAL_QUESTION,
}


def file_automatic(case: Case, matches: Matches) -> Decision:
    """Filed on its ticket. Nothing moves, nobody is asked: an absence note answers nothing."""
    text = f"automatic mail from {case.sender}: {case.message.subject}"
    return Decision(Outcome.AUTOMATIC, reasons(case, matches), filed(case, matches, text, automatic=True))


def join_ticket(case: Case, matches: Matches) -> Decision:
    """It joins the ticket like any other message, and is seen among the replies to the request."""
    joined = case.ways.join(case.proposal.ticket, matches)
    text = f"{case.sender} answered a request for approval with something else"
    entry = Enter(case.proposal.ticket.ticket_id, EntryKind.APPROVAL, SIGNOFF, text)
    return replace(joined, effects=(*joined.effects, entry, record(case, matches)))


def tell_late(case: Case, matches: Matches) -> Decision:
    """No change. Who may answer is told what became of it; a person looks, unless it only repeats what stands."""
    said = "; ".join(match.reason for match in matches)
    text = f"{case.sender} answered too late ({case.judgement.outcome.value}): {said}"
    ticket = case.proposal.ticket.ticket_id
    repeats = case.approves and case.request.state is RequestState.ACCEPTED and case.proposal.state in _STANDS
    queued = () if repeats else (AskReview(ticket, (ReviewReason.APPROVAL_LATE,), text),)
    mail = (_answer(case, MailTemplate.APPROVAL_LATE, _late_values(case)),) if case.may_write else ()
    return Decision(Outcome.LATE, reasons(case, matches), numbered((*filed(case, matches, text), *queued, *mail)))


def hold_unproven(case: Case, matches: Matches) -> Decision:
    """Held: it is not shown to be the approver's. Nobody outside is written to."""
    return hold(case, matches, ReviewReason.APPROVAL_UNPROVEN)


def hold_and_tell(case: Case, matches: Matches) -> Decision:
    """Held, and the staff is told who did answer: it is recorded as that person's statement, never the approver's."""
    what = f"{case.sender} answered the request to {case.request.approver.address} about {title(case.proposal)}."
    remedy = "Ask the approver to answer, or enter a deputy in the register; see the queue."
    told = notice(case.proposal, case.facts.policy, what, remedy)
    return hold(case, matches, ReviewReason.APPROVAL_UNPROVEN, told)


def hold_for_words(case: Case, matches: Matches) -> Decision:
    """Held for what it says: a condition, a question, or words that can't be placed."""
    return hold(case, matches, _review(case))


def hold_issues(case: Case, matches: Matches) -> Decision:
    """Held, with the issues as a list that a person can put right before anything is accepted."""
    drafted = "\n".join(f"{place}. {issue}" for place, issue in enumerate(case.judgement.outstanding, 1))
    return hold(case, matches, ReviewReason.COMPLETION_ISSUES, said=f"The issues, as they were read:\n{drafted}")


def ask_again(case: Case, matches: Matches) -> Decision:
    """Held; the sender gets the one friendly mail that their answer was not taken as final, once for a request."""
    undecided = case.judgement.outcome in {ReplyOutcome.UNCLEAR, ReplyOutcome.APPROVE}
    if case.request.unclear_told or not case.may_write or not undecided:
        return hold(case, matches, _review(case))
    more = (
        _answer(case, MailTemplate.APPROVAL_UNCLEAR, (("said", _said(case)),)),
        NoteReminder(case.request.key, unclear=True),
    )
    return hold(case, matches, _review(case), more)


def decline(case: Case, matches: Matches) -> Decision:
    """The approver's no ends the version: all requests close, and those concerned are told."""
    request, name = case.request, case.approver.name or case.approver.address
    text = f"{name} <{case.approver.address}> rejected {title(case.proposal)}"
    after = step_request(request.state, RequestEvent.DECLINED)
    requests = tuple(replace(one, state=after) if one.key == request.key else one for one in case.proposal.requests)
    ending = Ending(ProposalEvent.DECLINED, name, name, f"{name} has rejected it")
    rest = end(replace(case.proposal, requests=requests), case.facts.policy, ending, case.now)
    effects = (*filed(case, matches, text), MoveRequest(request.key, request.state, after, name), *rest)
    return Decision(Outcome.DECLINED, reasons(case, matches), numbered(effects))


def count_attempt(case: Case, matches: Matches) -> Decision:
    """A wrong code counts, and waits for a person."""
    return hold(case, matches, ReviewReason.APPROVAL_UNPROVEN, (CountAttempt(case.request.key),))


def send_code(case: Case, matches: Matches) -> Decision:
    """A one-time code goes to the registered address; the approval counts once it comes back from there."""
    request, policy, proof = case.request, case.approval.policy, case.reading.proof
    assert proof is not None
    expires = case.now + lifetime(case)
    code = AwaitCode(
        request.key,
        case.approval.code_mac,
        expires,
        policy.challenge_attempts,
        case.assured.level,
        case.judgement,
        case.context,
        proof,
        acceptance_checks(case),
    )
    values = (
        ("code", case.approval.code),
        ("received_at", moment(case.received_at)),
        ("expires_at", moment(expires)),
    )
    mail = _answer(case, MailTemplate.APPROVAL_CHALLENGE, values)
    text = f"{case.sender} approved at {case.assured.level.value}: a code went to {case.approver.address}"
    effects = numbered((*filed(case, matches, text), code, mail))
    return Decision(Outcome.CHALLENGED, reasons(case, matches), effects)


def accept_reply(case: Case, matches: Matches) -> Decision:
    """The reply is the acceptance."""
    accepted = Accepted(
        case.proposal,
        case.request,
        case.approver,
        AcceptanceType.SIGNED,
        case.assured.level,
        case.judgement,
        case.context,
        case.reading.proof,
        acceptance_checks(case),
        case.received_at,
        outstanding=case.judgement.outstanding,
    )
    return _accepted(case, matches, accepted)


def accept_by_code(case: Case, matches: Matches) -> Decision:
    """The earlier reply is the acceptance, and the code completes it; it is accepted when the code was received."""
    found = returned(case)
    assert found is not None
    first = found.challenge
    detail = (
        f"the code that was sent to {case.approver.address} at {at(first.sent_at)} "
        f"came back from there at {at(case.received_at)}"
    )
    checks = (*(check for check in first.checks if check.name != "challenge"), done("challenge", True, detail))
    accepted = Accepted(
        case.proposal,
        case.request,
        case.approver,
        AcceptanceType.SIGNED,
        found.level,
        first.judgement,
        first.context,
        first.proof,
        checks,
        case.received_at,
        reply_fetch_id=first.reply_fetch_id,
        outstanding=first.judgement.outstanding if first.judgement is not None else (),
    )
    return _accepted(case, matches, accepted)


def acceptance_checks(case: Case) -> tuple[Check, ...]:
    """Everything that was looked at before the words could be accepted, in the order of the certificate."""
    key, last = case.request.key, case.proposal.content.valid_until
    asked = case.request.asked_at
    return (
        *case.assured.checks,
        done("own_proposal", rules.own_proposal(case) is None, "the approver did not draft the proposal"),
        done("amount", coderules.above_limit(case) is None, _amount(case)),
        done("version", True, f"version {key.version} is the newest that was sent"),
        done("open", True, f"the request was open, asked {at(asked) if asked is not None else 'at an unknown time'}"),
        done("in_time", True, f"received at {at(case.received_at)}, {valid(last)}"),
        done("duplicate", not case.approval.seen_before, "the mail has served no approval before"),
        done("not_automatic", True, "it carries no mark of automatic mail, and was written by a person"),
        done("body", rules.body_differs(case) is None, "text and HTML of the mail say the same"),
        done("quote", True, "what the reply quotes is part of what was sent"),
        done("grammar", case.approves, f"every word of the reply is known to accept (rule {case.judgement.rule})"),
        Check("challenge", NOT_DONE, "no code was asked for"),
    )


def _amount(case: Case) -> str:
    price, limit = case.proposal.content.price, case.approver.limit
    of = f"the price is {price}" if price is not None else "the version states no price"
    return f"{of}; the register sets {limit if limit is not None else 'no limit'} for this approver"


def _accepted(case: Case, matches: Matches, accepted: Accepted) -> Decision:
    text = f"{case.sender} answered ({case.judgement.outcome.value}, {accepted.assurance.value})"
    effects = accept(accepted, case.approval.policy, case.facts.policy, case.now)
    return Decision(Outcome.ACCEPTED, reasons(case, matches), numbered((*filed(case, matches, text), *effects)))


def _answer(case: Case, template: MailTemplate, values: Values) -> SendMail:
    """A mail to the sender's address as the register has it."""
    language = case.approver.language or case.request.language
    mail = to_approver(template, case.proposal, case.request.key, case.approver, language, "auto-replied", values)
    return in_answer(mail, case.message, case.request.sent_message_id)


def _said(case: Case) -> str:
    """The beginning of what they wrote, on one line."""
    words = " ".join(case.message.new_text.split())
    return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"


def _review(case: Case) -> ReviewReason:
    return _REVIEW_BY_OUTCOME.get(case.judgement.outcome, ReviewReason.APPROVAL_UNCLEAR)


def _late_values(case: Case) -> Values:
    """What became of the request, who decided, when, and what has replaced it."""
    proposal, request = case.proposal, case.request
    replaced = rules.superseded_version(case) is not None
    ended_at = request.decided_at or proposal.ended_at or min(case.now, end_of(proposal.content.valid_until))
    return (
        ("received_at", moment(case.received_at)),
        ("ending", _became(case).value),
        ("ended_at", moment(ended_at)),
        ("ended_by", request.decided_by),
        ("replaced_by", str(proposal.current_version) if replaced else ""),
    )


def _became(case: Case) -> ProposalState:
    """How the request ended, in the words for a proposal: one that another approver has answered is accepted."""
    if rules.superseded_version(case) is not None:
        return ProposalState.SUPERSEDED
    if case.proposal.state not in AWAITING.values():
        return case.proposal.state
    if case.request.state in UNDECIDED:
        return ProposalState.EXPIRED
    return ProposalState.REJECTED if case.request.state is RequestState.DECLINED else ProposalState.ACCEPTED
