"""International mail domains in the one form that machines compare and send to."""

import re
from email.utils import parseaddr
from encodings import idna

_DOTS = re.compile("[.\u3002\uff0e\uff61]")
# The older standard turns these into other letters, so that another domain, of another owner, would be meant.
_KEPT = re.compile("([\u00df\u03c2])")
_JOINERS = re.compile("[\u200c\u200d]")


def ascii_domain(domain: str) -> str:
    """The domain in its ASCII form (RFC 5891), in lower case. Raises UnicodeError where it has none.

    The letters that RFC 3490 maps to others, such as the German sharp s, stay themselves (RFC 5894 section 7.2).
    """
    return domain.lower() if domain.isascii() else ".".join(_label(label) for label in _DOTS.split(domain))


def ascii_address(address: str) -> str:
    """The address with its domain in ASCII form; one that has none stays as it is."""
    if address.isascii():
        return address
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{ascii_domain(domain)}"
    except UnicodeError:
        return address


def written_person(given: str) -> tuple[str, str]:
    """Name and address of `Name <address>` or of an address alone; an empty text is nobody, with both empty.

    Raises ValueError for what holds no address.
    """
    if not given.strip():
        return "", ""
    name, address = parseaddr(given)
    local, _, domain = address.rpartition("@")
    if not local or not domain or any(letter.isspace() for letter in address):
        raise ValueError(f"{given!r} is no mail address")
    return name, ascii_address(address)


def _label(label: str) -> str:
    if _JOINERS.search(label):
        raise UnicodeError(f"{label!r} has letters that nobody sees")
    pieces = _KEPT.split(label.lower())
    if len(pieces) == 1:
        return idna.ToASCII(label).decode("ascii").lower()
    prepared = "".join(piece if _KEPT.fullmatch(piece) else idna.nameprep(piece) for piece in pieces)
    encoded = "xn--" + prepared.encode("punycode").decode("ascii")
    if len(encoded) > 63:
        raise UnicodeError(f"{label!r} is too long")
    return encoded
