"""A process without threads that forks a child for each trial, since a fresh start takes seconds.

It begins once for all tests and has everything loaded; databases, sockets, threads begin in the children. It reads one
JSON line a trial and answers with one: `kill_at` 0 runs to the end. A killed child is followed by another that starts
again and works to the end, with nothing in its way; what is there then is the answer.
"""

import gc
import hashlib
import json
import os
import shutil
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import processor.bootstrap.app
from models.mail import Fetch
from processor.clock import utc_now
from processor.documents.press import DirectPress
from processor.observability.log import configure_log
from tests.crash import approval, deployment, scenario
from tests.crash.steps import Steps
from tests.crash.warming import warm_up
from tests.servers.dovecot import Dovecot
from tests.servers.installation import Installation, put_files

STORIES: dict[str, ModuleType] = {"approval": approval, "deployment": deployment}


@dataclass(frozen=True)
class Trial:
    """One order: where everything is, and at which point to die. Without a `url` the database is an SQLite file.

    With a `nameserver` it is the `story` of this name, else that of the mixed set of mails.
    """

    folder: str
    dovecot_dir: str
    imap: int
    user: str
    smtp: int
    url: str
    kill_at: int
    nameserver: str = ""
    story: str = "approval"

    @property
    def played(self) -> ModuleType:
        """The story that is played where there is a nameserver."""
        return STORIES[self.story]

    def installation(self) -> Installation:
        server = Dovecot(Path(self.dovecot_dir), self.imap, 0, 0, "")
        tables: dict[str, dict[str, Any]] = scenario.TABLES
        if self.nameserver:
            tables = self.played.settings(self.nameserver)
        return Installation(Path(self.folder), server, self.user, self.smtp, self.url, tables=tables)


@dataclass
class Found:
    """What a trial left behind."""

    points: list[str] = field(default_factory=list)
    killed: str = ""
    trouble: str = ""
    fetched: list[tuple[str, str, str, str]] = field(default_factory=list)
    served: list[tuple[str, str]] = field(default_factory=list)
    left_in_inbox: int = 0
    tickets: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    outbox: list[tuple[str, str, str, str]] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    approval: dict[str, Any] = field(default_factory=dict)


def prepare(trial: Trial) -> None:
    """What is there before anybody can be killed."""
    if trial.nameserver:
        trial.played.prepare(trial.installation())
    else:
        put(trial.installation(), scenario.first())


def run_through(trial: Trial) -> None:
    """The whole story: a first start, a pass, more mail, a pass. What is done already is not done again."""
    installation = trial.installation()
    if trial.nameserver:
        trial.played.play(installation)
        return
    installation.once()
    if not (installation.folder / "second").exists():
        acknowledgements = {line.recipient: line.message_id for line in installation.outbox()}
        put(installation, scenario.second(acknowledgements))
        (installation.folder / "second").touch()
    installation.once()


def put(installation: Installation, mails: list[tuple[str, bytes]]) -> None:
    """The mails in the mailbox, in order, as a delivery would have left them."""
    named = [
        (f"{1700000000 + number}.{case}.test", scenario.label(case, raw)) for number, (case, raw) in enumerate(mails)
    ]
    put_files(installation.server, installation.user, named)


def look(trial: Trial) -> Found:
    """What is in the database and in the mailbox."""
    installation, found = trial.installation(), Found()
    if trial.nameserver:
        return Found(approval=trial.played.look(installation))
    for line in installation.fetches():
        found.fetched.append((scenario.case_of(line.raw), line.digest, line.state, str(line.outcome)))
    with installation.mailbox() as looking:
        for raw in looking.bodies("Processed"):
            kept = raw[:65536] if len(raw) > 0.05 * 1024 * 1024 else raw
            found.served.append((scenario.case_of(raw), hashlib.sha256(kept).hexdigest()))
        found.left_in_inbox = len(looking.bodies("INBOX"))
    tickets = installation.tickets()
    found.tickets, found.numbers = [line.subject for line in tickets], [line.number for line in tickets]
    found.outbox = [(line.message_id, line.recipient, line.template, line.state) for line in installation.outbox()]
    with installation.store() as store:
        audit = store.views.audit(utc_now())
        unread = store.database.value(Fetch.select(Fetch.id).where(Fetch.raw_message.is_null()).limit(1))
    found.findings = [f"{finding.what}: {finding.remedy}" for finding in audit.findings]
    found.findings += [] if audit.sound and not unread else ["the audit does not come out even"]
    return found


def attempt(trial: Trial) -> Found:
    """One trial: a run that is killed, and the run after it."""
    steps = Steps(trial.kill_at)

    def first_run() -> list[str]:
        prepare(trial)
        steps.watch()
        run_through(trial)
        return steps.names

    def second_run() -> dict[str, Any]:
        run_through(trial)
        return vars(look(trial))

    code, points = in_child(first_run)
    expected = 0 if trial.kill_at == 0 else -9
    if code != expected:
        return Found(trouble=f"the run ended with {code}, not with {expected}: {points}")
    code, answer = in_child(second_run)
    shutil.rmtree(trial.folder)
    if code:
        return Found(trouble=f"the run after it ended with {code}: {answer}")
    found = Found(**answer)
    found.points = points or []
    return found


def in_child(work_there: Callable[[], Any]) -> tuple[int, Any]:
    """The exit code of a forked child, negative for a signal, and its answer: None if it was killed, words if it
    failed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        code, answer = 0, None
        try:
            answer = work_there()
        except BaseException:  # noqa: BLE001 - whatever it is, it goes to the test that asked
            code, answer = 1, traceback.format_exc()
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), json.loads(said) if said else None


def serve(orders: socket.socket) -> None:
    """Make trials until nobody orders any more."""
    with orders, orders.makefile("rw") as lines:
        for line in lines:
            print(json.dumps(vars(attempt(Trial(**json.loads(line))))), file=lines, flush=True)


def main() -> None:
    """Become a process for each of the sockets with these numbers, which makes the trials that come by it."""
    configure_log("error", "json")
    warm_up()
    processor.bootstrap.app.Press = DirectPress  # type: ignore[attr-defined, assignment]
    gc.collect()
    gc.freeze()
    given = [socket.socket(fileno=int(number)) for number in sys.argv[1:]]
    for mine in given:
        if os.fork() == 0:
            for other in given:
                if other is not mine:
                    other.close()
            serve(mine)
            os._exit(0)
    for each in given:
        each.close()
        os.wait()


if __name__ == "__main__":
    main()
