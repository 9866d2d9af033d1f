"""What changed a signed mail on its way: where that happened, which line was added, whether links were rewritten.

All of it is a trace, not a proof: Received fields and texts can be forged, and nothing is decided by them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from processor.facts.proof import Trust
from processor.reading.sender import arc
from processor.reading.sender.domains import is_registered, same_organisation
from processor.reading.sender.fields import Mail, split
from processor.reading.sender.results import authserv_id, parsed, unfolded

_HEAD = 256 * 1024
_TEXT = 100_000
_BY = re.compile(r"\bby\s{1,20}([A-Za-z0-9.-]{1,255})")
_WRAPPED = re.compile(r"https?://([A-Za-z0-9.-]{1,255})/[^\s<>\"]{0,300}?https?(?:://|%3A%2F%2F|-3A__)", re.IGNORECASE)
_SHORTEST_BANNER = 20
_TOP, _BOTTOM = 2, 3
_LONGEST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Changed:
    """A mail whose signed body was changed: who sent it, what is known of the place, and its text."""

    address: str
    place: str
    evidence: str
    text: str


@dataclass(frozen=True, slots=True)
class Gateway:
    """A place that changed mails: `domains` whose mail, how many, how that is known, which lines and links."""

    place: str
    domains: tuple[str, ...]
    mails: int
    evidence: tuple[str, ...]
    banners: tuple[str, ...]
    links: tuple[str, ...]


def changed(raw: bytes, text: str, address: str, trust: Trust) -> Changed:
    """What the trace fields of a changed mail tell of the place where that happened."""
    domain = address.rpartition("@")[2]
    try:
        mail = split(raw[:_HEAD])
    except ValueError:
        return Changed(address, "", "its header block can't be read", text[:_TEXT])
    place, evidence = _own(mail, domain, trust) or _sealed(mail, domain) or _passed(mail, domain, trust)
    return Changed(address, place, evidence, text[:_TEXT])


def gateways(mails: Iterable[Changed], intact: Iterable[str]) -> tuple[Gateway, ...]:
    """The places that changed these mails, the busiest first. `intact` are texts of mails that were not changed."""
    known = {line for text in intact for line in _edges(text)}
    places: dict[str, list[Changed]] = defaultdict(list)
    for one in mails:
        places[one.place].append(one)
    return tuple(
        _gateway(place, found, known) for place, found in sorted(places.items(), key=lambda item: -len(item[1]))
    )


def _gateway(place: str, found: Sequence[Changed], known: set[str]) -> Gateway:
    domains = sorted({one.address.rpartition("@")[2] for one in found})
    evidence = tuple(dict.fromkeys(one.evidence for one in found))
    return Gateway(place, tuple(domains), len(found), evidence, _banners(found, known), _rewriters(found))


def _own(mail: Mail, domain: str, trust: Trust) -> tuple[str, str] | None:
    """Changed behind our own mail server's check, which found the signature whole: the topmost Received names who."""
    ids = {name.casefold() for name in trust.authserv_ids}
    above: list[str] = []
    for field in mail.fields:
        text = unfolded(field.value)
        if field.name == "received":
            above += _BY.findall(text)[:1]
        elif field.name == "authentication-results" and authserv_id(text) in ids:
            if not _saw_it_whole(text, domain):
                return None
            server = authserv_id(text)
            host = above[0].lower().rstrip(".") if above else server
            return host, f"{server} found the signature whole (dkim=pass), and it was changed after that"
    return None


def _saw_it_whole(results: str, domain: str) -> bool:
    """Whether these results name a signature for the domain that held then."""
    seen = parsed(results, domain)
    return any(check.method == "dkim" and check.result == "pass" and check.aligned for check in seen)


def _sealed(mail: Mail, domain: str) -> tuple[str, str] | None:
    """Changed behind a forwarder that found the signature whole, and sealed what it found."""
    try:
        sets = arc.chain(mail)
    except ValueError:
        return None
    for one in reversed(sets):
        if _saw_it_whole(one.results.strip(), domain):
            host = one.seal.domain
            return host, f"{host} says that it found the signature whole (ARC), and it was changed there or after that"
    return None


def _passed(mail: Mail, domain: str, trust: Trust) -> tuple[str, str]:
    """The last server of neither side that the mail came through, if there is one; else the last that names itself."""
    hosts = [
        found[1].lower().rstrip(".") for value in mail.values("received") if (found := _BY.search(unfolded(value)))
    ]
    ours = [name for name in trust.authserv_ids if name]
    between = [
        host
        for host in hosts
        if is_registered(host) and not same_organisation(host, domain) and not _any_same(host, ours)
    ]
    if between:
        return between[0], "the last server on its way that belongs to neither side"
    return (hosts[0] if hosts else ""), "the last server that names itself in the mail"


def _any_same(host: str, names: Sequence[str]) -> bool:
    return any(same_organisation(host, name) for name in names)


def _edges(text: str) -> list[str]:
    """The lines at which a banner stands: the first and the last ones that say something."""
    lines = [" ".join(line.split()) for line in text[:_TEXT].splitlines()]
    said = [line for line in lines if len(line) >= _SHORTEST_BANNER]
    return list(dict.fromkeys([*said[:_TOP], *said[-_BOTTOM:]]))


def _banners(found: Sequence[Changed], known: set[str]) -> tuple[str, ...]:
    """Lines at the edges of mails of several senders, and of no unchanged one: people's own lines differ."""
    senders: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for line in _edges(one.text):
            senders[line].add(one.address)
    said = [line for line, who in senders.items() if len(who) > 1 and line not in known]
    return tuple(line[:_LONGEST_SHOWN] for line in said[:3])


def _rewriters(found: Sequence[Changed]) -> tuple[str, ...]:
    """The hosts of links that have another link inside, the most frequent first."""
    hosts = Counter(host.lower() for one in found for host in _WRAPPED.findall(one.text))
    return tuple(host for host, _ in hosts.most_common(3))
