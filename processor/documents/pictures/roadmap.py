"""The roadmap: the goals of a deployment, by when each is to be reached, and what came of those behind us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from processor.documents.pictures.axis import Axis, axis_of, short_day
from processor.documents.pictures.facts import GoalBar, RoadmapFacts, StageBar
from processor.documents.pictures.measure import calm, lines, width
from processor.documents.pictures.sheet import (
    CHART,
    MARGIN,
    NAME,
    TOP,
    WIDTH,
    Head,
    Sheet,
    head_of,
    row_height,
    sheet_of,
)

__all__ = ["PAGE", "Roadmap", "roadmap_of"]

PAGE: Final = 8
"""Goals on a sheet of A4."""

_LEAST: Final = 54.0
_MOST: Final = 66.0
_LANE: Final = 54.0
_SIZE: Final = 9.5
_FIRST: Final = frozenset({"go_live", "completion"})
_APART: Final = 18.0
"""Two signs closer than this would cover each other."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal on the picture; `state` is one of achieved, overdue, ahead, open."""

    y: float
    title: tuple[str, ...]
    result: tuple[str, ...]
    due: str
    achieved: str
    state: str
    bar: tuple[float, float]
    due_x: float | None
    achieved_x: float | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage on the lane above the goals."""

    x: float
    name: str
    state: str
    anchor: str
    low: bool


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The picture as its template draws it. `page` and `pages` are 1 for one that has all on one sheet."""

    head: Head
    sheet: Sheet
    goals: tuple[Goal, ...]
    milestones: tuple[Milestone, ...]
    lane_y: float
    live: float | None
    row: float
    page: int
    pages: int


def roadmap_of(facts: RoadmapFacts, words: Mapping[str, str], page: int = 1, per_page: int = 0) -> Roadmap:
    """Every place and every word of the picture; with `per_page` of one of its pages, all of which have one axis."""
    about = facts.about
    goals = sorted(facts.goals, key=_order)
    pages = max(1, -(-len(goals) // per_page)) if per_page else 1
    shown = goals[(page - 1) * per_page : page * per_page] if per_page else goals
    axis = axis_of(_days(facts), CHART, WIDTH - MARGIN - CHART)
    top, high = TOP + _LANE, row_height(min(len(shown), PAGE), _LEAST, _MOST, _LANE)
    return Roadmap(
        head=head_of(words["roadmap"], about, words["as_of"], words[facts.standing]),
        sheet=sheet_of(axis, about, top + max(len(shown), 1) * high),
        goals=tuple(_goal(one, top + at * high, axis, about.today, about.language) for at, one in enumerate(shown)),
        milestones=_milestones(facts, axis, words),
        lane_y=TOP + 26,
        live=axis.x(facts.live) if facts.live else None,
        row=high,
        page=page,
        pages=pages,
    )


def _order(goal: GoalBar) -> tuple[bool, date, str]:
    """As they were or are to be reached; what has no day comes last."""
    day = goal.achieved or goal.due
    return day is None, day or goal.since, goal.title


def _days(facts: RoadmapFacts) -> list[date | None]:
    days: list[date | None] = [facts.about.today, facts.live]
    for goal in facts.goals:
        days += [goal.since, goal.due, goal.achieved]
    return days + [_day_of(stage) for stage in facts.stages]


def _goal(goal: GoalBar, y: float, axis: Axis, today: date, language: str) -> Goal:
    state = "achieved" if goal.achieved else "open" if goal.due is None else "ahead" if goal.due >= today else "overdue"
    end = axis.end(goal.achieved or goal.due or today)
    begin = min(axis.x(goal.since), end - 7)
    due_x = axis.end(goal.due) if goal.due else None
    reached = axis.end(goal.achieved) if goal.achieved else None
    title = lines(calm(goal.title), 12, NAME - 16, 2, bold=True)
    return Goal(
        y=y,
        title=title,
        result=lines(calm(goal.result), _SIZE, NAME - 16, 3 - len(title)) if goal.result else (),
        due=short_day(goal.due, language),
        achieved=short_day(goal.achieved, language),
        state=state,
        bar=(begin, max(axis.x(today), begin + 7) if state in {"overdue", "open"} else end),
        due_x=None if due_x is None or (reached is not None and abs(due_x - reached) < _APART) else due_x,
        achieved_x=reached,
    )


def _day_of(stage: StageBar) -> date | None:
    """The day by which a stage is told: when it was done, else when it is to be."""
    return stage.done or stage.until or stage.planned


def _milestones(facts: RoadmapFacts, axis: Axis, words: Mapping[str, str]) -> tuple[Milestone, ...]:
    """The stages by their days, named above or below the lane; where there is no room they are only marked.

    Going live and completion get their names first.
    """
    taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    out = []
    known = [(day, stage) for stage in facts.stages if (day := _day_of(stage)) is not None]
    for day, stage in sorted(known, key=lambda pair: (pair[1].key not in _FIRST, pair[0])):
        name, x = words[stage.key], axis.x(day)
        half = width(name, _SIZE) / 2
        anchor, begin = _anchored(x, half, axis)
        end = begin + 2 * half + 8
        low = next((low for low, spans in taken.items() if _is_free(begin, end, spans)), None)
        if low is not None:
            taken[low].append((begin, end))
        out.append(Milestone(x, name if low is not None else "", "done" if stage.done else "ahead", anchor, bool(low)))
    return tuple(sorted(out, key=lambda one: one.x))


def _is_free(begin: float, end: float, spans: list[tuple[float, float]]) -> bool:
    return all(end <= first or begin >= last for first, last in spans)


def _anchored(x: float, half: float, axis: Axis) -> tuple[str, float]:
    """How words stand to their mark so that they stay on the picture, and where they begin."""
    if x - half < axis.left:
        return "start", x - 4
    if x + half > axis.right + MARGIN - 10:
        return "end", x + 4 - 2 * half
    return "middle", x - half
