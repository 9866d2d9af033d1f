"""What a message names a conversation by, and the form in which Message-IDs are compared."""

import hashlib
from collections.abc import Iterable
from typing import Protocol

LONGEST_INDEXED = 500
NAMED_AT_MOST = 200


class Keys(Protocol):
    """The names of conversations that a message carries; `processor.routing.keys` finds them."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """Conversation tokens."""
        ...

    @property
    def message_ids(self) -> tuple[str, ...]:
        """Message-IDs that it answers to or follows, the nearest first."""
        ...

    @property
    def numbers(self) -> tuple[int, ...]:
        """Ticket numbers."""
        ...


def index_key(value: str) -> str:
    """The value itself, or its digest where it is longer than PostgreSQL can index."""
    if len(value) <= LONGEST_INDEXED:
        return value
    return "sha256:" + hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()


def mailbox_key(address: str) -> str:
    """What all names of one mailbox have in common: an address without its subaddress (RFC 5233)."""
    local, at, domain = address.casefold().rpartition("@")
    return index_key(f"{local.partition('+')[0] or local}{at}{domain}")


def distinct(values: Iterable[str]) -> list[str]:
    """The values that say something, each once, in order; of too many (a hostile mail) the first and last ones."""
    found = [index_key(value) for value in dict.fromkeys(values) if value]
    half = NAMED_AT_MOST // 2
    return found if len(found) <= NAMED_AT_MOST else found[:half] + found[-half:]
