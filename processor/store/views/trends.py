"""How it goes, counted: volumes, promises, labels by the model, mail that left. Days and weeks are those of UTC.

Each is answered from an index alone, so a hundred thousand tickets are counted within a tenth of a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from peewee import SQL, Case, fn

from models.conversation import Review, Verdict
from models.mail import Fetch, FolderCursor
from models.outgoing import Outbox
from models.tickets import Ticket
from models.vocabulary import Category, FetchState, OutboxState, ReviewState, Standing, TicketState
from processor.store.database import Database

_DAY_MICROSECONDS = 24 * 3600 * 1_000_000
_WEEK_DAYS = 7
_EPOCH = date(1970, 1, 1)
_MONDAY = 3
"""Days from the epoch, a Thursday, back to the Monday of its week."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Tickets opened on one day, of one category (None: not judged) and language."""

    day: date
    category: Category | None
    language: str
    tickets: int


@dataclass(frozen=True, slots=True)
class WeekOfPromises:
    """First answers that were due in the week from this Monday on.

    `kept` went out in time, `breached` did not, or were not there yet when time was up; `ended` tickets were closed
    before one was due; `running` are not due yet.
    """

    monday: date
    kept: int
    breached: int
    ended: int
    running: int


@dataclass(frozen=True, slots=True)
class WeekOfLabels:
    """Mails judged by the model in the week from this Monday on, and how many of its labels were acted on.

    `sure` are those that the model was sure enough of; `audited` of them were drawn for review all the same.
    """

    monday: date
    judged: int
    sure: int
    acted: int
    audited: int


@dataclass(frozen=True, slots=True)
class DayOfMail:
    """Mails of ours that were queued on one day, by what became of them."""

    day: date
    state: OutboxState
    mails: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open queue items that have waited less than `under` (None: longer than all before)."""

    under: timedelta | None
    items: int


@dataclass(frozen=True, slots=True)
class QueueAge:
    """How long the queue's items have waited. `asleep` ones are out of sight for now, and counted like the others."""

    items: int
    asleep: int
    oldest: datetime | None
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """How far a mailbox is read. `server_count` is what the server had at the last full look, None before one."""

    mailbox: str
    folder: str
    last_sweep_at: datetime | None
    server_count: int | None


AGES = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1), timedelta(days=3), timedelta(days=7), None)
"""The steps by which waiting is told."""


def volumes(database: Database, since: date, until: date) -> tuple[Volume, ...]:
    """Tickets by the day on which they were opened, from one day until before another, in order of days."""
    day = _day_of(Ticket.opened_at)
    query = (
        Ticket.select(day.alias("day"), Ticket.category, Ticket.language, fn.COUNT(SQL("1")).alias("tickets"))
        .where(*_between(Ticket.opened_at, since, until))
        .group_by(day, Ticket.category, Ticket.language)
        .order_by(day, Ticket.category, Ticket.language)
    )
    rows = database.rows(query)
    return tuple(Volume(_day(row["day"]), row["category"], row["language"], row["tickets"]) for row in rows)


def promises_by_week(database: Database, since: date, until: date, now: datetime) -> tuple[WeekOfPromises, ...]:
    """Promises by the week in which they were due, from the week of one day until that of another. Merged ones are out.

    Weeks without any are there, with nothing in them.
    """
    week = _week_of(Ticket.response_due)
    due, answered, closed = Ticket.response_due, Ticket.responded_at, Ticket.closed_at
    ended = answered.is_null() & closed.is_null(False)
    late_end = ended & (closed > due)
    waits = answered.is_null() & closed.is_null()
    query = (
        Ticket.select(
            week.alias("week"),
            _count(answered <= due).alias("kept"),
            _count((answered > due) | late_end | (waits & (due < now))).alias("breached"),
            _count(ended & (closed <= due)).alias("ended"),
            _count(waits & (due >= now)).alias("running"),
        )
        .where(*_between(due, monday(since), monday(until) + timedelta(days=_WEEK_DAYS)))
        .where(Ticket.state != TicketState.MERGED)
        .group_by(week)
    )
    found = {_week(row["week"]): row for row in database.rows(query)}
    empty = {"kept": 0, "breached": 0, "ended": 0, "running": 0}
    return tuple(
        WeekOfPromises(day, row["kept"], row["breached"], row["ended"], row["running"])
        for day in mondays(since, until)
        for row in (found.get(day, empty),)
    )


