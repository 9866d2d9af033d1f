"""Any bytes give a proof that can be stored, and no change to a signed mail leaves it proving what it now says."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from processor.facts.proof import KeyRecord, SenderProof, Trust
from processor.facts.proofjson import from_json, records_of, to_json
from processor.reading.read import read
from processor.reading.sender.prove import prove, wanted_keys
from tests.unit.reading.mails import LIMITS, OWN
from tests.unit.reading.sender.signing import DOMAIN, NOW, key, signed

TRUST = Trust(authserv_ids=("mx.vendor.example",), arc_sealers=("forwarder.example.net",))
NAMES = ["From", "Subject", "DKIM-Signature", "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results"]
LINES = st.lists(
    st.tuples(st.sampled_from([*NAMES, "Authentication-Results", "Received", "Content-Type"]), st.text(max_size=80)),
    max_size=8,
)
TAGS = st.lists(
    st.tuples(st.sampled_from("abcdhilqstvx"), st.text(st.characters(codec="ascii"), max_size=20)), max_size=12
)
RAW = signed()
SAID = read(RAW, OWN, LIMITS)


def _storable(raw: bytes, records: dict[str, KeyRecord] | None = None) -> SenderProof:
    wanted_keys(raw, TRUST)
    proof = prove(raw, key() if records is None else records, TRUST, NOW)
    assert from_json(json.loads(json.dumps(to_json(proof)))) == proof
    return proof


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    assert _storable(raw).dkim_pass is None


@given(LINES, st.binary(max_size=100))
def test_any_fields_above_a_signed_mail(lines: list[tuple[str, str]], body: bytes) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in lines).encode("utf-8", "surrogatepass")
    _storable(head + RAW)
    assert _storable(head + b"\r\n" + body).dkim_pass is None


@given(TAGS, st.text(max_size=200))
def test_any_tags_of_signature_and_key(tags: list[tuple[str, str]], record: str) -> None:
    field = "; ".join(f"{name}={text}" for name, text in tags).replace("\r", "").replace("\n", "").replace("\0", "")
    raw = b"DKIM-Signature: " + field.encode() + b"\r\n" + RAW
    name = f"s1._domainkey.{DOMAIN}"
    assert _storable(raw, {name: KeyRecord(name, record, NOW)}).dkim_pass is None


@settings(max_examples=300)
@given(st.integers(0, 2**32))
def test_a_changed_mail_proves_only_what_was_signed(seed: int) -> None:
    """Bytes are changed, doubled, taken out; what still passes says word for word what the signed mail said."""
    rng = random.Random(seed)
    data = bytearray(RAW)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] ^= 1 << rng.randrange(8)
            case 1:
                data[at:at] = rng.choice([b"\r\n", b"\r", b"\n", b" ", b"\0", b"Subject: x\r\n", b"--", b"=", b";"])
            case 2:
                del data[at : at + rng.randint(1, 20)]
            case _:
                data[at:at] = data[rng.randrange(len(data)) :][:40]
    proof = _storable(bytes(data))
    if proof.dkim_pass is None or proof.duplicates:
        return
    said = read(bytes(data), OWN, LIMITS)
    assert proof.address == "anna@customer.example.com"
    assert said.sender is not None
    assert said.sender.key == proof.address
    assert said.subject.split() == SAID.subject.split()
    assert said.text.split() == SAID.text.split()


def test_a_proof_is_made_again_from_what_it_stored() -> None:
    """Years later, without DNS: the records in the proof are enough."""
    proof = _storable(RAW)
    again = from_json(json.loads(json.dumps(to_json(proof))))
    assert prove(RAW, records_of(again), TRUST, NOW) == proof
    assert records_of(proof) == key()
