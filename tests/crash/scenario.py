"""The mixed set of mails that is handled again and again, each time ended at another step."""

from collections.abc import Mapping
from typing import Any

from models.vocabulary import Outcome
from processor.ids import plus_address, token_in_message_id
from tests.servers.installation import ADDRESS, LONG_AGO, letter

ANNA = "Anna Berg <anna@customer.example>"
JONAS = "Jonas Weber <jonas@kunde.example>"
OLGA = "Ольга Иванова <olga@klient.example>"
MARK = "Mark Stone <mark@client.example>"
CASE = "X-Test-Case"

TABLES: dict[str, dict[str, Any]] = {
    "mailbox": {
        "after": "move",
        "import_since": LONG_AGO,
        "imap": {"batch_count": 4, "max_message_megabytes": 0.05},
    },
    "signoff": {"key": {"file": "made.key"}},
    "smtp": {"connections": 2},
}
"""Several batches and connections; the key is made at the first start, so that this is among the steps."""

EXPECTED = {
    "bug": Outcome.OPENED,
    "again": Outcome.DUPLICATE,
    "absent": Outcome.AUTOMATIC,
    "garbage": Outcome.QUARANTINED,
    "oversize": Outcome.OPENED,
    "german": Outcome.OPENED,
    "russian": Outcome.OPENED,
    "list": Outcome.BULK,
    "reply": Outcome.JOINED,
    "bounce": Outcome.BOUNCE,
    "late": Outcome.OPENED,
}
GARBAGE = bytes(range(256)) * 12


def first() -> list[tuple[str, bytes]]:
    """What lies in the mailbox at the beginning, by case."""
    bug = _letter("bug", ANNA, "Export fails", "The export of report 17 fails with an error since yesterday.")
    long = "The protocol of the failing import follows, line by line.\n" * 2000
    return [
        ("bug", bug),
        ("again", b"Received: from relay.example by mx.example; Mon, 6 Jan 2025 10:00:05 +0000\r\n" + bug),
        ("absent", _letter("absent", MARK, "Out of office", "I am away.", "Auto-Submitted: auto-replied")),
        ("garbage", GARBAGE),
        ("oversize", _letter("oversize", MARK, "The import protocol", long)),
        ("german", _letter("german", JONAS, "Anmeldung geht nicht", "Ich kann mich nicht anmelden, bitte um Hilfe.")),
        (
            "russian",
            _letter("russian", OLGA, "Ошибка в отчёте", "Отчёт за январь не открывается.", charset="windows-1251"),
        ),
        ("list", _letter("list", "news@letters.example", "Our news", "Read on.", "List-Id: <news.letters.example>")),
    ]


def second(acknowledgements: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """What comes later, by case; it answers to our acknowledgements, given by recipient with their Message-IDs."""
    token = token_in_message_id(acknowledgements["anna@customer.example"])
    bounced = acknowledgements["jonas@kunde.example"]
    to = plus_address(ADDRESS, token)
    return [
        ("reply", _letter("reply", ANNA, "Re: Export fails", "It also happens with report 18.", to=to)),
        ("bounce", _bounce("jonas@kunde.example", bounced)),
        ("late", _letter("late", MARK, "A new field", "Please add a field for the order number to the form.")),
    ]


def case_of(raw: bytes) -> str:
    """Which mail of the set these bytes are, from their beginning."""
    head = raw[:2000].decode("latin-1")
    return head.partition(f"{CASE}: ")[2].partition("\r\n")[0] if CASE in head else "garbage"


def label(case: str, raw: bytes) -> bytes:
    """The mail under a header that names its case; garbage stays what it is."""
    return raw if case == "garbage" else f"{CASE}: {case}\r\n".encode() + raw


def _letter(
    case: str, sender: str, subject: str, body: str, *head: str, to: str = ADDRESS, charset: str = "utf-8"
) -> bytes:
    return letter(sender, subject, body, message_id=f"<{case}@test.example>", to=to, charset=charset, head=head)


def _bounce(recipient: str, message_id: str) -> bytes:
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@kunde.example
To: {ADDRESS}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@test.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kunde.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

From: {ADDRESS}
To: {recipient}
Subject: [#2] received
Message-ID: {message_id}

We have received your request.
--b--
""".replace("\n", "\r\n").encode()
