"""`signoff demo` as a newcomer runs it, and the proofs that it can fail."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import psutil
import pytest
from click.testing import CliRunner
from rich.console import Console

from models.vocabulary import Switch
from processor.cli import main
from processor.clock import utc_now
from processor.demo.finale import PASSWORD, check_doors
from processor.demo.interruption import Interrupted, Interruption
from processor.demo.play import CHAPTERS, run_demo
from processor.demo.story import CSM, THOMAS
from processor.demo.travel import AGO
from processor.demo.world import World
from tests.servers.installation import Signoff

SIGNOFF = (str(Path(sys.executable).with_name("signoff")), "demo")
FIRST_CHAPTER = """
from processor.demo import play
play.CHAPTERS = play.CHAPTERS[:1]
from processor.cli import main
main(prog_name="signoff")
"""
SECONDS = 240.0

FACTS = (
    "✓ opened #1 · bug",
    "(with dashboard error.png)",
    "← in Russian: [#2 ",
    "← in German: [#3 ",
    "✓ joined #1 · nobody is answered",
    "✓ automatic, filed on #3 · nobody is answered",
    "✓ bounce, linked to our mail about #4",
    "✓ duplicate · ",
    "✓ bulk · ",
    "✓ opened #5",
    "✓ quarantined · ",
    "✓ opened #6",
    "$ signoff queue confirm 1",
    "✓ #2 is closed",
    "Причина: Учётная запись создана, доступ к отчётам открыт.",
    "✓ joined #2, which is open again",
    "✓ PR-1 version 1: Обмен заявками с 1С, RUB 420,000.00, 60 hours",
    "✓ Viktor Lang on PR-1 version 1: “Approved”: approve, A3",
    "“Согласовано, но только если запуск будет до 15 декабря.”: conditional, A3",
    "✓ nothing is accepted: PR-1 is awaiting customer as before",
    "✓ Ирина Волкова on PR-1 version 1: “Согласовано”: approve, A3",
    "-000002: certificate sealed and in the log",
    "✓ Scope Log: PR-1 version 1, Обмен заявками с 1С, RUB 420,000.00: AC-",
    "✓ valid: ",
    "✓ grammar: every line of the reply is accounted for: it approves",
    "✓ invalid: integrity: the covered bytes are not those that were sealed",
    "✓ invalid: receipt: the receipt is of another file",
    "✓ whole: ",
    "✓ FQ-1: 11 answers read, partial",
    "✓ not read, so asked again: “10) E-Mail des Superusers: jan.vogt(at)blaufeld”",
    "✓ FQ-1: 12 answers read, answered",
    "✓ FQ-2: 12 answers read, to sign",
    "✓ Thomas Keller on FO-2 version 1: “Genehmigt”: approve, A3",
    "✓ refused: deployment 1 has to wait with Go-Live for its conditions (1: Erste Rate ist bezahlt)",
    "✓ Thomas Keller on GL-1 version 1: “Freigegeben”: approve, A3",
    "09:00 in Europe/Berlin, day 7",
    "✓ Thomas Keller on CO-1 version 1: “Abgenommen”: approve, A3",
    "✓ outstanding: “Die Ansage der Warteschlange Service ist zu leise” is #11 now",
    "✓ record_type: signed: an acceptance of completion, with 2 outstanding issues, by the reply",
    "09:00 in America/New_York, day 7",
    "Reminder: Completion form CO-2, version 1",
    "00:00 in America/New_York, day 22",
    "✓ not deemed: from this customer there waits: mail ",
    "✓ nobody signed: deemed accepted, in effect from ",
    "✓ record_type: deemed, not signed: nobody accepted, completion counts as accepted",
    "✓ notices: 2 notices: ",
    "✓ #10 “Der Wochenbericht zählt abgebrochene Anrufe doppelt”: outstanding, ",
    "✓ #12 “Fehler: Anrufe fallen aus der Warteschlange”: warranty, ",
    "✓ #13 “Exported call lists are empty”: billable, ",
    "✓ opened #14 · customer success",
    "✓ opened #17 · customer success, severity 4 · no customer known · waits for a CSM: unsure, unknown sender",
    "✓ opened #21 · not a request",
    "✓ held, filed on #8 · waits for a CSM: form leftovers",
    "“Approved, but only with 20 hours: 12 are too few for the new report.”: conditional, A3",
    "Every message has exactly one outcome: 36 delivered, 36 done, 0 in quarantine, none waits.",
    "17 requests, 2 deployments and 2 outstanding issues: 21 tickets; 46 mails queued, 46 arrived, each once.",
)
"""What a newcomer reads, in the order of the story."""


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(folder), "PYTHONWARNINGS": "error", "COLUMNS": "100", "TERM": "xterm"}


@contextmanager
def ended(process: subprocess.Popen[Any]) -> Iterator[None]:
    """What fails in the block ends the demo and all its children, which would serve for ever otherwise."""
    with process:
        try:
            yield
        except BaseException:
            with suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
            process.kill()
            raise


def played(before: Callable[[World], None], patience: float = 15.0) -> tuple[bool, str]:
    """Whether the story came out right when told in this process, and what was printed."""
    said = io.StringIO()
    console = Console(file=said, width=160, highlight=False)
    good = run_demo(console, stay=False, interruption=Interruption(), patience=patience, before=before)
    return good, said.getvalue()


def assert_the_story_came_out_right(seen: str) -> None:
    """Everything that a newcomer reads is there, over the ends of a terminal's lines, and every scene."""
    words = " ".join(seen.split())
    for fact in FACTS:
        assert " ".join(fact.split()) in words, fact
    # Where a terminal breaks a line, a day of the month may begin the next one: it is passed over.
    numbers = map(int, re.findall(r"^( \d|\d\d) \S", seen, re.MULTILINE))
    missing = [scene for scene in range(1 + sum(len(scenes) for _, scenes in CHAPTERS)) if scene not in numbers]
    assert missing == []


