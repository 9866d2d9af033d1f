"""Killed at every step of handling a mixed set of mails, and started again: nothing lost or doubled.

The steps are those of a run that was watched, not a list made by hand: commits, syncs, lines to IMAP and SMTP.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

import pytest

from tests.crash.scenario import EXPECTED
from tests.crash.trials import Found
from tests.crash.worker import MEMORY, Maker, Worker
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.dovecot

FEWEST_STEPS = 80
SOME = 8


def test_killed_at_every_step(crash_makers: tuple[Maker, ...], dovecot: Dovecot, report: list[str]) -> None:
    points, problems = _kill(crash_makers, dovecot, lambda: "", every=1)
    steps = [name.partition(" ")[2] for name in points if name.startswith("before ")]
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(name.split()[0] for name in steps).items())
    report.append(f"crash: {len(steps)} steps killed ({kinds}), some before and after: {len(points)} points in all")
    assert len(steps) >= FEWEST_STEPS, points
    assert {"imap UID MOVE", "imap UID FETCH", "commit", "fsync", "smtp MAIL", "smtp ."} <= set(steps), steps
    assert not problems, "\n".join(problems)


@pytest.mark.postgres
def test_killed_at_some_steps_on_postgres(
    crash_makers: tuple[Maker, ...], dovecot: Dovecot, postgres: Postgres, report: list[str]
) -> None:
    points, problems = _kill(crash_makers, dovecot, postgres.empty, every=SOME)
    report.append(f"crash: on PostgreSQL killed at {len(points[SOME - 1 :: SOME])} of {len(points)} points")
    assert not problems, "\n".join(problems)


def _kill(
    makers: Sequence[Maker], server: Dovecot, new_url: Callable[[], str], *, every: int
) -> tuple[list[str], list[str]]:
    """The points of a run that nobody kills, and what went wrong in the runs that were killed at one of them each."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)))
        workers: Queue[Worker] = Queue()
        for maker in makers:
            workers.put(Worker(maker, server, folder, stack))

        def attempt(kill_at: int, user: str, url: str) -> tuple[Found, list[str]]:
            worker = workers.get()
            try:
                found, sent = worker.attempt(user, url, kill_at)
            finally:
                workers.put(worker)
            return found, _problems(found, sent, killed=kill_at > 0)

        watched, problems = attempt(0, server.fresh_user(), new_url())
        assert not problems, problems
        points = watched.points
        kills = list(range(every, len(points) + 1, every))
        users, urls = [server.fresh_user() for _ in kills], [new_url() for _ in kills]
        with ThreadPoolExecutor(len(makers)) as pool:
            for kill_at, (_, found) in zip(kills, pool.map(attempt, kills, users, urls), strict=True):
                problems += [f"killed {points[kill_at - 1]} (point {kill_at}): {problem}" for problem in found]
        return points, problems


def _problems(found: Found, sent: list[str], *, killed: bool) -> list[str]:
    """Everything that is not as it has to be after a run that was killed and one that came after it."""
    if found.trouble:
        return [found.trouble]
    wrong = list(found.findings)
    outcomes = sorted((case, outcome) for case, _, _, outcome in found.fetched)
    if outcomes != sorted((case, outcome.value) for case, outcome in EXPECTED.items()):
        wrong.append(f"outcomes are {outcomes}")
    kept = sorted((case, digest) for case, digest, _, _ in found.fetched)
    if kept != sorted((case, digest) for case, digest in found.served):
        wrong.append(f"kept {kept}, but the server has {sorted(found.served)}")
    if found.left_in_inbox:
        wrong.append(f"{found.left_in_inbox} mails were not moved")
    opened = sum(outcome == "opened" for outcome in EXPECTED.values())
    if len(set(found.tickets)) != opened or found.numbers != list(range(1, opened + 1)):
        wrong.append(f"tickets are {found.numbers} {found.tickets}")
    return wrong + _mail_problems(found, sent, opened, killed=killed)


def _mail_problems(found: Found, sent: list[str], opened: int, *, killed: bool) -> list[str]:
    """Every ticket was acknowledged once; what was on its way when the kill came may be there or not, never twice."""
    wrong = []
    arrived, states = Counter(sent), Counter(state for *_, state in found.outbox)
    if len({recipient + template for _, recipient, template, _ in found.outbox}) != opened:
        wrong.append(f"the outbox holds {found.outbox}")
    doubled = [message_id for message_id, times in arrived.items() if times > 1]
    if doubled:
        wrong.append(f"sent twice: {doubled}")
    if set(states) - {"sent", "uncertain"} or (states["uncertain"] and not killed):
        wrong.append(f"outgoing mails are {dict(states)}")
    for message_id, recipient, _, state in found.outbox:
        proven = recipient == "jonas@kunde.example"  # a bounce told about it, so it counts as sent
        if state == "sent" and arrived[message_id] != 1 and not proven:
            wrong.append(f"{message_id} to {recipient} counts as sent and did not arrive")
    if set(arrived) - {message_id for message_id, *_ in found.outbox}:
        wrong.append(f"arrived without a row: {arrived}")
    return wrong
