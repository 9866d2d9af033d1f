"""The mails that a training learns from: the starter corpus, and what people decided here."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from classifiers.examples import Row
from classifiers.text import Text
from models.vocabulary import Stage
from processor.store.examples import ExampleRow

_WORD: Final = re.compile(r"[^\W\d_]+")


def row_of(example: ExampleRow) -> Row:
    """An example as the classifiers see it. A ticket keeps its row's id when it is labelled anew."""
    name = f"t{example.ticket_number}" if example.ticket_number else f"i{example.example_id}"
    return Row(
        id=name,
        lang=example.language,
        subject=example.subject,
        body=example.body,
        category=example.category.value,
        severity=int(example.severity) if example.severity is not None else None,
        reason=example.reason.value if example.reason is not None else None,
        stage=example.stage,
        group=_said(example),
        own=True,
    )


def _said(example: ExampleRow) -> str:
    """The same for texts that differ in numbers, case and signs only, as what a machine or a form sends does.

    Judged by a model that had learned from one of them, the others would look better understood than a stranger's.
    """
    words = " ".join(_WORD.findall(f"{example.subject}\n{example.body}".casefold()))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def text_of(row: Row) -> Text:
    """The words of a row, to be judged."""
    return Text(row.subject, row.body, row.lang or None, row.stage)


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """One JSON object a line, for this user's eyes only."""
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(asdict(row), ensure_ascii=False)}\n" for row in rows)


class WrittenRows:
    """The rows of such a file, read anew each time that they are gone through: no list of texts is held."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Row]:
        """The rows, in the order of the file."""
        with self._path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                found = json.loads(line)
                yield Row(**(found | {"stage": Stage(found["stage"]) if found["stage"] else None}))
