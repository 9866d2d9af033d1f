"""Where an answer ends: a remark below the last one, the next question's answer inside it, a time behind a day."""

from datetime import date

import pytest

from processor.forms.values.dates import days_in, read_date
from processor.forms.values.found import NoValue, Value
from tests.unit.forms.replies import CLIENTS, definition, reply, sent, values
from tests.unit.forms.replies import read as read_reply
from tests.unit.forms.test_pointers import answered, asked_again

ON = date(2031, 1, 20)
NEXT = date(2031, 3, 17)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "17 марта\n15. вечером"),
        ("ru", "17 марта 15. вечером"),
        ("ru", "17.03 в 15:00"),
        ("ru", "17 марта в 15:00"),
        ("ru", "17 марта 12 человек"),
        ("ru", "17 марта 31 г."),
        ("en", "17 March 12 people"),
        ("en", "17 March, room 12"),
        ("en", "March 17, 10 am"),
        ("en", "17 March 10-12"),
        ("de", "17. März 15 Uhr"),
        ("de", "17.03. 14 Uhr, Raum 32"),
        ("de", "17.3. 32 Personen"),
        ("de", "17.03.31 um 9 Uhr"),
    ],
)
def test_what_stands_behind_a_day_is_not_its_year(language: str, text: str) -> None:
    found = read_date(text, language, ON)
    assert isinstance(found, Value)
    assert found.value == NEXT


@pytest.mark.parametrize("text", ["17 March 2015", "17 March 2029", "17 March 2041", "17 March 15"])
def test_a_day_years_away_is_asked_again(text: str) -> None:
    assert isinstance(read_date(text, "en", ON), NoValue)
    assert days_in(text, "en", ON) == [None]


@pytest.mark.parametrize(
    ("language", "new", "last", "remark"),
    [
        (
            "en",
            "Not used: the survey.\nNow: reports.\n\nPlease call me on Friday.",
            "reports.",
            "Please call me on Friday.",
        ),
        ("de", "zu 2: Umfrage\nzu 5: Auswertungen\n\nHerr Roth ist fort.", "Auswertungen", "Herr Roth ist fort."),
        (
            "ru",
            "Не используем: опросы.\nСложности: нет.\nСейчас: отчёты.\nСчёт за май не пришёл.",
            "отчёты.",
            "Счёт за май не пришёл.",
        ),
        (
            "de",
            "Ungenutzt: Umfrage\nDamals: verlorene Anrufe\nHeute: Auswertungen\nWir haben am Freitag zu.",
            "Auswertungen",
            "Wir haben am Freitag zu.",
        ),
    ],
)
def test_a_remark_below_the_last_answer_is_left_over(language: str, new: str, last: str, remark: str) -> None:
    found = answered("check_in", language, new)
    assert values(found)["tasks_now"] == last
    assert remark in found.leftovers


def test_a_second_sentence_of_the_last_answer_is_kept_twice() -> None:
    found = answered("check_in", "en", "2) The survey.\n3) You move lines.\n5) Reports. The May invoice is wrong.")
    assert values(found)["tasks_now"] == "Reports. The May invoice is wrong."
    assert "The May invoice is wrong." in found.leftovers


@pytest.mark.parametrize("client", CLIENTS)
def test_paragraphs_of_an_answer_before_another_stay_together(client: str) -> None:
    form = definition("check_in")
    new = "1. A portal\n\nIt saves us calls.\n\n2. Nothing\n\n5. Quality"
    found = values(read_reply(form, "en", reply(client, "en", new, sent(form, "en"))))
    assert found == {"developed": "A portal\nIt saves us calls.", "not_used": "Nothing", "tasks_now": "Quality"}


