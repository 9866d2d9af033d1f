"""ARC (RFC 8617): what trusted forwarders say that they saw before they changed a mail.

A chain that holds says only that its sealers wrote what stands in it. It proves a sender where every sealer is one
of those configured, and the first of them saw the From domain proven.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import dkim

from models.vocabulary import SignatureResult
from processor.facts.proof import ArcCheck, KeyRecord
from processor.reading.sender.fields import Mail
from processor.reading.sender.keys import read_key
from processor.reading.sender.results import parsed, unfolded
from processor.reading.sender.signature import Signature, from_tags, malformed, read_tags, untimely

MOST_SETS = 4
_INSTANCE = re.compile(r"\s{0,100}i\s{0,100}=\s{0,100}(\d{1,3})\s{0,100};")
_PROVEN_BY = frozenset({"dmarc", "dkim"})


@dataclass(frozen=True, slots=True)
class ArcSet:
    """What one sealer added: its seal, its signature over the mail, and the results that it saw."""

    seal: Signature
    message: Signature
    results: str


class _Chain(dkim.ARC):  # type: ignore[misc]
    """dkimpy's ARC over fields that were split here."""

    def __init__(self, mail: Mail) -> None:
        super().__init__(b"")
        self.headers = [[field.written, field.value] for field in mail.fields]
        self.body = re.sub(rb"[ \t]+", b" ", mail.body)  # ARC knows only relaxed bodies, read in linear time so


def chain(mail: Mail) -> tuple[ArcSet, ...]:
    """The sets of a chain from the first sealer to the last. Raises ValueError for what is no chain."""
    seals, messages, seen = (
        _by_instance(mail, name) for name in ("seal", "message-signature", "authentication-results")
    )
    count = len(seals)
    if count > MOST_SETS or not (set(seals) == set(messages) == set(seen) == set(range(1, count + 1))):
        raise ValueError("its ARC chain is incomplete or too long")
    return tuple(
        ArcSet(_signature(seals[at]), _signature(messages[at]), unfolded(seen[at]).partition(";")[2])
        for at in range(1, count + 1)
    )


def _signature(value: bytes) -> Signature:
    """A seal or a signature of a set; what is an identity in DKIM, `i=`, is a set's place here."""
    tags = read_tags(value)
    tags.pop("i", None)
    return from_tags(tags)


def wanted(mail: Mail, sealers: Sequence[str]) -> tuple[str, ...]:
    """The names of the keys that a chain of trusted sealers needs; none where a stranger sealed."""
    try:
        sets = chain(mail)
    except ValueError:
        return ()
    if _stranger(sets, sealers):
        return ()
    return tuple(dict.fromkeys(one.key_name for part in sets for one in (part.seal, part.message)))


def check(
    mail: Mail, author: str, sealers: Sequence[str], records: Mapping[str, KeyRecord], received_at: datetime
) -> tuple[ArcCheck, ...]:
    """What became of the mail's chain; nothing where it has none."""
    if not mail.has("arc-seal"):
        return ()
    try:
        sets = chain(mail)
    except ValueError as fault:
        return (ArcCheck("", SignatureResult.IGNORED, str(fault)),)
    sealer = sets[-1].seal.domain
    names = {one.key_name for part in sets for one in (part.seal, part.message)}
    found = tuple(records[name] for name in sorted(names) if name in records)
    why = _stranger(sets, sealers) or _refusal(sets, mail, records, received_at)
    if why:
        return (ArcCheck(sealer, SignatureResult.IGNORED, why, found),)
    why = _arithmetic(mail, records) or _unseen(sets[0], author)
    return (ArcCheck(sealer, SignatureResult.FAIL if why else SignatureResult.PASS, why or "it holds", found),)


def _by_instance(mail: Mail, name: str) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for value in mail.values(f"arc-{name}"):
        place = _place(value, name)
        if place in found or len(found) >= MOST_SETS:
            raise ValueError("its ARC chain is too long or has a set twice")
        found[place] = value
    return found


def _place(value: bytes, name: str) -> int:
    if name == "authentication-results":
        matched = _INSTANCE.match(value.decode("utf-8", "replace"))
        text = matched[1] if matched else ""
    else:
        text = read_tags(value).get("i", b"").decode("ascii", "replace")
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise ValueError("its ARC chain has a field without a place")
    return int(text)


def _stranger(sets: Sequence[ArcSet], sealers: Sequence[str]) -> str:
    trusted = {name.casefold() for name in sealers}
    for part in sets:
        if part.seal.domain not in trusted or part.message.domain != part.seal.domain:
            return f"{part.seal.domain} is not one of the trusted sealers"
    return ""


def _refusal(sets: Sequence[ArcSet], mail: Mail, records: Mapping[str, KeyRecord], received_at: datetime) -> str:
    """Why rules forbid believing the chain: those of DKIM hold for it, too."""
    why = malformed(sets[-1].message, mail)
    for one in (one for part in sets for one in (part.seal, part.message)):
        why = why or untimely(one, received_at) or ("it expires (x=)" if one.expires_at else "")
        try:
            if not why and one.key_name not in records:
                why = "a key of its chain was not looked up"
            if not why:
                read_key(records[one.key_name], one)
        except ValueError as fault:
            why = str(fault)
    return why


def _arithmetic(mail: Mail, records: Mapping[str, KeyRecord]) -> str:
    def text(name: bytes, timeout: int = 0) -> bytes:
        return records[name.decode("ascii").lower().rstrip(".")].text.encode("utf-8", "replace")

    try:
        outcome, _, why = _Chain(mail).verify(dnsfunc=text)
    except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return f"its chain can't be checked ({type(fault).__name__})"
    return "" if outcome == dkim.CV_Pass else f"its chain does not hold: {why}"[:200]


def _unseen(first: ArcSet, author: str) -> str:
    """Empty where the first sealer saw the From domain proven, and nothing against it."""
    seen = [check for check in parsed(first.results.strip(), author) if check.method in _PROVEN_BY and check.aligned]
    if seen and all(check.result == "pass" for check in seen):
        return ""
    return f"{first.seal.domain} did not see the sender proven"
