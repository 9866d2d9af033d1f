"""ARC: a chain counts only where every sealer is trusted and the first saw the sender proven."""

import dkim
import pytest

from models.vocabulary import SignatureResult
from processor.facts.proof import ArcCheck, KeyRecord, Trust
from processor.reading.sender.prove import wanted_keys
from tests.unit.reading.sender.signing import DOMAIN, MAIL, NOW, altered, proof_of, records, rsa_signer

SEALER = "forwarder.example.net"
TRUST = Trust(arc_sealers=(SEALER,))
KEYS = records((f"arc._domainkey.{SEALER}", rsa_signer().record()))
PROVEN = f"dmarc=pass header.from={DOMAIN}"
SIGNED = ["from", "to", "subject", "date", "message-id", "content-type", "mime-version"]


def sealed(
    raw: bytes = MAIL, seen: str = f"dmarc=pass header.from={DOMAIN}", sealer: str = SEALER, **more: object
) -> bytes:
    """The mail as a forwarder passes it on, with what it says that it saw."""
    stamped = f"Authentication-Results: mx.{sealer}; {seen}\r\n".encode() + raw
    fields = dkim.arc_sign(
        stamped,
        b"arc",
        sealer.encode(),
        rsa_signer().private,
        f"mx.{sealer}".encode(),
        include_headers=[name.encode() for name in more.get("signed", SIGNED)],  # type: ignore[attr-defined]
        timestamp=str(int(NOW.timestamp()) + int(str(more.get("late", -60)))),
    )
    assert len(fields) == 3
    return b"".join(fields) + raw


def only(raw: bytes, trust: Trust = TRUST, keys: dict[str, KeyRecord] = KEYS) -> ArcCheck:
    (check,) = proof_of(raw, keys, trust).arc
    return check


def test_a_chain_of_a_trusted_sealer_that_saw_the_sender_proven() -> None:
    raw = sealed()
    assert wanted_keys(raw, TRUST) == (f"arc._domainkey.{SEALER}",)
    check = only(raw)
    assert (check.sealer, check.result) == (SEALER, SignatureResult.PASS)
    assert check.records == tuple(KEYS.values())
    assert proof_of(raw, KEYS, TRUST).dkim_pass is None


def test_two_sealers_must_both_be_trusted() -> None:
    second = "lists.example.org"
    raw = sealed(sealed(), "arc=pass", second)
    keys = {**KEYS, **records((f"arc._domainkey.{second}", rsa_signer().record()))}
    assert only(raw, Trust(arc_sealers=(SEALER, second)), keys).result is SignatureResult.PASS
    for sealers in ((SEALER,), (second,)):
        assert only(raw, Trust(arc_sealers=sealers), keys).result is SignatureResult.IGNORED


def test_a_sealer_that_is_not_configured_is_not_asked_after() -> None:
    assert wanted_keys(sealed()) == ()
    assert only(sealed(), Trust()).result is SignatureResult.IGNORED


@pytest.mark.parametrize(
    "seen",
    [
        f"dmarc=fail header.from={DOMAIN}",
        f"dmarc=none header.from={DOMAIN}",
        "dmarc=pass header.from=attacker.example",
        f"spf=pass smtp.mailfrom=anna@{DOMAIN}",
        f"dkim=pass header.d={DOMAIN}; dmarc=fail header.from={DOMAIN}",
    ],
)
def test_a_chain_that_holds_and_saw_no_proof(seen: str) -> None:
    """Anybody can have a forged mail forwarded: that the chain holds says only what the forwarder wrote."""
    check = only(sealed(seen=seen))
    assert check.result is SignatureResult.FAIL
    assert "did not see" in check.why


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"Approved", b"Approve!"), (b"PR-17.3", b"PR-17.4"), (b"dmarc=pass", b"dmarc=Pass"), (b"<anna@", b"<boss@")],
)
def test_a_change_breaks_the_chain(old: bytes, new: bytes) -> None:
    assert only(altered(sealed(), old, new)).result is SignatureResult.FAIL


def test_rules_of_signatures_hold_for_seals() -> None:
    assert "subject" in only(sealed(signed=["from", "date", "content-type"])).why
    assert "after the mail" in only(sealed(late=3600)).why
    assert "revoked" in only(sealed(), keys=records((f"arc._domainkey.{SEALER}", "v=DKIM1; p="))).why
    assert "not looked up" in only(sealed(), keys={}).why


def test_a_chain_with_a_gap_or_a_set_twice() -> None:
    raw = sealed()
    seal = raw[: raw.index(b"ARC-Message-Signature")]
    for broken in (seal + raw, raw.replace(b"i=1", b"i=2"), raw[len(seal) :], raw.replace(b"i=1", b"i=x")):
        proof = proof_of(broken, KEYS, TRUST)
        assert proof.arc_pass is None
        assert all(check.result is SignatureResult.IGNORED for check in proof.arc)
