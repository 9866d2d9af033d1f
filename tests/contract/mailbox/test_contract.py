"""What every source promises, on Dovecot (TLS, STARTTLS, plain), pymap and a Maildir."""

import threading
from datetime import UTC, timedelta

import pytest

from processor.errors import SettingsError, Temporary
from processor.mailbox.errors import MailboxRefused
from processor.mailbox.source import (
    AfterHow,
    FetchBatch,
    Keep,
    MarkKeyword,
    MarkSeen,
    MoveTo,
    Served,
    Source,
    WaitResult,
)
from tests.contract.mailbox.boxes import Box

PLAIN = b"From: a@example.com\r\nSubject: one\r\nMessage-ID: <one@example.com>\r\n\r\nHello\r\n"
ODD = {
    "utf8": "Subject: Отчёт\r\n\r\nДобрый день, ошибка №5\r\n".encode(),
    "cp1251": b"Subject: " + "Отчёт".encode("cp1251") + b"\r\n\r\n" + "Добрый день".encode("cp1251") + b"\r\n",
    "all-but-nul": b"Subject: bytes\r\n\r\n" + bytes(n for n in range(1, 256) if n not in (10, 13)) + b"\r\n",
    "bare-cr": b"Subject: cr\r\n\r\none\rtwo\r\r\nthree\r\n",
    "no-headers": b"just some words\r\n",
    "no-end-of-line": b"Subject: x\r\n\r\nno end",
    "long-line": b"Subject: long\r\n\r\n" + b"x" * 200_000 + b"\r\n",
    "like-imap": b'Subject: {5}\r\n\r\n* 1 FETCH (UID 9 BODY[] {3}\r\nabc)\r\na1 OK done\r\n"NIL" )\r\n',
    "seventy-attachments": b"Content-Type: multipart/mixed; boundary=q\r\n\r\n"
    + b"--q\r\nContent-Disposition: attachment; filename=a\r\n\r\nabc\r\n" * 70
    + b"--q--\r\n",
}
STORED_OTHERWISE = {"bare-cr", "no-headers"}
"""What a server may store otherwise than it was given: Dovecot completes a bare CR, pymap a mail without headers."""


def fetch_all(source: Source, box: Box, from_uid: int = 1) -> list[FetchBatch]:
    return list(source.fetch(box.folder, source.list_uids(box.folder, from_uid)))


def served(batches: list[FetchBatch]) -> list[Served]:
    return [one for batch in batches for one in batch.served]


@pytest.mark.parametrize("name", ODD)
def test_bytes_are_served_as_the_server_has_them(box: Box, source: Source, name: str) -> None:
    box.put(ODD[name])
    source.open(box.folder)
    (one,) = served(fetch_all(source, box))
    assert [one.raw] == box.bodies()
    assert one.raw == ODD[name] or name in STORED_OTHERWISE
    assert one.size == len(one.raw) or name in STORED_OTHERWISE
    assert not one.partial


def test_arrival_is_aware_utc(box: Box, source: Source) -> None:
    box.put(PLAIN)
    source.open(box.folder)
    (one,) = served(fetch_all(source, box))
    assert one.received_at is not None
    assert one.received_at.utcoffset() == timedelta(0)
    assert one.received_at.tzinfo is UTC


def test_an_empty_folder_gives_nothing(box: Box, source: Source) -> None:
    state = source.open(box.folder)
    assert state.exists == 0
    assert source.list_uids(box.folder, 1) == []
    assert list(source.fetch(box.folder, [])) == []


def test_reading_marks_nothing_and_read_mail_is_still_listed(box: Box, source: Source) -> None:
    box.put(PLAIN)
    box.put(ODD["utf8"])
    source.open(box.folder, writable=True)
    fetch_all(source, box)
    assert box.seen() == 0
    box.read_all()
    source.open(box.folder, writable=True)
    assert len(source.list_uids(box.folder, 1)) == 2


def test_the_range_never_gives_back_what_lies_below_it(box: Box, source: Source) -> None:
    box.put(PLAIN)
    source.open(box.folder)
    (uid,) = source.list_uids(box.folder, 1)
    assert source.list_uids(box.folder, uid) == [uid]
    assert source.list_uids(box.folder, uid + 1) == []


