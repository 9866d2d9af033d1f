"""A support desk for a test: an installation, the people who write to it, and what they get."""

import email
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage

from models.mail import Fetch
from models.vocabulary import Outcome
from processor.clock import utc_now
from processor.facts.causes import TicketCommand
from processor.store.apply import Applied
from tests.servers.installation import Installation
from tests.servers.smtpsink import SmtpSink

ANNA = "Anna Berg <anna@customer.example>"
BORIS = "Boris Stone <boris@stranger.example>"


@dataclass
class Desk(Installation):
    """An installation with the server that its mail goes out by."""

    sink: SmtpSink = field(default_factory=SmtpSink)

    def receives(self, *mails: bytes, sender: str = "sender@example.com") -> list[Outcome | None]:
        """The outcomes of these mails, delivered and handled in one pass."""
        known = len(self.fetches())
        for raw in mails:
            self.server.deliver(self.user, raw, sender)
        self.once()
        return [line.outcome for line in self.fetches()[known:]]

    def works(self, number: int, command: TicketCommand, other: int | None = None) -> Applied:
        """A colleague works on a ticket, and what follows from it is sent."""
        with self.app() as app:
            applied = app.tickets().work(number, command, utc_now(), other)
        self.once()
        return applied

    def last_sent(self) -> EmailMessage:
        """The mail that went out last."""
        return parsed(self.sink.received[-1].raw)

    def sent_to(self, address: str) -> list[EmailMessage]:
        """Everything that went out to one address."""
        return [parsed(mail.raw) for mail in self.sink.received if mail.recipients == (address,)]

    def matches(self) -> list[str]:
        """The rules that decided the last mail."""
        with self.store() as store:
            rows = store.database.rows(Fetch.select(Fetch.matches).order_by(Fetch.id))
        return [rule for rule, _ in rows[-1]["matches"]]


def parsed(raw: bytes) -> EmailMessage:
    """A mail taken apart by the standard library."""
    return email.message_from_bytes(raw, policy=policy.default)


MakeDesk = Callable[..., Desk]
