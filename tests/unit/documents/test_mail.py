"""The final bytes: read back by two parsers, the same every time, and proof against injected fields."""

import email
import email.policy
import hashlib
from datetime import datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import mailparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processor.documents.mail import LOOP_HEADER, Rendered, Templates, build_mail
from processor.outbox.parcel import Parcel
from tests.unit.documents.samples import TAG, context, envelope

WORDS = Rendered("Subject", "Text, привет\n.dot\n" + "long " * 300 + "\n-- \nend\n", "<p>Grüße = x</p>\n", "ru")
FIELDS = [
    "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Auto-Response-Suppress", "X-Signoff-Loop", "MIME-Version", "Content-Language", "Content-Type",
]  # fmt: skip


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def old(raw: bytes) -> Message:
    return email.message_from_bytes(raw)


def wire(part: EmailMessage) -> str:
    """A part's text, with the line ends of the wire taken for our own."""
    return str(part.get_content()).replace("\r\n", "\n")


def decoded(raw: bytes, name: str) -> str:
    """A field as a mail program shows it."""
    return str(make_header(decode_header(old(raw)[name].replace("\r\n", ""))))


def test_read_back_by_the_standard_library() -> None:
    message = read(build_mail(envelope(), WORDS))
    assert message.keys() == FIELDS
    assert message["From"].addresses[0].addr_spec == "desk@support.example"
    assert message["To"].addresses[0].display_name == "Anna Petrova"
    assert message["Date"].datetime == envelope().date
    assert message["References"] == "<first@customer.example> <question@customer.example>"
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (text.get_content_type(), wire(text)) == ("text/plain", WORDS.text)
    assert (html.get_content_type(), wire(html)) == ("text/html", WORDS.html)
    assert message.defects == []


def test_read_back_by_mail_parser() -> None:
    parsed = mailparser.parse_from_bytes(build_mail(envelope(), WORDS))
    assert parsed.from_ == [("Example Support", "desk@support.example")]
    assert parsed.message_id == envelope().message_id
    assert [part.replace("\r\n", "\n").strip() for part in parsed.text_plain] == [WORDS.text.strip()]
    assert parsed.text_html[0].strip() == WORDS.html.strip()


def test_the_same_bytes_every_time() -> None:
    """The golden digest: a rerun of a cause must make the same mail, so a change of these bytes is made on purpose."""
    raw = build_mail(envelope(), WORDS)
    assert raw == build_mail(envelope(), WORDS)
    assert hashlib.sha256(raw).hexdigest() == "f6257d82ccc96854937aa934750c51ba71e755d8f51a5c131f81a24474cd4ac4"


def test_a_parcel_can_be_made_of_it() -> None:
    raw = build_mail(envelope(), Templates().render("acknowledgement", "ru", context("ru")))
    Parcel(1, envelope().message_id, "", ("anna@customer.example",), raw)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_what_a_person_wrote_is_not_called_automatic() -> None:
    personal = read(build_mail(envelope(automatic=None), WORDS))
    assert personal["Auto-Submitted"] is None
    assert personal["X-Auto-Response-Suppress"] is None
    assert personal["Precedence"] is None
    assert personal[LOOP_HEADER] == "abcdefghijklmnop"
    machine = read(build_mail(envelope(automatic="auto-generated"), WORDS))
    assert machine["Auto-Submitted"] == "auto-generated"
    assert machine["X-Auto-Response-Suppress"] == "OOF, AutoReply, DR, RN, NRN"
    assert machine[LOOP_HEADER] == "abcdefghijklmnop"


SUBJECTS = [
    f"{TAG} Re: Не выгружаются счета за март и апрель",
    f"{TAG} Re: " + "Очень длинная тема письма о счетах " * 30,
    f"{TAG} Übergrößenträgerschaftsangelegenheiten",
    f"{TAG} " + "x" * 2000,
    f"{TAG} looks encoded =?utf-8?q?Approved?=",
    f"{TAG} 日本語の件名 and emoji 👩‍👩‍👧‍👦 " * 5,
    "plain",
    "",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subjects_survive(subject: str) -> None:
    raw = build_mail(envelope(), Rendered(subject, "x\n", "x\n"))
    assert decoded(raw, "Subject") == subject.strip()
    assert all(len(line) <= 78 for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))
    assert read(raw)["Subject"] == subject.strip()


