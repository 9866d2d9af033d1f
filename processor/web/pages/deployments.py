"""The board of deployments, and the page that starts one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import available_timezones

from models.vocabulary import ApprovalKind, DeploymentStage, Language, ProposalState
from processor.errors import Refused
from processor.facts.deployments import StartDeployment
from processor.sla.localtime import local_day
from processor.store.views.board import ENDED, BoardCard
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deploymentwords import There, rights
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

STAGES: Final = tuple(stage for stage in DeploymentStage if stage is not DeploymentStage.CANCELLED)
_SHOWN_ENDED: Final = 200
_QUANTITIES: Final = 6


def routes() -> list[PageRoute]:
    """The board and the beginning of a deployment."""
    return [
        page("/deployments", _board),
        page("/deployments/new", _new),
        action("/deployments", _start),
    ]


@dataclass(frozen=True, slots=True)
class Card:
    """A deployment on the board: the next day that matters, whether it has passed, and what it waits for.

    `due` is the day for which the stage at hand is planned, `rings` when its next timer rings, where the customer is.
    """

    card: BoardCard
    due: date | None
    late: bool
    rings: str
    rings_at: datetime | None
    signing: tuple[tuple[ApprovalKind, ProposalState], ...]

    @property
    def waits(self) -> bool:
        """Whether anything keeps it from going on."""
        one = self.card
        return bool(one.line.held_for or one.unmet or one.asked or one.stopped or self.signing)


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with what stands there."""

    stage: DeploymentStage
    cards: tuple[Card, ...]


_OPEN_PAPERS: Final = frozenset(
    {ProposalState.AWAITING_CUSTOMER, ProposalState.REJECTED, ProposalState.DISPUTED, ProposalState.EXPIRED}
)


def _card(card: BoardCard, visit: Visit) -> Card:
    line = card.line
    there = There(line.timezone, visit.words)
    today = local_day(visit.now, line.timezone)
    due = card.planned
    signing = tuple(one for one in card.papers if one[1] in _OPEN_PAPERS)
    rings = there.moment(card.next_at) if card.next_at else ""
    return Card(card, due, due is not None and due < today, rings, card.next_at, signing)


def _board(visit: Visit, desk: Desk) -> Answer:
    customer = visit.query.word("customer")
    over = visit.query.flag("over")
    shape = "list" if visit.query.word("show") == "list" or over else "board"
    board = desk.views.board(customer, _SHOWN_ENDED if over else 0)
    chosen = tuple(_card(one, visit) for one in (board.ended if over else board.under_way))
    columns = tuple(
        Column(stage, tuple(one for one in chosen if one.card.line.stage is stage))
        for stage in STAGES
        if stage not in ENDED
    )
    return visit.show(
        "deployments/board.html",
        columns=columns,
        may=rights(visit),
        cards=sorted(chosen, key=_order) if not over else chosen,
        shape=shape,
        over=over,
        customer=customer,
        customers=tuple(one.name for one in desk.people.customers()),
        running=board.running,
        ended=board.over,
    )


def _order(card: Card) -> tuple[int, str, int]:
    """What is next comes first; what has no day comes last."""
    days = [day.isoformat() for day in (card.due, card.rings_at.date() if card.rings_at else None) if day]
    return (0 if days else 1, min(days, default=""), -card.card.line.number)


def _new(visit: Visit, desk: Desk) -> Answer:
    name = visit.query.word("customer")
    customers = tuple(one.name for one in desk.people.customers())
    known = desk.people.customer(name) if name else None
    zone = _zone_of(visit, desk, name)
    return visit.show(
        "deployments/new.html",
        customer=known,
        customers=customers,
        zone_name=zone,
        zones=sorted(
            one for one in available_timezones() if "/" in one and not one.startswith(("Etc/", "posix/", "right/"))
        ),
        language=(known.language if known else "") or desk.settings.signoff.default_language.value,
        languages=tuple(Language),
        stages=STAGES,
        rows=range(1, _QUANTITIES + 1),
    )


def _zone_of(visit: Visit, desk: Desk, customer: str) -> str:
    """The customer's time zone as far as anybody said; else that of whoever starts it, who can change it."""
    agreed = desk.people.customer(customer).terms.timezone if customer else ""
    usual = desk.settings.deployments.timezone
    return agreed or (usual if usual != "UTC" else visit.zone.key)


def _start(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    known = desk.people.customer(form.needed("customer"))
    site = form.needed("site")
    command = StartDeployment(
        by=visit.by,
        customer_id=known.customer_id,
        customer=known.name,
        site=site,
        title=form.word("title") or site,
        language=form.choice("language", Language).value,
        timezone=_zone(visit),
        contact=form.word("contact_new") or form.word("contact"),
        plan=_plan(visit),
        quantities=_quantities(visit),
        conditions=tuple(" ".join(line.split()) for line in form.text("conditions").splitlines() if line.strip()),
    )
    view = desk.deployments.start(command, visit.now)
    return visit.see(f"/deployments/{view.line.number}", "deployments.said.started", site=view.line.site)


def _zone(visit: Visit) -> str:
    name = visit.form.needed("timezone")
    if name != "UTC" and ("/" not in name or name not in available_timezones()):
        raise visit.refuse("deployments.refused.zone", zone=name)
    return name


def _plan(visit: Visit) -> tuple[tuple[DeploymentStage, date], ...]:
    days: Mapping[DeploymentStage, date | None] = {stage: visit.form.date(f"plan_{stage.value}") for stage in STAGES}
    return tuple((stage, day) for stage, day in days.items() if day is not None)


def _quantities(visit: Visit) -> tuple[tuple[str, Decimal], ...]:
    found: list[tuple[str, Decimal]] = []
    for row in range(1, _QUANTITIES + 1):
        name, amount = visit.form.word(f"quantity_{row}"), visit.form.decimal(f"amount_{row}")
        if name and (amount is None or amount < 0):
            raise visit.refuse("deployments.refused.amount", name=name)
        if amount is not None and not name:
            raise visit.refuse("deployments.refused.name", amount=str(amount))
        if name and amount is not None:
            found.append((name, amount))
    if len({name.casefold() for name, _ in found}) < len(found):
        raise Refused(visit.words("deployments.refused.twice"))
    return tuple(found)
