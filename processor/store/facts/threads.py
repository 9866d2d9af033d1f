"""Which conversations a message names, the strongest name first, and which mails of ours it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.conversation import Message
from models.outgoing import Outbox
from models.tickets import ThreadReference, Ticket
from models.vocabulary import Direction, OutboxState
from processor.facts.known import OutboxFacts, ThreadKey, ThreadMatch, TicketFacts
from processor.store.database import Database, Row
from processor.store.facts.keys import Keys, distinct, mailbox_key
from processor.store.facts.senders import NEVER_LEFT
from processor.store.facts.tickets import load_tickets, resolve
from processor.store.prepared import Hole, Prepared

_LARGEST_NUMBER = 2**62


@dataclass(frozen=True, slots=True)
class Named:
    """A conversation that is named, by what; `ticket_id` 0 for one that is no ticket."""

    key: ThreadKey
    value: str
    thread_id: int
    ticket_id: int


class ThreadLookup:
    """Finds conversations, and loads each ticket that it comes across once."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._db = database
        self._now = now
        self._tickets: dict[int, TicketFacts] = {}

    def load(self, named: Iterable[Named], outbox: Iterable[Row | None]) -> None:
        """Loads the tickets that the matches and the mails belong to, so that `matches` and `mail` find them."""
        ids = {found.ticket_id for found in named if found.ticket_id}
        ids |= {row["ticket"] for row in outbox if row and row["ticket"]}
        targets = resolve(self._db, ids)
        loaded = load_tickets(self._db, targets.values(), self._now)
        self._tickets = {ticket_id: loaded[target] for ticket_id, target in targets.items()}

    def named(self, keys: Keys) -> list[Named]:
        """The conversations that the keys name, in order of strength, each once for each name."""
        found = self._by_token(keys) + self._by_message_id(keys) + self._by_number(keys)
        strength = {key: at for at, key in enumerate(ThreadKey)}
        return sorted(dict.fromkeys(found), key=lambda named: strength[named.key])

    def matches(self, named: list[Named]) -> tuple[ThreadMatch, ...]:
        """The conversations with their tickets, merged ones resolved, and who wrote in them."""
        senders = self._senders(named)
        return tuple(self._match(found, senders) for found in named)

    def mail(self, row: Row | None) -> OutboxFacts | None:
        """A mail of ours as decisions see it."""
        if row is None:
            return None
        ticket = self._tickets.get(row["ticket"] or 0)
        return OutboxFacts(row["id"], row["message_id"], row["recipient"], row["state"], row["automatic"], ticket)

    def _match(self, named: Named, senders: dict[tuple[int, int], set[str]]) -> ThreadMatch:
        ticket = self._tickets.get(named.ticket_id)
        who = senders.get((ticket.ticket_id, 0) if ticket else (0, named.thread_id), set())
        customer_id = ticket.customer_id if ticket else 0
        return ThreadMatch(named.key, named.value, named.thread_id, ticket, frozenset(who), customer_id)

    def _by_token(self, keys: Keys) -> list[Named]:
        tokens = distinct(keys.tokens)
        if not tokens:
            return []
        rows = self._db.rows(_BY_TOKEN, tokens=tokens)
        found = {row["token"]: Named(ThreadKey.TOKEN, row["token"], row["thread"], row["id"]) for row in rows}
        return [found[token] for token in tokens if token in found]

    def _by_number(self, keys: Keys) -> list[Named]:
        numbers = [number for number in keys.numbers if 0 < number < _LARGEST_NUMBER]
        if not numbers:
            return []
        rows = self._db.rows(_BY_NUMBER, numbers=numbers)
        return [Named(ThreadKey.NUMBER, str(row["number"]), row["thread"], row["id"]) for row in rows]

    def _by_message_id(self, keys: Keys) -> list[Named]:
        ids = distinct(keys.message_ids)
        if not ids:
            return []
        rows = self._db.rows(_BY_MESSAGE_ID, ids=ids)
        tickets = self._tickets_of({row["thread"] for row in rows})
        order = {value: at for at, value in enumerate(ids)}
        rows.sort(key=lambda row: (order[row["message_id"]], row["thread"]))
        return [Named(_key_of(row), row["message_id"], row["thread"], tickets.get(row["thread"], 0)) for row in rows]

    def _tickets_of(self, threads: set[int]) -> dict[int, int]:
        """The latest ticket of each conversation."""
        if not threads:
            return {}
        return {row["thread"]: row["id"] for row in self._db.rows(_OF_THREADS, threads=threads)}

    def _senders(self, named: list[Named]) -> dict[tuple[int, int], set[str]]:
        """Who wrote, by (ticket, 0) or (0, conversation); who came with nothing but a token does not belong."""
        tickets = {ticket.ticket_id for ticket in self._tickets.values()}
        threads = {found.thread_id for found in named if not found.ticket_id}
        if not named:
            return {}
        who: dict[tuple[int, int], set[str]] = {}
        for row in self._db.rows(_SENDERS, tickets=tickets, threads=threads):
            place = (row["ticket"], 0) if row["ticket"] else (0, row["thread"])
            who.setdefault(place, set()).add(row["from_key"])
        return who


