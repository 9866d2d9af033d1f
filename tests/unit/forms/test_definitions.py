"""Definitions: ours are whole, and what is wrong with one is said with file, key and remedy."""

from datetime import date
from decimal import Decimal

import pytest

from models.vocabulary import AnswerSource
from processor.errors import SettingsError
from processor.facts.forms import Answer, FormToFill, Unreadable
from processor.forms.comparing import Change, ChangeKind, changes, follow_up, narrowed
from processor.forms.definitions import canonical, from_canonical, read_definition
from processor.forms.merging import missing
from processor.forms.printed import plain, shown
from processor.forms.summarise import summary
from processor.forms.values.found import Value
from processor.forms.values.read import read_value
from processor.forms.written import written
from tests.unit.forms.replies import LANGUAGES, NAMES, definition

GOOD = """
name = "own"
title.en = "Our own form"
title.de = "Unser Formular"

[sections]
one = { en = "First", de = "Zuerst" }

[[field]]
key = "ready"
type = "yes_no"
section = "one"
label.en = "Ready?"
label.de = "Bereit?"

[[field]]
key = "why"
type = "choice"
required = false
label = { en = "Why not", de = "Warum nicht" }
when = { field = "ready", is = "no" }
choices = [
    { key = "money", label = { en = "Money", de = "Geld" } },
    { key = "time", label = { en = "Time", de = "Zeit" } },
]
"""


@pytest.mark.parametrize("name", NAMES)
def test_our_forms_are_written_in_three_languages(name: str) -> None:
    form = definition(name)
    assert form.name == name
    for texts in (
        form.titles,
        form.intro,
        *(one.labels for one in form.fields),
        *(titles for _, titles in form.sections),
    ):
        assert tuple(language for language, _ in texts) == LANGUAGES


