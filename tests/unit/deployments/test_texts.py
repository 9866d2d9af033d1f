"""What a customer reads exists in every language, with the same values in it."""

from datetime import UTC, date, datetime
from string import Formatter

import pytest

from models.vocabulary import DeploymentStage, Language
from processor.deployments.texts import say, spoken, written_day, written_moment
from processor.deployments.wording import WORDS


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", WORDS)
def test_every_text_is_in_every_language_with_the_same_values(key: str) -> None:
    texts = WORDS[key]
    assert set(texts) == {language.value for language in Language}
    assert all(values(text) == values(texts["en"]) for text in texts.values())
    assert all(text.strip() == text and "  " not in text for text in texts.values())
    assert any("а" <= letter <= "я" for letter in texts["ru"].lower())


def test_every_stage_has_its_name() -> None:
    assert {stage.value for stage in DeploymentStage} <= set(WORDS)


def test_what_customers_write_is_never_taken_for_a_place_of_a_value() -> None:
    assert say("subject", "en", title="{site}", site="{0}") == "Deployment of {site} at {0}"


def test_days_and_moments_are_written_as_the_language_does() -> None:
    day = date(2031, 3, 2)
    assert [written_day(day, one) for one in ("en", "ru", "de")] == ["2 March 2031", "2 марта 2031 г.", "2. März 2031"]
    assert written_day(None, "en") == ""
    moment = datetime(2031, 3, 30, 1, 5, tzinfo=UTC)
    assert written_moment(moment, "Europe/Berlin", "de") == "30. März 2031, 03:05 (Europe/Berlin)"
    assert spoken("fr") == spoken("") == "en"
