"""Killed at steps of an approval, from the draft to the last receipt, and started again: one acceptance each.

The steps are those of a run that was watched; of its commits and syncs every fifth is chosen, since each trial costs
seconds of printing and sealing, and fewer of the lines to servers, at which the mixed set of mails is ended one by one.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.crash.approval import MAILS, wrong
from tests.crash.worker import MEMORY, WORKERS, Worker
from tests.servers.dealing import KEYS
from tests.servers.dovecot import Dovecot
from tests.servers.nameserver import nameserver
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.dovecot

FEWEST_COMMITS = 15
EACH = 5
OTHERS = 6
"""How many steps that are no commits are chosen, spread over the whole."""

SOME = 6


def test_killed_on_the_way_to_an_acceptance(dovecot: Dovecot, report: list[str]) -> None:
    points, kills, problems = _kill(dovecot, lambda: "", _chosen)
    commits = [name for name in points if name == "before commit"]
    assert len(commits) >= FEWEST_COMMITS, points
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(points[at - 1].split()[1] for at in kills).items())
    report.append(f"crash of an approval: killed at {len(kills)} of {len(points)} points ({kinds})")
    assert not problems, "\n".join(problems)


@pytest.mark.postgres
def test_killed_on_the_way_on_postgres(dovecot: Dovecot, postgres: Postgres, report: list[str]) -> None:
    points, kills, problems = _kill(dovecot, postgres.empty, lambda points: _chosen(points)[::SOME])
    report.append(f"crash of an approval: on PostgreSQL killed at {len(kills)} of {len(points)} points")
    assert not problems, "\n".join(problems)


def _chosen(points: list[str]) -> list[int]:
    """Which points to kill at, counted from 1."""
    kinds: dict[str, list[int]] = {"commit": [], "fsync": [], "": []}
    for at, name in enumerate(points, 1):
        kind = name.partition(" ")[2]
        kinds[kind if kind in kinds else ""].append(at)
    others = kinds[""][:: max(1, len(kinds[""]) // OTHERS)]
    return sorted([*kinds["commit"][1::EACH], *kinds["fsync"][::EACH], *others])


def _kill(
    server: Dovecot, new_url: Callable[[], str], choose: Callable[[list[str]], list[int]]
) -> tuple[list[str], list[int], list[str]]:
    """The points of a run that nobody kills, those that were chosen, and what went wrong in the runs killed there."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)))
        served = stack.enter_context(nameserver(KEYS))
        workers: Queue[Worker] = Queue()
        for _ in range(WORKERS):
            workers.put(Worker(server, folder, stack, served.address))

        def attempt(kill_at: int, user: str, url: str, whole: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
            worker = workers.get()
            try:
                found, sent = worker.attempt(user, url, kill_at)
            finally:
                workers.put(worker)
            if found.trouble:
                return found.approval, [found.trouble]
            problems = wrong(found.approval, whole or found.approval, sent, killed=kill_at > 0)
            return {"points": found.points, **found.approval}, problems

        watched, problems = attempt(0, server.fresh_user(), new_url(), {})
        assert not problems, problems
        points = watched.pop("points")
        _as_it_should(watched)
        kills = choose(points)
        users, urls = [server.fresh_user() for _ in kills], [new_url() for _ in kills]
        with ThreadPoolExecutor(WORKERS) as pool:
            tried = pool.map(attempt, kills, users, urls, [watched] * len(kills))
            for kill_at, (_, found) in zip(kills, tried, strict=True):
                problems += [f"killed {points[kill_at - 1]} (point {kill_at}): {problem}" for problem in found]
        return points, kills, problems


def _as_it_should(whole: dict[str, Any]) -> None:
    """The run that nobody killed is the measure of the others, so it has to be right by itself."""
    assert whole["outcomes"] == sorted(MAILS.values())
    assert whole["state"] == "accepted"
    assert whole["requests"] == ["accepted", "accepted"]
    assert [tuple(one) for one in whole["acceptances"]] == [
        ("000001", "vera@vendor.example", "told"),
        ("000002", "olga@customer.example", "told"),
    ]
    assert whole["certificates"] == 2
    assert whole["leaves"] == ["acceptance", "acceptance", "certificate", "certificate"]
    assert whole["scope"] == [2]
    receipts = [mail for mail in whole["mails"] if mail.startswith("approval_receipt")]
    assert receipts == [
        f"approval_receipt {who}@{at}.example"
        for who, at in (("olga", "customer"), ("paul", "customer"), ("vera", "vendor"))
    ]
    assert whole["findings"] == []
