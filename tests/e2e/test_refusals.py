"""What stops the daemon, what it says while something is broken, and that work resumes by itself."""

import sqlite3

import pytest

from tests.e2e.installation import Installation
from tests.e2e.test_first_mail import request
from tests.servers.dovecot import wait_for

pytestmark = pytest.mark.dovecot


def test_a_broken_configuration_stops_the_start_with_every_fault(installation: Installation) -> None:
    installation.configure(more="[replys]\n[log]\nlevel = 3\n")
    done = installation.run("run")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert "did you mean 'replies'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_secrets_and_a_taken_address_stop_the_start(installation: Installation) -> None:
    (installation.folder / "imap.secret").unlink()
    done = installation.run("run")
    assert done.returncode == 2
    assert "imap.password: cannot read the file" in done.stderr
    (installation.folder / "imap.secret").write_text("x")
    taken = installation.config.read_text().replace(
        f"127.0.0.1:{installation.web}", f"127.0.0.1:{installation.sink.port}"
    )
    installation.config.write_text(taken)
    done = installation.run("run")
    assert done.returncode == 2
    assert "health.listen: cannot listen" in done.stderr


def test_pending_migrations_stop_the_start_with_the_remedy(installation: Installation) -> None:
    installation.signoff("migrate")
    installation.signoff("ticket", "list")
    connection = sqlite3.connect(installation.database)
    [table] = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if "migra" in name
    ]
    with connection:
        connection.execute(f"DELETE FROM {table}")
    connection.close()
    done = installation.run("run")
    assert done.returncode == 2
    assert "run `signoff migrate`" in done.stderr


def test_a_wrong_password_is_told_by_readyz_and_doctor_with_what_to_do(installation: Installation) -> None:
    (installation.folder / "imap.secret").write_text("wrong")
    daemon = installation.start(wait=False)
    wait_for(lambda: installation.ready()[0] == 503, 60, installation.log)
    wait_for(lambda: bool(installation.ready()[1].get("problems")), 60, installation.log)
    [problem] = installation.ready()[1]["problems"]
    assert problem.startswith("intake:support is down")
    assert "password" in problem
    done = installation.run("doctor")
    assert done.returncode == 1
    assert "fail  mailbox support" in done.stdout
    (installation.folder / "imap.secret").write_text("secret")
    assert installation.stop(daemon) == 0
    installation.start()


def test_a_database_that_cannot_be_written_takes_no_mail_until_it_can(installation: Installation) -> None:
    daemon = installation.start()
    blocker = sqlite3.connect(installation.database, isolation_level=None, timeout=30)
    blocker.execute("BEGIN IMMEDIATE")
    installation.deliver(request())
    wait_for(lambda: installation.ready()[0] == 503, 90, installation.log)
    problems = " ".join(installation.ready()[1]["problems"])
    assert "can't be used" in problems
    assert "check that the disk has room" in problems
    assert installation.sink.received == []
    blocker.execute("ROLLBACK")
    blocker.close()
    installation.sink.wait_for(1, 60)
    wait_for(installation.is_ready, 60, installation.log)
    assert len(installation.rows("ticket", "list")) == 1
    assert installation.stop(daemon) == 0


def test_once_says_by_its_exit_code_that_it_may_work_later(installation: Installation) -> None:
    (installation.folder / "imap.secret").write_text("wrong")
    done = installation.run("once")
    assert done.returncode == 75
    assert "Check user and password" in done.stderr


def test_observing_for_days_changes_nothing_outside_and_reports_at_the_end(installation: Installation) -> None:
    installation.configure(mailbox='import_since = 2020-01-01\nafter = "seen"')
    daemon = installation.start("--observe")
    installation.deliver(request())
    wait_for(lambda: len(installation.rows("outbox", "list", "--state", "observed")) == 1, 60, installation.log)
    assert installation.stop(daemon) == 0
    assert "1 mail would have been sent" in installation.log()
    assert installation.sink.received == []
    seen = [path.name for path in installation.dovecot.maildir(installation.user).glob("*/*") if ":2," in path.name]
    assert not any("S" in name.rpartition(":2,")[2] for name in seen)
