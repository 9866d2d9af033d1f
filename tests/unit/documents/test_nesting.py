"""HTML that would keep a parser busy for minutes: what is left of it, and that nothing of other mails is lost."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processor.documents.mailhtml import LONGEST, cleaned_mail
from processor.documents.nesting import DEEPEST, FEW, plain

MANY = "<br>" * (FEW + 1)
VOID = frozenset({"br", "hr", "img"})
HOSTILE = {
    "boxes": "<div>",
    "lists": "<ul><li>",
    "fonts": "<p><font color={at}>x</p>",
    "anchors": "<p><a name={at}>x</p>",
    "bold": "<b id={at}><div>",
    "half a tag": '<font x="<{at}">y<p>',
    "wrongly ended": "<div><table></div>",
    "definitions": "<dl><dd>",
    "tables": "<table><tr><td>",
    "ended by others": "<b id={at}><p></b>",
    "drawings": "<svg><g>",
    "split": "<<div>div>",
    "cells of no table": "<td><li></td><td><dd></td>",
    "rows of no table": "<li><tr><dd></tr>",
}


class Depth(HTMLParser):
    """How many elements were open at once, none of which is void."""

    def __init__(self) -> None:
        super().__init__()
        self.open = self.deepest = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open += 1
            self.deepest = max(self.deepest, self.open)

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1


@pytest.mark.parametrize("name", HOSTILE)
def test_what_nests_for_ever_is_shown_soon_and_short(name: str) -> None:
    """Without `plain`, of these the lists take more than a minute, and the fonts a gigabyte."""
    one = HOSTILE[name]
    mail = "".join(one.format(at=at) for at in range(LONGEST // len(one)))[:LONGEST]
    began = time.process_time()
    shown = cleaned_mail(mail).html
    assert time.process_time() - began < 8
    assert len(shown) < 4 * LONGEST
    found = Depth()
    found.feed(shown)
    assert found.deepest <= 3 * DEEPEST, "each of ours may bring a part of a table along"


def test_what_is_shown_of_few_tags_is_all_of_them() -> None:
    mail = "<p>" + '<font color="#112233" size=2>x' * (FEW - 1)
    assert plain(mail) == mail


def test_a_long_mail_loses_nothing_that_is_seen() -> None:
    """As programs write them: deep in tables, with ends left out, and formatting that has attributes."""
    cell = (
        '<p>One<p>Two<ul><li>a<li>b<p>c</ul><dl><dt>d<dd>e</dl><b class="x">Bold</b> <a href="http://x.example/">f</a>'
    )
    row = f'<tr><td width="3">{cell}</td></tr>'
    mail = f"<table>{row * 300}</table><blockquote>{'<div>' * 30}deep{'</div>' * 30}<p>g</blockquote><i>last</i>"
    assert mail.count("<") > FEW
    assert plain(mail) == mail.replace('<b class="x">', "<b>")


def test_the_text_of_what_lies_too_deep_stays() -> None:
    shown = cleaned_mail("<div>x" * (FEW + 1) + "the end").html
    assert shown.count("<div>") == DEEPEST
    assert shown.count("x") >= FEW + 1
    assert "the end" in shown


@given(st.lists(st.sampled_from(["<", ">", "</", "b", "div", " ", '"', "x=", "<div>", "<b id=1>", "<font ", "/", "!"])))
def test_no_tag_comes_into_being(pieces: list[str]) -> None:
    """What is left out could let what stands around it become a tag that was not looked at."""
    text = "".join(pieces)
    kept = plain(MANY + text)[len(MANY) :]
    assert not re.search(r"<(?:b|font)[\s/]", kept)
    assert len(re.findall("<[a-zA-Z]", kept)) <= len(re.findall("<[a-zA-Z]", text))
    for tag in re.findall(r"<[a-zA-Z][^<>]*", kept):
        assert tag in text or tag.split()[0] in text


TAGS = (
    "a",
    "b",
    "button",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "font",
    "h1",
    "li",
    "nobr",
    "ol",
    "option",
    "p",
    "ruby",
    "select",
    "span",
    "svg",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
)
WRITTEN = st.tuples(st.sampled_from(["<", "</"]), st.sampled_from(TAGS)).map(lambda one: f"{one[0]}{one[1]}>")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(WRITTEN, min_size=1, max_size=9))
def test_whatever_comes_again_and_again_gets_no_deeper(tags: list[str]) -> None:
    """Whether an element has ended is guessed without the algorithm of HTML: never too soon."""
    found = Depth()
    found.feed(cleaned_mail(MANY + "".join(tags) * (4 * FEW // len(tags))).html)
    assert found.deepest <= 3 * DEEPEST
