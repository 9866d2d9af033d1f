"""Customers, their domains and their people, as an operator keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from peewee import JOIN

from models.freemail import is_freemail
from models.people import Contact, Customer, CustomerDomain
from models.tickets import Ticket
from models.vocabulary import Stage, TicketState
from processor.errors import Refused
from processor.facts.marks import seen_mark
from processor.facts.promises import CustomerTerms
from processor.store.database import Database, Row
from processor.store.facts.stages import stages_of
from processor.store.responses import terms_of
from processor.store.searching import reindex_contact, reindex_customer


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person by address."""

    contact_id: int
    address: str
    name: str
    language: str
    customer: str

    @property
    def mark(self) -> str:
        """What a form carries of what it shows of them."""
        return seen_mark(self.name, self.language)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer with all that leads a sender to it."""

    customer_id: int
    name: str
    language: str
    notes: str
    domains: tuple[str, ...]
    contacts: tuple[ContactRow, ...] = field(default=())
    stage: Stage | None = None
    terms: CustomerTerms = field(default_factory=CustomerTerms)

    @property
    def mark(self) -> str:
        """What a form carries of name, language and notes."""
        return seen_mark(self.name, self.language, self.notes)

    @property
    def terms_mark(self) -> str:
        """What a form carries of what was agreed."""
        return seen_mark(self.terms)


class People:
    """The address book. Each method that names a customer raises Refused when there is none of that name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add_customer(self, name: str, language: str = "", domains: tuple[str, ...] = (), notes: str = "") -> int:
        """The id of the new customer. Raises Refused for a name or domain that is taken, or a free-mail domain."""

        def work() -> int:
            if self._db.value(Customer.select(Customer.id).where(Customer.name == name)) is not None:
                raise Refused(f"there is a customer named {name!r} already")
            customer_id = self._db.insert(Customer, {"name": name, "language": language, "notes": notes})
            for domain in domains:
                self._add_domain(customer_id, domain)
            return customer_id

        return self._db.transact(work)

    def add_domain(self, customer: str, domain: str) -> None:
        """Senders of this mail domain belong to the customer from now on, known contacts of it without one included."""
        self._db.transact(lambda: self._add_domain(self._id_of(customer), domain))

    def _add_domain(self, customer_id: int, domain: str) -> None:
        name = domain.strip().lstrip("@").casefold()
        if not name or is_freemail(name):
            raise Refused(f"{name!r} says nothing about a customer: anyone can have an address there; add contacts")
        owner = self._db.value(CustomerDomain.select(CustomerDomain.customer).where(CustomerDomain.domain == name))
        if owner is not None and owner != customer_id:
            raise Refused(f"the domain {name} belongs to another customer")
        if owner is None:
            self._db.insert(CustomerDomain, {"domain": name, "customer": customer_id})
            orphans = Contact.customer.is_null() & Contact.address_key.endswith(f"@{name}")
            self._db.change(Contact.update(customer=customer_id).where(orphans))

    def add_contact(self, address: str, name: str = "", customer: str = "", language: str = "") -> int:
        """The id of the contact with this address, new or known; what is given replaces what was there."""
        given: Row = {"name": name, "language": language}
        values: Row = {key: value for key, value in given.items() if value}

        def work() -> int:
            if customer:
                values["customer"] = self._id_of(customer)
            known = self._db.value(Contact.select(Contact.id).where(Contact.address_key == address.casefold()))
            if known is None:
                return self._db.insert(Contact, {"address": address, "address_key": address.casefold()} | values)
            if values:
                self._db.change(Contact.update(values).where(Contact.id == known))
            return int(known)

        return self._db.transact(work)

    def change_customer(self, customer: str, values: Row) -> None:
        """Changes columns of the customer's row. Raises Refused for a name that is taken."""

        def work() -> None:
            customer_id, name = self._id_of(customer), values.get("name", customer)
            if name != customer and self._db.value(Customer.select(Customer.id).where(Customer.name == name)):
                raise Refused(f"there is a customer named {name!r} already")
            if values:
                self._db.change(Customer.update(values).where(Customer.id == customer_id))
            if name != customer:
                reindex_customer(self._db, customer_id)

        self._db.transact(work)

    def change_contact(self, address: str, values: Row, customer: str | None = None) -> tuple[int, ...]:
        """Changes a contact's row; with `customer` whom they belong to, empty for nobody.

        The ids of their tickets that had no customer, are not closed, and have this one now. Raises Refused.
        """

        def work() -> tuple[int, ...]:
            contact_id = self.contact(address).contact_id
            changed = dict(values)
            if customer is not None:
                changed["customer"] = self._id_of(customer) if customer else None
            if changed:
                self._db.change(Contact.update(changed).where(Contact.id == contact_id))
            taken = self._take_over(contact_id, changed["customer"]) if changed.get("customer") else ()
            if changed:
                reindex_contact(self._db, contact_id)
            return taken

        return self._db.transact(work)

    def _take_over(self, contact_id: int, customer_id: int) -> tuple[int, ...]:
        open_ones = Ticket.state.not_in((TicketState.CLOSED, TicketState.MERGED))
        orphans = (Ticket.requester == contact_id) & Ticket.customer.is_null() & open_ones
        ids = self._db.column(Ticket.select(Ticket.id).where(orphans).order_by(Ticket.id))
        self._db.change(Ticket.update(customer=customer_id).where(Ticket.id.in_(ids)))
        return tuple(ids)

    def contact(self, address: str) -> ContactRow:
        """One person by address. Raises Refused when there is none."""
        found = self._db.rows(_CONTACTS.where(Contact.address_key == address.strip().casefold()))
        if not found:
            raise Refused(f"nobody has the address {address!r}; see signoff customer show")
        return _contact_row(found[0])

    def set_stage(self, customer: str, stage: Stage | None) -> None:
        """Where the customer stands from now on; None where nobody can say."""
        self._db.transact(
            lambda: self._db.change(Customer.update(stage=stage).where(Customer.id == self._id_of(customer)))
        )

    def stage(self, customer: str) -> Stage | None:
        """Where the customer stands, None where nobody has said."""
        query = Customer.select(Customer.stage)
        found: Stage | None = self._db.value(query.where(Customer.id == self._id_of(customer)))
        return found

    def named(self, customer_id: int) -> str:
        """The name of the customer with this id. Raises Refused when there is none."""
        found = self._db.value(Customer.select(Customer.name).where(Customer.id == customer_id))
        if found is None:
            raise Refused(f"there is no customer with the id {customer_id}; see signoff customer list")
        return str(found)

    def stages_of(self, addresses: Sequence[str]) -> dict[str, Stage]:
        """Where the customers of these senders stand, by the address as given; those of whom nobody knows left out."""
        return stages_of(self._db, addresses)

    def list_customers(self) -> tuple[CustomerRow, ...]:
        """All customers with their domains, by name, without their people."""
        return self._db.read(self._list_customers)

    def _list_customers(self) -> tuple[CustomerRow, ...]:
        domains: dict[int, list[str]] = {}
        for row in self._db.rows(CustomerDomain.select().order_by(CustomerDomain.domain)):
            domains.setdefault(row["customer"], []).append(row["domain"])
        rows = self._db.rows(Customer.select().order_by(Customer.name))
        return tuple(_customer_row(row, domains.get(row["id"], [])) for row in rows)

    def customer(self, name: str) -> CustomerRow:
        """One customer with domains and people."""
        return self._db.read(lambda: self._customer(name))

    def _customer(self, name: str) -> CustomerRow:
        customer_id = self._id_of(name)
        found = self._db.rows(Customer.select().where(Customer.id == customer_id))[0]
        domains = CustomerDomain.select(CustomerDomain.domain).where(CustomerDomain.customer == customer_id)
        people = Contact.select().where(Contact.customer == customer_id).order_by(Contact.address_key)
        contacts = tuple(_contact_row(row | {"customer_name": name}) for row in self._db.rows(people))
        return _customer_row(found, self._db.column(domains.order_by(CustomerDomain.domain)), contacts)

    def contacts(
        self, limit: int = 1000, text: str = "", customer: str | None = None, offset: int = 0
    ) -> tuple[ContactRow, ...]:
        """People by address, those without a customer included; whose name or address has this text, of this customer.

        An empty customer stands for those who have none.
        """
        query = _CONTACTS
        if text:
            query = query.where(Contact.address_key.contains(text.casefold()) | Contact.name.contains(text))
        if customer is not None:
            query = query.where(Customer.name == customer if customer else Contact.customer.is_null())
        rows = self._db.rows(query.order_by(Contact.address_key).limit(limit).offset(offset))
        return tuple(_contact_row(row) for row in rows)

    def _id_of(self, name: str) -> int:
        found = self._db.value(Customer.select(Customer.id).where(Customer.name == name))
        if found is None:
            raise Refused(f"there is no customer named {name!r}; see signoff customer list")
        return int(found)


_CONTACTS = Contact.select(Contact, Customer.name.alias("customer_name")).join(Customer, JOIN.LEFT_OUTER)


def _customer_row(row: Row, domains: list[str], contacts: tuple[ContactRow, ...] = ()) -> CustomerRow:
    return CustomerRow(
        row["id"],
        row["name"],
        row["language"],
        row["notes"],
        tuple(domains),
        contacts,
        row["stage"],
        terms_of(row),
    )


def _contact_row(row: Row) -> ContactRow:
    return ContactRow(row["id"], row["address"], row["name"], row["language"], row["customer_name"] or "")
