"""Attacks on a validly signed mail, and what a signature must be to count (RFC 6376, RFC 8301)."""

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from asn1crypto.keys import RSAPublicKey
from dkim.crypto import parse_public_key

from models.vocabulary import SignatureResult
from processor.facts.proof import BODY_CHANGED, FIELDS_CHANGED, DkimCheck
from tests.unit.reading.sender.signing import (
    ANNA,
    DOMAIN,
    MAIL,
    NOW,
    SIGNED,
    altered,
    ed25519_signer,
    key,
    proof_of,
    records,
    rsa_signer,
    signed,
)

LATER = str(int(NOW.timestamp()) + 3600)


def only(raw: bytes, **options: object) -> DkimCheck:
    """The one check of a mail with one signature."""
    (check,) = proof_of(raw, **options).dkim  # type: ignore[arg-type]
    return check


@pytest.mark.parametrize("canon", [b"relaxed/relaxed", b"simple/simple", b"relaxed/simple", b"simple/relaxed"])
@pytest.mark.parametrize("make", [rsa_signer, ed25519_signer], ids=["rsa", "ed25519"])
def test_a_valid_signature_proves_its_domain(make: Callable[[], object], canon: bytes) -> None:
    signer = make()
    proof = proof_of(signed(signer=signer, canon=canon), key(signer))  # type: ignore[arg-type]
    assert proof.address == ANNA
    assert proof.dkim_pass is not None
    assert proof.dkim_pass.domain == DOMAIN
    assert proof.dkim_pass.record == next(iter(key(signer).values()))  # type: ignore[arg-type]
    assert set(SIGNED) <= set(proof.dkim_pass.signed_headers)
    assert proof.dkim_pass.signed_at == NOW - timedelta(seconds=60)
    assert (proof.duplicates, proof.lookalike, proof.forwarded, proof.body_differs, proof.fault) == (
        (),
        "",
        False,
        False,
        "",
    )


def test_line_ends_of_a_maildir_prove_the_same() -> None:
    """A server keeps the mail with LF; the signature was made over CRLF."""
    for canon in (b"relaxed/relaxed", b"simple/simple"):
        raw = signed(canon=canon)
        assert proof_of(raw.replace(b"\r\n", b"\n")) == proof_of(raw)
        assert proof_of(raw).dkim_pass is not None


