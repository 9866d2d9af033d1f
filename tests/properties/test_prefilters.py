"""What is asked before a costly pattern never says no to a text that the pattern matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.reading import body, language
from processor.reading.newtext import above, attribution, lines, signature

LEGAL = [pattern for _, pattern in signature._LEGAL]


def _matching(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts that the pattern finds, written as the pattern is: in small letters."""
    return st.from_regex(re.compile(pattern.pattern))


@pytest.mark.parametrize("pattern", LEGAL, ids=range(len(LEGAL)))
@given(data=st.data())
def test_a_legal_notice_is_likely(pattern: re.Pattern[str], data: st.DataObject) -> None:
    text = data.draw(_matching(pattern))
    for written in (text, text.upper(), text.title()):
        if pattern.search(written):
            assert pattern in signature._likely_ways(written)


@given(_matching(above._ABOVE))
def test_a_marker_says_above(text: str) -> None:
    assert above._may_say_above(text)
    assert above._may_say_above(text.upper())


@given(st.from_regex(re.compile(attribution._VERB_LAST.pattern)))
def test_a_line_that_ends_with_a_verb_of_writing_has_its_last_letters(text: str) -> None:
    tail = text.rstrip(attribution._TRIM)
    if tail and (tail[-1].isalpha() or tail[-1] == ")"):
        assert tail[-2:].casefold() in attribution._LAST_LETTERS


@given(st.from_regex(re.compile(body._LINK.pattern)))
def test_a_link_may_be_one(text: str) -> None:
    assert body._may_link(text)


@given(st.from_regex(language._NOISE))
def test_noise_has_its_signs(text: str) -> None:
    assert "@" in text or "://" in text


@given(st.from_regex(lines._NEWLINE.pattern))
def test_every_line_end_is_made_one(text: str) -> None:
    assert lines._NEWLINE.search(lines.normalise(text)) is None
