"""What is agreed with customers about language and time, and who their people are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.businesshours import parse_hours, parse_span, write_hours, write_span
from models.vocabulary import Language, SuccessPlan
from processor.errors import Overtaken, Refused
from processor.facts.promises import CustomerTerms, OwnDay
from processor.facts.steps import moment
from processor.services.calendars import Agreed, Calendars, countries
from processor.services.promises import Promises
from processor.store.people import ContactRow, CustomerRow
from processor.store.responses import terms_row
from processor.store.store import Store

_OWN_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})((?:\s+[\d:]+-[\d:]+)*)\s*(.*)")
MOST_OWN_DAYS = 200


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """What to change of a customer: None leaves a thing as it is."""

    name: str | None = None
    language: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class TermsChange:
    """What to agree with a customer about time: None leaves a thing as it is, empty means what the settings say.

    `plan` is a word of `SuccessPlan`. `own_days` are days beside the public holidays, each written as
    `2026-12-24 09:00-12:00 Christmas Eve`, without hours for a whole day off.
    """

    plan: str | None = None
    timezone: str | None = None
    calendar: str | None = None
    hours: str | None = None
    own_days: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What to change of a person: None leaves a thing as it is; an empty customer means nobody's."""

    name: str | None = None
    language: str | None = None
    customer: str | None = None


class Customers:
    """Changes customers and their people. Everything raises Refused for what it can't take, and changes nothing then.

    What is changed is written down with who changed it; promises of first answers that rest on it are made anew. `seen`
    is the mark of what the person saw: each raises Overtaken where it is another by now.
    """

    def __init__(self, store: Store, promises: Promises) -> None:
        self._store = store
        self._promises = promises
        self._calendars: Calendars = promises.calendars

    def change(
        self, customer: str, change: CustomerChange, by: str, now: datetime, seen: str | None = None
    ) -> CustomerRow:
        """The customer as it is then."""
        values = _words(change)

        def work() -> CustomerRow:
            self._held(f"customer {customer}", seen, self._store.people.customer(customer).mark)
            return self._noted(customer, values, "change_customer", by, now)

        return self._store.transact(work)

    def agree(self, customer: str, change: TermsChange, by: str, now: datetime, seen: str | None = None) -> CustomerRow:
        """The customer with what was agreed; its tickets that wait for a first answer are promised it anew."""

        def work() -> CustomerRow:
            before = self._store.people.customer(customer)
            self._held(f"customer {customer}", seen, before.terms_mark)
            terms = self.terms(before.terms, change)
            after = self._noted(customer, terms_row(terms), "agree_terms", by, now)
            if before.terms != after.terms:
                self._store.responses.remake_of(self._promises, after.customer_id, now)
            return after

        return self._store.transact(work)

    def _held(self, what: str, seen: str | None, stands: str) -> None:
        if seen is not None and seen != stands:
            last = next(iter(self._store.views.changes(what, "", 1)), None)
            who = f" ({last.by} at {moment(last.at)}: {last.action})" if last is not None else ""
            raise Overtaken(f"{what} has changed since you opened it{who}: nothing was changed")

    def _noted(self, customer: str, values: dict[str, Any], action: str, by: str, now: datetime) -> CustomerRow:
        def work() -> CustomerRow:
            before = self._store.people.customer(customer)
            self._store.people.change_customer(customer, values)
            after = self._store.people.customer(values.get("name", customer))
            detail = _differences(_shown(before), _shown(after))
            if detail:
                self._store.audit.note(by, action, f"customer {after.name}", detail, now)
            return after

        return self._store.transact(work)

    def terms(self, before: CustomerTerms, change: TermsChange) -> CustomerTerms:
        """What is agreed once the change is made. Raises Refused for what can't be read."""
        terms = CustomerTerms(
            plan=before.plan if change.plan is None else _plan(change.plan),
            timezone=before.timezone if change.timezone is None else change.timezone.strip(),
            calendar=before.calendar if change.calendar is None else _calendar(change.calendar),
            hours=before.hours if change.hours is None else _hours(change.hours),
            own_days=before.own_days if change.own_days is None else _own_days(change.own_days),
        )
        self._calendars.check(terms)
        return terms

    def change_contact(
        self, address: str, change: ContactChange, by: str, now: datetime, seen: str | None = None
    ) -> ContactRow:
        """The person as they are then. Their open tickets that had no customer go to the one they belong to now."""

        def work() -> ContactRow:
            before = self._store.people.contact(address)
            self._held(f"contact {before.address}", seen, before.mark)
            return self._change_contact(before, change, by, now)

        return self._store.transact(work)

    def _change_contact(self, before: ContactRow, change: ContactChange, by: str, now: datetime) -> ContactRow:
        address = before.address
        values = {} if change.name is None else {"name": " ".join(change.name.split())}
        if change.language is not None:
            values["language"] = language(change.language)
        taken = self._store.people.change_contact(address, values, change.customer)
        self._store.responses.remake(self._promises, taken, now)
        after = self._store.people.contact(address)
        detail = _differences(
            {"name": before.name, "language": before.language, "customer": before.customer},
            {"name": after.name, "language": after.language, "customer": after.customer},
        )
        if detail:
            self._store.audit.note(by, "change_contact", f"contact {after.address}", detail, now)
        return after

    def contact(self, address: str) -> ContactRow:
        """One person by address."""
        return self._store.people.contact(address)

    def contacts(
        self, text: str = "", customer: str | None = None, limit: int = 100, offset: int = 0
    ) -> tuple[ContactRow, ...]:
        """People by address, whose name or address has this text, of this customer; an empty one for nobody's."""
        return self._store.people.contacts(limit, text, customer, offset)

    def agreed(self, customer: str) -> Agreed:
        """The customer's time zone, hours and holidays, with what the settings say where nothing was agreed."""
        return self._calendars.agreed(self._store.people.customer(customer).terms)

    def countries(self) -> Mapping[str, tuple[str, ...]]:
        """The countries whose public holidays are known, with their parts."""
        return countries()


