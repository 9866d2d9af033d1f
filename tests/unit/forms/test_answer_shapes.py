"""Shapes of answers: nothing at all, many numbers in a line, hints of ours beside them, names in sentences."""

import pytest

from processor.facts.forms import FormReading
from processor.forms.values.nothing import says_none
from tests.unit.forms.replies import between, definition, filled_in_place, quoted, read, reply, sent, values
from tests.unit.forms.test_everyday import ASKED, value
from tests.unit.forms.test_free_replies import told


def in_quote(form: str, language: str, answers: dict[int, str]) -> FormReading:
    """What is read of answers written where the blanks were."""
    asked = definition(form)
    return read(asked, language, reply("gmail", language, "", filled_in_place(sent(asked, language), answers)))


@pytest.mark.parametrize(
    "texts",
    [
        "none|not needed|we don't use POs|we don't have one|no PO number|there is none|not required for us",
        "keine|keins|keines|nicht nötig|brauchen wir nicht|wir haben keine|gibt es bei uns nicht|keine Bestellnummer",
        "нет|не требуется|не используем|у нас нет CRM|не нужен|номера нет|без номера|мы не применяем",
    ],
)
def test_nothing_is_an_answer_to_an_optional_question_and_asked_again_where_needed(texts: str) -> None:
    assert [text for text in texts.split("|") if not says_none(text)] == []
    for text in texts.split("|"):
        assert value("server_system", text) == ASKED
        found = told("pre_install", "en", f"CRM: {text}")
        assert values(found) == {"crm_system": text}
        assert not found.unreadable
        assert not found.leftovers


@pytest.mark.parametrize("text", ["No 4711", "none, but later 4711", "Nova CRM", "Kein-Stress CRM 4", "Нетис", "1C"])
def test_what_only_looks_like_nothing_is_an_answer(text: str) -> None:
    assert value("crm_system", text) == text


def test_numbers_in_a_line_part_it() -> None:
    new = "1) Ann Roe 2) ann@kunde.example 3) +44 20 7946 0001\n6) Bob Lee 7) bob@kunde.example\n12) Cy Doe 13) 14)\nHi"
    found = told("stakeholders", "en", new)
    assert values(found) == {
        "customer_lead": "Ann Roe",
        "customer_lead_email": "ann@kunde.example",
        "customer_lead_phone": "+44 20 7946 0001",
        "project_lead": "Bob Lee",
        "project_lead_email": "bob@kunde.example",
        "it_contact": "Cy Doe",
    }


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("en", "1 - done, 2 - done, 3 - not yet"),
        ("de", "1) erledigt 2) erledigt 3) noch nicht"),
        ("ru", "1 - готово, 2 - готово, 3 - пока нет"),
        ("en", "1 yes\n2 yes\n3 no\n8 48"),
    ],
)
def test_numbers_without_lines_of_their_own(language: str, new: str) -> None:
    found = values(told("pre_install", language, new))
    assert [found[key] for key in ("server_ready", "workstations_ready", "network_ready")] == [True, True, False]
    assert set(found) <= {"server_ready", "workstations_ready", "network_ready", "users"}


def test_numbers_that_fall_or_stand_in_brackets_part_nothing() -> None:
    assert values(told("stakeholders", "en", "9) Ann Lee (room 12)")) == {"superuser": "Ann Lee (room 12)"}
    assert values(told("stakeholders", "en", "22) Room 9) is left")) == {"remarks": "Room 9) is left"}


@pytest.mark.parametrize(
    ("language", "number"), [(language, number) for language in ("en", "de", "ru") for number in (1, 4, 9)]
)
def test_an_answer_behind_our_hint(language: str, number: int) -> None:
    asked = definition("stakeholders")
    lines = sent(asked, language).split("\n")
    place = next(at for at, line in enumerate(lines) if line.startswith(f"{number}) "))
    end = next(at for at in range(place, len(lines)) if lines[at].endswith(")") and at > place)
    lines[end] += " Jana Petersen"
    found = read(asked, language, reply("gmail", language, "", "\n".join(lines)))
    assert values(found) == {asked.fields[number - 1].key: "Jana Petersen"}


@pytest.mark.parametrize(
    ("language", "new", "key", "name"),
    [
        ("de", "Rechnungen bitte an die Kurverwaltung, Ansprechpartner Ole Brix.", "billing_contact", "Ole Brix"),
        ("de", "Das Projekt leitet bei uns Kurdirektorin Ute Prell.", "project_lead", "Ute Prell"),
        ("en", "For servers and accounts please talk to Manager Joe Pike.", "it_contact", "Joe Pike"),
        ("en", "The project is led by Practice Manager Joe Pike.", "project_lead", "Joe Pike"),
        ("ru", "По серверам и доступам пишите Эдуарду Панину.", "it_contact", "Эдуард Панин"),
    ],
)
def test_jobs_and_cases_are_no_part_of_a_name(language: str, new: str, key: str, name: str) -> None:
    assert values(told("stakeholders", language, new))[key] == name


@pytest.mark.parametrize(
    ("language", "new"),
    [
        ("de", "Bitte senden Sie Rechnungen nur noch als XRechnung."),
        ("ru", "По серверам и доступам пишите Жанну Рябову."),
        ("ru", "Сервера и доступы знает Александру Панину."),
    ],
)
def test_no_name_is_made_of_other_words_or_other_cases(language: str, new: str) -> None:
    assert values(told("stakeholders", language, new)) == {}


def test_of_who_approves_and_who_stands_in_the_name_is_the_first_ones() -> None:
    new = "Die Freigaben macht bei uns Hans Prell (prell@kunde.example), in seiner Abwesenheit ich."
    assert values(told("stakeholders", "de", new)) == {
        "customer_lead": "Hans Prell",
        "customer_lead_email": "prell@kunde.example",
        "deputy": "Ann Lee",
    }


