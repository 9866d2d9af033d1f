"""The term of a deployment through the daemon's own process, stopped and started again while its clock is moved.

libfaketime moves what the process takes for the time; its monotonic clock stays the real one, as after setting a clock.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import AcceptanceType, DeploymentStage, LiveRecord, Switch
from processor.clock import utc_now
from processor.facts.deployments import StageDone, StartDeployment, TakeLive
from processor.store.store import Store
from tests.e2e.desk import Desk, MakeDesk
from tests.servers.dealing import CUSTOMER, OLGA, enrol
from tests.servers.installation import Signoff

pytestmark = pytest.mark.dovecot

LIVE = datetime(2031, 3, 12, 18, 0, tzinfo=UTC)
"""19:00 in Berlin; the clocks there change on 30 March."""

FORM_DUE = datetime(2031, 3, 19, 8, 0, tzinfo=UTC)
DEEMED = datetime(2031, 4, 2, 22, 0, tzinfo=UTC)
REMINDED = FORM_DUE + timedelta(days=5, minutes=5)
LOOPS = "intake,deliver,seal,timers"
"""What a start runs where it need not be everything: nobody writes, and the model takes seconds to load."""

SECONDS = 45.0


def library() -> Path | None:
    """The library that moves the clock. Its variant for threads holds a lock over signals, and stood still at times."""
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


def need_faketime() -> None:
    """Skip with the package's name where the library is missing; fail instead where everything is required."""
    if library() is not None:
        return
    why = "libfaketime is not installed (Debian's faketime)"
    if os.environ.get("SIGNOFF_REQUIRE_ALL") == "1":
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def running(desk: Desk, at: datetime, *options: str) -> Iterator[Signoff]:
    """`signoff run`, for which it is this time when it starts; it is ended by SIGTERM, in order."""
    ahead = round((at - utc_now()).total_seconds())
    moved = (f"LD_PRELOAD={library()}", f"FAKETIME={ahead:+d}", "FAKETIME_DONT_FAKE_MONOTONIC=1")
    with Signoff(["--config", str(desk.config(health=False)), "run", *options], through=("env", *moved)) as daemon:
        daemon.until_running()
        yield daemon
        assert daemon.stop() == 0, daemon.output[-3000:]


def taken_live(desk: Desk) -> None:
    """A deployment that was taken live on the evening of 12 March."""
    with desk.app() as app:
        enrol(app)
        [customer] = app.store.people.list_customers()
        begun = LIVE - timedelta(days=2)
        service = app.deployments()
        command = StartDeployment(
            "carla", customer.customer_id, CUSTOMER, "Plant 1", "Contact centre", "en", "Europe/Berlin", OLGA
        )
        number = service.start(command, begun).line.number
        for at in range(5):
            done = StageDone("carla", begun.date(), "by phone")
            service.do(number, done, begun + timedelta(seconds=at + 1))
        live = TakeLive("carla", LIVE, LiveRecord.ASSESSED, "they use it and are silent")
        service.do(number, live, LIVE + timedelta(minutes=1))


def mails(desk: Desk, tag: str, to: str = OLGA) -> int:
    """How many mails whose subject begins so have arrived."""
    return sum(str(one["Subject"]).startswith(tag) for one in desk.sent_to(to))


def swept(store: Store, at: datetime) -> Callable[[], bool]:
    """Whether the mailbox was searched whole at or after this time."""

    def look() -> bool:
        cursor = store.fetches.cursor("support", "INBOX")
        return cursor is not None and cursor.last_sweep_at is not None and cursor.last_sweep_at >= at

    return look


def test_a_term_over_restarts_with_a_moved_clock(desk: MakeDesk) -> None:
    need_faketime()
    made = desk(deployments={"longest_outage_days": 12})
    taken_live(made)
    with made.store() as store:

        def stage() -> DeploymentStage:
            return store.views.deployment(1).line.stage

        late = FORM_DUE - timedelta(hours=9, minutes=1)
        with running(made, late, "--only", LOOPS) as daemon:
            daemon.until(swept(store, late), SECONDS, "the mailbox was not searched")
            daemon.until(lambda: store.clock.seen("timers") is not None, SECONDS, "no timer was looked at")
        assert (stage(), mails(made, "[CO-")) == (DeploymentStage.WARRANTY, 0)
        with running(made, FORM_DUE, "--only", LOOPS) as daemon:
            daemon.until(lambda: mails(made, "[CO-1.1") == 1, SECONDS, "the form did not leave")
        assert stage() is DeploymentStage.COMPLETION
        with running(made, REMINDED, "--only", LOOPS) as daemon:
            daemon.until(lambda: mails(made, "[CO-1.1") == 2, SECONDS, "no reminder")
        with running(made, DEEMED) as daemon:
            daemon.until(lambda: mails(made, "[AC-2031") == 1, SECONDS, "nothing was deemed, sealed and told")
        line = store.views.deployment(1).line
        assert (line.stage, line.effective_at, line.deemed) == (DeploymentStage.BUSINESS_AS_USUAL, DEEMED, True)
        again = DEEMED + timedelta(hours=1)
        with running(made, again, "--only", LOOPS) as daemon:
            daemon.until(swept(store, again), SECONDS, "the mailbox was not searched")
        assert [one.type for one in store.views.acceptances()] == [AcceptanceType.DEEMED]
        assert mails(made, "[AC-2031") == 1
        assert (
            sum("Reminder" not in str(one["Subject"]) for one in made.sent_to(OLGA) if "[CO-" in str(one["Subject"]))
            == 1
        )
        with running(made, DEEMED - timedelta(days=3), "--only", LOOPS) as daemon:
            daemon.until(lambda: store.pauses.paused(Switch.TIMERS) is not None, SECONDS, "the jump was not noticed")
            assert "timers paused" in daemon.output
        paused = store.pauses.paused(Switch.TIMERS)
        assert paused is not None
        assert "the clock says 2031-03-30" in paused.reason
        assert "signoff resume timers" in paused.reason
