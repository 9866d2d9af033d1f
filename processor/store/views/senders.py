"""The newest mails of those who may have to approve something: what a report on senders is made of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.approvals import Approver
from models.conversation import Message
from models.mail import Fetch, RawMessage
from models.people import Contact, Customer, CustomerDomain
from models.vocabulary import Direction, Kind, Side
from processor.store.database import Database, Row
from processor.store.facts.senders import domains_of

VENDOR = "the vendor's approvers"
"""The party of those who approve on the vendor's side: no customer."""

_LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that a person of a party sent us. `party` is the customer's name, or VENDOR; the address case folded."""

    fetch_id: int
    party: str
    address: str
    received_at: datetime

    @property
    def domain(self) -> str:
        """The domain that the mail says it is from."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one mail: its bytes as served, and its text as it was read."""

    raw: bytes
    text: str


@dataclass(frozen=True, slots=True)
class History:
    """Mails, the newest first, and how many others were left out: of nobody's customer, or beyond the limits."""

    mails: tuple[SentMail, ...]
    strangers: int
    beyond: int


def sender_history(database: Database, each: int, most: int) -> History:
    """The newest mails that people of customers and the vendor's approvers wrote: `each` a party, `most` in all."""
    parties = _Parties(database)
    mails: list[SentMail] = []
    counted: Counter[str] = Counter()
    strangers = beyond = 0
    for row in database.rows(_WRITTEN.order_by(Message.id.desc()).limit(_LOOKED_THROUGH)):
        party = parties.of(row["from_key"])
        if not party:
            strangers += 1
        elif counted[party] >= each or len(mails) >= most:
            beyond += 1
        else:
            counted[party] += 1
            mails.append(SentMail(row["id"], party, row["from_key"], row["received_at"]))
    return History(tuple(mails), strangers, beyond)


def kept_mail(database: Database, fetch_id: int) -> Kept:
    """The bytes and the text of one of these mails."""
    row = database.rows(_KEPT.where(Fetch.id == fetch_id))[0]
    return Kept(row["body"], row["text"])


class _Parties:
    """To whom an address belongs: by the register, the address book, then the domain."""

    def __init__(self, database: Database) -> None:
        customers = database.rows(Customer.select(Customer.id, Customer.name))
        names: dict[int, str] = {row["id"]: row["name"] for row in customers}
        self._people = _by_address(database.rows(Contact.select(Contact.address_key, Contact.customer)), names)
        self._people |= _by_address(database.rows(Approver.select(Approver.address_key, Approver.customer)), names)
        vendors = Approver.select(Approver.address_key).where(Approver.side == Side.VENDOR)
        self._people |= dict.fromkeys(database.column(vendors), VENDOR)
        rows = database.rows(CustomerDomain.select(CustomerDomain.domain, CustomerDomain.customer))
        self._domains = {row["domain"]: names.get(row["customer"], "") for row in rows}

    def of(self, address: str) -> str:
        """The party of an address; empty for a stranger's."""
        found = self._people.get(address, "")
        return found or next(
            (self._domains[name] for name in domains_of(address.rpartition("@")[2]) if name in self._domains), ""
        )


def _by_address(rows: list[Row], names: Mapping[int, str]) -> dict[str, str]:
    return {row["address_key"]: names[row["customer"]] for row in rows if row["customer"] in names}


_WHOLE: Any = ~Fetch.partial & Fetch.raw_message.is_null(False)
_WRITTEN = (
    Message.select(Fetch.id, Fetch.received_at, Message.from_key)
    .join(Fetch)
    .where(Message.direction == Direction.IN, Message.kind == Kind.HUMAN, Message.from_key != "", _WHOLE)
)
_KEPT = (
    Fetch.select(RawMessage.body, Message.text)
    .join(RawMessage)
    .join_from(Fetch, Message, on=(Message.fetch == Fetch.id))
)
