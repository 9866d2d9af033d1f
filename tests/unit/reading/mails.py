"""Mails for the tests of reading, built from their fields and bodies."""

from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.reading.limits import Limits
from processor.reading.read import read

OWN = OwnMarks(addresses=frozenset({"support@ours.example"}), message_id_domain="mail.ours.example")
LIMITS = Limits()

BASE = {
    "From": "Anna Schmidt <anna@customer.example>",
    "To": "support@ours.example",
    "Subject": "Login fails",
    "Date": "Mon, 06 May 2024 10:00:00 +0200",
    "Message-ID": "<one@customer.example>",
}


def mail(body: str | bytes = "We can't log in.", drop: tuple[str, ...] = (), **fields: str | bytes) -> bytes:
    """The bytes of a mail: a plain one, with fields added or replaced (underscores stand for dashes) or dropped."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    lowered = {name.lower() for name in named}
    kept = {name: value for name, value in BASE.items() if name.lower() not in lowered and name not in drop}
    lines = [name.encode() + b": " + _bytes(value) for name, value in {**kept, **named}.items()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + _bytes(body)


def multipart(kind: str, *parts: str | bytes, **fields: str) -> bytes:
    """A mail of parts, each given with its own header block."""
    body = b"".join(b"--cut\r\n" + _bytes(part) + b"\r\n" for part in parts) + b"--cut--\r\n"
    value = f'multipart/{kind}; boundary="cut"'
    return mail(body, (), Content_Type=value, **fields)


def part(kind: str, body: str, **fields: str) -> bytes:
    """One part of a mail."""
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"Content-Type: {kind}\r\n{head}\r\n{body}".encode()


def of(raw: bytes, partial: bool = False) -> Message:
    """The mail as read."""
    return read(raw, OWN, LIMITS, partial)


def rules(message: Message) -> set[str]:
    """The names of the rules that matched."""
    return {match.rule for match in message.matches}


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()
