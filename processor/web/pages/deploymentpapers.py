"""The forms that a customer signs, when the system was taken live, and completion by silence."""

from typing import Final

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    LiveRecord,
    ProposalState,
    Quorum,
    RequestState,
    TimerKind,
    TimerState,
)
from processor.approvals.people import counts
from processor.documents.attachments import safe_name
from processor.facts.approvals import ApproverFacts
from processor.facts.deployments import CompleteByHand, DeemByHand, DraftForm, TakeLive
from processor.facts.proposing import Withdraw
from processor.ids import document_name
from processor.services.deployments import Posted
from processor.services.drafts import uploaded
from processor.store.views.deployments import DeploymentView
from processor.store.views.proposals import ProposalView, RequestLine
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deployment import PAPERS, papers_of
from processor.web.pages.deploymentacts import seen
from processor.web.pages.deploymentwords import There, moment_there, rights
from processor.web.route import Handler, PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_LINES: Final = 4
_ISSUES: Final = 5
_MEGABYTES: Final = 30
_SENDABLE: Final = {
    ApprovalKind.GO_LIVE: frozenset({DeploymentStage.GO_LIVE}),
    ApprovalKind.COMPLETION: frozenset({DeploymentStage.WARRANTY, DeploymentStage.COMPLETION}),
}
_WAITS: Final = frozenset({ProposalState.AWAITING_CUSTOMER, ProposalState.AWAITING_VENDOR})
_ENDED: Final = frozenset({ProposalState.ACCEPTED, ProposalState.DISPUTED})


def routes() -> list[PageRoute]:
    """One page for each of the two forms, and what is done about them."""
    one = "/deployments/{number:int}"
    return [
        *(page(f"{one}/{slug}", _shown(kind)) for slug, kind in PAPERS.items()),
        page(f"{one}/papers/{{paper}}/{{version:int}}.pdf", _pdf),
        action(f"{one}/papers/{{paper}}/send", _send, upload=_MEGABYTES, once=False),
        action(f"{one}/papers/{{paper}}/record", _record),
        action(f"{one}/papers/{{paper}}/withdraw", _withdraw),
        action(f"{one}/live", _live),
        action(f"{one}/deem", _deem),
    ]


def _kind(visit: Visit) -> ApprovalKind:
    kind = PAPERS.get(visit.part("paper"))
    if kind is None:
        raise visit.refuse("shell.fields.unknown")
    return kind


def _shown(kind: ApprovalKind) -> Handler:
    def show(visit: Visit, desk: Desk) -> Answer:
        return _show(visit, desk, kind)

    return show


def _show(visit: Visit, desk: Desk, kind: ApprovalKind) -> Answer:
    number = visit.number()
    view = desk.deployments.show(number)
    line, there = view.line, There(view.line.timezone, visit.words)
    paper = next(one for one in papers_of(view) if one.kind is kind)
    document = desk.proposals.show(number, kind) if paper.line is not None else None
    state = document.line.state if document is not None else None
    asked = _asked(document)
    return visit.show(
        "deployments/paper.html",
        view=view,
        line=line,
        may=rights(visit),
        paper=paper,
        name=document_name(kind, number),
        document=document,
        asked=asked,
        sent=tuple(one for one in document.versions if one.frozen_at is not None) if document is not None else (),
        may_send=line.stage in _SENDABLE[kind] and state not in _ENDED and not line.held_for,
        waits=state in _WAITS,
        to_record=tuple(one for one in asked if one.state is RequestState.OPEN),
        unmet=tuple(one for one in view.conditions if one.blocks) if kind is ApprovalKind.GO_LIVE else (),
        waits_for=desk.deployments.waits_for(number, visit.now) if kind is ApprovalKind.COMPLETION else "",
        may_deem=_may_deem(view, visit) if kind is ApprovalKind.COMPLETION else False,
        approvers=_approvers(desk, line.customer),
        live_there=there.moment(line.live_at) if line.live_at else "",
        live_typed=there.typed(line.live_at or visit.now),
        there_now=there.moment(visit.now),
        may_live=line.stage not in _BEFORE_LIVE,
        rows=range(1, _LINES + 1),
        issue_rows=range(1, _ISSUES + 1),
    )


_BEFORE_LIVE: Final = frozenset(
    {
        DeploymentStage.STAKEHOLDERS,
        DeploymentStage.PRE_INSTALL,
        DeploymentStage.INSTALLATION,
        DeploymentStage.TRAINING,
        DeploymentStage.TESTING,
        DeploymentStage.CANCELLED,
    }
)


