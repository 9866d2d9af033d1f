"""How the tickets of a period are charged, and why: to look through before an invoice is written, and to take away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from models.vocabulary import Category, Treatment
from processor.documents.pages import line
from processor.services.billing import Charge, Period
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.tables import csv_file
from processor.web.pages.tickets import named_staff
from processor.web.pages.ticketwords import charge_words
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["routes"]

_SHOWN: Final = 500
"""So many rows stand on the page; the sums and the file count all."""
_COLUMNS: Final = (
    "ticket", "subject", "customer", "category", "opened_at", "closed_at", "treatment", "why", "final", "decided_by",
    "hours", "after_hours", "moves_adds_changes", "release", "deployment",
)  # fmt: skip


def routes() -> list[PageRoute]:
    """The page, and the same as a table to take away."""
    return [page("/tickets/charges", _show), page("/tickets/charges.csv", _csv)]


@dataclass(slots=True)
class Sum:
    """What the tickets that are charged in one way come to. `unknown` is how many have no hours noted."""

    tickets: int = 0
    hours: Decimal = field(default_factory=Decimal)
    unknown: int = 0


def _show(visit: Visit, desk: Desk) -> Answer:
    period, names = _period(visit), named_staff(desk)
    customer, open_too = visit.query.word("customer"), visit.query.flag("open")
    found = desk.billing.export(period, visit.now, customer, open_too)
    return visit.show(
        "tickets/charges.html",
        rows=tuple((one, _treatment(one), charge_words(visit.words, one.why, names)) for one in found[:_SHOWN]),
        more=max(len(found) - _SHOWN, 0),
        sums=_sums(found),
        names=names,
        period=period,
        customer=customer,
        customers=tuple((one.name, line(one.name)) for one in desk.people.customers()),
        open_too=open_too,
    )


def _period(visit: Visit) -> Period:
    """The days that were asked for: of this month, where nothing was. Raises Refused for what is no day."""
    today = visit.now.date()
    last = visit.query.date("until") or today
    first = visit.query.date("since") or min(today, last).replace(day=1)
    return Period(first, last)


def _sums(found: tuple[Charge, ...]) -> Mapping[Treatment | None, Sum]:
    sums: dict[Treatment | None, Sum] = {}
    for one in found:
        each = sums.setdefault(_treatment(one), Sum())
        each.tickets += 1
        each.hours += one.hours or 0
        each.unknown += one.hours is None
    order = [*Treatment, None]
    return dict(sorted(sums.items(), key=lambda pair: order.index(pair[0])))


def _treatment(one: Charge) -> Treatment | None:
    """How a ticket is charged; None for what never is: a deployment's conversation, and what is no request."""
    return None if one.category is Category.NOT_A_REQUEST and not one.decided_by else one.treatment


def _csv(visit: Visit, desk: Desk) -> Answer:
    period, names = _period(visit), named_staff(desk)
    found = desk.billing.export(period, visit.now, visit.query.word("customer"), visit.query.flag("open"))
    header = tuple(visit.words(f"tickets.charges.csv.{name}") for name in _COLUMNS)
    rows = (_cells(visit, one, names) for one in found)
    return csv_file(visit, f"charges-{period.first}-{period.last}.csv", header, rows)


def _cells(visit: Visit, one: Charge, names: dict[str, str]) -> tuple[object, ...]:
    words = visit.words
    category = words.name(one.category) if one.category else ""
    treated = _treatment(one)
    treatment = words.name(treated) if treated else words("tickets.charges.never")
    what = (f"#{one.ticket}", one.subject, one.customer, category, one.opened_at.isoformat())
    closed = one.closed_at.isoformat() if one.closed_at else ""
    why = charge_words(words, one.why, names)
    yes = {True: words("tickets.charges.yes"), False: ""}
    how = (closed, treatment, why, yes[one.final], names.get(one.decided_by, one.decided_by))
    hours = "" if one.hours is None else f"{one.hours:f}"
    return (*what, *how, hours, yes[one.after_hours], yes[one.moves_adds_changes], one.release, one.deployment)
