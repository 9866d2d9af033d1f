"""The world's mail system, one SMTP server: what is for the support mailbox goes there, all else reaches customers."""

import hashlib
import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from processor.clock import utc_now
from processor.demo.loopthread import LoopThread
from processor.demo.mailbox import Mailbox

_HOST = "mail.vendor.example"
_TIMEOUT = 10.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail that reached a customer: to whom, and its bytes."""

    recipient: str
    raw: bytes


class PostOffice:
    """Takes mail over SMTP from customers and from Signoff alike; keeps what customers got, in `arrived`."""

    def __init__(self, address: str, mailbox: Mailbox) -> None:
        self.port = 0
        self.arrived: list[Arrived] = []
        self._local, _, self._domain = address.partition("@")
        self._mailbox = mailbox
        self._delivered: list[str] = []
        self._thread = LoopThread("demo-smtp")

    def __enter__(self) -> Self:
        """Listen, from before this returns."""
        self._thread.start()
        self.port = self._thread.call(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection and end."""
        self._thread.call(self._close())
        self._thread.stop()

    def post(self, sender: str, recipient: str, raw: bytes) -> str:
        """Send a customer's mail; the SHA-256 of the bytes that lie in the mailbox when this returns."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=_TIMEOUT) as client:
            client.sendmail(sender, [recipient], raw)
        return self._delivered[-1]

    def leave(self, raw: bytes, at: datetime) -> str:
        """Put a mail into the mailbox as one that has lain there since then; the SHA-256 of its bytes."""
        self._mailbox.append(raw, at)
        self._delivered.append(hashlib.sha256(raw).hexdigest())
        return self._delivered[-1]

    @property
    def delivered(self) -> tuple[str, ...]:
        """The SHA-256 of every mail that was put into the mailbox, in order."""
        return tuple(self._delivered)

    def take(self, sender: str, recipient: str, raw: bytes) -> None:
        """Deliver one mail, as the server behind the final dot."""
        local, _, domain = recipient.partition("@")
        if (local.partition("+")[0], domain) == (self._local, self._domain):
            now = utc_now()
            self.leave(_trace(sender, recipient, len(self._delivered), now) + raw, now)
            return
        self.arrived.append(Arrived(recipient, raw))

    async def _listen(self) -> int:
        self._server = await self._thread.loop.create_server(self._connection, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _close(self) -> None:
        """In the loop's own thread, where the last connections are just being given up."""
        self._server.close()

    def _connection(self) -> SMTP:
        return SMTP(_Handler(self), hostname=_HOST, enable_SMTPUTF8=True, loop=self._thread.loop)


class _Handler:
    """aiosmtpd's hook behind the final dot."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content
        for recipient in envelope.rcpt_tos:
            self._office.take(envelope.mail_from or "", recipient, raw if isinstance(raw, bytes) else b"")
        return "250 2.0.0 delivered"


def _trace(sender: str, recipient: str, number: int, now: datetime) -> bytes:
    """What a delivering server writes above a mail (RFC 5321 section 4.4)."""
    return (
        f"Return-Path: <{sender}>\r\nReceived: from localhost (localhost [127.0.0.1])\r\n"
        f"\tby {_HOST} with ESMTP id demo{number:04}\r\n\tfor <{recipient}>; {format_datetime(now)}\r\n"
    ).encode()
