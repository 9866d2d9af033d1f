"""What is read from a mail: sender, subject, text, attachments, and what is held against taking it for an approval."""

import base64
import hashlib

import pytest

from models.vocabulary import Kind
from processor.reading.defects import Defect
from processor.reading.read import attachment_bytes
from tests.unit.reading.mails import LIMITS, mail, multipart, of, part

RUSSIAN = "Согласовано, начинайте работу"


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"\x00\x00", b"no header at all"])
def test_no_mail_is_unreadable_with_a_reason(raw: bytes) -> None:
    message = of(raw)
    assert message.kind is Kind.UNREADABLE
    assert message.defects
    assert message.matches[0].reason
    assert not message.may_reply


def test_a_plain_mail_has_no_defects() -> None:
    message = of(mail())
    assert message.defects == ()
    assert message.sender is not None
    assert (message.sender.name, message.sender.address) == ("Anna Schmidt", "anna@customer.example")
    assert message.text == message.new_text == "We can't log in."
    assert message.language == "en"
    assert message.date is not None
    assert message.date.isoformat() == "2024-05-06T08:00:00+00:00"
    assert message.may_approve


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "x-mac-cyrillic", "iso-8859-5"])
def test_declared_charsets(charset: str) -> None:
    data = RUSSIAN.encode("mac_cyrillic" if charset.startswith("x-mac") else charset)
    message = of(mail(data, Content_Type=f"text/plain; charset={charset}", Content_Transfer_Encoding="8bit"))
    assert message.text == RUSSIAN
    assert not message.charset_recovered
    assert message.language == "ru"


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
@pytest.mark.parametrize("text", [RUSSIAN, "Да", "СОГЛАСОВАНО", "Добрый день! Ошибка."])
def test_undeclared_cyrillic_is_recovered_and_never_an_approval(charset: str, text: str) -> None:
    message = of(mail(text.encode(charset), Subject=text.encode(charset)))
    assert message.subject == text
    assert message.charset_recovered
    assert not message.may_approve
    assert message.text == text


def test_unknown_charset_name_is_read_anyway() -> None:
    assert of(mail("Grüße", Content_Type="text/plain; charset=x-nonsense")).text == "Grüße"


def test_seven_bit_encodings_are_decoded() -> None:
    text = "こんにちは"
    raw = mail(
        text.encode("iso-2022-jp"), Content_Type="text/plain; charset=ISO-2022-JP", Content_Transfer_Encoding="7bit"
    )
    assert of(raw).text == text
    assert of(mail(b"Gr+APwA3w-e", Content_Type="text/plain; charset=utf-7")).text == "Grüße"


def test_character_split_across_encoded_words() -> None:
    data = "Счёт".encode()
    words = [f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in (data[:3], data[3:])]
    assert of(mail(Subject="\r\n ".join(words))).subject == "Счёт"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?Sch=C3=B6ne Gr=C3=BC=C3=9Fe?=", "Schöne Grüße"),
        ("=?utf-8?Q?one?= between =?utf-8?Q?two?=", "one between two"),
        ("=?iso-8859-1*de?Q?M=FCller?=", "Müller"),
        ("plain\r\n folded", "plain folded"),
    ],
)
def test_odd_subjects(value: str, text: str) -> None:
    assert of(mail(Subject=value)).subject == text


def test_an_attached_message_is_never_the_sender_s_words() -> None:
    inner = part("message/rfc822", "From: boss@customer.example\r\nSubject: x\r\n\r\nApproved, all of it.")
    message = of(multipart("mixed", part("text/plain", "See attached."), inner))
    assert message.text == "See attached."
    assert [one.content_type for one in message.attachments] == ["message/rfc822"]


def test_plain_text_before_html_and_stubs_give_way() -> None:
    page = part("text/html", "<p>The <b>page</b></p>")
    assert of(multipart("alternative", part("text/plain", "The page"), page)).text == "The page"
    assert of(multipart("alternative", part("text/plain", " "), page)).text == "The page"
    stub = part("text/plain", "Your mail client does not support HTML.")
    message = of(multipart("alternative", stub, page))
    assert message.text == "The page"
    assert message.attachments == ()
    assert message.may_approve


def test_text_and_html_that_differ_are_no_approval() -> None:
    message = of(multipart("alternative", part("text/plain", "Approved"), part("text/html", "<p>Not approved</p>")))
    assert Defect.TEXT_AND_HTML_DIFFER in message.defects
    assert not message.may_approve


def test_a_named_text_part_is_the_body_when_it_comes_first() -> None:
    message = of(mail("approved", Content_Type="text/plain; name=note.txt"))
    assert message.text == "approved"
    assert message.attachments == ()
    log = part("text/plain; name=log.txt", "ERROR")
    two = of(multipart("mixed", part("text/plain", "See the log."), log))
    assert (two.text, [one.filename for one in two.attachments]) == ("See the log.", ["log.txt"])


def test_text_parts_are_joined() -> None:
    assert of(multipart("mixed", part("text/plain", "One"), part("text/plain", "Two"))).text == "One\nTwo"


def test_flowed_text_is_joined() -> None:
    flowed = mail("I ap \r\nproved it\r\n", Content_Type="text/plain; format=flowed; delsp=yes")
    assert of(flowed).text == "I approved it"
    quoted = mail("> one \r\n> two\r\nmine \r\n-- \r\nAnna", Content_Type="text/plain; format=flowed")
    assert of(quoted).text == "> one two\nmine \n-- \nAnna"


