"""The register of acceptances: what was accepted, by whom, when, how sure that is, and of what type."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from models.vocabulary import AcceptanceType, ApprovalKind, Assurance
from processor.documents.pages import line
from processor.ids import document_name
from processor.store.views.paperlists import AcceptanceFilter, AcceptanceRow
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.proposals import KINDS, paper_path
from processor.web.pages.tables import csv_file
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["acceptance_path", "routes"]

SIZE: Final = 50
_MOST: Final = 100_000
TABS: Final[Mapping[str, tuple[AcceptanceType, ...]]] = {
    "all": (),
    **{one.value: (one,) for one in AcceptanceType},
    "disputed": (),
    "unsealed": (),
}
_COLUMNS: Final = (
    "number", "type", "document", "version", "title", "customer", "side", "name", "address", "level", "accepted_at",
)  # fmt: skip


def routes() -> list[PageRoute]:
    """The register, and the same as a table to take away."""
    return [page("/acceptances", _list), page("/acceptances.csv", _csv)]


def acceptance_path(row: AcceptanceRow) -> str:
    """Where an acceptance has its page: by its number, or by its row while it has none."""
    return f"/acceptances/{row.line.number or row.line.acceptance_id}"


def _list(visit: Visit, desk: Desk) -> Answer:
    wanted, tab = _wanted(visit)
    found = desk.views.acceptance_page(wanted)
    query = visit.query
    return visit.show(
        "acceptances/list.html",
        rows=tuple((row, acceptance_path(row), _document(row), _path(row)) for row in found.rows),
        total=found.total,
        disputed=found.disputed,
        only_disputed=_only_disputed(desk) if found.disputed == 1 else "",
        unsealed=found.unsealed,
        tabs=tuple(name for name in TABS if name not in ("disputed", "unsealed") or name == tab or _any(name, found)),
        tab=tab,
        kinds=KINDS,
        kind=query.maybe_choice("kind", ApprovalKind),
        levels=tuple(Assurance),
        level=query.maybe_choice("level", Assurance),
        customer=query.word("customer"),
        customers=tuple((one.name, line(one.name)) for one in desk.people.customers()),
        since=query.word("since"),
        until=query.word("until"),
        base=_base(visit),
        at=wanted.offset,
        size=SIZE,
    )


def _only_disputed(desk: Desk) -> str:
    """Where the one acceptance in dispute has its page; empty where it is settled by now."""
    found = desk.views.acceptance_page(AcceptanceFilter(disputed=True, limit=1)).rows
    return acceptance_path(found[0]) if found else ""


def _any(name: str, found: object) -> bool:
    return bool(getattr(found, name))


def _wanted(visit: Visit) -> tuple[AcceptanceFilter, str]:
    query = visit.query
    tab = query.word("show", "all")
    tab = tab if tab in TABS else "all"
    kind, level = query.maybe_choice("kind", ApprovalKind), query.maybe_choice("level", Assurance)
    wanted = AcceptanceFilter(
        types=TABS[tab],
        kinds=(kind,) if kind else (),
        levels=(level,) if level else (),
        customer=query.word("customer"),
        since=_midnight(visit, "since", 0),
        until=_midnight(visit, "until", 1),
        disputed=tab == "disputed",
        unsealed=tab == "unsealed",
        limit=SIZE,
        offset=query.number("at", 0, most=1_000_000),
    )
    return wanted, tab


def _midnight(visit: Visit, name: str, days: int) -> datetime | None:
    """The beginning of a day where the visitor is, so many days later."""
    day = visit.query.date(name)
    return datetime.combine(day + timedelta(days=days), time(), visit.zone) if day is not None else None


def _base(visit: Visit) -> str:
    """The address of this list without its page."""
    path, _, query = visit.asked.url.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("at=")]
    return f"{path}?{'&'.join(kept)}" if kept else path


def _document(row: AcceptanceRow) -> str:
    return document_name(row.line.kind, row.line.document_number)


def _path(row: AcceptanceRow) -> str:
    return paper_path(row.line.kind, row.line.document_number)


def _csv(visit: Visit, desk: Desk) -> Answer:
    wanted, _ = _wanted(visit)
    found = desk.views.acceptance_page(replace(wanted, limit=_MOST, offset=0))
    header = tuple(visit.words(f"acceptances.csv.{name}") for name in _COLUMNS)
    return csv_file(visit, "acceptances.csv", header, (_cells(visit, row) for row in found.rows))


def _cells(visit: Visit, row: AcceptanceRow) -> tuple[object, ...]:
    line, name = row.line, visit.words.name
    what = (line.number, name(line.type), _document(row), line.document_version, line.title, row.customer)
    return (*what, name(line.side), line.name, line.address, line.assurance.value, line.accepted_at.isoformat())
