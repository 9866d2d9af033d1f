"""The addresses of a mail as the server must be told them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from processor.facts.addresses import ascii_domain
from processor.outbox.parcel import Parcel

_ATOM = r"[^\x00-\x20\x7f\"(),:;<>@\[\\\]]+"
_QUOTED = r"\"(?:[^\x00-\x1f\x7f\"\\]|\\[\x20-\x7e])*\""
_LOCAL = re.compile(rf"{_ATOM}|{_QUOTED}")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[A-Za-z0-9.:]+\]")


class UnsendableError(ValueError):
    """The mail can't be offered to this server at all; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Reverse path, recipients and MAIL parameters, ready for the wire."""

    sender: str
    recipients: tuple[str, ...]
    options: tuple[str, ...]
    encoding: str


def envelope_of(parcel: Parcel, supports: Callable[[str], bool]) -> Envelope:
    """The envelope for a server that `supports` these extensions.

    SMTPUTF8 (RFC 6531) is asked for only when the local part of an address needs it: a domain has an ASCII form
    (RFC 5891), and some servers refuse the parameter even where they announce it. SIZE (RFC 1870) lets the server
    refuse before the transfer.

    Raises UnsendableError for a malformed address, and for one that needs SMTPUTF8 from a server without it.
    """
    sender = _wire_form(parcel.sender) if parcel.sender else ""
    recipients = tuple(_wire_form(address) for address in parcel.recipients)
    international = [address for address in (sender, *recipients) if not address.isascii()]
    options = [f"SIZE={len(parcel.raw)}"] if supports("size") else []
    if not parcel.raw.isascii() and supports("8bitmime"):
        options.append("BODY=8BITMIME")
    if international:
        if not supports("smtputf8"):
            raise UnsendableError(f"the server can't take mail for {international[0]}: it does not offer SMTPUTF8")
        options.append("SMTPUTF8")
    return Envelope(sender, recipients, tuple(options), "utf-8" if international else "ascii")


def _wire_form(address: str) -> str:
    """The address as RFC 5321 section 4.1.2 writes it, with the domain in ASCII."""
    local, _, domain = address.rpartition("@")
    try:
        machine_domain = domain if domain.isascii() else ascii_domain(domain)
    except UnicodeError as error:
        raise UnsendableError(f"{address!r} has a domain without an ASCII form: {error}") from error
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(machine_domain):
        raise UnsendableError(f"{address!r} is not a mail address")
    return f"{local}@{machine_domain}"