def test_uids_ascend_and_last(box: Box, source: Source) -> None:
    for number in range(5):
        box.put(b"Subject: %d\r\n\r\nx\r\n" % number)
    state = source.open(box.folder)
    first = {one.uid: one.raw for one in served(fetch_all(source, box))}
    assert list(first) == sorted(first)
    box.put(PLAIN)
    again = box.source()
    again.connect()
    assert again.open(box.folder).uidvalidity == state.uidvalidity
    second = {one.uid: one.raw for one in served(fetch_all(again, box))}
    again.close()
    assert {uid: second[uid] for uid in first} == first
    (new,) = set(second) - set(first)
    assert new > max(first)
    assert state.uidnext is None or new >= state.uidnext


def test_batches_keep_to_count_and_bytes(box: Box) -> None:
    for _ in range(7):
        box.put(b"Subject: x\r\n\r\n" + b"y" * 986 + b"\r\n")
    for limit, expected in (({"batch_count": 3}, [3, 3, 1]), ({"batch_bytes": 2500}, [2, 2, 2, 1])):
        source = box.source(**limit)
        source.connect()
        source.open(box.folder)
        assert [len(batch.served) for batch in fetch_all(source, box)] == expected
        source.close()


def test_an_oversize_mail_comes_as_its_beginning_and_the_rest_goes_on(box: Box) -> None:
    big = PLAIN + b"z" * 50_000
    for raw in (PLAIN, big, ODD["utf8"]):
        box.put(raw)
    source = box.source(max_message_bytes=10_000, partial_bytes=4096)
    source.connect()
    source.open(box.folder)
    first, second, third = served(fetch_all(source, box))
    source.close()
    assert (first.raw, first.partial, third.raw, third.partial) == (PLAIN, False, ODD["utf8"], False)
    assert second.partial
    assert second.raw == big[:4096]
    assert second.size == len(big)


def test_what_is_gone_is_reported_and_the_others_are_served(box: Box, source: Source) -> None:
    for number in range(3):
        box.put(b"Subject: %d\r\n\r\nx\r\n" % number)
    source.open(box.folder)
    uids = source.list_uids(box.folder, 1)
    box.remove(uids[1])
    batches = list(source.fetch(box.folder, uids))
    assert [one.uid for one in served(batches)] == [uids[0], uids[2]]
    assert [uid for batch in batches for uid in batch.gone] == [uids[1]]
    assert [one for batch in batches for one in batch.failed] == []


def test_moving_while_paging_loses_none(box: Box) -> None:
    for number in range(7):
        box.put(b"Subject: %d\r\n\r\nx\r\n" % number)
    source = box.source(batch_count=2)
    source.connect()
    state = source.open(box.folder, writable=True)
    got: list[bytes] = []
    for batch in source.fetch(box.folder, source.list_uids(box.folder, 1)):
        got += [one.raw for one in batch.served]
        source.after(box.folder, state.uidvalidity, [one.uid for one in batch.served], MoveTo("Done"))
    assert sorted(got) == sorted(box.bodies("Done"))
    assert len(got) == 7
    assert source.list_uids(box.folder, 1) == []
    source.close()


def test_keep_changes_nothing(box: Box, source: Source) -> None:
    box.put(PLAIN)
    state = source.open(box.folder)
    result = source.after(box.folder, state.uidvalidity, source.list_uids(box.folder, 1), Keep())
    assert result.how is AfterHow.NOTHING
    assert (box.seen(), len(box.bodies())) == (0, 1)


def test_seen_is_set_once_however_often(box: Box, source: Source) -> None:
    box.put(PLAIN)
    box.put(ODD["utf8"])
    state = source.open(box.folder)
    uids = source.list_uids(box.folder, 1)
    for _ in range(2):
        result = source.after(box.folder, state.uidvalidity, uids[:1], MarkSeen())
        assert (result.done, result.how) == (tuple(uids[:1]), AfterHow.FLAGGED)
        assert box.seen() == 1
    assert source.list_uids(box.folder, 1) == uids


