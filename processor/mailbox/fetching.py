"""Fetching by IMAP: sizes first, then bodies in batches; one bad message never holds up the others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from processor.mailbox.batches import plan
from processor.mailbox.connection import Connection
from processor.mailbox.errors import MailboxBadAnswer, MailboxLost
from processor.mailbox.settings import ImapSettings
from processor.mailbox.source import FetchBatch, FetchFailure, FolderState, Served

_SIZES_AT_ONCE = 250
_TRIES = 3
_Answer = Mapping[bytes, Any]
_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Facts:
    size: int
    received_at: datetime | None


class Fetcher:
    """Fetches for one source, across its connections.

    It remembers at which messages a connection broke, be it for their sizes: those are asked for singly next time,
    and one that breaks it three times is reported as failed, so that it cannot block the mailbox for good.
    """

    def __init__(self, settings: ImapSettings) -> None:
        self._settings = settings
        self._broke: Counter[_Key] = Counter()

    def fetch(self, connection: Connection, state: FolderState, uids: Sequence[int]) -> Iterator[FetchBatch]:
        """Batches for these uids of the folder that is selected on the connection."""
        for chunk in self._chunks(state, uids):
            keys = [(state.folder, state.uidvalidity, uid) for uid in chunk]
            if len(keys) == 1 and self._broke[keys[0]] >= _TRIES:
                del self._broke[keys[0]]
                yield FetchBatch((), (), (FetchFailure(chunk[0], f"the connection broke {_TRIES} times at it"),))
                continue
            with self._blaming(keys):
                facts, first = self._sizes(connection, chunk)
            if first.gone or first.failed:
                yield first
            yield from self._bodies(connection, state, facts)

    def _chunks(self, state: FolderState, uids: Sequence[int]) -> Iterator[Sequence[int]]:
        """In the order given; one at which a connection broke is a chunk by itself."""
        together: list[int] = []
        for uid in uids:
            alone = self._broke[state.folder, state.uidvalidity, uid] > 0
            if together and (alone or len(together) >= _SIZES_AT_ONCE):
                yield together
                together = []
            if alone:
                yield [uid]
            else:
                together.append(uid)
        if together:
            yield together

    @contextmanager
    def _blaming(self, keys: Sequence[_Key]) -> Iterator[None]:
        """Notes at which messages the connection broke, if it does."""
        try:
            yield
        except MailboxLost:
            self._broke.update(keys)
            raise

    def _sizes(self, connection: Connection, uids: Sequence[int]) -> tuple[dict[int, _Facts], FetchBatch]:
        """Size and arrival of each, and who is gone or gives none; a bad answer is asked for again one by one."""
        answers, failed = self._ask(connection, uids, ["RFC822.SIZE", "INTERNALDATE"])
        if failed:  # a date that cannot be read must not cost the message
            without_date, failed = self._ask(connection, list(failed), ["RFC822.SIZE"])
            answers = {**answers, **without_date}
        facts: dict[int, _Facts] = {}
        gone: list[int] = []
        for uid in uids:
            answer = answers.get(uid, {})
            if isinstance(size := answer.get(b"RFC822.SIZE"), int):
                facts[uid] = _Facts(size, _as_utc(answer.get(b"INTERNALDATE")))
            elif uid not in failed and answer:
                failed[uid] = "the server gives no size for it"
            elif uid not in failed:
                gone.append(uid)
        return facts, FetchBatch((), tuple(gone), _failures(failed))

    def _bodies(self, connection: Connection, state: FolderState, facts: dict[int, _Facts]) -> Iterator[FetchBatch]:
        settings = self._settings
        sizes = {uid: facts[uid].size for uid in facts}
        for group in plan(sizes, settings.batch_count, settings.batch_bytes, settings.max_message_bytes):
            yield self._group(connection, state, {uid: facts[uid] for uid in group})

    def _group(self, connection: Connection, state: FolderState, facts: dict[int, _Facts]) -> FetchBatch:
        keys = [(state.folder, state.uidvalidity, uid) for uid in facts]
        with self._blaming(keys):
            batch = self._read(connection, state, facts)
        for key in keys:
            self._broke.pop(key, None)
        return batch

    def _read(self, connection: Connection, state: FolderState, facts: dict[int, _Facts]) -> FetchBatch:
        """The bodies of one group; what is missing from the answer is asked for again by itself."""
        partial = any(one.size > self._settings.max_message_bytes for one in facts.values())
        item = f"BODY.PEEK[]<0.{self._settings.partial_bytes}>" if partial else "BODY.PEEK[]"
        answers, failed = self._ask(connection, list(facts), [item])
        served: list[Served] = []
        gone: list[int] = []
        for uid, one in facts.items():
            if uid in failed:
                continue
            raw = _body(answers.get(uid, {}))
            if raw is None:
                raw = _body(self._ask(connection, [uid], [item])[0].get(uid, {}))
            if raw is not None:
                served.append(
                    Served(state.folder, state.uidvalidity, uid, raw, one.received_at, one.size, partial=partial)
                )
            elif self._exists(connection, uid):
                failed[uid] = "the server lists it and gives no body"
            else:
                gone.append(uid)
        return FetchBatch(tuple(served), tuple(gone), _failures(failed))

    def _exists(self, connection: Connection, uid: int) -> bool:
        return uid in self._ask(connection, [uid], ["UID"])[0]

    def _ask(
        self, connection: Connection, uids: Sequence[int], items: list[str]
    ) -> tuple[dict[int, _Answer], dict[int, str]]:
        """FETCH answers by uid, and the reasons of those that were answered badly even when asked for alone."""
        try:
            with connection.command(f"FETCH {items[0]}", self._settings.fetch_timeout) as client:
                return client.fetch(uids, items), {}
        except MailboxBadAnswer as error:
            if len(uids) == 1:
                return {}, {uids[0]: str(error)}
        answers: dict[int, _Answer] = {}
        failed: dict[int, str] = {}
        for uid in uids:
            one, bad = self._ask(connection, [uid], items)
            answers.update(one)
            failed.update(bad)
        return answers, failed


def _body(answer: _Answer) -> bytes | None:
    r"""The body under whatever key the server gave it: `BODY[]`, `BODY[]<0>`, or `BODY[]<0.65536>` from some."""
    for key, value in answer.items():
        if key.startswith(b"BODY[]") and isinstance(value, bytes):
            return value
    return None


def _as_utc(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:  # a year at either end of the calendar
        return None


def _failures(failed: Mapping[int, str]) -> tuple[FetchFailure, ...]:
    return tuple(FetchFailure(uid, reason) for uid, reason in failed.items())
