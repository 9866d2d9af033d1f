"""A mail of ours as a customer's mail program shows it: parsed anew from the bytes that arrived."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from processor.demo.postoffice import Arrived
from processor.ids import numbers_in_subject


@dataclass(frozen=True, slots=True)
class Letter:
    """What reached a customer. `raw_subject` is the subject as it stands in the bytes, on one line.

    `language` is what its Content-Language says; `number` is the ticket that its subject names, 0 for none. `files`
    are its attachments by name.
    """

    recipient: str
    sender: str
    reply_to: str
    message_id: str
    in_reply_to: str
    references: str
    subject: str
    raw_subject: str
    language: str
    automatic: str
    text: str
    html: bool
    number: int
    day: str
    time: str
    numeric_day: str
    files: tuple[tuple[str, bytes], ...]


def open_letter(arrived: Arrived) -> Letter:
    """The mail, read. Raises ValueError for one without date or Message-ID: no mail of ours is like that."""
    message = email.message_from_bytes(arrived.raw, policy=email.policy.default)
    raw = email.message_from_bytes(arrived.raw, policy=email.policy.compat32)
    assert isinstance(message, EmailMessage)
    if not message["Message-ID"] or not message["Date"]:
        raise ValueError(f"a mail to {arrived.recipient} came without Message-ID or date")
    body = message.get_body(("plain",))
    at = parsedate_to_datetime(str(message["Date"]))
    subject = str(message["Subject"] or "")
    return Letter(
        recipient=arrived.recipient,
        sender=parseaddr(str(message["From"]))[1],
        reply_to=parseaddr(str(message["Reply-To"] or message["From"]))[1],
        message_id=str(message["Message-ID"]).strip(),
        in_reply_to=str(message["In-Reply-To"] or "").strip(),
        references=" ".join(str(message["References"] or "").split()),
        subject=subject,
        raw_subject=" ".join(str(raw["Subject"] or "").split()),
        language=str(message["Content-Language"] or ""),
        automatic=str(message["Auto-Submitted"] or ""),
        text="" if body is None else body.get_content().replace("\r\n", "\n"),
        html=message.get_body(("html",)) is not None,
        number=next(iter(numbers_in_subject(subject)), 0),
        day=f"{at:%d %b %Y}",
        time=f"{at:%H:%M}",
        numeric_day=f"{at:%d.%m.%Y}",
        files=tuple((part.get_filename() or "", _content(part)) for part in message.iter_attachments()),
    )


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
