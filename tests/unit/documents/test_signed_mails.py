"""The mails about forms that are signed: what each kind says in each language, and what none may seem to say."""

import re

import pytest
from inscriptis import get_text

from models.vocabulary import ApprovalKind, Language
from processor.documents.filters import paragraphs
from processor.documents.templates import Templates
from processor.effects.mail import MailTemplate
from processor.reading.htmltext import html_to_text
from processor.reading.newtext import split_reply
from tests.unit.documents.clients import STYLES
from tests.unit.documents.signed import KINDS, SIGNED_MAILS, context, form, long_form
from tests.unit.documents.test_templates import APPROVALS

TEMPLATES = Templates()
LANGUAGES = [language.value for language in Language]
ASKING = (MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER)
ENDINGS = ("accepted", "rejected", "expired", "withdrawn", "superseded", "disputed")
EVERY = [(mail, kind, language) for mail in SIGNED_MAILS for kind in KINDS for language in LANGUAGES]
PROPOSAL_WORDS = re.compile(r"proposal|предложени|angebot|\bPR-", re.IGNORECASE)
ANSWERS = re.compile(r"^\W*(?:APPROVED|REJECTED|СОГЛАСОВАНО|ОТКЛОНЕНО|GENEHMIGT|ABGELEHNT)", re.MULTILINE)
BLANKS = {"en": "Outstanding issues:", "ru": "Незакрытые замечания:", "de": "Offene Punkte:"}
ISSUES = "1043 Report is late\n1044 Approved, but the bell is silent"
MEANINGS = {
    (ApprovalKind.GO_LIVE, "en"): "the site may be activated. The date on which the system is taken live is recorded "
    "apart from it.",
    (
        ApprovalKind.GO_LIVE,
        "ru",
    ): "площадку можно запускать. День, когда система начнёт работать, записывается отдельно.",
    (ApprovalKind.GO_LIVE, "de"): "Der Standort darf in Betrieb gehen. An welchem Tag das System live geht, wird davon "
    "getrennt festgehalten.",
    (ApprovalKind.COMPLETION, "en"): "the deployment is complete. Each issue that you list gets a ticket",
    (ApprovalKind.COMPLETION, "ru"): "внедрение завершено. По каждому пункту списка мы заведём заявку",
    (
        ApprovalKind.COMPLETION,
        "de",
    ): "Die Einführung ist abgeschlossen. Jeder Punkt, den Sie nennen, bekommt ein Ticket",
    (ApprovalKind.FORM, "en"): "that the information in exactly this version, FO-12, version 1, is right.",
    (ApprovalKind.FORM, "ru"): "что сведения именно в этой версии (FO-12, версия 1) верны.",
    (ApprovalKind.FORM, "de"): "dass die Angaben in genau dieser Version (FO-12, Version 1) richtig sind.",
}
SILENCE = {
    "en": "If we hear nothing, completion is deemed accepted at the end of 24 March 2031 (Europe/Lisbon): that is day "
    "21 after the system was taken live on 3 March 2031.",
    "ru": "Если мы ничего не услышим, завершение считается принятым по окончании 24 марта 2031 г. (Europe/Lisbon): "
    "систему запустили 3 марта 2031 г., и это день 21 после запуска.",
    "de": "Hören wir nichts, gilt der Abschluss mit dem Ende des 24. März 2031 (Europe/Lisbon) als angenommen: Das ist "
    "Tag 21 nach dem Go-live am 3. März 2031.",
}


def flat(text: str) -> str:
    return " ".join(text.split())