CHANGES = {
    "subject changed": (lambda raw: altered(raw, b"PR-17.3", b"PR-17.4"), FIELDS_CHANGED),
    "from changed within the domain": (lambda raw: altered(raw, b"<anna@", b"<boss@"), FIELDS_CHANGED),
    "date changed": (lambda raw: altered(raw, b"11:59", b"11:58"), FIELDS_CHANGED),
    "media type changed": (lambda raw: altered(raw, b"text/plain", b"text/html"), FIELDS_CHANGED),
    "body changed": (lambda raw: altered(raw, b"Approved", b"Approve!"), BODY_CHANGED),
    "banner put in front of the body": (lambda raw: altered(raw, b"Approved", b"[External]\r\nApproved"), BODY_CHANGED),
    "text appended to the body": (lambda raw: raw + b"APPROVED\r\n", BODY_CHANGED),
    "signature time changed": (lambda raw: altered(raw, b" t=17", b" t=16"), FIELDS_CHANGED),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_breaks_the_signature(name: str) -> None:
    change, why = CHANGES[name]
    proof = proof_of(change(signed()))
    assert proof.dkim_pass is None
    assert (proof.dkim[0].result, proof.dkim[0].why) == (SignatureResult.FAIL, why)


def test_a_second_from_proves_nobody() -> None:
    """A reader may show either of the two."""
    raw = b"From: Boss <boss@customer.example.com>\r\n" + signed()
    proof = proof_of(raw, received_at=NOW)
    assert proof.address == ""
    assert proof.dkim_pass is None
    assert proof.duplicates == ("from",)


def test_two_addresses_in_from_prove_nobody() -> None:
    two = altered(MAIL, f"<{ANNA}>".encode(), f"<{ANNA}>, boss@{DOMAIN}".encode())
    assert proof_of(signed(two)).address == ""
    assert proof_of(signed(two)).dkim_pass is None


def test_a_second_subject_passes_the_signature_and_is_named() -> None:
    """The signature covers the lower one, people see the upper one: dkimpy says True."""
    proof = proof_of(b"Subject: Re: Proposal [PR-99.1 aaaaaaaaaaaaaaaa]\r\n" + signed())
    assert proof.dkim_pass is not None, "this is why duplicates are looked for"
    assert proof.duplicates == ("subject",)


def test_a_signature_over_a_part_of_the_body_is_ignored() -> None:
    """dkimpy says True of the appended text, since `l=` says that only the beginning counts."""
    raw = signed(l=str(len(b"Approved\r\n"))) + b"APPROVED for 900,000\r\n"
    check = only(raw)
    assert check.result is SignatureResult.IGNORED
    assert "l=" in check.why


IGNORED = {
    "rsa-sha1": ({"signer": rsa_signer(1024, b"rsa-sha1")}, "rsa-sha1"),
    "from not signed": ({"headers": ("subject", "date", "content-type")}, "from"),
    "subject not signed": ({"headers": ("from", "date", "content-type")}, "subject"),
    "date not signed": ({"headers": ("from", "subject", "content-type")}, "date"),
    "media type not signed": ({"headers": ("from", "subject", "date")}, "content-type"),
    "expired": ({"x": str(int(NOW.timestamp()) - 1)}, "expired"),
    "expires before it was made": ({"t": str(int(NOW.timestamp())), "x": "1000"}, "before it was made"),
    "made in the future": ({"t": LATER}, "after the mail was received"),
    "identity elsewhere": ({"i": f"anna@not{DOMAIN}"}, "identity"),
    "another domain": ({"domain": "attacker.example"}, "does not answer for"),
    "a sibling domain": ({"domain": "other.example.com"}, "does not answer for"),
    "a domain that only ends alike": ({"domain": "omer.example.com"}, "does not answer for"),
    "a public suffix": ({"domain": "com"}, "does not answer for"),
    "a domain that is none": ({"domain": "cust omer.example.com"}, "no name"),
    "no domain": ({"domain": ""}, "no name"),
    "time that is none": ({"t": "99999999999999"}, "time"),
}


@pytest.mark.parametrize("name", IGNORED)
def test_a_rule_refuses_the_signature(name: str) -> None:
    options, words = IGNORED[name]
    domain = str(options.get("domain", DOMAIN))
    known = key(options.get("signer"), domain=domain)  # type: ignore[arg-type]
    check = only(signed(**options), known=known)  # type: ignore[arg-type]
    assert check.result is SignatureResult.IGNORED
    assert words in check.why
    assert not (check.aligned and check.result is SignatureResult.PASS)


def test_what_is_ignored_would_pass_by_arithmetic() -> None:
    """The rules above refuse what dkimpy accepts, so that each of them is what makes the difference."""
    assert only(signed(headers=("from", "subject", "date", "content-type"))).result is SignatureResult.PASS
    assert only(signed(x=LATER)).result is SignatureResult.PASS
    assert only(signed(t=str(int(NOW.timestamp()) + 500))).result is SignatureResult.PASS
    assert only(signed(i=f"anna@mail.{DOMAIN}")).result is SignatureResult.PASS
    assert only(signed(domain="example.com"), known=key(domain="example.com")).result is SignatureResult.PASS


def test_a_mail_without_a_media_type_needs_none_signed_and_may_not_be_given_one() -> None:
    bare = altered(altered(MAIL, b"Content-Type: text/plain; charset=utf-8\r\n", b""), b"MIME-Version: 1.0\r\n", b"")
    raw = signed(bare, headers=("from", "subject", "date"))
    assert only(raw).result is SignatureResult.PASS
    given = b"Content-Type: text/html\r\n" + raw
    assert "content-type" in only(given).why
    over = b"Content-Type: text/html\r\n" + signed(bare, headers=("from", "subject", "date", "content-type"))
    assert only(over).why == FIELDS_CHANGED


def test_time_is_that_of_receipt() -> None:
    """Looked at a year later, the mail proves the same; received later, it would not."""
    raw = signed(x=LATER)
    assert only(raw).result is SignatureResult.PASS
    assert only(raw, received_at=NOW + timedelta(hours=2)).result is SignatureResult.IGNORED


RECORDS = {
    "no record": ("", "no key"),
    "revoked": ("v=DKIM1; k=rsa; p=", "revoked"),
    "no key in it": ("v=DKIM1; k=rsa", "no key"),
    "testing": (rsa_signer().record("t=y; "), "testing"),
    "not for mail": (rsa_signer().record("s=tlsrpt; "), "not for mail"),
    "only for SHA-1": (rsa_signer().record("h=sha1; "), "SHA-256"),
    "another version": (rsa_signer().record().replace("DKIM1", "DKIM2"), "version"),
    "version not first": ("k=rsa; v=DKIM1; p=" + rsa_signer().public, "version"),
    "another kind": (ed25519_signer().record(), "kind"),
    "no Base64": ("v=DKIM1; k=rsa; p=%%%", "can't be read"),
    "no key in the Base64": ("v=DKIM1; k=rsa; p=AAAA", "can't be read"),
    "a tag twice": (rsa_signer().record("k=rsa; "), "tags"),
    "overlong": (rsa_signer().record("n=" + "x" * 5000 + "; "), "too long"),
    "nonsense": ("this is no key", "tags"),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_key_record_can_refuse(name: str) -> None:
    text, words = RECORDS[name]
    check = only(signed(), known=records((f"s1._domainkey.{DOMAIN}", text)))
    assert check.result is not SignatureResult.PASS
    assert words in check.why


@pytest.mark.parametrize("more", ["s=email; ", "s=*; ", "h=sha1:sha256; ", "t=s; ", "n=a remark; "])
def test_a_key_record_that_allows_it(more: str) -> None:
    assert only(signed(), known=key(more=more)).result is SignatureResult.PASS


def test_a_strict_key_is_not_for_names_below_its_domain() -> None:
    check = only(signed(i=f"anna@mail.{DOMAIN}"), known=key(more="t=s; "))
    assert "t=s" in check.why


def test_a_weak_key_passes_and_is_named() -> None:
    signer = rsa_signer(1024)
    check = only(signed(signer=signer), known=key(signer))
    assert (check.result, check.key_bits) == (SignatureResult.PASS, 1024)
    assert "weak" in check.why


def test_the_shortest_key_has_1024_bits() -> None:
    """No library makes a key of 1023 bits any more, so this one signs nothing: it is refused before that matters."""
    for bits, words in ((512, "too short"), (1023, "too short"), (1024, "length")):
        data = RSAPublicKey({"modulus": (1 << bits) - 1, "public_exponent": 65537}).dump()
        text = "v=DKIM1; k=rsa; p=" + base64.b64encode(data).decode()
        check = only(signed(), known=records((f"s1._domainkey.{DOMAIN}", text)))
        assert check.result is SignatureResult.IGNORED
        assert words in check.why


def test_a_huge_key_is_refused_before_it_is_used() -> None:
    for modulus, exponent in ((1 << 9000, 65537), (1 << 2048, 1 << 2000), ((1 << 2048) - 1, 1)):
        data = RSAPublicKey({"modulus": modulus, "public_exponent": exponent}).dump()
        text = "v=DKIM1; k=rsa; p=" + base64.b64encode(data).decode()
        check = only(signed(), known=records((f"s1._domainkey.{DOMAIN}", text)))
        assert check.result is SignatureResult.IGNORED
        assert "larger" in check.why


def test_a_key_that_was_not_looked_up_proves_nothing() -> None:
    check = only(signed(), known={})
    assert (check.result, check.why) == (SignatureResult.IGNORED, "its key was not looked up")


def test_one_good_signature_among_others_is_enough() -> None:
    """Mailing services sign with their own domain beside the customer's."""
    raw = signed(signed(), domain="service.example", s="s2")
    proof = proof_of(raw)
    assert [check.result for check in proof.dkim] == [SignatureResult.IGNORED, SignatureResult.PASS]
    assert proof.dkim_pass is proof.dkim[1]


def _with_signature(raw: bytes, change: Callable[[int], int]) -> bytes:
    """The mail with the number that its RSA signature is replaced by another."""
    head, found, rest = raw.partition(b" b=")
    assert found
    old, end, rest = rest.partition(b"\r\nFrom:")
    number = change(int.from_bytes(base64.b64decode(b"".join(old.split())), "big"))
    new = base64.b64encode(number.to_bytes(260, "big").lstrip(b"\0"))
    return head + b" b=" + new + end + rest


def test_a_signature_has_one_spelling() -> None:
    """RSA by itself takes the signature plus the modulus, or with zeros in front: the same mail, another digest."""
    raw = signed()
    modulus = parse_public_key(base64.b64decode(rsa_signer().public))["modulus"]
    assert only(_with_signature(raw, lambda number: number)).result is SignatureResult.PASS
    for other in (_with_signature(raw, lambda number: number + modulus), altered(raw, b" b=", b" b=AAAA")):
        assert only(other).result is SignatureResult.IGNORED
        assert "length" in only(other).why
    assert "b=" in only(altered(raw, b"==\r\nFrom:", b"=\r\nFrom:")).why


def test_the_digest_marks_the_signature_however_it_is_folded() -> None:
    raw = signed()
    assert only(raw).signature_sha256
    assert only(raw).signature_sha256 != only(signed(x=LATER)).signature_sha256
    refolded = altered(raw, b"==\r\nFrom:", b"=\r\n\t=\r\nFrom:")
    assert only(refolded).signature_sha256 == only(raw).signature_sha256
