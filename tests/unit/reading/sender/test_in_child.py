"""Proving in the reading process: the same answers, loaded at first use, by turns, and one mail's fate its own."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from processor.facts.message import Message
from processor.facts.proof import SenderProof, Trust
from processor.reading.sandbox import DirectReader, Failure, Reader
from processor.reading.sender.requests import KeysRequest, ProofRequest
from tests.unit.reading.mails import LIMITS, OWN, mail
from tests.unit.reading.sender.signing import DOMAIN, MAIL, NOW, key, signed

HEAVY = ("dkim", "authres", "nacl", "publicsuffixlist", "pyhanko", "dns")


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(OWN, LIMITS)
    yield made
    made.close()


def _maps(reader: Reader) -> str:
    """The files that the child has loaded; the signature library brings libraries of its own."""
    assert reader._process is not None
    assert reader._process.pid is not None
    return "\n".join(entry.path for entry in psutil.Process(reader._process.pid).memory_maps())


def test_both_readers_answer_alike(reader: Reader) -> None:
    direct = DirectReader(OWN, LIMITS)
    mails = [signed(), MAIL, b"", b"no mail at all", signed() + b"more"]
    keys = [KeysRequest(raw, Trust()) for raw in mails]
    proofs = [ProofRequest(raw, key(), Trust(authserv_ids=("mx.vendor.example",)), NOW) for raw in mails]
    assert reader.wanted_keys_many(keys) == direct.wanted_keys_many(keys)
    assert reader.wanted_keys_many(keys)[0] == (f"s1._domainkey.{DOMAIN}",)
    answers = reader.prove_many(proofs)
    assert answers == direct.prove_many(proofs)
    assert [isinstance(one, SenderProof) and one.dkim_pass is not None for one in answers] == [True, *[False] * 4]


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="what a process has loaded is read from /proc")
def test_what_checks_signatures_is_loaded_at_first_use(reader: Reader) -> None:
    assert isinstance(reader.read_many([(mail(), False)])[0], Message)
    assert "sodium" not in _maps(reader)
    reader.prove_many([ProofRequest(signed(), key(), Trust(), NOW)])
    assert "sodium" in _maps(reader)


def test_the_parent_never_loads_it() -> None:
    import subprocess

    script = (
        "import sys, processor.reading.sandbox, processor.reading.sender.requests\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_two_threads_take_turns(reader: Reader) -> None:
    """Handling reads the next mails in one thread while it proves these in another."""
    with ThreadPoolExecutor(2) as pool:
        read = pool.submit(reader.read_many, [(mail(f"Mail {n}"), False) for n in range(300)])
        proofs = [reader.prove_many([ProofRequest(signed(), key(), Trust(), NOW)])[0] for _ in range(30)]
        assert all(isinstance(one, SenderProof) for one in proofs)
        assert all(isinstance(one, Message) for one in read.result(60))


def test_mails_made_to_cost_much_are_answered_in_time() -> None:
    """The signature library's own patterns are quadratic in blanks: three million would take it minutes."""
    blanks = signed(MAIL + b" x\r\n").replace(b"\r\n x\r\n", b"\r\n" + b" " * 3_000_000 + b"x\r\n")
    folds = signed().replace(b" b=", b"\r\n " * 60_000 + b" b=", 1)
    lines = signed(MAIL + b"x\r\n" * 900_000)
    assert len(blanks) > 3_000_000
    assert len(folds) > 180_000
    reader = Reader(OWN, LIMITS, deadline_seconds=30)
    try:
        answers = reader.prove_many(
            [ProofRequest(raw, key(), Trust(), NOW) for raw in (blanks, folds, lines, signed())]
        )
    finally:
        reader.close()
    proofs = [one for one in answers if not isinstance(one, Failure)]
    assert [one.dkim_pass is not None for one in proofs] == [True, False, True, True]
