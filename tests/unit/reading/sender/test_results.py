"""Authentication-Results: only our own mail server's, only the topmost block, and one fail outweighs every pass."""

import pytest

from processor.facts.proof import SenderProof, Trust
from tests.unit.reading.sender.signing import DOMAIN, MAIL, proof_of

MX = "mx.vendor.example.com"
OURS = Trust(authserv_ids=(MX,))
RECEIVED = f"Received: from out.{DOMAIN} (out.{DOMAIN} [192.0.2.7]) by {MX} with ESMTPS; Wed, 6 May 2026 12:00:00 +0200"
PASS = f"Authentication-Results: {MX}; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={DOMAIN}"
FAIL = f"Authentication-Results: {MX}; spf=fail smtp.mailfrom=x@attacker.example; dmarc=fail header.from={DOMAIN}"
FORGED = PASS


def results_of(*above: str, trust: Trust = OURS, raw: bytes = MAIL) -> SenderProof:
    """The proof of a mail with header lines on top, the first one topmost."""
    return proof_of("".join(f"{line}\r\n" for line in above).encode() + raw, trust=trust)


def test_what_our_server_found_counts() -> None:
    for above in ([PASS, RECEIVED], [RECEIVED, PASS]):
        proof = results_of(*above)
        assert proof.dmarc_pass
        assert not proof.failed
        (check,) = proof.results
        assert (check.authserv_id, check.method, check.result, check.domain) == (MX, "dmarc", "pass", DOMAIN)


def test_nothing_counts_where_no_server_is_configured() -> None:
    assert results_of(PASS, RECEIVED, trust=Trust()).results == ()


# The four cases of one review table, in its order.


@pytest.mark.parametrize("between", [[], [RECEIVED]])
def test_our_fail_above_a_forged_pass(between: list[str]) -> None:
    proof = results_of(FAIL, *between, FORGED)
    assert proof.failed
    assert not proof.dmarc_pass


@pytest.mark.parametrize(
    "above",
    [
        [RECEIVED.replace(MX, "relay.attacker.example.net"), FORGED],
        [f"Authentication-Results: mx.attacker.example; dmarc=pass header.from={DOMAIN}", RECEIVED],
        [f"Authentication-Results: mx.attacker.example; dmarc=pass header.from={DOMAIN}", FORGED],
        [RECEIVED, "Subject: first", FAIL.replace(MX, "mx.other.example"), FORGED],
    ],
    ids=["below another's server", "another's name", "below another's name", "below another's, in a heap"],
)
def test_a_forged_field_alone(above: list[str]) -> None:
    assert results_of(*above).results == ()


def test_a_domain_that_passes_and_is_not_the_senders() -> None:
    proof = results_of(f"Authentication-Results: {MX}; dmarc=pass header.from=attacker.example", RECEIVED)
    assert not proof.dmarc_pass
    assert not proof.results[0].aligned


@pytest.mark.parametrize(
    "value",
    [
        f"spf=fail (dmarc=pass header.from={DOMAIN}) smtp.mailfrom=attacker.example",
        f'spf=fail reason="x; dmarc=pass header.from={DOMAIN}" smtp.mailfrom=attacker.example',
        f'spf=fail smtp.mailfrom="x; dmarc=pass header.from={DOMAIN}"@attacker.example',
        f"dmarc=fail (dmarc=pass) header.from={DOMAIN}",
        f"dmarc=none header.from={DOMAIN}; dmarc=pass header.from={DOMAIN}",
        f"dmarc=fail header.from={DOMAIN}; x=<>; dmarc=pass header.from={DOMAIN}",
    ],
    ids=["comment", "quoted reason", "quoted sender", "comment of a fail", "two results", "unreadable"],
)
def test_a_pass_smuggled_into_our_servers_field(value: str) -> None:
    assert not results_of(f"Authentication-Results: {MX}; {value}", RECEIVED).dmarc_pass


# What real servers write.


