"""What is done to the server's copies once their bytes are kept. Batched: one MOVE costs as much as fifty."""

from collections.abc import Sequence
from typing import assert_never

from processor.mailbox.batches import chunks, uid_set
from processor.mailbox.connection import Connection
from processor.mailbox.errors import MailboxBadAnswer, MailboxRefused
from processor.mailbox.source import AfterAction, AfterHow, FolderState, Keep, MarkKeyword, MarkSeen, MoveTo

_AT_ONCE = 200


def mark(connection: Connection, where: str, state: FolderState, uids: Sequence[int], action: AfterAction) -> AfterHow:
    """Do `action` to these uids of the folder selected read-write. Uids that are gone are passed over by the server."""
    match action:
        case Keep():
            return AfterHow.NOTHING
        case MarkSeen():
            return _flag(connection, uids, rb"\Seen")
        case MarkKeyword(name):
            return _keyword(connection, where, state, uids, name)
        case MoveTo(folder):
            return _move(connection, where, uids, folder)
        case _:
            assert_never(action)


def _flag(connection: Connection, uids: Sequence[int], flag: bytes) -> AfterHow:
    for chunk in chunks(uids, _AT_ONCE):
        with connection.command("STORE") as client:
            client.add_flags(uid_set(chunk), flag, silent=True)
    return AfterHow.FLAGGED


def _keyword(connection: Connection, where: str, state: FolderState, uids: Sequence[int], name: str) -> AfterHow:
    if not state.keywords_allowed:
        raise MailboxRefused(
            f"{where}: folder {state.folder} takes no keywords of ours (its PERMANENTFLAGS lack \\*), so {name} would "
            "be lost. Set after = 'seen', 'move' or 'keep' for this mailbox."
        )
    return _flag(connection, uids, name.encode("ascii"))


def _move(connection: Connection, where: str, uids: Sequence[int], folder: str) -> AfterHow:
    with connection.command("CAPABILITY") as client:
        moves, uidplus = client.has_capability("MOVE"), client.has_capability("UIDPLUS")
    for chunk in chunks(uids, _AT_ONCE):
        if moves:
            _to_folder(connection, where, "move", uid_set(chunk), folder)
        else:
            _copy(connection, where, chunk, folder, expunge=uidplus)
    if moves:
        return AfterHow.MOVED
    return AfterHow.COPIED_AND_EXPUNGED if uidplus else AfterHow.COPIED_AND_FLAGGED_DELETED


def _copy(connection: Connection, where: str, uids: Sequence[int], folder: str, *, expunge: bool) -> None:
    r"""COPY, flag \Deleted, and expunge these uids alone (RFC 4315).

    A plain EXPUNGE would take along what other people marked, so without UIDPLUS the mails stay flagged. What was
    flagged in an earlier, interrupted attempt is not copied again.
    """
    with connection.command("SEARCH") as client:
        left = client.search(["UID", uid_set(uids), "UNDELETED"])
    if left:
        _to_folder(connection, where, "copy", uid_set(left), folder)
        with connection.command("STORE") as client:
            client.add_flags(uid_set(left), rb"\Deleted", silent=True)
    if expunge:
        with connection.command("EXPUNGE") as client:
            client.uid_expunge(uid_set(uids))


def _to_folder(connection: Connection, where: str, verb: str, uids: str, folder: str) -> None:
    """MOVE or COPY, making the target folder when the server says that only this is missing (TRYCREATE)."""
    try:
        _send(connection, verb, uids, folder)
    except MailboxBadAnswer as error:
        if "TRYCREATE" not in str(error).upper():
            raise _refused(where, verb, folder, error) from error
        try:
            with connection.command("CREATE") as client:
                client.create_folder(folder)
            _send(connection, verb, uids, folder)
        except MailboxBadAnswer as again:
            raise _refused(where, verb, folder, again) from again


def _send(connection: Connection, verb: str, uids: str, folder: str) -> None:
    with connection.command(verb.upper()) as client:
        (client.move if verb == "move" else client.copy)(uids, folder)


def _refused(where: str, verb: str, folder: str, error: MailboxBadAnswer) -> MailboxRefused:
    return MailboxRefused(
        f"{where}: could not {verb} to folder {folder} ({error}). Check that it exists, is writable and has room."
    )
