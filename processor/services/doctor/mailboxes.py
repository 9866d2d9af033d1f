"""Can the mailbox be read, can it do what the settings ask, and is all that it holds in our books?"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from processor.mailbox.source import Description, FolderState, MarkKeyword, MoveTo, Source
from processor.services.doctor.findings import Check, Finding, fail, ok, warn
from processor.services.receive import Intake
from processor.store.fetches import Cursor
from processor.store.store import Store

SKEW = timedelta(minutes=2)
"""A server's clock that is further ahead of ours would make new mail look as if it came from the future."""

NAMED = 10
"""So many messages that are not fetched are named by their uid."""

LATE = timedelta(minutes=15)
"""Mail that was not fetched in a sweep so long ago is not just new."""


def mailbox_check(intake: Intake, source: Source, store: Store | None) -> Check:
    """Log in, look at the folder, and compare it with the fetch records. Nothing is changed on the server."""
    name = f"mailbox {intake.mailbox}"

    def look(now: datetime) -> Iterator[Finding]:
        try:
            source.connect()
            about = source.describe()
            yield ok(name, f"logged in at {about.where}, {'IDLE' if about.idle else 'polling, no IDLE'}")
            yield from _abilities(name, intake, about)
            state = source.open(intake.folder)
            listed = source.list_uids(intake.folder, 1)
            yield from _clock(name, source, state, listed, now)
            if store is not None:
                yield from _books(name, intake, store, state, listed, now)
        finally:
            source.close()

    return Check(name, look)


def plus_address_check(mailbox: str, address: str, *, used: bool) -> Check:
    """A reminder of what our answers ask of the mail server; it can't be tried without sending a mail."""
    name = f"mailbox {mailbox}"

    def look(_now: datetime) -> Iterator[Finding]:
        local, _, domain = address.rpartition("@")
        if used:
            yield ok(
                name, f"answers are asked to {local}+so-…@{domain}; if such mail bounces, set plus_addressing = false"
            )
        else:
            yield ok(name, f"answers are asked to {address}; replies are known by Message-ID and subject alone")

    return Check(name, look)


def _abilities(name: str, intake: Intake, about: Description) -> Iterator[Finding]:
    if isinstance(intake.after, MoveTo) and not about.moves and "UIDPLUS" not in about.capabilities:
        text = 'after = "move", but the server has neither MOVE nor UIDPLUS: mail is copied and flagged deleted'
        yield warn(name, text, 'set after = "keyword" or "keep", or let a person expunge the folder')
    if isinstance(intake.after, MarkKeyword) and not about.capabilities:
        yield ok(name, "a Maildir keeps keywords as letters of its file names")


def _clock(name: str, source: Source, state: FolderState, listed: Sequence[int], now: datetime) -> Iterator[Finding]:
    """The newest message's arrival time is the only clock that a mailbox shows."""
    for batch in source.fetch(state.folder, listed[-1:]):
        for served in batch.served:
            if served.received_at is not None and served.received_at > now + SKEW:
                ahead = served.received_at - now
                text = f"the server's clock is {ahead.total_seconds():.0f} s ahead of this machine's"
                yield warn(name, text, "set both clocks by NTP")


def _books(
    name: str, intake: Intake, store: Store, state: FolderState, listed: Sequence[int], now: datetime
) -> Iterator[Finding]:
    """What the server lists against what is kept: a message the server has and we don't was not lost, but waits."""
    cursor = store.fetches.cursor(intake.mailbox, intake.folder)
    if cursor is None:
        yield warn(name, f"{len(listed)} mails in {intake.folder}, none fetched yet", "start signoff run")
        return
    if cursor.uidvalidity != state.uidvalidity:
        text = f"{intake.folder} was renumbered by the server (UIDVALIDITY {cursor.uidvalidity} to {state.uidvalidity})"
        yield warn(name, text, "nothing to do: the next sweep reads it again and knows every mail it has seen")
        return
    known = store.fetches.known_uids(intake.mailbox, intake.folder, state.uidvalidity, listed)
    missing = [uid for uid in listed if uid not in known]
    if not missing:
        yield ok(name, f"all {len(listed)} mails in {intake.folder} are in the fetch records")
        return
    yield _missing(name, intake, missing, len(listed), cursor, now)


def _missing(name: str, intake: Intake, missing: Sequence[int], listed: int, cursor: Cursor, now: datetime) -> Finding:
    named = ", ".join(map(str, missing[:NAMED])) + (", ..." if len(missing) > NAMED else "")
    text = f"{len(missing)} of {listed} mails in {intake.folder} are not fetched yet (uid {named})"
    if cursor.last_sweep_at is not None and now - cursor.last_sweep_at < LATE:
        return warn(name, text, "they come with the next sweep; ask again in a minute")
    last = f"{cursor.last_sweep_at:%Y-%m-%d %H:%M} UTC" if cursor.last_sweep_at else "never"
    return fail(name, f"{text}, and the folder was last searched {last}", "start signoff run, or run signoff once")
