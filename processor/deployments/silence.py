"""The rules of deeming: each finds one thing against taking silence for acceptance, and says it in a sentence."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.vocabulary import (
    DeploymentStage,
    OutboxState,
    ProposalState,
    Quorum,
    RequestState,
)
from processor.approvals.people import same_mailbox
from processor.deployments.common import shown
from processor.deployments.planning import deemed_from
from processor.deployments.states import words
from processor.effects.mail import MailTemplate
from processor.facts.approvals import RequestFacts
from processor.facts.deployments import DeploymentFacts, DeploymentTimerFacts, NoticeFacts
from processor.facts.message import Match
from processor.sla.localtime import local_clock

FORM = MailTemplate.APPROVAL_REQUEST.value
REMINDER = MailTemplate.APPROVAL_REMINDER.value


@dataclass(frozen=True, slots=True)
class Silence:
    """A Completion form that nobody has answered, with all that is known of it when its term ends.

    What many rules look at is found once: `effect` is when deeming takes effect, as the timer says and never before the
    calendar does; `open_requests` who was asked and has not answered, `entitled` those of them who may sign as the term
    ends; `delivered` the notices that the customer's
    server took (RFC 5321 section 4.2.1: 2yz) and did not give back, in order.
    """

    facts: DeploymentTimerFacts
    now: datetime
    effect: datetime = field(init=False)
    open_requests: tuple[RequestFacts, ...] = field(init=False)
    entitled: tuple[RequestFacts, ...] = field(init=False)
    delivered: tuple[NoticeFacts, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find what the rules look at."""
        object.__setattr__(self, "effect", _effect(self.facts))
        form = self.deployment.completion
        asked = form.requests if form is not None else ()
        object.__setattr__(self, "open_requests", tuple(one for one in asked if one.state is RequestState.OPEN))
        may = tuple(one for one in self.open_requests if one.approver.may_approve(self.effect))
        object.__setattr__(self, "entitled", may)
        object.__setattr__(self, "delivered", _delivered(self.facts.notices))

    @property
    def deployment(self) -> DeploymentFacts:
        """The deployment."""
        return self.facts.deployment


def _effect(facts: DeploymentTimerFacts) -> datetime:
    by_calendar = deemed_from(facts.deployment, facts.policy)
    return max(facts.timer.due_at, by_calendar) if by_calendar is not None else facts.timer.due_at


def _delivered(notices: tuple[NoticeFacts, ...]) -> tuple[NoticeFacts, ...]:
    taken = [
        (one.sent_at, one)
        for one in notices
        if one.state is OutboxState.SENT and one.sent_at is not None and one.answer.startswith("2") and not one.bounced
    ]
    return tuple(one for _, one in sorted(taken, key=lambda pair: pair[0]))


def completed_already(case: Silence) -> Match | None:
    """Completion took effect, signed or deemed, or the deployment is over."""
    deployment = case.deployment
    over = deployment.stage in {DeploymentStage.BUSINESS_AS_USUAL, DeploymentStage.CANCELLED}
    if over or (deployment.effective_at is not None and deployment.disputed_at is None):
        return Match("completed_already", f"the deployment is at the stage {words(deployment.stage)}: nothing is left")
    return None


def on_hold(case: Silence) -> Match | None:
    """Timers stand still."""
    hold = case.deployment.hold
    if hold is None:
        return None
    return Match("on_hold", f"on hold since {shown(hold.since)}: {hold.reason}")


def term_runs(case: Silence) -> Match | None:
    """The last day is not over, by the timer and by the calendar of the customer's time zone."""
    if case.now >= case.effect:
        return None
    return Match("term_runs", f"the customer has until {shown(case.effect)} to answer")


def not_live(case: Silence) -> Match | None:
    """No date of going live is known from which anything could count."""
    if case.deployment.live_at is not None:
        return None
    return Match("not_live", "no date is recorded on which the system was taken live")


def form_not_sent(case: Silence) -> Match | None:
    """The customer was never sent the newest version of the form."""
    form = case.deployment.completion
    if form is not None and form.state is not ProposalState.DRAFT and form.version == form.current_version:
        return None
    what = "no Completion form" if form is None else f"version {form.version} of the Completion form, which is a draft,"
    return Match("form_not_sent", f"{what} was sent to the customer")


def in_dispute(case: Silence) -> Match | None:
    """The customer has refused or disputed the completion, or a reply that may do so was stopped for a person."""
    form = case.deployment.completion
    said = form is not None and form.state in {ProposalState.DISPUTED, ProposalState.REJECTED}
    if not said and case.deployment.disputed_at is None:
        return None
    return Match("in_dispute", "the customer has refused or disputed the completion")


