"""Versions side by side: each part as the reader of the page writes it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from models.vocabulary import Language, Quorum, Turn
from processor.documents.pages import Pages
from processor.facts.proposals import Money, ProposalContent
from processor.web.pages.versions import beside

PAGES = Pages()
CONTENT = ProposalContent("T", "R", "G", "S", (), None, Money(Decimal(2400), "EUR"), date(2026, 12, 20))


def version(number: int, content: ProposalContent) -> Any:
    return SimpleNamespace(version=number, content=content, turn=next(iter(Turn)), quorum=next(iter(Quorum)))


@pytest.mark.parametrize(
    ("language", "price", "day"),
    [
        (Language.ENGLISH, "EUR 2,400.00", "20 December 2026"),
        (Language.GERMAN, "2.400,00 EUR", "20. Dezember 2026"),
        (Language.RUSSIAN, "2 400,00 EUR", "20 декабря 2026 г."),
    ],
)
def test_amounts_and_days_are_written_as_on_the_rest_of_the_page(language: Language, price: str, day: str) -> None:
    dearer = replace(CONTENT, price=Money(Decimal(2880), "EUR"), valid_until=None)
    found = beside((version(1, CONTENT), version(2, dearer)), None, None, PAGES.words(language))
    assert found is not None
    texts = {part.name: "".join(piece.text for piece in part.sides.before) for part in found.parts}
    plain = {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in texts.items()}
    assert (plain["price"], plain["valid_until"]) == (price, day)