@pytest.mark.parametrize(
    ("language", "new", "then", "now"),
    [
        (
            "de",
            "Neu ist der Shop. Nicht genutzt wird die Umfrage. "
            "Gekommen sind wir wegen der Anrufe, heute geht es um Auswertungen.",
            "Gekommen sind wir wegen der Anrufe",
            "heute geht es um Auswertungen.",
        ),
        (
            "en",
            "Lately we opened a shop. We don't use the survey. "
            "We came to you for missed calls, nowadays it is about reports.",
            "We came to you for missed calls",
            "nowadays it is about reports.",
        ),
        (
            "ru",
            "Недавно открыли склад. Не пользуемся опросами. Пришли мы к вам за записью, а теперь нужны отчёты.",
            "Пришли мы к вам за записью",
            "теперь нужны отчёты.",
        ),
    ],
)
def test_two_answers_in_one_sentence_are_parted(language: str, new: str, then: str, now: str) -> None:
    found = values(answered("check_in", language, new))
    assert (found["first_tasks"], found["tasks_now"]) == (then, now)


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "4) First it was lost calls, now it is the quality."),
        ("de", "4) Wegen verlorener Anrufe, inzwischen drückt uns die Qualität."),
        ("ru", "4) Сначала пришли за записью звонков, сейчас важнее отчёты."),
    ],
)
def test_an_answer_that_goes_on_with_the_next_one_is_asked_again(language: str, new: str) -> None:
    found = answered("check_in", language, new)
    assert asked_again(found) == {"first_tasks"}
    assert values(found) == {}


def test_the_title_of_a_section_before_the_numbers() -> None:
    found = answered("pre_install", "de", "Mindestanforderungen 1) ja, 2) nein, 3) ja, 4) ja")
    assert values(found)["server_ready"] is True


def test_the_system_beside_a_yes() -> None:
    found = answered("pre_install", "de", "Server: ja, SUSE Linux Enterprise Server 15 SP6")
    assert values(found) == {"server_ready": True, "server_system": "SUSE Linux Enterprise Server 15 SP6"}


def test_labels_in_words_do_not_swallow_the_next_one() -> None:
    new = "Разработано: сайт\nНе построили: склад\nОбратились с: звонками\nПланы на лето: отпуск"
    found = answered("check_in", "ru", new)
    assert values(found) == {"developed": "сайт", "first_tasks": "звонками"}
    assert "Не построили: склад" in found.leftovers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "затрудняюсь ответить"),
        ("ru", "Пока затрудняемся сказать."),
        ("ru", "не знаю"),
        ("ru", "Сложно сказать"),
        ("ru", "Не знаю, сложно сказать"),
        ("ru", "не могу сказать точно"),
        ("ru", "понятия не имею"),
        ("en", "can't say"),
        ("en", "Hard to tell, honestly"),
        ("en", "It's difficult to say at the moment."),
        ("en", "No idea"),
        ("en", "I couldn't tell"),
        ("en", "Not sure, hard to say."),
        ("de", "keine Ahnung"),
        ("de", "Das kann ich leider nicht sagen"),
        ("de", "weiß ich nicht"),
        ("de", "Schwer zu sagen."),
        ("de", "können wir derzeit nicht beurteilen"),
    ],
)
def test_that_one_cannot_say_is_no_answer(language: str, text: str) -> None:
    found = answered("check_in", language, "", {2: text})
    assert asked_again(found) == {"not_used"}
    assert values(found) == {}


@pytest.mark.parametrize(
    "text", ["Hard to say goodbye to the old PBX, we still use it", "Сложно сказать клиенту о сроках, нет отчёта"]
)
def test_a_text_that_begins_like_it_is_an_answer(text: str) -> None:
    assert values(answered("check_in", "en", "", {2: text})) == {"not_used": text}


@pytest.mark.parametrize(
    ("language", "remark"),
    [
        ("en", "By the way, Linda says thanks for the cake."),
        ("en", "Also, thanks for the quick help"),
        ("en", "PS: we are closed on Friday"),
        ("en", "Oh, and the May invoice is wrong."),
        ("de", "Übrigens, Herr Roth ist fort."),
        ("de", "Vielen Dank für den Kuchen!"),
        ("de", "P.S. Am Freitag haben wir zu"),
        ("ru", "Кстати, счёт за май не пришёл."),
        ("ru", "И ещё одно: в пятницу мы закрыты"),
        ("ru", "Спасибо за помощь с отчётами"),
    ],
)
def test_a_remark_on_a_line_of_its_own_ends_an_answer(language: str, remark: str) -> None:
    found = answered("check_in", language, "", {3: f"Connecting the shop\n{remark}", 5: "Order tracking"})
    assert values(found) == {"difficulties": "Connecting the shop", "tasks_now": "Order tracking"}
    assert any(remark in one for one in found.leftovers)


@pytest.mark.parametrize(
    "text",
    ["A new portal\nThanks to it we save calls", "Ein Portal\nDank der Suche geht es", "Сайт\nЕщё одно приложение"],
)
def test_a_second_line_that_goes_on_stays(text: str) -> None:
    assert values(answered("check_in", "en", "", {1: text})) == {"developed": text}
