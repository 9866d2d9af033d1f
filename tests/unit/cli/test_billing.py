"""How tickets are charged: `signoff ticket work`, `treat` and `billing`, `signoff customer irs` and `voucher`."""

import csv
import io

import pytest
from freezegun import freeze_time

from tests.unit.cli.conftest import Signoff

DAYS = ("--from", "2026-01-01", "--to", "2026-01-31")


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    signoff("customer", "add", "Customer AG", "--domain", "customer.example")
    return signoff


def opened(desk: Signoff, subject: str = "The export fails", category: str = "customer_success") -> str:
    asked = ("--source", "phone", "--from", "Anna <anna@customer.example>", "--subject", subject)
    labels = ("--category", category, "--severity", "3", "--reason", "bug")
    return str(desk.rows("ticket", "open", *asked, "--body", "She called", *labels)[0]["ticket"])


def closed(desk: Signoff, number: str) -> None:
    desk("ticket", "close", number, "--reason", "It works again", "--quiet")


@freeze_time("2026-01-15 10:00")
def test_a_ticket_is_billable_until_the_customer_has_bought_something(desk: Signoff) -> None:
    number = opened(desk, category="bug")
    assert "billable: no deployment runs" in desk("ticket", "show", number).stdout
    desk("customer", "irs", "Customer AG", "--from", "2026-01-01")
    assert "issue resolution: the Issue Resolution Service covers" in desk("ticket", "show", number).stdout
    [shown] = desk.rows("ticket", "show", number)
    assert (shown["charge"]["treatment"], shown["charge"]["final"]) == ("issue_resolution", False)
    desk("customer", "irs", "Customer AG", "--to", "2026-01-14")
    assert "billable" in desk("ticket", "show", number).stdout
    wrong = desk("customer", "irs", "Customer AG", "--to", "2026-01-14", code=1)
    assert "has no Issue Resolution Service that could end" in wrong.stderr


def test_what_runs_ends_and_what_is_bought_for_later_stays(desk: Signoff) -> None:
    for first in ("2026-01-01", "2027-01-01"):
        desk("customer", "irs", "Customer AG", "--from", first)
    bought = desk("customer", "irs", "Customer AG", "--to", "2026-06-30").stdout
    assert "from 2026-01-01 to 2026-06-30" in bought
    assert "from 2027-01-01, " in bought
    wrong = desk("customer", "irs", "Customer AG", "--to", "2026-06-30", code=1).stderr
    assert "can't end on 2026-06-30 before it begins on 2027-01-01" in wrong


@freeze_time("2026-01-15 10:00")
def test_a_voucher_is_drawn_when_the_ticket_is_closed_and_never_below_zero(desk: Signoff) -> None:
    said = desk("customer", "voucher", "Customer AG", "4", "--note", "order 7").stdout
    assert "service voucher of 4 h, 2026-01-15" in said
    assert "4 h are left" in said
    first, second = opened(desk), opened(desk, "Another")
    assert "the hours are not noted yet" in desk("ticket", "work", first, "--mac").stdout
    said = desk("ticket", "work", first, "--hours", "2.5", "--after-hours").stdout
    assert "voucher: 2.5 h of the voucher's 4 h; after hours and move, add or change, at its own rate" in said
    closed(desk, first)
    assert "voucher, final" in desk("ticket", "show", first).stdout
    desk("ticket", "work", second, "--hours", "2")
    closed(desk, second)
    assert "billable, final: 2 h, which the voucher's 1.5 h do not cover" in desk("ticket", "show", second).stdout
    said = desk("customer", "show", "Customer AG").stdout
    assert f"1.5 h are left; drawn: 2.5 h by #{first}" in said
    assert "charging is final" in desk("ticket", "work", first, "--hours", "9", code=1).stderr
    assert "that is final" in desk("ticket", "treat", first, "billable", "--reason", "x", code=1).stderr
    [bought] = [row["bought"] for row in desk.rows("customer", "show", "Customer AG")]
    assert bought["balance"] == "1.5"


