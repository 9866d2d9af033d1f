"""The public sets of real replies: at least what the best measured prototype reached, in proportion."""

import pytest

from bench.reading_replies import SETS, judge, mail_folder, measure

_FLOORS = {
    # Of the cases: exact at least, leaks at most, from the prototype's figures on the whole sets.
    "email_reply_trimmer": (37 / 64, 15 / 64),
    "talon": (8 / 12, 1 / 12),
    "crisp": (37 / 43, 6 / 43),
    "zapier": (3 / 4, 1 / 4),
    "talon html": (26 / 27, 0.0),
}


@pytest.mark.skipif(not mail_folder().is_dir(), reason="the public mails are not beside the checkout (../shared)")
@pytest.mark.parametrize("name", list(SETS))
def test_public_replies(name: str) -> None:
    score = measure(SETS[name](mail_folder()))
    exact, leaks = _FLOORS[name]
    assert score.cases, f"no case of {name} found"
    assert score.exact >= exact * score.cases, score.failed
    assert score.leak <= leaks * score.cases, score.failed


def test_the_judge_sees_leaks_and_losses() -> None:
    assert judge("Hello", "Hello\n") == (True, False, False)
    assert judge("Hello\n> quoted words", "Hello") == (False, True, False)
    assert judge("Hello", "Hello\nbut not item 2") == (False, False, True)


def test_the_sets_are_all_floored() -> None:
    assert set(_FLOORS) == set(SETS)