def language(given: str) -> str:
    """A language's code, or empty. Raises Refused for another."""
    word = given.strip().casefold()
    if word and word not in set(Language):
        raise Refused(f"{given!r} is no language of ours: write one of {', '.join(Language)}, or leave it empty")
    return word


def own_day_text(own: OwnDay) -> str:
    """A customer's own day as a person writes it."""
    return " ".join((own.day.isoformat(), *(write_span(span) for span in own.hours), own.name)).rstrip()


def _words(change: CustomerChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.name is not None:
        values["name"] = " ".join(change.name.split())
        if not values["name"]:
            raise Refused("a customer needs a name")
    if change.language is not None:
        values["language"] = language(change.language)
    if change.notes is not None:
        values["notes"] = change.notes.strip()
    return values


def _plan(given: str) -> SuccessPlan | None:
    word = given.strip().casefold()
    if word and word not in set(SuccessPlan):
        raise Refused(f"{given!r} is no success plan: write one of {', '.join(SuccessPlan)}, or leave it empty")
    return SuccessPlan(word) if word else None


def _calendar(given: str) -> str:
    country, dash, part = given.strip().partition("-")
    return country.casefold() if country.casefold() == "none" else country.upper() + dash + part.upper()


def _hours(given: str) -> str:
    """Hours as `write_hours` has them, so that the same ones are always written alike."""
    if not given.strip():
        return ""
    try:
        return write_hours(parse_hours(given))
    except ValueError as error:
        raise Refused(str(error)) from None


def _own_days(given: tuple[str, ...]) -> tuple[OwnDay, ...]:
    if len(given) > MOST_OWN_DAYS:
        raise Refused(f"a customer can have {MOST_OWN_DAYS} days of its own: remove those that are past")
    found: dict[date, OwnDay] = {}
    for text in given:
        own = _own_day(text)
        if own.day in found:
            raise Refused(f"{own.day} stands twice among the days: write it once")
        found[own.day] = own
    return tuple(found[day] for day in sorted(found))


def _own_day(text: str) -> OwnDay:
    match = _OWN_DAY.fullmatch(text.strip())
    try:
        if match is not None:
            spans = tuple(sorted(parse_span(word) for word in match[2].split()))
            return OwnDay(date.fromisoformat(match[1]), " ".join(match[3].split()), spans)
    except ValueError as error:
        raise Refused(f"{text.strip()!r} is no day: {error}") from None
    raise Refused(f"{text.strip()!r} is no day: write such as 2026-12-24 09:00-12:00 Christmas Eve")


def _shown(row: CustomerRow) -> dict[str, Any]:
    terms = row.terms
    return {
        "name": row.name,
        "language": row.language,
        "notes": row.notes,
        "plan": terms.plan,
        "timezone": terms.timezone,
        "calendar": terms.calendar,
        "hours": terms.hours,
        "own_days": [own_day_text(own) for own in terms.own_days],
    }


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}