def test_moving_twice_leaves_one_copy(box: Box, source: Source) -> None:
    box.put(PLAIN)
    state = source.open(box.folder, writable=True)
    uids = source.list_uids(box.folder, 1)
    for _ in range(3):
        result = source.after(box.folder, state.uidvalidity, uids, MoveTo("Processed"))
        assert (result.done, result.how) == (tuple(uids), AfterHow.MOVED)
    assert box.bodies("Processed").count(PLAIN) == 1
    assert PLAIN not in box.bodies()


def test_keyword_where_it_is_taken_and_a_clear_no_where_it_is_not(box: Box, source: Source) -> None:
    box.put(PLAIN)
    state = source.open(box.folder, writable=True)
    uids = source.list_uids(box.folder, 1)
    assert state.keywords_allowed is box.keywords
    if box.keywords:
        assert source.after(box.folder, state.uidvalidity, uids, MarkKeyword("$Intake")).how is AfterHow.FLAGGED
    else:
        with pytest.raises(MailboxRefused, match=r"\$Intake.*after = 'seen'"):
            source.after(box.folder, state.uidvalidity, uids, MarkKeyword("$Intake"))
    assert source.list_uids(box.folder, 1) == uids


def test_a_renumbered_folder_is_left_alone(box: Box, source: Source) -> None:
    box.put(PLAIN)
    state = source.open(box.folder, writable=True)
    uids = source.list_uids(box.folder, 1)
    result = source.after(box.folder, state.uidvalidity + 1, uids, MoveTo("Processed"))
    assert (result.done, result.how) == ((), AfterHow.RENUMBERED)
    assert box.bodies() == [PLAIN]


def test_a_message_id_is_found_exactly(box: Box, source: Source) -> None:
    for raw in (PLAIN, PLAIN.replace(b"<one@", b"<xone@"), ODD["utf8"], b"Message-ID:\r\n\r\nempty\r\n"):
        box.put(raw)
    source.open(box.folder)
    uids = source.list_uids(box.folder, 1)
    assert source.find_message_id(box.folder, "<one@example.com>") == uids[:1]
    for other in ("<absent@example.com>", "one@example.com", "<ONE@example.com>", "", " ", "<a\r\nb@example.com>"):
        assert source.find_message_id(box.folder, other) == []


def test_wait_wakes_for_new_mail(box: Box, source: Source) -> None:
    source.open(box.folder)
    source.list_uids(box.folder, 1)
    timer = threading.Timer(0.2, box.put, (PLAIN,))
    timer.start()
    assert source.wait(20, threading.Event()) is WaitResult.NEWS
    timer.join()
    assert len(source.list_uids(box.folder, 1)) == 1


def test_wait_ends_quietly_in_time(box: Box, source: Source) -> None:
    source.open(box.folder)
    source.list_uids(box.folder, 1)
    assert source.wait(0.6, threading.Event()) is WaitResult.QUIET
    assert source.list_uids(box.folder, 1) == []


def test_wait_ends_within_a_second_of_stop(box: Box, source: Source) -> None:
    source.open(box.folder)
    source.list_uids(box.folder, 1)
    stop = threading.Event()
    ended = threading.Event()
    results: list[WaitResult] = []

    def run() -> None:
        results.append(source.wait(60, stop))
        ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    assert not ended.wait(0.3)
    stop.set()
    assert ended.wait(1.0)
    thread.join()
    assert results == [WaitResult.STOPPED]


def test_a_missing_folder_is_refused_by_name_and_resumes_by_itself(box: Box, source: Source) -> None:
    with pytest.raises(MailboxRefused, match="Absent") as caught:
        source.open("Absent")
    assert isinstance(caught.value, Temporary)
    box.put(PLAIN)
    source.open(box.folder)
    assert len(source.list_uids(box.folder, 1)) == 1


def test_the_description_holds_no_secret(box: Box, source: Source) -> None:
    source.open(box.folder)
    described = repr(source.describe())
    assert getattr(box, "password", "no password") not in described


@pytest.mark.parametrize("name", ["", "two words", "a)b", "кириллица", "a\r\nb", "\\Seen", "a]"])
def test_a_keyword_must_be_an_atom(name: str) -> None:
    with pytest.raises(SettingsError):
        MarkKeyword(name)
