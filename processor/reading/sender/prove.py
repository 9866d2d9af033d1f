"""The entrance of this room: which keys a mail's signatures need, and, with these, what is known of its sender."""

from collections.abc import Mapping
from datetime import datetime

from processor.facts.proof import KeyRecord, SenderProof, SmimeCheck, Trust
from processor.reading.limits import Limits
from processor.reading.sender import arc, bodies, dkimcheck
from processor.reading.sender.fields import Mail, author, duplicates, forwarded, split
from processor.reading.sender.lookalike import lookalike
from processor.reading.sender.results import results

NO_TRUST = Trust()


def wanted_keys(raw: bytes, trust: Trust = NO_TRUST) -> tuple[str, ...]:
    """The names in DNS of the keys that this mail's proof needs, each once.

    Only of signatures that could count, so that a stranger's DNS neither is asked nor can make a mail wait.
    """
    try:
        mail = split(raw)
    except ValueError:
        return ()
    sender = author(mail)
    if sender is None:
        return ()
    signed = [dkimcheck.wanted(value, mail, sender.domain) for value in dkimcheck.candidates(mail)]
    names = [*signed, *arc.wanted(mail, trust.arc_sealers)]
    return tuple(dict.fromkeys(name for name in names if name))[: dkimcheck.MOST_SIGNATURES]


def prove(
    raw: bytes, records: Mapping[str, KeyRecord], trust: Trust, now: datetime, limits: Limits | None = None
) -> SenderProof:
    """What speaks for and against the sender of a mail. A pure function; any bytes give a proof.

    `now` is the time of receipt: signatures are judged by it, whenever they are looked at. `records` are the key
    records of `wanted_keys`; a signature whose record is missing is ignored.
    """
    try:
        mail = split(raw)
    except ValueError as fault:
        return SenderProof(fault=str(fault))
    sender = author(mail)
    address, domain = (sender.key, sender.domain) if sender else ("", "")
    places = range(len(dkimcheck.candidates(mail)))
    return SenderProof(
        address=address,
        dkim=tuple(dkimcheck.check(mail, place, domain, records, now) for place in places),
        results=results(mail, trust.authserv_ids, domain),
        arc=arc.check(mail, domain, trust.arc_sealers, records, now),
        smime=_smime(mail, address, trust, now),
        duplicates=duplicates(mail),
        lookalike=lookalike(address),
        forwarded=forwarded(mail),
        body_differs=bodies.differs(raw, limits or Limits()),
    )


def _smime(mail: Mail, address: str, trust: Trust, now: datetime) -> SmimeCheck | None:
    if not trust.smime_roots:
        return None
    from processor.reading.sender import smime  # noqa: PLC0415 - large, and needed by few

    return smime.check(mail, address, trust.smime_roots, now)