@pytest.mark.parametrize(
    ("language", "label"), [("en", ("Customer lead", "Deputy")), ("ru", ("Руководитель", "Заместитель"))]
)
def test_nobody_stands_in_for_themselves(language: str, label: tuple[str, str]) -> None:
    found = told("stakeholders", language, f"{label[0]}: Ann Lee\n{label[1]}: Ann Lee")
    assert values(found) == {"customer_lead": "Ann Lee"}
    assert [one.field for one in found.unreadable] == ["deputy"]


def test_of_a_company_and_a_person_the_person_is_taken_and_the_words_are_kept() -> None:
    found = told("stakeholders", "de", "EDV: Rechenzentrum Süd, Hr. Oswald <oswald@rz.example>")
    assert values(found) == {"it_contact": "Hr. Oswald", "it_contact_email": "oswald@rz.example"}
    assert all("Rechenzentrum Süd" in one.said for one in found.answers)


@pytest.mark.parametrize(
    ("language", "wording"), [("en", "same address"), ("de", "gleiche Adresse"), ("ru", "тот же адрес")]
)
def test_the_same_address_is_the_persons(language: str, wording: str) -> None:
    label = {"en": "Billing contact", "de": "Rechnungen", "ru": "Счета"}[language]
    found = told("stakeholders", language, f"Superuser: Becky Shaw, b@kunde.example\n{label}: Becky Shaw, {wording}")
    assert values(found) == {
        "superuser": "Becky Shaw",
        "superuser_email": "b@kunde.example",
        "billing_contact": "Becky Shaw",
        "billing_contact_email": "b@kunde.example",
    }


@pytest.mark.parametrize("words", ["see above", "siehe oben", "см. выше", "wie oben"])
def test_above_is_the_address_of_the_same_person_only(words: str) -> None:
    found = in_quote("stakeholders", "en", {6: "Ann Lee", 7: "ann@kunde.example", 9: "Ann Lee", 10: words})
    assert values(found)["superuser_email"] == "ann@kunde.example"
    found = in_quote("stakeholders", "en", {6: "Ann Lee", 7: "ann@kunde.example", 9: "Tom Roe", 10: words})
    assert "superuser_email" not in values(found)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Easter week and the whole of August", ("Easter week", "the whole of August")),
        ("Karwoche und der ganze August", ("Karwoche", "der ganze August")),
        ("Пасха и весь август", ("Пасха", "весь август")),
    ],
)
def test_lists_joined_by_and_the_whole_of(text: str, items: tuple[str, ...]) -> None:
    assert value("blackout", text) == items


@pytest.mark.parametrize(
    "words", ["Will send the rest later this term.", "Rest folgt nach Ostern.", "Остальное потом."]
)
def test_what_stands_below_the_quote_is_no_remark(words: str) -> None:
    asked = definition("pre_install")
    text = sent(asked, "en").split("\n")
    text = text[: next(at for at, line in enumerate(text) if line.startswith("17) ")) + 3]
    lines = []
    for line in text:
        lines += [f"> {line}", *(["3CX"] if line.startswith("7) ") else [])]
    found = read(
        asked, "en", "On Mon, 2 Mar 2026 at 10:00, Vendor <s@v.example> wrote:\n\n" + "\n".join([*lines, "", words])
    )
    assert values(found) == {"crm_system": "3CX"}
    assert words in found.leftovers


@pytest.mark.parametrize("mark", ["PS:", "P.S.", "P. S."])
def test_a_postscript_is_kept_even_below_a_signature(mark: str) -> None:
    asked = definition("check_in")
    body = quoted(filled_in_place(sent(asked, "en"), {1: "A web shop"}))
    head = "On Mon, 2 Mar 2026 at 10:00, Vendor <s@v.example> wrote:"
    whole = f"{head}\n\n{body}\n\n--\nAnn Lee, Acme\n{mark} The bill is late.\n"
    found = read(asked, "en", whole)
    assert any("The bill is late" in one for one in found.leftovers)
    assert values(found) == {"developed": "A web shop"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("not all of them, 6 old PCs in the office are still to be replaced", False),
        ("teilweise, 8 von 30 fehlen noch", False),
        ("не все, трёх не хватает", False),
        ("partly", ASKED),
        ("teilweise", ASKED),
    ],
)
def test_not_all_is_no(text: str, wanted: object) -> None:
    assert value("workstations_ready", text) == wanted


@pytest.mark.parametrize(
    ("language", "new", "asked_again"),
    [
        ("en", "Point 4 is done now too, please ignore the no below.", False),
        ("de", "Punkt 4 ist jetzt auch erledigt, das Nein unten bitte streichen.", False),
        ("ru", "Пункт 4 теперь тоже готово, исправьте, пожалуйста, ниже.", False),
        ("en", "Point 4 is done.", True),
    ],
)
def test_a_point_named_in_a_sentence(language: str, new: str, asked_again: bool) -> None:
    asked = definition("pre_install")
    no = {"en": "no", "de": "nein", "ru": "нет"}[language]
    found = read(asked, language, reply("gmail", language, new, filled_in_place(sent(asked, language), {4: no})))
    assert values(found) == ({} if asked_again else {"backup_ready": True})
    assert bool(found.conflicts) is asked_again


def test_between_the_lines_blank_lines_are_no_harm() -> None:
    asked = definition("stakeholders")
    whole = between(sent(asked, "en"), {6: "Ann Lee", 22: "Ann works mornings."})
    assert values(read(asked, "en", whole))["remarks"] == "Ann works mornings."
