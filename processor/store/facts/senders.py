"""Who a sender is: by address, then by domain, and how much automatic mail they had."""

from datetime import datetime, timedelta

from peewee import SQL, fn

from models.approvals import Approver
from models.freemail import is_freemail
from models.outgoing import Outbox
from models.people import Contact, Customer, CustomerDomain
from models.vocabulary import ApproverState, OutboxState
from processor.facts.known import PartyFacts, SenderFacts
from processor.store.database import Database
from processor.store.facts.keys import index_key, mailbox_key
from processor.store.prepared import Hole, Prepared

CAP_WINDOW = timedelta(hours=24)
NEVER_LEFT = (OutboxState.CANCELLED, OutboxState.OBSERVED)


def sender_facts(database: Database, address: str, now: datetime) -> SenderFacts:
    """What is known of an address; of an empty one nothing is."""
    key = address.casefold()
    if not key:
        return SenderFacts(None, 0, "", 0)
    contact = _contact(database, key)
    customer_id = contact.customer_id if contact else 0
    customer_id, language = _customer(database, customer_id, key)
    return SenderFacts(contact, customer_id, language, automatic_mails(database, key, now))


def automatic_mails(database: Database, address_key: str, now: datetime) -> int:
    """How many automatic mails were queued to a mailbox, under all its names, in the last 24 hours.

    What was only observed doesn't count.
    """
    return int(database.value(_MAILS_TO, recipient_key=mailbox_key(address_key), created_at=now - CAP_WINDOW))


COUNTED_BY_CAPS = (Outbox.created_at > Hole(Outbox.created_at), Outbox.automatic, Outbox.state.not_in(NEVER_LEFT))
_MAILS_TO = Prepared(
    Outbox.select(fn.COUNT(SQL("1")).alias("mails")).where(
        Outbox.recipient_key == Hole(Outbox.recipient_key), *COUNTED_BY_CAPS
    )
)
_CONTACT = Prepared(Contact.select().where(Contact.address_key == Hole(Contact.address_key)))
_LANGUAGE = Prepared(Customer.select(Customer.language).where(Customer.id == Hole(Customer.id)))
_BY_DOMAIN = Prepared(
    CustomerDomain.select(CustomerDomain.domain, CustomerDomain.customer, Customer.language)
    .join(Customer)
    .where(CustomerDomain.domain.in_(Hole(CustomerDomain.domain, "domains", many=True)))
)


def _contact(database: Database, key: str) -> PartyFacts | None:
    row = database.row(_CONTACT, address_key=index_key(key))
    if row is None:
        return None
    return PartyFacts(row["id"], row["address"], row["name"], row["customer"] or 0, row["language"])


def addressee(database: Database, address: str) -> PartyFacts | None:
    """Who has this address: a contact, or a customer's approver in force; None for nobody, and for an empty one."""
    key = address.casefold()
    contact = _contact(database, key) if key else None
    if not key or (contact is not None and contact.customer_id):
        return contact
    in_force = Approver.state.in_((ApproverState.CONFIRMED, ApproverState.ENDING))
    theirs = (Approver.address_key == index_key(key)) & Approver.customer.is_null(False)
    row = database.row(Approver.select().where(theirs, in_force).order_by(Approver.id.desc()).limit(1))
    return contact if row is None else PartyFacts(0, row["address"], row["name"], row["customer"], row["language"])


def _customer(database: Database, customer_id: int, key: str) -> tuple[int, str]:
    if customer_id:
        language = database.value(_LANGUAGE, id=customer_id)
        return customer_id, str(language or "")
    domains = domains_of(key.rpartition("@")[2])
    if not domains:
        return 0, ""
    rows = database.rows(_BY_DOMAIN, domains=domains)
    if not rows:
        return 0, ""
    nearest = max(rows, key=lambda row: len(row["domain"]))
    return nearest["customer"], nearest["language"]


def domains_of(domain: str) -> list[str]:
    """The domain and those above it but the top level, the longest first; none where anyone can have an address."""
    labels = domain.split(".")
    found = [".".join(labels[start:]) for start in range(max(len(labels) - 1, 0))]
    return [] if any(is_freemail(name) for name in found) else found[-8:]
