"""Tables as CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from processor.web.answers import Answer
from processor.web.visit import Visit

__all__ = ["csv_file"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_file(visit: Visit, filename: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Answer:
    """The rows as a file to save (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return visit.file(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace"), filename, "text/csv")


def _cell(value: object) -> str:
    """A value as a spreadsheet may show it: what a stranger wrote is never a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
