"""How it goes: figures for the page that a team looks at once a week, each about a span of time."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from classifiers.verdict import ModelUnusable
from models.vocabulary import Category, FetchState, ModelState, OutboxState, Standing
from processor.services.health import Condition, condition
from processor.services.standing import Record, Standings, general_standing
from processor.store.outbox import OutboxRow
from processor.store.store import Store
from processor.store.trained import ModelRow
from processor.store.views.trends import DayOfMail, Folder, QueueAge, Volume, WeekOfLabels, WeekOfPromises

DRIFT_DAYS = 28
"""Days that are compared with as many before them: whole weeks, since weekends differ."""

STARTER = "starter"
_DEAD = (OutboxState.FAILED, OutboxState.UNCERTAIN)
_MOST_DEAD = 100


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the requests then and now. `of` is the category or the language; None: not judged."""

    of: Category | str | None
    before: int
    now: int
    before_share: float
    now_share: float

    @property
    def change(self) -> float:
        """By how much of the whole it grew, below nothing where it shrank."""
        return self.now_share - self.before_share


@dataclass(frozen=True, slots=True)
class Drift:
    """How the requests of the days from `since` on differ from those of as many days before, largest change first.

    `cells` are category and language together.
    """

    since: date
    days: int
    before: int
    now: int
    categories: tuple[Share, ...]
    languages: tuple[Share, ...]
    cells: Mapping[tuple[Category | None, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Precision:
    """What people found of the automatic labels that they reviewed all the same, and whether labels are acted on.

    `lower` and `upper` bound the true share of right ones; `audits` and `audits_right` are those drawn at random.
    """

    standing: Standing
    why: str
    target: float
    reviewed: int
    right: int
    lower: float
    upper: float
    audits: int
    audits_right: int
    decided: int


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """A model version. `confusion` has, of each true category, what it was taken for, on mails it had not seen.

    Figures that its card does not have are None.
    """

    name: str
    judges: bool
    state: ModelState | None
    why: str
    made_at: datetime | None
    promoted_at: datetime | None
    promoted_by: str
    mails: int
    macro_f1: float | None
    accuracy: float | None
    confusion: Mapping[Category, Mapping[Category, int]]


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Mail that leaves: all of it by state, by day for the days asked for, and what waits for a person."""

    by_state: Mapping[OutboxState, int]
    oldest_queued: datetime | None
    days: tuple[DayOfMail, ...]
    dead: tuple[OutboxRow, ...]


@dataclass(frozen=True, slots=True)
class MailboxFigures:
    """A mailbox: its folders, and its messages that are not handled yet."""

    name: str
    folders: tuple[Folder, ...]
    waiting: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """All mailboxes, and how the loops are that read, handle and send."""

    mailboxes: tuple[MailboxFigures, ...]
    condition: Condition


class Figures:
    """Counts and compares. Reads only; safe for several threads."""

    def __init__(
        self,
        store: Store,
        standings: Standings,
        loops: Container[str],
        mailboxes: Iterable[str],
        judges: Callable[[], str],
        starter: Callable[[], Mapping[str, Any]],
    ) -> None:
        self._store = store
        self._standings = standings
        self._loops = loops
        self._mailboxes = tuple(mailboxes)
        self._judges = judges
        self._starter = starter

    def volumes(self, now: datetime, days: int = 90) -> tuple[Volume, ...]:
        """Tickets opened by day, category and language: of so many days up to now, days without any left out."""
        today = now.date()
        return self._store.views.volumes(today - timedelta(days=days - 1), today + timedelta(days=1))

    def queue_age(self, now: datetime) -> QueueAge:
        """How long the queue's items have waited."""
        return self._store.views.queue_age(now)

    def responses(self, now: datetime, weeks: int = 12) -> tuple[WeekOfPromises, ...]:
        """First answers kept and breached, by the week in which they were due, up to the present week."""
        return self._store.views.promises_by_week(_weeks_ago(now, weeks), now.date(), now)

    def automatic(self, now: datetime, weeks: int = 12) -> tuple[WeekOfLabels, ...]:
        """How many labels the model put by itself, by week, up to the present one."""
        return self._store.views.labels_by_week(_weeks_ago(now, weeks), now.date())

    def precision(self, now: datetime) -> Precision:
        """What is proven of automatic labels at present."""
        record: Record = self._standings.record(now)
        standing, why = general_standing(record)
        audits = self._store.learning.evidence(record.terms.window, audits=True)
        return Precision(
            standing=standing,
            why=why,
            target=record.terms.target,
            reviewed=record.reviewed,
            right=record.right,
            lower=record.lower,
            upper=record.upper,
            audits=len(audits),
            audits_right=sum(audits),
            decided=record.total,
        )

    def drift(self, now: datetime, days: int = DRIFT_DAYS) -> Drift:
        """How the requests of the last days, today left out, differ from those of as many days before."""
        today = now.date()
        since = today - timedelta(days=days)
        found = self._store.views.volumes(since - timedelta(days=days), today)
        before = [one for one in found if one.day < since]
        later = [one for one in found if one.day >= since]
        cells = _counted(before, later, lambda one: (one.category, one.language))
        return Drift(
            since=since,
            days=days,
            before=sum(one.tickets for one in before),
            now=sum(one.tickets for one in later),
            categories=_shares(_counted(before, later, lambda one: one.category)),
            languages=_shares(_counted(before, later, lambda one: one.language)),
            cells=cells,
        )

    def models(self) -> tuple[ModelFigures, ...]:
        """Every trained model, the newest first, and the one that the product ships."""
        judging = self._judging()
        trained = (_of_row(row, judging) for row in self._store.learning.models())
        return (*trained, _of_card(STARTER, self._starter(), judges=judging == STARTER))

    def deliveries(self, now: datetime, days: int = 30) -> Deliveries:
        """Mail that leaves, by day for so many days up to now."""
        today = now.date()
        counted, oldest = self._store.views.mail_states()
        return Deliveries(
            by_state={state: counted.get(state, 0) for state in OutboxState},
            oldest_queued=oldest,
            days=self._store.views.mail_by_day(today - timedelta(days=days - 1), today + timedelta(days=1)),
            dead=tuple(row for state in _DEAD for row in self._store.outbox.list(state, _MOST_DEAD)),
        )

    def mailboxes(self, now: datetime) -> Mailboxes:
        """How far each mailbox is read, what waits, and how the loops are."""
        folders, unhandled = self._store.views.folders(), self._store.views.unhandled()
        return Mailboxes(
            mailboxes=tuple(_mailbox(name, folders, unhandled.get(name, {})) for name in self._mailboxes),
            condition=condition(self._store, now, self._loops),
        )

    def _judging(self) -> str:
        """The model that judges, empty where nobody can say."""
        try:
            return self._judges()
        except ModelUnusable:
            return ""


def _weeks_ago(now: datetime, weeks: int) -> date:
    return now.date() - timedelta(weeks=weeks - 1)


def _counted(before: list[Volume], later: list[Volume], of: Callable[[Volume], Any]) -> dict[Any, tuple[int, int]]:
    old: Counter[Any] = Counter()
    new: Counter[Any] = Counter()
    for counter, volumes in ((old, before), (new, later)):
        for one in volumes:
            counter[of(one)] += one.tickets
    return {name: (old[name], new[name]) for name in sorted({*old, *new}, key=str)}


def _shares(counted: Mapping[Any, tuple[int, int]]) -> tuple[Share, ...]:
    before, now = (sum(pair[side] for pair in counted.values()) for side in (0, 1))
    shares = (
        Share(name, old, new, old / before if before else 0.0, new / now if now else 0.0)
        for name, (old, new) in counted.items()
    )
    return tuple(sorted(shares, key=lambda share: -abs(share.change)))


def _mailbox(name: str, folders: Iterable[Folder], unhandled: Mapping[FetchState, int]) -> MailboxFigures:
    return MailboxFigures(
        name=name,
        folders=tuple(folder for folder in folders if folder.mailbox == name),
        waiting=unhandled.get(FetchState.WAITING, 0) + unhandled.get(FetchState.CLAIMED, 0),
        quarantined=unhandled.get(FetchState.QUARANTINED, 0),
    )


def _of_row(row: ModelRow, judging: str) -> ModelFigures:
    made = (row.state, row.why, row.made_at, row.promoted_at, row.promoted_by)
    return _of_card(row.name, row.card, *made, judges=row.name == judging)


def _of_card(
    name: str,
    card: Mapping[str, Any],
    state: ModelState | None = None,
    why: str = "",
    made_at: datetime | None = None,
    promoted_at: datetime | None = None,
    promoted_by: str = "",
    *,
    judges: bool,
) -> ModelFigures:
    confusion = {
        Category(true): {Category(taken): int(count) for taken, count in row.items()}
        for true, row in card.get("confusion", {}).items()
    }
    figures = (card.get("rows", 0), card.get("macro_f1"), card.get("accuracy"), confusion)
    return ModelFigures(name, judges, state, why, made_at, promoted_at, promoted_by, *figures)
