"""What a deemed acceptance does: a record of its own type, resting on the notices, and the end of the deployment."""

from datetime import timedelta

from models.vocabulary import (
    AcceptanceType,
    Assurance,
    DeploymentEvent,
    EntryKind,
    ProposalEvent,
    RequestEvent,
    TicketState,
    TimerKind,
    TimerState,
)
from processor.approvals.checks import NOT_DONE, done
from processor.approvals.endings import close_requests
from processor.approvals.mails import notice, title
from processor.approvals.states import step, step_request
from processor.deployments.common import SIGNOFF, end_timer, enter, move, shown
from processor.deployments.silence import FORM, REMINDER, Silence, in_time
from processor.deployments.texts import say, written_day, written_moment
from processor.effects.approvals import ACCEPTANCE, DeemedTerms, MoveProposal, MoveRequest, RecordAcceptance
from processor.effects.decision import Effect
from processor.effects.deployments import FireTimer, RecordCompletion
from processor.effects.tickets import Enter, MoveTicket
from processor.facts.approvals import Check, ProposalFacts, RequestFacts
from processor.facts.deployments import NoticeFacts
from processor.facts.message import Match
from processor.sla.localtime import local_day


def accept_by_silence(case: Silence, by: str, reason: str, left_open: tuple[Match, ...] = ()) -> tuple[Effect, ...]:
    """The effects of a deemed acceptance. It takes effect when the term ended, however late it is recorded.

    `by` and `reason` are a person's, who decided what the rules left open; empty where the rules deem. The receipt is
    not among the effects: it goes out once the acceptance is sealed, and tells the customer.
    """
    deployment, form = case.deployment, case.deployment.completion
    assert form is not None
    request = _request(case)
    who = by or SIGNOFF
    day = local_day(case.effect, deployment.timezone)
    last = written_day(day - timedelta(days=1), deployment.language)
    why = f"deemed accepted from {shown(case.effect)}"
    text = f"{title(form)} is {why}{f', decided by {by}: {reason}' if by else ''}"
    return (
        _record(case, form, request, by, reason, left_open),
        MoveRequest(request.key, request.state, step_request(request.state, RequestEvent.ACCEPTED), who),
        *close_requests(form, who, but=request.key),
        MoveProposal(
            form.proposal_id, form.state, step(form.state, ProposalEvent.CUSTOMER_APPROVED, form.kind), who, why
        ),
        *_fired(case, why),
        *end_timer(deployment, TimerKind.COMPLETION_FORM, TimerState.CANCELLED, why),
        RecordCompletion(deployment.deployment_id, case.effect, deemed=True),
        move(
            deployment,
            DeploymentEvent.DEEMED_COMPLETE,
            day,
            say("how_deemed", deployment.language, last=last),
            who,
            acceptance=ACCEPTANCE,
        ),
        *_woken(case),
        Enter(deployment.ticket.ticket_id, EntryKind.APPROVAL, who, text),
        enter(deployment, who, f"completion took effect at {shown(case.effect)}, recorded at {shown(case.now)}"),
        *notice(form, case.facts.mail, f"{text}.", "The customer is told by the receipt; nothing is left to do."),
    )


def _record(
    case: Silence, form: ProposalFacts, request: RequestFacts, by: str, reason: str, left_open: tuple[Match, ...]
) -> RecordAcceptance:
    deployment, policy = case.deployment, case.facts.policy
    assert deployment.live_at is not None
    return RecordAcceptance(
        ACCEPTANCE,
        AcceptanceType.DEEMED,
        request.key,
        form.document_sha256,
        request.approver.approver_id,
        Assurance.A0,
        None,
        None,
        None,
        _checks(case, left_open),
        case.effect,
        case.now + timedelta(days=case.facts.approvals.objection_days),
        by=by,
        evidence=reason if by else _evidence(case),
        notices=tuple(one.outbox_id for one in _notices(case)),
        terms=DeemedTerms(deployment.live_at, deployment.timezone, _days(case), policy.notice_days),
    )


def _days(case: Silence) -> int:
    """How many days the term had in the end: those of the setting, and what holds and sending again added."""
    deployment = case.deployment
    assert deployment.live_at is not None
    return (local_day(case.effect, deployment.timezone) - local_day(deployment.live_at, deployment.timezone)).days - 1


def _notices(case: Silence) -> list[NoticeFacts]:
    """The mails that it rests on, the form's before its reminders, each in the order of sending."""
    return sorted(case.delivered, key=lambda one: one.what != FORM)


def _request(case: Silence) -> RequestFacts:
    """The request whose silence counts: of who may sign, one whose mail was taken in time, else the first."""
    reached = {one.recipient.casefold() for one in case.delivered if one.what == FORM and in_time(one, case)}
    asked = sorted(case.entitled or case.open_requests, key=lambda one: one.position)
    return next((one for one in asked if one.approver.address.casefold() in reached), asked[0])


def _checks(case: Silence, left_open: tuple[Match, ...]) -> tuple[Check, ...]:
    """What was looked at: the notices, the sweep of the mailbox, what waits. There is no reply to look at."""
    none = "no reply accepts or refuses it: the acceptance is deemed, not signed"
    failed = {one.rule: one.reason for one in left_open}
    forms = sum(one.what == FORM for one in case.delivered)
    reminders = sum(one.what == REMINDER for one in case.delivered)
    days = case.facts.policy.notice_days
    return (
        *(Check(name, NOT_DONE, none) for name in ("dkim", "authentication_results", "arc", "smime", "grammar")),
        _check("delivered", f"{forms} mails with the form, {days} days before", failed, "not_delivered_in_time"),
        _check("reminded", f"{reminders} reminders were taken by the customer's server", failed, "not_reminded"),
        _check("no_bounce", "none of these mails came back", failed, "bounced"),
        done("mailbox_read", True, f"mail is read and decided until {shown(case.facts.handled_until)}"),
        done("nothing_waits", True, "nothing from this customer waits unread, in quarantine or undecided"),
        done("term_over", True, f"the term ended at {shown(case.effect)}"),
    )


def _check(name: str, good: str, failed: dict[str, str], rule: str) -> Check:
    return done(name, rule not in failed, failed.get(rule, good))


def _evidence(case: Silence) -> str:
    deployment, language, zone = case.deployment, case.deployment.language, case.deployment.timezone
    forms = [one for one in case.delivered if one.what == FORM]
    assert deployment.live_at is not None
    assert forms[0].sent_at is not None
    return say(
        "evidence_deemed",
        language,
        sent=written_moment(forms[0].sent_at, zone, language),
        reminders=sum(one.what == REMINDER for one in case.delivered),
        last=written_day(local_day(case.effect, zone) - timedelta(days=1), language),
        live=written_moment(deployment.live_at, zone, language),
        effect=written_moment(case.effect, zone, language),
    )


def _fired(case: Silence, why: str) -> tuple[FireTimer, ...]:
    timer = case.facts.timer
    if timer.state in {TimerState.FIRED, TimerState.CANCELLED}:
        return ()
    return (FireTimer(timer.timer_id, timer.state, TimerState.FIRED, why),)


def _woken(case: Silence) -> tuple[MoveTicket, ...]:
    ticket = case.deployment.ticket
    if ticket.state is not TicketState.WAITING:
        return ()
    return (MoveTicket(ticket.ticket_id, TicketState.WAITING, TicketState.OPEN),)
