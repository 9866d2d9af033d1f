"""Releases: which there are, what each resolves, and who is told when one is out."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import EntitlementKind, TicketState
from processor.effects.mail import SendMail
from processor.errors import Refused
from processor.facts.causes import Close
from processor.facts.known import Policy
from processor.services.commands import command_cause
from processor.services.tickets import Tickets
from processor.store.apply import Applier
from processor.store.releases import ReleaseLine, ResolvedLine
from processor.store.store import Store
from processor.tickets.announcing import ReleaseTicket, closing_words, decide_announcement, left_out
from processor.tickets.releases import Release, parse_release

__all__ = ["Announced", "Releases", "Resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A ticket that a release resolves; `left_out` is why its requester will not be told, empty where they will."""

    ticket: int
    subject: str
    state: TicketState
    customer: str
    requester: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What came of announcing a release: the mails queued, the tickets closed, and why one could not be."""

    release: str
    told: tuple[str, ...]
    left_out: tuple[Resolved, ...]
    closed: tuple[int, ...]
    still_open: tuple[tuple[int, str], ...] = ()


class Releases:
    """Lists releases, and tells customers on software care of what resolves their tickets."""

    def __init__(self, store: Store, applier: Applier, tickets: Tickets, policy: Policy) -> None:
        self._store = store
        self._applier = applier
        self._tickets = tickets
        self._policy = policy

    def list(self) -> tuple[ReleaseLine, ...]:
        """All releases, the newest planned first."""
        return tuple(sorted(self._store.releases.list(), key=lambda one: parse_release(one.name), reverse=True))

    def resolves(self, written: str, now: datetime) -> tuple[Resolved, ...]:
        """The tickets that the release resolves, by number, and who of their requesters will be told."""
        release = parse_release(written)
        return self._store.read(lambda: tuple(self._resolved(*one) for one in self._known(release, now)))

    def announce(
        self, written: str, notes: tuple[tuple[str, str], ...], by: str, now: datetime, *, close: bool = False
    ) -> Announced:
        """The release is out: each requester is told once, whenever this is called, of the tickets it resolves.

        With `close` the tickets that are still open are closed; who was told is not told a second time. Raises Refused
        for one that no ticket names: whoever mistypes a number would put a release on record that there never was.
        """
        release = parse_release(written)

        def work() -> tuple[tuple[str, ...], tuple[Resolved, ...]]:
            known = self._known(release, now)
            if not known:
                raise Refused(f"no ticket names release {release}: signoff ticket work NUMBER --release {release}")
            self._store.releases.add(str(release), by, now)
            decision = decide_announcement(release, tuple(one for _, one in known), notes, self._policy, by)
            rows = [(line, self._resolved(line, one)) for line, one in known]
            told = tuple(line.ticket_id for line, row in rows if not row.left_out)
            asked = (str(release), notes, by, told)
            cause = command_cause(asked, by, now, subject=f"release {release}", action="announce_release")
            self._applier.apply(cause, decision, now)
            self._store.releases.announced(str(release), told, now)
            mails = tuple(one.to for one in decision.effects if isinstance(one, SendMail))
            return mails, tuple(row for _, row in rows if row.left_out)

        told, left = self._store.transact(work)
        closed, still_open = self._close(release, by, now) if close else ((), ())
        return Announced(str(release), told, left, closed, still_open)

    def _known(self, release: Release, now: datetime) -> tuple[tuple[ResolvedLine, ReleaseTicket], ...]:
        lines = self._store.releases.resolved(str(release))
        cared = {name: self._cares_for(name, now) for name in {one.customer for one in lines}}
        return tuple((one, self._ticket(one, cared[one.customer], now)) for one in lines)

    def _ticket(self, line: ResolvedLine, cared_for: bool, now: datetime) -> ReleaseTicket:
        facts = self._store.facts.staff_facts(line.number, None, self._policy, now)
        return ReleaseTicket(facts.ticket, cared_for, line.told_at is not None)

    def _cares_for(self, customer: str, now: datetime) -> bool:
        """Whether software care, which is part of the Issue Resolution Service, is in force for a customer today."""
        today = now.date()
        return bool(customer) and any(
            one.kind is EntitlementKind.ISSUE_RESOLUTION
            and one.first_day <= today
            and (one.last_day is None or today <= one.last_day)
            for one in self._store.entitlements.of(customer)
        )

    def _resolved(self, line: ResolvedLine, one: ReleaseTicket) -> Resolved:
        requester = one.ticket.requester.address if one.ticket.requester else ""
        why = left_out(one, self._policy)
        return Resolved(line.number, line.subject, line.state, line.customer, requester, why)

    def _close(self, release: Release, by: str, now: datetime) -> tuple[tuple[int, ...], tuple[tuple[int, str], ...]]:
        """The tickets closed, and those that could not be, with why: none of them keeps another from it."""
        lines = self._store.releases.resolved(str(release))
        closed, left = [], []
        for one in lines:
            if one.state in {TicketState.CLOSED, TicketState.MERGED}:
                continue
            words = closing_words(release, self._store.views.ticket(one.number).line.language)
            try:
                self._tickets.work(one.number, Close(by, words, tell=one.told_at is None), now)
                closed.append(one.number)
            except Refused as error:
                left.append((one.number, str(error)))
        return tuple(closed), tuple(left)
