"""The mails about forms: the whole form in each, in three languages and two forms, and nothing that seems to sign."""

import re
from dataclasses import replace

import pytest
from inscriptis import get_text
from jinja2 import UndefinedError

from models.vocabulary import Language, PdfRefusal
from processor.documents.filters import paragraphs
from processor.documents.forms import form_words
from processor.documents.templates import Rendered, Templates
from processor.effects.mail import MailTemplate
from processor.facts.forms import FormToFill
from processor.forms.printed import plain
from processor.reading.enclosed.tables import table_rows
from processor.reading.htmltext import html_to_text
from processor.reading.newtext import reply_above_line, split_reply
from tests.unit.documents.clients import STYLES
from tests.unit.documents.forms import ANSWERS, DEFINITION, EMPTY, KEY, MISSING, PREFILLED, answer
from tests.unit.documents.test_templates import APPROVALS

TEMPLATES = Templates()
LANGUAGES = [language.value for language in Language]
FORMS = {
    MailTemplate.FORM_REQUEST: EMPTY,
    MailTemplate.FORM_MISSING: MISSING,
    MailTemplate.FORM_REMINDER: MISSING,
    MailTemplate.FORM_THANKS: PREFILLED,
}
ALL = [(mail, language) for mail in FORMS for language in LANGUAGES]
ASKING = [(mail, language) for mail, language in ALL if mail is not MailTemplate.FORM_THANKS]


def context(mail: MailTemplate, language: str, form: FormToFill | None = None, **changes: object) -> dict[str, object]:
    """What the composer gives this mail."""
    asking = mail is not MailTemplate.FORM_THANKS
    return {
        "sender_name": "Example Support",
        "organisation": "Example Support",
        "sender_address": "desk@support.example",
        "recipient_name": "Anna Petrova",
        "reply_above": reply_above_line(language, asking),
        "reply_address": "desk+q.12.1.abcdefgh23456723@support.example",
        "subject_tag": KEY.tag,
        "attached": "FQ-12-v1.pdf" if asking else "",
        "form_name": KEY.name,
        "sent_at": "2031-03-01T12:31:00+00:00",
        **form_words(TEMPLATES, form or FORMS[mail], language, asking),
        **changes,
    }


def render(mail: MailTemplate, language: str, form: FormToFill | None = None, **changes: object) -> Rendered:
    return TEMPLATES.render(mail, language, context(mail, language, form, **changes))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_text_and_html_say_the_same(mail: MailTemplate, language: str) -> None:
    made = render(mail, language)
    html = flat(get_text(made.html))
    form = context(mail, language)["form_text"]
    outside = made.text.replace(str(form), "") if form else made.text
    assert not form or str(form).strip() in made.text, "the form stands there as it is read"
    for paragraph in paragraphs(outside):
        for line in paragraph:
            assert flat(line).removesuffix(":") in html
    assert made.text.startswith(str(reply_above_line(language, mail is not MailTemplate.FORM_THANKS)))
    assert made.language == language
    assert "None" not in made.text
    assert max(map(len, made.text.splitlines())) <= 72


@pytest.mark.parametrize(("mail", "language"), ASKING)
def test_every_asked_field_has_its_row_and_its_line(mail: MailTemplate, language: str) -> None:
    made = render(mail, language)
    asked = FORMS[mail].asked or tuple(field.key for field in DEFINITION.fields)
    rows = {row[0]: row for row in table_rows(made.html) if len(row) == 3}
    for number, field in enumerate(DEFINITION.fields, 1):
        if field.key in asked:
            label = dict(field.labels)[language]
            assert re.search(rf"^{number}\) {re.escape(label)}:? ?", made.text, re.MULTILINE)
            assert rows[f"{number})"][1].startswith(label)
            assert rows[f"{number})"][2] == "____"
        else:
            assert f"{number})" not in rows
    assert plain(FORMS[mail], language).strip() in made.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_is_filled_in(language: str) -> None:
    made = render(MailTemplate.FORM_REQUEST, language, PREFILLED)
    rows = {row[0]: row[2] for row in table_rows(made.html) if len(row) == 3}
    assert rows["1)"] == "Anna Berg"
    assert rows["11)"] == "Sales\nПоддержка"
    assert rows["4)"] == {"en": "yes", "de": "ja", "ru": "да"}[language]


