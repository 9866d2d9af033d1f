"""Runs a story once to its end, then again and again, killed at other points of it, and compares what is there then."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from typing import Any

from tests.crash.worker import MEMORY, Maker, Worker
from tests.servers.dealing import KEYS
from tests.servers.dovecot import Dovecot
from tests.servers.nameserver import nameserver


@dataclass(frozen=True)
class Story:
    """What is played: its name, what differs from a run that nobody killed, and what such a run must have come to."""

    name: str
    wrong: Callable[..., list[str]]
    as_it_should: Callable[[dict[str, Any]], None]


def killed(
    story: Story,
    makers: Sequence[Maker],
    server: Dovecot,
    new_url: Callable[[], str],
    choose: Callable[[list[str]], list[int]],
) -> tuple[list[str], list[int], list[str]]:
    """The points of a run that nobody kills, those that were chosen, and what went wrong in the runs killed there."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)))
        served = stack.enter_context(nameserver(KEYS))
        workers: Queue[Worker] = Queue()
        for maker in makers:
            workers.put(Worker(maker, server, folder, stack, served.address, story.name))

        def attempt(kill_at: int, user: str, url: str, whole: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
            worker = workers.get()
            try:
                found, sent = worker.attempt(user, url, kill_at)
            finally:
                workers.put(worker)
            if found.trouble:
                return found.approval, [found.trouble]
            problems = story.wrong(found.approval, whole or found.approval, sent, killed=kill_at > 0)
            return {"points": found.points, **found.approval}, problems

        watched, problems = attempt(0, server.fresh_user(), new_url(), {})
        assert not problems, problems
        points = watched.pop("points")
        story.as_it_should(watched)
        kills = choose(points)
        users, urls = [server.fresh_user() for _ in kills], [new_url() for _ in kills]
        with ThreadPoolExecutor(len(makers)) as pool:
            tried = pool.map(attempt, kills, users, urls, [watched] * len(kills))
            for kill_at, (_, found) in zip(kills, tried, strict=True):
                problems += [f"killed {points[kill_at - 1]} (point {kill_at}): {problem}" for problem in found]
        return points, kills, problems
