"""Whatever a reply holds: it is judged, in time, and no word but a harmless one passes in an accepted reply."""

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import ApprovalKind, ReplyOutcome
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext
from tests.unit.approvals.replies import FRAGMENTS, bases, context

BASES = bases()
_LETTERS = st.characters(categories=["Lu", "Ll"], include_characters="-'")
_WORDS = st.text(_LETTERS, min_size=3, max_size=12).map(lambda word: f"q{word}x")
"""Words that no phrase, name or title holds."""

_DECIDES = ("appr", "appo", "apro", "acce", "acep", "agre", "aggr", "глас", "верж", "добр", "genem", "einver", "einfer")
"""Beginnings of words that decide, their usual misspellings among them: generated texts may hold one of ours."""


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """The grammar builds itself when a language and a kind are first asked for: no example's time is spent on that."""
    for kind in ApprovalKind:
        for language, text in BASES:
            judge_reply(text, replace(context(language), kind=kind))


_HOSTILE = st.lists(
    st.one_of(st.text(max_size=60), st.sampled_from(FRAGMENTS), st.sampled_from([text for _, text in BASES])),
    max_size=6,
).map("\n".join)


@given(_HOSTILE, st.sampled_from(list(ApprovalKind)), st.text(max_size=30), st.text(max_size=60))
def test_anything_is_judged(text: str, kind: ApprovalKind, name: str, sent: str) -> None:
    found = judge_reply(text, ReplyContext(kind, Address(name, f"{name}@x.example"), sent, frozenset({name})))
    assert found.auto_accept == (not found.issues)
    assert not found.auto_accept or found.outcome is ReplyOutcome.APPROVE


@given(st.sampled_from(BASES), st.data())
def test_no_strange_word_passes(base: tuple[str, str], data: st.DataObject) -> None:
    language, text = base
    words = text.split(" ")
    word = data.draw(_WORDS)
    place = data.draw(st.integers(0, len(words)))
    mutant = " ".join([*words[:place], word, *words[place:]])
    assert not judge_reply(mutant, context(language)).auto_accept, mutant


@given(st.sampled_from(BASES), st.data())
def test_no_number_passes_on_a_line_of_its_own(base: tuple[str, str], data: st.DataObject) -> None:
    language, text = base
    lines = text.split("\n")
    number = data.draw(st.from_regex(r"[1-9][0-9]{0,5}([.,][0-9]{1,2})?%?", fullmatch=True))
    place = data.draw(st.integers(0, len(lines)))
    mutant = "\n".join([*lines[:place], number, *lines[place:]])
    assert not judge_reply(mutant, context(language)).auto_accept, mutant


@given(st.text(max_size=200))
def test_nothing_random_is_accepted(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert not judge_reply(text, context("en")).auto_accept or any(one in folded for one in _DECIDES)


_PIECES = {
    "approvals": "Approved, we approve it and thanks, ",
    "lines": "Approved\n",
    "long lines": "we approve the proposal " * 30 + "\n",
    "attributions": "On Fri, Nov 20, 2026 at 10:12 AM\n",
    "colons": "On Fri, Nov 20, 2026 a@b.example:\n",
    "labels": "From: a@b.example\nSent: Friday, November 20, 2026\n",
    "brackets": "(" * 50 + "\n",
    "smiles": ":) ",
    "quotes": "> " * 40 + "\n",
    "dashes": "- ",
    "phones": "+1 2 3 4 5 6 7 8 9 ",
    "footers": "sent from my iphone ",
    "names": "Anna A. ",
    "blanks": " " * 999 + "\n",
    "addresses": "a@b.c" * 40,
    "soft hyphens": "\u00ad",
    "cyrillic": "согласовано и ",
}


@pytest.mark.parametrize("piece", _PIECES.values(), ids=_PIECES)
def test_the_cost_is_in_line_with_the_length(piece: str) -> None:
    def cost(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = 9e9
        for _ in range(3):
            began = time.process_time()
            judge_reply(text, context("en"))
            best = min(best, time.process_time() - began)
        return best

    judge_reply("warm", context("en"))
    assert cost(100_000) <= 30 * max(cost(12_500), 0.002)
