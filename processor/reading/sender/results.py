"""Authentication-Results (RFC 8601): what our own mail server found, and how it is told from what others wrote.

The field is plain text that anybody can write. RFC 8601 section 5 has a mail server remove fields under its own name
from mail that comes in; not every one does. So a field counts only

- under a configured authserv-id,
- in the topmost block: a field of another name, a Received field, or a field of the author's ends it,
- and only where no Received field of another organisation stands above it.

Whatever stands in the block, one fail outweighs every pass.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import authres
import authres.arc
import authres.dmarc

from processor.facts.addresses import ascii_domain
from processor.facts.proof import ResultsCheck
from processor.reading.sender.domains import is_registered, same_organisation
from processor.reading.sender.fields import Mail

_LARGEST = 8 * 1024
_MOST_FIELDS = 20
_ID = re.compile(r"\s{0,100}\"?([^\s;()=\"]{1,255})\"?[\s\d]{0,100};")
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_BY = re.compile(r"\bby\s{1,20}([A-Za-z0-9.-]{1,255})")
_SAYS_FAIL = re.compile(r"\bdmarc\s{0,20}=\s{0,20}fail", re.IGNORECASE)
_AUTHORS = frozenset({"from", "to", "subject", "date", "message-id", "dkim-signature", "mime-version", "content-type"})
_PROPERTIES = {
    "dmarc": (("header", "from"),),
    "dkim": (("header", "d"), ("header", "i")),
    "spf": (("smtp", "mailfrom"), ("smtp", "helo")),
}


def results(mail: Mail, authserv_ids: Sequence[str], author: str) -> tuple[ResultsCheck, ...]:
    """What our own mail server says of a mail from the domain `author`; nothing where no authserv-id is configured."""
    ids = frozenset(name.casefold() for name in authserv_ids if name)
    return tuple(check for value in own_block(mail, ids) for check in parsed(value, author))


def own_block(mail: Mail, ids: frozenset[str]) -> tuple[str, ...]:
    """The values of the topmost block of our own mail server's fields, unfolded."""
    found: list[str] = []
    for field in mail.fields if ids else ():
        text = unfolded(field.value)
        if field.name == "received":
            if found or _from_elsewhere(text, ids):
                break
        elif field.name == "authentication-results":
            if authserv_id(text) not in ids or len(found) == _MOST_FIELDS:
                break
            found.append(text)
        elif found and field.name in _AUTHORS:
            break
    return tuple(found)


def authserv_id(text: str) -> str:
    """Under which name a field was written; empty where it has none, as Microsoft's has not."""
    found = _ID.match(_COMMENT.sub(" ", text[:_LARGEST]))
    return found[1].casefold() if found else ""


def parsed(text: str, author: str) -> tuple[ResultsCheck, ...]:
    """The results in one field's value. One that can't be read passes nothing, and fails if it seems to say so."""
    try:
        if len(text) > _LARGEST:
            raise ValueError("too long")
        header: Any = _context().parse_value(text.rstrip("; \t"))
        checks = [_check(header.authserv_id, result, author) for result in header.results if hasattr(result, "method")]
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        result = "fail" if _SAYS_FAIL.search(text) else "unreadable"
        return (ResultsCheck(authserv_id(text), "dmarc", result, "", aligned=False),)
    return tuple(checks)


def unfolded(value: bytes) -> str:
    """A field's value on one line."""
    return value.decode("utf-8", "replace").replace("\r\n", "").strip()


def _from_elsewhere(text: str, ids: frozenset[str]) -> bool:
    """Whether a Received field was written by another organisation's server; names that DNS can't have are inside."""
    found = _BY.search(_COMMENT.sub(" ", text[:_LARGEST]))
    host = found[1].lower().rstrip(".") if found else ""
    return is_registered(host) and not any(same_organisation(host, name) for name in ids)


@cache
def _context() -> authres.FeatureContext:
    return authres.FeatureContext(authres.dmarc, authres.arc)


def _check(name: str | None, result: Any, author: str) -> ResultsCheck:
    method, domain = str(result.method).lower(), _domain(result)
    aligned = bool(domain and author) and (domain == author or same_organisation(domain, author))
    return ResultsCheck((name or "").casefold(), method, str(result.result).lower(), domain, aligned)


def _domain(result: Any) -> str:
    """The domain that a method looked at, in ASCII; empty where it names none."""
    said = {(str(part.type).lower(), str(part.name).lower()): str(part.value) for part in result.properties}
    for name in _PROPERTIES.get(str(result.method).lower(), ()):
        if said.get(name):
            try:
                return ascii_domain(said[name].rpartition("@")[2].strip('<>" ').rstrip(".").lower())
            except UnicodeError:
                return ""
    return ""
