"""Turns a decided mail into final bytes: whose letterhead, which token, which words.

It runs while a decision is applied, inside the transaction: CPU only, under a millisecond, and some five for a mail
about an approval, which shows a whole proposal in two forms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from models.vocabulary import ApprovalKind
from processor.documents.forms import form_words
from processor.documents.mail import Attachment, Envelope, Rendered, Templates, build_mail
from processor.documents.proposal import thaw
from processor.documents.shown import shown
from processor.documents.templates import about_approval
from processor.effects.mail import MailTemplate, SendMail
from processor.errors import Permanent
from processor.ids import Ids, approval_plus_address, plus_address, subject_tag
from processor.reading.htmltext import html_to_text
from processor.reading.newtext import reply_above_line
from processor.store.apply import Composed, TicketRowFacts

NO_REACTIONS = ("x-ms-reactions", "disallow")
"""Has Microsoft 365 offer no thumb to answer an approval or a form with: it would arrive as a mail that says little."""

_ASKING = frozenset({MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER, MailTemplate.APPROVAL_UNCLEAR})
_TO_FILL = frozenset({MailTemplate.FORM_REQUEST, MailTemplate.FORM_MISSING, MailTemplate.FORM_REMINDER})
_ABOUT_FORM = _TO_FILL | {MailTemplate.FORM_THANKS}
_NO_BODIES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MailboxLetterhead:
    """One mailbox that mail goes out from, and whether its server accepts subaddresses (RFC 5233)."""

    address: str
    plus_addressing: bool


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who our mail comes from. `default` is the mailbox for what did not come by mail.

    `organisation` is in whose name proposals are made and certificates sealed; where it is empty, `name` stands in.
    """

    name: str
    default: str
    mailboxes: Mapping[str, MailboxLetterhead]
    organisation: str = ""

    def of(self, mailbox: str) -> MailboxLetterhead:
        """The mailbox that was written to, or the default where that is not in the settings any more."""
        return self.mailboxes.get(mailbox) or self.mailboxes[self.default]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as whoever gets it will see it: from whom, to whom, and what it says."""

    sender_name: str
    sender: str
    to_name: str
    to: str
    rendered: Rendered


class Composer:
    """Composes mail about tickets and about requests for approval."""

    def __init__(self, ids: Ids, templates: Templates, letterhead: Letterhead) -> None:
        self._ids = ids
        self._templates = templates
        self._letterhead = letterhead

    def compose(
        self,
        mail: SendMail,
        ticket: TicketRowFacts | None,
        message_id: str,
        now: datetime,
        bodies: Mapping[str, bytes] = _NO_BODIES,
    ) -> Composed:
        """The mail's final bytes and its envelope.

        The envelope's sender carries the key or token too, so that a bounce finds what it is about whatever it quotes.
        `bodies` are the kept bytes that the mail names, by their SHA-256: the document and the attachments. Raises
        Permanent where one is missing, and where the document isn't a frozen proposal.
        """
        house = self._letterhead.of(ticket.mailbox if ticket else "")
        quoted = about_approval(mail.template) or mail.template in _ABOUT_FORM
        reply_to = _reply_to(house, mail, ticket)
        envelope = Envelope(
            sender_name=self._letterhead.name,
            sender_address=house.address,
            reply_to=reply_to,
            to=((mail.to_name, mail.to),),
            message_id=message_id,
            in_reply_to=mail.answers or None,
            references=mail.references,
            date=now,
            loop_token=self._ids.loop_token(),
            automatic=mail.automatic or None,
            extra_headers=(NO_REACTIONS,) if quoted else (),
        )
        words = self._words(mail, ticket, house.address, reply_to) | self._document(mail, bodies) | self._form(mail)
        words |= mail.values
        rendered = self._templates.render(mail.template.value, mail.language, words)
        files = [Attachment(ref.filename, ref.media_type, _body(ref.sha256, bodies)) for ref in mail.attachments]
        return Composed(
            sender=reply_to,
            recipient=mail.to,
            raw=build_mail(envelope, rendered, files),
            text=_quotable(rendered) if quoted else rendered.text,
            wording=self._templates.wording(mail.language, words) if mail.template in _ASKING else "",
        )

    def letter(self, mail: SendMail, ticket: TicketRowFacts, bodies: Mapping[str, bytes] = _NO_BODIES) -> Letter:
        """The mail as it would be read, without any of its machinery: for a look at it before it leaves.

        `bodies` holds the document that it shows, where it shows one.
        """
        house = self._letterhead.of(ticket.mailbox)
        words = self._words(mail, ticket, house.address, _reply_to(house, mail, ticket))
        words |= self._document(mail, bodies) | dict(mail.values)
        rendered = self._templates.render(mail.template.value, mail.language, words)
        return Letter(self._letterhead.name, house.address, mail.to_name, mail.to, rendered)

    def _words(self, mail: SendMail, ticket: TicketRowFacts | None, address: str, reply_to: str) -> dict[str, object]:
        words: dict[str, object] = {
            "subject_tag": mail.approval.tag if mail.approval else "",
            "sender_name": self._letterhead.name,
            "organisation": self._letterhead.organisation or self._letterhead.name,
            "sender_address": address,
            "recipient_name": mail.to_name,
            "reply_above": reply_above_line(mail.language, mail.template in _TO_FILL),
            "reply_address": reply_to,
            "attached": ", ".join(ref.filename for ref in mail.attachments),
        }
        if mail.approval is not None and mail.approval.kind is not ApprovalKind.RECEIPT:
            words["kind"] = mail.approval.kind.value
        if ticket is None:
            return words
        words |= {"ticket_number": ticket.number, "subject": ticket.subject, "opened_at": ticket.opened_at}
        return words if mail.approval else {**words, "subject_tag": subject_tag(ticket.number, ticket.token)}

    def _form(self, mail: SendMail) -> dict[str, object]:
        """What the mail shows of a form: its fields, where they are asked for, and what is known of it."""
        if mail.form is None:
            return {}
        name = {"form_name": mail.approval.name} if mail.approval is not None else {}
        return {**name, **form_words(self._templates, mail.form, mail.language, mail.template in _TO_FILL)}

    def _document(self, mail: SendMail, bodies: Mapping[str, bytes]) -> dict[str, object]:
        if not mail.document:
            return {}
        try:
            frozen = thaw(_body(mail.document, bodies))
        except ValueError as fault:
            raise Permanent(f"{mail.template} cannot show the document {mail.document}: {fault}") from fault
        return {
            "doc": shown(self._templates, frozen, mail.document, mail.language),
            "kind": frozen.kind.value,
            "number": str(frozen.number),
            "version": str(frozen.version),
            "document_title": frozen.content.title,
            "customer": frozen.customer,
        }


def _reply_to(house: MailboxLetterhead, mail: SendMail, ticket: TicketRowFacts | None) -> str:
    if house.plus_addressing and mail.approval:
        return approval_plus_address(house.address, mail.approval)
    return plus_address(house.address, ticket.token) if house.plus_addressing and ticket else house.address


def _body(sha256: str, bodies: Mapping[str, bytes]) -> bytes:
    if sha256 not in bodies:
        raise Permanent(f"a mail names the bytes {sha256}, and they are not kept")
    return bodies[sha256]


def _quotable(rendered: Rendered) -> str:
    """What a reply may quote: some programs quote the text, others make their own text of the HTML."""
    return f"{rendered.text}\n{html_to_text(rendered.html).text}"
