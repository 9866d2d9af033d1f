"""Names wrapped in words: the name alone where every other word is known, else nothing."""

import pytest

from processor.forms.namesin import names_in
from processor.forms.wrapped import unwrapped
from tests.unit.forms.replies import values
from tests.unit.forms.test_pointers import answered, asked_again


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm Ann Lee", "Ann Lee"),
        ("we use an outside firm, Ben Tate of Linkline", "Ben Tate"),
        ("our IT lady Sue", "Sue"),
        ("that's our office manager Tom Pike", "Tom Pike"),
        ("the IT chap, Joel", "Joel"),
        ("Kestrel Services, ask for Jon Pike", "Jon Pike"),
        ("Rory Walsh of Kestrel Services", "Rory Walsh"),
        ("unser EDV-Betreuer Timo Roth", "Timo Roth"),
        ("das macht Herr Roth", "Herr Roth"),
        ("Herr Roth macht das", "Herr Roth"),
        ("Kai Lorenz von der Firma Nordnetz", "Kai Lorenz"),
        ("wir haben da den Herrn Roth", "Herrn Roth"),
        ("meine Frau Anna Berg", "Anna Berg"),
        ("наш айтишник Пётр Ким", "Пётр Ким"),
        ("этим занимается Пётр Ким", "Пётр Ким"),
        ("учитель информатики Крапов Олег", "Крапов Олег"),
        ("Людмила Дроздова, принимает счета только в бумаге", "Людмила Дроздова"),
    ],
)
def test_the_name_alone(text: str, name: str) -> None:
    assert unwrapped(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "she does it too",
        "whoever is on shift",
        "the lady in accounts",
        "our bookkeeper",
        "he left, now it's Kim Poe",
        "handled by my nephew Joe",
        "knows Tom Pike",
        "Ivo handles servers, Ada handles accounts",
        "Ann Lee handles it until May",
        "das macht mein Schwager Timo",
        "der Nachbar weiß das",
        "Herr Roth macht das nicht",
        "weiß Herr Roth",
        "gehen an die Buchhaltung, Frau Moll",
        "в бухгалтерию, Вере Пак",
        "кроме Ольги Кац",
        "говорит Пётр Ким",
    ],
)
def test_words_that_are_not_known_are_asked_again(text: str) -> None:
    assert unwrapped(text).name == ""


@pytest.mark.parametrize(
    "text",
    [
        "Will Young",
        "Do Thi Mai",
        "Denis van der Berg",
        "Dr. Kolb senior",
        "J. R. Miller",
        "Purchase ledger",
        "отдел расчётов",
        "Peter Hollis, practice manager",
        "Ann Lee, accounts",
        "Tom Pike, director Linkline Ltd",
        "Осин Глеб, менеджер",
    ],
)
def test_a_name_stays_as_it_is(text: str) -> None:
    assert unwrapped(text).name == text


def test_what_stood_around_the_name_is_kept() -> None:
    found = answered("stakeholders", "en", "Phones: we use an outside firm, Ben Tate of Linkline, ben@linkline.example")
    assert values(found) == {"telephony_contact": "Ben Tate", "telephony_contact_email": "ben@linkline.example"}
    assert any("Linkline" in one for one in found.leftovers)


def test_a_tale_in_the_form_is_asked_again() -> None:
    found = answered("stakeholders", "de", "", {12: "das macht mein Schwager Timo"})
    assert asked_again(found) == {"it_contact"}


def test_short_forms_are_no_part_of_a_name_in_a_sentence() -> None:
    assert [name for _, name in names_in("It's mostly me: I'm Ann Lee, and our EDV-Betreuer Timo Roth helps.")] == [
        "Ann Lee",
        "Timo Roth",
    ]


