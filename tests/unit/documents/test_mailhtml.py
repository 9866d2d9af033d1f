"""Hostile HTML of mails, cleaned for a frame."""

import time
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.documents.mailhtml import LONGEST, TAGS, cleaned_mail
from tests.servers.paint import picture

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jAvA\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://evil.example/"></iframe>',
    '<link rel=stylesheet href="https://evil.example/x.css">',
    "<style>body{background:url(https://evil.example/p.png)}</style>",
    '<div style="background:url(https://evil.example/p.png);position:fixed;inset:0">x</div>',
    '<form action="https://evil.example/"><input name=password><button>go</button></form>',
    '<img src="https://evil.example/pixel.png" width=1 height=1>',
    '<img srcset="https://evil.example/a.png 2x">',
    '<video poster="https://evil.example/a.png"></video><audio src="https://evil.example/a.mp3">',
    '<table background="https://evil.example/a.png"><tr><td>x</table>',
    '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<p title=\"<a href='x'\">quote</p>",
    "<object data=x><embed src=x><applet code=x>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
]
KNOWN = {"src", "alt", "class", "width", "height", "data-to", "colspan", "rowspan", "start"}


class Look(HTMLParser):
    """Every tag and attribute of a page, as a browser finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


def body_of(html: str) -> str:
    return cleaned_mail(html).html.partition("<body>")[2]


def harmless(html: str) -> None:
    found = Look(body_of(html))
    assert found.tags <= {*TAGS.split()}, found.tags
    assert set(found.attributes) <= KNOWN, found.attributes
    assert all(value.startswith("data:image/") for value in found.attributes.get("src", ()))
    assert set(found.attributes.get("class", ())) <= {"picture"}


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(html: str) -> None:
    harmless(html)


def test_a_link_is_text_that_says_where_it_leads() -> None:
    body = body_of('<a href="https://bank.example/?a=1&b=2">your bank</a>')
    assert '<a data-to="https://bank.example/?a=1&amp;b=2">your bank</a>' in body
    assert "href" not in body


def test_pictures_inside_the_mail_stay_and_others_leave_their_words() -> None:
    plan = "data:image/png;base64," + b64encode(picture(2, 2, (0, 0, 0))).decode()
    body = body_of(f'<img src="{plan}" alt="plan"><img src="http://a.example/b.png" alt="logo">')
    assert f'src="{plan}"' in body
    assert body.count("src=") == 1
    assert 'alt="logo"' in body
    assert "src=" not in body_of('<img src="data:image/svg+xml;base64,PHN2Zz4=">')
    assert "src=" not in body_of('<img src="data:image/png;base64,PHN2Zz4=">'), "it says what it is not"
    assert "src=" not in body_of('<img src="data:image/png;base64,iVBORw0KGg">'), "it can't be decoded"


def test_what_styles_hid_is_seen() -> None:
    body = body_of('<div style="display:none">I do not approve</div><p style="font-size:0">never</p>')
    assert "I do not approve" in body
    assert "style" not in body


def test_marks_of_direction_turn_nothing_round() -> None:
    assert "\u202e" not in body_of("<p>invoice\u202efdp.exe</p>")


def test_ten_megabytes_are_shown_quickly_and_in_part() -> None:
    began = time.perf_counter()
    cleaned = cleaned_mail("<table><tr><td>" * 350_000 + "x" * 5_000_000)
    assert cleaned.cut
    assert len(cleaned.html) < 4 * LONGEST
    assert time.perf_counter() - began < 3


def test_what_is_cut_says_that_it_goes_on() -> None:
    assert "It goes on." in cleaned_mail("x" * (LONGEST + 1), goes_on="It goes on.").html
    assert "It goes on." not in cleaned_mail("x" * LONGEST, goes_on="It goes on.").html


@given(st.text(st.sampled_from("<>/=\"' abhrefsicong:javdt&;-!"), max_size=200))
def test_no_text_makes_an_attribute_that_fetches(html: str) -> None:
    harmless(html)
