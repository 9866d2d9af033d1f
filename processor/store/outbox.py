"""The outbox: what is queued is taken under a lease, and each attempt ends in a state that says what is certain."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import JOIN, fn

from models.outgoing import Outbox
from models.tickets import Ticket, TicketEntry
from models.vocabulary import EntryKind, OutboxState, ReviewReason
from processor.errors import Refused
from processor.store.database import Database, Row
from processor.store.due import is_due, moments
from processor.store.errors import ClaimLost
from processor.store.leases import is_dead
from processor.store.prepared import Hole, Prepared
from processor.store.queue import ask_review, settle_reason
from processor.store.responses import refresh_by_mail

_WAITS_FOR_A_PERSON = (OutboxState.UNCERTAIN, OutboxState.FAILED)
_UNCLAIMED: Row = {"claim_owner": "", "claim_token": "", "claim_until": None}
_SIGNOFF = "signoff"


@dataclass(frozen=True, slots=True)
class OutboxClaim:
    """A mail that this worker is sending. `attempts` counts earlier ones; `ticket_id` 0: it is about none."""

    outbox_id: int
    token: str
    message_id: str
    sender: str
    recipient: str
    raw: bytes
    attempts: int
    created_at: datetime
    ticket_id: int


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A mail of ours, without its bytes. `ticket_number` 0: it is about none."""

    outbox_id: int
    message_id: str
    ticket_number: int
    template: str
    sender: str
    recipient: str
    automatic: bool
    state: OutboxState
    attempts: int
    not_before: datetime
    created_at: datetime
    sent_at: datetime | None
    last_error: str
    proof: str
    bounced_at: datetime | None
    bounce_status: str


