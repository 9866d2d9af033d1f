"""Decided mails to final bytes: whose key stands where, what is attached, and what a reply may quote."""

import email
import email.policy
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from models.vocabulary import ApprovalKind, Language, TicketState
from processor.documents.proposal import canonical, digest
from processor.documents.templates import Templates
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.errors import Permanent
from processor.forms.printed import plain
from processor.ids import Ids, approval_key_in_address, approval_keys_in_text
from processor.reading.enclosed.tables import table_rows
from processor.reading.newtext import split_reply
from processor.services.composing import Composer, Letterhead, MailboxLetterhead
from processor.services.doctor.specimens import Specimen, specimens
from processor.store.apply import Composed, TicketRowFacts
from tests.unit.documents import forms
from tests.unit.documents.approvals import MAILS
from tests.unit.documents.clients import STYLES
from tests.unit.documents.proposals import proposal

_SENTENCE_ENDS = re.compile(r"(?<=[.]) (?=[A-ZА-Я])")
NOW = datetime(2031, 3, 1, 12, 31, tzinfo=UTC)
IDS = Ids(b"s" * 32, "vendor.example")
FROZEN = proposal()
KEY = IDS.approval_key(ApprovalKind.PROPOSAL, 17, 3, digest(FROZEN), "anna@customer.example")
TICKET = TicketRowFacts(1, 1042, "b" * 16, "Export fails", "support", NOW, "en", TicketState.OPEN, "")
PDF = BlobRef("PR-17-v3.pdf", "application/pdf", "0a" * 32)
EML = BlobRef("Antwort des Kunden.eml", "message/rfc822", "0b" * 32)
BODIES = {
    digest(FROZEN): canonical(FROZEN),
    PDF.sha256: b"%PDF-1.7 \xff",
    EML.sha256: b"From: a@b.example\r\n\r\nApproved",
}
REQUEST = SendMail(
    MailTemplate.APPROVAL_REQUEST, 0, 1, "anna@customer.example", "Anna Petrova", "en", "auto-generated",
    values=(("side", "customer"), ("objection_days", "7")),
    approval=KEY, attachments=(PDF, EML), document=digest(FROZEN),
)  # fmt: skip


def composer(plus: bool = True) -> Composer:
    box = MailboxLetterhead("support@vendor.example", plus)
    return Composer(IDS, Templates(), Letterhead("Vendor Support", "support", {"support": box}))


def compose(
    mail: SendMail = REQUEST,
    ticket: TicketRowFacts | None = TICKET,
    plus: bool = True,
    bodies: Mapping[str, bytes] = BODIES,
) -> Composed:
    message_id = (
        IDS.approval_message_id(mail.approval, "d" * 64, 0) if mail.approval else IDS.message_id("b" * 16, "d", 0)
    )
    return composer(plus).compose(mail, ticket, message_id, NOW, bodies)


def parsed(composed: Composed) -> EmailMessage:
    message = email.message_from_bytes(composed.raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_key_of_the_request_stands_in_every_place_a_reply_may_keep() -> None:
    composed = compose()
    message = parsed(composed)
    address = message["Reply-To"].addresses[0].addr_spec
    assert address == composed.sender == f"support+p.17.3.{KEY.token}@vendor.example"
    assert approval_key_in_address(address) == KEY
    assert message["From"].addresses[0].addr_spec == "support@vendor.example"
    assert message["Message-ID"].startswith(f"<so.p.17.3.{KEY.token}.")
    assert message["Subject"].startswith(f"{KEY.tag} ")
    text = message.get_body(("plain",))
    assert text is not None
    assert text.get_content().strip().splitlines()[-1] == KEY.tag
    assert "1042" not in composed.text, "the ticket has its own conversation"


def test_without_subaddresses_the_key_stands_elsewhere() -> None:
    composed = compose(plus=False)
    message = parsed(composed)
    assert message["Reply-To"].addresses[0].addr_spec == composed.sender == "support@vendor.example"
    assert list(approval_keys_in_text(message["Subject"])) == [KEY]
    assert (
        "mailto:support@vendor.example?subject=" in composed.raw.replace(b"=\r\n", b"").replace(b"=3D", b"=").decode()
    )


def test_the_files_are_attached_and_none_is_shown_as_a_letter() -> None:
    message = parsed(compose())
    assert message.get_content_type() == "multipart/mixed"
    pdf, eml = message.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content_type()) == (PDF.filename, "application/pdf")
    assert pdf.get_payload(decode=True) == BODIES[PDF.sha256]
    assert (eml.get_filename(), eml.get_content_type()) == (EML.filename, "application/octet-stream")
    assert eml.get_payload(decode=True) == BODIES[EML.sha256]


def specimen(mail: MailTemplate) -> Specimen:
    return next(specimens(mail, "en", NOW))


@pytest.mark.parametrize("mail", list(MailTemplate))
def test_only_mails_that_wait_for_a_reply_forbid_reactions(mail: MailTemplate) -> None:
    made, bodies = specimen(mail)
    awaited = mail in MAILS or mail.startswith("form_")
    assert parsed(compose(made, bodies=bodies))["x-ms-reactions"] == ("disallow" if awaited else None)


