"""The address book: what is checked before a customer, a domain or a contact is written down."""

import re

from models.vocabulary import Stage
from processor.errors import Refused
from processor.facts.addresses import ascii_address, ascii_domain
from processor.store.people import ContactRow, CustomerRow
from processor.store.people import People as Book

_DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")
_ADDRESS = re.compile(r"^[^@\s<>,;:\"]+@([^@\s<>,;:\"]+)$")

__all__ = ["ContactRow", "CustomerRow", "People"]


class People:
    """Registers customers and the people who write for them. Everything raises Refused for what it can't take."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def add_customer(self, name: str, language: str, domains: tuple[str, ...], notes: str) -> CustomerRow:
        """The new customer, all of it or nothing."""
        named = " ".join(name.split())
        if not named:
            raise Refused("a customer needs a name")
        self._book.add_customer(named, language, tuple(_domain(domain) for domain in domains), notes)
        return self._book.customer(named)

    def add_domain(self, customer: str, domain: str) -> CustomerRow:
        """The customer, to whom senders of the domain belong from now on."""
        self._book.add_domain(customer, _domain(domain))
        return self._book.customer(customer)

    def add_contact(self, customer: str, address: str, name: str, language: str) -> CustomerRow:
        """The customer, with the person among its contacts."""
        found = _ADDRESS.match(address.strip())
        if found is None or "." not in found[1]:
            raise Refused(f"{address!r} is no mail address: give one such as anna@customer.example")
        self._book.add_contact(ascii_address(address.strip()), " ".join(name.split()), customer, language)
        return self._book.customer(customer)

    def set_stage(self, customer: str, stage: Stage | None) -> CustomerRow:
        """The customer, standing there from now on; None where nobody can say. The text model looks at it."""
        self._book.set_stage(customer, stage)
        return self._book.customer(customer)

    def customers(self) -> tuple[CustomerRow, ...]:
        """All customers, by name, without their people."""
        return self._book.list_customers()

    def customer(self, name: str) -> CustomerRow:
        """One customer with domains and people."""
        return self._book.customer(name)


def _domain(given: str) -> str:
    """A domain as mail carries it: lower case, international names in their ASCII form (RFC 5891)."""
    try:
        name = ascii_domain(given.strip().rpartition("@")[2].rstrip("."))
    except UnicodeError:
        name = ""
    if not _DOMAIN.match(name):
        raise Refused(f"{given!r} is no mail domain: give one such as customer.example")
    return name
