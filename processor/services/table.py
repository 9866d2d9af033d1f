"""A table out of a spreadsheet, as CSV: read cell by cell, so that a fault names its line and column."""

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from processor.errors import Refused

MOST_BYTES = 5_000_000
MOST_LINES = 20_000
LONGEST_CELL = 5_000
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: the line as an editor counts them, the column's name, and what to do about it.

    `column` is empty where the whole line is at fault.
    """

    line: int
    column: str
    said: str

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        where = f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.said}"


class Unreadable(Refused):
    """The file is no table of the kind that was asked for. `faults` says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = faults


class Line:
    """One line of a table. `at` is the column that was looked at last: what fails then is about that one."""

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self.number = number
        self.at = ""
        self._cells = cells

    def __getitem__(self, column: str) -> str:
        """The cell's text without space around it, empty where there is none."""
        self.at = column
        text = self._cells.get(column, "").strip()
        if len(text) > LONGEST_CELL:
            raise Refused(f"it has {len(text):,} characters: at most {LONGEST_CELL:,} are taken")
        if any(letter < " " and letter not in "\n\t" for letter in text):
            raise Refused("it has control characters in it: type it again")
        return text

    def need(self, column: str) -> str:
        """A cell that may not be empty. Raises Refused."""
        text = self[column]
        if not text:
            raise Refused("it is empty: fill it in")
        return text

    def fault(self, error: Refused) -> Fault:
        """What was refused, at the cell that was looked at last."""
        return Fault(self.number, self.at, str(error))


def read_table(data: bytes, known: Sequence[str], needed: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a table whose first line names columns out of `known`, all of `needed` among them.

    Comma, semicolon and tab are told apart by the first line. Empty lines are left out. Raises Unreadable.
    """
    rows = _rows(_text(data))
    number, header = next(rows, (1, []))
    names = [name.strip().casefold().replace(" ", "_") for name in header]
    _check_header(names, number, known, needed)
    lines = tuple(_line(at, names, row) for at, row in rows)
    if not lines:
        raise Unreadable(Fault(number, "", "there is nothing below the names of the columns: add a line for each"))
    return lines


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Unreadable(Fault(1, "", f"the file has {len(data):,} bytes, more than {MOST_BYTES:,}: split it"))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        said = "it is not UTF-8 text: save the file as “CSV UTF-8”"
        raise Unreadable(Fault(line, "", said)) from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of the line on which it begins."""
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count = 0
    while True:
        began = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            said = f"it can't be read as CSV ({error}): check the quotation marks"
            raise Unreadable(Fault(began, "", said)) from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            count += 1
            if count > MOST_LINES + 1:
                raise Unreadable(Fault(began, "", f"there are more than {MOST_LINES:,} lines: split the file"))
            yield began, row


def _check_header(names: Sequence[str], number: int, known: Sequence[str], needed: Sequence[str]) -> None:
    faults = [Fault(number, name or "(empty)", _unknown(name, known)) for name in names if name not in known]
    missing = [name for name in needed if name not in names]
    faults += [Fault(number, name, "there is no such column: the first line has to name it") for name in missing]
    doubled = {name for name in names if names.count(name) > 1 and name in known}
    faults += [Fault(number, name, "the column stands there twice: remove one") for name in sorted(doubled)]
    if faults:
        raise Unreadable(*faults)


def _unknown(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(known)}"
    return f"there is no such column to import: {hint}"


def _line(number: int, names: Sequence[str], row: Sequence[str]) -> Line:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        said = (
            f"it has {len(row)} cells, but the first line names {len(names)} columns: put a cell with a comma in quotes"
        )
        raise Unreadable(Fault(number, "", said))
    return Line(number, dict(zip(names, row, strict=False)))
