"""Answers beside the text: in the rows of an HTML reply's tables, and in the fields of a PDF that came back."""

from collections.abc import Iterable
from dataclasses import dataclass

from processor.facts.forms import Enclosed, FormDefinition
from processor.forms.folding import collapse, fold
from processor.forms.labels import Labels, Named, Sureness, split_label
from processor.forms.ours import Ours, normal

_MOST_LABEL_LINES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row that answers a field: the lines of the answer, and the row's words, as text shows them too."""

    key: str
    values: tuple[str, ...]
    words: str
    several: bool = False
    """Several cells behind the label say something: which of them is the answer, nobody knows."""


def read_rows(rows: Iterable[tuple[str, ...]], labels: Labels, ours: Ours) -> list[Row]:
    """The rows that name a field in a cell and have something written in a later one, or behind the label."""
    found = (_row(row, labels, ours) for row in rows)
    return [row for row in found if row is not None]


def _row(row: tuple[str, ...], labels: Labels, ours: Ours) -> Row | None:
    for place in range(len(row)):
        named = _label(row, place, labels)
        if named is None:
            continue
        behind = [named.rest] if named.rest and not ours.left(named.key, named.rest) and not _hint(named, ours) else []
        lines = [line for later in row[place + 1 :] for line in later.splitlines()]
        written = [ours.without_hints(line.strip()) for line in (*behind, *lines)]
        values = [line for line in written if line and not _printed(named.key, line, ours)]
        filled = [cell for cell in row[place + 1 :] if _says_something(named.key, cell, ours)]
        words = f" {normal(' '.join(row))} "
        return Row(named.key, tuple(values), words, len(filled) > 1) if values else None
    return None


def _says_something(key: str, cell: str, ours: Ours) -> bool:
    lines = (ours.without_hints(line.strip()) for line in cell.splitlines())
    return any(line and not _printed(key, line, ours) for line in lines)


def _label(row: tuple[str, ...], place: int, labels: Labels) -> Named | None:
    cell = row[place]
    lines = [line for line in cell.splitlines() if line.strip()]
    if not 0 < len(lines) <= _MOST_LABEL_LINES:
        return None
    before = row[place - 1].strip() if place else ""
    number = before if fold(before).isdigit() and len(before) < 5 else ""
    for text in (collapse(cell), lines[0]):
        named = split_label(labels, f"{number} {text}" if number and not number.isdigit() else text)
        if named is not None and (
            named.sureness >= Sureness.SLIPS or (named.rest and named.sureness > Sureness.NUMBER)
        ):
            return named
    return None


def _hint(named: Named, ours: Ours) -> bool:
    return ours.has(named.rest, True)


def _printed(key: str, line: str, ours: Ours) -> bool:
    """Whether a line of a cell is a blank or a known answer that we had put there, or a hint."""
    return ours.left(key, line) or ours.is_hint(line) or (normal(line).startswith("(") and ours.has(line, True))


def read_fields(enclosed: Enclosed, definition: FormDefinition) -> tuple[list[tuple[str, str]], list[str]]:
    """The filled fields of the PDFs by key, and what stands in fields that the form does not have."""
    keys = {one.key for one in definition.fields}
    filled = [(name, value.strip()) for pdf in enclosed.pdfs if not pdf.refused for name, value in pdf.fields]
    known = [(name, value) for name, value in filled if value and name in keys]
    return known, [f"{name}: {value}" for name, value in filled if value and name not in keys]
