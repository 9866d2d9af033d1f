"""Our mails about forms under the grammar that judges replies: no words of theirs accept, the word asked for does."""

import pytest

from models.vocabulary import ApprovalKind, Language
from processor.approvals.grammar import judge_reply
from processor.documents.filters import paragraphs
from processor.documents.templates import Templates
from processor.effects.mail import MailTemplate
from processor.facts.message import Address
from processor.facts.replies import ReplyContext
from processor.reading.htmltext import html_to_text
from tests.unit.documents.clients import STYLES
from tests.unit.documents.signed import KINDS, NUMBERS, SIGNED_MAILS, context

TEMPLATES = Templates()
ANNA = Address("Anna Petrova", "anna@customer.example")
WORDS = {"en": "APPROVED", "ru": "СОГЛАСОВАНО", "de": "GENEHMIGT"}
DECLINING = {"en": "REJECTED", "ru": "ОТКЛОНЕНО", "de": "ABGELEHNT"}
LANGUAGES = [language.value for language in Language]
ASKING = (MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER, MailTemplate.APPROVAL_UNCLEAR)
ALL = [(kind, language) for kind in KINDS for language in LANGUAGES]


def forms(mail: MailTemplate, kind: ApprovalKind, language: str) -> tuple[str, str]:
    """The two forms of a mail that a program may quote."""
    values = context(TEMPLATES, mail, kind, language, sender_name="Vendor Support")
    made = TEMPLATES.render(mail, language, values)
    return made.text, html_to_text(made.html).text


def quoted(style: str, answer: str, form: str, kind: ApprovalKind) -> str:
    """The reply as this program writes it; some write the subject of the mail into the head of the quote."""
    name = {ApprovalKind.GO_LIVE: "GL-3", ApprovalKind.COMPLETION: "CO-3", ApprovalKind.FORM: "FO-12"}[kind]
    reply = STYLES[style](answer, form)
    return reply.replace("PR-17.3", f"{name}.1").replace("Proposal PR-17, version 3", f"Form {name}, version 1")


def known(sent: str, kind: ApprovalKind) -> ReplyContext:
    return ReplyContext(kind=kind, sender=ANNA, sent=sent, number=NUMBERS[kind], version=1)


@pytest.mark.parametrize("mail", SIGNED_MAILS)
@pytest.mark.parametrize(("kind", "language"), ALL)
def test_no_part_of_our_own_words_accepts(mail: MailTemplate, kind: ApprovalKind, language: str) -> None:
    """Pasted as the sender's own words, by paragraph or by line, or sent back as nothing but a quote."""
    text, html = forms(mail, kind, language)
    about = known(f"{text}\n{html}", kind)
    pieces = {text, html}
    for form in (text, html):
        pieces |= {"\n".join(lines) for lines in paragraphs(form)} | set(form.splitlines())
    pieces |= {"\n".join(f"> {line}" for line in piece.splitlines()) for piece in (text, html)}
    pieces |= {STYLES[style]("", form) for style in ("gmail", "outlook-de", "mail.ru") for form in (text, html)}
    for piece in sorted(pieces):
        assert not judge_reply(piece, about).auto_accept, piece


@pytest.mark.parametrize("mail", ASKING)
@pytest.mark.parametrize(("kind", "language"), ALL)
def test_the_word_that_is_asked_for_accepts_above_any_quote(
    mail: MailTemplate, kind: ApprovalKind, language: str
) -> None:
    text, html = forms(mail, kind, language)
    about = known(f"{text}\n{html}", kind)
    for style in ("gmail", "gmail-wrapped", "apple", "thunderbird-de", "yandex", "outlook-en", "outlook-ru"):
        for form in (text, html):
            judged = judge_reply(quoted(style, WORDS[language], form, kind), about)
            assert judged.auto_accept, (style, judged)
            assert judged.outstanding == ()
            assert not judge_reply(quoted(style, DECLINING[language], form, kind), about).auto_accept


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_the_form_may_be_named_and_that_of_another_may_not(kind: ApprovalKind) -> None:
    text, _ = forms(MailTemplate.APPROVAL_REQUEST, kind, "en")
    name = {ApprovalKind.GO_LIVE: "GL", ApprovalKind.COMPLETION: "CO", ApprovalKind.FORM: "FO"}[kind]
    assert judge_reply(f"Approved {name}-{NUMBERS[kind]}", known(text, kind)).auto_accept
    assert not judge_reply(f"Approved {name}-{NUMBERS[kind] + 1}", known(text, kind)).auto_accept