@freeze_time("2026-01-15 10:00")
def test_closed_without_hours_it_is_left_to_a_person_who_may_still_decide(desk: Signoff) -> None:
    desk("customer", "voucher", "Customer AG", "4")
    number = opened(desk)
    closed(desk, number)
    assert "to be decided, final: closed without its hours" in desk("ticket", "show", number).stdout
    desk("ticket", "work", number, "--hours", "1")
    said = desk("ticket", "treat", number, "voucher", "--reason", "agreed by phone", "--by", "boris").stdout
    assert "voucher, final: agreed by phone (decided by boris)" in said
    assert "3 h are left" in desk("customer", "show", "Customer AG").stdout


def test_the_export_of_a_period_as_a_table_csv_and_json(desk: Signoff) -> None:
    with freeze_time("2026-01-31 23:59:59"):
        inside = opened(desk, "=cmd|calc")
        desk("ticket", "work", inside, "--hours", "2", "--mac", "--release", "26-1.1")
        closed(desk, inside)
        still = opened(desk, "Still open")
    with freeze_time("2026-02-01 00:00:00"):
        later = opened(desk, "In February")
        closed(desk, later)
        [row] = desk.rows("ticket", "billing", *DAYS)
        assert (row["ticket"], row["hours"], row["release"], row["final"]) == (int(inside), "2", "26-1.1", True)
        assert (row["treatment"], row["moves_adds_changes"]) == ("billable", True)
        both = desk.rows("ticket", "billing", *DAYS, "--open")
        assert [(one["ticket"], one["final"]) for one in both] == [(int(inside), True), (int(still), False)]
        lines = list(csv.DictReader(io.StringIO(desk("ticket", "billing", *DAYS, "--csv").stdout)))
        assert [(one["subject"], one["final"], one["after_hours"]) for one in lines] == [("'=cmd|calc", "yes", "no")]
        assert "billable" in desk("ticket", "billing", *DAYS).stdout
        assert "no ticket was closed" in desk("ticket", "billing", "--from", "2025-01-01", "--to", "2025-01-01").stdout
        wrong = desk("ticket", "billing", "--from", "2026-02-02", "--to", "2026-02-01", code=1)
        assert "ends on 2026-02-01, before it begins" in wrong.stderr
        assert "no customer" in desk("ticket", "billing", *DAYS, "--customer", "Nobody", code=1).stderr
        assert "not both" in desk("ticket", "billing", *DAYS, "--csv", "--json", code=2).stderr


@freeze_time("2026-01-15 10:00")
def test_bad_input_has_a_clear_answer(desk: Signoff) -> None:
    number = opened(desk)
    assert "its version is missing" in desk("ticket", "work", number, "--release", "26-1", code=1).stderr
    assert "say what is to be noted" in desk("ticket", "work", number, code=1).stderr
    assert "nothing can be accepted as warranty" in desk("ticket", "work", number, "--warranty", code=1).stderr
    assert "there is no deployment 7" in desk("ticket", "work", number, "--deployment", "7", code=1).stderr
    assert "is not an amount" in desk("ticket", "work", number, "--hours", "-1", code=2).stderr
    assert "a voucher of 0 hours is none" in desk("customer", "voucher", "Customer AG", "0", code=1).stderr
    assert "no customer" in desk("customer", "irs", "Nobody", code=1).stderr
    assert "there is no ticket #99" in desk("ticket", "treat", "99", "billable", "--reason", "x", code=1).stderr
    assert "needs a reason" in desk("ticket", "treat", number, "billable", "--reason", " ", code=1).stderr


@freeze_time("2026-01-15 10:00")
def test_the_treatment_follows_the_deployment_until_the_ticket_is_closed(desk: Signoff) -> None:
    desk("deployment", "start", "Customer AG", "--site", "Depot", "--contact", "anna@customer.example")
    talk = "1"
    number = opened(desk)
    assert "in deployment: opened before deployment 1 went live" in desk("ticket", "show", number).stdout
    assert "never: the conversation of a deployment is never charged" in desk("ticket", "show", talk).stdout
    assert "it is never charged" in desk("ticket", "treat", talk, "billable", "--reason", "x", code=1).stderr
    desk("ticket", "treat", number, "warranty", "--reason", "promised", "--by", "boris")
    assert "warranty: promised (decided by boris)" in desk("ticket", "show", number).stdout
    closed(desk, talk)
    assert [row["ticket"] for row in desk.rows("ticket", "billing", *DAYS, "--open")] == [int(number)]
