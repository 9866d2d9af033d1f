"""Each type of acceptance is held to its own rules, and none passes for another."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from processor.evidence.verify.checks import Check, CheckResult
from processor.evidence.verify.recordtype import check_record
from tests.unit.documents.acceptances import acceptance, deemed, signed

Change = Callable[[dict[str, Any]], object]


def with_notices(accepted: dict[str, Any]) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The mails of the notices as they went, their digests in the record."""
    inside = {}
    for place, notice in enumerate(accepted["notices"], 1):
        mail = (
            f"From: desk@vendor.example\r\nTo: Ivan <{notice['recipient']}>\r\nMessage-ID: {notice['message_id']}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\nSHA-256 {accepted['document']['sha256']}\r\n"
        ).encode()
        notice["sha256"] = hashlib.sha256(mail).hexdigest()
        inside[f"notice-{place}.eml"] = mail
    return inside, accepted


def results(checks: tuple[Check, ...]) -> dict[str, CheckResult]:
    return {one.name: one.result for one in checks}


def judged(accepted: dict[str, Any]) -> dict[str, CheckResult]:
    return results(check_record({}, accepted))


def judged_deemed(change: Change) -> tuple[dict[str, CheckResult], str]:
    inside, accepted = with_notices(deemed())
    change(accepted)
    checks = check_record(inside, accepted)
    return results(checks), " ".join(one.detail for one in checks)


@pytest.mark.parametrize("accepted", [acceptance(), *(signed(kind) for kind in ("go_live", "completion", "form"))])
def test_a_signed_one_of_each_kind_holds(accepted: dict[str, Any]) -> None:
    (check,) = check_record({}, accepted)
    assert check.result is CheckResult.PASSED
    assert check.detail.startswith("signed: an acceptance of ")


def test_go_live_says_nothing_of_the_day_and_completion_counts_its_issues() -> None:
    (live,) = check_record({}, signed("go_live"))
    assert "does not say when the system was taken live" in live.detail
    (complete,) = check_record({}, signed("completion"))
    assert "of completion, with 2 outstanding issues" in complete.detail


def test_a_deemed_one_holds_by_its_own_rules_and_is_called_that() -> None:
    inside, accepted = with_notices(deemed())
    first, second = check_record(inside, accepted)
    assert (first.result, second.result) == (CheckResult.PASSED, CheckResult.PASSED)
    assert first.detail.startswith("deemed, not signed: nobody accepted")
    assert second.name == "notices"


@pytest.mark.parametrize("kind", ["recorded", "deemed"])
def test_a_signed_one_passes_for_no_other(kind: str) -> None:
    accepted = signed("completion")
    accepted["acceptance"]["type"] = kind
    assert judged(accepted)["record_type"] is CheckResult.FAILED


@pytest.mark.parametrize("kind", ["signed", "recorded"])
def test_a_deemed_one_passes_for_no_other(kind: str) -> None:
    inside, accepted = with_notices(deemed())
    accepted["acceptance"]["type"] = kind
    (check,) = check_record(inside, accepted)
    assert check.result is CheckResult.FAILED
    assert f"claims to be {kind}" in check.detail


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(reply=None),
        lambda one: one.update(judgement=None),
        lambda one: one.update(sender=None),
        lambda one: one["judgement"].update(outcome="question"),
        lambda one: one["acceptance"].update(type="guessed"),
        lambda one: one["document"].update(kind="receipt"),
        lambda one: one["document"].update(kind="song"),
        lambda one: one.update(notices=[{}]),
        lambda one: one.update(outstanding=[]),
        lambda one: one["outstanding"].reverse(),
        lambda one: one["outstanding"][0].update(ticket=None),
        lambda one: one["outstanding"][1].update(text="Nothing"),
        lambda one: one["document"].update(kind="go_live"),
    ],
)
def test_what_a_signed_one_may_not_lack_or_say(change: Change) -> None:
    accepted = signed("completion")
    change(accepted)
    assert judged(accepted)["record_type"] is CheckResult.FAILED


