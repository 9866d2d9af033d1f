"""The list of tickets: filtered, searched by words or by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from models.vocabulary import Category, Permission, Severity, TicketState
from processor.store.views.search import SearchFilter
from processor.store.views.tickets import AT_WORK, TicketFilter, TicketLine
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["STAFF_NOBODY", "named_staff", "routes"]

PAGE: Final = 50
STAFF_NOBODY: Final = "-"
"""Stands for nobody where somebody can be chosen: an empty field stands for anybody."""

_WORK: Final = "work"
_ALL: Final = "all"
_LARGEST: Final = 2**31 - 1


def routes() -> list[PageRoute]:
    """The list."""
    return [page("/tickets", _list)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see. `state` is a state, `work` for those at work, or `all`."""

    q: str
    state: str
    category: Category | None
    severity: Severity | None
    customer: str
    assignee: str
    overdue: bool
    at: int

    @property
    def states(self) -> tuple[TicketState, ...]:
        """The states that fit; none means any."""
        if self.state == _WORK:
            return AT_WORK
        return () if self.state == _ALL else (TicketState(self.state),)

    @property
    def owner(self) -> str | None:
        """Whose, as the views ask for it: None for anybody's."""
        return {"": None, STAFF_NOBODY: ""}.get(self.assignee, self.assignee)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the usual was asked for."""
        return bool(self.q or self.category or self.severity or self.customer or self.assignee or self.overdue) or (
            self.state != _WORK
        )

    @property
    def base(self) -> str:
        """The address of this list, without the page of it."""
        given = {
            "q": self.q,
            "state": self.state if self.state != (_ALL if self.q else _WORK) else "",
            "category": self.category.value if self.category else "",
            "severity": str(self.severity.value) if self.severity else "",
            "customer": self.customer,
            "assignee": self.assignee,
            "overdue": "1" if self.overdue else "",
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return f"/tickets?{query}" if query else "/tickets"


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket on the list. `snippet` are pieces of its text, each with whether it is one of the words."""

    line: TicketLine
    snippet: tuple[tuple[str, bool], ...]
    late: bool


def _asked(visit: Visit) -> Asked:
    query = visit.query
    q = query.word("q", most=200)
    state = query.word("state") or (_ALL if q else _WORK)
    if state not in {_WORK, _ALL}:
        state = query.choice("state", TicketState).value
    return Asked(
        q=q,
        state=state,
        category=query.maybe_choice("category", Category),
        severity=query.maybe_choice("severity", Severity),
        customer=query.word("customer"),
        assignee=query.word("assignee"),
        overdue=query.flag("overdue"),
        at=query.number("at", 0, most=1_000_000),
    )


def _list(visit: Visit, desk: Desk) -> Answer:
    asked = _asked(visit)
    number = asked.q.removeprefix("#")
    if asked.q.startswith("#") and number.isascii() and number.isdecimal() and int(number) <= _LARGEST:
        return visit.see(f"/tickets/{int(number)}")
    rows, total, more = _searched(visit, desk, asked) if asked.q else _filtered(visit, desk, asked)
    return visit.show(
        "tickets/list.html",
        asked=asked,
        rows=rows,
        total=total,
        more=more,
        size=PAGE,
        states=(_WORK, _ALL, *TicketState),
        categories=tuple(Category),
        severities=tuple(Severity),
        customers=tuple(one.name for one in desk.people.customers()),
        staff=desk.users.staff(),
        names=named_staff(desk),
        may_open=visit.actor.may(Permission.TICKETS),
        may_export=visit.actor.may(Permission.EXPORT),
    )


def named_staff(desk: Desk) -> dict[str, str]:
    """What people call those who work here, by login."""
    return {one.login: one.display for one in desk.users.staff()}


def _filtered(visit: Visit, desk: Desk, asked: Asked) -> tuple[tuple[Row, ...], int, bool]:
    wanted = TicketFilter(
        states=asked.states,
        assignee=asked.owner,
        customer=asked.customer,
        category=asked.category,
        severity=asked.severity,
        overdue_at=visit.now if asked.overdue else None,
        limit=PAGE,
        offset=asked.at,
    )
    lines, total = desk.views.tickets(wanted), desk.views.count_tickets(wanted)
    return tuple(_row(visit, line) for line in lines), total, asked.at + PAGE < total


def _searched(visit: Visit, desk: Desk, asked: Asked) -> tuple[tuple[Row, ...], int, bool]:
    """How many there are in all is not counted: a common word is in most tickets."""
    wanted = SearchFilter(
        text=asked.q,
        states=asked.states,
        customer=asked.customer,
        category=asked.category,
        assignee=asked.owner,
        severity=asked.severity,
        overdue_at=visit.now if asked.overdue else None,
        limit=PAGE + 1,
        offset=asked.at,
    )
    hits = desk.views.search(wanted)
    rows = tuple(_row(visit, hit.line, tuple(_pieces(hit.snippet, hit.marks))) for hit in hits[:PAGE])
    return rows, asked.at + len(rows), len(hits) > PAGE


def _row(visit: Visit, line: TicketLine, snippet: tuple[tuple[str, bool], ...] = ()) -> Row:
    late = line.response_due is not None and line.responded_at is None and line.state in AT_WORK
    return Row(line, snippet, late and line.response_due is not None and line.response_due < visit.now)


def _pieces(text: str, marks: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    reached = 0
    for start, end in marks:
        yield text[reached:start], False
        yield text[start:end], True
        reached = end
    yield text[reached:], False
