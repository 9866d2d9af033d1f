"""`signoff approver`, on a real database, through the whole service and core."""

import pytest

from tests.unit.cli.conftest import Signoff

VERA, OLGA = "vera@vendor.example", "olga@customer.example"


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    signoff("customer", "add", "Customer AG", "--domain", "customer.example")
    return signoff


def added(desk: Signoff, address: str = OLGA, *words: str) -> str:
    whose = ("--vendor", "--user", "vera") if address == VERA else ("--customer", "Customer AG")
    [row] = desk.rows("approver", "add", address, *whose, "--name", "Somebody", "--by", "boris", *words)
    return str(row["approver_id"])


def test_an_approver_is_added_confirmed_and_ended_by_two_persons(desk: Signoff) -> None:
    entry = added(desk, OLGA, "--title", "Finance Director", "--limit", "5000", "--currency", "eur", "--line", "CFO")
    assert "to be confirmed (by boris)" in desk("approver", "list").stdout
    assert "a second person has to confirm" in desk("approver", "confirm", entry, "--by", "boris", code=1).stderr
    said = desk("approver", "confirm", entry, "--by", "carla").stdout
    assert f"entry {entry} counts from" in said
    [row] = desk.rows("approver", "list", "--customer", "Customer AG")
    assert (row["state"], row["confirmed_by"], row["party"]) == ("confirmed", "carla", "Customer AG")
    assert (row["limit"], row["lines"]) == ({"amount": "5000.00", "currency": "EUR"}, ["CFO"])
    assert "counts from" in desk("approver", "list").stdout
    assert f"approver confirm {entry}" in desk("approver", "end", entry, "--reason", "left", "--by", "boris").stdout
    assert "may not approve for Customer AG any more" in desk("approver", "confirm", entry, "--by", "carla").stdout
    assert desk.rows("approver", "list") == []
    assert desk.rows("approver", "list", "--all")[0]["state"] == "ended"


def test_a_refused_entry_and_one_that_goes_on(desk: Signoff) -> None:
    first = added(desk)
    assert "is refused" in desk("approver", "refuse", first, "--reason", "unknown", "--by", "carla").stdout
    second = added(desk)
    desk("approver", "confirm", second, "--by", "carla")
    desk("approver", "end", second, "--reason", "left", "--by", "boris")
    assert "is confirmed" in desk("approver", "refuse", second, "--by", "carla").stdout


def test_our_own_approvers_come_first_and_deputies_are_named_by_address(desk: Signoff) -> None:
    principal = added(desk)
    assert (
        "no confirmed approver"
        in desk(
            "approver",
            "add",
            "igor@customer.example",
            "--customer",
            "Customer AG",
            "--name",
            "Igor",
            "--deputy-of",
            OLGA,
            code=1,
        ).stderr
    )
    desk("approver", "confirm", principal, "--by", "carla")
    added(desk, "igor@customer.example", "--deputy-of", OLGA, "--from", "2030-01-01", "--until", "2030-12-31")
    added(desk, VERA)
    assert [row["address"] for row in desk.rows("approver", "list")] == [VERA, OLGA, "igor@customer.example"]
    [ours] = desk.rows("approver", "list", "--vendor")
    assert (ours["user"], ours["side"]) == ("vera", "vendor")
    deputy = desk.rows("approver", "list")[2]
    assert (deputy["deputy_of"], deputy["valid_from"]) == (int(principal), "2030-01-01")
    assert f"deputy of entry {principal}, from 2030-01-01, until 2030-12-31" in desk("approver", "list").stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((OLGA, "--name", "Olga"), 2, "--customer NAME, or --vendor"),
        ((OLGA, "--name", "Olga", "--vendor", "--customer", "Customer AG"), 2, "--customer NAME, or --vendor"),
        ((OLGA, "--name", "Olga", "--customer", "Nobody"), 1, "no customer named"),
        ((VERA, "--name", "Vera", "--vendor"), 1, "needs a user name"),
        ((OLGA, "--name", "Olga", "--customer", "Customer AG", "--limit", "5000"), 1, "three letters"),
        ((OLGA, "--name", "Olga", "--customer", "Customer AG", "--currency", "EUR"), 1, "needs a --limit"),
        (("olga", "--name", "Olga", "--customer", "Customer AG"), 1, "is no address"),
    ],
)
def test_what_could_never_count_is_refused(desk: Signoff, words: tuple[str, ...], code: int, sentence: str) -> None:
    assert sentence in desk("approver", "add", *words, code=code).stderr
    assert desk.rows("approver", "list", "--all") == []


def test_an_entry_that_is_not_there(desk: Signoff) -> None:
    for words in (("confirm", "7"), ("refuse", "7"), ("end", "7", "--reason", "x")):
        assert "the register has no entry 7" in desk("approver", *words, code=1).stderr
