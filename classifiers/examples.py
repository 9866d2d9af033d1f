"""Labelled mails on disk: one JSON object a line, in as many files as a folder holds."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from models.vocabulary import CaseReason, Category, Severity

CORPUS: Final = Path(__file__).parent / "corpus"
"""The starter corpus that ships with Signoff."""


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled mail. `severity` and `reason` are None exactly where the category is `not_a_request`."""

    id: str
    lang: str
    subject: str
    body: str
    category: str
    severity: int | None
    reason: str | None


def read_rows(folder: Path = CORPUS) -> list[Row]:
    """All rows of a folder's `*.jsonl`, in the order of their ids; ValueError names the row that breaks the rules."""
    rows = [
        _row(path, number, line)
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip()
    ]
    rows.sort(key=lambda row: row.id)
    for before, after in pairwise(rows):
        if before.id == after.id:
            raise ValueError(f"two rows have the id {after.id}; give one of them another")
    return rows


def digest(rows: Iterable[Row]) -> str:
    """SHA-256 over the rows' content in the order of their ids: the same however they are spread over files."""
    sha = hashlib.sha256()
    for row in sorted(rows, key=lambda row: row.id):
        fields = [row.id, row.lang, row.subject, row.body, row.category, row.severity, row.reason]
        sha.update(json.dumps(fields, ensure_ascii=False).encode() + b"\n")
    return sha.hexdigest()


def counts(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """How many rows there are of each category in each language: `{category: {language: n}}`."""
    table: dict[str, dict[str, int]] = {category.value: {} for category in Category}
    for row in rows:
        table[row.category][row.lang] = table[row.category].get(row.lang, 0) + 1
    return table


def _row(path: Path, number: int, line: str) -> Row:
    where = f"{path.name} line {number}"
    try:
        row = Row(**json.loads(line))
        Category(row.category)
        if row.severity is not None:
            Severity(row.severity)
        if row.reason is not None:
            CaseReason(row.reason)
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{where} is not a labelled mail: {fault}") from fault
    nothing = row.category == Category.NOT_A_REQUEST
    if (row.severity is None) is not nothing or (row.reason is None) is not nothing:
        raise ValueError(f"{where}: severity and reason are null exactly where the category is not_a_request")
    return row
