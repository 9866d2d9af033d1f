"""CSV files that people hand us: read whole, with the line of each row for whoever must mend it."""

import csv
import difflib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processor.errors import SettingsError

Record = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns in order, and each row's values by column with the line that it begins on."""

    path: Path
    columns: tuple[str, ...]
    records: tuple[Record, ...]

    def column(self, name: str) -> list[str]:
        """The values of one column."""
        self.must_have([name])
        return [values[name] for _, values in self.records]

    def must_have(self, names: Iterable[str]) -> None:
        """Raises SettingsError that names the columns which are not there, and those that may be meant."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise SettingsError("\n".join(f"{self.path}: {no_such_column(name, self.columns)}" for name in missing))


def no_such_column(name: str, columns: Iterable[str]) -> str:
    """The sentence on a column that is not there."""
    known = list(columns)
    near = difflib.get_close_matches(name.casefold(), [column.casefold() for column in known], 1)
    meant = [column for column in known if [column.casefold()] == near]
    guess = f"; did you mean {meant[0]!r}?" if meant else ""
    return f"there is no column {name!r} among {', '.join(known) or 'none'}{guess}"


def read_csv(path: Path) -> Table:
    """The table in a file, UTF-8 with a byte order mark or without.

    Raises SettingsError where it can't be read, has no rows, or a row has more or fewer fields than the heading.
    """
    with _opened(path) as rows:
        columns = tuple(name.strip() for name in next(rows, []))
        if len(set(columns)) != len(columns):
            raise SettingsError(f"{path}: two columns have the same name; give one of them another")
        records, line = [], rows.line_num + 1
        for row in rows:
            if row and len(row) != len(columns):
                raise SettingsError(
                    f"{path} line {line}: it has {len(row)} fields, and the heading {len(columns)}; "
                    "put a field that holds commas, quotes or line ends in quotes"
                )
            if row:
                records.append((line, dict(zip(columns, row, strict=True))))
            line = rows.line_num + 1
    if not records:
        raise SettingsError(f"{path}: there are no rows below a heading")
    return Table(path, columns, tuple(records))


@contextmanager
def _opened(path: Path) -> "Iterator[Any]":
    """The rows; what goes wrong while they are read is told with the file's name."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield csv.reader(file, strict=True)
    except OSError as error:
        raise SettingsError(f"{path} can't be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: it is not UTF-8 (byte {error.start}); save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise SettingsError(f"{path}: it is not CSV with commas: {error}") from error
    finally:
        csv.field_size_limit(before)