def test_with_exit_it_ends_by_itself_and_leaves_nothing(tmp_path: Path) -> None:
    """Of the story only its first chapter: the whole is told on a terminal, below. Where nobody looks it is wide."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_CHAPTER, "demo", "--exit"],
        capture_output=True,
        text=True,
        env=environment(tmp_path) | {"COLUMNS": "60"},
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
    assert "✓ Every message has exactly one outcome: " in done.stdout
    assert max(map(len, done.stdout.splitlines())) > 120


def test_it_fails_when_the_outbox_is_switched_off() -> None:
    def switch_off(world: World) -> None:
        world.app.store.pauses.pause(Switch.OUTBOX, "a test", "tester", utc_now())

    good, said = played(switch_off, patience=3.0)
    assert not good
    assert "expected acknowledgement to anna.lindqvist@nordwind.example arrives" in said
    assert "outbox is paused by tester: a test" in said
    assert "the story ends here" in said
    assert "exactly one outcome" not in said


def test_it_fails_when_an_acknowledgement_is_in_the_wrong_language() -> None:
    def mistaken(world: World) -> None:
        world.app.store.people.add_contact(THOMAS, "Thomas Keller", "Blaufeld GmbH", "en")

    good, said = played(mistaken)
    assert not good
    assert "its language as marked:\n      expected de\n      came     en" in said
    assert "✓ opened #2" in said
    assert "✓ opened #3" not in said


def test_it_fails_when_a_mail_is_filed_on_another_ticket_than_the_one_told() -> None:
    def foreign(world: World) -> None:
        world.app.people().add_contact(
            "Nordwind Logistics", "pat.quinn@elsewhere.example", "Pat Quinn", "en", CSM, utc_now()
        )

    good, said = played(foreign)
    assert not good
    assert "outcome:\n      expected opened\n      came     joined" in said
    assert "our mail:\n      expected acknowledgement to pat.quinn@elsewhere.example\n      came     silence" in said
    assert "Every message has exactly one outcome" not in said


def test_it_fails_when_dns_knows_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("processor.demo.nameserver.Nameserver.publish", lambda *_: None)
    good, said = played(lambda _: None)
    assert not good
    assert "outcome:\n      expected accepted\n      came     held" in said
    assert "how well its sender is known:\n      expected A3\n      came     A1" in said
    assert "AC-" not in said


def test_it_gives_the_clock_back() -> None:
    seen: list[datetime] = []

    def stop_there(_: World) -> None:
        seen.append(utc_now())
        raise Interrupted

    before = datetime.now(UTC)  # noqa: TID251 - what the hook is held to
    with pytest.raises(Interrupted):
        played(stop_there)
    assert timedelta(0) <= before - seen[0] - AGO + timedelta(seconds=SECONDS) <= timedelta(seconds=SECONDS)
    assert abs(utc_now() - datetime.now(UTC)) < timedelta(seconds=1)  # noqa: TID251 - what the hook is held to


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_an_interrupt_in_the_middle_leaves_no_process_and_no_file(tmp_path: Path, number: int) -> None:
    process = subprocess.Popen(
        [*SIGNOFF], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(tmp_path)
    )
    with ended(process):
        assert process.stdout is not None
        seen = ""
        while "✓ opened #1" not in seen:
            line = process.stdout.readline()
            assert line, seen
            seen += line
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(number)
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert errors == "signoff: interrupted; nothing is left of the demo\n"
    assert children
    _, alive = psutil.wait_procs(children, timeout=SECONDS)
    assert alive == []
    assert list(tmp_path.iterdir()) == []


def assert_a_newcomer_has_a_queue(printed: str) -> None:
    """The address, the login and the password that were printed let in by one step, to a queue with work in it."""
    pages, login, password = (re.search(rf"{name}: (\S+)", printed) for name in ("The pages", "Login", "Password"))
    assert pages, printed
    assert login, printed
    assert password, printed
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(f"{pages[1]}/signin", timeout=10) as door:
        token = re.search(r'name="_csrf" value="([^"]+)"', door.read().decode())
    assert token
    form = {"_csrf": token[1], "login": login[1], "password": password[1], "next": "/queue"}
    entering = urllib.request.Request(f"{pages[1]}/signin", urllib.parse.urlencode(form).encode(), {"Origin": pages[1]})
    with opener.open(entering, timeout=10) as queue:
        page = queue.read().decode()
    assert "Maria Weber" in page
    assert len(re.findall(r'href="/queue/\d+', page)) >= 10


def answered(config: Path, *words: str) -> str:
    """What a command says about the demo's installation."""
    with Signoff(["--config", str(config), *words]) as command:
        command.wait(SECONDS)
        return command.output


