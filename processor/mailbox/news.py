"""What a server announced in passing: EXISTS beside the answer to another command.

A server tells of a new message once (RFC 3501 section 7.3.1). What it tells with the answer to SEARCH is in no search
yet and will not be told again during IDLE: whoever does not look for it misses a mail until the next safety search.
"""

from typing import Any

_ANNOUNCED = "EXISTS"


def forget_announced(client: Any) -> None:
    """A search is about to find whatever has been announced up to now."""
    client._imap.untagged_responses.pop(_ANNOUNCED, None)


def was_announced(client: Any) -> bool:
    """Whether messages were announced since, by the answer to any command; tells it once."""
    return client._imap.untagged_responses.pop(_ANNOUNCED, None) is not None