def variants(mail: MailTemplate, kind: ApprovalKind, language: str) -> list[dict[str, object]]:
    """The mail in all its forms: long and short, for each ending, signed, recorded, deemed, with issues."""
    if mail in ASKING:
        frozen = (form(kind, language), long_form(kind, language))
        return [context(TEMPLATES, mail, kind, language, frozen=one) for one in frozen]
    changes: list[dict[str, object]] = [{}]
    if mail is MailTemplate.APPROVAL_RECEIPT:
        changes += [{"own": ""}, {"own": "", "recorded_by": "Maria Stein"}, {"outstanding": ISSUES}]
        if kind is ApprovalKind.COMPLETION:
            told = {"deemed": "yes", "own": "", "decided_at": "2031-03-25T00:00:31+00:00"}
            changes += [told, {**told, "recorded_by": "Maria Stein"}]
    if mail in (MailTemplate.APPROVAL_ENDED, MailTemplate.APPROVAL_LATE):
        changes += [{"ending": ending} for ending in ENDINGS] + [{"ending": "accepted", "deemed": "yes"}]
    return [context(TEMPLATES, mail, kind, language, **one) for one in changes]


@pytest.mark.parametrize(("mail", "kind", "language"), EVERY)
def test_text_and_html_say_the_same_and_nothing_of_a_proposal(
    mail: MailTemplate, kind: ApprovalKind, language: str
) -> None:
    for values in variants(mail, kind, language):
        made = TEMPLATES.render(mail, language, values)
        html = flat(get_text(made.html))
        for paragraph in paragraphs(made.text):
            for line in paragraph if mail in ASKING or "outstanding" in values else (" ".join(paragraph),):
                assert flat(line) in html
        assert made.language == language
        assert "None" not in made.text
        assert max(map(len, made.text.splitlines())) <= 72
        for words in (made.subject, made.text, re.sub(r"<style>.*?</style>", "", made.html, flags=re.DOTALL)):
            assert not PROPOSAL_WORDS.search(words)


@pytest.mark.parametrize(("mail", "kind", "language"), EVERY)
def test_no_line_could_be_taken_for_an_answer(mail: MailTemplate, kind: ApprovalKind, language: str) -> None:
    for values in variants(mail, kind, language):
        said = values | {"said": "Approved", "reason": "Approved", "ended_by": "Approved"}
        made = TEMPLATES.render(mail, language, said)
        for text in (made.text, get_text(made.html), html_to_text(made.html).text):
            assert APPROVALS.search(text) is None
            assert ANSWERS.search(text) is None
            assert re.search(r"^\W*4821-?7730", text, re.MULTILINE) is None


@pytest.mark.parametrize(("mail", "kind", "language"), EVERY)
def test_the_tag_stands_first_in_the_subject_and_last_in_the_body(
    mail: MailTemplate, kind: ApprovalKind, language: str
) -> None:
    values = context(TEMPLATES, mail, kind, language)
    made = TEMPLATES.render(mail, language, values)
    assert made.subject.startswith(f"{values['subject_tag']} ")
    assert made.text.splitlines()[-1] == values["subject_tag"]
    assert "\n-- \n" not in made.text
    assert re.search(r"https?:|//|src=|url\(|<img|<link|<script|@import|<form", made.html, re.IGNORECASE) is None
    assert len(re.findall(r'href="mailto:', made.html)) == (2 if mail in ASKING else 0)


@pytest.mark.parametrize(("kind", "language"), list(MEANINGS))
def test_the_mail_and_the_record_say_what_approving_means(kind: ApprovalKind, language: str) -> None:
    for mail in ASKING:
        values = context(TEMPLATES, mail, kind, language)
        made = TEMPLATES.render(mail, language, values)
        for text in (flat(made.text), flat(get_text(made.html))):
            for (other, spoken), meaning in MEANINGS.items():
                if spoken == language:
                    assert (meaning in text) is (other is kind)
    wording = TEMPLATES.wording(language, values)
    assert MEANINGS[kind, language] in wording
    assert str(values["customer"]) in wording
    assert (SILENCE[language] in wording) is (kind is ApprovalKind.COMPLETION)


