"""What the reading process can be asked about parts of a mail: a form's answers, a file, HTML. Imports little."""

from dataclasses import dataclass
from typing import Final

MARK_FIELD: Final = "signoff_form"
"""The name of the hidden field by which a returned PDF is known as ours; no field of a form is called so."""


@dataclass(frozen=True, slots=True)
class RowsRequest:
    """Asks for the rows of all tables in a mail's HTML."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class PdfRequest:
    """Asks for the fields of the PDF that is attached at a position of the mail's walk."""

    raw: bytes
    position: int
    filename: str


@dataclass(frozen=True, slots=True)
class FileRequest:
    """Asks for the bytes of what is attached at a position of the mail's walk."""

    raw: bytes
    position: int


@dataclass(frozen=True, slots=True)
class HtmlRequest:
    """Asks for the HTML of a mail's body with the parts that it points to, of which it takes `most` bytes in all."""

    raw: bytes
    most: int


@dataclass(frozen=True, slots=True)
class HtmlBody:
    """The HTML of a mail's body, empty where there is none, and the parts that it points to (RFC 2392).

    `parts` are Content-ID (without its brackets) and bytes, whatever they are; `left` those that were too much.
    """

    html: str
    parts: tuple[tuple[str, bytes], ...] = ()
    left: frozenset[str] = frozenset()
