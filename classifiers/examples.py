"""Labelled mails on disk: one JSON object a line, in as many files as a folder holds."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from models.vocabulary import CaseReason, Category, Severity, Stage

CORPUS: Final = Path(__file__).parent / "corpus"
"""The starter corpus that ships with Signoff."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled mail. `severity` and `reason` are None where the category is `not_a_request`, or nobody gave them.

    `also` is a second label that can be defended, `hard` marks mails on a border: both are for judging a model, not
    for training it. `group` is whoever wrote it: rows of one author are never split between learning and judging.
    `own` are the mails of an installation's customers, which alone are a sample of those that will come.
    """

    id: str
    lang: str
    subject: str
    body: str
    category: str
    severity: int | None
    reason: str | None
    stage: Stage | None = None
    also: str | None = None
    hard: bool = False
    group: str = ""
    own: bool = False


def read_rows(folder: Path = CORPUS) -> list[Row]:
    """All rows of a folder's `*.jsonl`, in the order of their ids; ValueError names the row that breaks the rules."""
    return _ordered([row for path in sorted(folder.glob("*.jsonl")) for row in _rows(path, path.stem)])


def read_file(path: Path) -> list[Row]:
    """All rows of one file, in the order of their ids; ValueError names the row that breaks the rules."""
    return _ordered(_rows(path, ""))


def _rows(path: Path, group: str) -> list[Row]:
    lines = path.read_text(encoding="utf-8").split("\n")  # JSON may hold what else ends a line, such as U+2028
    return [_row(path, number, line, group) for number, line in enumerate(lines, start=1) if line.strip()]


def _ordered(rows: list[Row]) -> list[Row]:
    rows.sort(key=lambda row: row.id)
    for before, after in pairwise(rows):
        if before.id == after.id:
            raise ValueError(f"two rows have the id {after.id}; give one of them another")
    return rows


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 over the rows' content in the order of their ids: the same however they are spread over files."""
    sha = hashlib.sha256()
    for row in sorted(rows, key=lambda row: row.id):
        fields = [row.id, row.lang, row.subject, row.body, row.category, row.severity, row.reason, row.stage]
        sha.update(json.dumps(fields, ensure_ascii=False).encode() + b"\n")
    return sha.hexdigest()


def counts(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """How many rows there are of each category in each language: `{category: {language: n}}`."""
    table: dict[str, dict[str, int]] = {category.value: {} for category in Category}
    for row in rows:
        table[row.category][row.lang] = table[row.category].get(row.lang, 0) + 1
    return table


def _row(path: Path, number: int, line: str, group: str) -> Row:
    where = f"{path.name} line {number}"
    try:
        row = Row(**{"group": group, **json.loads(line)})
        if not all(isinstance(value, str) for value in (row.id, row.lang, row.subject, row.body, row.group)):
            raise ValueError("id, lang, subject, body and group are texts")
        row = replace(row, stage=Stage(row.stage) if row.stage is not None else None)
        for label in (row.category, row.also):
            if label is not None:
                Category(label)
        if row.severity is not None:
            Severity(row.severity)
        if row.reason is not None:
            CaseReason(row.reason)
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{where} is not a labelled mail: {fault}") from fault
    if row.category == Category.NOT_A_REQUEST and (row.severity is not None or row.reason is not None):
        raise ValueError(f"{where}: what is not a request has neither severity nor reason")
    return row
