"""Whatever a text holds: nothing is lost, nothing is said twice, and the cost stays in line with the length."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.reading.htmltext import html_to_text
from processor.reading.newtext import split_reply
from processor.reading.newtext.lines import to_lines

_PIECES = st.sampled_from(
    [
        "Approved",
        "",
        "> quoted",
        ">> deeper",
        "-- ",
        "Anna Smith",
        "On Mon, 3 Jun 2024 at 14:05, S <s@v.example> wrote:",
        "On Mon, 3 Jun 2024 at 14:05, S <",
        "s@v.example> wrote:",
        "От: S <s@v.example>",
        "Gesendet: Montag, 3. Juni 2024 14:05",
        "Betreff: x",
        "________________________________",
        "-----Original Message-----",
        "ИП> да",
        "Sent from my iPhone",
        "но без пункта 2",
        "##- Please type your reply above this line -##",
        "This message is confidential and intended only for the recipient named above. Please notify the sender.",
    ]
)
_TEXTS = st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=25).map("\n".join))


def _filled(text: str) -> Counter[str]:
    return Counter(line for line in to_lines(text) if line)


@given(_TEXTS)
def test_each_filled_line_is_in_exactly_one_part(text: str) -> None:
    parts = split_reply(text)
    assert _filled(parts.new_text) + _filled(parts.signature) + _filled(parts.quoted_text) == _filled(text)


@given(_TEXTS)
def test_new_text_is_free_of_prefixed_lines_and_stays_as_it_is(text: str) -> None:
    parts = split_reply(text)
    assert not any(line.startswith(">") for line in parts.new_text.split("\n"))
    assert parts.quoted_text or not parts.after_quote


@given(_TEXTS, st.frozensets(st.sampled_from(["anna smith", "approved"])))
def test_known_lines_never_empty_a_text(text: str, known: frozenset[str]) -> None:
    assert bool(split_reply(text, known).new_text) == bool(split_reply(text).new_text)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(st.sampled_from(["<div>", "</div>", "<!--", "-->", "<", "a", "'"])).map("".join)
    )
)
def test_any_html_is_read(html: str) -> None:
    assert "\ufdd0" not in split_reply(html_to_text(html).text).new_text or "\ufdd0" in html


_LINES = {
    "attribution": "On 3 June 2024 at 14:05 a@b.example wrote ",
    "open attributions": "On 3 June 2024, someone <\n",
    "labels": "From: a@b.example\n\n\n",
    "dashes": "-" * 299 + "x\n",
    "long dashes": "- " * 50_000,
    "footer": "sent from " + "a" * 109 + "!\n",
    "footer words": "sent from " + "a b " * 26 + "!\n",
    "gesendet": "von " + "a " * 55 + "gesende\n",
    "blanks": " " * 1000 + "x\n",
    "initials": "AB> x\nCD> y\n",
    "prefix": "> x\ny\n",
    "links": "<https://x" * 60 + "\n",
    "ats": "a@" * 190 + ":\n",
    "legal": "confidential received this " * 30 + "\n\n",
    "delimiters": "--\n",
    "one line": "wrote: ",
}


@pytest.mark.parametrize("unit", _LINES.values(), ids=list(_LINES))
@pytest.mark.measured
def test_cost_is_linear_in_the_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    spent = []
    for part in (text[: len(text) // 4], text):
        began = time.perf_counter()
        split_reply(part)
        spent.append(time.perf_counter() - began)
    # Four times the text may take four times as long, with room for a busy machine; a square law would take sixteen.
    assert spent[1] < max(0.2, 10 * spent[0])
    assert spent[1] < 8