@pytest.mark.parametrize("mail", ASKING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_completion_says_what_silence_does(mail: MailTemplate, language: str) -> None:
    for kind in KINDS:
        values = context(TEMPLATES, mail, kind, language)
        made = TEMPLATES.render(mail, language, values)
        for text in (flat(made.text), flat(get_text(made.html))):
            assert (SILENCE[language] in text) is (kind is ApprovalKind.COMPLETION)
    bare = {name: value for name, value in context(TEMPLATES, mail, ApprovalKind.COMPLETION, language).items()
            if name not in {"live_on", "deemed_on", "timezone"}}  # fmt: skip
    assert SILENCE[language] not in flat(TEMPLATES.render(mail, language, bare).text)


@pytest.mark.parametrize("mail", ASKING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_completion_mail_has_lines_for_outstanding_issues(mail: MailTemplate, language: str) -> None:
    section = [BLANKS[language], *(f"{place}. ____" for place in range(1, 6))]
    for kind in KINDS:
        made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, kind, language))
        for text in (made.text, html_to_text(made.html).text):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if kind is not ApprovalKind.COMPLETION:
                assert section[0] not in lines
                continue
            at = lines.index(section[0])
            assert lines[at : at + 6] == section
            assert lines.count(section[0]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_lists_the_tickets_of_the_outstanding_issues(language: str) -> None:
    kind, mail = ApprovalKind.COMPLETION, MailTemplate.APPROVAL_RECEIPT
    made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, kind, language, outstanding=ISSUES))
    for text in (made.text, get_text(made.html)):
        assert re.search(r"^\W*1\. #1043: Report is late\s*$", text, re.MULTILINE)
        assert re.search(r"^\W*2\. #1044: Approved, but the bell is silent\s*$", text, re.MULTILINE)
    evil = context(TEMPLATES, mail, kind, language, outstanding="1043 <img src=x> see https://evil.example/x")
    assert "<img" not in TEMPLATES.render(mail, language, evil).html
    assert "evil.example" not in TEMPLATES.render(mail, language, evil).text


UNSIGNED = {
    "en": ("Completion is deemed accepted", "Nobody has signed it"),
    "ru": ("Завершение считается принятым", "Никто этого не подписал"),
    "de": ("Der Abschluss gilt als angenommen", "Unterzeichnet hat das niemand"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_told_that_it_is_deemed_is_told_that_nobody_signed(language: str) -> None:
    kind, mail = ApprovalKind.COMPLETION, MailTemplate.APPROVAL_RECEIPT
    told = {"deemed": "yes", "own": "yes", "decided_at": "2031-03-25T00:00:31+00:00"}
    made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, kind, language, **told))
    heading, nobody = UNSIGNED[language]
    assert heading in flat(get_text(made.html))
    for text in (flat(made.text), flat(get_text(made.html))):
        for words in (nobody, "08:05 UTC", "00:00 UTC"):
            assert words in text
    signed = TEMPLATES.render(mail, language, context(TEMPLATES, mail, kind, language))
    for words in UNSIGNED[language]:
        assert words not in flat(signed.text)


@pytest.mark.parametrize("mail", [MailTemplate.APPROVAL_ENDED, MailTemplate.APPROVAL_LATE])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_ending_has_its_own_sentence(mail: MailTemplate, kind: ApprovalKind, language: str) -> None:
    told = {TEMPLATES.render(mail, language, values).text for values in variants(mail, kind, language)[1:]}
    assert len(told) == len(ENDINGS) + 1


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_above_the_quoted_mail_is_cut_clean(style: str, language: str) -> None:
    values = context(TEMPLATES, MailTemplate.APPROVAL_REQUEST, ApprovalKind.COMPLETION, language)
    made = TEMPLATES.render(MailTemplate.APPROVAL_REQUEST, language, values)
    for text in (made.text, html_to_text(made.html).text):
        parts = split_reply(STYLES[style]("Ok", text))
        assert parts.new_text == "Ok"
        assert not parts.after_quote
        assert str(values["subject_tag"]) in parts.quoted_text
