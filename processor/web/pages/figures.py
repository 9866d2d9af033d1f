"""How it goes: volumes, the queue, first answers, what the model does by itself, and its versions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from models.vocabulary import Category, Permission
from processor.documents import formats
from processor.services.figures import ModelFigures
from processor.store.views.trends import QueueAge, Volume, WeekOfLabels, WeekOfPromises
from processor.web.answers import Answer
from processor.web.charts import WIDE, Chart, Column, stacked
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

SPANS: Final = (30, 90, 365)
_WEEKS: Final = 12
_DAILY: Final = 45
"""Up to so many days each has a column; above, each week."""

Drawing = tuple[Chart, Sequence[Column]]


def routes() -> list[PageRoute]:
    """The figures, and what can be done about models."""
    return [
        page("/figures", _show),
        page("/figures/models", _models),
        action("/figures/models/{name}/promote", _promote, once=False),
        action("/figures/models/rollback", _rollback, once=False),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    days = visit.query.number("days", SPANS[0])
    if days not in SPANS:
        raise visit.refuse("figures.span")
    figures, now = desk.figures, visit.now
    volumes = figures.volumes(now, days)
    promises, labels = figures.responses(now, _WEEKS), figures.automatic(now, _WEEKS)
    return visit.show(
        "figures/show.html",
        days=days,
        spans=SPANS,
        total=sum(one.tickets for one in volumes),
        categories=(*Category, None),
        volume=_volumes(visit, volumes, days),
        age=(age := figures.queue_age(now)),
        waiting=_ages(visit, age),
        promised=_promises(visit, promises),
        kept=_kept(promises),
        labelled=_labels(visit, labels),
        acted=(sum(one.acted for one in labels), sum(one.judged for one in labels)),
        precision=figures.precision(now),
        drift=figures.drift(now),
    )


def _models(visit: Visit, desk: Desk) -> Answer:
    models, may = desk.figures.models(), visit.actor.may(Permission.MODEL)
    return visit.show(
        "figures/models.html",
        models=[(one, _confusion(one)) for one in models],
        categories=tuple(Category),
        may=may,
        may_go_back=may and not any(one.judges and one.state is None for one in models),
    )


def _promote(visit: Visit, desk: Desk) -> Answer:
    name = visit.part("name")
    desk.learn.promote(name, visit.by, visit.now)
    return visit.see("/figures/models", "figures.promoted", name=name)


def _rollback(visit: Visit, desk: Desk) -> Answer:
    name = desk.learn.rollback(visit.by, visit.now)
    return visit.see("/figures/models", "figures.promoted", name=name)


def _volumes(visit: Visit, volumes: Iterable[Volume], days: int) -> Drawing:
    """A column for each day, or in long spans for each week, of the requests by category; the last is "not judged"."""
    places = {category: at for at, category in enumerate((*Category, None))}
    today = visit.now.date()
    first = today - timedelta(days=days - 1)
    step = 1 if days <= _DAILY else 7
    counted: dict[date, list[float]] = defaultdict(lambda: [0.0] * len(places))
    for back in range(0, days, step):
        counted[today - timedelta(days=back + step - 1)] = [0.0] * len(places)
    for one in volumes:
        start = today - timedelta(days=((today - one.day).days // step) * step + step - 1)
        counted[start][places[one.category]] += one.tickets
    language = visit.words.language.value
    columns = [
        Column(formats.short_day(start, language, with_year=False), _span(visit, max(start, first), step), tuple(parts))
        for start, parts in sorted(counted.items())
    ]
    return stacked(columns, WIDE), columns


def _span(visit: Visit, start: date, days: int) -> str:
    name = formats.day(start, visit.words.language.value)
    return name if days == 1 else visit.words("figures.week_from", day=name)


def _ages(visit: Visit, age: QueueAge) -> Drawing:
    columns = []
    before = timedelta()
    for one in age.waiting:
        key = f"figures.ages.{int((one.under or before).total_seconds() // 3600)}"
        words = visit.words(f"{key}{'' if one.under else '_up'}")
        columns.append(Column(words, words, (float(one.items),)))
        before = one.under or before
    return stacked(columns), columns


def _promises(visit: Visit, weeks: Iterable[WeekOfPromises]) -> Drawing:
    return _weekly(visit, ((one.monday, (one.kept, one.breached, one.running)) for one in weeks))


def _labels(visit: Visit, weeks: Iterable[WeekOfLabels]) -> Drawing:
    return _weekly(visit, ((one.monday, (one.acted, one.judged - one.acted)) for one in weeks))


def _weekly(visit: Visit, weeks: Iterable[tuple[date, tuple[int, ...]]]) -> Drawing:
    language = visit.words.language.value
    columns = [
        Column(
            formats.short_day(monday, language, with_year=False),
            visit.words("figures.week_from", day=formats.day(monday, language)),
            tuple(float(part) for part in parts),
        )
        for monday, parts in weeks
    ]
    return stacked(columns), columns


def _kept(weeks: Iterable[WeekOfPromises]) -> tuple[int, int]:
    """First answers in time, of all whose time came."""
    found = tuple(weeks)
    kept = sum(one.kept for one in found)
    return kept, kept + sum(one.breached for one in found)


def _confusion(model: ModelFigures) -> list[tuple[Category, list[tuple[Category, int, float]]]]:
    """The confusion matrix by rows of the true category: each cell with its share of the row."""
    rows = []
    for true in Category:
        found = model.confusion.get(true, {})
        total = sum(found.values())
        rows.append((true, [(taken, n := found.get(taken, 0), n / total if total else 0.0) for taken in Category]))
    return rows
