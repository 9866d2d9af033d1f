"""Facts for the tests of deployments: one plain value of each, with what a test is about as keyword arguments."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    OutboxState,
    ProposalState,
    Quorum,
    RequestState,
    Side,
    TimerKind,
    TimerState,
    Turn,
)
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import PlanTimer
from processor.facts.approvals import ApprovalPolicy, ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.deployments import (
    DeployingFacts,
    DeploymentFacts,
    DeploymentPolicy,
    DeploymentTimerFacts,
    NoticeFacts,
    StageFacts,
    TimerRow,
)
from processor.facts.proposals import ProposalContent, Section
from processor.ids import ApprovalKey
from processor.sla.localtime import at_clock
from tests.unit.approvals import builders as approvals
from tests.unit.routing import builders as routing

BERLIN, NEW_YORK, SYDNEY = "Europe/Berlin", "America/New_York", "Australia/Sydney"
LEAD, BOSS = approvals.LEAD, approvals.BOSS
POLICY = DeploymentPolicy(vendor="Vendor GmbH")
DOCUMENT = "e" * 64
LIVE = datetime(2031, 3, 10, 8, 30, tzinfo=UTC)
"""A Monday in Berlin, 20 days before its clocks go forward: the term of 21 days has a day of 23 hours in it."""

BEFORE_LIVE = (
    DeploymentStage.STAKEHOLDERS,
    DeploymentStage.PRE_INSTALL,
    DeploymentStage.INSTALLATION,
    DeploymentStage.TRAINING,
    DeploymentStage.TESTING,
)
E = TypeVar("E", bound=Effect)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0, zone: str = BERLIN) -> datetime:
    """A moment by the clock there."""
    return at_clock(datetime(year, month, day, hour, minute), zone)  # noqa: DTZ001 - what the clock there shows


def stages(done: Iterable[DeploymentStage] = BEFORE_LIVE) -> tuple[StageFacts, ...]:
    """Stages that were done one a week, in January and February."""
    first = date(2031, 1, 6)
    return tuple(
        StageFacts(stage, None, first + timedelta(weeks=place), first + timedelta(weeks=place + 1), f"how {stage}")
        for place, stage in enumerate(done)
    )


def deployment(**changes: Any) -> DeploymentFacts:
    """A deployment that waits at Go-Live."""
    values: dict[str, Any] = {
        "deployment_id": 4,
        "number": 9,
        "customer_id": 3,
        "customer": "Customer Ltd",
        "site": "Hamburg",
        "title": "Contact centre",
        "language": "en",
        "timezone": BERLIN,
        "stage": DeploymentStage.GO_LIVE,
        "ticket": routing.ticket(),
        "stages": stages(),
    }
    return DeploymentFacts(**values | changes)


def live(at: datetime = LIVE, **changes: Any) -> DeploymentFacts:
    """A deployment under warranty, with its three timers."""
    plain = deployment(live_at=at, stage=DeploymentStage.WARRANTY, timezone=changes.pop("timezone", BERLIN))
    return replace(with_timers(plain), **changes)


def with_timers(plain: DeploymentFacts, **states: TimerState) -> DeploymentFacts:
    """The deployment with the timers that its date of going live plans."""
    from processor.deployments.planning import LEGAL, due

    rows = []
    for place, kind in enumerate(LEGAL):
        when = due(plain, kind, POLICY)
        assert when is not None
        rows.append(TimerRow(place + 1, kind, when, states.get(kind.value, TimerState.PLANNED)))
    return replace(plain, timers=tuple(rows))


def asked(**changes: Any) -> DeploymentFacts:
    """A deployment whose Completion form was sent on day 7 and waits for an answer."""
    states = {"completion_form": TimerState.FIRED, **changes.pop("states", {})}
    at = changes.pop("live_at", LIVE)
    plain = deployment(
        live_at=at,
        stage=DeploymentStage.COMPLETION,
        timezone=changes.pop("timezone", BERLIN),
        completion=changes.pop("completion", completion()),
    )
    return replace(with_timers(plain, **states), **changes)


def form_key(kind: ApprovalKind = ApprovalKind.COMPLETION, address: str = LEAD, version: int = 1) -> ApprovalKey:
    return approvals.key(address, version, 9, kind)


def form_request(address: str = LEAD, kind: ApprovalKind = ApprovalKind.COMPLETION, **changes: Any) -> RequestFacts:
    values: dict[str, Any] = {
        "kind": kind,
        "key": form_key(kind, address, changes.pop("version", 1)),
        "document_sha256": DOCUMENT,
        "state": RequestState.OPEN,
        "who": approver(address),
        "asked_at": LIVE + timedelta(days=7),
    }
    return approvals.request(address, **values | changes)


def approver(address: str = LEAD) -> ApproverFacts:
    return approvals.approver(address, side=Side.CUSTOMER)


def paper(kind: ApprovalKind, *requests: RequestFacts, **changes: Any) -> ProposalFacts:
    values: dict[str, Any] = {
        "proposal_id": 60 if kind is ApprovalKind.COMPLETION else 50,
        "number": 9,
        "version": 1,
        "current_version": 1,
        "kind": kind,
        "deployment_id": 4,
        "state": ProposalState.AWAITING_CUSTOMER,
        "content": content(),
        "document_sha256": DOCUMENT,
        "drafted_by": "signoff",
        "drafted_by_address": "",
        "turn": Turn.TOGETHER,
        "quorum": Quorum.ANY,
        "sent_at": LIVE + timedelta(days=7),
    }
    return approvals.proposal(*(requests or (form_request(LEAD, kind),)), **values | changes)


def completion(*requests: RequestFacts, **changes: Any) -> ProposalFacts:
    return paper(ApprovalKind.COMPLETION, *requests, **changes)


def go_live(*requests: RequestFacts, **changes: Any) -> ProposalFacts:
    return paper(ApprovalKind.GO_LIVE, *requests, **{"state": ProposalState.ACCEPTED} | changes)


def content(**changes: Any) -> ProposalContent:
    values: dict[str, Any] = {
        "title": "Completion",
        "request": "",
        "goals": "",
        "scope": "",
        "criteria": (),
        "hours": None,
        "price": None,
        "valid_until": None,
        "sections": (Section("Deployment", (("Site", "Hamburg"),)),),
    }
    return ProposalContent(**values | changes)


def notice(what: str = "approval_request", at: datetime = LIVE + timedelta(days=7), **changes: Any) -> NoticeFacts:
    values: dict[str, Any] = {
        "outbox_id": 71 if what == "approval_request" else 72,
        "what": what,
        "recipient": LEAD,
        "message_id": f"<{what}@desk.example>",
        "state": OutboxState.SENT,
        "sent_at": at,
        "answer": "250 2.0.0 accepted",
    }
    return NoticeFacts(**values | changes)


def told() -> tuple[NoticeFacts, ...]:
    """The form on day 7, and a reminder five days later."""
    return notice(), notice("approval_reminder", LIVE + timedelta(days=12))


def timer_facts(
    found: DeploymentFacts, kind: TimerKind = TimerKind.DEEMED_ACCEPTANCE, **changes: Any
) -> DeploymentTimerFacts:
    """What a timer meets; without changes nothing stands against deeming."""
    timer = next(one for one in found.timers if one.kind is kind)
    values: dict[str, Any] = {
        "deployment": found,
        "timer": timer,
        "handled_until": timer.due_at + timedelta(hours=1),
        "policy": POLICY,
        "approvals": ApprovalPolicy(),
        "mail": routing.policy(),
        "notices": told(),
        "approvers": (approver(),),
    }
    return DeploymentTimerFacts(**values | changes)


def deploying(found: DeploymentFacts, **changes: Any) -> DeployingFacts:
    values: dict[str, Any] = {
        "deployment": found,
        "policy": POLICY,
        "approvals": ApprovalPolicy(),
        "mail": routing.policy(),
        "register": (approver(),),
    }
    return DeployingFacts(**values | changes)


def of(decision: Decision | tuple[Effect, ...], kind: type[E]) -> list[E]:
    """The effects of one kind."""
    effects = decision.effects if isinstance(decision, Decision) else decision
    return [effect for effect in effects if isinstance(effect, kind)]


def one(decision: Decision | tuple[Effect, ...], kind: type[E]) -> E:
    """The only effect of a kind."""
    found = of(decision, kind)
    assert len(found) == 1, found
    return found[0]


def planned(decision: Decision | tuple[Effect, ...]) -> dict[TimerKind, datetime]:
    return {effect.kind: effect.due_at for effect in of(decision, PlanTimer)}


def entered(decision: Decision | tuple[Effect, ...]) -> str:
    """All that is entered on tickets."""
    from processor.effects.tickets import Enter

    return "\n".join(effect.text for effect in of(decision, Enter))


def amount(text: str) -> Decimal:
    return Decimal(text)