def test_canonical_bytes_stand_for_a_definition_however_it_is_written() -> None:
    form = read_definition(GOOD, "own.toml")
    assert from_canonical(canonical(form)) == form
    assert read_definition(f"# a comment\n{GOOD}", "other.toml").version == form.version
    assert read_definition(GOOD.replace("Money", "Costs"), "own.toml").version != form.version
    assert len(form.version) == 64


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "own"', "name = own", "not TOML"),
        ('name = "own"', 'name = "Own form"', "name: .* small letters"),
        ('name = "own"', 'name = "own"\ncolour = "red"', "colour: is not known"),
        ('type = "yes_no"', 'type = "boolean"', r"field 1 \(ready\): type: .* use one of text"),
        ('section = "one"', 'section = "two"', r"field 1 \(ready\): section: .* add it to \[sections\]"),
        ('label.de = "Bereit?"', "", r"field 1 \(ready\), label: de: is needed"),
        ('label.de = "Bereit?"', 'label.de = "Bereit?"\nlabel.fr = "Prêt?"', "fr: is not known here: use en"),
        ('title.de = "Unser Formular"\n', "", "the form's title is not written in this language"),
        ('key = "why"', 'key = "ready"', r"field 2 \(ready\): key: .* another field"),
        ('type = "choice"', 'type = "text"', "choices: a field of type choice"),
        ('is = "no"', 'is = "perhaps"', "when: .* use one of yes, no"),
        ('field = "ready"', 'field = "later"', "when: .* no field above"),
        ('key = "time"', 'key = "money"', "choices: two of them"),
        ("required = false", 'required = "no"', "required: write true or false"),
        ('en = "Why not"', 'en = "Ready"', 'field "why": label.en reads like that of "ready"'),
        ("required = false", 'also = "x"', "also: write a list"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_remedy(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(SettingsError, match=rf"^own\.toml: .*{said}"):
        read_definition(GOOD.replace(old, new, 1), "own.toml")


def test_a_form_needs_fields_and_an_end() -> None:
    with pytest.raises(SettingsError, match=r"field: a form has 1 to 60 fields"):
        read_definition('name = "own"\ntitle.en = "T"', "own.toml")
    with pytest.raises(SettingsError, match="characters long"):
        read_definition("#" * 70_000, "own.toml")


def test_conditions_decide_what_is_missing_and_shown() -> None:
    form = read_definition(GOOD.replace("required = false", ""), "own.toml")
    ready = (Answer("ready", True, "yes", AnswerSource.NEW_TEXT),)
    unready = (Answer("ready", False, "no", AnswerSource.NEW_TEXT),)
    assert [one.key for one in missing(form, ())] == ["ready"]
    assert [one.key for one in missing(form, unready)] == ["why"]
    assert missing(form, ready) == ()
    assert [one.key for part in shown(FormToFill(form, ready), "de") for one in part.fields] == ["ready"]


def test_a_form_as_plain_text() -> None:
    form = read_definition(GOOD, "own.toml")
    problem = Unreadable("why", "because", "This is none.")
    known = (Answer("ready", False, "", AnswerSource.PERSON),)
    assert plain(FormToFill(form, known, (), (problem,)), "en") == (
        "== First ==\n\n1) Ready? no\n   (one of: yes / no)\n\n"
        "2) Why not: ____\n   You wrote: “because”. This is none.\n"
        "   (one of: Money / Time; only if “Ready?” is “no”; may stay\n   empty)\n"
    )
    assert plain(FormToFill(form, asked=("why",)), "de").startswith("2) Warum nicht: ____\n   (eines von: Geld / Zeit;")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_reads_as_the_same_again(language: str) -> None:
    fields = {one.key: one for one in definition("pre_install").fields}
    for key, value in (
        ("installation_date", date(2026, 4, 3)), ("users", Decimal(1200)), ("users", Decimal("12.5")),
        ("server_ready", True),
        ("backup_ready", False), ("announcements", "ours"), ("queue_names", ("Sales", "After sales")),
    ):  # fmt: skip
        words = tuple(written(fields[key], value, language).split("\n"))
        assert read_value(fields[key], words, language) == Value(value)


def test_a_summary_is_by_section_in_the_forms_order() -> None:
    form = definition("pre_install")
    answers = (
        Answer("users", Decimal(45), "45", AnswerSource.PDF),
        Answer("server_ready", True, "да", AnswerSource.NEW_TEXT),
        Answer("blackout", (), "нет", AnswerSource.NEW_TEXT),
    )
    parts = summary(form, answers, "ru")
    assert [part.title for part in parts] == ["Минимальные требования", "Ваши системы", "Сроки"]
    assert parts[0].lines == (("Сервер соответствует минимальным требованиям", "да"),)
    assert parts[2].lines == (("Даты, которые не подходят", "—"),)


def test_a_check_in_asks_why_about_what_is_new() -> None:
    def said(**texts: str) -> tuple[Answer, ...]:
        return tuple(Answer(key, text, text, AnswerSource.NEW_TEXT) for key, text in texts.items())

    before = said(developed="A new portal.", difficulties="Slow reports", first_tasks="Telephony")
    now = said(developed="a new portal", difficulties="No reports at all", tasks_now="Growth")
    found = changes(before, now)
    assert found == (
        Change("difficulties", ChangeKind.CHANGED, "Slow reports", "No reports at all"),
        Change("tasks_now", ChangeKind.FIRST, None, "Growth"),
        Change("first_tasks", ChangeKind.GONE, "Telephony", None),
    )
    why = definition("check_in_why")
    keys = follow_up(why, found)
    assert keys == ("why_difficulties", "why_tasks_now")
    asked = narrowed(why, keys)
    assert [one.key for one in asked.fields] == list(keys)
    assert all(one.required for one in asked.fields)
    assert asked.version != why.version
    with pytest.raises(ValueError, match="no keys"):
        narrowed(why, ())


def test_each_check_in_question_has_its_why() -> None:
    assert [f"why_{one.key}" for one in definition("check_in").fields] == [
        one.key for one in definition("check_in_why").fields
    ]
