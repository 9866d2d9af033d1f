"""What the model said and why, as `inspect`, `queue show` and `ticket show` tell it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.vocabulary import Category, Standing
from processor.bootstrap.app import build
from processor.config.load import load_settings
from processor.services.gather import to_facts
from processor.services.nearest import Nearest
from processor.services.why import candidates, standing
from processor.store.examples import NewExample
from tests.unit.cli.conftest import Signoff
from tests.unit.cli.judge import BUG, Judge, Text, judge

__all__ = ["judge"]
SAID = to_facts(BUG, Text("", "", "en"))
SURE = replace(SAID, confidence=0.9, automatic=True)


@pytest.fixture
def desk(signoff: Signoff, judge: Judge) -> Signoff:
    """One mail is handled, and one text of the team's own history is there."""
    signoff.deliver()
    signoff("once", "--observe")
    return signoff


@pytest.mark.parametrize("words", [("queue", "show", "1"), ("ticket", "show", "1")])
def test_the_queue_and_the_ticket_tell_why(desk: Signoff, words: tuple[str, ...]) -> None:
    said = desk(*words).stdout
    assert "  bug at 71%, severity 2, reason bug\n  Not sure enough: a label of bug needs 88%.\n" in said
    assert "  bug                   71%  █████████████████         likely\n" in said
    assert "  customer_success       6%  █\n" in said
    assert "development_request" not in said
    assert "  words for      subject: fails +0.81, error +0.50\n  words against  could -0.31\n" in said
    assert "   83%  customer_success     new starter       starter corpus\n" in said
    assert "   74%  bug                  The export fails  ticket #1\n" in said
    assert max(map(len, said.partition("What happened")[0].splitlines())) <= 80
    [row] = desk.rows(*words)
    assert [mail["subject"] for mail in row["nearest_mails"]] == ["new starter", "The export fails", ""]
    verdict = row["model"] if words[0] == "queue" else row["verdicts"][-1]
    assert (verdict["against"], verdict["likely"]) == ([["could", -0.31]], ["bug", "post_implementation"])
    assert (verdict["standing"], verdict["standing_why"]) == ("shadow", "a CSM has decided 0 of 60")


def test_inspect_tells_the_same(desk: Signoff) -> None:
    [file] = (desk.folder / "Maildir").rglob("1.eml*")
    said = desk("inspect", str(file)).stdout
    assert "Not sure enough: a label of bug needs 88%." in said
    assert "   83%  customer_success     new starter   starter corpus\n" in said
    [row] = desk.rows("inspect", str(file))
    found = row["classification"]
    assert (found["likely"], found["threshold"], found["precedent"]) == (["bug", "post_implementation"], 0.88, "")
    assert found["nearest"][0] == ["en1001", "customer_success", 0.83]
    assert found["nearest_mails"][0]["subject"] == "new starter"


def test_a_word_cannot_command_the_terminal_and_long_ones_are_wrapped(
    signoff: Signoff, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = tuple((f"red \x1b[31m\u202e term {at} of many", 0.5) for at in range(6))
    hostile = replace(BUG, why=terms, nearest=(("\x1b]0;x\x07", Category.BUG, 0.5),))
    monkeypatch.setattr("tests.unit.cli.judge.BUG", hostile)
    signoff.deliver()
    signoff("once", "--observe")
    said = signoff("queue", "show", "1").stdout
    assert "term 5 of many +0.50" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (SAID, "not sure enough: a label of bug needs 88%"),
        (replace(SAID, threshold=1.01), "never sure of bug by itself: too few mails prove that it may be"),
        (replace(SAID, threshold=0.996), "not sure enough: a label of bug needs 99.6%"),
        (
            replace(SURE, automatic=False),
            "sure of bug from 88% on, but it knows too few mails of this kind and language",
        ),
        (SURE, "sure of bug from 88% on: no review is needed where automatic labels are acted on"),
        (
            replace(SURE, standing=Standing.OFF, standing_why="switched off"),
            "sure of bug from 88% on, but that is not acted on: switched off",
        ),
        (replace(SURE, standing=Standing.ACTS), "sure of bug from 88% on: the label stands without a person"),
        (
            replace(SURE, standing=Standing.ACTS, audit=True),
            "sure of bug from 88% on; drawn at random for a person to look at all the same",
        ),
        (
            replace(SAID, precedent="as anna decided on #7"),
            "near-identical to an earlier mail, labelled as anna decided on #7; "
            "one decision is no proof, so a person confirms it",
        ),
        (
            replace(SURE, standing=Standing.ACTS, precedent="as anna decided on #7"),
            "near-identical to an earlier mail, labelled as anna decided on #7; "
            "sure of bug from 88% on: the label stands without a person",
        ),
    ],
)
def test_every_standing_has_its_sentence(verdict: object, sentence: str) -> None:
    assert standing(verdict) == sentence  # type: ignore[arg-type]


def test_candidates_are_the_likely_set_and_what_is_possible() -> None:
    assert [name for name, _ in candidates(SAID)] == ["bug", "post_implementation", "customer_success"]
    certain = replace(SAID, probabilities=(("bug", 0.998), ("not_a_request", 0.001), ("additional_scope", 0.001)))
    assert [name for name, _ in candidates(replace(certain, likely=()))] == ["bug"]
    wide = replace(SAID, likely=(Category.ADDITIONAL_SCOPE,))
    assert "additional_scope" in dict(candidates(wide))


def test_the_nearest_mails_are_found_wherever_they_are(desk: Signoff) -> None:
    store = build(load_settings(desk.config)).store
    rows = [NewExample("From the old desk", "The list is empty", Category.BUG)]
    store.learning.add_imported(rows, "old.csv", "anna", datetime(2026, 1, 5, tzinfo=UTC))
    [example] = store.learning.training_examples()
    asked = [(row, Category.BUG, 0.5) for row in (f"i{example.example_id}", "t1", "t99", "i99", "t", "en1001", "gone")]
    told = [(mail.subject, mail.where) for mail in Nearest(store).mails(asked)]
    alone = [(mail.subject, mail.where) for mail in Nearest().mails(asked[:2])]
    store.close()
    assert told == [
        ("From the old desk", "imported from old.csv"),
        ("The export fails", "ticket #1"),
        ("", "ticket #99"),
        ("", "imported"),
        ("", ""),
        ("new starter", "starter corpus"),
        ("", ""),
    ]
    assert alone == [("", "imported"), ("", "ticket #1")]