def _key_of(row: Row) -> ThreadKey:
    """How strong a Message-ID is: ours counts only in the conversation that we sent it in, for anybody can quote it."""
    if not row["known"]:
        return ThreadKey.ANCESTOR
    return ThreadKey.OUR_MESSAGE_ID if row["sent_in"] == row["thread"] else ThreadKey.MESSAGE_ID


def own_copy(database: Database, message_id: str) -> Row | None:
    """The mail of ours that has this Message-ID."""
    return _first_sent(database, [message_id]) if message_id else None


def bounced_mail(
    database: Database, named: Iterable[str], tokens: Iterable[str], recipients: Iterable[str]
) -> Row | None:
    """The mail of ours that a bounce is about: by Message-ID, else the last of the ticket to who failed, that left."""
    found = _first_sent(database, distinct(named))
    wanted = distinct(tokens)
    if found or not wanted:
        return found
    unsent = Outbox.state.in_((OutboxState.QUEUED, *NEVER_LEFT))
    last = Outbox.select(*_OUTBOX).join(Ticket).where(Ticket.token.in_(wanted)).order_by(unsent, Outbox.id.desc())
    failed = [mailbox_key(recipient) for recipient in recipients]
    if failed:
        last = last.where(Outbox.recipient_key.in_(failed))
    return database.row(last)


_OUTBOX = (Outbox.id, Outbox.message_id, Outbox.recipient, Outbox.state, Outbox.automatic, Outbox.ticket)
_SENT = Prepared(Outbox.select(*_OUTBOX).where(Outbox.message_id.in_(Hole(Outbox.message_id, "ids", many=True))))
_BY_TOKEN = Prepared(
    Ticket.select(Ticket.id, Ticket.token, Ticket.thread).where(
        Ticket.token.in_(Hole(Ticket.token, "tokens", many=True))
    )
)
_BY_NUMBER = Prepared(
    Ticket.select(Ticket.id, Ticket.number, Ticket.thread).where(
        Ticket.number.in_(Hole(Ticket.number, "numbers", many=True))
    )
)
_SENT_FOR = Ticket.alias()
_BY_MESSAGE_ID = Prepared(
    ThreadReference.select(
        ThreadReference.message_id,
        ThreadReference.thread,
        ThreadReference.known,
        _SENT_FOR.thread.alias("sent_in"),
    )
    .join(Outbox, JOIN.LEFT_OUTER, on=(Outbox.message_id == ThreadReference.message_id))
    .join(_SENT_FOR, JOIN.LEFT_OUTER, on=(Outbox.ticket == _SENT_FOR.id))
    .where(ThreadReference.message_id.in_(Hole(ThreadReference.message_id, "ids", many=True)))
)
_OF_THREADS = Prepared(
    Ticket.select(Ticket.id, Ticket.thread)
    .where(Ticket.thread.in_(Hole(Ticket.thread, "threads", many=True)))
    .order_by(Ticket.id)
)
_IN_TICKETS = Message.ticket.in_(Hole(Message.ticket, "tickets", many=True))
_IN_THREADS = Message.thread.in_(Hole(Message.thread, "threads", many=True)) & Message.ticket.is_null()
_SENDERS = Prepared(
    Message.select(Message.ticket, Message.thread, Message.from_key)
    .distinct()
    .where(_IN_TICKETS | _IN_THREADS, Message.verified, Message.direction != Direction.NOTE, Message.from_key != "")
)


def _first_sent(database: Database, message_ids: list[str]) -> Row | None:
    if not message_ids:
        return None
    rows = database.rows(_SENT, ids=message_ids)
    return min(rows, key=lambda row: message_ids.index(row["message_id"]), default=None)