NAMES = [
    "Анна Петрова",
    "Müller, Jürgen",
    'Quote "this" \\ that',
    "a@b.example",
    "Очень Длинное Имя " * 12,
    "x" * 900,
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_survive(name: str) -> None:
    raw = build_mail(envelope(to=((name, "anna@customer.example"), ("B", "b@customer.example"))), WORDS)
    assert [address.addr_spec for address in read(raw)["To"].addresses] == [
        "anna@customer.example",
        "b@customer.example",
    ]
    # mail-parser, not the standard library: that one puts blanks between adjacent encoded words of a display name.
    assert mailparser.parse_from_bytes(raw).to[0] == (name.strip(), "anna@customer.example")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


def test_international_addresses() -> None:
    raw = build_mail(envelope(to=(("", "anna@пример.example"),)), WORDS)
    assert b"To: anna@xn--e1afmkfd.example\r\n" in raw
    assert "To: анна@xn--e1afmkfd.example\r\n".encode() in build_mail(
        envelope(to=(("", "анна@пример.example"),)), WORDS
    )


FREE = st.text(max_size=80) | st.sampled_from(
    [
        "a\r\nBcc: evil@x.example",
        "a\nSubject: x",
        "a\r\n\r\nbody",
        "\r\n .",
        "a\x00b",
        "a\u2028Bcc: x",
        "\ud800",
        "a\x85b",
        "\r",
    ]
)


@settings(max_examples=150, deadline=None)
@given(name=FREE, subject=FREE, text=FREE, extra=FREE, parent=FREE, ancestor=FREE)
def test_no_value_becomes_a_field(name: str, subject: str, text: str, extra: str, parent: str, ancestor: str) -> None:
    raw = build_mail(
        envelope(
            sender_name=name,
            to=((name, "anna@customer.example"),),
            in_reply_to=parent,
            references=(ancestor, "<ok@customer.example>"),
            extra_headers=(("X-Signoff-Note", extra),),
        ),
        Rendered(subject, text, text),
    )
    expected = [name for name in FIELDS if name not in ("In-Reply-To", "Content-Language")]
    expected.insert(expected.index("MIME-Version"), "X-Signoff-Note")
    found = old(raw).keys()
    assert [key for key in found if key != "In-Reply-To"] == expected
    Parcel(1, "<x@x.example>", "", ("anna@customer.example",), raw)
    assert raw.isascii()
    assert [part.get_content_type() for part in read(raw).iter_parts()] == ["text/plain", "text/html"]
    addresses = read(raw)["To"].addresses
    assert [address.addr_spec for address in addresses] == ["anna@customer.example"]


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=300))
def test_any_text_comes_back(text: str) -> None:
    part = old(build_mail(envelope(), Rendered("s", text, "x"))).get_payload(0)
    assert isinstance(part, Message)
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().replace("\r\n", "\n") == text


@pytest.mark.parametrize(
    "changes",
    [
        {"to": (("A", "anna@customer.example\r\nBcc: b@x.example"),)},
        {"to": (("A", "anna@customer.example, b@x.example"),)},
        {"to": (("A", "anna"),)},
        {"to": (("A", "a b@x.example"),)},
        {"to": ()},
        {"sender_address": "<desk@support.example>"},
        {"reply_to": "x>@y.example"},
        {"message_id": "<a@b>\r\nX: y"},
        {"message_id": ""},
        {"loop_token": "a\r\nX: y"},
        {"loop_token": ""},
        {"automatic": "no\r\nX: y"},
        {"date": datetime(2031, 3, 1)},  # noqa: DTZ001 - that is the fault
        {"extra_headers": (("X: y\r\nBcc", "z"),)},
        {"extra_headers": (("Bcc", "b@x.example"),)},
        {"extra_headers": (("auto-submitted", "no"),)},
    ],
)
def test_what_machines_act_on_is_refused_when_malformed(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        build_mail(envelope(**changes), WORDS)


def test_foreign_identifiers_are_left_out_when_malformed_and_the_chain_stays_short() -> None:
    chain = tuple(f"<{number}@x.example>" for number in range(100))
    message = read(build_mail(envelope(references=("broken", "<a b@x>", "", *chain, *chain), in_reply_to="нет"), WORDS))
    assert message["In-Reply-To"] is None
    assert message["References"].split() == [chain[0], *chain[-29:]]


def test_dates_keep_their_zone() -> None:
    moment = datetime(2031, 3, 1, 15, 30, tzinfo=timezone(timedelta(hours=3)))
    assert b"Date: Sat, 01 Mar 2031 15:30:00 +0300\r\n" in build_mail(envelope(date=moment), WORDS)
