"""Finding messages by IMAP SEARCH, in a way that stays whole however large the folder."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import compat32
from itertools import pairwise

from processor.mailbox.connection import Connection
from processor.mailbox.news import forget_announced
from processor.mailbox.source import FolderState

WINDOW = 50_000
"""Most uids in one SEARCH answer: the library refuses lines over 1,000,000 bytes, and a uid takes up to 11."""


def list_uids(connection: Connection, state: FolderState, from_uid: int) -> list[int]:
    r"""Undeleted uids >= from_uid of the selected folder, ascending.

    `n:*` always answers with the last message even if its uid is below n (RFC 3501 section 6.4.8), so what comes
    back is filtered.
    """
    found: set[int] = set()
    windows = list(_windows(connection, state, from_uid))
    with connection.command("SEARCH") as client:
        forget_announced(client)
    for first, last in windows:
        with connection.command("SEARCH") as client:
            found.update(client.search(["UID", f"{first}:{last}", "UNDELETED"]))
    return sorted(uid for uid in found if uid >= from_uid)


def find_message_id(connection: Connection, message_id: str) -> list[int]:
    """Uids in the selected folder whose Message-ID is exactly this one.

    SEARCH HEADER matches any part of the value, and every message for an empty one (RFC 3501 section 6.4.4), so
    each hit's own header is read and compared.
    """
    wanted = message_id.strip()
    if not wanted or not wanted.isprintable() or not wanted.isascii():
        return []
    with connection.command("SEARCH") as client:
        hits = client.search(["HEADER", "Message-ID", wanted])
    if not hits:
        return []
    with connection.command("FETCH Message-ID") as client:
        answers = client.fetch(hits, ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
    return sorted(uid for uid, answer in answers.items() if wanted in _message_ids(answer))


def _message_ids(answer: dict[bytes, object]) -> Iterator[str]:
    for key, value in answer.items():
        if key.startswith(b"BODY[HEADER") and isinstance(value, bytes):
            for text in message_from_bytes(value, policy=compat32).get_all("Message-ID", []):
                yield str(text).strip()


def _windows(connection: Connection, state: FolderState, from_uid: int) -> Iterator[tuple[int, int | str]]:
    """Ranges of uids that cover everything from `from_uid` on, each holding at most so many messages as one answer may.

    `state.exists` must be the present count where it is over WINDOW. The borders are uids, not sequence numbers:
    those shift when someone expunges meanwhile, and a message would slip through.
    """
    borders = [from_uid]
    if state.exists > WINDOW:
        positions = range(WINDOW + 1, state.exists + 1, WINDOW)
        with connection.command("FETCH UID") as client:
            client.use_uid = False
            try:
                answers = client.fetch(list(positions), ["UID"])
            finally:
                client.use_uid = True
        borders += sorted(uid for answer in answers.values() if (uid := answer[b"UID"]) > from_uid)
    for first, following in pairwise(borders):
        yield first, following - 1
    yield borders[-1], "*"