def test_attachments_are_byte_identical() -> None:
    data = bytes(range(256)) * 3
    encoded = base64.encodebytes(data).decode()
    fields = {"Content_Transfer_Encoding": "base64", "Content_Disposition": "attachment; filename*=utf-8''%D0%A1.bin"}
    raw = multipart("mixed", part("text/plain", "See."), part("application/octet-stream", encoded, **fields))
    (one,) = of(raw).attachments
    assert attachment_bytes(raw, one.position, LIMITS) == data
    assert attachment_bytes(raw, 99, LIMITS) == b""
    assert (one.filename, one.size, one.sha256) == ("С.bin", 768, hashlib.sha256(data).hexdigest())
    assert not one.inline


def test_uuencoded_file_is_an_attachment() -> None:
    raw = mail("See:\nbegin 644 note.txt\n#0V%T\n`\nend\nBye")
    message = of(raw)
    assert [(one.filename, one.size) for one in message.attachments] == [("note.txt", 3)]
    assert message.text.split() == ["See:", "Bye"]
    assert attachment_bytes(raw, message.attachments[0].position, LIMITS) == b"Cat"


def test_sealed_parts_are_named() -> None:
    sealed = part("application/ms-tnef; name=winmail.dat", "x", Content_Disposition="attachment")
    message = of(multipart("mixed", part("text/plain", "See."), sealed))
    assert Defect.UNREADABLE_PART in message.defects
    assert not message.may_approve


@pytest.mark.parametrize(
    ("value", "address", "defect"),
    [
        ("alice@good.example <mallory@evil.example>", "mallory@evil.example", Defect.SENDER_SYNTAX),
        ("a@good.example, b@evil.example", "a@good.example", Defect.SEVERAL_SENDERS),
        ("Name <>, LTD <ly@firm.example>", "ly@firm.example", Defect.SENDER_SYNTAX),
        ("Anna anna@customer.example", "anna@customer.example", Defect.SENDER_SYNTAX),
        ("anna@customer.example <anna@Customer.example>", "anna@customer.example", None),
        ('"=?utf-8?Q?J=C3=BCrgen?=" <j@customer.example>', "j@customer.example", None),
    ],
)
def test_senders(value: str, address: str, defect: Defect | None) -> None:
    message = of(mail(From=value))
    assert message.sender is not None
    assert message.sender.address == address
    assert message.may_approve is (defect is None)
    assert defect is None or defect in message.defects


def test_two_from_fields_are_no_approval() -> None:
    message = of(b"From: mallory@evil.example\r\n" + mail("Approved"))
    assert Defect.SEVERAL_FROM in message.defects
    assert not message.may_approve


def test_no_sender_has_a_stand_in_that_is_no_identity() -> None:
    message = of(mail(drop=("From",), Reply_To="anna@customer.example"))
    assert message.sender is not None
    assert Defect.NO_SENDER in message.defects
    assert not message.may_approve


def test_recipients_from_headers_and_trace() -> None:
    raw = mail(
        Delivered_To="box@ours.example",
        X_Original_To="Support+abc@ours.example",
        Received="from a by b for <help@ours.example>; Mon, 06 May 2024 10:00:00 +0200",
    )
    assert of(raw).recipients == (
        "support@ours.example",
        "box@ours.example",
        "support+abc@ours.example",
        "help@ours.example",
    )


def test_second_delivery_has_the_same_content_digest() -> None:
    first = mail("Text\r\n")
    again = b"Return-Path: <x@a.example>\r\nDelivered-To: other@ours.example\r\nX-Spam: no\r\n" + first
    assert of(first).content_digest == of(again).content_digest == of(first.replace(b"\r\n", b"\n")).content_digest
    assert of(first).digest != of(again).digest
    assert of(first).content_digest != of(mail("Text!")).content_digest
    assert of(first).content_digest != of(mail("Text\r\n", Subject="Other")).content_digest


def test_threading_fields() -> None:
    raw = mail(In_Reply_To="<a@x.example>", References="<r@x.example>\r\n <long\r\n id@x.example> <a@x.example>")
    message = of(raw)
    assert message.in_reply_to == ("<a@x.example>",)
    assert message.references == ("<r@x.example>", "<longid@x.example>", "<a@x.example>")
    assert of(mail(Message_ID="", In_Reply_To="")).message_id == ""


def test_partial_mail_is_marked_and_no_approval() -> None:
    message = of(mail("Approved"), partial=True)
    assert message.partial
    assert not message.may_approve


def test_badly_folded_header_block_is_repaired() -> None:
    raw = mail("Text").replace(b"Date:", b"X-Key: abc\r\ndef/ghi==\r\nDate:")
    message = of(raw)
    assert message.sender is not None
    assert message.text == "Text"
    assert Defect.HEADERS_REPAIRED in message.defects
    assert not message.may_approve


def test_boundary_lost_or_folded_is_found() -> None:
    lost = multipart("mixed", part("text/plain", "Found me")).replace(b'; boundary="cut"', b"")
    assert of(lost).text == "Found me"
    assert not of(lost).may_approve


def test_bodyless_mail_with_an_attachment_is_read() -> None:
    message = of(multipart("mixed", part("application/pdf", "x", Content_Disposition="attachment; filename=a.pdf")))
    assert (message.kind, message.text, len(message.attachments)) == (Kind.HUMAN, "", 1)


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-8"])
def test_undeclared_bytes_in_address_fields_cost_neither_mail_nor_address(charset: str) -> None:
    name = "Анна Смирнова, отдел продаж".encode(charset)
    field = b'"' + name + b'" <anna@customer.example>'
    message = of(mail(From=field, To=field, Cc=field))
    assert message.sender is not None
    for address in (message.sender, *message.to, *message.cc):
        assert (address.name, address.address) == ("Анна Смирнова, отдел продаж", "anna@customer.example")
    assert len(message.to) == len(message.cc) == 1
