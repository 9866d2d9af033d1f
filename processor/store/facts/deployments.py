"""Deployments as decisions see them, any number of them in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.deployments import Deployment, DeploymentHold, DeploymentQuantity, DeploymentTimer, GoLiveCondition
from models.people import Customer
from models.progress import DeploymentStageRow
from models.vocabulary import ApprovalKind, DeploymentStage
from processor.errors import Refused
from processor.facts.deployments import (
    ConditionFacts,
    DeploymentFacts,
    HoldFacts,
    QuantityFacts,
    StageFacts,
    TimerRow,
)
from processor.facts.known import TicketFacts
from processor.store.database import Database, Row
from processor.store.facts.papers import Papers, papers_of
from processor.store.facts.proposals import Client
from processor.store.facts.tickets import load_tickets, resolve
from processor.store.prepared import Hole, Prepared

_LARGEST = 2**62
_AT_ONCE = 400
_ORDER = {stage: at for at, stage in enumerate(DeploymentStage)}


def deployment_numbered(database: Database, number: int, now: datetime) -> DeploymentFacts:
    """The deployment of this number. Raises Refused when there is none."""
    found = database.value(_ID_OF, number=number) if 0 < number < _LARGEST else None
    if found is None:
        raise Refused(f"there is no deployment {number}; see signoff deployment list")
    return load_deployments(database, [found], now)[found]


def load_deployments(database: Database, ids: Iterable[int], now: datetime) -> dict[int, DeploymentFacts]:
    """The deployments with these ids, by id."""
    wanted = sorted({one for one in ids if 0 < one < _LARGEST})
    found: dict[int, DeploymentFacts] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _load(database, wanted[start : start + _AT_ONCE], now)
    return found


_ID_OF = Prepared(Deployment.select(Deployment.id).where(Deployment.number == Hole(Deployment.number)))
_ROWS = Prepared(
    Deployment.select(Deployment, Customer.name.alias("customer_name"))
    .join(Customer)
    .where(Deployment.id.in_(Hole(Deployment.id, "ids", many=True)))
)


def _of(record: Any) -> Prepared:
    """The rows of a part, of all deployments at once, in order."""
    ids = Hole(record.deployment, "ids", many=True)
    return Prepared(record.select().where(record.deployment.in_(ids)).order_by(record.id))


_STAGES = _of(DeploymentStageRow)
_CONDITIONS = _of(GoLiveCondition)
_QUANTITIES = _of(DeploymentQuantity)
_HOLDS = _of(DeploymentHold)
_TIMERS = _of(DeploymentTimer)
Parts = dict[int, list[Row]]


def _load(database: Database, ids: list[int], now: datetime) -> dict[int, DeploymentFacts]:
    rows = database.rows(_ROWS, ids=ids)
    if not rows:
        return {}
    targets = resolve(database, {row["ticket"] for row in rows})
    loaded = load_tickets(database, targets.values(), now)
    tickets = {ticket_id: loaded[target] for ticket_id, target in targets.items()}
    clients = {row["id"]: Client(row["customer"], row["customer_name"]) for row in rows}
    papers = papers_of(database, clients, tickets, ids)
    parts = [_parts(database, query, ids) for query in (_STAGES, _CONDITIONS, _QUANTITIES, _HOLDS, _TIMERS)]
    return {row["id"]: _facts(row, tickets[row["ticket"]], papers, parts) for row in rows}


def _parts(database: Database, query: Prepared, ids: list[int]) -> Parts:
    found: Parts = {one: [] for one in ids}
    for row in database.rows(query, ids=ids):
        found[row["deployment"]].append(row)
    return found


def _facts(row: Row, ticket: TicketFacts, papers: Papers, parts: list[Parts]) -> DeploymentFacts:
    stages, conditions, quantities, holds, timers = (part[row["id"]] for part in parts)
    return DeploymentFacts(
        deployment_id=row["id"],
        number=row["number"],
        customer_id=row["customer"],
        customer=row["customer_name"],
        site=row["site"],
        title=row["title"],
        language=row["language"],
        timezone=row["timezone"],
        stage=row["stage"],
        ticket=ticket,
        stages=stages_of(stages),
        conditions=tuple(condition_of(one) for one in conditions),
        quantities=tuple(quantity_of(one) for one in quantities),
        holds=tuple(hold_of(one) for one in holds),
        timers=tuple(timer_of(one) for one in timers),
        live_at=row["live_at"],
        live_record=row["live_record"],
        live_why=row["live_why"],
        go_live=papers.get((row["id"], ApprovalKind.GO_LIVE)),
        completion=papers.get((row["id"], ApprovalKind.COMPLETION)),
        effective_at=row["effective_at"],
        deemed=row["deemed"],
        disputed_at=row["disputed_at"],
        row_version=row["row_version"],
    )


def stages_of(rows: Iterable[Row]) -> tuple[StageFacts, ...]:
    """The rows of stages as decisions see them, in the order in which stages follow each other."""
    return tuple(_stage(row) for row in sorted(rows, key=lambda row: _ORDER[row["stage"]]))


def _stage(row: Row) -> StageFacts:
    return StageFacts(
        stage=row["stage"],
        planned=_day(row["planned"]),
        begun=_day(row["begun"]),
        done=_day(row["done"]),
        agreed_how=row["agreed_how"],
        agreed_acceptance=row["acceptance"] or 0,
        agreed_fetch_id=row["fetch"] or 0,
    )


def condition_of(row: Row) -> ConditionFacts:
    """A row of a condition as decisions see it."""
    return ConditionFacts(row["id"], row["text"], row["met_at"], row["met_by"], row["waived_by"], row["waived_why"])


def quantity_of(row: Row) -> QuantityFacts:
    """A row of a quantity as decisions see it."""
    return QuantityFacts(row["name"], Decimal(row["included"]), Decimal(row["used"]))


def hold_of(row: Row) -> HoldFacts:
    """A row of a hold as decisions see it."""
    return HoldFacts(row["since"], row["by"], row["reason"], row["until"])


def timer_of(row: Row) -> TimerRow:
    """A row of a timer as decisions see it."""
    return TimerRow(row["id"], row["kind"], row["due_at"], row["state"], row["form"], row["turn"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
