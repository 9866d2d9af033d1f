"""Parcels and settings for the outbox's tests."""

from processor.outbox.parcel import Parcel
from processor.outbox.settings import SmtpSettings
from tests.servers.smtpsink import SmtpSink

ANNA = "anna@customer.example"
BORIS = "boris@customer.example"
DESK = "desk@support.example"


def parcel(key: int = 1, *, to: tuple[str, ...] = (ANNA,), sender: str = DESK, body: bytes = b"Hello.\r\n") -> Parcel:
    """A small mail in wire form."""
    head = f"From: {DESK}\r\nTo: {to[0]}\r\nMessage-ID: <{key}@support.example>\r\n\r\n"
    return Parcel(key, f"<{key}@support.example>", sender, to, head.encode() + body)


def settings_for(sink: SmtpSink, **changes: object) -> SmtpSettings:
    """Settings that reach a plain sink; time-outs short enough to wait for."""
    values: dict[str, object] = {
        "host": "127.0.0.1",
        "port": sink.port,
        "security": "plain",
        "timeout": 5.0,
        "final_timeout": 5.0,
        "helo": "desk.support.example",
    }
    return SmtpSettings(**{**values, **changes})  # type: ignore[arg-type]
