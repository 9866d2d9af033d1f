"""`signoff doctor` as it is called: every line says what to do, and the exit code sums it up."""

import json
from pathlib import Path

import pytest

from tests.servers.smtpsink import SmtpSink
from tests.unit.cli.conftest import Signoff


@pytest.fixture
def well(signoff: Signoff, smtp_sink: SmtpSink) -> Signoff:
    signoff.config.write_text(signoff.config.read_text().replace("port = 9", f"port = {smtp_sink.port}"))
    return signoff


def levels(output: str) -> dict[str, str]:
    """The last level of each check."""
    return {row["check"]: row["level"] for row in map(json.loads, output.splitlines())}


def test_before_the_first_start_it_warns_and_makes_no_database(well: Signoff) -> None:
    found = levels(well("doctor", "--json").stdout)
    assert (found["settings"], found["key"], found["database"], found["smtp"]) == ("ok", "warn", "warn", "ok")
    assert not (well.folder / "var" / "signoff.db").exists()
    assert not (well.folder / "var" / "signoff.key").exists()


def test_after_a_pass_everything_is_well_but_that_nobody_runs_it(well: Signoff) -> None:
    well.deliver()
    well("once")
    found = levels(well("doctor", "--json").stdout)
    assert {check for check, level in found.items() if level != "ok"} == {"loops", "leases"}
    assert {"outcomes", "templates", "model", "mailbox support"} <= set(found)


def test_what_fails_is_told_with_an_arrow_and_exit_code_1(signoff: Signoff) -> None:
    done = signoff("doctor", code=1)
    lines = done.stdout.splitlines()
    [failed] = [at for at, line in enumerate(lines) if line.startswith("fail")]
    assert "smtp: SMTP server 127.0.0.1:9 can't be reached" in lines[failed]
    assert lines[failed + 1].startswith("      → ")
    assert lines[-1].startswith("1 failure, ")


def test_settings_at_fault_end_with_exit_code_2(signoff: Signoff) -> None:
    more = 'password = { env = "SIGNOFF_NO_SUCH_SECRET" }\n[health]'
    signoff.config.write_text(signoff.config.read_text().replace("[health]", more))
    found = levels(signoff("doctor", "--json", code=2).stdout)
    assert found["smtp"] == "fail"
    assert found["templates"] == "ok"


def test_a_key_that_others_may_read_or_that_is_too_short(well: Signoff) -> None:
    well("migrate")
    key = Path(well.folder / "var" / "signoff.key")
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    assert f"chmod 600 {key}" in well("doctor").stdout
    key.write_text("short")
    assert "bytes are too few" in well("doctor", code=2).stdout