def labels_by_week(database: Database, since: date, until: date) -> tuple[WeekOfLabels, ...]:
    """What the model judged by week, weeks without anything included."""
    week = _week_of(Verdict.at)
    acts = Verdict.automatic & (Verdict.standing == Standing.ACTS)
    query = (
        Verdict.select(
            week.alias("week"),
            fn.COUNT(SQL("1")).alias("judged"),
            _count(Verdict.automatic).alias("sure"),
            _count(acts & ~Verdict.audit).alias("acted"),
            _count(acts & Verdict.audit).alias("audited"),
        )
        .where(*_between(Verdict.at, monday(since), monday(until) + timedelta(days=_WEEK_DAYS)))
        .group_by(week)
    )
    found = {_week(row["week"]): row for row in database.rows(query)}
    empty = {"judged": 0, "sure": 0, "acted": 0, "audited": 0}
    return tuple(
        WeekOfLabels(day, row["judged"], row["sure"], row["acted"], row["audited"])
        for day in mondays(since, until)
        for row in (found.get(day, empty),)
    )


def mail_by_day(database: Database, since: date, until: date) -> tuple[DayOfMail, ...]:
    """Mails of ours by the day on which they were queued and their state now."""
    day = _day_of(Outbox.created_at)
    query = (
        Outbox.select(day.alias("day"), Outbox.state, fn.COUNT(SQL("1")).alias("mails"))
        .where(*_between(Outbox.created_at, since, until))
        .group_by(day, Outbox.state)
        .order_by(day, Outbox.state)
    )
    return tuple(DayOfMail(_day(row["day"]), row["state"], row["mails"]) for row in database.rows(query))


def mail_states(database: Database) -> tuple[dict[OutboxState, int], datetime | None]:
    """How many mails of ours are in each state, and when the oldest queued one was queued."""
    query = Outbox.select(Outbox.state, fn.COUNT(SQL("1")).alias("mails")).group_by(Outbox.state)
    counted = {row["state"]: int(row["mails"]) for row in database.rows(query)}
    oldest = Outbox.select(fn.MIN(Outbox.created_at)).where(Outbox.state == OutboxState.QUEUED)
    return counted, database.value(oldest)


def queue_age(database: Database, now: datetime) -> QueueAge:
    """How long the open items have waited."""
    is_open = Review.state == ReviewState.OPEN
    opened: list[datetime] = database.column(Review.select(Review.opened_at).where(is_open).order_by(Review.opened_at))
    asleep = Review.select(fn.COUNT(SQL("1"))).where(is_open, Review.asleep_until > now)
    return QueueAge(
        items=len(opened),
        asleep=int(database.value(asleep)),
        oldest=opened[0] if opened else None,
        waiting=tuple(_waiting([now - moment for moment in opened])),
    )


def folders(database: Database) -> tuple[Folder, ...]:
    """All folders that are read, by mailbox."""
    rows = database.rows(FolderCursor.select().order_by(FolderCursor.mailbox, FolderCursor.folder))
    return tuple(Folder(row["mailbox"], row["folder"], row["last_sweep_at"], row["server_count"]) for row in rows)


def unhandled(database: Database) -> dict[str, dict[FetchState, int]]:
    """Messages that wait, are being handled or are in quarantine, by mailbox."""
    query = (
        Fetch.select(Fetch.mailbox, Fetch.state, fn.COUNT(SQL("1")).alias("messages"))
        .where(Fetch.state.in_((FetchState.WAITING, FetchState.CLAIMED, FetchState.QUARANTINED)))
        .group_by(Fetch.mailbox, Fetch.state)
    )
    found: dict[str, dict[FetchState, int]] = {}
    for row in database.rows(query):
        found.setdefault(row["mailbox"], {})[row["state"]] = row["messages"]
    return found


def monday(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


def mondays(since: date, until: date) -> Iterator[date]:
    """The first days of the weeks from that of one day to that of another."""
    day = monday(since)
    while day <= until:
        yield day
        day += timedelta(days=_WEEK_DAYS)


def _waiting(waited: list[timedelta]) -> Iterator[Waiting]:
    floor = timedelta.min
    for under in AGES:
        yield Waiting(under, sum(floor <= one and (under is None or one < under) for one in waited))
        floor = under or floor


def _count(condition: Any) -> Any:
    return fn.SUM(Case(None, [(condition, 1)], 0)).cast("BIGINT")


def _day_of(moment: Any) -> Any:
    """The number of days since the epoch: the column is read as the whole number that it is."""
    return (moment.cast("BIGINT") / SQL(str(_DAY_MICROSECONDS))).cast("BIGINT")


def _week_of(moment: Any) -> Any:
    """The number of the week since that of the epoch."""
    return ((_day_of(moment) + SQL(str(_MONDAY))) / SQL(str(_WEEK_DAYS))).cast("BIGINT")


def _week(number: int) -> date:
    """The Monday of a week."""
    return _day(int(number) * _WEEK_DAYS - _MONDAY)


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=int(number))


def _between(moment: Any, since: date, until: date) -> tuple[Any, Any]:
    first, last = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (since, until))
    return moment >= first, moment < last
