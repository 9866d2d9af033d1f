"""Answers that are none by what they say: kept elsewhere, promised for later, or given of somebody in another case."""

import pytest

from processor.forms.cases import nominatives
from processor.forms.values.elsewhere import points_outside
from processor.forms.values.nothing import says_none
from tests.unit.forms.replies import values
from tests.unit.forms.test_pointers import answered, asked_again

_OUTSIDE = [
    ("en", "same as last time"),
    ("en", "as before, nothing new"),
    ("en", "unchanged"),
    ("en", "see the attached spreadsheet"),
    ("de", "wie beim letzten Mal"),
    ("de", "unverändert"),
    ("de", "siehe Anlage"),
    ("de", "steht im beigefügten Anhang"),
    ("ru", "как в прошлый раз"),
    ("ru", "без изменений"),
    ("ru", "см. приложение"),
    ("ru", "во вложении"),
]


@pytest.mark.parametrize(("language", "words"), _OUTSIDE)
def test_what_stands_outside_the_reply_is_asked_again(language: str, words: str) -> None:
    found = answered("pre_install", language, "", {5: words, 7: words, 10: words})
    assert not {"server_system", "crm_system", "queue_names"} & set(values(found))
    assert {"server_system", "crm_system"} <= asked_again(found)


@pytest.mark.parametrize(
    "words",
    [
        "Windows, last update in May",
        "Prior & Sons CRM",
        "same as 6",
        "laut Vertrag 14/2031",
        "Anhängerkupplungen",
        "Всегда",
    ],
)
def test_words_that_only_resemble_a_pointer_are_none(words: str) -> None:
    assert not points_outside(words)


@pytest.mark.parametrize(
    "words",
    [
        "none that I'm aware of",
        "nothing we know of",
        "as far as I know, none",
        "nicht dass ich wüsste",
        "soweit ich weiß keine",
        "uns ist nichts bekannt",
        "насколько я знаю, нет",
        "нам неизвестны",
    ],
)
def test_as_far_as_one_knows_there_is_nothing(words: str) -> None:
    assert says_none(words)


@pytest.mark.parametrize(
    ("language", "lines", "rest"),
    [
        ("en", "Orders\nReturns\nothers to follow", "others to follow"),
        ("en", "Orders, Returns, the rest will follow on Friday", "the rest will follow on Friday"),
        ("de", "Orders\nReturns\nRest folgt", "Rest folgt"),
        ("de", "Orders, Returns, weitere reiche ich nach", "weitere reiche ich nach"),
        ("ru", "Orders\nReturns\n...остальные сообщим позже", "остальные сообщим позже"),
        ("ru", "Orders, Returns, остальное пришлю", "остальное пришлю"),
    ],
)
def test_a_promise_is_no_item_of_a_list(language: str, lines: str, rest: str) -> None:
    found = answered("pre_install", language, "", {10: lines})
    assert values(found)["queue_names"] == ("Orders", "Returns")
    assert any(rest in one for one in found.leftovers)


@pytest.mark.parametrize("words", ["de, it, en", "It, Fr, De", "so, it, da"])
def test_short_items_are_items_whatever_else_they_mean(words: str) -> None:
    found = answered("stakeholders", "de", "", {21: words})
    assert values(found)["languages"] == tuple(words.split(", "))


@pytest.mark.parametrize(
    ("lead", "words"),
    [("Люба Гордина", "Любе"), ("Пётр Носов", "Петру"), ("Юля Агеева", "Юлей"), ("Глеб Сомов", "Сомову")],
)
def test_a_name_in_another_case_is_that_of_the_one_who_bears_it(lead: str, words: str) -> None:
    found = answered("stakeholders", "ru", "", {6: lead, 18: words})
    assert values(found)["billing_contact"] == lead


@pytest.mark.parametrize(("lead", "words"), [("Валентин Котов", "Валентина"), ("Виктор Лаптев", "Виктору")])
def test_a_womans_name_is_no_mans(lead: str, words: str) -> None:
    found = answered("stakeholders", "ru", "", {6: lead, 18: words})
    assert values(found).get("billing_contact") != lead


def test_names_of_other_scripts_stay_as_they_are() -> None:
    assert nominatives("leni") == {"leni"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "as no. 7"), ("de", "dieselbe wie 7"), ("de", "detto zu 7"), ("ru", "тот же, что в п. 7")],
)
def test_more_words_that_point_to_a_number(language: str, words: str) -> None:
    found = answered("stakeholders", language, "", {6: "Tom Roe", 7: "roe@kunde.example", 9: "Tom Roe", 10: words})
    assert values(found)["superuser_email"] == "roe@kunde.example"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "ditto (Roe)"), ("de", "derselbe (Roe)"), ("ru", "он же (Roe)"), ("de", "detto")]
)
def test_the_same_person_with_the_name_in_brackets(language: str, words: str) -> None:
    found = answered("stakeholders", language, "", {6: "Tom Roe", 7: "roe@kunde.example", 9: words})
    assert values(found)["superuser"] == "Tom Roe"
