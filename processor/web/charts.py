"""Charts as plain numbers: where each bar and line of a drawing stands, so that templates only draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

__all__ = ["HALF", "WIDE", "Bar", "Chart", "Column", "Tick", "stacked"]

WIDE: Final = 1000.0
HALF: Final = 560.0
HEIGHT: Final = 190.0
_LEFT: Final = 38.0
_BOTTOM: Final = 22.0
_TOP: Final = 8.0
_GAP: Final = 0.22
_LABEL: Final = 70.0
_TICKS: Final = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands below it, its full name, and a number for each series, from the bottom up."""

    label: str
    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a column. `series` counts from 1; `column` leads to its name."""

    x: float
    y: float
    width: float
    height: float
    series: int
    column: int
    value: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis, with its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of `width` by `height` units: columns stand on `floor`, and `levels` are lines across."""

    width: float
    height: float
    left: float
    floor: float
    bars: tuple[Bar, ...]
    levels: tuple[Tick, ...]
    labels: tuple[Tick, ...]


def stacked(columns: Sequence[Column], width: float = HALF) -> Chart:
    """Columns beside each other whose parts stand on each other; the highest gives the scale. Numbers are not below 0.

    `width` is about how many pixels it has, so that its words are as large as those around it: HALF of a page, or WIDE.
    Under many columns only some have their label, at equal steps, so that labels never overlap.
    """
    top = _round_up(max((sum(one.values) for one in columns), default=0.0))
    floor_at = HEIGHT - _BOTTOM
    scale = (floor_at - _TOP) / top
    step = (width - _LEFT) / max(len(columns), 1)
    bars = []
    for at, column in enumerate(columns):
        y = floor_at
        for series, value in enumerate(column.values, start=1):
            if value > 0:
                height = value * scale
                y -= height
                x, broad = _LEFT + at * step + step * _GAP / 2, step * (1 - _GAP)
                bars.append(Bar(round(x, 2), round(y, 2), round(broad, 2), round(height, 2), series, at, value))
    every = ceil(len(columns) / (width / _LABEL)) or 1
    labels = tuple(
        Tick(round(_LEFT + (at + 0.5) * step, 2), one.label) for at, one in enumerate(columns) if at % every == 0
    )
    levels = tuple(Tick(round(floor_at - value * scale, 2), _plain(value)) for value in _levels(top))
    return Chart(width, HEIGHT, _LEFT, floor_at, tuple(bars), levels, labels)


def _round_up(most: float) -> float:
    """The next number above that reads well: 1, 2, 4 or 5 of a power of ten, and at least the count of ticks."""
    if most <= _TICKS:
        return float(_TICKS)
    power = 10 ** floor(log10(most))
    return next(float(nice * power) for nice in (1, 2, 4, 5, 10) if nice * power >= most)


def _levels(top: float) -> tuple[float, ...]:
    parts = _TICKS if top % _TICKS == 0 else 5
    return tuple(top / parts * at for at in range(parts + 1))


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
