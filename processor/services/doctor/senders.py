"""Whose mail would reach which level of assurance, by the mails that they have sent, and what stands against it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from models.vocabulary import Assurance
from processor.approvals.assurance import LEVELS, reaches
from processor.dns.errors import DnsUnavailable
from processor.facts.proof import SenderProof, Trust
from processor.services.doctor.findings import Check, Finding, Level, ok, warn
from processor.services.doctor.gateways import Changed, Gateway, changed, gateways
from processor.services.doctor.senderlevels import Cause, Judged, judge_sender
from processor.services.proving import Proving, Received
from processor.store.store import Store
from processor.store.views.senders import VENDOR, History, SentMail

MOST_MAILS = 500
MOST_EACH = 50
LONGEST_SECONDS = 60.0
_AT_ONCE = 20


@dataclass(slots=True)
class _Group:
    """The mails of one party from one domain."""

    judged: list[Judged] = field(default_factory=list)
    unasked: int = 0
    unread: int = 0


@dataclass(slots=True)
class _Seen:
    """Everything that was looked at."""

    groups: dict[tuple[str, str], _Group] = field(default_factory=lambda: defaultdict(_Group))
    changed: list[Changed] = field(default_factory=list)
    intact: list[str] = field(default_factory=list)
    silence: str = ""
    looked_at: int = 0


def senders_check(
    store: Store,
    proving: Proving,
    trust: Trust,
    clock: Callable[[], float] = monotonic,
    seconds: float = LONGEST_SECONDS,
) -> Check:
    """A line for each party and domain, and one for each gateway that changes mail. DNS is asked; nothing is decided.

    At most `seconds` are spent, and one batch more.
    """

    def look(now: datetime) -> Iterator[Finding]:
        history = store.views.sender_history(MOST_EACH, MOST_MAILS)
        if not history.mails:
            text = f"no mail of a customer's is kept yet ({history.strangers} are of senders who belong to no customer)"
            yield warn("senders", text, "enter customers with their domains: signoff customer add")
            return
        seen, until = _Seen(), clock() + seconds
        for start in range(0, len(history.mails), _AT_ONCE):
            if clock() > until:
                break
            _look_at(history.mails[start : start + _AT_ONCE], store, proving, trust, seen, now)
        for (party, domain), group in sorted(seen.groups.items()):
            yield _line(party, domain, group)
        for gateway in gateways(seen.changed, seen.intact):
            yield _gateway_line(gateway)
        yield from _about_the_report(seen, history, trust)

    return Check("senders", look)


def _look_at(
    mails: Sequence[SentMail], store: Store, proving: Proving, trust: Trust, seen: _Seen, now: datetime
) -> None:
    """One batch: prove each mail, and sort it in."""
    kept = [store.views.kept_mail(mail.fetch_id) for mail in mails]
    proofs = proving.proofs([Received(one.raw, mail.received_at) for mail, one in zip(mails, kept, strict=True)], now)
    for mail, one, proof in zip(mails, kept, proofs, strict=True):
        group = seen.groups[mail.party, mail.domain]
        seen.looked_at += 1
        if isinstance(proof, DnsUnavailable):
            group.unasked += 1
            seen.silence = seen.silence or str(proof)
        elif not isinstance(proof, SenderProof):
            group.unread += 1
        else:
            judged = judge_sender(mail.address, proof)
            group.judged.append(judged)
            if judged.cause is Cause.BODY_CHANGED:
                seen.changed.append(changed(one.raw, one.text, mail.address, trust))
            else:
                seen.intact.append(one.text)


def _line(party: str, domain: str, group: _Group) -> Finding:
    """What the mails of one party from one domain reach, and what to do where that is too little."""
    judged, gone = _without_old_keys(group.judged)
    levels = Counter(one.level for one in judged)
    told = [f"{levels[level]} reach {level.value}" for level in reversed(LEVELS) if levels[level]]
    told += [f"{gone} are signed with a key that DNS no longer has"] if gone else []
    told += [f"{group.unasked} are not judged: DNS gave no answer"] if group.unasked else []
    told += [f"{group.unread} can't be read"] if group.unread else []
    total = len(group.judged) + group.unasked + group.unread
    low = Counter((one.cause, one.reason, one.remedy) for one in judged if not reaches(one.level, Assurance.A3))
    usual = max(levels, key=lambda level: (levels[level], LEVELS.index(level)), default=None)
    reasons = [f"{reason} ({count})" for (_, reason, _), count in low.most_common(2)]
    text = "; ".join([f"{party}: of {total} mails {', '.join(told)}", *reasons])
    remedy = low.most_common(1)[0][0][2] if low else ""
    figures = {
        "party": "vendor" if party == VENDOR else "customer",
        "customer": "" if party == VENDOR else party,
        "domain": domain,
        "assurance": usual.value if usual is not None else "",
        "mails": total,
        "levels": {level.value: levels[level] for level in LEVELS if levels[level]},
        "reasons": [
            {"cause": cause.value, "reason": why, "mails": count} for (cause, why, _), count in low.most_common()
        ],
    }
    level = Level.WARN if low else Level.OK
    return Finding(f"sender {domain}", level, text, remedy, figures=figures)


def _without_old_keys(judged: Sequence[Judged]) -> tuple[list[Judged], int]:
    """The mails that tell what mail of today reaches, and how many older ones are only signed with a former key."""
    if not any(reaches(one.level, Assurance.A3) for one in judged):
        return list(judged), 0
    current = [one for one in judged if one.cause is not Cause.NO_KEY]
    return current, len(judged) - len(current)


def _gateway_line(gateway: Gateway) -> Finding:
    """A place that changes signed mail."""
    place = gateway.place or "unknown"
    said = [f"changed {gateway.mails} signed mails from {', '.join(gateway.domains)}", *gateway.evidence]
    said += [f"it adds the line {line!r}" for line in gateway.banners]
    said += [f"it rewrites links to {', '.join(gateway.links)}"] if gateway.links else []
    remedy = "let this gateway pass mail to you unchanged, or change it before the sender's server signs"
    figures = {
        "gateway": gateway.place,
        "domains": list(gateway.domains),
        "mails": gateway.mails,
        "banners": list(gateway.banners),
        "links": list(gateway.links),
    }
    return Finding(f"gateway {place}", Level.WARN, "; ".join(said), remedy, figures=figures)


def _about_the_report(seen: _Seen, history: History, trust: Trust) -> Iterator[Finding]:
    """What limits what was said above."""
    found = len(history.mails)
    if seen.silence:
        yield warn("senders", f"DNS gives no answer: {seen.silence}", "ask again when this machine has DNS")
    if not trust.authserv_ids:
        text = "no mail server's Authentication-Results are believed, so mail without a signature reaches A1 at most"
        yield warn("senders", text, "name your mail server in authserv_ids of [sender]")
    if seen.looked_at < found:
        text = f"stopped after {seen.looked_at} of {found} mails: looking took too long"
        yield warn("senders", text, "ask again; keys that DNS has are found faster then")
    else:
        left = f"{history.beyond} older ones and {history.strangers} of senders who belong to no customer were left out"
        yield ok("senders", f"{found} mails looked at; {left}")
