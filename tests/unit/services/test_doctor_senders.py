"""The report on senders in its parts: patience with DNS, the time that it may take, and what tells of a gateway."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import Assurance, SignatureResult
from processor.dns.errors import DnsUnavailable
from processor.facts.proof import BODY_CHANGED, DkimCheck, KeyRecord, ResultsCheck, SenderProof, SmimeCheck, Trust
from processor.services.doctor.findings import Level, examine
from processor.services.doctor.gateways import Changed, changed, gateways
from processor.services.doctor.senderkeys import PatientKeys
from processor.services.doctor.senderlevels import Cause, judge_sender
from processor.services.doctor.senders import senders_check
from processor.services.proving import Proving
from tests.unit.services.desk import Desk, mail
from tests.unit.services.keysource import FakeKeys

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
ANNA = "anna@customer.example"
DMARC = ResultsCheck("mx.vendor.example", "dmarc", "pass", "customer.example", aligned=True)


def signature(why: str = "it holds", text: str = "v=DKIM1; p=AAAA", aligned: bool = True) -> DkimCheck:
    result = SignatureResult.PASS if why == "it holds" else SignatureResult.FAIL
    domain = "customer.example" if aligned else "esp.example"
    record = KeyRecord(f"s._domainkey.{domain}", text, NOW)
    return DkimCheck(domain, "s", "rsa-sha256", 2048, result, why, aligned, record=record)


@pytest.mark.parametrize(
    ("proof", "level", "cause", "remedy"),
    [
        (SenderProof(ANNA, dkim=(signature(),)), Assurance.A3, Cause.NONE, ""),
        (
            SenderProof(ANNA, dkim=(signature(),), smime=SmimeCheck(SignatureResult.PASS, "")),
            Assurance.A4,
            Cause.NONE,
            "",
        ),
        (SenderProof(ANNA, dkim=(signature(),), duplicates=("subject",)), Assurance.A0, Cause.DOUBT, "unchanged"),
        (SenderProof(ANNA, dkim=(signature(),), forwarded=True), Assurance.A1, Cause.DOUBT, "own mailbox"),
        (SenderProof(ANNA, results=(DMARC,)), Assurance.A2, Cause.UNSIGNED, "sign mail for customer.example"),
        (SenderProof(ANNA), Assurance.A1, Cause.UNSIGNED, "sign mail for customer.example"),
        (
            SenderProof(ANNA, dkim=(signature(aligned=False),)),
            Assurance.A1,
            Cause.OTHERS_SIGNED,
            "sign mail for customer.example",
        ),
        (SenderProof(ANNA, dkim=(signature(BODY_CHANGED),)), Assurance.A1, Cause.BODY_CHANGED, "gateway"),
        (SenderProof(ANNA, dkim=(signature("else"),)), Assurance.A1, Cause.FIELDS_CHANGED, "header fields"),
    ],
)
def test_the_level_of_one_mail_and_what_would_raise_it(
    proof: SenderProof, level: Assurance, cause: Cause, remedy: str
) -> None:
    judged = judge_sender(ANNA, proof)
    assert (judged.level, judged.cause) == (level, cause)
    assert remedy in judged.remedy
    assert bool(judged.remedy) == bool(judged.reason) == (cause is not Cause.NONE)


def test_dns_is_asked_once_for_a_name_and_not_at_all_after_three_silent_ones() -> None:
    keys = FakeKeys({"a": "k", "x": None, "y": None, "z": None})
    patient = PatientKeys(keys)
    for name in ("x", "x", "y", "a", "x", "z", "y"):
        if name == "a":
            assert patient.txt(name, NOW).text == "k"
        else:
            with pytest.raises(DnsUnavailable):
                patient.txt(name, NOW)
    assert keys.asked == ["x", "y", "a", "z"]
    keys.texts |= {"v": None, "w": None}
    for name in ("v", "w", "b"):
        with pytest.raises(DnsUnavailable):
            patient.txt(name, NOW)
    assert keys.asked == ["x", "y", "a", "z", "v", "w"]


def test_no_more_time_is_spent_than_allowed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.store.people.add_customer("Customer", domains=("customer.example",))
    desk.work(*(mail(f"Question {number}", Message_ID=f"<{number}@customer.example>") for number in range(21)))
    ticks = iter(range(0, 1000, 40))
    proving = Proving(desk.prover, FakeKeys(), Trust())
    for limit, looked_at in ((60.0, 20), (1000.0, 21)):
        check = senders_check(desk.store, proving, Trust(), clock=lambda: next(ticks), seconds=limit - 1)
        findings = list(examine([check], desk.now + timedelta(days=1)))
        assert findings[0].figures["mails"] == looked_at
        assert any("stopped after 20 of 21 mails" in one.text for one in findings) == (looked_at == 20)
        assert all(finding.level is not Level.FAIL for finding in findings)
    desk.close()


HEAD = b"From: anna@customer.example\r\nSubject: x\r\n\r\nbody\r\n"


def test_the_place_is_told_by_a_seal_or_by_the_servers_on_the_way() -> None:
    seal = (
        b"ARC-Seal: i=1; a=rsa-sha256; t=1; cv=none; d=lists.example; s=a; b=AAAA\r\n"
        b"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/simple; d=lists.example; s=a; h=from; bh=AA; b=AAAA\r\n"
        b"ARC-Authentication-Results: i=1; lists.example; dkim=pass header.d=customer.example\r\n"
    )
    sealed = changed(seal + HEAD, "", ANNA, Trust())
    assert sealed.place == "lists.example"
    assert "(ARC)" in sealed.evidence
    way = b"Received: from a by mx.vendor.example; x\r\nReceived: from b by gw.example.org; x\r\n"
    passed = changed(way + HEAD, "", ANNA, Trust(authserv_ids=("mx.vendor.example",)))
    assert passed.place == "gw.example.org"
    assert changed(HEAD, "", ANNA, Trust()).place == ""
    assert changed(b"no header\r\n\r\n", "", ANNA, Trust()).place == ""


def test_a_banner_is_a_line_of_several_senders_and_of_no_unchanged_mail() -> None:
    banner, own = "CAUTION: this mail is from outside.", "Kind regards from the whole team"
    one = Changed("anna@customer.example", "gw", "", f"{banner}\nHello, it does not work.\n{own}")
    two = Changed("ben@customer.example", "gw", "", f"{banner}\nAnother thing does not work.\n{own}")
    [found] = gateways([one, two], [f"Something quite different.\n{own}"])
    assert found.banners == (banner,)
    [alone] = gateways([one, one], [])
    assert alone.banners == ()