@pytest.mark.parametrize(
    ("language", "new", "wanted"),
    [
        (
            "en",
            "Lead is Ann Lee (ann@k.example), deputy Bo Orr (bo@k.example).\n"
            "Project lead and super user is Cy Poe, cy@k.example, tel +44 1632 960 555.",
            {"customer_lead": "Ann Lee", "deputy": "Bo Orr", "project_lead": "Cy Poe", "superuser": "Cy Poe"},
        ),
        (
            "de",
            "IT ist Jan Paul, jan@k.example, Telefonie macht Kai Lorenz von der Firma Nordnetz, kai@nordnetz.example",
            {"it_contact": "Jan Paul", "telephony_contact": "Kai Lorenz"},
        ),
        (
            "de",
            "Ina Hahn macht Freigaben und Projekt (ina@k.example, +49 160 555 0177)\nSuperuser Tom Lenz",
            {"customer_lead": "Ina Hahn", "project_lead": "Ina Hahn", "superuser": "Tom Lenz"},
        ),
        (
            "ru",
            "Согласую я, Анна Лис, anna@k.example. Компьютеры ведёт наш сисадмин Глеб Шам, gleb@k.example.",
            {"customer_lead": "Анна Лис", "it_contact": "Глеб Шам"},
        ),
    ],
)
def test_several_roles_in_a_sentence(language: str, new: str, wanted: dict[str, str]) -> None:
    found = values(answered("stakeholders", language, new))
    assert {key: value for key, value in found.items() if not key.endswith(("_email", "_phone"))} == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Netzwerk Plus, Hr. Alt", "Hr. Alt"),
        ("ООО «Зубной лекарь», бухгалтер Рита", "Рита"),
        ("Связьинвест, менеджер Глеб Осин", "Глеб Осин"),
        ("ТТК — дежурный инженер Иван Белов", "Иван Белов"),
        ("TeleNord, Herr Lorenz", "Herr Lorenz"),
        ("TeleNord GmbH (Kundenbetreuer Jan Alt)", "Jan Alt"),
        ("BT, account manager Ann Poe", "Ann Poe"),
        ("Kestrel - support engineer Ann Poe", "Ann Poe"),
        ("Etihad Lines, Mr. Yusuf Karam", "Mr. Yusuf Karam"),
    ],
)
def test_the_person_behind_a_company(text: str, name: str) -> None:
    assert (unwrapped(text).name, unwrapped(text).beside) == (name, text)


@pytest.mark.parametrize("text", ["Ann Lee, IT manager Bo Orr", "Herr Roth, Frau Alt", "Kestrel, Mr Poe"])
def test_what_may_be_two_persons_is_asked_again(text: str) -> None:
    assert unwrapped(text).name == ""


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "IT: Sam Idle, sam@idle.example\n\nTelephony I'll send later."),
        ("en", "IT: Sam Idle, sam@idle.example\n\nTelephony We'll name soon, and billing He will do."),
        ("en", "IT: Sam Idle, sam@idle.example\n\nBilling They Handle themselves."),
        ("de", "IT: Sam Idle, sam@idle.example\n\nTelefonie Ich schicke ich nach."),
        ("ru", "IT: Sam Idle, sam@idle.example\n\nТелефонию Пришлю позже."),
    ],
)
def test_words_that_are_no_name_are_not_taken_from_a_sentence(language: str, new: str) -> None:
    assert values(answered("stakeholders", language, new)) == {
        "it_contact": "Sam Idle",
        "it_contact_email": "sam@idle.example",
    }


@pytest.mark.parametrize("text", ["Telephony I'll", "Ann Won't", "We Do", "Wir Kommen", "Пришлю", "Who Knows"])
def test_an_answer_that_is_no_name_is_not_taken(text: str) -> None:
    assert "it_contact" not in values(answered("stakeholders", "en", "", {12: text}))


@pytest.mark.parametrize("text", ["Will Young", "Sean O'Neill", "Mark D'Arcy", "J. R. Miller"])
def test_a_name_that_resembles_such_words_is_taken(text: str) -> None:
    assert values(answered("stakeholders", "en", "", {12: text})) == {"it_contact": text}
