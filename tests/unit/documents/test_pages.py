"""Words and filters of the pages."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment

from models.vocabulary import Category, Language, Severity
from processor.documents.pages import Pages, line

PAGES = Pages()
NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


def said(template: str, language: Language = Language.ENGLISH, zone: str = "Europe/Berlin", **values: object) -> str:
    """What a template of one line makes."""
    environment: Environment = PAGES._environment
    known = {"t": PAGES.words(language), "zone": ZoneInfo(zone), "now": NOW, **values}
    return environment.from_string(template).render(known).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("count", "russian"),
    [(0, "0 дней"), (1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (12, "12 дней"), (21, "21 день"),
     (22, "22 дня"), (111, "111 дней"), (101, "101 день")],
)  # fmt: skip
def test_what_counts_takes_the_right_form(count: int, russian: str) -> None:
    assert PAGES.words(Language.RUSSIAN)("shell.time.days", count=count) == russian
    assert PAGES.words(Language.ENGLISH)("shell.time.days", count=count) == f"{count} day{'' if count == 1 else 's'}"


def test_a_word_that_is_missing_is_an_error() -> None:
    words = PAGES.words(Language.ENGLISH)
    with pytest.raises(LookupError, match=r"shell\.nothing_like_it"):
        words("shell.nothing_like_it")
    assert "shell.undo" in words
    assert words.name(Category.BUG) == "Bug"
    assert words.name(Severity.CRITICAL) == "Critical"


def test_moments_are_shown_in_the_users_zone_and_language() -> None:
    at = datetime(2031, 3, 3, 23, 30, tzinfo=UTC)
    assert said("{{ at | moment }}", at=at) == "4 March 2031, 00:30 CET"
    assert said("{{ at | moment }}", Language.RUSSIAN, "UTC", at=at) == "3 марта 2031 г., 23:30 UTC"
    assert said("{{ at | short }}", at=at) == "00:30"
    assert said("{{ at | short }}", zone="UTC", at=at) == "3 Mar, 23:30"
    assert said("{{ at | short }}", Language.GERMAN, at=datetime(2029, 3, 3, tzinfo=UTC)) == "3. März 2029"
    with pytest.raises(ValueError, match="zone"):
        said("{{ at | moment }}", at=datetime(2031, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("passed", "english"),
    [(timedelta(seconds=20), "just now"), (timedelta(minutes=5), "5 min ago"), (timedelta(minutes=119), "1 h ago"),
     (timedelta(hours=47), "47 h ago"), (timedelta(days=3), "3 days ago"), (-timedelta(hours=2), "in 2 h")],
)  # fmt: skip
def test_how_long_ago_it_was(passed: timedelta, english: str) -> None:
    assert said("{{ at | ago }}", at=NOW - passed) == english


def test_amounts() -> None:
    assert said("{{ x | money('EUR') }}", x=Decimal("4200.5")) == "EUR 4,200.50"
    assert said("{{ x | money('EUR') }}", Language.GERMAN, x="4200.5") == "4.200,50 EUR"
    assert said("{{ 0.834 | share }} {{ 0.834 | share(1) }}") == "83 % 83.4 %"
    assert said("{{ 1234567 | number }} {{ 2.5 | number(1) }}", Language.RUSSIAN) == "1 234 567 2,5"


def test_everything_is_escaped_and_nothing_missing_is_empty() -> None:
    assert said("{{ x | line }}", x="<b>'\"&") == "&lt;b&gt;&#39;&#34;&amp;"
    with pytest.raises(Exception, match="undefined"):
        said("{{ nothing_like_it }}")


def test_a_strangers_line_turns_nothing_round() -> None:
    assert line("invoice\u202efdp.exe\r\nSubject:\u200bx\x00") == "invoice fdp.exe Subject: x"
    assert len(line("x" * 10_000_000)) == 300
    assert line(" \u2066 ") == ""


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("anna@northwind.example", "anna@<wbr>northwind.<wbr>example"),
        ("<so.yy2.xl62@signoff.example>", "&lt;so.<wbr>yy2.<wbr>xl62@<wbr>signoff.<wbr>example&gt;"),
        ("Anna Berg, 4.50 and a@b.example", "Anna Berg, 4.50 and a@b.example"),
        ("<script>alert(document.cookie)</script>",
         "&lt;script&gt;alert(document.<wbr>cookie)&lt;/<wbr>script&gt;"),
        ("Donaudampfschifffahrt", "Donaudampfschifffahrt"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_long_is_parted_at_its_joints_alone(words: str, html: str) -> None:
    assert said("{{ words | jointed }}", words=words) == html
