"""The mails about approvals: what each must say, in three languages and two forms, and what none may seem to say."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from inscriptis import get_text
from jinja2 import UndefinedError

from models.vocabulary import Language
from processor.documents.filters import paragraphs
from processor.documents.templates import Templates
from processor.effects.mail import MailTemplate
from processor.reading.htmltext import html_to_text
from processor.reading.newtext import split_reply
from tests.unit.documents.approvals import ADDRESS, CHECKPOINT, FINGERPRINT, KEY, MAILS, context
from tests.unit.documents.clients import STYLES
from tests.unit.documents.proposals import long_proposal, proposal
from tests.unit.documents.test_templates import APPROVALS

TEMPLATES = Templates()
LANGUAGES = [language.value for language in Language]
ALL = [(mail, language) for mail in MAILS for language in LANGUAGES]
ASKING = [MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER]
ENDINGS = ("accepted", "rejected", "expired", "withdrawn", "superseded", "disputed")
WORDS = {"en": ("APPROVED", "REJECTED"), "ru": ("СОГЛАСОВАНО", "ОТКЛОНЕНО"), "de": ("GENEHMIGT", "ABGELEHNT")}
MEANINGS = {
    "en": "To accept, reply to this message with the single word APPROVED and nothing else. That reply is a binding "
    "acceptance of exactly this version, PR-17, version 3, on behalf of Customer Ltd.",
    "ru": "Чтобы согласовать, ответьте на это письмо одним словом СОГЛАСОВАНО и больше ничего не пишите. Такой ответ — "
    "обязывающее согласование именно этой версии (PR-17, версия 3) от имени ООО «Ромашка».",
    "de": "Zum Annehmen antworten Sie auf diese E-Mail nur mit dem einen Wort GENEHMIGT. Diese Antwort ist eine "
    "verbindliche Annahme genau dieser Version (PR-17, Version 3) im Namen von Müller & Söhne GmbH.",
}


def flat(text: str) -> str:
    return " ".join(text.split())


def variants(mail: MailTemplate, language: str) -> list[dict[str, object]]:
    """The mail in all its forms: to either side, long and short, for each ending."""
    sides: list[dict[str, object]] = [{"side": "customer"}, {"side": "vendor"}]
    if mail in ASKING:
        return [
            context(TEMPLATES, mail, language, frozen, **side)
            for side in sides
            for frozen in (None, long_proposal(language))
        ]
    if mail is MailTemplate.APPROVAL_RECEIPT:
        sides += [{"own": ""}, {"own": "", "recorded_by": "Maria Stein"}]
    if mail in (MailTemplate.APPROVAL_ENDED, MailTemplate.APPROVAL_LATE):
        sides += [{"ending": ending} for ending in ENDINGS]
    if mail is MailTemplate.REGISTER_CHANGE:
        sides += [{"change": "removed"}]
    return [context(TEMPLATES, mail, language, **changes) for changes in sides]


EVERY = [(mail, language, at) for mail, language in ALL for at in range(len(variants(mail, language)))]


@pytest.mark.parametrize(("mail", "language", "at"), EVERY)
def test_text_and_html_say_the_same(mail: MailTemplate, language: str, at: int) -> None:
    values = variants(mail, language)[at]
    made = TEMPLATES.render(mail, language, values)
    html = flat(get_text(made.html))
    for paragraph in paragraphs(made.text):
        for line in (" ".join(paragraph),) if mail not in ASKING else paragraph:
            assert flat(line) in html
    assert made.text.startswith(f"{values['reply_above']}\n")
    assert html.startswith(str(values["reply_above"]))
    assert made.language == language
    assert "None" not in made.text
    assert max(map(len, made.text.splitlines())) <= 72


@pytest.mark.parametrize(("mail", "language", "at"), EVERY)
def test_no_line_could_be_taken_for_an_answer(mail: MailTemplate, language: str, at: int) -> None:
    values = variants(mail, language)[at] | {"said": "Approved", "reason": "Approved", "ended_by": "Approved"}
    made = TEMPLATES.render(mail, language, values)
    answers = "|".join(word for pair in WORDS.values() for word in pair)
    for text in (made.text, get_text(made.html), html_to_text(made.html).text):
        assert APPROVALS.search(text) is None
        assert re.search(rf"^\W*(?:{answers})", text, re.MULTILINE) is None
        assert re.search(r"^\W*4821-?7730", text, re.MULTILINE) is None


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_the_tag_stands_first_in_the_subject_and_last_in_the_body(mail: MailTemplate, language: str) -> None:
    made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, language))
    if mail is MailTemplate.REGISTER_CHANGE:
        assert "[" not in made.subject
        return
    assert made.subject.startswith(f"{KEY.tag} ")
    assert made.subject.count("[") == 1
    assert made.text.splitlines()[-1] == KEY.tag
    assert get_text(made.html).strip().splitlines()[-1].strip() == KEY.tag
    assert "\n-- \n" not in made.text, "what stands below a signature mark is not quoted by every program"
    again = context(TEMPLATES, mail, language, document_title=f"Re: {KEY.tag} [#7 zzzzzzzz23456723] Export")
    assert TEMPLATES.render(mail, language, again).subject.count("[") == 1


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_html_loads_nothing_and_links_only_to_a_new_mail(mail: MailTemplate, language: str) -> None:
    html = TEMPLATES.render(mail, language, context(TEMPLATES, mail, language)).html
    assert f'<html lang="{language}">' in html
    assert re.search(r"https?:|//|src=|url\(|<img|<link|<script|@import|<form", html, re.IGNORECASE) is None
    links = re.findall(r'href="([^"]*)"', html)
    assert len(links) == (2 if mail in ASKING else 0)
    assert all(link.startswith("mailto:") for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_links_write_the_reply_and_send_nothing(language: str) -> None:
    mail = MailTemplate.APPROVAL_REQUEST
    made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, language))
    for link, word in zip(re.findall(r'href="([^"]*)"', made.html), WORDS[language], strict=True):
        parts = urlsplit(link.replace("&amp;", "&"))
        assert "+" not in link, "some programs take a plus for a blank"
        assert unquote(parts.path) == ADDRESS
        fields = parse_qs(parts.query, strict_parsing=True)
        assert fields["subject"] == [made.subject]
        assert fields["body"][0].strip() == word


@pytest.mark.parametrize("mail", [*ASKING, MailTemplate.APPROVAL_UNCLEAR])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_says_what_the_one_word_means(mail: MailTemplate, language: str) -> None:
    values = context(TEMPLATES, mail, language)
    made = TEMPLATES.render(mail, language, values)
    assert TEMPLATES.wording(language, values) == MEANINGS[language]
    for text in (made.text, get_text(made.html)):
        assert MEANINGS[language] in flat(text)
        assert WORDS[language][1] in flat(text)
    vendor = TEMPLATES.wording(language, values | {"side": "vendor"})
    assert "Example Support" in vendor
    assert WORDS[language][0] in vendor
    assert str(values["customer"]) not in vendor


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_carries_the_whole_proposal(language: str) -> None:
    frozen = proposal(language)
    values = context(TEMPLATES, MailTemplate.APPROVAL_REQUEST, language)
    made = TEMPLATES.render("approval_request", language, values)
    for text in (flat(made.text), flat(get_text(made.html))):
        for needed in (frozen.content.title, frozen.content.goals, *frozen.content.criteria, frozen.customer):
            assert needed in text
        for person in frozen.signatories:
            assert f"{person.name}, {person.title} <{person.address}>" in text
        for one in frozen.content.documents:
            assert one.filename in text
            assert f"SHA-256 {one.sha256}" in text
        for needed in ("EUR", "37.5" if language == "en" else "37,5", "2031", "UTC", "PR-17-v3.pdf, Mapping.pdf"):
            assert needed in text
    vendor = TEMPLATES.render("approval_request", language, values | {"side": "vendor"})
    assert vendor.subject != made.subject
    assert {"en": "internal", "ru": "внутренне", "de": "intern"}[language] in vendor.text.lower()


def test_a_long_proposal_is_summed_up() -> None:
    short = TEMPLATES.render("approval_request", "en", context(TEMPLATES, MailTemplate.APPROVAL_REQUEST))
    frozen = long_proposal()
    long = TEMPLATES.render("approval_request", "en", context(TEMPLATES, MailTemplate.APPROVAL_REQUEST, frozen=frozen))
    assert "the whole proposal is attached as a PDF" in flat(long.text)
    assert "the whole proposal is attached as a PDF" not in flat(short.text)
    assert len(long.text) < 6000
    assert "One of them is enough." in long.text
    for one in frozen.content.documents:
        assert one.sha256 in long.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_says_how_to_object_and_how_to_check(language: str) -> None:
    for own in ("yes", ""):
        values = context(TEMPLATES, MailTemplate.APPROVAL_RECEIPT, language, own=own)
        made = TEMPLATES.render("approval_receipt", language, values)
        assert CHECKPOINT in made.text
        assert CHECKPOINT in made.html
        for text in (flat(made.text), flat(get_text(made.html))):
            for needed in (FINGERPRINT, "AC-2031-000017", "08:05 UTC", "anna@customer.example", "4711", "receipt.json"):
                assert needed in text
            assert not re.search(r"signed by|подписан|unterschrieben|signiert", text)
    said = {"en": "sealed by Example Support", "ru": "печатью Example Support", "de": "gesiegelt von Example Support"}
    assert said[language] in flat(made.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_challenge_shows_the_code_in_groups_and_asks_nobody_to_pass_it_on(language: str) -> None:
    values = context(TEMPLATES, MailTemplate.APPROVAL_CHALLENGE, language)
    text = flat(TEMPLATES.render("approval_challenge", language, values).text)
    assert text.count("4821-7730") == 1
    assert "48217730" not in text
    assert {"en": "never ask", "ru": "никогда не просим", "de": "niemals"}[language] in text
    for word in WORDS[language]:
        assert word not in text


@pytest.mark.parametrize("name", ["approval_ended", "approval_late"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_ending_has_its_own_sentence(name: str, language: str) -> None:
    mail = MailTemplate(name)
    told = [TEMPLATES.render(name, language, context(TEMPLATES, mail, language, ending=ending)) for ending in ENDINGS]
    assert len({made.text for made in told}) == len(ENDINGS)
    assert all("Maria Stein" in made.text for made in told)
    if mail is MailTemplate.APPROVAL_ENDED:
        assert len({made.subject for made in told}) == len(ENDINGS)
    with pytest.raises(UndefinedError):
        TEMPLATES.render(name, language, context(TEMPLATES, mail, language, ending="forgotten"))


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_a_missing_value_is_an_error(mail: MailTemplate, language: str) -> None:
    optional = {
        "person_title",
        "limit_amount",
        "limit_currency",
        "valid_from",
        "valid_until",
        "purchase_order",
        "reason",
    }
    optional |= {"amount", "currency", "ended_by", "sender_address", "certificate_sha256", "subject_tag"}
    values = context(TEMPLATES, mail, language)
    for missing in sorted(
        values.keys() - optional - {"reply_address", "customer", "side", "attached", "objection_days", "organisation"}
    ):
        with pytest.raises(UndefinedError):
            TEMPLATES.render(mail, language, {name: value for name, value in values.items() if name != missing})
    TEMPLATES.render(
        mail, language, {name: value for name, value in values.items() if name not in optional} | {"subject_tag": ""}
    )


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_what_people_write_stays_text(mail: MailTemplate, language: str) -> None:
    evil = '<img src=x onerror="x()">'
    changes = dict.fromkeys(
        ("document_title", "customer", "approver", "person_name", "said", "ended_by", "checkpoint"), evil
    )
    html = TEMPLATES.render(mail, language, context(TEMPLATES, mail, language, **changes)).html
    assert "<img" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize(
    "mail", [MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_CHALLENGE, MailTemplate.APPROVAL_RECEIPT]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_above_the_quoted_mail_is_cut_clean(style: str, mail: MailTemplate, language: str) -> None:
    made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, language))
    for text in (made.text, html_to_text(made.html).text):
        parts = split_reply(STYLES[style](WORDS[language][0].capitalize(), text))
        assert parts.new_text == WORDS[language][0].capitalize()
        assert not parts.after_quote
        assert KEY.tag in parts.quoted_text
