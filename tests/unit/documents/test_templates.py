"""Every mail in every language: complete, the same in text and HTML, and safe to quote."""

import re

import pytest
from inscriptis import get_text
from jinja2 import TemplateNotFound, UndefinedError

from models.vocabulary import Language
from processor.documents.filters import paragraphs, person, tidy, topic
from processor.documents.mail import Templates
from processor.documents.templates import about_form
from processor.effects.mail import MailTemplate
from tests.unit.documents.approvals import MAILS
from tests.unit.documents.samples import TAG, context

TEMPLATES = Templates()
ALL = [
    (name.value, language.value)
    for name in MailTemplate
    if name not in MAILS and not about_form(name)
    for language in Language
]
"""The mails about tickets; those about approvals are looked at in test_approval_mails, others in test_form_mails."""
APPROVALS = re.compile(
    r"^\W*(yes|ok|okay|approved?|accepted?|agreed?|confirmed?|lgtm|done|go ahead|"
    r"да|ок|хорошо|согласен|согласна|согласовано|одобряю|одобрено|утверждаю|утверждено|принято|подтверждаю|"
    r"ja|einverstanden|genehmigt|freigegeben|bestätigt|akzeptiert|angenommen|in ordnung)\W*$",
    re.IGNORECASE | re.MULTILINE,
)


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_mail_of_the_effects_has_its_files_and_no_other_exists() -> None:
    assert TEMPLATES.names() == tuple(sorted(name.value for name in MailTemplate))


@pytest.mark.parametrize(("name", "language"), ALL)
def test_text_and_html_say_the_same(name: str, language: str) -> None:
    values = context(language)
    mail = TEMPLATES.render(name, language, values)
    html = words(get_text(mail.html))
    below_the_signature = mail.text.index("\n-- \n")
    for line in paragraphs(mail.text[:below_the_signature]):
        assert words(" ".join(line)) in html
    for needed in ("1042", "Example Support", str(values["reply_above"])):
        assert needed in mail.text
        assert needed in html
    assert mail.text.startswith(f"{values['reply_above']}\n")
    assert html.startswith(str(values["reply_above"]))
    assert mail.language == language


@pytest.mark.parametrize(("name", "language"), ALL)
def test_no_line_of_ours_could_be_taken_for_an_approval(name: str, language: str) -> None:
    mail = TEMPLATES.render(name, language, context(language, subject="Approved", recipient_name="Approved"))
    for text in (mail.text, get_text(mail.html)):
        assert APPROVALS.search(text) is None


@pytest.mark.parametrize(("name", "language"), ALL)
def test_html_loads_nothing_and_speaks_its_language(name: str, language: str) -> None:
    html = TEMPLATES.render(name, language, context(language)).html
    assert f'<html lang="{language}">' in html
    assert re.search(r"https?:|//|src=|url\(|<img|<link|<script|@import", html, re.IGNORECASE) is None
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize(("name", "language"), ALL)
def test_what_customers_write_stays_text(name: str, language: str) -> None:
    evil = '<img src=x onerror="x()">'
    html = TEMPLATES.render(name, language, context(language, subject=evil, reason=evil, body=evil, limit=evil)).html
    assert "<img" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_tag_stands_first_and_once(name: str, language: str) -> None:
    for subject in ("Export fails", f"Re: {TAG} Export fails", f"{TAG} Re: {TAG} [#7 zzzzzzzz23456723] Export"):
        mail = TEMPLATES.render(name, language, context(language, subject=subject))
        assert mail.subject.startswith(f"{TAG} ")
        assert mail.subject.count("[#") == 1
    assert TEMPLATES.render("answer", language, context(subject=f"AW: {TAG} Re: X")).subject == f"{TAG} Re: X"
    assert TEMPLATES.render("answer", language, context(subject_tag="", subject="X")).subject == "Re: X"
    assert "None" not in TEMPLATES.render(name, language, context(subject="")).subject


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_missing_value_is_an_error(name: str, language: str) -> None:
    for missing in ("ticket_number", "reply_above", "sender_name"):
        values = context(language)
        del values[missing]
        with pytest.raises(UndefinedError, match=missing):
            TEMPLATES.render(name, language, values)


def test_each_says_its_own() -> None:
    closing = TEMPLATES.render("closing", "en", context())
    assert "Reason: The export waits for open invoices now." in closing.text
    answer = TEMPLATES.render("answer", "en", context())
    assert str(context()["body"]) in answer.text
    assert "<b>two</b>" in get_text(answer.html)
    notice = TEMPLATES.render("internal_notice", "en", context(body="Call them."))
    assert "What to do: Call them." in notice.text
    told = {
        problem: TEMPLATES.render("unreadable", "en", context(problem=problem, limit="25 MB")).text
        for problem in ("too_large", "encrypted", "unreadable")
    }
    assert "larger than we can take in (25 MB)" in told["too_large"]
    assert "without encryption" in told["encrypted"]
    assert "damaged" in told["unreadable"]
    assert told["unreadable"] == TEMPLATES.render("unreadable", "en", context()).text


def test_automatic_mails_say_so() -> None:
    for language, word in (("en", "automatically"), ("ru", "автоматически"), ("de", "automatisch")):
        for name in ("acknowledgement", "closing", "unreadable"):
            assert word in TEMPLATES.render(name, language, context(language)).text


def test_a_language_we_do_not_write_gets_english() -> None:
    english = TEMPLATES.render("closing", "en", context())
    for language in ("fr", "", "en-GB", "EN"):
        assert TEMPLATES.render("closing", language, context()) == english
    assert TEMPLATES.render("closing", "de-AT", context()).language == "de"
    with pytest.raises(TemplateNotFound):
        TEMPLATES.render("love_letter", "en", context())


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        ("Re: AW: Отв: X", "X"),
        ("Re[2]: X", "X"),
        ("Ответ: X", "X"),
        ("Regarding: X", "Regarding: X"),
        (f"Fwd: {TAG} X", "X"),
        ("", ""),
        ("Re:", ""),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_topic(subject: str, about: str) -> None:
    assert topic(subject) == about


@pytest.mark.parametrize("name", ["Anna Petrova", "Анна-Мария О'Нил", "J. R. Smith", "Jürgen Müller", "李小龍"])
def test_names_of_people_are_used(name: str) -> None:
    assert person(f" {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "You won 1000 $",
        "Visit evil.example/now",
        "Win at evil.example",
        "a@b.example",
        "x" * 61,
        "Buy our very good things now please",
    ],
)
def test_what_is_no_name_is_not_said_to_anybody(name: str) -> None:
    assert person(name) == ""


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        ("You won: https://evil.example/x?y=1 now", "You won: … now"),
        ("You won: hTTps://evil.example", "You won: …"),
        ("See www.evil.example today", "See … today"),
        ("See evil.example/prize, today", "See … today"),
        ("report.pdf and config.toml of 2.1/2.2 are wrong", "report.pdf and config.toml of 2.1/2.2 are wrong"),
        ("Отчёт: https://пример.example/а пуст", "Отчёт: … пуст"),
    ],
)
def test_a_topic_carries_no_link_to_whom_the_sender_names(subject: str, about: str) -> None:
    assert topic(subject) == about


def test_tidy_keeps_the_mark_of_the_signature() -> None:
    assert tidy("\n\na  \n\n\n\nb\n-- \nc\n\n") == "a\n\nb\n-- \nc\n"
