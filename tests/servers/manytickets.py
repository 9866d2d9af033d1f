"""A store with very many tickets, filled by large statements: what pages are measured on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, product
from random import Random
from typing import Any

from models.base import Record
from models.conversation import Message, Review, Verdict
from models.people import Contact, Customer
from models.tickets import Counter, Thread, Ticket, TicketEntry, TicketParty
from models.vocabulary import (
    CaseReason,
    Category,
    DecidedBy,
    Direction,
    EntryKind,
    Kind,
    ReviewReason,
    ReviewState,
    Severity,
    Source,
    Standing,
    TicketState,
)
from processor.store.searching import folded
from processor.store.store import Store

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
TICKETS, WAITING = 100_000, 2_000
CUSTOMERS, PEOPLE_EACH = 500, 8
_AT_ONCE = 200
_SYLLABLES = ("ka", "lo", "mi", "ter", "van", "sol", "dru", "pen", "gra", "wit", "hul", "zer")
_WORDS = tuple("".join(parts) for length in (2, 3, 4) for parts in product(_SYLLABLES, repeat=length))
_CHANCES = tuple(
    accumulate(1 / len(_SYLLABLES) ** length for length in (2, 3, 4) for _ in range(len(_SYLLABLES) ** length))
)
"""Each length is as likely as the others. They are drawn many at once: four million are."""

_COMMON = (
    "the printer does not print our invoices since this morning please help",
    "принтер не печатает накладные с утра помогите пожалуйста",
    "der Drucker druckt seit heute unsere Rechnungen nicht bitte helfen",
)


def fill(store: Store, tickets: int = TICKETS, waiting: int = WAITING) -> None:
    """Makes so many tickets, the newest `waiting` of which are in the queue; three in four are closed."""

    def work() -> None:
        chance = Random(7)
        _people(store)
        for record, rows in _rows(chance, tickets, waiting):
            _insert(store, record, rows)
        _texts(store)

    store.transact(work)
    store.database.run("ANALYZE")


def _insert(store: Store, record: type[Record], rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(islice(rows, _AT_ONCE)):
        store.database.insert_many(record, chunk)


def _people(store: Store) -> None:
    _insert(store, Customer, ({"name": f"Customer {at}", "language": "en"} for at in range(CUSTOMERS)))
    _insert(
        store,
        Contact,
        (
            {
                "address_key": f"person{at}@customer{at % CUSTOMERS}.example",
                "address": f"person{at}@customer{at % CUSTOMERS}.example",
                "name": f"Person {at}",
                "customer": at % CUSTOMERS + 1,
                "language": "en",
            }
            for at in range(CUSTOMERS * PEOPLE_EACH)
        ),
    )


def _rows(chance: Random, tickets: int, waiting: int) -> list[tuple[type[Record], Iterator[dict[str, Any]]]]:
    numbers = range(1, tickets + 1)
    open_from = tickets - waiting
    return [
        (Thread, ({"created_at": _opened(at, tickets)} for at in numbers)),
        (Ticket, (_ticket(chance, at, tickets, open_from) for at in numbers)),
        (TicketParty, ({"ticket": at, "contact": at % (CUSTOMERS * PEOPLE_EACH) + 1} for at in numbers)),
        (Message, (_message(chance, at, tickets) for at in numbers)),
        (Verdict, (_verdict(chance, at, tickets) for at in numbers if at % 10)),
        (TicketEntry, (_entry(at, tickets) for at in numbers)),
        (Review, (_review(at, tickets, open_from) for at in numbers if at % 2 or at > open_from)),
        (Counter, iter([{"name": "ticket", "value": tickets}])),
    ]


def _opened(at: int, tickets: int) -> datetime:
    return NOW - timedelta(minutes=5 * (tickets - at))


def _ticket(chance: Random, at: int, tickets: int, open_from: int) -> dict[str, Any]:
    person = at % (CUSTOMERS * PEOPLE_EACH)
    waits = at > open_from
    state = chance.choice((TicketState.NEW, TicketState.OPEN)) if waits else _settled(at)
    opened = _opened(at, tickets)
    return {
        "number": at,
        "token": f"token{at}",
        "thread": at,
        "state": state,
        "subject": f"{_COMMON[at % 3].split()[at % 5]} {_words(chance, 1)[0]}",
        "source": Source.MAIL,
        "mailbox": "support",
        "language": ("en", "ru", "de")[at % 3],
        "customer": person % CUSTOMERS + 1,
        "requester": person + 1,
        "category": chance.choice(list(Category)[:-1]),
        "severity": chance.choice(list(Severity)),
        "reason": CaseReason.BUG,
        "decided_by": DecidedBy.MODEL,
        "opened_at": opened,
        "updated_at": opened,
        "closed_at": opened if state is TicketState.CLOSED else None,
        "response_due": opened + timedelta(hours=chance.choice((4, 8, 24))) if at % 4 else None,
        "responded_at": None if waits and at % 5 else opened + timedelta(hours=1),
    }


def _settled(at: int) -> TicketState:
    return TicketState.CLOSED if at % 4 else TicketState.WAITING


def _message(chance: Random, at: int, tickets: int) -> dict[str, Any]:
    said = f"{_COMMON[at % 3]} {' '.join(_words(chance, 40))}"
    return {
        "thread": at,
        "ticket": at,
        "direction": Direction.IN,
        "kind": Kind.HUMAN,
        "message_id": f"<m{at}@customer.example>",
        "from_address": "person@customer.example",
        "from_key": "person@customer.example",
        "from_name": "Person",
        "subject": "printer",
        "new_text": said,
        "text": said,
        "at": _opened(at, tickets),
    }


def _verdict(chance: Random, at: int, tickets: int) -> dict[str, Any]:
    probabilities = [[category.value, 1 / len(Category)] for category in Category]
    return {
        "ticket": at,
        "category": Category.BUG,
        "confidence": round(chance.random(), 3),
        "probabilities": probabilities,
        "why": [["printer", 1.5]] * 8,
        "severity": Severity.HIGH,
        "threshold": 0.8,
        "automatic": bool(at % 2),
        "model_id": "starter",
        "at": _opened(at, tickets),
        "against": [["thanks", -0.5]] * 4,
        "likely": ["bug"],
        "nearest": [],
        "standing": Standing.SHADOW,
    }


def _entry(at: int, tickets: int) -> dict[str, Any]:
    return {"ticket": at, "at": _opened(at, tickets), "kind": EntryKind.OPENED, "by": "signoff", "text": "by mail"}


def _review(at: int, tickets: int, open_from: int) -> dict[str, Any]:
    opened, waits = _opened(at, tickets), at > open_from
    return {
        "ticket": at,
        "reasons": [ReviewReason.UNSURE.value],
        "state": ReviewState.OPEN if waits else ReviewState.DONE,
        "opened_at": opened,
        "decided_at": None if waits else opened,
        "decided_by": "" if waits else "kim@desk.example",
        "verdict": "" if waits else "confirmed",
    }


def _words(chance: Random, many: int) -> list[str]:
    return chance.choices(_WORDS, cum_weights=_CHANCES, k=many)


def _texts(store: Store) -> None:
    """The words that tickets are found by, as they are kept with each decision."""
    store.database.run(
        'INSERT INTO "ticket_text" ("id", "words", "body") SELECT t."id", CAST(t."number" AS TEXT) || \' \' ||'
        ' t."subject" || \' \' || c."name" || \' \' || r."address", m."new_text" FROM "ticket" AS t'
        ' JOIN "customer" AS c ON c."id" = t."customer_id" JOIN "contact" AS r ON r."id" = t."requester_id"'
        ' JOIN "message" AS m ON m."ticket_id" = t."id"'
    )
    if store.database.locks_rows:
        rows = store.database.run('SELECT "id", "words", "body" FROM "ticket_text"').fetchall()
        for start in range(0, len(rows), _AT_ONCE):
            chunk = rows[start : start + _AT_ONCE]
            marks = ", ".join(["(%s, signoff_vector(%s))"] * len(chunk))
            values = [value for row in chunk for value in (row[0], _plain(f"{row[1]} {row[2]}"))]
            store.database.run(f'INSERT INTO "ticket_search" ("id", "vector") VALUES {marks}', values)


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in folded(text))
