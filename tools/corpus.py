"""Writes the counts of the starter corpus into its page, docs/corpus.md: `python -m tools.corpus`."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from classifiers.examples import Row, read_rows
from models.vocabulary import CaseReason, Category, Severity, Stage

PAGE = Path(__file__).parents[1] / "docs" / "corpus.md"
LANGUAGES = {"en": "English", "ru": "Russian", "de": "German"}
_MARKS = re.compile(r"(?<=<!-- counts -->\n).*(?=<!-- end of counts -->)", re.DOTALL)
_BANDS = {10: "up to 10", 25: "11 to 25", 70: "26 to 70", 150: "71 to 150", math.inf: "more than 150"}
_BORDERS = ("on a border", "with a second label")


@dataclass(frozen=True, slots=True)
class Count:
    """One table: its title, its lines in order, and the lines that a mail counts in."""

    title: str
    lines: Sequence[str]
    of: Callable[[Row], Iterable[str]]


def with_tables(page: str, rows: Sequence[Row]) -> str:
    """The page with the tables of these rows between its two marks."""
    text = tables(rows)
    return _MARKS.sub(lambda _: text, page)


def tables(rows: Sequence[Row]) -> str:
    """The counts of the corpus by category, severity, reason, stage, border and length, as Markdown."""
    columns = [[row for row in rows if row.lang == language] for language in LANGUAGES] + [list(rows)]
    medians = f"| median words | {' | '.join(str(round(median(map(_length, column)))) for column in columns)} |\n"
    return _table(COUNTS[0], columns) + medians + "".join(f"\n{_table(count, columns)}" for count in COUNTS[1:])


def _table(count: Count, columns: Sequence[Sequence[Row]]) -> str:
    found = [Counter(name for row in column for name in count.of(row)) for column in columns]
    lines = [f"| {count.title} | {' | '.join((*LANGUAGES.values(), 'all'))} |", "| --- | ---: | ---: | ---: | ---: |"]
    lines += [f"| {name} | {' | '.join(f'{column[name]:,}' for column in found)} |" for name in count.lines]
    return "".join(f"{line}\n" for line in lines)


def _category(row: Row) -> Iterable[str]:
    return (f"`{row.category}`",)


def _severity(row: Row) -> Iterable[str]:
    return (str(row.severity),)


def _reason(row: Row) -> Iterable[str]:
    return (f"`{row.reason}`",)


def _stage(row: Row) -> Iterable[str]:
    return (row.stage.value.replace("_", " ") if row.stage is not None else "not given",)


def _border(row: Row) -> Iterable[str]:
    return [name for name, true in zip(_BORDERS, (row.hard, row.also is not None), strict=True) if true]


def _words(row: Row) -> Iterable[str]:
    return (next(name for most, name in _BANDS.items() if _length(row) <= most),)


def _length(row: Row) -> int:
    return len(re.findall(r"\w+", row.body))


COUNTS = (
    Count("all", ("mails",), lambda _: ("mails",)),
    Count("category", [f"`{category.value}`" for category in Category], _category),
    Count("severity of a request", [str(level.value) for level in Severity], _severity),
    Count("case reason of a request", [f"`{reason.value}`" for reason in CaseReason], _reason),
    Count("stage of the sender", [*(stage.value.replace("_", " ") for stage in Stage), "not given"], _stage),
    Count("borders", _BORDERS, _border),
    Count("words in the body", tuple(_BANDS.values()), _words),
)


def main() -> None:
    """Bring the page up to the corpus and print what it counts."""
    rows = read_rows()
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), rows), encoding="utf-8")
    print(f"{PAGE.name}: {len(rows)} mails, of which {Counter(row.hard for row in rows)[True]} on a border")


if __name__ == "__main__":
    main()