def test_four_fields_under_one_name_are_one_block() -> None:
    """Fastmail writes four, with dmarc in the last, below the Received fields of its own machines."""
    own = f"Authentication-Results: {MX};"
    proof = results_of(
        "Return-Path: <anna@customer.example.com>",
        "Received: from mx3.internal ([10.0.0.3]) by compute2.internal (LMTPProxy); Wed, 6 May 2026 12:00:01 +0200",
        f"{own} x-csa=none; x-me-sender=none; x-ptr=pass smtp.helo=a.example.com policy.ptr=a.example.com",
        f"{own} bimi=skipped (DMARC Policy is not at enforcement)",
        "X-ME-VSCause: gggruggvucftvghtrhho",
        f"{own} dkim=pass (2048-bit rsa key sha256) header.d={DOMAIN} header.i=@{DOMAIN} header.b=abc/DE+f",
        f"{own} dmarc=pass policy.published-domain-policy=none (p=none,d=none) header.from={DOMAIN}",
        RECEIVED,
    )
    assert proof.dmarc_pass
    assert [check.method for check in proof.results if check.aligned] == ["dkim", "dmarc"]


def test_googles_form_below_its_own_received_field() -> None:
    trust = Trust(authserv_ids=("mx.google.com",))
    proof = results_of(
        "Delivered-To: support@vendor.example",
        "Received: by 2002:a05:6a10:b0:1:2:3:4 with SMTP id a1csp1; Wed, 6 May 2026 03:00:01 -0700 (PDT)",
        "X-Received: by 2002:a05:6a10:1 with SMTP id b2; Wed, 06 May 2026 03:00:01 -0700 (PDT)",
        f"Received: from out.{DOMAIN} (out.{DOMAIN}. [192.0.2.7])\r\n by mx.google.com with ESMTPS id c3",
        "Received-SPF: pass (google.com: domain of anna@customer.example.com designates 192.0.2.7)",
        f"Authentication-Results: mx.google.com;\r\n dkim=pass header.i=@{DOMAIN} header.s=s1 header.b=ab/c;\r\n"
        f" spf=pass (google.com: domain of {DOMAIN} designates 192.0.2.7) smtp.mailfrom=anna@{DOMAIN};\r\n"
        f" dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={DOMAIN}",
        trust=trust,
    )
    assert proof.dmarc_pass
    assert all(check.aligned for check in proof.results)


def test_microsofts_form_without_a_name_counts_for_nothing() -> None:
    """`Authentication-Results: spf=pass (sender IP is ...)`: nobody is named who says so."""
    value = f"spf=pass (sender IP is 192.0.2.7) smtp.mailfrom={DOMAIN}; dmarc=pass header.from={DOMAIN};compauth=pass"
    for ids in ((MX,), ("spf=pass",), ("spf",), ("",)):
        assert results_of(f"Authentication-Results: {value}", RECEIVED, trust=Trust(authserv_ids=ids)).results == ()


def test_a_field_of_ours_that_cannot_be_read_passes_nothing() -> None:
    proof = results_of(f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=<>; !!", PASS, RECEIVED)
    assert not proof.dmarc_pass
    assert not proof.failed
    assert results_of(f"Authentication-Results: {MX}; dmarc=fail !!", PASS, RECEIVED).failed


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        (f"dkim=fail header.d={DOMAIN}", True),
        (f"spf=fail smtp.mailfrom=anna@{DOMAIN}", True),
        (f"spf=hardfail smtp.mailfrom=anna@{DOMAIN}", True),
        (f"dmarc=fail header.from={DOMAIN}", True),
        ("dkim=fail header.d=service.example", False),
        ("spf=fail smtp.mailfrom=bounces@service.example", False),
        (f"spf=softfail smtp.mailfrom=anna@{DOMAIN}", False),
    ],
)
def test_one_fail_outweighs_every_pass(value: str, failed: bool) -> None:
    proof = results_of(f"Authentication-Results: {MX}; dmarc=pass header.from={DOMAIN}; {value}", RECEIVED)
    assert proof.failed is failed
    assert proof.dmarc_pass is not failed


@pytest.mark.parametrize(
    "value",
    ["(" * 8000, "(a" * 3000 + ")" * 3000, 'dkim=pass reason="' + "x " * 9000, "a" * 60000, "\\" * 8000 + "("],
)
def test_hostile_fields_are_answered_and_pass_nothing(value: str) -> None:
    proof = results_of(f"Authentication-Results: {MX}; {value}", RECEIVED)
    assert not proof.dmarc_pass
