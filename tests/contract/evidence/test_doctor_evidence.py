"""What the doctor says of keys and of acceptances that wait."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import KeyPurpose
from processor import clock
from processor.errors import SettingsError
from processor.evidence.keys.ring import KeyRing, open_or_create
from processor.services.doctor.evidence import evidence_checks
from processor.services.doctor.findings import Finding, Level, examine
from tests.contract.evidence.sealed import WORDS, Desk, mail, receive, record
from tests.contract.store.samples import NOW

DAY = timedelta(days=1)


def opener(folder: Path, passphrase: bytes | None = None) -> Callable[[datetime], KeyRing]:
    return lambda now: open_or_create(folder, "", passphrase, now, domain="vendor.example", may_create=False)


def said(here: Desk, tmp_path: Path, now: datetime | None = None, *, in_token: bool = False) -> dict[str, Finding]:
    checks = evidence_checks(here.store, opener(tmp_path / "keys"), in_token=in_token)
    return {finding.check: finding for finding in examine(checks, now or clock.utc_now())}


def test_before_the_first_acceptance_all_is_well(here: Desk, tmp_path: Path) -> None:
    found = said(here, tmp_path)
    assert [finding.level for finding in found.values()] == [Level.OK, Level.OK]
    assert "none yet" in found["keys"].text
    assert not (tmp_path / "keys").exists(), "the doctor makes nothing"


def test_the_end_of_the_seals_certificate_is_told_in_time(here: Desk, tmp_path: Path) -> None:
    now = clock.utc_now()
    end = here.ledger.keys(now).seal_certificate.not_valid_after_utc
    for before, level in ((61 * DAY, Level.OK), (59 * DAY, Level.WARN), (DAY, Level.WARN), (-DAY, Level.FAIL)):
        found = said(here, tmp_path, end - before)["keys"]
        assert found.level is level
        assert f"{end:%Y-%m-%d}" in found.text
        assert ("signoff ledger rotate seal" in found.remedy) is (level is not Level.OK)


def test_a_key_that_others_may_use_or_that_is_gone_is_named(here: Desk, tmp_path: Path) -> None:
    ring = here.ledger.keys(clock.utc_now())
    seal = ring.folder / ring.current(KeyPurpose.SEAL).private_name
    seal.chmod(0o640)
    found = said(here, tmp_path)["keys"]
    assert (found.level, f"chmod 600 {seal}" in found.remedy) == (Level.FAIL, True)
    assert "mode 0640" in found.text
    seal.chmod(0o600)
    root = ring.folder / ring.current(KeyPurpose.ROOT).private_name
    root.unlink()
    assert said(here, tmp_path)["keys"].level is Level.OK, "the root's key is better kept elsewhere"
    seal.rename(tmp_path / "elsewhere")
    found = said(here, tmp_path)["keys"]
    assert (found.level, "is missing" in found.text) == (Level.FAIL, True)
    assert said(here, tmp_path, in_token=True)["keys"].level is Level.OK
    os.symlink(tmp_path / "elsewhere", seal)
    assert "is a link" in said(here, tmp_path)["keys"].text


def test_keys_that_are_lost_or_locked_are_a_fault_of_the_settings(here: Desk, tmp_path: Path) -> None:
    folder = here.ledger.keys(clock.utc_now()).folder
    checks = evidence_checks(here.store, opener(folder, b"a passphrase that it has not"), in_token=False)
    [found] = [finding for finding in examine(checks, clock.utc_now()) if finding.check == "keys"]
    assert (found.level, found.misconfigured) == (Level.FAIL, True)
    with pytest.raises(SettingsError):
        opener(tmp_path / "none")(NOW)
    folder.rename(tmp_path / "moved")
    assert said(here, tmp_path)["keys"].misconfigured


def test_what_waits_too_long_for_its_seal_is_named_with_its_reason(here: Desk, tmp_path: Path) -> None:
    record(here.store, here.applier, here.deal, receive(here.store, mail(WORDS), 500))
    soon, late = NOW + timedelta(minutes=9), NOW + timedelta(minutes=11)
    assert said(here, tmp_path, soon)["evidence"].text == "1 are being sealed"
    found = said(here, tmp_path, late)["evidence"]
    assert found.level is Level.WARN
    assert "has not come to it" in found.text
    here.store.approvals.defer_seal(1, "no authority answers", late + DAY)
    assert "not sealed: no authority answers" in said(here, tmp_path, late)["evidence"].text
    here.store.approvals.defer_seal(1, "", NOW)
    here.seal()
    assert said(here, tmp_path, late)["evidence"].text == "no acceptance waits for its seal"
