"""What time brings about: a reminder to who was asked, and the end of a proposal that nobody has answered in time."""

from dataclasses import replace
from datetime import datetime, timedelta

from models.vocabulary import ApprovalKind, EntryKind, ProposalEvent, RequestState
from processor.approvals.amounts import end_of
from processor.approvals.endings import Ending, end
from processor.approvals.mails import SIGNOFF, about_request, moment, numbered, title
from processor.approvals.states import AWAITING
from processor.effects.approvals import NoteReminder
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate
from processor.effects.tickets import Enter
from processor.facts.approvals import ApprovalPolicy, RequestFacts
from processor.facts.message import Match
from processor.facts.proposing import TimerDue, TimerFacts


def reminder_at(request: RequestFacts, policy: ApprovalPolicy) -> datetime | None:
    """When the next reminder of a request is due; None where none comes any more."""
    if request.state is not RequestState.OPEN or request.asked_at is None:
        return None
    after = reminders_after(request.kind, policy)
    if request.reminded >= len(after):
        return None
    return request.asked_at + after[request.reminded]


def reminders_after(kind: ApprovalKind, policy: ApprovalPolicy) -> tuple[timedelta, ...]:
    """How long after it was asked a request of this kind is reminded of, each time."""
    return policy.completion_reminders_after if kind is ApprovalKind.COMPLETION else policy.reminders_after


def decide_reminder(due: TimerDue, facts: TimerFacts, now: datetime) -> Decision:
    """The decision that a reminder goes out, or that none does any more: it was answered, ended, or is not due yet."""
    request, proposal = facts.request, facts.proposal
    silent = _silent(facts, now)
    if silent is not None or request is None:
        return Decision(None, (silent,) if silent is not None else (), ())
    assert request.asked_at is not None
    values = (("objection_days", str(facts.policy.objection_days)), ("asked_at", moment(request.asked_at)))
    mail = about_request(MailTemplate.APPROVAL_REMINDER, proposal, request, values)
    mail = replace(mail, document=proposal.document_sha256)
    who = f"{request.approver.name} <{request.approver.address}>"
    text = f"reminded {who} of {title(proposal)}"
    effects = (
        NoteReminder(request.key, unclear=False),
        Enter(proposal.ticket.ticket_id, EntryKind.PROPOSAL, SIGNOFF, text),
        mail,
    )
    return Decision(None, (Match("reminder_due", f"{who} has not answered yet"),), numbered(effects))


def decide_expiry(due: TimerDue, facts: TimerFacts, now: datetime) -> Decision:
    """The decision that a proposal has expired; those who were asked, and the staff, are told.

    It waits while mail from before the end may still be without its outcome: an approval that our mail server received
    in time counts however late it is handled, so nothing expires over its head.
    """
    proposal = facts.proposal
    if proposal.content.valid_until is None:
        return Decision(None, (Match("still_valid", f"{title(proposal)} waits until it is answered"),), ())
    last = end_of(proposal.content.valid_until)
    if proposal.state not in AWAITING.values() or proposal.version != proposal.current_version:
        return Decision(None, (Match("not_waiting", f"{title(proposal)} waits for nobody"),), ())
    if now < last:
        return Decision(None, (Match("still_valid", f"{title(proposal)} is valid until {moment(last)}"),), ())
    if facts.handled_until < last:
        why = f"mail is handled until {moment(facts.handled_until)} only: an answer from before the end may be among it"
        return Decision(None, (Match("mail_waits", why),), ())
    why = f"it was valid until {proposal.content.valid_until} (UTC), and not everybody had answered"
    effects = end(proposal, facts.mail, Ending(ProposalEvent.EXPIRED, SIGNOFF, "", why), now)
    return Decision(None, (Match("validity_over", why),), numbered(effects))


def _silent(facts: TimerFacts, now: datetime) -> Match | None:
    """Why no reminder goes out, or None."""
    request, proposal = facts.request, facts.proposal
    if request is None or proposal.state is not AWAITING[request.side]:
        return Match("not_waiting", f"{title(proposal)} does not wait for this answer")
    when = reminder_at(request, facts.policy)
    entitled = request.approver.may_approve(now)
    if when is None or not entitled or proposal.version != proposal.current_version:
        return Match("not_waiting", f"the request to {request.approver.address} needs no reminder any more")
    if now < when:
        return Match("reminder_later", f"the next reminder is due at {moment(when)}")
    if now >= end_of(proposal.content.valid_until):
        return Match("validity_over", f"{title(proposal)} was valid until {proposal.content.valid_until} (UTC)")
    return None
