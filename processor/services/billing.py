"""How tickets are charged, as a CSM sees and settles it, and what customers have bought."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from models.vocabulary import Category, EntitlementKind, EntryKind, Treatment
from processor.effects.decision import Decision
from processor.effects.deployments import NoteWork
from processor.errors import Refused
from processor.facts.deployments import BillingFacts
from processor.facts.marks import seen_mark
from processor.services.commands import command_cause
from processor.services.overtaking import require_mark
from processor.store.apply import Applier
from processor.store.entitlements import DrawnLine, EntitlementLine
from processor.store.facts.billing import BillingRow
from processor.store.store import Store
from processor.tickets.billing import decide_note_work, decide_treatment, treat
from processor.tickets.releases import parse_release

__all__ = ["Billing", "Bought", "Charge", "Period", "Work", "billing_on_close"]


@dataclass(frozen=True, slots=True)
class Work:
    """What a person says about a ticket's work; None leaves a value as it is.

    `release` may be empty, which takes it away; `deployment` is a number, 0 takes it away.
    """

    by: str
    hours: Decimal | None = None
    after_hours: bool | None = None
    moves_adds_changes: bool | None = None
    warranty: bool | None = None
    release: str | None = None
    deployment: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Days of UTC, the last one included."""

    first: date
    last: date

    def moments(self) -> tuple[datetime, datetime]:
        """When it begins, and when it is over. Raises Refused where it ends before it begins, or never."""
        if self.last == date.max:
            raise Refused(f"{self.last} is the last day there is: give an earlier one")
        if self.last < self.first:
            raise Refused(f"the period ends on {self.last}, before it begins on {self.first}")
        begin, end = (datetime.combine(one, time(), UTC) for one in (self.first, self.last))
        return begin, end + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Charge:
    """A ticket of the export: how it is charged and why. `final`: it was closed so, and changes no more.

    `treatment` is None for a ticket that is never charged: the conversation of a deployment.
    """

    ticket: int
    subject: str
    customer: str
    category: Category | None
    opened_at: datetime
    closed_at: datetime | None
    treatment: Treatment | None
    why: str
    final: bool
    decided_by: str
    hours: Decimal | None
    after_hours: bool
    moves_adds_changes: bool
    release: str
    deployment: int | None
    warranty_by: str = ""

    @property
    def mark(self) -> str:
        """What a form carries of what people said about it."""
        said = (self.hours, self.after_hours, self.moves_adds_changes, self.release, self.deployment, self.warranty_by)
        return seen_mark(*said, self.decided_by, self.why if self.decided_by else "", self.final)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a person asks for, and the mark of what they saw."""

    what: object
    by: str
    seen: str | None


@dataclass(frozen=True, slots=True)
class Bought:
    """What a customer has bought, what tickets drew from its voucher, and the hours left."""

    granted: tuple[EntitlementLine, ...]
    drawn: tuple[DrawnLine, ...]
    balance: Decimal


class Billing:
    """Says how tickets are charged, and takes what a person decides about it."""

    def __init__(self, store: Store, applier: Applier) -> None:
        self._store = store
        self._applier = applier

    def charge(self, number: int, now: datetime) -> Charge:
        """How one ticket is charged as things stand. Raises Refused when there is none of that number."""
        return self._store.read(lambda: self._charge(number, now))

    def work(self, number: int, said: Work, now: datetime, seen: str | None = None) -> Charge:
        """The ticket's charge, once this is noted. Raises Refused for what the rules or its closing forbid.

        `seen` is the mark of the charge that was seen: Overtaken is raised where it is another one by now.
        """
        release = str(parse_release(said.release)) if said.release else said.release

        def decide(facts: BillingFacts) -> Decision:
            deployment = None if said.deployment is None else self._deployment(said.deployment, facts, now)
            marks = (said.hours, said.after_hours, said.moves_adds_changes, said.warranty)
            note = NoteWork(facts.ticket.ticket_id, said.by, *marks, release, deployment)
            return decide_note_work(note, facts, now, said.deployment or 0)

        return self._decided(number, _Asked(said, said.by, seen), decide, now)

    def treat(
        self, number: int, treatment: Treatment, why: str, by: str, now: datetime, seen: str | None = None
    ) -> Charge:
        """The ticket's charge, as a person decided it. Raises Refused where that is not theirs to decide any more.

        `seen` as for `work`.
        """
        asked = _Asked((treatment.value, why, by), by, seen)
        return self._decided(number, asked, lambda facts: decide_treatment(facts, treatment, why, by, now), now)

    def export(self, period: Period, now: datetime, customer: str = "", open_too: bool = False) -> tuple[Charge, ...]:
        """The tickets that were closed in the period, by number; with `open_too` those that are open as well."""
        begin, end = period.moments()
        rows = self._store.read(lambda: self._store.facts.billing_in(begin, end, now, customer, open_too))
        return tuple(_charge(row.facts, row, now) for row in rows)

    def resolve_issues(self, customer: str, by: str, first: date | None, last: date | None, now: datetime) -> None:
        """The customer has the Issue Resolution Service between these days; a last day alone ends what it has.

        Raises Refused for days in the wrong order, and for an end where nothing is in force.
        """

        def work() -> None:
            if first is None and last is not None:
                self._end(customer, last)
            else:
                kind = EntitlementKind.ISSUE_RESOLUTION
                self._store.entitlements.grant(customer, kind, by, now, first_day=first, last_day=last)
            self._store.audit.note(by, "resolve_issues", f"customer {customer}", {"first": first, "last": last}, now)

        self._store.transact(work)

    def add_voucher(self, customer: str, hours: Decimal, by: str, note: str, now: datetime) -> Decimal:
        """The hours that are left of the customer's vouchers, with these added."""

        def work() -> Decimal:
            self._store.entitlements.grant(customer, EntitlementKind.VOUCHER, by, now, hours=hours, note=note)
            left = self._store.entitlements.balance(customer)
            asked = {"hours": hours, "note": note, "left": left}
            self._store.audit.note(by, "add_voucher", f"customer {customer}", asked, now)
            return left

        return self._store.transact(work)

    def bought(self, customer: str) -> Bought:
        """What the customer has bought. Raises Refused when there is none of that name."""
        bought = self._store.entitlements
        return self._store.read(lambda: Bought(bought.of(customer), bought.drawn(customer), bought.balance(customer)))

    def _end(self, customer: str, last: date) -> None:
        running = [
            one
            for one in self._store.entitlements.of(customer)
            if one.kind is EntitlementKind.ISSUE_RESOLUTION and (one.last_day is None or one.last_day > last)
        ]
        if not running:
            raise Refused(f"{customer} has no Issue Resolution Service that could end on {last}")
        begun = [one for one in running if one.first_day <= last]
        if not begun:
            raise Refused(f"it can't end on {last} before it begins on {running[0].first_day}")
        for one in begun:
            self._store.entitlements.end(one.entitlement_id, last)

    def _decided(
        self, number: int, asked: "_Asked", decide: Callable[[BillingFacts], Decision], now: datetime
    ) -> Charge:
        def work() -> Charge:
            ticket = self._store.views.ticket(number).line.ticket_id
            facts = billing_on_close(self._store, ticket, now)
            if facts is None:
                raise Refused(f"#{number} is the conversation of a deployment: it is never charged")
            marks = (asked.seen, self._charge(number, now).mark)
            require_mark(self._store, f"the charge of #{number}", ticket, marks, EntryKind.BILLING)
            cause = command_cause((number, asked.what), asked.by, now, subject=f"ticket {number}", action="charge")
            self._applier.apply(cause, decide(facts), now)
            return self._charge(number, now)

        return self._store.transact(work)

    def _charge(self, number: int, now: datetime) -> Charge:
        line = self._store.views.ticket(number).line
        row = self._store.facts.billing_row(line.ticket_id, now)
        charged = billing_on_close(self._store, line.ticket_id, now) is not None
        return _charge(row.facts, row, now, charged=charged)

    def _deployment(self, number: int, facts: BillingFacts, now: datetime) -> int:
        """The id of a deployment. Raises Refused for one of another customer."""
        if number == 0:
            return 0
        found = self._store.facts.deployment_facts(number, now)
        requester = facts.ticket.requester
        customer = facts.ticket.customer_id or (requester.customer_id if requester else 0)
        if customer and customer != found.customer_id:
            raise Refused(f"deployment {number} is {found.customer}'s, and #{facts.ticket.number} is not")
        return found.deployment_id


def billing_on_close(store: Store, ticket_id: int, now: datetime) -> BillingFacts | None:
    """What a ticket's charging rests on; None for the conversation of a deployment, which is never charged."""
    deployment = store.facts.deployment_of_ticket(ticket_id, now)
    if deployment is not None and deployment.ticket.ticket_id == ticket_id:
        return None
    return store.facts.billing_facts(ticket_id, now)


def _charge(facts: BillingFacts, row: BillingRow, now: datetime, *, charged: bool = True) -> Charge:
    treatment, why = treat(facts, now) if charged else (None, "the conversation of a deployment is never charged")
    return Charge(
        ticket=facts.ticket.number,
        subject=facts.ticket.subject,
        customer=row.customer,
        category=facts.ticket.category,
        opened_at=facts.opened_at,
        closed_at=row.closed_at,
        treatment=treatment,
        why=why,
        final=facts.frozen,
        decided_by=facts.decided_by,
        hours=facts.hours,
        after_hours=facts.after_hours,
        moves_adds_changes=facts.moves_adds_changes,
        release=row.line.release,
        deployment=facts.deployment_number or None,
        warranty_by=facts.warranty_accepted_by,
    )
