"""The whole way with the daemon: how soon a reply is an acceptance, what its certificate costs, and what it proves."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import psutil
import pytest

from models.vocabulary import SealState
from processor.clock import utc_now
from processor.daemon.once import Once
from tests.e2e.desk import Desk, MakeDesk
from tests.servers.dealing import KEYS as RECORDS
from tests.servers.dealing import OLGA, VERA, Request, asks, enrol, propose, requests, tables
from tests.servers.installation import letter
from tests.servers.nameserver import nameserver
from tests.servers.tsa import Authority, serving
from tests.servers.warm import SIGNOFF

pytestmark = [pytest.mark.dovecot, pytest.mark.measured]

PROPOSALS = 3
LATER = 1.0
"""Seconds that an acceptance may take longer than an ordinary mail's ticket."""

PRINTED = 0.5
"""Seconds of processor time for one certificate, with everything loaded."""

SECONDS = 30.0


@contextmanager
def world(desk: MakeDesk, folder: Path) -> Iterator[Desk]:
    authority = Authority(folder / "authority")
    with nameserver(RECORDS) as served, serving(authority) as address:
        yield desk(**tables(served.address, [address], str(folder / "authority" / "root.crt.pem")))


def asked(made: Desk, who: str, tag: str = "[PR-") -> list[Request]:
    return requests([(mail.recipients[0], mail.raw) for mail in list(made.sink.received)], who, tag)


def test_from_reply_to_proof(desk: MakeDesk, tmp_path: Path, report: list[str]) -> None:
    """Proposals are approved by both sides while the daemon runs; a stranger verifies what arrived by mail."""
    with world(desk, tmp_path) as made:
        made.receives(asks())
        with made.app() as app:
            enrol(app)
        with made.run() as daemon, made.app() as app:
            daemon.until_running()

            def until(condition: Callable[[], bool], what: str) -> float:
                began = time.monotonic()
                daemon.until(condition, SECONDS, what)
                return time.monotonic() - began

            def sealed() -> int:
                return sum(one.seal is SealState.TOLD for one in app.store.views.acceptances())

            accepted, ordinary = [], []
            for at in range(PROPOSALS):
                propose(app, [OLGA])
                until(lambda at=at: len(asked(made, VERA)) > at, "the vendor was not asked")
                made.deliver(asked(made, VERA)[-1].answer("Approved"))
                until(lambda at=at: len(asked(made, OLGA)) > at, "the customer was not asked")
                until(lambda at=at: sealed() == 2 * at + 1, "the vendor's approval was not sealed")
                tickets = len(app.store.views.tickets())
                made.deliver(letter(f"p{at}@firm.example", f"Question {at}", f"How do I print report {at}?"))
                ordinary.append(until(lambda n=tickets: len(app.store.views.tickets()) > n, "no ticket"))
                taken = len(app.store.views.acceptances())
                made.deliver(asked(made, OLGA)[-1].answer("Approved"))
                accepted.append(until(lambda n=taken: len(app.store.views.acceptances()) > n, "not accepted"))
                until(lambda at=at: sealed() == 2 * at + 2, "the customer's approval was not sealed")
            until(lambda: len(asked(made, OLGA, "[AC-")) == PROPOSALS, "the receipts did not arrive")
            assert daemon.stop() == 0
            assert len(app.store.views.scope_log()) == PROPOSALS
            assert app.ledger().verify().is_whole
            bundle = tmp_path / "bundle.zip"
            bundle.write_bytes(app.bundles().export(app.store.views.acceptances(limit=1)[0].number))
        report.append(
            f"from delivery to acceptance {median(accepted) * 1000:.0f} ms, to an ordinary ticket "
            f"{median(ordinary) * 1000:.0f} ms (medians of {PROPOSALS})"
        )
        assert median(accepted) <= median(ordinary) + LATER
        _a_stranger_verifies(asked(made, OLGA, "[AC-")[-1], bundle, tmp_path)


def _a_stranger_verifies(receipt: Request, bundle: Path, folder: Path) -> None:
    """In a process of its own, in an empty folder: what came by mail, and what was exported."""
    mailed = folder / "mailed"
    mailed.mkdir()
    for part in receipt.parsed.iter_attachments():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        (mailed / str(part.get_filename())).write_bytes(content)
    root = str(json.loads((mailed / "receipt.json").read_text())["root_fingerprint"])
    assert root in receipt.text.replace("\n", "")
    found = _verify(mailed, root, folder)
    assert found["verdict"] != "invalid", found
    passed = {check["name"] for check in found["checks"] if check["result"] == "passed"}
    assert {"integrity", "receipt", "log_certificate", "dkim", "grammar"} <= passed, found
    whole = _verify(bundle, root, folder)
    assert whole["verdict"] == "valid", whole
    assert whole["certificate_sha256"] == found["certificate_sha256"]


def _verify(path: Path, root: str, folder: Path) -> dict[str, object]:
    (folder / "elsewhere").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIGNOFF_")}
    done = subprocess.run(
        [SIGNOFF, "acceptance", "verify", str(path), "--root-fingerprint", root, "--json"],
        capture_output=True, text=True, cwd=folder / "elsewhere", env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_what_a_certificate_costs(desk: MakeDesk, monkeypatch: pytest.MonkeyPatch, report: list[str]) -> None:
    """Processor time of sealing, that of the process which prints included, once everything is loaded."""
    monkeypatch.setattr(Once, "_seal", lambda *_: None)
    with nameserver(RECORDS) as served:
        made = desk(**tables(served.address))
        made.receives(asks())
        with made.app() as app:
            enrol(app)
            for _ in range(PROPOSALS):
                propose(app, [OLGA])
            Once(app).run()
            sealing, figures = app.sealing(lambda: None), []
            for request in asked(made, VERA):
                made.deliver(request.answer("Approved"))
                Once(app).run()
                before = _used()
                assert sealing.turn(utc_now()) == 1
                figures.append(_used() - before)
            sealing.close()
    report.append(f"a certificate costs {min(figures[1:]):.2f} s of processor time, the first one {figures[0]:.2f} s")
    assert len(figures) == PROPOSALS
    assert min(figures[1:]) <= PRINTED


def _used() -> float:
    """Seconds of processor time of this process and of its children that live."""
    used = time.process_time()
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            times = child.cpu_times()
            used += times.user + times.system
    return used
