"""`signoff form`: what is asked, what was answered another way, and what is asked no more."""

import pytest

from tests.unit.cli.conftest import Signoff

ANNA = "anna@customer.example"


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    signoff("customer", "add", "Customer AG", "--domain", "customer.example", "--language", "ru")
    signoff("deployment", "start", "Customer AG", "--site", "Plant 1", "--contact", ANNA)
    return signoff


def test_a_form_is_sent_answered_by_hand_and_shown(desk: Signoff) -> None:
    names = {row["name"] for row in desk.rows("form", "definitions")}
    assert {"stakeholders", "pre_install", "check_in", "check_in_why"} <= names
    assert "may stay empty" in desk("form", "definitions").stdout
    said = desk("form", "send", "1", "stakeholders", "--name", "Anna Berg", "--answer", "superuser=Jonas Weber")
    assert f"FQ-1 (stakeholders) goes to {ANNA}" in said.stdout
    [line] = desk.rows("form", "list", "--deployment", "1")
    assert (line["state"], line["language"], line["to_name"]) == ("asked", "ru", "Anna Berg")
    desk("form", "answer", "FQ-1", "superuser=Ines Frank", "--evidence", "by phone")
    shown = desk("form", "show", "FQ-1").stdout
    assert "Ines Frank" in shown
    assert [row["number"] for row in desk.rows("form", "list", "--state", "partial")] == [1]
    assert "is withdrawn" in desk("form", "withdraw", "1", "--reason", "asked by mistake").stdout
    assert "there is nothing to withdraw" in desk("form", "withdraw", "1", "--reason", "again", code=1).stderr


def test_every_form_plans_one_reminder(desk: Signoff) -> None:
    desk("form", "send", "1", "stakeholders")
    [view] = desk.rows("deployment", "show", "1")
    assert [(timer["kind"], timer["state"]) for timer in view["timers"]] == [("form_reminder", "planned")]


def test_bad_input_has_a_clear_answer(desk: Signoff) -> None:
    assert "there is no form 'wishes'; there are" in desk("form", "send", "1", "wishes", code=1).stderr
    assert "has no field 'colour'" in desk("form", "send", "1", "stakeholders", "--answer", "colour=red", code=1).stderr
    ours = desk("form", "send", "1", "stakeholders", "--to", "support@vendor.example", code=1).stderr
    assert "is no address of the customer's" in ours
    assert "is not a form such as FQ-12" in desk("form", "show", "twelve", code=2).stderr
    assert "there is no form FQ-9" in desk("form", "show", "9", code=1).stderr
    assert "is not an answer such as" in desk("form", "answer", "1", "yes", "--evidence", "x", code=2).stderr
    desk("form", "send", "1", "pre_install")
    wrong = desk("form", "answer", "2", "installation_date=31 февраля 2031", "--evidence", "x", code=1).stderr
    assert "installation_date" in wrong or "2031" in wrong
    nothing = desk("form", "answer", "2", "server_ready=да", "--evidence", " ", code=1).stderr
    assert "say where the answers come from" in nothing
