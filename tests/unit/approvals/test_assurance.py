"""How well it is known who wrote a reply: one test for each rule, each able to fail."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.vocabulary import ApproverState, Assurance, Kind, Side, SignatureResult
from processor.approvals.assurance import AGAINST, Evidence, reaches, signed_carriers
from processor.approvals.checks import assure
from processor.facts.approvals import Carrier
from processor.facts.message import Address
from processor.facts.proof import ArcCheck, SenderProof
from tests.unit.approvals.builders import (
    BOSS,
    BY_SEALER,
    BY_SERVER,
    LEAD,
    NOW,
    SMIME,
    approver,
    dkim,
    dmarc,
    key,
    mail,
    named,
    proof,
    request,
)


def evidence(**changes: Any) -> Evidence:
    values: dict[str, Any] = {
        "message": mail(),
        "proof": proof(),
        "named": named(),
        "request": request(),
        "senders": (approver(),),
        "at": NOW,
    }
    return Evidence(**values | changes)


def level(**changes: Any) -> str:
    return assure(evidence(**changes)).level.value


def rules(**changes: Any) -> list[str]:
    return [match.rule for match in assure(evidence(**changes)).reasons]


def test_an_own_aligned_signature_over_the_key_by_the_asked_approver_is_a3() -> None:
    found = assure(evidence())
    assert (found.level, found.reasons, found.approver) == (Assurance.A3, (), approver())


def test_a_smime_signature_beside_it_is_a4() -> None:
    quoted = named(LEAD, Carrier.SUBJECT, Carrier.TEXT)
    assert level(proof=proof(smime=SMIME), named=quoted) == "A4"
    assert level(proof=proof(smime=replace(SMIME, result=SignatureResult.FAIL)), named=quoted) == "A3"
    assert level(proof=proof(smime=SMIME, **BY_SERVER), named=quoted) == "A2"


def test_a_smime_signature_that_does_not_cover_the_key_may_be_an_old_one() -> None:
    assert level(proof=proof(smime=SMIME), named=named(LEAD, Carrier.SUBJECT, Carrier.ADDRESS)) == "A3"


@pytest.mark.parametrize("found", [None, SenderProof(), proof(fault="DNS answered nonsense")])
def test_not_looked_into(found: SenderProof | None) -> None:
    assert level(proof=found) == "A0"
    if found is None or found.fault:
        assert "not_looked_into" in rules(proof=found)


def test_no_valid_key() -> None:
    assert level(named=named(version=2)) == "A0"
    assert rules(named=named(version=2)) == ["no_valid_key"]


def test_duplicate_fields() -> None:
    assert (level(proof=proof(duplicates=("Subject",))), rules(proof=proof(duplicates=("Subject",)))) == (
        "A0",
        ["duplicate_fields"],
    )


def test_sender_unclear() -> None:
    assert rules(proof=proof("mallory@other.example")) == ["sender_unclear"]
    assert level(message=mail(sender=""), proof=proof("")) == "A0"


def test_look_alike() -> None:
    assert (level(proof=proof(lookalike="it mixes scripts")), rules(proof=proof(lookalike="it mixes scripts"))) == (
        "A0",
        ["look_alike"],
    )


def test_a_fail_of_our_own_server_outweighs_every_pass() -> None:
    forged = proof(results=(dmarc("pass"), dmarc("fail")), smime=SMIME)
    assert (level(proof=forged), rules(proof=forged)) == ("A0", ["authentication_failed"])


def test_a_colleague_who_was_not_asked_is_a1() -> None:
    found = {"message": mail(sender=BOSS), "proof": proof(BOSS), "senders": (approver(BOSS),)}
    assert (level(**found), rules(**found)) == ("A1", ["not_asked"])


def test_a_display_name_and_reply_to_prove_nothing() -> None:
    mallory = replace(mail(sender="mallory@evil.example"), reply_to=(Address("Lena", LEAD),))
    mallory = replace(mallory, sender=Address(f"Lena <{LEAD}>", "mallory@evil.example"))
    found = {"message": mallory, "proof": proof("mallory@evil.example"), "senders": ()}
    assert (level(**found), rules(**found)) == ("A1", ["not_asked"])


def test_a_letter_that_only_looks_like_another_is_another_mailbox() -> None:
    twin = "\u212aim@customer.example"  # the sign of Kelvin, which folds to a small k
    asked = request(who=approver("kim@customer.example"))
    found = {"message": mail(sender=twin), "proof": proof(twin.casefold()), "request": asked, "senders": ()}
    assert rules(**found | {"named": replace(named(), key=asked.key)}) == ["not_asked"]


def test_the_case_of_the_address_says_nothing() -> None:
    assert level(message=mail(sender="LENA@Customer.example")) == "A3"


def test_a_deputy_in_force_may_answer() -> None:
    deputy = approver(BOSS, deputy_of=31)
    found = {"message": mail(sender=BOSS), "proof": proof(BOSS)}
    assert level(**found, senders=(deputy,)) == "A3"
    assert assure(evidence(**found, senders=(deputy,))).approver == deputy
    for stranger in (replace(deputy, deputy_of=99), replace(deputy, customer_id=4), replace(deputy, side=Side.VENDOR)):
        assert rules(**found, senders=(stranger,)) == ["not_asked"]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": ApproverState.PROPOSED},
        {"state": ApproverState.ENDED},
        {"effective_at": None},
        {"effective_at": NOW + timedelta(seconds=1)},
        {"valid_from": date(2030, 5, 7)},
        {"valid_until": date(2030, 5, 5)},
    ],
)
def test_not_in_force(changes: dict[str, Any]) -> None:
    asked = request(who=approver(**changes))
    assert (level(request=asked, senders=()), rules(request=asked, senders=())) == ("A1", ["not_in_force"])


@pytest.mark.parametrize(
    "changes",
    [{"state": ApproverState.ENDING}, {"effective_at": NOW}, {"valid_from": NOW.date(), "valid_until": NOW.date()}],
)
def test_in_force_to_the_edge(changes: dict[str, Any]) -> None:
    assert level(request=request(who=approver(**changes)), senders=()) == "A3"


def test_forwarded() -> None:
    assert (level(proof=proof(forwarded=True)), rules(proof=proof(forwarded=True))) == ("A1", ["forwarded"])


def test_through_a_list() -> None:
    assert (level(message=mail(kind=Kind.LIST)), rules(message=mail(kind=Kind.LIST))) == ("A1", ["through_a_list"])


@pytest.mark.parametrize(
    "found",
    [
        proof(dkim=()),
        proof(dkim=(dkim(aligned=False),)),
        proof(dkim=(dkim(result=SignatureResult.IGNORED),)),
        proof(dkim=(), results=(dmarc("none"),)),
        proof(dkim=(), results=(dmarc(aligned=False),)),
        proof(dkim=(), arc=(ArcCheck("evil.example", SignatureResult.IGNORED, "nobody trusts it"),)),
    ],
)
def test_a_bare_from_without_authentication_is_a1_and_gets_no_code(found: SenderProof) -> None:
    assert (level(proof=found), rules(proof=found)) == ("A1", ["no_authentication"])


def test_without_an_own_signature_it_is_a2() -> None:
    for way in (BY_SERVER, BY_SEALER):
        assert (level(proof=proof(**way)), rules(proof=proof(**way))) == ("A2", ["no_own_signature", "key_not_signed"])


def test_without_the_key_it_is_a2() -> None:
    assert (level(named=None), rules(named=None)) == ("A2", ["key_missing"])


def test_a_key_outside_the_signature_is_a2() -> None:
    unsigned = named(LEAD, Carrier.ADDRESS, Carrier.MESSAGE_ID)
    assert (level(named=unsigned), rules(named=unsigned)) == ("A2", ["key_not_signed"])
    only_subject = named(LEAD, Carrier.SUBJECT)
    bare = proof(dkim=(dkim(signed_headers=("from", "date")),))
    assert rules(named=only_subject, proof=bare) == ["key_not_signed"]
    assert level(named=named(LEAD, Carrier.TEXT), proof=bare) == "A3"


def test_signed_carriers_are_subject_where_it_is_signed_and_text() -> None:
    everywhere = named(LEAD, *Carrier)
    assert signed_carriers(evidence(named=everywhere)) == (Carrier.SUBJECT, Carrier.TEXT)
    upper = proof(dkim=(dkim(signed_headers=("From", "Subject")),))
    assert signed_carriers(evidence(named=named(LEAD, Carrier.SUBJECT), proof=upper)) == (Carrier.SUBJECT,)


def test_the_levels_have_an_order_and_a_code_is_less_than_a_signature() -> None:
    assert [one.value for one in Assurance if reaches(one, Assurance.A3)] == ["A3", "A4"]
    assert not reaches(Assurance.A2C, Assurance.A3)
    assert reaches(Assurance.A2C, Assurance.A2)


def test_every_rule_has_a_name_of_its_own_and_one_level() -> None:
    names = [rule.__name__ for _, rules in AGAINST for rule in rules]  # type: ignore[attr-defined]
    assert len(names) == len(set(names)) == 14
    assert [one.value for one, _ in AGAINST] == ["A0", "A1", "A2"]


def test_the_checks_say_what_was_looked_at_and_what_was_not() -> None:
    results = {check.name: check.result for check in assure(evidence()).checks}
    assert results == {
        "single_headers": "passed",
        "look_alike": "passed",
        "sender": "passed",
        "dkim": "passed",
        "alignment": "passed",
        "authentication_results": "not_done",
        "arc": "not_done",
        "smime": "not_done",
        "token": "passed",
        "authority": "passed",
    }
    assert all(check.detail for check in assure(evidence()).checks)


def test_checks_of_a_weak_reply_name_what_failed() -> None:
    broken = proof(dkim=(dkim(result=SignatureResult.FAIL, why="the body was changed"),), results=(dmarc("fail"),))
    found = {check.name: check for check in assure(evidence(proof=broken, named=None)).checks}
    assert found["dkim"].result == "failed"
    assert "the body was changed" in found["dkim"].detail
    assert found["authentication_results"].result == "failed"
    assert found["token"].result == "not_done"
    stranger = assure(evidence(message=mail(sender=BOSS), proof=proof(BOSS), senders=()))
    assert {check.name: check.result for check in stranger.checks}["authority"] == "failed"
    assert {check.name: check.result for check in assure(evidence(named=named(version=2))).checks}["token"] == "failed"
    assert key().tag == "[PR-17.3 lenacustomerexam]"
