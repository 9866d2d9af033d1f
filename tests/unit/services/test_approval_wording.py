"""Our own mails under the grammar that judges replies: none of their words accepts, and the word they ask for does."""

import pytest

from models.vocabulary import Language
from processor.approvals.grammar import judge_reply
from processor.documents.filters import paragraphs
from processor.documents.templates import Templates
from processor.effects.mail import MailTemplate
from processor.facts.message import Address
from processor.facts.replies import ReplyContext
from processor.reading.htmltext import html_to_text
from tests.unit.documents.approvals import MAILS, context
from tests.unit.documents.clients import STYLES

TEMPLATES = Templates()
ANNA = Address("Anna Petrova", "anna@customer.example")
WORDS = {"en": "APPROVED", "ru": "СОГЛАСОВАНО", "de": "GENEHMIGT"}
DECLINING = {"en": "REJECTED", "ru": "ОТКЛОНЕНО", "de": "ABGELEHNT"}
ALL = [(mail, language.value) for mail in MAILS for language in Language]


def forms(mail: MailTemplate, language: str) -> tuple[str, str]:
    """The two forms of a mail that a program may quote."""
    made = TEMPLATES.render(mail, language, context(TEMPLATES, mail, language, sender_name="Vendor Support"))
    return made.text, html_to_text(made.html).text


def known(sent: str) -> ReplyContext:
    return ReplyContext(sender=ANNA, sent=sent, number=17, version=3)


@pytest.mark.parametrize(("mail", "language"), ALL)
def test_no_part_of_our_own_words_accepts(mail: MailTemplate, language: str) -> None:
    """Pasted as the sender's own words, whole, by paragraph or by line, or sent back as nothing but a quote."""
    text, html = forms(mail, language)
    sent = f"{text}\n{html}"
    pieces = {text, html}
    for form in (text, html):
        pieces |= {"\n".join(lines) for lines in paragraphs(form)} | set(form.splitlines())
    pieces |= {"\n".join(f"> {line}" for line in piece.splitlines()) for piece in set(pieces)}
    pieces |= {style("", form) for style in STYLES.values() for form in (text, html)}
    for piece in sorted(pieces):
        for about in (known(sent), known("")):
            judged = judge_reply(piece, about)
            assert not judged.auto_accept, piece


@pytest.mark.parametrize(
    "mail", [MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER, MailTemplate.APPROVAL_UNCLEAR]
)
@pytest.mark.parametrize("language", [language.value for language in Language])
@pytest.mark.parametrize("style", list(STYLES))
def test_the_word_that_is_asked_for_accepts_above_any_quote(mail: MailTemplate, language: str, style: str) -> None:
    text, html = forms(mail, language)
    for form in (text, html):
        reply = STYLES[style](WORDS[language], form)
        judged = judge_reply(reply, known(f"{text}\n{html}"))
        assert judged.auto_accept, judged
        assert not judge_reply(STYLES[style](DECLINING[language], form), known(f"{text}\n{html}")).auto_accept


@pytest.mark.parametrize("language", [language.value for language in Language])
def test_a_changed_quote_does_not_accept(language: str) -> None:
    text, html = forms(MailTemplate.APPROVAL_REQUEST, language)
    changed = text.replace("200", "100")
    assert changed != text
    assert not judge_reply(STYLES["gmail"](WORDS[language], changed), known(f"{text}\n{html}")).auto_accept


@pytest.mark.parametrize("language", [language.value for language in Language])
def test_the_links_write_what_accepts_and_what_declines(language: str) -> None:
    text, html = forms(MailTemplate.APPROVAL_REQUEST, language)
    assert judge_reply(WORDS[language], known(f"{text}\n{html}")).auto_accept
    assert judge_reply(f"{DECLINING[language]}\r\n\r\n", known(f"{text}\n{html}")).outcome.value == "reject"
