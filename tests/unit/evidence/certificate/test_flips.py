"""One changed bit anywhere: what the log proves sees every one of them, the seal those in what it covers."""

import hashlib
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processor import clock
from processor.evidence.bundle.bundle import bundle_files
from processor.evidence.verify.checks import CheckResult, Verdict
from processor.evidence.verify.seal import Pins
from processor.evidence.verify.verify import verify_files
from tests.unit.evidence.certificate.paperwork import Paperwork, pem

FLIPS = 2000
SHARES = 4
BOUND = ("certificate.pdf", "reply.eml", "proposal.eml", "acceptance.json", "proposal.json", "proposal.pdf")


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]


def signed_ranges(pdf: bytes) -> tuple[int, int]:
    """Where the part that the signature does not cover begins and ends."""
    at = pdf.rindex(b"/ByteRange")
    numbers = pdf[pdf.index(b"[", at) + 1 : pdf.index(b"]", at)].split()
    return int(numbers[1]), int(numbers[2])


def places(seed: int, count: int, size: int) -> Iterator[tuple[int, int]]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.randrange(size), chance.randrange(8)


def test_every_flip_at_every_position_changes_the_digest_that_the_log_proves(paperwork: Paperwork) -> None:
    pdf, seen = paperwork.sealed.pdf, {paperwork.sealed.sha256}
    before = hashlib.sha256()
    for place, byte in enumerate(pdf):
        digest = before.copy()
        digest.update(bytes([byte ^ 1 << place % 8]))
        digest.update(pdf[place + 1 :])
        seen.add(digest.hexdigest())
        before.update(pdf[place : place + 1])
    assert before.hexdigest() == paperwork.sealed.sha256
    assert len(seen) == len(pdf) + 1


@pytest.mark.parametrize("share", range(SHARES))
def test_two_thousand_flips_are_refused_by_the_whole_verification(share: int, paperwork: Paperwork) -> None:
    files, now = bundle_files(paperwork.parts), clock.utc_now()
    pins = Pins(fingerprint=paperwork.key.root_fingerprint)
    assert verify_files(files, pins, now).verdict is not Verdict.INVALID
    for place, bit in places(share, FLIPS // SHARES, len(paperwork.sealed.pdf)):
        changed = {**files, "certificate.pdf": flipped(paperwork.sealed.pdf, place, bit)}
        assert verify_files(changed, pins, now).verdict is Verdict.INVALID, (place, bit)


def test_a_flip_in_what_the_seal_covers_is_refused_without_receipt_and_log(paperwork: Paperwork) -> None:
    pdf, now, pins = paperwork.sealed.pdf, clock.utc_now(), Pins(root=pem(paperwork.key.above[0]))
    start, end = signed_ranges(pdf)
    for drawn, bit in places(99, 400, len(pdf) - (end - start)):
        place = drawn if drawn < start else drawn + end - start
        found = verify_files({"certificate.pdf": flipped(pdf, place, bit)}, pins, now)
        failed = {one.name for one in found.checks if one.result is CheckResult.FAILED}
        assert failed & {"integrity", "readable", "covers_file"}, (place, bit)


def test_of_the_flips_in_the_seals_own_bytes_most_are_seen_even_alone(paperwork: Paperwork) -> None:
    """What remains (certificates beside the signer's) changes nothing that is said; receipt and log see it."""
    pdf, now, pins = paperwork.sealed.pdf, clock.utc_now(), Pins(root=pem(paperwork.key.above[0]))
    start, end = signed_ranges(pdf)
    clean = verify_files({"certificate.pdf": pdf}, pins, now)
    alone = sum(
        verify_files({"certificate.pdf": flipped(pdf, start + drawn, bit)}, pins, now).verdict is Verdict.INVALID
        for drawn, bit in places(7, 200, end - start)
    )
    assert clean.verdict is not Verdict.INVALID
    assert alone >= 120


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_of_a_bundle_is_found(data: st.DataObject, paperwork: Paperwork) -> None:
    files = bundle_files(paperwork.parts)
    name = data.draw(st.sampled_from((*BOUND, "checkpoint.txt")))
    place, bit = data.draw(st.integers(0, len(files[name]) - 1)), data.draw(st.integers(0, 7))
    files[name] = flipped(files[name], place, bit)
    assert verify_files(files, Pins(), clock.utc_now()).verdict is Verdict.INVALID
