"""The queue by piles: listed by reason, and several items confirmed at once, each by itself."""

import json

import pytest

from models.vocabulary import ReviewReason
from processor.errors import Temporary
from processor.services.tickets import Tickets
from tests.unit.cli.conftest import Signoff

THANKS = """\
From: Anna <anna{number}@customer.example>
To: support@vendor.example
Subject: Thank you
Message-ID: <{number}@customer.example>
Date: Mon, 05 Jan 2026 10:00:00 +0000

Thank you very much, everything works again. Have a nice weekend!
"""
PILE = 3
BY_HAND = ("ticket", "open", "--source", "phone", "--from", "boris@customer.example", "--subject", "The export fails")


@pytest.fixture
def piled(signoff: Signoff) -> Signoff:
    """A desk whose queue holds mails of thanks, and then a request by phone that has no labels yet."""
    for number in range(PILE):
        (signoff.folder / "Maildir" / "new" / f"{number}.eml").write_text(THANKS.format(number=number))
    signoff("once", "--observe")
    signoff(*BY_HAND)
    return signoff


def items(signoff: Signoff, *words: str) -> list[str]:
    return [str(row["review_id"]) for row in signoff.rows("queue", "list", *words)]


def for_any(*reasons: str) -> list[str]:
    return [word for reason in reasons for word in ("--reason", reason)]


def test_the_queue_is_listed_by_any_of_the_reasons(piled: Signoff) -> None:
    every = {str(row["review_id"]): set(row["reasons"]) for row in piled.rows("queue", "list")}
    by_hand, *pile = every  # it asks for something, and so an answer is due
    assert items(piled, "--reason", "not_a_request") == pile
    for reason in ReviewReason:
        assert items(piled, *for_any(reason.value)) == [item for item in every if reason in every[item]]
    assert items(piled, *for_any("not_a_request", *every[by_hand])) == [by_hand, *pile]
    assert items(piled, "--reason", "not_a_request", "--limit", "1") == pile[:1]
    assert "nothing waits" in piled("queue", "list", "--reason", "bounced").stdout
    assert "--reason" in piled("queue", "list", "--reason", "boredom", code=2).stderr


def test_the_pile_that_asks_for_nothing_is_cleared_in_one_line(piled: Signoff) -> None:
    pile = items(piled, "--reason", "not_a_request")
    said = piled("queue", "confirm", *pile, "--by", "boris").stdout.splitlines()
    assert [line.partition(" ")[2] for line in said] == ["is confirmed"] * PILE
    assert items(piled, "--reason", "not_a_request") == []
    assert len(items(piled)) == 1
    assert items(piled, "--reason", "not_a_request", "--all") == pile
    assert [row["state"] for row in piled.rows("ticket", "list", "--state", "closed")] == ["closed"] * PILE


def test_what_fails_is_told_by_its_item_and_the_others_are_done(piled: Signoff) -> None:
    by_hand, first, second, third = items(piled)
    piled("queue", "confirm", second, "--by", "carla")
    done = piled("queue", "confirm", by_hand, first, second, "999", third, code=1)
    assert len(done.stdout.splitlines()) == 2
    unlabelled, decided, missing = done.stderr.splitlines()
    assert unlabelled.startswith(f"signoff: item {by_hand}: #4 has no labels that could be confirmed")
    assert decided.startswith(f"signoff: item {second}: queue item {second} was decided by carla")
    assert missing == "signoff: item 999: there is no queue item 999; see signoff queue list"
    assert items(piled) == [by_hand]


def test_for_a_script_each_item_is_an_object_on_a_line(piled: Signoff) -> None:
    _, first, second, *_ = items(piled)
    done = piled("queue", "confirm", first, "999", second, first, "--json", code=1)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows == [
        {"ticket": 1, "opened": False, "outbox": [], "item": int(first)},
        {"item": 999, "error": "there is no queue item 999; see signoff queue list"},
        {"ticket": 2, "opened": False, "outbox": [], "item": int(second)},
    ], "an item that is named twice is decided once"


def test_one_item_alone_fails_as_every_command_does(piled: Signoff, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = piled("queue", "confirm", "999", code=1)
    assert alone.stderr == "signoff: there is no queue item 999; see signoff queue list\n"
    assert "ITEM" in piled("queue", "confirm", code=2).stderr

    def locked(*_: object) -> None:
        raise Temporary("the database is locked")

    monkeypatch.setattr(Tickets, "review", locked)
    assert piled("queue", "confirm", "1", code=75).stderr == "signoff: the database is locked\n"
    assert piled("queue", "confirm", "1", "2", code=1).stderr.count("the database is locked") == 2


def test_an_item_sleeps_wakes_and_is_asked_about_and_all_of_it_is_undone(piled: Signoff) -> None:
    item, *others = items(piled)
    assert "is out of sight until" in piled("queue", "snooze", item, "--days", "2", "--by", "carla").stdout
    assert (items(piled), items(piled, "--asleep")) == (others, [item])
    piled("queue", "wake", item, "--by", "carla")
    assert items(piled, "--asleep") == []
    asked = piled("queue", "ask", item, "Which printer?", "--by", "carla").stdout
    assert asked.startswith("#4 waits for the customer's answer; 1 mail queued")
    assert items(piled, "--asleep") == [item]
    assert "needs words" in piled("queue", "ask", item, " ", "--by", "carla", code=1).stderr
    steps = piled.rows("queue", "steps", "--person", "carla")
    assert [row["what"] for row in steps] == ["ask", "wake", "snooze"]
    assert "carla did this" in piled("queue", "undo", str(steps[0]["step_id"]), "--by", "boris", code=1).stderr
    for row in steps:
        piled("queue", "undo", str(row["step_id"]), "--by", "carla")
    assert items(piled) == [item, *others]
    assert [mail["state"] for mail in piled.rows("outbox", "list") if mail["template"] == "answer"] == ["cancelled"]
    assert piled("queue", "steps").stdout.count("undone") == 3


def test_labels_are_changed_and_a_ticket_is_found_by_its_words(piled: Signoff) -> None:
    by_hand = items(piled)[0]
    number = str(next(row["ticket_number"] for row in piled.rows("queue", "list") if str(row["review_id"]) == by_hand))
    labels = ("--category", "bug", "--severity", "2", "--reason", "bug")
    assert "has other labels" in piled("ticket", "relabel", number, *labels, "--by", "carla").stdout
    assert "these labels already" in piled("ticket", "relabel", number, *labels, "--by", "carla", code=1).stderr
    subject = piled.rows("ticket", "show", number)[0]["subject"]
    assert number in {str(row["number"]) for row in piled.rows("ticket", "list", "--text", subject)}
    assert piled.rows("ticket", "list", "--text", "unicorn") == []
