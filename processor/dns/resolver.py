"""TXT records from DNS, with a small memory; the only user of dnspython.

DNS is asked for public keys of mail signatures (RFC 6376 section 3.6.2). What it answers is stored with the evidence;
that it can't answer is an error, never an answer: a mail must not be judged by a failure of the net.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final

import dns.exception
import dns.name
import dns.nameserver
import dns.rdatatype
import dns.resolver

from processor.dns.errors import DnsUnavailable
from processor.errors import SettingsError
from processor.facts.proof import KeyRecord

FOUND_FOR: Final = timedelta(minutes=10)
MISSING_FOR: Final = timedelta(minutes=1)
"""How long an answer is remembered: short, since a key that was just published or revoked must be seen soon."""

_REMEMBERED: Final = 1000
_PORT: Final = 53


@dataclass(frozen=True, slots=True)
class _Answer:
    record: KeyRecord
    until: datetime


class Resolver:
    """Asks DNS for TXT records: the machine's own resolvers, or those named. Not for use by two threads at once."""

    def __init__(self, nameservers: tuple[str, ...] = (), timeout_seconds: float = 5.0) -> None:
        """Ask `nameservers`, each `ADDRESS` or `ADDRESS:PORT` (IPv6 in brackets), or those of the machine.

        `timeout_seconds` bounds one question, all tries together. Raises SettingsError for what is no address, and
        where the machine has no resolvers configured and none are named.
        """
        self._resolver = _made(nameservers)
        self._seconds = timeout_seconds
        self._answers: OrderedDict[str, _Answer] = OrderedDict()

    def txt(self, name: str, now: datetime) -> KeyRecord:
        """The TXT record at a name, its strings joined; an empty text where there is none.

        Of several, the first that looks like a key: `v=DKIM1`, or with a `p=`. Raises DnsUnavailable where DNS gives
        no answer.
        """
        known = self._answers.get(name)
        if known is not None and known.record.looked_up_at <= now < known.until:
            return known.record
        record = KeyRecord(name, self._asked(name), now)
        self._answers[name] = _Answer(record, now + (FOUND_FOR if record.text else MISSING_FOR))
        self._answers.move_to_end(name)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return record

    def _asked(self, name: str) -> str:
        try:
            absolute = dns.name.from_text(name, origin=dns.name.root)
        except (dns.exception.DNSException, UnicodeError):
            return ""  # what is no name has no record
        try:
            answer = self._resolver.resolve(absolute, dns.rdatatype.TXT, lifetime=self._seconds, search=False)
            return chosen(b"".join(record.strings) for record in answer)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.YXDOMAIN):
            return ""
        except (dns.exception.DNSException, OSError) as fault:
            raise DnsUnavailable(
                f"DNS gives no answer for the TXT record of {name} ({type(fault).__name__}): the mail waits and is "
                "tried again; if this goes on, look at the resolvers of this machine, or name others as nameservers"
            ) from fault


def chosen(texts: Iterable[bytes]) -> str:
    """The text of the record that is most likely a key, among several at one name (RFC 6376 section 3.6.2.2)."""
    decoded = [text.decode("utf-8", "backslashreplace") for text in texts]
    marked = [text for text in decoded if text.strip().startswith("v=DKIM1")]
    keyed = [text for text in decoded if "p=" in text]
    return next(iter([*marked, *keyed, *decoded]), "")


def _made(nameservers: tuple[str, ...]) -> dns.resolver.Resolver:
    if nameservers:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [_nameserver(text) for text in nameservers]
    else:
        try:
            resolver = dns.resolver.Resolver()
        except dns.resolver.NoResolverConfiguration:
            raise SettingsError("this machine has no DNS resolver configured: name some as nameservers") from None
    resolver.cache = None
    return resolver


def _nameserver(text: str) -> dns.nameserver.Nameserver:
    host, port = text, str(_PORT)
    if text.startswith("["):
        host, closed, port = text[1:].partition("]")
        port = port.removeprefix(":") or (str(_PORT) if closed else "")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    try:
        address = str(ip_address(host))
        number = int(port) if port.isascii() and port.isdigit() else -1
        if not 0 < number < 65536:
            raise ValueError
    except ValueError:
        raise SettingsError(f"{text!r} is no nameserver: write an IP address, with a port as 192.0.2.1:5353") from None
    return dns.nameserver.Do53Nameserver(address, number)
