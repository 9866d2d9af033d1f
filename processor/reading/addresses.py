"""Who a mail is from and to: header values to addresses, hostile and broken syntax included."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailparser.utils import get_addresses

from processor.facts.addresses import ascii_address
from processor.facts.message import Address
from processor.reading.defects import Defect
from processor.reading.headers import Headers
from processor.reading.words import header_text

_ANGLE = re.compile(r"<([^<>]*)>")
_BARE = re.compile(r"[^\s<>\"'(),;:\[\]@]{1,200}@[^\s<>\"'(),;:\[\]@]{1,255}")
_FOR = re.compile(r"\bfor\s{1,9}<?([^\s<>;@]{1,200}@[^\s<>;@]{1,255})>?(?:[\s;]|$)", re.IGNORECASE)
_SHORT = 300
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "apparently-to")
# Faults of the display name's encoding only: the address is beyond doubt.
_HARMLESS = frozenset({"overlong-encoded-word"})
# Encoded words, 8-bit bytes as surrogate escapes, and what the address parser writes for these.
_UNDECODED = re.compile(r"=\?[^?\s]+\?[bBqQ]\?|[\udc80-\udcff]|\\udc|\\xdc")


@dataclass(frozen=True, slots=True)
class Sender:
    """The author of a mail as far as the From field tells, and what is wrong with the field."""

    address: Address | None
    defects: tuple[Defect, ...]


def read_sender(headers: Headers) -> Sender:
    """Exactly one From field with exactly one address is a sender without defects (RFC 5322 section 3.6.2).

    Broken fields give the likeliest address and a defect that forbids approval; identity never comes from a guess.
    """
    values = headers.raw("from")
    defects = [Defect.SEVERAL_FROM] if len(values) > 1 else []
    if not values:
        return Sender(_stand_in(headers), (Defect.NO_SENDER,))
    value = next((value for value in values if "@" in value), values[0])
    addresses, clean = parse(value)
    if len(addresses) > 1:
        defects.append(Defect.SEVERAL_SENDERS)
    if not addresses:
        guess = _likeliest(value)
        return Sender(guess, (*defects, Defect.SENDER_SYNTAX if guess else Defect.NO_SENDER))
    if not clean:
        defects.append(Defect.SENDER_SYNTAX)
    return Sender(addresses[0], tuple(defects))


def _stand_in(headers: Headers) -> Address | None:
    """Who a mail without a From field is most likely from, so that somebody can be answered; never an identity."""
    for name in ("sender", "reply-to"):
        for raw in headers.raw(name):
            found = parse(raw)[0]
            if found:
                return found[0]
    return None


def parse(raw: str) -> tuple[tuple[Address, ...], bool]:
    """The addresses of one header value, and whether its syntax leaves no doubt about them.

    The same few senders and mailboxes come again and again, so what short values say is remembered.
    """
    return _remembered(raw) if len(raw) <= _SHORT else _parsed(raw)


@lru_cache(maxsize=2048)
def _remembered(raw: str) -> tuple[tuple[Address, ...], bool]:
    return _parsed(raw)


def _parsed(raw: str) -> tuple[tuple[Address, ...], bool]:
    diagnostics: list[dict[str, object]] = []
    try:
        pairs = get_addresses(raw, defects=diagnostics, decode_names=True)
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return (), False
    names_decoded = not _UNDECODED.search(raw)
    addresses = tuple(
        _address(name if names_decoded else _display_name(raw, name, spec), spec) for name, spec in pairs if "@" in spec
    )
    return addresses, all(_harmless(entry, pairs) for entry in diagnostics)


def read_list(headers: Headers, name: str, cap: int) -> tuple[tuple[Address, ...], bool]:
    """The addresses of all fields of this name, and whether there were more than `cap`."""
    found: list[Address] = []
    for raw in headers.raw(name):
        found += parse(raw)[0] if "@" in raw else ()
        if len(found) > cap:
            return tuple(found[:cap]), True
    return tuple(found), False


def delivered_to(headers: Headers, to: Sequence[Address], cc: Sequence[Address]) -> tuple[str, ...]:
    """All addresses that the mail was sent or delivered to, case folded, each once: headers and trace together."""
    found = [address.key for address in (*to, *cc)]
    for name in _DELIVERED:
        for raw in headers.raw(name):
            found += [match[0].casefold() for match in _BARE.finditer(raw) if match[0].isascii()]
    for raw in headers.raw("received"):
        found += [match.casefold() for match in _FOR.findall(raw) if match.isascii()]
    return tuple(dict.fromkeys(found))


def _harmless(entry: dict[str, object], pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a diagnostic of the address parser leaves the address itself beyond doubt.

    Many clients repeat the address as its own, unquoted, display name; that is wrong syntax and no disguise.
    """
    reasons = set(str(entry.get("reason", "")).split(","))
    if reasons <= _HARMLESS:
        return True
    repeated = len(pairs) == 1 and pairs[0][0].strip("'\" ").casefold() in {"", pairs[0][1].casefold()}
    return repeated and reasons <= {"invalid-display-name", *_HARMLESS} and bool(entry.get("recovered"))


def _address(name: str, spec: str) -> Address:
    local, _, domain = spec.rpartition("@")
    return Address(header_text(name).text, _lowered(f"{header_text(local).text}@{header_text(domain).text}"))


def _display_name(raw: str, name: str, spec: str) -> str:
    """The raw display name in front of an address, where the address parser could not decode it."""
    if not _UNDECODED.search(name):
        return name
    head = raw.partition(f"<{spec}>")[0].rpartition(">")[2]
    return head.strip(" ,\t\r\n").strip('"') or name


def _likeliest(raw: str) -> Address | None:
    """The address that a reader would see in a From field that follows no grammar; without any, its one word."""
    text = header_text(raw).text
    angles = [inner.strip() for inner in _ANGLE.findall(text)]
    name = text.partition("<")[0].strip().strip('"').strip()
    for inner in reversed(angles):
        if "@" in inner:
            return Address(name, _lowered(inner))
    bare = _BARE.search(text)
    if bare:
        return Address(text.replace(bare[0], "").strip(" \t\"'()<>,;:"), _lowered(bare[0]))
    return None


def _lowered(spec: str) -> str:
    local, _, domain = spec.rpartition("@")
    return ascii_address(f"{local}@{domain.lower()}")
