"""What the text above the form expressly corrects counts; two days without a word between are asked again."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.forms.replies import values
from tests.unit.forms.test_pointers import answered, asked_again


@pytest.mark.parametrize(
    ("language", "above"),
    [
        ("en", "The users are now 71, the number in the form is out of date."),
        ("en", "One correction: we have 71 users since this week."),
        ("de", "Korrektur zu Punkt 8: Es sind 71 Benutzer."),
        ("de", "Wir haben 71 Benutzer, die Zahl im Formular ist veraltet."),
        ("ru", "Поправка к анкете: пользователей теперь 71."),
        ("ru", "У нас 71 пользователь, число в анкете устарело."),
    ],
)
def test_a_number_that_is_corrected_above(language: str, above: str) -> None:
    found = answered("pre_install", language, above, {8: "66", 9: "4"})
    assert values(found)["users"] == Decimal(71)
    assert values(found)["queues"] == Decimal(4)


@pytest.mark.parametrize(
    ("language", "above"),
    [
        ("en", "Correction: please plan us for 12 May 2031."),
        ("de", "Korrektur: Installation bitte am 12. Mai 2031."),
        ("ru", "Поправка: ставим 12 мая 2031."),
    ],
)
def test_a_day_that_is_corrected_above(language: str, above: str) -> None:
    found = answered("pre_install", language, above, {14: "5.05.2031" if language != "en" else "5 May 2031"})
    assert values(found)["installation_date"] == date(2031, 5, 12)


@pytest.mark.parametrize(
    ("language", "above"),
    [
        ("en", "Please plan us for 12 May 2031."),
        ("de", "Bitte plant uns für den 12. Mai 2031 ein."),
        ("ru", "Ставим 12 мая 2031."),
    ],
)
def test_two_days_without_a_word_are_asked_again(language: str, above: str) -> None:
    found = answered("pre_install", language, above, {14: "5.05.2031" if language != "en" else "5 May 2031"})
    assert "installation_date" in asked_again(found)


def test_the_words_of_a_correction_are_kept() -> None:
    found = answered("pre_install", "en", "The users are now 71, the number in the form is out of date.", {8: "66"})
    said = next(one.said for one in found.answers if one.field == "users")
    assert "out of date" in said


@pytest.mark.parametrize(
    ("language", "above", "key", "inside"),
    [
        ("en", "Correction: the training for 12 people is in May.", "users", {8: "20"}),
        ("ru", "Поправка: 12 пользователей работают удалённо.", "users", {8: "40"}),
        ("de", "Korrektur: der Termin am 3.5.2031 fällt aus.", "installation_date", {14: "5.5.2031"}),
    ],
)
def test_a_correction_of_something_else_does_not_count(
    language: str, above: str, key: str, inside: dict[int, str]
) -> None:
    assert key not in values(answered("pre_install", language, above, inside))
