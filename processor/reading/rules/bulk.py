"""Mail to many: lists, newsletters, notifications."""

from processor.facts.message import Match
from processor.reading.clues import Clues

_HEADERS = ("list-id", "list-post", "list-unsubscribe", "feedback-id")


def list_header(clues: Clues) -> Match | None:
    """A field of mailing lists (RFC 2369, RFC 2919), unless the list is how mail reaches our own address."""
    if _is_ours(clues):
        return None
    for name in _HEADERS:
        if clues.headers.has(name):
            return Match("list_header", f"it carries the field {name}")
    return None


def bulk_precedence(clues: Clues) -> Match | None:
    """Precedence bulk, list or junk, in any of its spellings."""
    if _is_ours(clues):
        return None
    values = {clues.headers.low("precedence"), clues.headers.low("x-precedence")} & {"bulk", "list", "junk"}
    return Match("bulk_precedence", f"Precedence is {min(values)}") if values else None


def _is_ours(clues: Clues) -> bool:
    """Whether the list is one of our addresses: a group that hands a support mailbox's mail to its readers."""
    post, name = clues.headers.low("list-post"), clues.headers.low("list-id")
    return any(address in post or f"<{address.replace('@', '.')}>" in name for address in clues.own.addresses)
