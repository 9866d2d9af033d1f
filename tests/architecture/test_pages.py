"""The pages' templates, words and files: nothing inline, nothing missing, nothing changed by hand."""

import hashlib
import re
import string
import tomllib
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import models.vocabulary
from models.vocabulary import Language
from processor.documents.pages import Pages
from processor.documents.words import read_catalogues

CHECKOUT = Path(__file__).parents[2]
WEB = CHECKOUT / "templates" / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))
CATALOGUES = read_catalogues()
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=|hx-on", re.IGNORECASE),
    "an address of somebody else": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "escaping switched off": re.compile(r"\|\s*safe\b|autoescape|Markup"),
    "a link that runs": re.compile(r"javascript:", re.IGNORECASE),
    "an htmx expression": re.compile(r"[\"']js:|hx-(?:vals|headers|trigger)\s*=\s*[\"'][^\"']*\[", re.IGNORECASE),
}
SET = re.compile(r"\{% set \w+ =")
KEY = re.compile(r"(?<![\w.])(?:t|words|guest\.words|visit\.words)\(\s*[\"']([a-z_]+(?:\.[A-Za-z0-9_]+)+)[\"']\s*[,)]")
SAID = re.compile(r"[\"']((?:[a-z]+)\.said\.[a-z0-9_]+)[\"']")


def of_web(pattern: str) -> list[Path]:
    return sorted((CHECKOUT / "processor" / "web").rglob(pattern))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_keeps_to_the_content_security_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = SET.sub("", text)  # a name of the template's own, such as one, is no handler
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        '<p style="x">',
        "<p style='x'>",
        '<a onclick="x">',
        '<a href="//a.example">',
        "{{ x|safe }}",
        '<a href="javascript:x">',
        '<i hx-on:click="x">',
        "<style>",
    ],
)
def test_the_patterns_find_what_they_are_for(text: str) -> None:
    assert any(pattern.search(text) for pattern in FORBIDDEN.values())


def test_every_template_can_be_read() -> None:
    assert Pages().check() == len(TEMPLATES)


def test_every_language_has_the_same_words_with_the_same_places() -> None:
    english = CATALOGUES[Language.ENGLISH]
    for language in Language:
        other = CATALOGUES[language]
        assert set(other) ^ set(english) == set(), language
        for key, phrase in other.items():
            assert places(phrase) == places(english[key]), (language, key)
            assert all(text.strip() for text in forms(phrase)), (language, key)


def test_what_counts_has_every_form_that_its_language_has() -> None:
    wanted = {
        Language.ENGLISH: {"one", "other"},
        Language.GERMAN: {"one", "other"},
        Language.RUSSIAN: {"one", "few", "many", "other"},
    }
    for language, catalogue in CATALOGUES.items():
        for key, phrase in catalogue.items():
            if not isinstance(phrase, str):
                assert set(phrase) == wanted[language], (language, key)


def test_russian_words_are_in_cyrillic_and_the_others_are_not() -> None:
    """Words that were left in English are seen; so are those that were put into the wrong file."""
    cyrillic = re.compile("[а-яА-Я]")
    names = re.compile(r"(?:PDF|CSV|CSM|SVG|TOTP|Signoff|[^a-zA-Z]|\{[a-z_]+\})+")
    for key, phrase in CATALOGUES[Language.RUSSIAN].items():
        for text in forms(phrase):
            assert cyrillic.search(text) or names.fullmatch(text), key
    for language in (Language.ENGLISH, Language.GERMAN):
        for key, phrase in CATALOGUES[language].items():
            assert not any(cyrillic.search(text) for text in forms(phrase)), (language, key)


def forms(phrase: Any) -> list[str]:
    return [phrase] if isinstance(phrase, str) else list(phrase.values())


def places(phrase: Any) -> set[str]:
    """What is set into a phrase; the forms for one and for few may leave the number out."""
    found = {name for text in forms(phrase) for _, name, _, _ in string.Formatter().parse(text) if name}
    return found - {"count"}


def test_every_word_that_a_page_asks_for_is_there() -> None:
    english = CATALOGUES[Language.ENGLISH]
    missing = []
    for path in (*TEMPLATES, *of_web("*.py")):
        text = path.read_text(encoding="utf-8")
        asked = {found[1] for pattern in (KEY, SAID) for found in pattern.finditer(text)}
        missing += [f"{path.relative_to(CHECKOUT)}: {key}" for key in asked if key not in english]
    assert missing == []


def test_every_value_that_has_names_has_all_of_them() -> None:
    for path in sorted((WEB / "words").glob("names.*.toml")):
        for name, known in tomllib.loads(path.read_text(encoding="utf-8")).items():
            kind = getattr(models.vocabulary, name, None)
            if isinstance(kind, type) and issubclass(kind, Enum):
                assert set(known) == {str(one.value) for one in kind}, (path.name, name)


def test_what_was_taken_from_others_is_unchanged_and_named() -> None:
    folder = WEB / "static" / "vendor"
    blocks = (folder / "VENDOR.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    named = [dict(line.split(": ", 1) for line in block.strip().splitlines()) for block in blocks]
    assert {one["file"] for one in named} == {path.name for path in folder.iterdir() if path.suffix != ".txt"}
    for one in named:
        assert hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest() == one["sha256"], one["file"]
        assert {"name", "version", "licence"} <= set(one)


def test_style_sheets_and_scripts_ask_nobody_else() -> None:
    for path in (WEB / "static" / "signoff.css", WEB / "static" / "signoff.js"):
        assert not re.search(r"https?://|//[a-z]+\.", path.read_text(encoding="utf-8")), path.name


def test_every_colour_is_said_for_light_and_dark() -> None:
    """A token with one colour alone would be read on a ground that it was not chosen for."""
    text = (WEB / "static" / "signoff.css").read_text(encoding="utf-8")
    tokens = re.search(r"^:root \{(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    assert tokens
    named = re.findall(r"(--[\w-]+): ([^;]+);", tokens[1])
    assert len(named) > 20
    for name, value in named:
        plain = re.sub(r"light-dark\((?:[^()]|\([^()]*\))*\)", "", value)
        assert not re.search(r"#|rgb|hsl", plain), name