@pytest.mark.parametrize("mail", [MailTemplate.FORM_MISSING, MailTemplate.FORM_REMINDER])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_understood_and_what_was_not_is_shown(mail: MailTemplate, language: str) -> None:
    made = render(mail, language)
    said = {"en": "Call centre", "de": "Callcenter", "ru": "Колл-центр"}[language]
    for text in (flat(made.text), flat(get_text(made.html))):
        assert "31 February" in text
        assert "That day does not exist." in text
        assert f": {said}" in text
        assert "By the way: the lift is broken." in text
        assert "scan.pdf: " in text
        assert {"en": "encrypted", "de": "verschlüsselt", "ru": "зашифрован"}[language] in text
        assert ": Anna Berg" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_of_a_pdf_has_its_sentence(language: str) -> None:
    words = TEMPLATES.words(f"form/_words.{language}.txt", {})
    said = {words[f"refused_{why.value}"] for why in PdfRefusal}
    assert len(said) == len(PdfRefusal)
    assert all(one.endswith(".") for one in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_thanks_show_all_answers_and_ask_nothing(language: str) -> None:
    made = render(MailTemplate.FORM_THANKS, language)
    assert "____" not in made.text + made.html
    for label in (
        dict(field.labels)[language] for field in DEFINITION.fields if field.key in {one.field for one in ANSWERS}
    ):
        assert f"{label}: " in made.text
    signed = FormToFill(replace(DEFINITION, signed=True))
    plain_thanks = render(MailTemplate.FORM_THANKS, language, EMPTY).text
    assert render(MailTemplate.FORM_THANKS, language, signed).text != plain_thanks


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_no_line_could_be_taken_for_an_approval(mail: MailTemplate, language: str) -> None:
    form = FormToFill(
        DEFINITION,
        (answer("superuser", "Approved"), answer("queues", ("Approved", "Принято"))),
        asked=FORMS[mail].asked,
        leftovers=("Approved\nGenehmigt",),
    )
    made = render(mail, language, form)
    outside = made.text.replace(str(context(mail, language, form)["form_text"]), "")
    assert APPROVALS.search(outside) is None
    nothing = {"en": "approves nothing", "de": "genehmigt nichts", "ru": "ничего не согласует"}[language]
    assert nothing in flat(made.text)
    assert nothing in flat(get_text(made.html))


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_the_tag_stands_first_in_the_subject_and_last_in_the_body(mail: MailTemplate, language: str) -> None:
    made = render(mail, language)
    assert made.subject.startswith(f"{KEY.tag} ")
    assert made.subject.count("[") == 1
    assert dict(DEFINITION.titles)[language] in made.subject
    assert made.text.splitlines()[-1] == KEY.tag
    assert get_text(made.html).strip().splitlines()[-1].strip() == KEY.tag
    assert "\n-- \n" not in made.text, "what stands below a signature mark is not quoted by every program"


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_html_loads_nothing_and_what_people_write_stays_text(mail: MailTemplate, language: str) -> None:
    evil = '<img src=x onerror="x()">'
    form = FormToFill(DEFINITION, (answer("superuser", evil),), FORMS[mail].asked, (), (evil,), ((evil, "broken"),))
    html = render(mail, language, form).html
    assert "<img" not in html
    assert "&lt;img" in html
    assert f'<html lang="{language}">' in html
    html = render(mail, language).html
    assert re.search(r"https?:|//|src=|url\(|<img|<link|<script|@import|<form|<input", html, re.IGNORECASE) is None
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize(("mail", "language"), ASKING)
def test_a_reply_above_the_quoted_mail_is_cut_clean(style: str, mail: MailTemplate, language: str) -> None:
    made = render(mail, language)
    for text in (made.text, html_to_text(made.html).text):
        parts = split_reply(STYLES[style]("1) Anna Berg", text))
        assert parts.new_text == "1) Anna Berg"
        assert KEY.tag in parts.quoted_text


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_a_missing_value_is_an_error(mail: MailTemplate, language: str) -> None:
    for missing in ("form_name", "form_title", "reply_above", "sender_name", "recipient_name", "label"):
        values = context(mail, language)
        del values[missing]
        with pytest.raises(UndefinedError):
            TEMPLATES.render(mail, language, values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_names_what_it_resolves(language: str) -> None:
    tickets = "No. 1042: Export of invoices fails\nNo. 1050: Queue <b>names</b>"
    values = {
        "sender_name": "Example Support",
        "recipient_name": "Anna Petrova",
        "reply_above": reply_above_line(language),
        "subject_tag": "",
        "release": "26-3.1",
        "tickets": tickets,
        "notes": "Exports are faster.\n\nDashboards reload.",
    }
    made = TEMPLATES.render("release", language, values)
    html = flat(get_text(made.html))
    assert "26-3.1" in made.subject
    for needed in ("26-3.1", "No. 1042: Export of invoices fails", "Queue <b>names</b>", "Dashboards reload."):
        assert needed in made.text
        assert needed in html
    for paragraph in paragraphs(made.text):
        for line in paragraph:
            assert flat(line).removeprefix("- ") in html
    one = TEMPLATES.render("release", language, {**values, "tickets": "No. 7: X", "notes": ""})
    assert one.text.count("- No.") == 1
    assert len({one.text.splitlines()[4], made.text.splitlines()[4]}) == 2
    del values["release"]
    with pytest.raises(UndefinedError):
        TEMPLATES.render("release", language, values)
