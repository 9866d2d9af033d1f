"""Proposals and forms that are signed, as a list; and what was accepted, as a table to take away."""

from collections.abc import Mapping
from typing import Final

from models.vocabulary import ApprovalKind, Permission, ProposalState
from processor.documents.pages import line
from processor.ids import document_name
from processor.store.views.paperlists import PaperFilter, PaperLine, PaperPage
from processor.store.views.scope import ScopeRow
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.tables import csv_file
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["paper_path", "routes"]

SIZE: Final = 50
KINDS: Final = (ApprovalKind.PROPOSAL, ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION, ApprovalKind.FORM)
GROUPS: Final[Mapping[str, tuple[ProposalState, ...]]] = {
    "open": (
        ProposalState.DRAFT,
        ProposalState.AWAITING_VENDOR,
        ProposalState.AWAITING_CUSTOMER,
        ProposalState.DISPUTED,
    ),
    "waiting": (ProposalState.AWAITING_VENDOR, ProposalState.AWAITING_CUSTOMER),
    "draft": (ProposalState.DRAFT,),
    "disputed": (ProposalState.DISPUTED,),
    "accepted": (ProposalState.ACCEPTED,),
    "ended": (
        ProposalState.REJECTED,
        ProposalState.EXPIRED,
        ProposalState.WITHDRAWN,
        ProposalState.SUPERSEDED,
    ),
    "all": (),
}
"""The tabs of the list, with the states that each shows; `all` shows every one."""


def routes() -> list[PageRoute]:
    """The list and the scope log."""
    return [
        page("/proposals", _list),
        page("/proposals/accepted", _accepted),
        page("/proposals/accepted.csv", _csv),
    ]


def paper_path(kind: ApprovalKind, number: int) -> str:
    """Where a proposal or form has its page: forms belong to their deployments."""
    match kind:
        case ApprovalKind.GO_LIVE:
            return f"/deployments/{number}/go-live"
        case ApprovalKind.COMPLETION:
            return f"/deployments/{number}/completion"
        case ApprovalKind.FORM:
            return f"/forms/{number}"
        case _:
            return f"/proposals/{number}"


def _list(visit: Visit, desk: Desk) -> Answer:
    query = visit.query
    group = query.word("state", "open")
    states = GROUPS.get(group)
    if states is None:
        group, states = "all", ()
    kind = query.maybe_choice("kind", ApprovalKind)
    customer, at = query.word("customer"), query.number("at", 0, most=1_000_000)
    found = desk.views.paper_page(PaperFilter(states, (kind,) if kind else KINDS, customer, SIZE, at))
    return visit.show(
        "proposals/list.html",
        lines=tuple((one, paper_path(one.line.kind, one.line.number), _name(one)) for one in found.lines),
        total=found.total,
        tabs=tuple((name, _count(name, found)) for name in GROUPS),
        group=group,
        kind=kind,
        kinds=KINDS,
        customer=customer,
        customers=tuple((one.name, line(one.name)) for one in desk.people.customers()),
        at=at,
        size=SIZE,
        may=visit.actor.may(Permission.PROPOSALS),
    )


def _name(one: PaperLine) -> str:
    return document_name(one.line.kind, one.line.number)


def _count(group: str, found: PaperPage) -> int:
    states = GROUPS[group] or tuple(found.by_state)
    return sum(found.by_state.get(state, 0) for state in states)


def _accepted(visit: Visit, desk: Desk) -> Answer:
    customer = visit.query.word("customer")
    rows = desk.views.scope_log(customer)
    totals: dict[str, object] = {}
    for currency in sorted({row.currency for row in rows if row.price is not None}):
        totals[currency] = sum(row.price for row in rows if row.price is not None and row.currency == currency)
    return visit.show(
        "proposals/accepted.html",
        rows=tuple(reversed(rows)),
        totals=totals,
        customer=customer,
        customers=tuple((one.name, line(one.name)) for one in desk.people.customers()),
    )


def _csv(visit: Visit, desk: Desk) -> Answer:
    rows = desk.views.scope_log(visit.query.word("customer"))
    header = tuple(visit.words(f"proposals.csv.{name}") for name in _COLUMNS)
    return csv_file(visit, "accepted.csv", header, map(_cells, rows))


_COLUMNS: Final = (
    "number", "version", "title", "customer", "ticket", "hours", "price", "currency", "accepted_at", "acceptances",
)  # fmt: skip


def _cells(row: ScopeRow) -> tuple[object, ...]:
    accepted = row.accepted_at.isoformat() if row.accepted_at else ""
    name = document_name(ApprovalKind.PROPOSAL, row.number)
    hours, price = _plain(row.hours), _plain(row.price)
    own = (name, row.version, row.title, row.customer, row.ticket_number, hours, price, row.currency)
    return (*own, accepted, " ".join(row.acceptances))


def _plain(amount: object) -> str:
    return "" if amount is None else f"{amount:f}"