def not_waiting(case: Silence) -> Match | None:
    """The form waits for no answer: it was answered, withdrawn, or nobody is asked any more."""
    form = case.deployment.completion
    if form is not None and form.state is ProposalState.AWAITING_CUSTOMER and case.open_requests:
        return None
    state = form.state.value.replace("_", " ") if form is not None else "not there"
    return Match("not_waiting", f"the Completion form is {state}, and {len(case.open_requests)} answers are awaited")


def no_digest(case: Silence) -> Match | None:
    """Nothing would hold the acceptance to a text."""
    form = case.deployment.completion
    if (
        form is not None
        and form.document_sha256
        and all(one.document_sha256 == form.document_sha256 for one in case.open_requests)
    ):
        return None
    return Match("no_digest", "the digest of the Completion form is missing, or the request is about another text")


def not_entitled(case: Silence) -> Match | None:
    """Who was asked may sign for the customer no more: their silence says nothing. Where all have to, each counts."""
    form = case.deployment.completion
    any_counts = form is not None and form.quorum is Quorum.ANY
    if case.entitled and (any_counts or len(case.entitled) == len(case.open_requests)):
        return None
    left = next((one.approver.address for one in case.open_requests if one not in case.entitled), "nobody")
    return Match("not_entitled", f"{left} may sign for the customer no more: send the form to somebody who may")


def bounced(case: Silence) -> Match | None:
    """A notice came back for good: whoever was asked may never have seen it."""
    back = [one for one in case.facts.notices if one.bounced or one.state is OutboxState.FAILED]
    if not back:
        return None
    return Match("bounced", f"the mail to {back[0].recipient} came back: find another contact and send the form again")


def not_delivered_in_time(case: Silence) -> Match | None:
    """The form was not accepted by the customer's server long enough before the end of the term.

    One recipient is enough where any of them may accept; where all have to, each counts.
    """
    forms = [one for one in case.delivered if one.what == FORM and in_time(one, case)]
    asked = [one.approver.address for one in case.entitled or case.open_requests]
    reached = [address for address in asked if any(same_mailbox(one.recipient, address) for one in forms)]
    form = case.deployment.completion
    any_counts = form is not None and form.quorum is Quorum.ANY
    if reached and (any_counts or len(reached) == len(asked)):
        return None
    missed = ", ".join(address for address in asked if address not in reached) or "anybody"
    days = case.facts.policy.notice_days
    why = f"no mail server took the Completion form to {missed} at least {days} days before {shown(case.effect)}"
    return Match("not_delivered_in_time", why)


def not_reminded(case: Silence) -> Match | None:
    """No reminder was taken by the customer's server after the form, and before the end of the term."""
    first = next((one.sent_at for one in case.delivered if one.what == FORM), None)
    for one in case.delivered:
        if one.what == REMINDER and one.sent_at is not None and (first or one.sent_at) <= one.sent_at < case.effect:
            return None
    return Match("not_reminded", f"no reminder reached the customer's mail server before {shown(case.effect)}")


def mail_unread(case: Silence) -> Match | None:
    """Mail that was received before the end of the term may still be without its outcome: an answer among it counts."""
    if case.facts.handled_until >= case.effect:
        return None
    return Match("mail_unread", f"mail is read and decided until {shown(case.facts.handled_until)} only")


def something_waits(case: Silence) -> Match | None:
    """Something from this customer waits: unread, in quarantine, or in the queue."""
    waiting = case.facts.waiting
    if not waiting:
        return None
    first = min(waiting, key=lambda one: one.since)
    more = f", and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    return Match("something_waits", f"from this customer there waits: {first.what} (since {shown(first.since)}){more}")


def acceptances_paused(case: Silence) -> Match | None:
    """An operator wants no acceptance to be recorded without a person."""
    if not case.facts.approvals.acceptances_paused:
        return None
    return Match("acceptances_paused", "acceptances are paused")


def in_time(one: NoticeFacts, case: Silence) -> bool:
    """Whether a notice was taken so many calendar days of the customer's before the end of the term, to the minute."""
    if one.sent_at is None:
        return False
    zone, days = case.deployment.timezone, timedelta(days=case.facts.policy.notice_days)
    return local_clock(one.sent_at, zone) + days <= local_clock(case.effect, zone)


def told(case: Silence) -> str:
    """What the silence rests on, as a sentence of the decision."""
    reminders = sum(one.what == REMINDER for one in case.delivered)
    forms = sum(one.what == FORM for one in case.delivered)
    return f"nobody answered {forms} mails with the form and {reminders} reminders by {shown(case.effect)}"
