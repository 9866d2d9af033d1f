"""The address book: what is checked before a customer, a domain or a contact is written down."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from models.vocabulary import Stage
from processor.errors import Refused
from processor.facts.addresses import ascii_address, ascii_domain
from processor.store.audit import Audit
from processor.store.people import ContactRow, CustomerRow
from processor.store.people import People as Book

_DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")
_ADDRESS = re.compile(r"^[^@\s<>,;:\"]+@([^@\s<>,;:\"]+)$")

__all__ = ["ContactRow", "CustomerRow", "People"]


class People:
    """Registers customers and the people who write for them. Everything raises Refused for what it can't take.

    What is changed is written down with who changed it, in the same transaction.
    """

    def __init__(self, book: Book, audit: Audit, transact: Callable[[Callable[[], CustomerRow]], CustomerRow]) -> None:
        self._book = book
        self._audit = audit
        self._transact = transact

    def add_customer(
        self, name: str, language: str, domains: tuple[str, ...], notes: str, by: str, now: datetime
    ) -> CustomerRow:
        """The new customer, all of it or nothing."""
        named = " ".join(name.split())
        if not named:
            raise Refused("a customer needs a name")
        found = tuple(_domain(domain) for domain in domains)
        asked = {"language": language, "domains": found, "notes": notes}
        change = ("add_customer", named, asked, by, now)
        return self._noted(lambda: self._book.add_customer(named, language, found, notes), *change)

    def add_domain(self, customer: str, domain: str, by: str, now: datetime) -> CustomerRow:
        """The customer, to whom senders of the domain belong from now on."""
        found = _domain(domain)
        change = ("add_domain", customer, {"domain": found}, by, now)
        return self._noted(lambda: self._book.add_domain(customer, found), *change)

    def add_contact(self, customer: str, address: str, name: str, language: str, by: str, now: datetime) -> CustomerRow:
        """The customer, with the person among its contacts."""
        found = _ADDRESS.match(address.strip())
        if found is None or "." not in found[1]:
            raise Refused(f"{address!r} is no mail address: give one such as anna@customer.example")
        whom, named = ascii_address(address.strip()), " ".join(name.split())
        change = ("add_contact", customer, {"address": whom, "name": named, "language": language}, by, now)
        return self._noted(lambda: self._book.add_contact(whom, named, customer, language), *change)

    def set_stage(self, customer: str, stage: Stage | None, by: str, now: datetime) -> CustomerRow:
        """The customer, standing there from now on; None where nobody can say. The text model looks at it."""
        before = self._book.stage(customer)
        change = ("set_stage", customer, {"stage": [before, stage]}, by, now)
        return self._noted(lambda: self._book.set_stage(customer, stage), *change)

    def customers(self) -> tuple[CustomerRow, ...]:
        """All customers, by name, without their people."""
        return self._book.list_customers()

    def named(self, customer_id: int) -> str:
        """The name of the customer with this id. Raises Refused when there is none."""
        return self._book.named(customer_id)

    def customer(self, name: str) -> CustomerRow:
        """One customer with domains and people."""
        return self._book.customer(name)

    def _noted(
        self,
        work: Callable[[], object],
        action: str,
        customer: str,
        detail: Mapping[str, Any],
        by: str,
        now: datetime,
    ) -> CustomerRow:
        def change() -> CustomerRow:
            work()
            self._audit.note(by, action, f"customer {customer}", detail, now)
            return self._book.customer(customer)

        return self._transact(change)


def _domain(given: str) -> str:
    """A domain as mail carries it: lower case, international names in their ASCII form (RFC 5891)."""
    try:
        name = ascii_domain(given.strip().rpartition("@")[2].rstrip("."))
    except UnicodeError:
        name = ""
    if not _DOMAIN.match(name):
        raise Refused(f"{given!r} is no mail domain: give one such as customer.example")
    return name
