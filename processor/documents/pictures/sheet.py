"""What all pictures have in common: a sheet of A4 across, its head, its columns and its axis."""

from dataclasses import dataclass
from typing import Final

from processor.documents.formats import day
from processor.documents.pictures.axis import Axis, Tick
from processor.documents.pictures.facts import PictureFacts
from processor.documents.pictures.measure import calm, fit, width

__all__ = ["CHART", "MARGIN", "NAME", "TOP", "WIDTH", "Head", "Sheet", "hatch", "head_of", "row_height", "sheet_of"]

WIDTH: Final = 1123
HEIGHT: Final = 794
MARGIN: Final = 46
NAME: Final = 292
"""The room of the column of names."""

CHART: Final = MARGIN + NAME + 196
"""Where the days begin: right of the columns of names, plans and facts."""

TOP: Final = 168
"""Where the rows begin."""

_FOOT: Final = 84
_TITLE: Final = 25.0
_HATCH: Final = 9.0


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a picture, and below it."""

    kind: str
    title: str
    subtitle: str
    as_of: str
    standing: str
    standing_width: float
    organisation: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The frame of a picture. `bottom` is where its rows end; `today` the place of today's line, None without one."""

    height: float
    top: float
    bottom: float
    axis: Axis
    ticks: tuple[Tick, ...]
    today: float | None


def head_of(kind: str, about: PictureFacts, as_of: str, standing: str) -> Head:
    """The head in the words of its language."""
    room = WIDTH - 2 * MARGIN - 220
    subtitle = " · ".join(part for part in (calm(about.customer), calm(about.site)) if part)
    badge = calm(standing)
    return Head(
        kind=kind,
        title=fit(calm(about.title), _TITLE, room),
        subtitle=fit(subtitle, 13, room),
        as_of=f"{as_of} {day(about.today, about.language)}",
        standing=badge,
        standing_width=round(width(badge, 11.5, bold=True) + 26, 1),
        organisation=fit(calm(about.organisation), 10, 400),
    )


def hatch(left: float, top: float, wide: float, high: float) -> str:
    """Slanting lines over a rectangle, as the data of a path: not every program that shows SVG knows patterns."""
    parts = []
    start = left - top - high
    for number in range(1, int((wide + high) / _HATCH) + 1):
        offset = start + number * _HATCH
        begin, end = max(top, left - offset), min(top + high, left + wide - offset)
        if begin < end:
            parts.append(f"M{offset + begin:.1f} {begin:.1f}L{offset + end:.1f} {end:.1f}")
    return "".join(parts)


def row_height(rows: int, least: float, most: float, above: float = 0.0) -> float:
    """How high rows are so that they fill the sheet, within bounds; `above` is taken by something else."""
    room = HEIGHT - _FOOT - TOP - 24 - above
    return round(min(max(room / max(rows, 1), least), most), 1)


def sheet_of(axis: Axis, about: PictureFacts, rows_end: float) -> Sheet:
    """A sheet of A4 across, or a taller one where the rows need it."""
    height = max(float(HEIGHT), rows_end + _FOOT)
    inside = axis.first <= about.today <= axis.last
    ticks = _apart(axis.ticks(about.language), axis.right)
    return Sheet(height, TOP, rows_end, axis, ticks, axis.x(about.today) if inside else None)


def _apart(ticks: tuple[Tick, ...], right: float) -> tuple[Tick, ...]:
    """Ticks whose words would run into those before, or over the edge, keep their line and lose their words."""
    out: list[Tick] = []
    free = 0.0
    for tick in ticks:
        half = width(tick.text, 10) / 2
        written = tick.x - half >= free and tick.x + half <= right + 8
        out.append(tick if written else Tick(tick.x, ""))
        free = tick.x + half + 8 if written else free
    return tuple(out)
