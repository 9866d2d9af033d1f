"""Proving: keys, DNS, proof; one mail's trouble is not the others'."""

from datetime import timedelta

import pytest

from processor.dns.errors import DnsUnavailable
from processor.facts.proof import SenderProof, Trust
from processor.reading.sandbox import DirectReader, Failure
from processor.services.proving import Proving, Received
from tests.unit.reading.mails import LIMITS, OWN
from tests.unit.reading.sender.signing import DOMAIN, MAIL, NOW, key, rsa_signer, signed
from tests.unit.services.keysource import FakeKeys

NAME = f"s1._domainkey.{DOMAIN}"
LATER = NOW + timedelta(days=1)


def proving(keys: FakeKeys) -> Proving:
    return Proving(DirectReader(OWN, LIMITS), keys, Trust())


def test_a_signed_mail_is_proven_and_an_unsigned_one_asks_nobody() -> None:
    keys = FakeKeys({NAME: rsa_signer().record()})
    found, unsigned = proving(keys).proofs([Received(signed(), NOW), Received(MAIL, NOW)], LATER)
    assert isinstance(found, SenderProof)
    assert found.dkim_pass is not None
    assert found.dkim_pass.record is not None
    assert (found.dkim_pass.record.text, found.dkim_pass.record.looked_up_at) == (key()[NAME].text, LATER)
    assert isinstance(unsigned, SenderProof)
    assert unsigned.dkim == ()
    assert keys.asked == [NAME]


def test_a_signature_is_judged_by_the_time_of_receipt() -> None:
    keys = FakeKeys({NAME: rsa_signer().record()})
    raw = signed(x=str(int(NOW.timestamp()) + 60))
    early = proving(keys).proof(Received(raw, NOW), LATER)
    late = proving(keys).proof(Received(raw, LATER), LATER)
    assert isinstance(early, SenderProof)
    assert isinstance(late, SenderProof)
    assert early.dkim_pass is not None
    assert late.dkim_pass is None


def test_dns_that_does_not_answer_holds_only_the_mail_that_needs_it() -> None:
    other = signed(MAIL.replace(DOMAIN.encode(), b"other.example.org"), domain="other.example.org")
    keys = FakeKeys({NAME: None, "s1._domainkey.other.example.org": rsa_signer().record()})
    answers = proving(keys).proofs([Received(signed(), NOW), Received(other, NOW), Received(MAIL, NOW)], NOW)
    assert [type(answer) for answer in answers] == [DnsUnavailable, SenderProof, SenderProof]
    assert isinstance(answers[1], SenderProof)
    assert answers[1].dkim_pass is not None
    with pytest.raises(DnsUnavailable):
        proving(keys).proof(Received(signed(), NOW), NOW)
    keys.texts[NAME] = rsa_signer().record()
    assert isinstance(proving(keys).proof(Received(signed(), NOW), NOW), SenderProof)


def test_without_keys_no_signature_counts_and_nobody_is_asked() -> None:
    keys = FakeKeys({NAME: rsa_signer().record()})
    proof = proving(keys).without_keys(Received(signed(), NOW))
    assert isinstance(proof, SenderProof)
    assert proof.dkim_pass is None
    assert proof.dkim[0].aligned
    assert keys.asked == []


def test_a_mail_that_ends_the_reader_is_a_failure_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes, trust: Trust) -> tuple[str, ...]:
        if raw == b"evil":
            raise RuntimeError
        return ()

    monkeypatch.setattr("processor.reading.sender.prove.wanted_keys", broken)
    answers = proving(FakeKeys()).proofs([Received(b"evil", NOW), Received(MAIL, NOW)], NOW)
    assert [type(answer) for answer in answers] == [Failure, SenderProof]
