"""What the rules about a mail's kind look at, gathered once."""

import re
from dataclasses import dataclass

from processor.facts.message import Address
from processor.facts.own import OwnMarks
from processor.reading.headers import Headers
from processor.reading.parts import Walk

_REPORT_TYPE = re.compile(r"report-type\s*=\s*\"?([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clues:
    """One mail as the rules see it. `parts` are the types of its own parts, attached messages not looked into.

    `text` is the whole readable body, `delivery_actions` the Action fields of its delivery status parts.
    """

    headers: Headers
    own: OwnMarks
    sender: Address | None
    subject: str
    text: str
    top: str
    report_type: str
    parts: frozenset[str]
    delivery_actions: tuple[str, ...] = ()

    @property
    def from_value(self) -> str:
        """The whole From field in lower case: daemons often have no full address."""
        return self.headers.low("from")

    @property
    def opening(self) -> str:
        """The first lines of the text, where a program says what it is."""
        return self.text[:1500]


def top_level(headers: Headers, found: Walk) -> tuple[str, str]:
    """The media type of the whole mail and, for multipart/report, its report type (RFC 6522 section 3)."""
    value = headers.low("content-type")
    match = _REPORT_TYPE.search(value)
    return value.partition(";")[0].strip() or found.root.kind, match[1].lower() if match else ""
