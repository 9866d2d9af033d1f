"""The header block: what could be understood in two ways proves nobody."""

import pytest

from processor.facts.proof import Trust
from processor.reading.sender.fields import SINGLETONS, split
from processor.reading.sender.lookalike import lookalike
from processor.reading.sender.prove import prove, wanted_keys
from tests.unit.reading.sender.signing import ANNA, DOMAIN, MAIL, NOW, altered, proof_of, signed


@pytest.mark.parametrize("name", SINGLETONS)
def test_each_field_that_may_stand_once(name: str) -> None:
    raw = altered(MAIL, b"MIME-Version", b"Cc: a@b.example\r\nSender: a@b.example\r\nMIME-Version")
    extra = f"{name.title()}: <a@b.example>\r\n".encode()
    times = 1 if split(raw).has(name) else 2
    assert name in proof_of(extra * times + raw).duplicates
    assert name not in proof_of(raw).duplicates


@pytest.mark.parametrize(
    "line",
    [
        b"X-Note: a\rSubject: Re: Proposal [PR-99.1 aaaaaaaaaaaaaaaa]\r\n",
        b"X-Note: a\x00b\r\n",
        b"no field at all\r\n",
        b"Subject : with a blank\r\n",
        "Тема: no\r\n".encode(),
        b" continues nothing\r\n",
        b"\r\n",
        b"X-A: b\r\n" * 1001,
        b"X-A: " + b"b" * 300_000 + b"\r\n",
    ],
    ids=["bare CR", "NUL", "no field", "blank before the colon", "not ASCII", "continuation", "empty", "many", "large"],
)
def test_a_doubtful_header_block_proves_nobody(line: bytes) -> None:
    raw = line + signed()
    assert wanted_keys(raw) == ()
    proof = proof_of(raw)
    assert proof.fault
    assert proof.dkim_pass is None
    assert proof.address == ""


def test_a_forwarded_mail_is_named() -> None:
    assert proof_of(b"Resent-From: boss@customer.example.com\r\n" + signed()).forwarded


@pytest.mark.parametrize(
    ("sender", "by_another"),
    [
        ("assistant@customer.example.com", True),
        ("Anna Schmidt <ANNA@customer.example.com>", False),
        ("anna@customer.example.com, assistant@customer.example.com", True),
        ("nobody by address", True),
        ("", False),
    ],
)
def test_a_mail_that_another_sent_on_behalf_of_its_author_is_named(sender: str, by_another: bool) -> None:
    proof = proof_of(f"Sender: {sender}\r\n".encode() + signed())
    assert proof.dkim_pass is not None
    assert proof.forwarded is by_another


ALTERNATIVES = (
    f"From: {ANNA}\r\nSubject: Re\r\nDate: Wed, 06 May 2026 11:59:00 +0200\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="cut"\r\n\r\n'
    "--cut\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n"
    "--cut\r\nContent-Type: text/html\r\n\r\n<html><body><p>{page}</p></body></html>\r\n--cut--\r\n"
)


@pytest.mark.parametrize(
    ("plain", "page", "differs"),
    [
        ("Approved", "Approved", False),
        ("Approved.\r\n\r\nAnna", "<b>Approved.</b></p><p>Anna", False),
        ("Approved", "Not approved", True),
        ("Approved", "We don't accept", True),
        (
            "Approved. See http://a.example/x",
            'Approved. See <a href="http://a.example/x">http://a.example/x</a>',
            False,
        ),
        ("Approved. Your mail program shows no HTML.", "Rejected", True),
    ],
)
def test_text_and_html_that_differ_are_named(plain: str, page: str, differs: bool) -> None:
    raw = ALTERNATIVES.format(plain=plain, page=page).encode()
    assert proof_of(raw).body_differs is differs


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("anna@p\u0430ypal.example", "several scripts"),
        ("anna@xn--80ak6aa92e.com", "look like 'apple'"),
        ("\u0430nna@customer.example", "several scripts"),
        ("\u0440\u0430\u0443@customer.example", "look like 'pay'"),
        ("anna@\u03bf\u03c1\u03b5n.example", "several scripts"),
    ],
)
def test_addresses_that_pass_for_others(address: str, words: str) -> None:
    assert words in lookalike(address)


@pytest.mark.parametrize(
    "address",
    ["anna@customer.example", "jürgen@müller.example", "иван@почта.рф", "ivan@xn--e1afmkfd.xn--p1ai", "a@сос.рф", ""],
)
def test_honest_addresses(address: str) -> None:
    assert lookalike(address) == ""


def test_a_sender_of_a_look_alike_domain_is_named_in_the_proof() -> None:
    raw = altered(MAIL, DOMAIN.encode(), b"xn--80ak6aa92e.com")
    assert "apple" in prove(raw, {}, Trust(), NOW).lookalike


def test_keys_are_asked_for_once_and_not_for_strangers() -> None:
    raw = signed(signed(), domain="service.example", s="s2")
    assert wanted_keys(raw) == (f"s1._domainkey.{DOMAIN}",)
    assert wanted_keys(signed(signed())) == (f"s1._domainkey.{DOMAIN}",)
    assert wanted_keys(signed(l="5")) == ()
    many = b"".join(signed(MAIL, s=f"s{n}")[: -len(MAIL)] for n in range(12)) + MAIL
    assert len(wanted_keys(many)) == 8