def test_what_was_recorded_by_hand_says_who_and_on_what() -> None:
    accepted = signed("completion", reply=None, judgement=None, sender=None)
    accepted["acceptance"] |= {"type": "recorded", "recorded_by": "Maria", "evidence": "a signed letter"}
    assert judged(accepted)["record_type"] is CheckResult.PASSED
    accepted["acceptance"]["evidence"] = ""
    assert judged(accepted)["record_type"] is CheckResult.FAILED


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one.update(notices=[]), "no form was accepted"),
        (lambda one: one["notices"].pop(0), "notice-1.eml is another mail"),
        (lambda one: one["notices"][0].update(sent_at="2026-11-03T21:00:01+00:00"), "no form was accepted"),
        (lambda one: one["notices"][0].update(sent_at=None), "no form was accepted"),
        (lambda one: one["notices"][0].update(smtp_reply=""), "no form was accepted"),
        (lambda one: one["notices"][0].update(smtp_reply="550 no such user"), "no form was accepted"),
        (lambda one: one["notices"][0].update(bounced_at="2026-11-04T06:00:00+00:00"), "no form was accepted"),
        (lambda one: [n.update(what="approval_unclear") for n in one["notices"][1:]], "no reminder"),
        (lambda one: [n.update(bounced_at="2026-11-14T06:00:00+00:00") for n in one["notices"][1:]], "no reminder"),
        (lambda one: one["notices"][1].update(recipient="sam@other.example"), "did not go to sam@other.example"),
        (lambda one: one["notices"][1].update(message_id="<x@y.example>"), "another mail"),
        (lambda one: one["document"].update(sha256="ef" * 32), "does not show the document"),
        (lambda one: one["acceptance"].update(decided_at="2026-11-17T20:59:59+00:00"), "before it took effect"),
        (
            lambda one: one["acceptance"].update(
                effective_at="2026-11-17T20:59:59+00:00", accepted_at="2026-11-17T20:59:59+00:00"
            ),
            "before the term has passed",
        ),
    ],
)
def test_what_a_deemed_one_rests_on(change: Change, said: str) -> None:
    found, detail = judged_deemed(change)
    assert found["notices"] is CheckResult.FAILED
    assert said in detail


def test_a_form_taken_to_the_minute_fourteen_days_before_is_in_time() -> None:
    found, _ = judged_deemed(lambda one: one["notices"][0].update(sent_at="2026-11-03T21:00:00+00:00"))
    assert found["notices"] is CheckResult.PASSED


def test_days_are_counted_on_the_customers_calendar_across_a_change_of_the_clocks() -> None:
    """New York put its clocks back on 2 November 2025: 14 days of that calendar are 14 days and an hour."""
    for sent_at, holds in (("2025-10-28T04:00:00+00:00", True), ("2025-10-28T04:00:01+00:00", False)):
        inside, accepted = with_notices(deemed())
        effective = "2025-11-11T05:00:00+00:00"
        terms = {"live_at": "2025-10-20T15:00:00+00:00", "timezone": "America/New_York"}
        own = accepted["acceptance"]
        own |= {"effective_at": effective, "accepted_at": effective, "decided_at": effective}
        own["terms"] = {**own["terms"], **terms}
        accepted["notices"][0]["sent_at"] = sent_at
        accepted["notices"][1]["sent_at"] = accepted["notices"][2]["sent_at"] = "2025-11-02T06:00:00+00:00"
        assert (results(check_record(inside, accepted))["notices"] is CheckResult.PASSED) is holds


def test_what_the_rules_left_open_a_person_may_decide_but_not_falsify() -> None:
    def by_hand(one: dict[str, Any]) -> None:
        one["acceptance"] |= {"recorded_by": "Maria", "evidence": "They were called."}
        one["notices"][0]["sent_at"] = "2026-11-05T06:00:00+00:00"

    found, detail = judged_deemed(by_hand)
    assert found == {"record_type": CheckResult.PASSED, "notices": CheckResult.PASSED}
    assert "and Maria decided" in detail
    found, _ = judged_deemed(lambda one: (by_hand(one), one["notices"][2].update(message_id="<x@y.example>")))
    assert found["notices"] is CheckResult.FAILED


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(reply={"sha256": "12" * 32}),
        lambda one: one.update(judgement={"outcome": "approve"}),
        lambda one: one["document"].update(kind="go_live"),
        lambda one: one["acceptance"].update(accepted_at="2026-11-18T21:00:00+00:00"),
    ],
)
def test_what_a_deemed_one_may_not_have(change: Change) -> None:
    found, _ = judged_deemed(change)
    assert found["record_type"] is CheckResult.FAILED


def test_without_terms_nothing_is_deemed() -> None:
    inside, accepted = with_notices(deemed())
    accepted["acceptance"].pop("terms")
    checks = check_record(inside, accepted)
    assert checks[0].result is CheckResult.FAILED
