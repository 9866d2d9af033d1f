"""Where the customers of senders stand."""

from collections.abc import Iterable, Sequence

from peewee import JOIN, SQL

from models.people import Contact, Customer, CustomerDomain
from models.vocabulary import Stage
from processor.store.database import Database
from processor.store.facts.keys import index_key
from processor.store.facts.senders import domains_of
from processor.store.prepared import Hole, Prepared


def stages_of(database: Database, addresses: Sequence[str]) -> dict[str, Stage]:
    """The stage of each address's customer, by the address as it was given; those without one are left out.

    The customer is found as for decisions: the contact's own, else the domain's, the nearest one first. One query for
    all of them.
    """
    keys = {address: address.casefold() for address in addresses if address}
    if not keys:
        return {}
    domains = {key: domains_of(key.rpartition("@")[2]) for key in keys.values()}
    found = database.rows(
        _STAGES,
        contacts={index_key(key) for key in keys.values()},
        domains={domain for names in domains.values() for domain in names},
    )
    known = {(row["is_domain"], row["name"]): row["stage"] for row in found}
    stages = {address: _first(known, key, domains[key]) for address, key in keys.items()}
    return {address: stage for address, stage in stages.items() if stage is not None}


def _first(known: dict[tuple[int, str], Stage | None], key: str, domains: Iterable[str]) -> Stage | None:
    """The stage of the first customer that is known, be it unsaid; the domains come with the longest one first."""
    places = ((0, index_key(key)), *((1, domain) for domain in domains))
    return next((known[place] for place in places if place in known), None)


_OF_CONTACTS = (
    Contact.select(SQL("0").alias("is_domain"), Contact.address_key.alias("name"), Customer.stage)
    .join(Customer, JOIN.INNER)
    .where(Contact.address_key.in_(Hole(Contact.address_key, "contacts", many=True)))
)
_OF_DOMAINS = (
    CustomerDomain.select(SQL("1").alias("is_domain"), CustomerDomain.domain.alias("name"), Customer.stage)
    .join(Customer, JOIN.INNER)
    .where(CustomerDomain.domain.in_(Hole(CustomerDomain.domain, "domains", many=True)))
)
_STAGES = Prepared(_OF_CONTACTS | _OF_DOMAINS)
