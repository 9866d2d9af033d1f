import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from processor import clock
from processor.errors import Permanent, Temporary
from processor.evidence.certificate.seal import seal_pdf
from processor.evidence.keys.ring import open_or_create
from processor.evidence.keys.seal import seal_of
from processor.evidence.timestamps import Stamp, TimestampAuthority, Timestamps
from processor.evidence.verify.checks import CheckResult
from processor.evidence.verify.document import read_document
from processor.evidence.verify.seal import Pins
from processor.evidence.verify.verify import verify_files
from tests.servers.tsa import Authority
from tests.unit.evidence.certificate.paperwork import Paperwork, sha256

NOW = datetime(2026, 11, 20, 8, 3, 30, tzinfo=UTC)


def test_the_seal_carries_an_outside_time(paperwork: Paperwork) -> None:
    sealed = paperwork.sealed
    assert (sealed.level, sealed.authority) == ("PAdES-B-T", "Example TSA")
    assert sealed.sha256 == sha256(sealed.pdf)
    assert sealed.at.tzinfo is UTC
    assert sealed.pdf.startswith(paperwork.unsealed), "what was there is only added to"


def test_without_an_authority_the_local_clock_is_named(paperwork: Paperwork) -> None:
    sealed = seal_pdf(paperwork.unsealed, paperwork.key, Timestamps([], os.urandom), NOW)
    assert (sealed.level, sealed.authority, sealed.at) == ("PAdES-B-B", "", NOW)
    document = read_document(sealed.pdf)
    assert document.token is None
    assert document.claimed_at == NOW


def test_with_all_authorities_down_nothing_is_sealed(paperwork: Paperwork) -> None:
    down = Timestamps([TimestampAuthority("Down", "http://127.0.0.1:9/")], os.urandom)
    with pytest.raises(Temporary, match="Down: "):
        seal_pdf(paperwork.unsealed, paperwork.key, down, NOW)


def test_a_seal_that_failed_is_made_later_from_the_same_bytes(
    paperwork: Paperwork, authority: Authority, authority_url: str
) -> None:
    timestamps = Timestamps([TimestampAuthority("Example TSA", authority_url, authority.root)], os.urandom)
    authority.behave = "garbage"
    with pytest.raises(Temporary):
        seal_pdf(paperwork.unsealed, paperwork.key, timestamps, NOW)
    authority.behave = "well"
    assert seal_pdf(paperwork.unsealed, paperwork.key, timestamps, NOW).level == "PAdES-B-T"


def test_only_the_signature_differs_between_two_seals(paperwork: Paperwork, timestamps: Timestamps) -> None:
    first, second = (seal_pdf(paperwork.unsealed, paperwork.key, timestamps, NOW) for _ in range(2))
    parts = [read_document(one.pdf) for one in (first, second)]
    assert parts[0].inside == parts[1].inside
    assert abs(len(first.pdf) - len(second.pdf)) < 64, "but for the file's own id, which is drawn and escaped"
    assert first.sha256 != second.sha256


def test_a_large_token_finds_room(paperwork: Paperwork, timestamps: Timestamps) -> None:
    """An authority with a long chain: the first room is too small, and the next one is taken."""

    class Padded:
        asked = 0

        def stamp(self, digest: bytes) -> Stamp:
            self.asked += 1
            real = timestamps.stamp(digest)
            from asn1crypto import cms

            token = cms.ContentInfo.load(real.token)
            token["content"]["certificates"] = [
                *token["content"]["certificates"],
                *(cms.CertificateChoices.load(paperwork.key.certificate) for _ in range(12)),
            ]
            return Stamp(real.response, token.dump(force=True), real.at, real.authority)

    padded = Padded()
    sealed = seal_pdf(paperwork.unsealed, paperwork.key, padded, NOW)  # type: ignore[arg-type]
    assert padded.asked > 1
    assert len(sealed.pdf) > len(paperwork.sealed.pdf) + 6 * 1024


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"not a pdf at all"])
def test_what_is_no_pdf_is_refused_for_good(pdf: bytes, paperwork: Paperwork) -> None:
    with pytest.raises(Permanent, match="can't be sealed"):
        seal_pdf(pdf, paperwork.key, Timestamps([], os.urandom), NOW)


def test_the_keys_of_an_installation_seal(paperwork: Paperwork, timestamps: Timestamps, tmp_path: Path) -> None:
    ring = open_or_create(
        tmp_path / "keys", "Example Vendor", b"secret", clock.utc_now(), domain="a.example", may_create=True
    )
    sealed = seal_pdf(paperwork.unsealed, seal_of(ring), timestamps, clock.utc_now(), ring.organisation)
    root = ring.root_certificate.public_bytes(Encoding.PEM)
    found = verify_files({"certificate.pdf": sealed.pdf}, Pins(root=root), clock.utc_now())
    results = {one.name: one.result for one in found.checks}
    assert results["seal_certificate"] is results["integrity"] is results["root"] is CheckResult.PASSED
