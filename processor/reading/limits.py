"""How much of one mail is read at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps against mails made to cost much. What lies beyond a cap is left unread and named as a defect.

    `header_bytes` is the size of the header block, `parts` and `depth` count MIME parts and their nesting,
    `addresses` those of one header field, `text_chars` the readable text of one part.
    """

    header_bytes: int = 256 * 1024
    parts: int = 1000
    depth: int = 50
    addresses: int = 1000
    text_chars: int = 1_000_000
