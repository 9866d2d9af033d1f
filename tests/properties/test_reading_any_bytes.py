"""Any bytes at all are read, twice the same, to text that can be stored."""

import random

from hypothesis import given
from hypothesis import strategies as st

from processor.facts.message import Message
from tests.unit.reading.mails import mail, multipart, of, part

SEEDS = [
    mail(),
    mail("Согласовано".encode("cp1251"), Subject="=?koi8-r?B?8w==?= =?utf-8?Q?x?="),
    multipart("alternative", part("text/plain", "Approved"), part("text/html", "<p>Approved</p><blockquote>x")),
    multipart(
        "report", part("text/plain", "Sorry"), part("message/delivery-status", "Action: failed\r\nStatus: 5.1.1\r\n")
    ),
    mail("I ap \r\nproved", Content_Type="text/plain; format=flowed; charset=utf-7"),
    multipart(
        "mixed", part("message/rfc822", "Subject: x\r\n\r\nApproved"), part("text/plain; name*0*=utf-8''%D0", "x")
    ),
]
HEADER_LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["From", "To", "Subject", "Date", "Content-Type", "Message-ID", "References", "Content-Disposition"]
        ),
        st.text(max_size=60),
    ),
    max_size=8,
)


def _holds(raw: bytes) -> None:
    message = of(raw)
    assert isinstance(message, Message)
    assert message == of(raw)
    for text in (
        message.text,
        message.new_text,
        message.quoted_text,
        message.subject,
        message.message_id,
        message.language,
    ):
        text.encode("utf-8")
    for address in (*message.to, *message.cc, *message.reply_to, *([message.sender] if message.sender else [])):
        f"{address.name} {address.address}".encode()
    "".join((*message.references, *message.in_reply_to, *message.recipients, message.loop_token)).encode()
    "".join(f"{one.filename}{one.content_type}" for one in message.attachments).encode()
    "".join(match.reason for match in message.matches).encode()
    assert not message.may_approve or message.sender is not None


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    _holds(raw)


@given(HEADER_LINES, st.binary(max_size=200))
def test_any_header_values(lines: list[tuple[str, str]], body: bytes) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    _holds(head.encode("utf-8", "replace") + b"\r\n" + body)


@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_mutated_mails(seed: bytes, draw: int) -> None:
    chance = random.Random(draw)
    data = bytearray(seed)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            data[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 4)))
        elif kind == 1:
            del data[place : place + chance.randint(1, 20)]
        elif kind == 2:
            data[place : place + 1] = bytes([chance.randrange(256)])
        else:
            start = chance.randrange(len(data) + 1)
            data[place:place] = data[start : start + chance.randint(1, 60)]
    _holds(bytes(data))
