"""The words that tickets are found by, kept with what is written down; and the words of a question."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from peewee import JOIN

from models.conversation import Message
from models.fields import clean_text
from models.people import Contact, Customer
from models.tickets import Ticket, TicketParty
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared

LONGEST_MESSAGE: Final = 20_000
LONGEST_TICKET: Final = 120_000
"""Characters that are searched: nobody looks for a word on the hundredth page of a log that somebody pasted."""

_WORD: Final = re.compile(r"[^\W_]+")
_MOST_WORDS: Final = 12
_LONGEST_WORD: Final = 60
_VOWELS: Final = "\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f"
_ENDINGS: Final = (
    (re.compile(r"[\u0430-\u044f]{5,}"), re.compile(rf"[{_VOWELS}\u0439\u043c\u044c\u0445\u0432]{{1,3}}$"), 4),
    (re.compile(r"[a-z\u00e4\u00f6\u00fc\u00df]{6,}"), re.compile(r"(?:en|er|es|em|s|n|e)$"), 5),
)
"""How Russian words, and those of Latin letters, end in their forms, and how much of them stays at least."""


def index_tickets(database: Database, ticket_ids: Collection[int]) -> None:
    """Makes these tickets found by what belongs to them now."""
    for ticket_id in ticket_ids:
        row = database.row(_TICKET, id=ticket_id)
        if row is None:
            continue
        people = database.rows(_PEOPLE, ticket=ticket_id)
        messages = database.rows(_MESSAGES, ticket=ticket_id)
        _write(database, ticket_id, _words_of(row, people), _body_of(messages))


def reindex_customer(database: Database, customer_id: int) -> None:
    """Makes a customer's tickets found by its present name."""
    index_tickets(database, database.column(Ticket.select(Ticket.id).where(Ticket.customer == customer_id)))


def reindex_contact(database: Database, contact_id: int) -> None:
    """Makes a person's tickets found by their present name and address."""
    of = TicketParty.select(TicketParty.ticket).where(TicketParty.contact == contact_id)
    index_tickets(
        database, database.column(Ticket.select(Ticket.id).where((Ticket.requester == contact_id) | Ticket.id.in_(of)))
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a question as both databases know them: in lower case, without what stands between them."""
    return tuple(dict.fromkeys(word[:_LONGEST_WORD] for word in _WORD.findall(folded(text))))[:_MOST_WORDS]


def folded(text: str) -> str:
    """The text in lower case, which a PostgreSQL of the C locale can't do itself, and plain; see `_plain`."""
    return _plain(text.lower())


def _plain(text: str) -> str:
    """The text with one form for each letter, and with the Russian ye for yo, as most people write it."""
    return unicodedata.normalize("NFC", clean_text(text)).replace("\u0451", "\u0435").replace("\u0401", "\u0415")


def beginning(word: str) -> str:
    """The part of a word that its other forms begin with too; short words and numbers stay whole."""
    for of, ending, least in _ENDINGS:
        if of.fullmatch(word):
            left = ending.sub("", word)
            return left if len(left) >= least else word[:least]
    return word


_TICKET = Prepared(
    Ticket.select(
        Ticket.number,
        Ticket.subject,
        Customer.name.alias("customer_name"),
        Contact.address.alias("requester_address"),
        Contact.name.alias("requester_name"),
    )
    .join(Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
    .join_from(Ticket, Contact, JOIN.LEFT_OUTER, on=(Ticket.requester == Contact.id))
    .where(Ticket.id == Hole(Ticket.id))
)
_PEOPLE = Prepared(
    Contact.select(Contact.address, Contact.name)
    .join(TicketParty)
    .where(TicketParty.ticket == Hole(TicketParty.ticket))
    .limit(100)
)
_MESSAGES = Prepared(
    Message.select(
        Message.subject,
        Message.from_name,
        Message.from_address,
        Message.author,
        Message.new_text,
        Message.text,
        Message.attachments,
    )
    .where(Message.ticket == Hole(Message.ticket), ~Message.withdrawn)
    .order_by(Message.id.desc())
    .limit(500)
)
_SQL = (
    'INSERT INTO "ticket_text" ("id", "words", "body") VALUES ({mark}, {mark}, {mark})'
    ' ON CONFLICT ("id") DO UPDATE SET "words" = excluded."words", "body" = excluded."body"'
)
_VECTOR = (
    'INSERT INTO "ticket_search" ("id", "vector") VALUES ({mark}, signoff_vector({mark}))'
    ' ON CONFLICT ("id") DO UPDATE SET "vector" = excluded."vector"'
)


def _words_of(row: Row, people: list[Row]) -> str:
    named = [row["customer_name"], row["requester_name"], row["requester_address"]]
    named += [value for one in people for value in (one["name"], one["address"])]
    return " ".join(dict.fromkeys([str(row["number"]), row["subject"], *(name for name in named if name)]))


def _body_of(messages: list[Row]) -> str:
    """What was written, the newest first; quoted text stands in the message that it is from."""
    parts: list[str] = []
    room = LONGEST_TICKET
    for row in messages:
        if room <= 0:
            break
        files = [str(one.get("filename", "")) for one in row["attachments"] or ()]
        head = [row["subject"], row["from_name"], row["from_address"], row["author"], *files]
        said = " ".join(part for part in (*head, row["new_text"] or row["text"]) if part)[: min(LONGEST_MESSAGE, room)]
        parts.append(said)
        room -= len(said)
    return "\n".join(parts)


def _write(database: Database, ticket_id: int, words: str, body: str) -> None:
    mark = database.peewee.param
    words, body = _plain(words), _plain(body)
    database.run(_SQL.format(mark=mark), (ticket_id, words, body))
    if database.locks_rows:
        database.run(_VECTOR.format(mark=mark), (ticket_id, " ".join(_WORD.findall(folded(f"{words} {body}")))))