def _asked(document: ProposalView | None) -> tuple[RequestLine, ...]:
    """Who was asked for the version that was sent last."""
    if document is None:
        return ()
    return tuple(one for one in document.requests if one.version == document.line.sent_version)


def _approvers(desk: Desk, customer: str) -> tuple[ApproverFacts, ...]:
    """Who of the customer would be asked."""
    return tuple(one.entry for one in desk.register.lines(customer) if counts(one.entry))


def _may_deem(view: DeploymentView, visit: Visit) -> bool:
    """Whether the term is over, or was stopped for a person to decide."""
    found = [one for one in view.timers if one.kind is TimerKind.DEEMED_ACCEPTANCE]
    over = any(one.state is TimerState.PLANNED and one.due_at <= visit.now for one in found)
    return over or any(one.state is TimerState.STOPPED for one in found)


def _pdf(visit: Visit, desk: Desk) -> Answer:
    number, version, kind = visit.number(), visit.number("version"), _kind(visit)
    body = desk.proposals.pdf(number, version, kind)
    return visit.file(body, f"{document_name(kind, number)}.{version}.pdf", "application/pdf", inline=True)


def _send(visit: Visit, desk: Desk) -> Answer:
    """Freezing a form takes a second: only its drafting stands in the transaction of the one-time key."""
    number, kind, form = visit.number(), _kind(visit), visit.form
    files = uploaded([(safe_name(one.filename), one.body) for one in form.uploads("documents")])
    quorum = Quorum.ALL if form.flag("every") else Quorum.ANY
    draft = DraftForm(visit.by, "", _lines(visit), tuple(file.document for file in files), quorum)
    service = desk.deployments
    send = service.send_go_live if kind is ApprovalKind.GO_LIVE else service.send_completion
    posted = Posted(seen(visit), visit.form.number("seen_paper"), lambda work: desk.once(visit.once, work))
    send(number, draft, files, visit.now, posted)
    return _back(visit, "paper_sent", name=document_name(kind, number))


def _lines(visit: Visit) -> tuple[tuple[str, str], ...]:
    """What the form says beside: each a label and its words."""
    pairs = [
        (visit.form.word(f"label_{row}"), visit.form.word(f"text_{row}", most=2000)) for row in range(1, _LINES + 1)
    ]
    if any(bool(label) != bool(text) for label, text in pairs):
        raise visit.refuse("deployments.refused.line")
    return tuple(pair for pair in pairs if pair[0])


def _record(visit: Visit, desk: Desk) -> Answer:
    number, kind, form = visit.number(), _kind(visit), visit.form
    address, evidence = form.needed("approver"), form.needed("evidence", 2000)
    if kind is ApprovalKind.COMPLETION:
        issues = tuple(" ".join(one.split()) for one in form.many("issue"))
        desk.deployments.do(number, CompleteByHand(visit.by, address, evidence, issues), visit.now, seen(visit))
    else:
        desk.proposals.record_by_hand(number, address, visit.by, evidence, visit.now, kind)
    return _back(visit, "paper_recorded", name=document_name(kind, number))


def _withdraw(visit: Visit, desk: Desk) -> Answer:
    number, kind = visit.number(), _kind(visit)
    desk.proposals.withdraw(number, Withdraw(visit.by, visit.form.needed("reason")), visit.now, kind)
    return _back(visit, "paper_withdrawn", name=document_name(kind, number))


def _live(visit: Visit, desk: Desk) -> Answer:
    number, form = visit.number(), visit.form
    zone = desk.deployments.show(number).line.timezone
    at = moment_there(visit, "live_at", zone)
    record = LiveRecord.ASSESSED if form.flag("assessed") else LiveRecord.RECORDED
    reason = form.word("reason", most=2000)
    if record is LiveRecord.ASSESSED and not reason:
        raise visit.refuse("deployments.refused.assessed")
    view = desk.deployments.do(number, TakeLive(visit.by, at, record, reason), visit.now, seen(visit))
    there = There(zone, visit.words)
    return visit.see(
        f"/deployments/{number}", "deployments.said.live", at=there.moment(view.line.live_at or at), zone=zone
    )


def _deem(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    desk.deployments.deem(number, DeemByHand(visit.by, visit.form.needed("reason", 2000)), visit.now, seen(visit))
    return visit.see(f"/deployments/{number}", "deployments.said.deemed")


def _back(visit: Visit, said: str, **values: str) -> Answer:
    return visit.see(f"/deployments/{visit.number()}/{visit.part('paper')}", f"deployments.said.{said}", None, **values)
