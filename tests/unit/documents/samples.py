"""A ticket to write about."""

from datetime import UTC, datetime

from processor.documents.mail import Envelope
from processor.reading.newtext import reply_above_line

TAG = "[#1042 abcdefgh23456723]"


def context(language: str = "en", **changes: object) -> dict[str, object]:
    """What the composer gives every template, and the values of each."""
    return {
        "ticket_number": 1042,
        "subject": "Export of invoices fails",
        "subject_tag": TAG,
        "sender_name": "Example Support",
        "sender_address": "desk@support.example",
        "recipient_name": "Anna Petrova",
        "opened_at": datetime(2031, 3, 1, tzinfo=UTC),
        "reply_above": reply_above_line(language),
        "reason": "The export waits for open invoices now.",
        "body": "Hello Anna,\n\nwe found it: <b>two</b> invoices & more.\nKind regards\nMaria",
        "picture": "timeline",
        "deployment_title": "Service desk",
        "site": "Hamburg",
        **changes,
    }


def envelope(**changes: object) -> Envelope:
    """An acknowledgement's envelope."""
    values: dict[str, object] = {
        "sender_name": "Example Support",
        "sender_address": "desk@support.example",
        "reply_to": "desk+so-abcdefgh23456723@support.example",
        "to": (("Anna Petrova", "anna@customer.example"),),
        "message_id": "<so.abcdefgh23456723.aaaabbbb@support.example>",
        "in_reply_to": "<question@customer.example>",
        "references": ("<first@customer.example>", "<question@customer.example>"),
        "date": datetime(2031, 3, 1, 12, 30, tzinfo=UTC),
        "loop_token": "abcdefghijklmnop",
        "automatic": "auto-replied",
    }
    return Envelope(**{**values, **changes})  # type: ignore[arg-type]
