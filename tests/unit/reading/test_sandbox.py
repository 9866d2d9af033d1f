"""The child process: order kept, what kills it is one failure, nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from processor.errors import Temporary
from processor.facts.message import Message
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader, Failure, MailReader, Reader
from tests.unit.reading.mails import LIMITS, OWN, mail


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(OWN, LIMITS, deadline_seconds=10)
    yield made
    made.close()


def _readers() -> list[psutil.Process]:
    """Our reading children; multiprocessing keeps a tracker process of its own beside them."""
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def _numbered(count: int) -> list[tuple[bytes, bool]]:
    return [(mail(f"Mail number {place}"), False) for place in range(count)]


def test_both_readers_answer_alike_and_in_order(reader: Reader) -> None:
    items = [*_numbered(250), (b"", False), (mail("Part"), True)]
    direct: MailReader = DirectReader(OWN, LIMITS)
    answers = reader.read_many(items)
    assert answers == direct.read_many(items)
    assert [one.text for one in answers[:250] if isinstance(one, Message)] == [f"Mail number {n}" for n in range(250)]


def test_no_child_before_first_use_and_none_after_close(reader: Reader) -> None:
    assert _readers() == []
    reader.read_many(_numbered(1))
    assert len(_readers()) == 1
    reader.close()
    assert _readers() == []


def test_a_child_that_does_not_come_to_life_is_no_mails_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    monkeypatch.setattr("multiprocessing.spawn._python_exe", b"/bin/false")
    reader = Reader(OWN, LIMITS)
    with pytest.raises(Temporary, match="does not start"):
        reader.read_many(_numbered(3))
    monkeypatch.undo()
    assert [type(one) for one in reader.read_many(_numbered(3))] == [Message] * 3
    reader.close()


def test_a_mail_over_the_deadline_is_a_failure_and_the_others_come() -> None:
    slow = mail("<p>a</p>" * 100_000, **{"Content-Type": "text/html"})
    reader = Reader(OWN, Limits(), deadline_seconds=0.1)
    try:
        reader.read_many(_numbered(1))
        answers = reader.read_many([*_numbered(2), (slow, False), *_numbered(2)])
    finally:
        reader.close()
    assert [type(one) for one in answers] == [Message, Message, Failure, Message, Message]
    assert isinstance(answers[2], Failure)
    assert "longer than 0.1 seconds" in answers[2].reason


def test_a_mail_over_the_memory_is_a_failure_and_the_others_come() -> None:
    big = mail(b"a" * 60_000_000)
    reader = Reader(OWN, LIMITS, deadline_seconds=30, memory_bytes=250 * 1024 * 1024)
    try:
        answers = reader.read_many([*_numbered(1), (big, False), *_numbered(1)])
    finally:
        reader.close()
    assert [type(one) for one in answers] == [Message, Failure, Message]


def test_a_killed_child_is_started_again(reader: Reader) -> None:
    reader.read_many(_numbered(1))
    (child,) = _readers()
    child.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while child.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
    assert all(isinstance(one, Message) for one in reader.read_many(_numbered(3)))


def test_the_child_ends_with_its_parent() -> None:
    script = (
        "import os, sys, time\n"
        "from processor.facts.own import OwnMarks\n"
        "from processor.reading.limits import Limits\n"
        "from processor.reading.sandbox import Reader\n"
        "if __name__ == '__main__':\n"
        "    reader = Reader(OwnMarks(), Limits())\n"
        "    reader.read_many([(b'From: a@b.example\\n\\nx', False)])\n"
        "    print(reader._process.pid, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    for ending in (signal.SIGTERM, signal.SIGKILL):
        with subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": "."},
        ) as parent:
            assert parent.stdout is not None
            child = int(parent.stdout.readline())
            parent.send_signal(ending)
            parent.wait(10)
            deadline = time.monotonic() + 10
            while psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
                assert time.monotonic() < deadline, "the child outlived its parent"
