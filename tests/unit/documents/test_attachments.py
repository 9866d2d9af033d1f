"""What is attached comes back byte for byte, under its name, from every parser, and never as part of the letter."""

import email
import email.policy
import hashlib
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processor.documents.attachments import safe_name
from processor.documents.mail import Attachment, Rendered, build_mail
from processor.facts.own import OwnMarks
from processor.outbox.parcel import Parcel
from processor.reading.limits import Limits
from processor.reading.read import read
from tests.unit.documents.samples import envelope

WORDS = Rendered("Subject", "Text, привет\n", "<p>Grüße = x</p>\n", "ru")
PDF = Attachment("PR-17-v3.pdf", "application/pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)
NAMES = [
    "PR-17-v3.pdf",
    "Техническое задание к договору № 4, редакция 3.docx",
    "Leistungsübersicht (geprüft).pdf",
    "日本語.pdf",
    "an ASCII name that is much longer than what fits on one line of a header field.pdf",
    "it's 100 % ready; really=yes.pdf",
    "👩‍👩‍👧‍👦.png",
]


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("name", NAMES)
def test_read_back_by_the_standard_library(name: str) -> None:
    raw = build_mail(envelope(), WORDS, [Attachment(name, "application/pdf", PDF.body), PDF])
    message = parsed(raw)
    assert message.get_content_type() == "multipart/mixed"
    letter, first, second = message.iter_parts()
    assert isinstance(letter, EmailMessage)
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    for part, expected in ((first, name), (second, PDF.filename)):
        assert isinstance(part, EmailMessage)
        assert (part.get_filename(), part.get_content_disposition()) == (expected, "attachment")
        assert part.get_content_type() == "application/pdf"
        assert part.get_content() == PDF.body
    assert [found.defects for found in message.walk()] == [[]] * 6
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert raw.isascii()
    Parcel(1, envelope().message_id, "", ("anna@customer.example",), raw)


@pytest.mark.parametrize("name", NAMES)
def test_read_back_by_our_own_reading_room(name: str) -> None:
    raw = build_mail(envelope(), WORDS, [Attachment(name, "application/json", PDF.body)])
    message = read(raw, OwnMarks(), Limits())
    (found,) = message.attachments
    assert (found.filename, found.content_type) == (name, "application/json")
    assert (found.sha256, found.size) == (hashlib.sha256(PDF.body).hexdigest(), len(PDF.body))
    assert not found.inline
    assert message.text.strip() == WORDS.text.strip()


def test_a_mail_without_attachments_is_as_it_always_was() -> None:
    assert build_mail(envelope(), WORDS) == build_mail(envelope(), WORDS, ())
    assert parsed(build_mail(envelope(), WORDS)).get_content_type() == "multipart/alternative"


def test_the_same_bytes_every_time() -> None:
    raw = build_mail(envelope(), WORDS, [PDF])
    assert raw == build_mail(envelope(), WORDS, [PDF])
    assert raw != build_mail(envelope(message_id="<other@support.example>"), WORDS, [PDF])


@pytest.mark.parametrize(
    "kind",
    [
        "message/rfc822",
        "text/html",
        "text/plain",
        "multipart/mixed",
        "",
        "application/pdf; x=y",
        "application/pdf\r\nX: y",
    ],
)
def test_what_a_program_might_show_goes_as_octets(kind: str) -> None:
    raw = build_mail(envelope(), WORDS, [Attachment("reply.eml", kind, b"From: a@b.example\r\n\r\nApproved\r\n")])
    part = list(parsed(raw).iter_parts())[1]
    assert part.get_content_type() == "application/octet-stream"
    assert b"message/rfc822" not in raw
    assert "X" not in part


def test_an_empty_file_is_a_file() -> None:
    part = list(parsed(build_mail(envelope(), WORDS, [Attachment("empty.bin", "application/pdf", b"")])).iter_parts())[
        1
    ]
    assert isinstance(part, EmailMessage)
    assert (part.get_filename(), part.get_content()) == ("empty.bin", b"")


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\x.pdf", "C_temp_x.pdf"),
        (".bashrc", "bashrc"),
        ("a\r\nBcc: x@y.example.pdf", "a Bcc_ x@y.example.pdf"),
        ("gpj.\u202efdp.exe", "gpj. fdp.exe"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 500, "x" * 120),
        ("", "file"),
        ("...", "file"),
        ('a"b', "a_b"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("\u200b\u061cplan\u2066\u2069\ufeff.pdf\xad", "plan .pdf"),
        ("\U0001f469\u200d\U0001f467.png", "\U0001f469\u200d\U0001f467.png"),
    ],
)
def test_names_hold_nothing_that_a_file_name_may_not(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@settings(max_examples=150, deadline=None)
@given(name=st.text(max_size=150), kind=st.text(max_size=40), body=st.binary(max_size=400))
def test_no_name_or_type_becomes_a_field(name: str, kind: str, body: bytes) -> None:
    message = parsed(build_mail(envelope(), WORDS, [Attachment(name, kind, body)]))
    part = list(message.iter_parts())[1]
    assert isinstance(part, EmailMessage)
    assert part.keys() == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    assert part.get_payload(decode=True) == body
    assert part.get_filename() == safe_name(name)
