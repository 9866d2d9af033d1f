"""Turns a decided mail into final bytes: whose letterhead, which token, which words.

It runs while a decision is applied, inside the transaction: CPU only, under a millisecond.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from processor.documents.mail import Envelope, Templates, build_mail
from processor.effects.mail import SendMail
from processor.ids import Ids, plus_address, subject_tag
from processor.reading.newtext import reply_above_line
from processor.store.apply import Composed, TicketRowFacts


@dataclass(frozen=True, slots=True)
class MailboxLetterhead:
    """One mailbox that mail goes out from, and whether its server accepts subaddresses (RFC 5233)."""

    address: str
    plus_addressing: bool


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who our mail comes from. `default` is the mailbox for what did not come by mail."""

    name: str
    default: str
    mailboxes: Mapping[str, MailboxLetterhead]

    def of(self, mailbox: str) -> MailboxLetterhead:
        """The mailbox that was written to, or the default where that is not in the settings any more."""
        return self.mailboxes.get(mailbox) or self.mailboxes[self.default]


class Composer:
    """Composes mail about tickets."""

    def __init__(self, ids: Ids, templates: Templates, letterhead: Letterhead) -> None:
        self._ids = ids
        self._templates = templates
        self._letterhead = letterhead

    def compose(self, mail: SendMail, ticket: TicketRowFacts, message_id: str, now: datetime) -> Composed:
        """The mail's final bytes and its envelope.

        The envelope's sender carries the token too, so that a bounce finds its ticket whatever it quotes.
        """
        house = self._letterhead.of(ticket.mailbox)
        reply_to = plus_address(house.address, ticket.token) if house.plus_addressing else house.address
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
        )
        rendered = self._templates.render(mail.template.value, mail.language, self._words(mail, ticket, house.address))
        return Composed(sender=reply_to, recipient=mail.to, raw=build_mail(envelope, rendered))

    def _words(self, mail: SendMail, ticket: TicketRowFacts, address: str) -> dict[str, object]:
        return {
            "ticket_number": ticket.number,
            "subject": ticket.subject,
            "subject_tag": subject_tag(ticket.number, ticket.token),
            "sender_name": self._letterhead.name,
            "sender_address": address,
            "recipient_name": mail.to_name,
            "opened_at": ticket.opened_at,
            "reply_above": reply_above_line(mail.language),
            **dict(mail.values),
        }