def listed(config: Path, what: str) -> list[dict[str, Any]]:
    """What a list of the demo's installation has, by its command."""
    return [json.loads(line) for line in answered(config, what, "list", "--json").splitlines()]


def assert_there_is_something_of_everything(items: list[dict[str, Any]]) -> None:
    """Items of every kind that a first-time user should meet, and of no kind so many that they are all alike."""
    reasons = {reason for item in items for reason in item["reasons"]}
    kinds = {"unsure", "shadow", "unknown_sender", "bounced", "approval_conditional", "form_leftovers", "not_a_request"}
    assert kinds <= reasons, reasons
    subjects = [item["subject"] for item in items]
    assert len(set(subjects)) >= 10
    assert subjects.count("Calls drop in Boston") == 3


class Door(BaseHTTPRequestHandler):
    """Answers as a daemon whose health is as told, and whose door is."""

    answers: tuple[tuple[int, bytes], tuple[int, bytes]]

    def do_GET(self) -> None:
        code, body = self.answers[self.path == "/signin"]
        self.send_response(code)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize(
    ("health", "door", "wrong"),
    [
        ((200, b"{}"), (200, PASSWORD), []),
        ((503, b'{"problems": ["deliver stands still"]}'), (200, PASSWORD), ["deliver stands still"]),
        ((200, b"{}"), (500, b"oh"), ["it answers 500"]),
        ((200, b"{}"), (200, b"<h1>Welcome</h1>"), ["another page"]),
    ],
)
def test_the_proof_asks_for_health_and_for_the_door(
    health: tuple[int, bytes], door: tuple[int, bytes], wrong: list[str]
) -> None:
    handler = type("Told", (Door,), {"answers": (health, door)})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        world = cast(World, SimpleNamespace(health=f"{address}/readyz", pages=address))
        assert [problem.came for problem in check_doors(world, 0.1)] == wrong
        server.shutdown()


def test_on_a_terminal_the_story_comes_out_right_and_it_serves_until_ctrl_c(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    wide = {"COLUMNS": "160"}  # a narrow one shows less of long subjects
    process = subprocess.Popen([*SIGNOFF], stdout=theirs, stderr=subprocess.PIPE, env=environment(tmp_path) | wide)
    with ended(process):
        os.close(theirs)
        told = b""
        until = time.monotonic() + SECONDS
        with suppress(OSError):  # it ended, and what it told before says why
            while b"signoff doctor" not in told and time.monotonic() < until:
                told += os.read(ours, 65536)
        seen = re.sub(r"\x1b\[[0-9;]*m", "", told.decode(errors="replace"))
        assert "signoff doctor" in seen, seen
        assert_the_story_came_out_right(seen)
        found = re.search(r"http://127\.0\.0\.1:\d+/readyz", seen)
        assert found, seen
        with urllib.request.urlopen(found[0], timeout=10) as answer:
            assert answer.status == 200
        assert_a_newcomer_has_a_queue(seen)
        config = next(tmp_path.glob("signoff-demo-*/config.toml"))
        assert_there_is_something_of_everything(listed(config, "queue"))
        assert len(listed(config, "ticket")) == 21
        bundles = sorted(config.parent.glob("evidence/*.zip"))
        assert len(bundles) == 3
        for bundle in bundles:
            said = answered(config, "acceptance", "verify", str(bundle), "--json")
            assert '"incomplete"' in said, said
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    os.close(ours)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("package", ["pymap", "aiosmtpd"])
def test_without_its_extra_it_says_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    done = CliRunner().invoke(main, ["demo"])
    assert done.exit_code == 2
    assert package in done.stderr
    assert "signoff[demo]" in done.stderr
