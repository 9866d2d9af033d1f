"""Intake of a mailbox over what goes wrong with it: crashes, renumbering, outages, old mail."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

import pytest

from models.vocabulary import FetchState, Outcome
from processor.mailbox.errors import MailboxLost
from processor.mailbox.source import AfterAction, AfterResult, FetchBatch, FetchFailure, FolderState, MoveTo
from processor.services.receive import GIVE_UP_AFTER
from tests.unit.services.desk import Desk, mail


class Falters:
    """Stands before a source: its marking fails, its folder is renumbered, or single messages are never served."""

    def __init__(self, inner: object, *, marks: bool = True, validity: int = 0, bad: frozenset[int] = frozenset()):
        self.inner, self.marks, self.validity, self.bad = inner, marks, validity, bad
        self.asked: list[int] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def open(self, folder: str, *, writable: bool = False) -> FolderState:
        state: FolderState = self.inner.open(folder, writable=writable)  # type: ignore[attr-defined]
        return FolderState(folder, self.validity or state.uidvalidity, state.uidnext, state.exists, False)

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[FetchBatch]:
        self.asked += uids
        for uid in uids:
            if uid in self.bad:
                yield FetchBatch((), (), (FetchFailure(uid, "no body"),))
            else:
                yield from self.inner.fetch(folder, [uid])  # type: ignore[attr-defined]

    def after(self, folder: str, uidvalidity: int, uids: Sequence[int], action: AfterAction) -> AfterResult:
        if not self.marks:
            raise MailboxLost("the connection broke during MOVE")
        done: AfterResult = self.inner.after(folder, uidvalidity, uids, action)  # type: ignore[attr-defined]
        return done


def sweep(desk: Desk, **faults: object) -> Falters:
    """One sweep of a new connection."""
    source = Falters(desk.source(), **faults)  # type: ignore[arg-type]
    desk.receive(source=source).sweep(desk.now)  # type: ignore[arg-type]
    desk.handle()
    return source


def first_contact(desk: Desk) -> None:
    """The mailbox has been seen, so that what comes now is new."""
    desk.sweep()


def test_a_crash_between_keeping_and_marking_gives_one_ticket(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(after=MoveTo("Done"))
    first_contact(desk)
    desk.put(mail())
    with pytest.raises(MailboxLost):
        sweep(desk, marks=False)
    desk.handle()
    assert sweep(desk).asked == []
    assert desk.outcomes() == [Outcome.OPENED]
    assert len(desk.sent()) == 1
    assert list(desk.source().list_uids("INBOX", 1)) == []


def test_after_renumbering_nothing_is_skipped_and_nothing_doubled(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail("One"), mail("Two"))
    sweep(desk, validity=7)
    for path in desk.maildir().glob("new/*"):
        path.unlink()
    for path in desk.folder.glob("support-uids/*"):
        path.unlink()
    desk.put(mail("Three"), mail("One"), mail("Two"))
    assert sweep(desk, validity=8).asked == [1, 2, 3]
    opened, twice = Outcome.OPENED, Outcome.DUPLICATE
    assert desk.outcomes() == [opened, opened, opened, twice, twice]
    assert [ticket.subject for ticket in desk.opened()] == ["One", "Two", "Three"]
    assert len(desk.sent()) == 3


def test_a_mail_without_message_id_is_one_ticket_however_often_the_folder_is_renumbered(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail(Message_ID=""))
    for validity in range(1, 101):
        sweep(desk, validity=validity)
    assert desk.outcomes() == [Outcome.OPENED] + [Outcome.DUPLICATE] * 99
    assert len(desk.sent()) == 1


def test_an_outage_of_ten_days_loses_nothing(desk: Desk) -> None:
    first_contact(desk)
    start = desk.now
    for day in range(10):
        desk.put(mail(f"Day {day}", sender=f"p{day}@customer.example"), at=start + timedelta(days=day))
    desk.now = start + timedelta(days=10)
    desk.forget_connections()
    assert desk.work() == [Outcome.OPENED] * 10


def test_what_was_there_at_first_contact_is_history_and_never_answered(desk: Desk) -> None:
    old = [mail(f"Old {number}", sender=f"p{number}@customer.example") for number in range(100)]
    desk.put(*old, at=desk.now - timedelta(days=1))
    assert desk.work() == [Outcome.HISTORY] * 100
    assert desk.sent() == []
    assert desk.opened() == []
    assert len(desk.source().list_uids("INBOX", 1)) == 100


def test_one_message_that_is_never_served_holds_up_nothing_and_is_put_before_a_person(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail("One"), mail("Two"), mail("Three"))
    receive = desk.receive(source=Falters(desk.source(), bad=frozenset({2})))  # type: ignore[arg-type]
    for _ in range(GIVE_UP_AFTER):
        receive.sweep(desk.now)
    desk.handle()
    assert [ticket.subject for ticket in desk.opened()] == ["One", "Three"]
    (bad,) = [line for line in desk.fetched() if line.state is FetchState.QUARANTINED]
    assert bad.last_error == "no body"


def test_a_mail_that_a_person_has_read_is_handled_all_the_same(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail())
    (path,) = desk.maildir().glob("new/*")
    path.rename(desk.maildir() / "cur" / f"{path.name}:2,S")
    assert desk.work() == [Outcome.OPENED]


def test_an_outage_of_the_server_keeps_what_the_cursor_knows(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail("One"))
    sweep(desk)
    assert sweep(desk).asked == []
    desk.put(mail("Two", sender="ben@customer.example"))
    assert sweep(desk).asked == [2]
    assert desk.outcomes() == [Outcome.OPENED] * 2


class Breaks(Falters):
    """A server whose connection ends at one message; every other time the source leaves the message out."""

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[FetchBatch]:
        self.turn = not getattr(self, "turn", True)
        if self.bad.intersection(uids) and self.turn:
            raise MailboxLost("the connection broke")
        yield from super().fetch(folder, uids)


def test_a_message_that_breaks_the_connection_again_and_again_is_put_before_a_person_in_the_end(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail("One"), mail("Two"), mail("Three"))
    source = Breaks(desk.source(), bad=frozenset({2}))
    receive = desk.receive(source=source)  # type: ignore[arg-type]
    for _ in range(2 * GIVE_UP_AFTER):
        receive.connected()
        with suppress(MailboxLost):
            receive.sweep(desk.now)
    desk.handle()
    assert [line.state for line in desk.fetched()] == [FetchState.DONE, FetchState.DONE, FetchState.QUARANTINED]


def test_a_folder_with_a_message_that_is_yet_to_be_fetched_was_not_read_to_the_end(desk: Desk) -> None:
    """Terms lapse only once a folder was read to the end: the message may be an answer that came in time."""
    first_contact(desk)
    before = desk.store.fetches.cursor("support", "INBOX")
    assert before is not None
    desk.put(mail("One"), mail("Two"))
    source = Falters(desk.source(), bad=frozenset({2}))
    receive = desk.receive(source=source)  # type: ignore[arg-type]
    for turn in range(1, GIVE_UP_AFTER + 2):
        now = desk.now + timedelta(minutes=turn)
        receive.sweep(now)
        cursor = desk.store.fetches.cursor("support", "INBOX")
        assert cursor is not None
        assert cursor.last_sweep_at == (now if turn > GIVE_UP_AFTER else before.last_sweep_at)


def test_new_mail_is_no_history_when_our_clock_was_set_back_since_first_contact(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail())
    desk.now -= timedelta(hours=3)
    assert desk.work() == [Outcome.OPENED]


def test_a_clock_that_was_set_back_does_not_put_off_the_look_at_the_whole_folder(desk: Desk) -> None:
    first_contact(desk)
    desk.put(mail("One"), mail("Two"))
    source = Falters(desk.source(), bad=frozenset({1}))
    receive = desk.receive(source=source)  # type: ignore[arg-type]
    for _ in range(GIVE_UP_AFTER):
        receive.sweep(desk.now)
    receive.sweep(desk.now)
    (held,) = desk.store.quarantine.list()
    desk.store.quarantine.retry(held.fetch_id, desk.now)
    source.bad = frozenset()
    receive.sweep(desk.now - timedelta(hours=3))
    desk.handle()
    assert desk.outcomes() == [Outcome.OPENED] * 2


def test_an_answer_in_the_sent_folder_that_came_in_the_same_sweep_finds_the_mail_it_answers(desk: Desk) -> None:
    answer = mail(
        "Re: Help", "Done.", "Kim <support@desk.example>", "anna@customer.example", In_Reply_To="<q@a.example>"
    )
    desk.put(mail("Old", sender="support@desk.example"), folder="Sent", at=desk.now - timedelta(days=1))
    desk.sweep(sent_folder="Sent")
    desk.put(mail("Help", Message_ID="<q@a.example>"))
    desk.put(answer, folder="Sent")
    desk.sweep(sent_folder="Sent")
    desk.handle()
    assert desk.outcomes() == [Outcome.HISTORY, Outcome.OPENED, Outcome.ANSWER]
    assert len(desk.ticket(1).messages) == 2


def test_what_comes_while_the_sent_folder_is_read_is_not_slept_over(desk: Desk) -> None:
    class Slow(Falters):
        def open(self, folder: str, *, writable: bool = False) -> FolderState:
            self.last = folder
            if folder == "Sent":
                desk.put(mail("Meanwhile"))
            return super().open(folder, writable=writable)

    desk.put(mail("Old", sender="support@desk.example"), folder="Sent", at=desk.now - timedelta(days=1))
    desk.sweep(sent_folder="Sent")
    source = Slow(desk.source())
    assert desk.receive(source=source, sent_folder="Sent").sweep(desk.now).kept == 1  # type: ignore[arg-type]
    assert source.last == "INBOX"