class OutboxQueue:
    """Outgoing mail. What may have been sent is never sent again by itself."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def take(self, owner: str, limit: int, now: datetime, lease: timedelta) -> list[OutboxClaim]:
        """The oldest mails that are due, from now on marked as being sent, so that a crash leaves them uncertain.

        Of those about one ticket to one address only the first, so that a closing does not overtake the
        acknowledgement. Also settles what an earlier sender left behind; see `expire`.
        """
        if self._left_behind(now):
            self.expire(now)
        if self._db.value(_DUE, limit=1, **moments(now)) is None:
            return []
        token = secrets.token_hex(8)
        ids = self._db.transact(lambda: self._take(owner, limit, now, lease, token), short=True)
        if not ids:
            return []
        query = Outbox.select().where(Outbox.id.in_(ids)).order_by(Outbox.id)
        return [_claim_of(row, token) for row in self._db.rows(query)]

    def _take(self, owner: str, limit: int, now: datetime, lease: timedelta, token: str) -> list[int]:
        due = _DUE_LOCKED if self._db.locks_rows else _DUE
        ids: list[int] = self._db.column(due, limit=limit, **moments(now))
        if ids:
            sending = Outbox.update(
                state=OutboxState.SENDING, claim_owner=owner, claim_token=token, claim_until=now + lease
            )
            self._db.change(sending.where(Outbox.id.in_(ids)))
        return ids

    def sent(self, claim: OutboxClaim, now: datetime, answer: str = "") -> None:
        """The server has taken the mail, with this answer. Raises ClaimLost, as all of these do."""
        values: Row = {"state": OutboxState.SENT, "sent_at": now, "last_error": "", "answer": answer}

        def work() -> None:
            self._end(claim, values)
            refresh_by_mail(self._db, claim.outbox_id)

        self._db.transact(work)

    def deferred(self, claim: OutboxClaim, why: str, not_before: datetime) -> None:
        """The server does not have the mail, and may take it later: it is queued again."""
        self._end(claim, {"state": OutboxState.QUEUED, "last_error": why, "not_before": not_before})

    def refused(self, claim: OutboxClaim, why: str, now: datetime) -> None:
        """The server will never take the mail: it failed, and a person is asked."""

        def work() -> None:
            self._end(claim, {"state": OutboxState.FAILED, "last_error": why})
            self._ask(claim.ticket_id, claim.recipient, ReviewReason.SEND_FAILED, why, now)

        self._db.transact(work)

    def uncertain(self, claim: OutboxClaim, why: str, now: datetime) -> None:
        """Nobody knows whether the server has the mail: it waits for proof or a person; with proof it is sent."""
        self._db.transact(lambda: self._doubt(claim.outbox_id, claim.token, why, now))

    def expire(self, now: datetime) -> int:
        """How many mails became uncertain, since whoever was sending them is gone past its lease."""

        def work() -> int:
            rows = self._left_behind(now)
            for row in rows:
                self._doubt(row["id"], row["claim_token"], "the sending process ended before the server's answer", now)
            return len(rows)

        return self._db.transact(work)

    def list(self, state: OutboxState | None = None, limit: int = 1000) -> tuple[OutboxRow, ...]:
        """Mails in this state, or in any, the newest first."""
        query = _ROWS.order_by(Outbox.id.desc()).limit(limit)
        return tuple(map(_row_of, self._db.rows(query if state is None else query.where(Outbox.state == state))))

    def get(self, outbox_id: int) -> OutboxRow:
        """One mail. Raises Refused when there is none of that id."""
        row = self._db.row(_ROWS.where(Outbox.id == outbox_id)) if abs(outbox_id) < 2**62 else None
        if row is None:
            raise Refused(f"there is no mail {outbox_id} in the outbox; see signoff outbox list")
        return _row_of(row)

    def raw(self, outbox_id: int) -> bytes:
        """The bytes of a mail as it leaves. Raises Refused when there is none of that id."""
        return bytes(self._db.value(Outbox.select(Outbox.content).where(Outbox.id == self.get(outbox_id).outbox_id)))

    def retry(self, outbox_id: int, by: str, now: datetime) -> None:
        """Queues a mail again, at a person's word, who takes it on them that an uncertain one may arrive twice.

        One that waits for its next try is due at once, too. Raises Refused when it was sent, cancelled or observed, or
        is just being sent.
        """
        may = (OutboxState.QUEUED, *_WAITS_FOR_A_PERSON)
        again: Row = {"state": OutboxState.QUEUED, "not_before": now, "last_error": ""}
        self._db.transact(lambda: self._decide(outbox_id, may, again, f"queued again by {by}", by, now))

    def cancel(self, outbox_id: int, by: str, now: datetime) -> None:
        """Lets a mail never leave. Raises Refused when it was sent, or is just being sent."""
        may = (OutboxState.QUEUED, *_WAITS_FOR_A_PERSON)
        never: Row = {"state": OutboxState.CANCELLED}
        self._db.transact(lambda: self._decide(outbox_id, may, never, f"cancelled by {by}", by, now))

    def _decide(
        self, outbox_id: int, may: tuple[OutboxState, ...], values: Row, said: str, by: str, now: datetime
    ) -> None:
        row = self.get(outbox_id)
        if self._db.change(Outbox.update(values).where(Outbox.id == outbox_id, Outbox.state.in_(may))) == 0:
            raise Refused(f"mail {outbox_id} is {row.state.value}: only what is {_words(may)} can be changed")
        ticket_id = self._goes_on_in(self._db.value(Outbox.select(Outbox.ticket).where(Outbox.id == outbox_id)) or 0)
        if ticket_id:
            for reason in (ReviewReason.SEND_UNCERTAIN, ReviewReason.SEND_FAILED):
                settle_reason(self._db, ticket_id, reason, by, said, now)
            self._enter(ticket_id, by, f"mail to {row.recipient} {said}", now)

    def _doubt(self, outbox_id: int, token: str, why: str, now: datetime) -> None:
        [row] = self._db.rows(
            Outbox.select(Outbox.proof, Outbox.ticket, Outbox.recipient).where(Outbox.id == outbox_id)
        )
        if row["proof"]:
            self._change(outbox_id, token, {"state": OutboxState.SENT, "sent_at": now, "last_error": ""})
            refresh_by_mail(self._db, outbox_id)
            return
        self._change(outbox_id, token, {"state": OutboxState.UNCERTAIN, "last_error": why})
        self._ask(row["ticket"] or 0, row["recipient"], ReviewReason.SEND_UNCERTAIN, why, now)

    def _end(self, claim: OutboxClaim, values: Row) -> None:
        self._db.transact(lambda: self._change(claim.outbox_id, claim.token, values))

    def _change(self, outbox_id: int, token: str, values: Row) -> None:
        ended = Outbox.update(_UNCLAIMED | values, attempts=Outbox.attempts + 1).where(
            Outbox.id == outbox_id, Outbox.claim_token == token, Outbox.state == OutboxState.SENDING
        )
        if self._db.change(ended) == 0:
            raise ClaimLost(f"mail {outbox_id} is no longer this sender's: its lease ran out")

    def _left_behind(self, now: datetime) -> Sequence[Row]:
        """What is marked as being sent by somebody whose lease ran out, or by a process of this host that has died."""
        rows = self._db.rows(_SENDING)
        return [row for row in rows if row["claim_until"] <= now or is_dead(row["claim_owner"])]

    def _ask(self, about: int, recipient: str, reason: ReviewReason, why: str, now: datetime) -> None:
        ticket_id = self._goes_on_in(about)
        if not ticket_id:
            return
        said = "may not have arrived" if reason is ReviewReason.SEND_UNCERTAIN else "could not be sent"
        text = f"the mail to {recipient} {said}: {why}"
        ask_review(self._db, ticket_id, [reason], text, now)
        self._enter(ticket_id, _SIGNOFF, text, now)

    def _goes_on_in(self, ticket_id: int) -> int:
        """The ticket itself, or the one that it was merged into: nobody looks at it, or decides on it, any more."""
        found = self._db.value(_TARGET, id=ticket_id) if ticket_id else None
        return int(found or ticket_id)

    def _enter(self, ticket_id: int, by: str, text: str, now: datetime) -> None:
        entry = {"ticket": ticket_id, "at": now, "kind": EntryKind.SENDING, "by": by, "text": text}
        self._db.insert(TicketEntry, entry)
        touched = Ticket.update(updated_at=now, version=Ticket.version + 1)
        self._db.change(touched.where(Ticket.id == ticket_id))


_EARLIER = Outbox.alias()
_BEFORE_IT = _EARLIER.select(_EARLIER.id).where(
    _EARLIER.ticket == Outbox.ticket,
    _EARLIER.recipient_key == Outbox.recipient_key,
    _EARLIER.id < Outbox.id,
    (_EARLIER.state == OutboxState.SENDING)
    | ((_EARLIER.state == OutboxState.QUEUED) & (_EARLIER.not_before <= Hole(Outbox.not_before, "now"))),
)
_QUEUED = (
    Outbox.select(Outbox.id)
    .where(Outbox.state == OutboxState.QUEUED, is_due(Outbox), ~fn.EXISTS(_BEFORE_IT))
    .order_by(Outbox.id)
    .limit(Hole(Outbox.id, "limit"))
)
_DUE, _DUE_LOCKED = Prepared(_QUEUED), Prepared(_QUEUED.for_update(of=Outbox, skip_locked=True))
_SENDING = Prepared(
    Outbox.select(Outbox.id, Outbox.claim_token, Outbox.claim_owner, Outbox.claim_until).where(
        Outbox.state == OutboxState.SENDING
    )
)
_TARGET = Prepared(Ticket.select(Ticket.merged_into).where(Ticket.id == Hole(Ticket.id)))
_COLUMNS = [field for field in Outbox._meta.sorted_fields if field.name != "content"]
_ROWS = Outbox.select(*_COLUMNS, Ticket.number).join(Ticket, JOIN.LEFT_OUTER)


def _words(states: tuple[OutboxState, ...]) -> str:
    return " or ".join(state.value for state in states)


def _claim_of(row: Row, token: str) -> OutboxClaim:
    return OutboxClaim(
        row["id"],
        token,
        row["message_id"],
        row["sender"],
        row["recipient"],
        row["content"],
        row["attempts"],
        row["created_at"],
        row["ticket"] or 0,
    )


def _row_of(row: Row) -> OutboxRow:
    return OutboxRow(
        row["id"],
        row["message_id"],
        row["number"] or 0,
        row["template"],
        row["sender"],
        row["recipient"],
        row["automatic"],
        row["state"],
        row["attempts"],
        row["not_before"],
        row["created_at"],
        row["sent_at"],
        row["last_error"],
        row["proof"],
        row["bounced_at"],
        row["bounce_status"],
    )
