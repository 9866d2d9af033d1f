"""No sentence of the core is English on a Russian or German page, and none names a command on any."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Final

import httpx
import pytest

from models.vocabulary import Language, Role
from processor.documents.sayings import read_sayings
from tests.web.site import DeskSite
from tools.screenshots import PAGES

SAYINGS: Final = read_sayings()
FOREIGN: Final = (Language.RUSSIAN, Language.GERMAN)
UNSEEN: Final = frozenset({"script", "style", "title", "option", "textarea", "code", "pre"})
EMPTY: Final = frozenset({"input", "br", "img", "meta", "link", "hr", "col", "wbr", "source"})
WORDS: Final = re.compile(r"\b[A-Za-z']{2,}\b")
PICTURED: Final = tuple((one.path, one.role) for one in PAGES if one.role)
PATHS: Final = (
    *PICTURED,
    ("/queue/2", Role.CSM),
    ("/queue/3", Role.CSM),
    ("/tickets/1", Role.ADMIN),
    ("/tickets/3", Role.ADMIN),
    ("/tickets/10", Role.ADMIN),
    ("/proposals/2", Role.ADMIN),
    ("/deployments/5", Role.ADMIN),
    ("/acceptances/AC-2026-000004", Role.ADMIN),
)


class Seen(HTMLParser):
    """What a page shows as text, piece by piece; what lies in closed details counts too."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [value for name, value in attrs if name in ("title", "aria-label", "placeholder") and value]
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not UNSEEN & set(self._open):
            self.pieces.append(" ".join(data.split()))


def ask(site: DeskSite, path: str, role: Role, language: Language) -> httpx.Response:
    cookies = {"signoff_session": site.token(role, language)}
    return httpx.get(f"{site.url}{path}", cookies=cookies, timeout=30)


def pieces(site: DeskSite, paths: Iterable[tuple[str, Role]], language: Language) -> Iterator[tuple[str, str]]:
    """All that these pages show, with the path of each."""
    tokens = {role: site.token(role, language) for role in (Role.ADMIN, Role.CSM)}
    with httpx.Client(base_url=site.url, timeout=30) as client:
        for path, role in paths:
            page = client.get(path, headers={"Cookie": f"signoff_session={tokens[role]}"})
            yield from ((path, piece) for piece in Seen(page.text).pieces)


def left_in_english(text: str) -> list[str]:
    """The sentences of the core in a piece of a page, as the core wrote them."""
    plain = text.rstrip(".")
    candidates = {plain, plain[:1].lower() + plain[1:], *plain.split("; "), *plain.split(": ")}
    return [one for one in candidates if len(WORDS.findall(one)) > 1 and is_ours(one)]


def is_ours(text: str) -> bool:
    found = SAYINGS.find(text)
    return found is not None and len(WORDS.findall(" ".join(found[0].literals))) > 1


def test_the_measure_finds_what_it_is_for() -> None:
    assert left_in_english("It sets a condition, or accepts only a part.")
    assert left_in_english("Warum: it is a statement of a@b.example, not shown to be the approver's")
    assert not left_in_english("Es ist eine Aussage von a@b.example, nicht nachweislich die des Freigebenden.")
    assert not left_in_english("Training of the late shift at both plants")


@pytest.mark.parametrize("language", FOREIGN)
def test_no_page_shows_a_sentence_of_the_core_in_english(site: DeskSite, language: Language) -> None:
    left = {(path, one) for path, piece in pieces(site, PATHS, language) for one in left_in_english(piece)}
    assert left == set()


def test_no_page_names_a_command(site: DeskSite) -> None:
    told = re.compile(r"\bsignoff [a-z]+ [a-z-]+\b")
    named = {(path, piece) for path, piece in pieces(site, PICTURED, Language.ENGLISH) if told.search(piece)}
    assert named == set()


@pytest.mark.parametrize(
    ("path", "russian", "german"),
    [
        ("/tickets/99999", "Обращения #99999 нет.", "Es gibt kein Ticket #99999."),
        ("/deployments/99999", "Внедрения 99999 нет.", "Es gibt keine Einführung 99999."),
        ("/forms/99999", "Анкеты FQ-99999 нет.", "Es gibt kein Formular FQ-99999."),
        ("/proposals/99999", "PR-99999", "PR-99999"),
        ("/users/of/nobody@vendor.example", "Пользователя", "Es gibt keinen Benutzer"),
    ],
)
def test_a_refusal_is_in_the_readers_language(site: DeskSite, path: str, russian: str, german: str) -> None:
    for language, wanted in ((Language.RUSSIAN, russian), (Language.GERMAN, german)):
        answer = ask(site, path, Role.ADMIN, language)
        said = re.search(r"<p data-said><strong>(.*?)</strong>", answer.text)
        assert answer.status_code == 404
        assert said is not None
        assert wanted in said[1]
        assert "signoff" not in said[1]
