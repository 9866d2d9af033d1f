"""First contact with a full mailbox: what is from before is kept and threaded, and nobody is answered years late."""

from datetime import UTC, datetime, timedelta

import pytest

from models.mail import Fetch
from models.vocabulary import FetchState, Outcome
from processor.clock import utc_now
from tests.e2e.desk import ANNA, BORIS, Desk, MakeDesk
from tests.servers.installation import ADDRESS, letter, put_files

pytestmark = pytest.mark.dovecot

CONVERSATIONS = 25
SINCE = datetime(2024, 6, 1, tzinfo=UTC)


def test_a_hundred_old_mails_are_threaded_and_never_answered(desk: MakeDesk) -> None:
    made = desk(mailbox={"import_since": None})
    _put(made, [mail for at in range(CONVERSATIONS) for mail in _conversation(at)], utc_now() - timedelta(days=1))
    made.once()
    lines = made.fetches()
    assert len(lines) == 4 * CONVERSATIONS
    assert {(line.outcome, line.state, line.history) for line in lines} == {(Outcome.HISTORY, FetchState.DONE, True)}
    assert (made.tickets(), made.outbox(), made.sink.received) == ([], [], [])

    reply = letter("p7@firm7.example", "Re: Old 7", "It is broken again.", head=["In-Reply-To: <7.2@firm7.example>"])
    assert made.receives(reply) == [Outcome.OPENED]
    [ticket] = made.tickets()
    assert [message.subject for message in made.ticket(ticket.number).messages] == ["Old 7", *["Re: Old 7"] * 4]
    stranger = letter(BORIS, "Re: Old 8", "Let me see that.", head=["In-Reply-To: <8.2@firm8.example>"])
    assert made.receives(stranger) == [Outcome.OPENED]
    assert len(made.ticket(2).messages) == 1, "a stranger is not shown an old conversation"
    assert [mail.recipients for mail in made.sink.received] == [("p7@firm7.example",), ("boris@stranger.example",)]


def test_import_since_divides_what_is_history_from_what_is_work(desk: MakeDesk) -> None:
    made = desk(mailbox={"import_since": f"{SINCE:%Y-%m-%d}"})
    old = [letter(ANNA, f"Old {at}", f"Question {at} of long ago.") for at in range(5)]
    new = [letter(f"p{at}@new.example", f"New {at}", f"A new question: how do I do {at}?") for at in range(5)]
    _put(made, old, SINCE - timedelta(seconds=1))
    _put(made, new, SINCE)
    made.once()
    outcomes = {line.raw.partition(b"Subject: ")[2][:3]: set[object]() for line in made.fetches()}
    for line in made.fetches():
        outcomes[line.raw.partition(b"Subject: ")[2][:3]].add(line.outcome)
    assert outcomes == {b"Old": {Outcome.HISTORY}, b"New": {Outcome.OPENED}}
    assert len(made.sink.received) == len(made.tickets()) == 5


def test_first_mail_to_an_empty_mailbox_is_no_history(desk: MakeDesk) -> None:
    made = desk(mailbox={"import_since": None})
    made.once()
    assert made.receives(letter(ANNA, "Export fails", "The export fails.")) == [Outcome.OPENED]
    assert len(made.sink.received) == 1


def test_history_is_threaded_in_one_conversation_each(desk: MakeDesk) -> None:
    made = desk(mailbox={"import_since": None})
    _put(made, [mail for at in range(3) for mail in _conversation(at)], utc_now() - timedelta(days=1))
    made.once()
    from models.conversation import Message

    with made.store() as store:
        rows = store.database.rows(Message.select(Message.thread, Message.subject).join(Fetch).order_by(Fetch.uid))
    threads = [{row["thread"] for row in rows if row["subject"].endswith(f"Old {at}")} for at in range(3)]
    assert [len(found) for found in threads] == [1, 1, 1]
    assert len(set.union(*threads)) == 3


def _conversation(at: int) -> list[bytes]:
    """A question, our answer, a question again, and what follows without a reference to all that was before."""
    who, domain = f"p{at}@firm{at}.example", f"firm{at}.example"
    return [
        letter(who, f"Old {at}", "How does it work?", message_id=f"<{at}.0@{domain}>"),
        _answer(who, at, 1, f"<{at}.0@{domain}>"),
        _later(who, at, 2, f"<{at}.1@vendor.example>", f"<{at}.0@{domain}>", f"<{at}.1@vendor.example>"),
        _later(who, at, 3, f"<{at}.2@{domain}>"),
    ]


def _answer(who: str, at: int, number: int, to: str) -> bytes:
    message_id = f"<{at}.{number}@vendor.example>"
    return letter(ADDRESS, f"Re: Old {at}", "Like this.", to=who, message_id=message_id, head=[f"In-Reply-To: {to}"])


def _later(who: str, at: int, number: int, to: str, *references: str) -> bytes:
    head = [f"In-Reply-To: {to}", *([f"References: {' '.join(references)}"] if references else [])]
    return letter(
        who, f"Re: Old {at}", f"And then, {number}?", message_id=f"<{at}.{number}@firm{at}.example>", head=head
    )


def _put(made: Desk, mails: list[bytes], received: datetime) -> None:
    start = int(received.timestamp())
    named = [(f"{start}.M{at:04}.test", raw) for at, raw in enumerate(mails)]
    put_files(made.server, made.user, named, received)
