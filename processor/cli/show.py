"""Prints rows: aligned tables for people, one JSON object per line for scripts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Literal

import click

from processor.cli.words import calm, one_line

LAST = 24
"""Columns that the last column of a table has at least, however narrow the terminal is."""


def json_line(value: object) -> None:
    """One object on one line: values of enums, moments in ISO 8601, spans in seconds, amounts as texts, no bytes."""
    plain_value = plain(value)
    line = json.dumps(plain_value, ensure_ascii=False)
    if any("\ud800" <= letter <= "\udfff" for letter in line):
        line = json.dumps(plain_value)
    click.echo(line)


def plain(value: object) -> object:
    """The value as JSON knows it; a dataclass becomes an object."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.type is not bytes}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str) -> None:
    """An aligned table. A column whose name begins with > stands to the right; the last one takes the room left.

    On a terminal the last column wraps; in a file or pipe each row is one line, whole.
    """
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not cells:
        click.echo(empty)
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", border_style="dim")
    widths = [max(len(name.lstrip(">")), *(Text(row[at]).cell_len for row in cells)) for at, name in enumerate(columns)]
    room = console.width if console.is_terminal else sum(widths)
    fixed = [min(width, room // 3) if console.is_terminal else width for width in widths[:-1]]
    for name, width in zip(columns, [*fixed, 0], strict=True):
        side: Literal["left", "right"] = "right" if name.startswith(">") else "left"
        wraps = {"overflow": "fold"} if not width else {"min_width": width, "max_width": width, "no_wrap": True}
        grid.add_column(name.lstrip(">"), justify=side, **wraps)
    for row in cells:
        grid.add_row(*(Text(cell) for cell in row))
    console.width = max(room, sum(fixed) + LAST) + 3 * len(columns)
    with console.capture() as captured:
        console.print(grid)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Names and values under each other, values aligned with all their lines; what is empty is left out."""
    shown = [(name, calm(value)) for name, value in pairs if value]
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        lines = value.replace("\n", f"\n{' ' * (width + 2)}")
        click.echo(f"{click.style(name.ljust(width), dim=True)}  {lines}")


def heading(text: str) -> None:
    """A line above a part, with air before it."""
    click.echo()
    click.secho(calm(text), bold=True)


def body(text: str) -> None:
    """A text by a stranger, indented so that it can't be taken for ours."""
    for line in calm(text).splitlines():
        click.echo(f"  {line}".rstrip())