@pytest.mark.parametrize("language", list(Language))
def test_the_sentence_that_gives_the_reply_its_meaning_is_told_where_the_mail_has_it(language: Language) -> None:
    every = [(mail, *made) for mail in MailTemplate for made in specimens(mail, language, NOW)]
    assert len(every) == len(MailTemplate) + 3 * len([mail for mail in MAILS if mail.startswith("approval_")])
    for mail, made, bodies in every:
        composed = compose(made, bodies=bodies)
        asks = mail in (MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER, MailTemplate.APPROVAL_UNCLEAR)
        assert (composed.wording != "") is asks
        told = " ".join(composed.text.split())
        apart = made.approval is not None and made.approval.kind is ApprovalKind.COMPLETION
        for sentence in _SENTENCE_ENDS.split(composed.wording) if apart else (composed.wording,):
            assert sentence in told, "the mail of a Completion form says elsewhere what silence means"


def test_what_is_missing_stops_the_mail() -> None:
    for missing in BODIES:
        with pytest.raises(Permanent, match=missing):
            compose(bodies={sha256: body for sha256, body in BODIES.items() if sha256 != missing})
    with pytest.raises(Permanent, match="cannot show the document"):
        compose(bodies={**BODIES, digest(FROZEN): canonical(FROZEN) + b" "})


def test_a_change_of_the_register_is_about_no_ticket() -> None:
    made, bodies = specimen(MailTemplate.REGISTER_CHANGE)
    plain = SendMail(made.template, 0, None, made.to, made.to_name, "en", made.automatic, values=made.values)
    composed = compose(plain, ticket=None, bodies=bodies)
    assert composed.sender == "support@vendor.example"
    assert parsed(composed)["Subject"] == "Who may approve for Customer is changing"


def test_news_to_the_requester_goes_out_in_the_tickets_conversation() -> None:
    made, bodies = specimen(MailTemplate.APPROVAL_ENDED)
    news = SendMail(made.template, 0, 1, made.to, made.to_name, "en", made.automatic, values=made.values)
    composed = compose(news, bodies=bodies)
    assert composed.sender == f"support+so-{'b' * 16}@vendor.example"
    assert parsed(composed)["Subject"].startswith(f"[#1042 {'b' * 16}] ")


def test_the_same_decision_makes_the_same_bytes() -> None:
    assert compose() == compose()


@pytest.mark.parametrize("style", list(STYLES))
def test_what_a_reply_quotes_is_in_the_text_that_is_kept(style: str) -> None:
    """Word by word, whichever form the mail program quotes."""
    kept = " ".join(compose().text.split())
    text, html = compose().text.split("\n##- Please", 1)
    assert html
    quoted = split_reply(STYLES[style]("Approved", text)).quoted_text
    words = " ".join(" ".join(line.lstrip("> ") for line in quoted.splitlines()).split())
    assert words[words.index("##-") :] in kept


def test_composing_takes_little_time() -> None:
    """The house asks for a millisecond; a mail with the whole proposal in two forms takes a few."""
    one = composer()
    message_id = IDS.approval_message_id(KEY, "d" * 64, 0)
    spans = []
    for _ in range(20):
        began = time.process_time()
        one.compose(REQUEST, TICKET, message_id, NOW, BODIES)
        spans.append(time.process_time() - began)
    assert min(spans) < 0.03


@pytest.mark.parametrize("language", [language.value for language in Language])
def test_a_form_goes_out_whole_and_its_key_stands_in_every_place(language: str) -> None:
    key = IDS.approval_key(ApprovalKind.QUESTIONS, 12, 1, "ab" * 32, "anna@customer.example")
    file = BlobRef("FQ-12-v1.pdf", "application/pdf", PDF.sha256)
    mail = SendMail(
        MailTemplate.FORM_REQUEST, 0, 1, "anna@customer.example", "Anna Petrova", language, "auto-generated",
        approval=key, attachments=(file,), form=forms.PREFILLED,
    )  # fmt: skip
    composed = compose(mail)
    message = parsed(composed)
    assert approval_key_in_address(message["Reply-To"]) == key
    assert str(message["Subject"]).startswith(key.tag)
    assert message["x-ms-reactions"] == "disallow"
    assert set(approval_keys_in_text(composed.text)) == {key}
    assert plain(forms.PREFILLED, language).strip() in composed.text
    assert "FQ-12" in composed.text
    assert composed.wording == "", "a form that is filled in approves nothing"
    html = message.get_body(("html",))
    assert html is not None
    rows = [row for row in table_rows(html.get_content()) if len(row) == 3]
    assert len(rows) == len(forms.DEFINITION.fields)
    assert [part.get_filename() for part in message.iter_attachments()] == ["FQ-12-v1.pdf"]


def test_thanks_for_a_form_ask_nothing() -> None:
    key = IDS.approval_key(ApprovalKind.QUESTIONS, 12, 1, "ab" * 32, "anna@customer.example")
    mail = SendMail(
        MailTemplate.FORM_THANKS, 0, 1, "anna@customer.example", "Anna Petrova", "en", "auto-generated",
        approval=key, form=forms.PREFILLED,
    )  # fmt: skip
    composed = compose(mail)
    assert "____" not in composed.text
    assert "Superuser: Anna Berg" in composed.text


def test_a_release_is_about_no_ticket() -> None:
    values = (("release", "26-3.1"), ("tickets", "No. 1042: Export of invoices fails"))
    mail = SendMail(
        MailTemplate.RELEASE, 0, None, "anna@customer.example", "Anna Petrova", "de", "auto-generated", values=values
    )
    assert "No. 1042: Export of invoices fails" in compose(mail, None).text
