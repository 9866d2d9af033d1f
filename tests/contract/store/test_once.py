"""A form does its work once: double clicks, lost answers and killed processes change nothing."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from processor.errors import Refused
from processor.facts.causes import Note
from processor.services.once import Once
from processor.store.once import KEPT_FOR
from processor.store.store import Store, open_store
from tests.contract.store.queued import KIM, LEE, later, tickets_of, waiting
from tests.contract.store.samples import NOW

ROOT = Path(__file__).resolve().parents[3]


def notes(store: Store) -> list[str]:
    return [one.text for one in store.views.ticket(1).messages if one.author == KIM]


def note(store: Store, words: str = "loud") -> str:
    applied = tickets_of(store).work(1, Note(KIM, words), NOW)
    return f"step {applied.step_id}"


def test_the_same_form_is_answered_as_it_was_first(store: Store) -> None:
    waiting(store)
    once = Once(store)
    answers = {once.run("key", KIM, lambda: note(store), later(at)) for at in range(3)}
    assert (len(answers), notes(store)) == (1, ["loud"])
    once.run("other", KIM, lambda: note(store, "again"), NOW)
    once.run("key", LEE, lambda: note(store, "lee"), NOW)
    assert notes(store) == ["loud", "again", "lee"]


def test_what_is_refused_leaves_the_key_unused(store: Store) -> None:
    waiting(store)
    once = Once(store)
    with pytest.raises(Refused, match="needs words"):
        once.run("key", KIM, lambda: note(store, " "), NOW)
    once.run("key", KIM, lambda: note(store), NOW)
    assert notes(store) == ["loud"]


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_form_without_a_key_does_nothing(store: Store, key: str) -> None:
    waiting(store)
    with pytest.raises(Refused, match="load the page again"):
        Once(store).run(key, KIM, lambda: note(store), NOW)
    assert notes(store) == []


def test_old_keys_are_forgotten(store: Store) -> None:
    once = Once(store)
    once.run("key", KIM, lambda: "first", NOW)
    once.run("other", KIM, lambda: "", NOW + KEPT_FOR + timedelta(seconds=1))
    assert once.run("key", KIM, lambda: "second", NOW) == "second"


def test_of_two_clicks_at_the_same_moment_one_does_the_work(store: Store, store_url: str) -> None:
    waiting(store)
    barrier = threading.Barrier(2, timeout=30)
    answers: list[tuple[int, str]] = []
    failures: list[BaseException] = []

    def click() -> None:
        own = open_store(store_url)
        try:
            for at in range(8):
                barrier.wait()
                answers.append((at, Once(own).run(f"key{at}", KIM, lambda at=at: note(own, str(at)), NOW)))  # type: ignore[misc]
        except BaseException as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
            barrier.abort()
        finally:
            own.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert notes(store) == [str(at) for at in range(8)]
    assert len(answers) == 16
    assert len(set(answers)) == 8


DIES = """
import os, signal, sys
from datetime import datetime
from processor.services.once import Once
from processor.store.store import open_store
from tests.contract.store.test_once import KIM, NOW, note

store = open_store(sys.argv[1])
keep = store.once.keep

def dying(*given):
    if sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    keep(*given)
    if sys.argv[2] == "after":
        os.kill(os.getpid(), signal.SIGKILL)

store.once.keep = dying
Once(store).run("key", KIM, lambda: note(store), NOW)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("when", "done"), [("before", False), ("after", False), ("committed", True)])
def test_after_a_kill_there_is_both_or_neither(store: Store, store_url: str, when: str, done: bool) -> None:
    waiting(store)
    store.close_thread()
    died = subprocess.run(
        [sys.executable, "-c", DIES, store_url, when], cwd=ROOT, env=os.environ, timeout=60, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert notes(store) == (["loud"] if done else [])
    Once(store).run("key", KIM, lambda: note(store, "second try"), NOW)
    assert notes(store) == (["loud"] if done else ["second try"])
