"""Answers that well-behaved servers do not give, and users' servers did."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pytest

from processor.mailbox.errors import MailboxLost, MailboxRefused, MailboxThrottled, MailboxTrouble, MailboxUnreachable
from processor.mailbox.imap import ImapSource
from processor.mailbox.settings import ImapSettings
from processor.mailbox.source import AfterHow, FetchBatch, MoveTo, WaitResult
from tests.servers.scripted import Handler, ScriptedImap, fetched, scripted, sized

NEVER = threading.Event()
BODIES = {1: b"one", 2: b"two", 3: b"three"}


def asked(arguments: str) -> list[int]:
    return [int(uid) for uid in arguments.split(" ", maxsplit=1)[0].split(",")]


def fetch_handler(body: Any) -> Handler:
    """Sizes as they should be, bodies as `body(uid, alone)` gives them: bytes of an answer, or None to close."""

    def handle(tag: str, arguments: str) -> bytes | None:
        uids = asked(arguments)
        if "SIZE" in arguments:
            return b"".join(sized(uid, uid) for uid in uids) + f"{tag} OK done\r\n".encode()
        pieces = [body(uid, len(uids) == 1) for uid in uids]
        if any(piece is None for piece in pieces):
            return None
        if bad := [piece for piece in pieces if piece.startswith(b"NO")]:
            return tag.encode() + b" " + bad[0] + b"\r\n"
        return b"".join(pieces) + f"{tag} OK done\r\n".encode()

    return handle


def good(uid: int) -> bytes:
    return fetched(uid, uid, BODIES[uid])


@pytest.fixture
def server() -> Iterator[ScriptedImap]:
    with scripted() as made:
        yield made


def source_on(server: ScriptedImap, **overrides: Any) -> ImapSource:
    settings: dict[str, Any] = {"read_timeout": 2.0, "fetch_timeout": 2.0, "connect_timeout": 2.0, **overrides}
    return ImapSource(ImapSettings("127.0.0.1", server.port, "plain", "user", "s3cret-word", **settings))


@pytest.fixture
def source(server: ScriptedImap) -> Iterator[ImapSource]:
    made = source_on(server)
    made.connect()
    made.open("INBOX")
    yield made
    made.close()


def run(source: ImapSource, uids: list[int]) -> tuple[list[bytes], list[int], list[int]]:
    batches = list(source.fetch("INBOX", uids))
    return (
        [one.raw for batch in batches for one in batch.served],
        [uid for batch in batches for uid in batch.gone],
        [one.uid for batch in batches for one in batch.failed],
    )


def test_arrival_is_turned_to_utc(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["UID FETCH"] = fetch_handler(lambda uid, alone: good(uid))
    (batch,) = source.fetch("INBOX", [1])
    assert batch.served[0].received_at == datetime(2024, 2, 1, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "date", ['"31-Feb-2024 10:00:00 +0300"', '"soon"', "NIL", "17", '"31-Dec-9999 23:00:00 -0500"']
)
def test_an_arrival_that_cannot_be_read_is_none_and_the_mail_is_served(
    server: ScriptedImap, source: ImapSource, date: str
) -> None:
    def handle(tag: str, arguments: str) -> bytes:
        uids = asked(arguments)
        if "SIZE" not in arguments:
            return b"".join(good(uid) for uid in uids) + f"{tag} OK done\r\n".encode()
        told = f"RFC822.SIZE 3 INTERNALDATE {date}" if "INTERNALDATE" in arguments else "RFC822.SIZE 3"
        answers = [f"* {uid} FETCH (UID {uid} {told})\r\n" for uid in uids]
        return "".join([*answers, f"{tag} OK done\r\n"]).encode()

    server.handlers["UID FETCH"] = handle
    (batch,) = source.fetch("INBOX", [1])
    assert batch.served[0].raw == b"one"
    assert batch.served[0].received_at is None


def test_one_bad_message_does_not_hold_up_the_batch(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["UID FETCH"] = fetch_handler(lambda uid, alone: b"NO unreadable" if uid == 2 else good(uid))
    assert run(source, [1, 2, 3]) == ([b"one", b"three"], [], [2])


def test_an_answer_that_cannot_be_parsed_does_not_hold_up_the_batch(server: ScriptedImap, source: ImapSource) -> None:
    nonsense = b"* 2 FETCH (UID 2 BODY[] \r\n"
    server.handlers["UID FETCH"] = fetch_handler(lambda uid, alone: nonsense if uid == 2 else good(uid))
    assert run(source, [1, 2, 3]) == ([b"one", b"three"], [], [2])


def test_a_nil_body_is_asked_for_again(server: ScriptedImap, source: ImapSource) -> None:
    nil = b"* 2 FETCH (UID 2 BODY[] NIL)\r\n"
    server.handlers["UID FETCH"] = fetch_handler(lambda uid, alone: nil if uid == 2 and not alone else good(uid))
    assert run(source, [1, 2, 3]) == ([b"one", b"two", b"three"], [], [])


def test_a_body_that_stays_nil_fails_alone(server: ScriptedImap, source: ImapSource) -> None:
    nil = b"* 2 FETCH (UID 2 BODY[] NIL)\r\n"
    server.handlers["UID FETCH"] = fetch_handler(lambda uid, alone: nil if uid == 2 else good(uid))
    assert run(source, [1, 2, 3]) == ([b"one", b"three"], [], [2])


def test_unsolicited_fetches_are_not_taken_for_ours(server: ScriptedImap, source: ImapSource) -> None:
    def body(uid: int, alone: bool) -> bytes:
        strangers = b"* 1 FETCH (FLAGS (\\Seen))\r\n* 9 FETCH (UID 99 FLAGS ())\r\n" + fetched(9, 99, b"not asked for")
        return strangers + good(uid) + b"* %d FETCH (UID %d FLAGS (\\Seen))\r\n" % (uid, uid)

    server.handlers["UID FETCH"] = fetch_handler(body)
    assert run(source, [1, 2, 3]) == ([b"one", b"two", b"three"], [], [])


def test_a_partial_body_is_found_under_either_key(server: ScriptedImap) -> None:
    for key in (b"BODY[]<0>", b"BODY[]<0.65536>"):
        server.handlers["UID FETCH"] = fetch_handler(
            lambda uid, alone, key=key: b"* 1 FETCH (UID 1 %s {3}\r\nabc)\r\n" % key
        )
        source = source_on(server, max_message_bytes=50)
        source.connect()
        source.open("INBOX")
        (batch,) = source.fetch("INBOX", [1])
        assert (batch.served[0].raw, batch.served[0].partial) == (b"abc", True)
        source.close()


def no_size_of_two(tag: str, arguments: str) -> bytes | None:
    """A server that ends the connection when it is to tell the size of one message."""
    if "SIZE" in arguments and 2 in asked(arguments):
        return None
    answer: bytes | None = fetch_handler(lambda uid, alone: good(uid))(tag, arguments)
    return answer


@pytest.mark.parametrize(
    "handler", [fetch_handler(lambda uid, alone: None if uid == 2 else good(uid)), no_size_of_two], ids=["body", "size"]
)
def test_a_message_that_kills_the_connection_cannot_block_the_mailbox(
    server: ScriptedImap, source: ImapSource, handler: Handler
) -> None:
    server.handlers["UID FETCH"] = handler
    got: list[FetchBatch] = []
    losses = 0
    left = [1, 2, 3]
    while left:
        try:
            for batch in source.fetch("INBOX", left):
                got.append(batch)
                done = {one.uid for one in (*batch.served, *batch.failed)}
                left = [uid for uid in left if uid not in done]
        except MailboxLost:
            losses += 1
            assert losses < 10
            source.connect()
            source.open("INBOX")
    assert [one.raw for batch in got for one in batch.served] == [b"one", b"three"]
    assert [one.uid for batch in got for one in batch.failed] == [2]
    assert losses == 3


def test_bye_in_idle_is_a_lost_connection(server: ScriptedImap, source: ImapSource) -> None:
    timer = threading.Timer(0.2, server.push, (b"* BYE shutting down\r\n",))
    timer.start()
    with pytest.raises(MailboxLost, match="BYE"):
        source.wait(20, NEVER)
    timer.join()


def test_still_here_and_flag_changes_do_not_end_the_wait(server: ScriptedImap, source: ImapSource) -> None:
    timer = threading.Timer(0.2, server.push, (b"* OK Still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n",))
    timer.start()
    assert source.wait(0.8, NEVER) is WaitResult.QUIET
    timer.join()


@pytest.mark.parametrize("line", [b"* 4 EXISTS\r\n+ idling\r\n", b"BAD\r\n", b"+ idling\r\n* 4 EXI"])
def test_an_idle_that_starts_oddly_is_given_up_not_slept_over(
    server: ScriptedImap, source: ImapSource, line: bytes
) -> None:
    server.handlers["IDLE"] = lambda tag, arguments: line
    with pytest.raises(MailboxLost):
        source.wait(5, NEVER)
    with pytest.raises(MailboxLost, match="not connected"):
        source.list_uids("INBOX", 1)


def test_news_beside_the_answer_to_a_search_wakes_at_once(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["UID SEARCH"] = lambda tag, arguments: f"* SEARCH 1\r\n* 4 EXISTS\r\n{tag} OK done\r\n".encode()
    assert source.list_uids("INBOX", 1) == [1]
    assert source.wait(20, NEVER) is WaitResult.NEWS
    assert "IDLE" not in server.commands[-1]


def test_what_was_announced_before_the_search_is_no_news(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["NOOP"] = lambda tag, arguments: f"* 4 EXISTS\r\n{tag} OK done\r\n".encode()
    server.handlers["UID SEARCH"] = lambda tag, arguments: f"* SEARCH 1 2\r\n{tag} OK done\r\n".encode()
    assert source.list_uids("INBOX", 1) == [1, 2]
    del server.handlers["NOOP"]
    assert source.wait(0.8, NEVER) is WaitResult.QUIET


def test_news_from_just_before_the_idle_is_asked_for_soon(server: ScriptedImap, source: ImapSource) -> None:
    """A server that announces only what comes while it idles tells of an earlier mail by NOOP alone."""
    source.list_uids("INBOX", 1)
    server.handlers["NOOP"] = lambda tag, arguments: f"* 4 EXISTS\r\n{tag} OK done\r\n".encode()
    began = monotonic()
    assert source.wait(60, NEVER) is WaitResult.NEWS
    assert monotonic() - began < 10


def test_news_beside_the_plus_wakes(server: ScriptedImap, source: ImapSource) -> None:
    def idle(tag: str, arguments: str) -> bytes:
        server._idle_tag = tag
        return b"+ idling\r\n* 4 EXISTS\r\n"

    server.handlers["IDLE"] = idle
    assert source.wait(20, NEVER) is WaitResult.NEWS


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (b"NO [AUTHENTICATIONFAILED] Invalid credentials", MailboxRefused),
        (b"NO LOGIN failed.", MailboxRefused),
        (b"NO [UNAVAILABLE] Temporary authentication failure.", MailboxUnreachable),
        (b"NO [INUSE] try again", MailboxUnreachable),
        (b"NO [ALERT] Too many simultaneous connections. (Failure)", MailboxThrottled),
        (b"BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds", MailboxThrottled),
    ],
)
def test_a_refused_log_in_tells_what_to_do_and_no_password(
    server: ScriptedImap, said: bytes, error: type[MailboxTrouble]
) -> None:
    server.handlers["LOGIN"] = lambda tag, arguments: tag.encode() + b" " + said + b"\r\n"
    with pytest.raises(error) as caught:
        source_on(server).connect()
    assert type(caught.value) is error
    assert "s3cret-word" not in str(caught.value)
    if isinstance(caught.value, MailboxThrottled):
        assert caught.value.wait_seconds in {60.0, 299.961}


def test_a_connection_dropped_at_log_in_is_not_a_wrong_password(server: ScriptedImap) -> None:
    server.handlers["LOGIN"] = lambda tag, arguments: None
    with pytest.raises(MailboxUnreachable):
        source_on(server).connect()


def test_a_throttled_command_closes_and_names_the_pause(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["UID SEARCH"] = lambda tag, a: (
        f"{tag} BAD Request is throttled. Suggested Backoff Time: 20000 milliseconds\r\n".encode()
    )
    with pytest.raises(MailboxThrottled) as caught:
        source.list_uids("INBOX", 1)
    assert caught.value.wait_seconds == 20
    with pytest.raises(MailboxLost):
        source.list_uids("INBOX", 1)


@pytest.mark.parametrize("greeting", [b"* BYE too busy\r\n", b"HTTP/1.1 400 Bad Request\r\n", b"\xff\xfe\r\n", b""])
def test_a_greeting_that_is_none_is_unreachable(greeting: bytes) -> None:
    with scripted() as server:
        server.greeting = greeting
        with pytest.raises(MailboxUnreachable):
            source_on(server, connect_timeout=0.5).connect()


def test_without_starttls_there_is_no_log_in(server: ScriptedImap) -> None:
    source = ImapSource(ImapSettings("127.0.0.1", server.port, "starttls", "user", "s3cret-word", read_timeout=1.0))
    with pytest.raises(MailboxRefused, match="STARTTLS failed"):
        source.connect()
    assert not any("LOGIN" in line or "s3cret-word" in line for line in server.commands)


@pytest.mark.parametrize("answer", [b"NO not today", b"OK begin"])
def test_a_failed_starttls_ends_the_attempt(server: ScriptedImap, answer: bytes) -> None:
    server.capabilities = "IMAP4rev1 STARTTLS"
    server.handlers["STARTTLS"] = lambda tag, arguments: tag.encode() + b" " + answer + b"\r\n* not a handshake\r\n"
    source = ImapSource(ImapSettings("127.0.0.1", server.port, "starttls", "user", "s3cret-word", read_timeout=1.0))
    with pytest.raises(MailboxRefused, match="STARTTLS failed"):
        source.connect()
    assert not any("s3cret-word" in line for line in server.commands)


def test_a_password_outside_ascii_goes_by_sasl_plain(server: ScriptedImap) -> None:
    import base64

    def authenticate(tag: str, arguments: str) -> bytes:
        server.handlers_seen = tag  # type: ignore[attr-defined]
        return b"+ \r\n"

    server.handlers["AUTHENTICATE"] = authenticate
    original = server._answer

    def answer(text: str) -> bytes | None:
        if re.fullmatch(r"[A-Za-z0-9+/=]{12,}", text):
            assert base64.b64decode(text) == "\0user\0пароль".encode()
            return f"{server.handlers_seen} OK in\r\n".encode()  # type: ignore[attr-defined]
        return original(text)

    server._answer = answer  # type: ignore[method-assign]
    source = ImapSource(ImapSettings("127.0.0.1", server.port, "plain", "user", "пароль", read_timeout=2.0))
    source.connect()
    assert source.open("INBOX").uidvalidity == 7
    source.close()


def test_a_folder_without_uidvalidity_is_refused(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["EXAMINE"] = lambda tag, arguments: f"* 3 EXISTS\r\n{tag} OK done\r\n".encode()
    with pytest.raises(MailboxRefused, match="UIDVALIDITY"):
        source.open("INBOX")


def test_a_folder_refused_for_the_servers_own_trouble_is_tried_again_soon(
    server: ScriptedImap, source: ImapSource
) -> None:
    server.handlers["EXAMINE"] = lambda tag, arguments: f"{tag} NO [SERVERBUG] Internal error occurred.\r\n".encode()
    with pytest.raises(MailboxLost):
        source.open("INBOX")


def test_a_folder_renumbered_behind_our_back_starts_over(server: ScriptedImap, source: ImapSource) -> None:
    source.find_message_id("Sent", "<a@example.com>")
    server.handlers["EXAMINE"] = lambda tag, a: f"* 3 EXISTS\r\n* OK [UIDVALIDITY 8] ok\r\n{tag} OK ok\r\n".encode()
    with pytest.raises(MailboxLost, match="renumbered"):
        source.list_uids("INBOX", 1)
    source.connect()
    assert source.open("INBOX").uidvalidity == 8


@pytest.mark.parametrize(
    ("capabilities", "how", "expunges"),
    [
        ("IMAP4rev1 UIDPLUS", AfterHow.COPIED_AND_EXPUNGED, True),
        ("IMAP4rev1", AfterHow.COPIED_AND_FLAGGED_DELETED, False),
    ],
)
def test_without_move_others_deleted_mail_is_never_expunged(capabilities: str, how: AfterHow, expunges: bool) -> None:
    with scripted({"UID SEARCH": lambda tag, a: f"* SEARCH 1 2\r\n{tag} OK done\r\n".encode()}) as server:
        server.capabilities = capabilities
        source = source_on(server)
        source.connect()
        source.open("INBOX", writable=True)
        assert source.after("INBOX", 7, [1, 2, 3], MoveTo("Processed")).how is how
        source.close()
    sent = [line.partition(" ")[2] for line in server.commands]
    assert 'UID COPY 1:2 "Processed"' in sent
    assert r"UID STORE 1:2 +FLAGS.SILENT (\Deleted)" in sent
    assert ("UID EXPUNGE 1:3" in sent) is expunges
    assert "EXPUNGE" not in sent


def test_only_peeks_are_sent(server: ScriptedImap, source: ImapSource) -> None:
    server.handlers["UID FETCH"] = fetch_handler(lambda uid, alone: good(uid))
    run(source, [1, 2, 3])
    bodies = [line for line in server.commands if "BODY" in line or "RFC822" in line]
    assert bodies
    assert all("BODY.PEEK[" in line or "RFC822.SIZE" in line for line in bodies)
    assert not any("UNSEEN" in line for line in server.commands)
    assert any("EXAMINE" in line for line in server.commands)
    assert not any(" SELECT" in line for line in server.commands)
