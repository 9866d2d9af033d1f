"""Customers, people and approvers out of a spreadsheet: all of a file, or nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from models.vocabulary import ApproverState, Side, Stage
from processor.errors import Refused
from processor.facts.proposals import Money
from processor.facts.proposing import EnterCommand
from processor.services.customers import ContactChange, CustomerChange, Customers, TermsChange, language
from processor.services.drafts import money
from processor.services.people import People
from processor.services.register import Register
from processor.services.table import Fault, Line, Unreadable, read_table
from processor.store.people import CustomerRow
from processor.store.store import Store

CUSTOMER_COLUMNS = (
    "name", "language", "notes", "domains", "stage", "plan", "timezone", "calendar", "hours", "own_days",
)  # fmt: skip
CONTACT_COLUMNS = ("address", "name", "language", "customer")
APPROVER_COLUMNS = (
    "customer", "address", "name", "title", "user", "language", "limit", "currency", "from", "until",
)  # fmt: skip
_OVER = (ApproverState.REFUSED, ApproverState.ENDED)


class Became(StrEnum):
    """What became of a line."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file did, or in a dry run would do. With a fault nothing was done at all, and `done` is False."""

    lines: int
    added: int
    changed: int
    unchanged: int
    faults: tuple[Fault, ...]
    done: bool


class _UndoneError(Exception):
    """Takes a whole import back."""


Taken = Callable[[Line, str, datetime], Became]


class Imports:
    """Imports tables. A line that was imported before changes nothing; a cell that is empty leaves a thing as it is."""

    def __init__(self, store: Store, people: People, customers: Customers, register: Register) -> None:
        self._store = store
        self._people = people
        self._customers = customers
        self._register = register

    def customers(self, data: bytes, by: str, now: datetime, *, dry_run: bool = False) -> ImportReport:
        """Customers by name, with their domains, stage and what was agreed. Several domains stand beside each other,
        several days of their own with | between them.
        """
        return self._import(data, CUSTOMER_COLUMNS, ("name",), self._customer, by, now, dry_run)

    def contacts(self, data: bytes, by: str, now: datetime, *, dry_run: bool = False) -> ImportReport:
        """People by address; a new one needs a customer."""
        return self._import(data, CONTACT_COLUMNS, ("address",), self._contact, by, now, dry_run)

    def approvers(self, data: bytes, by: str, now: datetime, *, dry_run: bool = False) -> ImportReport:
        """Proposals for the register of approvers, which a second person confirms; no customer: of our own side."""
        return self._import(data, APPROVER_COLUMNS, ("address", "name"), self._approver, by, now, dry_run)

    def _import(
        self,
        data: bytes,
        columns: tuple[str, ...],
        needed: tuple[str, ...],
        take: Taken,
        by: str,
        now: datetime,
        dry_run: bool,
    ) -> ImportReport:
        try:
            lines = read_table(data, columns, needed)
        except Unreadable as error:
            return ImportReport(0, 0, 0, 0, error.faults, done=False)
        became: list[Became] = []
        faults: list[Fault] = []

        def work() -> None:
            became.clear()  # a transaction can be done again
            faults.clear()
            with self._store.savepoint():  # it may be a part of something larger
                for line in lines:
                    try:
                        with self._store.savepoint():
                            became.append(take(line, by, now))
                    except Refused as error:
                        faults.append(line.fault(error))
                if faults or dry_run:
                    raise _UndoneError

        done = True
        try:
            self._store.transact(work)
        except _UndoneError:
            done = False
        added, changed, unchanged = (became.count(what) for what in Became)
        return ImportReport(len(lines), added, changed, unchanged, tuple(faults), done)

    def _customer(self, line: Line, by: str, now: datetime) -> Became:
        name = " ".join(line.need("name").split())
        before = self._known(name)
        domains = line["domains"].replace(",", " ").split()
        word = language(line["language"])
        if before is None:
            line.at = "name"
            self._people.add_customer(name, word, (), line["notes"], by, now)
        else:
            self._customers.change(name, CustomerChange(language=word or None, notes=line["notes"] or None), by, now)
        for domain in domains:
            line.at = "domains"
            self._people.add_domain(name, domain, by, now)
        self._stage(line, name, by, now)
        self._agree(line, name, by, now)
        after = self._people.customer(name)
        if before is None:
            return Became.ADDED
        same = all(
            getattr(before, field.name) == getattr(after, field.name)
            for field in fields(after)
            if field.name != "contacts"
        )
        return Became.UNCHANGED if same else Became.CHANGED

    def _known(self, name: str) -> CustomerRow | None:
        try:
            return self._people.customer(name)
        except Refused:
            return None

    def _stage(self, line: Line, name: str, by: str, now: datetime) -> None:
        word = line["stage"].casefold()
        if word and word not in set(Stage):
            raise Refused(f"{word!r} is no stage: write one of {', '.join(Stage)}, or leave it empty")
        if word and self._people.customer(name).stage is not Stage(word):
            self._people.set_stage(name, Stage(word), by, now)

    def _agree(self, line: Line, name: str, by: str, now: datetime) -> None:
        terms = self._people.customer(name).terms
        days = tuple(day for day in line["own_days"].split("|") if day.strip())
        asked = TermsChange(own_days=days or None)
        self._customers.terms(terms, asked)
        plan = line["plan"] or None
        self._customers.terms(terms, TermsChange(plan=plan))
        timezone = line["timezone"] or None
        self._customers.terms(terms, TermsChange(timezone=timezone))
        calendar = line["calendar"] or None
        self._customers.terms(terms, TermsChange(calendar=calendar))
        hours = line["hours"] or None
        self._customers.terms(terms, TermsChange(hours=hours))
        self._customers.agree(name, TermsChange(plan, timezone, calendar, hours, days or None), by, now)

    def _contact(self, line: Line, by: str, now: datetime) -> Became:
        customer, name, word = line["customer"], line["name"], language(line["language"])
        address = line.need("address")
        try:
            before = self._customers.contact(address)
        except Refused:
            line.need("customer")
            self._people.customer(customer)
            line.at = "address"
            self._people.add_contact(customer, address, name, word, by, now)
            return Became.ADDED
        line.at = "customer"
        change = ContactChange(name or None, word or None, customer or None)
        after = self._customers.change_contact(before.address, change, by, now)
        return Became.UNCHANGED if after == before else Became.CHANGED

    def _approver(self, line: Line, by: str, now: datetime) -> Became:
        party = line["customer"]
        known = self._register.lines(party)
        address, name = line.need("address"), line.need("name")
        here = [one.entry for one in known if one.entry.address.casefold() == address.casefold()]
        if any(entry.state not in _OVER for entry in here):
            return Became.UNCHANGED
        command = EnterCommand(
            by=by,
            side=Side.CUSTOMER if party else Side.VENDOR,
            address=address,
            name=name,
            title=line["title"],
            user=line["user"],
            language=language(line["language"]),
            valid_from=_day(line["from"]),
            valid_until=_day(line["until"]),
            limit=_limit(line),
        )
        line.at = "address"
        self._register.enter(party, command, now)
        return Became.ADDED


def _limit(line: Line) -> Money | None:
    limit = line["limit"]
    if not limit:
        return None
    money("limit", limit, "EUR")  # so that a wrong amount is told of its own column
    return money("limit", limit, line["currency"])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"{text!r} is no day: write such as 2026-01-31") from None
