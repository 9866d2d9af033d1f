"""Mails with labels from a file that a team made: JSON lines or CSV, every row checked, and all or none taken."""

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

from classifiers.examples import Row
from models.vocabulary import CaseReason, Category, Severity, Stage
from processor.errors import Refused, SettingsError
from processor.services.jsonlines import batches, parsed, whole
from processor.services.tables import no_such_column, read_csv

FIELDS: Final = ("id", "lang", "subject", "body", "category", "also", "severity", "reason", "stage")
"""What a row may tell; a field that is called otherwise in the file can be mapped."""

NEEDED: Final = ("subject", "body", "category", "severity", "reason")
SHOWN: Final = 20
"""Faulty rows that are told of at once; a file with a fault in every row needs one remedy, not a thousand lines."""

Word = TypeVar("Word", bound=Enum)
Values = Mapping[str, Any]


def read_labelled(path: Path, mapping: Mapping[str, str] | None = None) -> list[Row]:
    """The labelled mails of a `.jsonl` or `.csv` file; `mapping` leads from the file's columns to `FIELDS`.

    Raises SettingsError where the file can't be read or lacks a column, and Refused with each row at fault, its line
    and what to do, where labels are wrong.
    """
    rows: list[Row] = []
    faults: list[str] = []
    for line, values in _records(path, mapping or {}):
        try:
            rows.append(_row(line, values))
        except ValueError as fault:
            faults.append(f"{path} line {line}: {fault}")
    if faults:
        more = [f"and {len(faults) - SHOWN} rows more"] if len(faults) > SHOWN else []
        raise Refused("\n".join([*faults[:SHOWN], *more, "nothing was taken; mend these rows and try again"]))
    if not rows:
        raise SettingsError(f"{path}: there are no rows in it")
    return rows


def _records(path: Path, mapping: Mapping[str, str]) -> Iterator[tuple[int, Values]]:
    for field in mapping.values():
        if field not in FIELDS:
            raise SettingsError(f"--map: {no_such_column(field, FIELDS).replace('column', 'field')}")
    match path.suffix.lower():
        case ".csv":
            yield from _of_csv(path, mapping)
        case ".jsonl":
            yield from _of_jsonl(path, mapping)
        case _:
            raise SettingsError(f"{path}: its name must end in .jsonl (one JSON object a line) or .csv")


def _of_csv(path: Path, mapping: Mapping[str, str]) -> Iterator[tuple[int, Values]]:
    table = read_csv(path)
    table.must_have(mapping)
    fields = {column: mapping.get(column, column.casefold()) for column in table.columns}
    missing = [field for field in NEEDED if field not in fields.values()]
    if missing:
        told = (f"{path}: {no_such_column(name, table.columns)}; name it: --map COLUMN={name}" for name in missing)
        raise SettingsError("\n".join(told))
    for line, values in table.records:
        yield line, {fields[column]: value for column, value in values.items()}


def _of_jsonl(path: Path, mapping: Mapping[str, str]) -> Iterator[tuple[int, Values]]:
    try:
        with path.open("rb") as file:
            for batch in batches(file, 1000):
                for number, line in batch:
                    values = parsed(number, line).values
                    yield number, {mapping.get(name, name): value for name, value in values.items()}
    except OSError as error:
        raise SettingsError(f"{path} can't be opened: {error.strerror}") from error


def _row(line: int, values: Values) -> Row:
    """The row. Raises ValueError with what is wrong and what to do."""
    category, severity, reason = _labels(values)
    also = _word(values, "also", Category)
    subject, body = _text(values, "subject"), _text(values, "body")
    if not subject.strip() and not body.strip():
        raise ValueError("subject and body are both missing or empty; leave the row out, or map their columns")
    return Row(
        id=_text(values, "id") or f"line {line}",
        lang=_text(values, "lang").strip().lower(),
        subject=subject,
        body=body,
        category=category.value,
        severity=severity.value if severity else None,
        reason=reason.value if reason else None,
        stage=_word(values, "stage", Stage),
        also=also.value if also else None,
    )


def _labels(values: Values) -> tuple[Category, Severity | None, CaseReason | None]:
    """The labels, which must be whole. Raises ValueError."""
    category = _word(values, "category", Category)
    if category is None:
        raise ValueError(f"category is missing; give one of {', '.join(Category)}")
    severity, reason = _severity(values), _word(values, "reason", CaseReason)
    if category is Category.NOT_A_REQUEST and (severity is not None or reason is not None):
        raise ValueError("what is not_a_request has neither severity nor reason; leave both empty")
    if category is not Category.NOT_A_REQUEST and severity is None:
        raise ValueError("severity is missing; give 1 (critical), 2 (urgent), 3 (high) or 4 (medium)")
    if category is not Category.NOT_A_REQUEST and reason is None:
        raise ValueError(f"reason is missing; give one of {', '.join(CaseReason)}")
    return category, severity, reason


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and name == "id" and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text")
    return whole(value)


def _word(values: Values, name: str, kind: type[Word]) -> Word | None:
    """The word under this name, however it is spelt: "Development request" is development_request."""
    text = _text(values, name).strip()
    if not text:
        return None
    try:
        return kind(text.casefold().replace(" ", "_").replace("-", "_"))
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise ValueError(f"{name} is {text!r}; it can be {known}") from None


def _severity(values: Values) -> Severity | None:
    value = values.get("severity")
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    named = {level.name.casefold(): level for level in Severity} | {str(level.value): level for level in Severity}
    if isinstance(value, bool) or text.casefold() not in named:
        raise ValueError(f"severity is {text!r}; give 1 (critical), 2 (urgent), 3 (high) or 4 (medium)")
    return named[text.casefold()]
