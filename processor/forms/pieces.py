"""What a walk over a reply's lines finds: pieces that answer a field, gaps that may, and what is left over."""

from dataclasses import dataclass, field

from processor.forms.origin import Origin


@dataclass(slots=True)
class Piece:
    """Lines that belong to one field: `values` are what is written, `said` the lines whole, the label's too."""

    key: str
    origin: Origin
    said: list[str]
    values: list[str]
    doubtful: bool = False
    deep: int = 0
    gap: bool = False
    number: int = 0
    """The number that stands before its label, 0 for none."""
    nested: int = 0
    mark: str = ""
    ours: bool = False
    """The label's line is one that we had printed, as it stands."""
    breaks: list[int] = field(default_factory=list)
    """Which of the values stand below a blank line."""


@dataclass(slots=True)
class Gap:
    """Lines without a label between labels that nothing was written behind: an answer to the one above or below."""

    above: str
    below: str
    origin: Origin
    said: list[str]
    deep: int
    touches_above: bool
    touches_below: bool = False


@dataclass(slots=True)
class Scan:
    """What the walk found; `leftovers` are paragraphs that belong to no field."""

    pieces: list[Piece] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    leftovers: list[list[str]] = field(default_factory=list)
    last: list[Piece] = field(default_factory=list)
    """The answers that were open when the new text ended, or the reply: what they end with may be no answer."""
