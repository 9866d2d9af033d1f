"""Years later: certificates have ended, and verification still tells what was true when the seal was made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from freezegun import freeze_time

from processor.evidence.bundle.bundle import bundle_files
from processor.evidence.timestamps import Timestamps
from processor.evidence.verify.checks import CheckResult, Verdict
from processor.evidence.verify.seal import Pins
from processor.evidence.verify.verify import verify_files
from tests.servers.tsa import Authority, serving
from tests.unit.evidence.certificate.paperwork import Paperwork, make, pem, seal_key, stamps


def years_on(count: int) -> datetime:
    from processor import clock

    now = clock.utc_now()
    return datetime(now.year + count, 6, 1, tzinfo=UTC)


def details(paperwork: Paperwork, at: datetime) -> tuple[Verdict, dict[str, str], set[str]]:
    pins = Pins(fingerprint=paperwork.key.root_fingerprint)
    with freeze_time(at):
        found = verify_files(bundle_files(paperwork.parts), pins, at)
    failed = {one.name for one in found.checks if one.result is CheckResult.FAILED}
    return found.verdict, {one.name: one.detail for one in found.checks}, failed


@pytest.mark.parametrize("years", [0, 1, 4, 14])
def test_a_stamped_seal_outlives_its_certificate(years: int, paperwork: Paperwork) -> None:
    verdict, said, failed = details(paperwork, years_on(years))
    assert failed == set()
    assert verdict is Verdict.VALID
    assert "has ended" not in said["timestamp"]


def test_after_the_authority_ended_it_says_so(paperwork: Paperwork) -> None:
    verdict, said, failed = details(paperwork, years_on(18))
    assert failed == set()
    assert verdict is Verdict.VALID
    assert "the authority's certificate has ended on" in said["timestamp"]


def test_an_authority_that_ends_with_the_seal_is_named_early(tmp_path: Path) -> None:
    brief = Authority(tmp_path, years=2)
    with serving(brief) as url:
        made = make(stamps(url, brief.root), brief.root)
    assert "has ended" not in details(made, years_on(1))[1]["timestamp"]
    assert "has ended" in details(made, years_on(4))[1]["timestamp"]


def test_a_seal_by_the_local_clock_is_whole_but_proves_no_time(paperwork: Paperwork) -> None:
    made = make(Timestamps([], lambda count: b"\0" * count))
    verdict, said, failed = details(made, years_on(4))
    assert failed == set()
    assert verdict is Verdict.INCOMPLETE
    assert "local clock" in said["timestamp"]


def test_a_seal_made_after_its_certificate_ended_is_refused_at_any_time(
    authority: Authority, authority_url: str
) -> None:
    authority.behave = "well"
    made = make(stamps(authority_url, authority.root), authority.root, key=seal_key(years=0.0001))
    for years in (0, 4):
        _, said, failed = details(made, years_on(years))
        assert failed == {"seal_certificate", "seal_key"}
        assert "the key was good from" in said["seal_key"]


def test_a_flip_is_refused_then_as_now(paperwork: Paperwork) -> None:
    pdf = paperwork.sealed.pdf
    at = years_on(14)
    with freeze_time(at):
        found = verify_files({"certificate.pdf": pdf[:900] + bytes([pdf[900] ^ 4]) + pdf[901:]}, Pins(), at)
    assert found.verdict is Verdict.INVALID
    assert pem(paperwork.key.own)
