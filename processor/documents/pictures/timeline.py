"""The timeline: each stage as it was planned and as it really went, how it was agreed, holds, and what was signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from processor.documents.pictures.axis import Axis, axis_of, short_day
from processor.documents.pictures.facts import HoldSpan, Mark, StageBar, TimelineFacts
from processor.documents.pictures.measure import calm, fit, lines, width
from processor.documents.pictures.sheet import (
    CHART,
    MARGIN,
    NAME,
    TOP,
    WIDTH,
    Head,
    Sheet,
    hatch,
    head_of,
    row_height,
    sheet_of,
)

__all__ = ["Timeline", "timeline_of"]

_LEAST: Final = 48.0
_MOST: Final = 58.0
_FEWEST: Final = 7.0
_BESIDE: Final = 13.0
_LAST: Final = "business_as_usual"


@dataclass(frozen=True, slots=True)
class Row:
    """A stage on the picture. `bar` and `term` are from and to, `plan` the place of the planned day.

    `goes_on`: it is not over yet. `late` are the days between plan and fact, `slip` what they are called.
    """

    y: float
    name: str
    how: tuple[str, ...]
    planned: str
    actual: str
    slip: str
    late: bool
    state: str
    bar: tuple[float, float] | None
    term: tuple[float, float] | None
    plan: float | None
    goes_on: bool
    mark: str
    mark_x: float
    note: str
    note_x: float
    note_left: bool
    note_above: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A hold across all rows."""

    x: float
    width: float
    hatch: str
    text: str
    text_x: float
    left: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture as its template draws it."""

    head: Head
    sheet: Sheet
    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    check_ins: tuple[tuple[float, bool], ...]
    check_ins_y: float
    live: float | None
    row: float


def timeline_of(facts: TimelineFacts, words: Mapping[str, str]) -> Timeline:
    """Every place and every word of the picture, in the language of the facts."""
    about = facts.about
    axis = axis_of(_days(facts), CHART, WIDTH - MARGIN - CHART)
    high = row_height(len(facts.stages) + bool(facts.check_ins), _LEAST, _MOST)
    rows = tuple(_row(stage, TOP + at * high, axis, facts, words) for at, stage in enumerate(facts.stages))
    after = TOP + len(rows) * high
    end = after + (high if facts.check_ins else 0)
    return Timeline(
        head=head_of(words["timeline"], about, words["as_of"], words[facts.standing]),
        sheet=sheet_of(axis, about, end),
        rows=rows,
        bands=tuple(_band(hold, axis, about.today, words, end) for hold in facts.holds),
        check_ins=_check_ins(facts, axis),
        check_ins_y=after,
        live=axis.x(facts.live) if facts.live else None,
        row=high,
    )


def _days(facts: TimelineFacts) -> list[date | None]:
    days: list[date | None] = [facts.about.today, facts.live]
    for stage in facts.stages:
        days += [stage.planned, stage.begun, stage.done, stage.until]
    days += [day for hold in facts.holds for day in (hold.first, hold.last)]
    return days + [one.day for one in facts.check_ins]


def _row(stage: StageBar, y: float, axis: Axis, facts: TimelineFacts, words: Mapping[str, str]) -> Row:
    today, language = facts.about.today, facts.about.language
    goes_on = stage.begun is not None and stage.done is None
    bar = _bar(stage, axis, today)
    state = "done" if stage.done else "now" if goes_on else "ahead"
    ends = max([one for one in (bar[1] if bar else None, _term_end(stage, axis)) if one is not None], default=0.0)
    mark_x = axis.x(facts.live) if stage.mark is Mark.LIVE and facts.live else ends
    note = _note(stage, words)
    note_x, left, above = _place(note, mark_x, bar or (mark_x, mark_x), axis)
    slip, late = _slip(stage, today, words)
    plan = stage.planned if not stage.until else None
    return Row(
        y=y,
        name=words[stage.key],
        how=lines(calm(stage.how), 9.5, NAME - 14, 2) if stage.how else (),
        planned=short_day(stage.until or stage.planned, language),
        actual=_actual(stage, words, language),
        slip=slip,
        late=late,
        state=state,
        bar=bar,
        term=(axis.x(stage.begun), axis.end(stage.until)) if stage.until and stage.begun else None,
        plan=axis.x(plan) if plan else None,
        goes_on=goes_on,
        mark=stage.mark.value,
        mark_x=round(mark_x, 2),
        note=note,
        note_x=round(note_x, 2),
        note_left=left,
        note_above=above,
    )


def _bar(stage: StageBar, axis: Axis, today: date) -> tuple[float, float] | None:
    """From the day that it was begun to the day that it was done, or to today."""
    first = stage.begun or stage.done
    if first is None:
        return None
    if stage.key == _LAST and stage.done is None:
        return axis.x(first), axis.right
    begin = axis.x(first)
    end = axis.end(max(stage.done, first)) if stage.done else axis.x(max(today, first))
    return begin, max(end, begin + _FEWEST)


def _term_end(stage: StageBar, axis: Axis) -> float | None:
    return axis.end(stage.until) if stage.until and stage.begun else None


def _note(stage: StageBar, words: Mapping[str, str]) -> str:
    """What is written at the end of a bar."""
    if stage.mark is Mark.NONE:
        return ""
    said = words[f"mark_{stage.mark.value}"]
    return f"{said} · {stage.acceptance}" if stage.acceptance else said


def _place(note: str, mark_x: float, bar: tuple[float, float], axis: Axis) -> tuple[float, bool, bool]:
    """Right of the bar and its mark where there is room, else left of them, else above: where, and which of these."""
    wide = width(note, 10)
    right = max(mark_x + 13, bar[1] + 7)
    if right + wide <= axis.right + MARGIN - 8:
        return right, False, False
    left = min(mark_x - 13, bar[0] - 9)
    if left - wide >= axis.left - 8:
        return left, True, False
    return axis.right, True, True


def _actual(stage: StageBar, words: Mapping[str, str], language: str) -> str:
    if stage.done is not None:
        return short_day(stage.done, language)
    if stage.begun is None:
        return ""
    return f"{words['since']} {short_day(stage.begun, language)}"


def _slip(stage: StageBar, today: date, words: Mapping[str, str]) -> tuple[str, bool]:
    """How far plan and fact are apart, in days; nothing where they are not, and for what has a term of its own."""
    if stage.planned is None or stage.until is not None:
        return "", False
    actual = stage.done or (today if today > stage.planned else None)
    if actual is None or actual == stage.planned:
        return "", False
    days = (actual - stage.planned) // timedelta(days=1)
    return words["later" if days > 0 else "earlier"].replace("N", str(abs(days))), days > 0


def _check_ins(facts: TimelineFacts, axis: Axis) -> tuple[tuple[float, bool], ...]:
    """Each at its day; those that would cover one another stand side by side."""
    out: list[tuple[float, bool]] = []
    for one in sorted(facts.check_ins, key=lambda check_in: check_in.day):
        x = max(axis.x(one.day), out[-1][0] + _BESIDE if out else 0.0)
        out.append((round(min(x, axis.right + MARGIN / 2), 2), one.answered))
    return tuple(out)


def _band(hold: HoldSpan, axis: Axis, today: date, words: Mapping[str, str], bottom: float) -> Band:
    begin = axis.x(hold.first)
    end = max(axis.end(hold.last or max(today, hold.first)), begin + 3)
    text = calm(f"{words['on_hold']}: {hold.reason}")
    left = begin > (axis.left + axis.right) / 2
    room = (end - axis.left if left else axis.right - begin) - 4
    wide = round(end - begin, 2)
    lines_over = hatch(begin, TOP - 7, wide, bottom - TOP + 7)
    return Band(begin, wide, lines_over, fit(text, 9, room), end if left else begin, left)
