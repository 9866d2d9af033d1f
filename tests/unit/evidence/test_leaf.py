"""What a leaf may say, and that nothing else gets into one."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from models.leafhash import leaf_hash
from models.vocabulary import AcceptanceType, ApproverState, KeyPurpose, LeafKind, RevocationReason
from processor.evidence.ledger import leaf
from processor.evidence.ledger.canonical import canonical, parse

AT = datetime(2026, 11, 20, 8, 3, 25, 999_000, tzinfo=UTC)
SALT = b"0123456789abcdef"
DIGEST = hashlib.sha256(b"reply").hexdigest()
ONE = leaf.salted(SALT, DIGEST)
LEAVES = (
    leaf.acceptance(17, AcceptanceType.SIGNED, AT, document=ONE, sent=ONE, record=ONE, reply=ONE),
    leaf.acceptance(18, AcceptanceType.RECORDED, AT, document=ONE, sent=ONE, record=ONE),
    leaf.certificate(17, "AC-2026-000017", AT, certificate=ONE, record=ONE),
    leaf.objection(17, 3, AT, message=ONE),
    leaf.decision(17, AT, upheld=False, record=ONE),
    leaf.register(5, 9, ApproverState.CONFIRMED, AT, record=ONE),
    leaf.key(leaf.key_statement(KeyPurpose.SEAL, ONE, ONE, AT, ONE), signature="A" * 88),
    leaf.key(leaf.key_statement(KeyPurpose.LOG, ONE, "", AT, ONE), signature="A" * 88, root_signature="B" * 88),
    leaf.key_revoked(ONE, RevocationReason.COMPROMISED, AT),
    leaf.change(23, AT, record=ONE),
)


def test_a_leaf_is_canonical_json_with_times_in_utc() -> None:
    assert LEAVES[3].body.decode() == (
        f'{{"acceptance":17,"at":"2026-11-20T08:03:25Z","kind":"objection","message":"{ONE}","objection":3}}'
    )
    assert leaf.moment(AT.astimezone(timezone(timedelta(hours=3)))) == "2026-11-20T08:03:25Z"
    assert LEAVES[3].hash == hashlib.sha256(b"\0" + LEAVES[3].body).digest() == leaf_hash(LEAVES[3].body)
    with pytest.raises(ValueError, match="without a time zone"):
        leaf.moment(datetime(2026, 11, 20))  # noqa: DTZ001 - the point


def test_there_is_a_leaf_of_every_kind_and_each_is_read_back() -> None:
    assert {made.kind for made in LEAVES} == set(LeafKind)
    for made in LEAVES:
        assert leaf.read_leaf(made.body) == made
        assert made.fields()["kind"] == made.kind


def test_a_digest_tells_nothing_without_its_salt() -> None:
    assert hmac.new(SALT, DIGEST.encode(), "sha256").hexdigest() == ONE
    assert leaf.salted(b"another salt, 16", DIGEST) != ONE
    for salt, digest in ((b"short", DIGEST), (SALT, "reply"), (SALT, DIGEST.upper())):
        with pytest.raises(ValueError, match="16 bytes of salt"):
            leaf.salted(salt, digest)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Ivan Petrov"},
        {"message": "Ivan Petrov"},
        {"message": DIGEST.upper()},
        {"message": None},
        {"acceptance": "17"},
        {"acceptance": -1},
        {"acceptance": True},
        {"acceptance": 17.0},
        {"at": "2026-11-20 08:03:25"},
        {"at": "2026-11-20T08:03:25+00:00"},
        {"at": "2026-11-20T08:03:25Z\n"},
        {"kind": "acceptance"},
        {"kind": "remark"},
    ],
)
def test_nothing_else_enters(change: dict[str, object]) -> None:
    body = json.dumps(LEAVES[3].fields() | change, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(ValueError):  # noqa: PT011 - each has words of its own
        leaf.read_leaf(body)


def test_no_field_can_be_missing() -> None:
    for made in LEAVES:
        for name in made.fields():
            if name in {"reply", "root_signature"}:
                continue
            rest = {key: value for key, value in made.fields().items() if key != name}
            with pytest.raises(ValueError):  # noqa: PT011
                leaf.read_leaf(canonical(rest))
    assert "certificate" not in LEAVES[7].fields()


@pytest.mark.parametrize(
    "body",
    [
        b'{"b":1,"a":2}',
        b'{"a": 2}',
        b'{"a":2} ',
        b'{"a":2.0}',
        b'{"a":2,"a":2}',
        b'{"a":"\\u00e9"}',
        b'{"a":NaN}',
        b"[1]",
        b"\xff",
        b"",
        b"[" * 100_000,
        b'{"a":9007199254740992}',
    ],
)
def test_only_the_canonical_bytes_are_read(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse(body)


def test_canonical_json_is_that_of_rfc_8785() -> None:
    value = {"é": 1}
    with pytest.raises(ValueError, match="can't be a name"):
        canonical(value)
    text = {"b": ['\u20ac$\u000f\nA\'B"\\\\"/', True, None], "a": {"z": 1, "y": -1}}
    expected = '{"a":{"y":-1,"z":1},"b":["€$\\u000f\\nA\'B\\"\\\\\\\\\\"/",true,null]}'
    assert canonical(text).decode() == expected
    assert parse(expected.encode()) == text
    for refused in (1.5, float("nan"), b"bytes", {1: 2}, "\ud800"):
        with pytest.raises(ValueError):  # noqa: PT011
            canonical({"a": refused})
