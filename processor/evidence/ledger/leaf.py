"""What the ledger's leaves say: ids, words of closed sets, times and salted digests. Never a name or a text.

There is one function for each kind, and no other way to make a leaf, so nothing else can enter. `read_leaf` holds a
leaf that comes from elsewhere to the same.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NewType

from models.leafhash import leaf_hash
from models.vocabulary import AcceptanceType, ApproverState, KeyPurpose, LeafKind, RevocationReason
from processor.evidence.ledger.canonical import canonical, parse

Salted = NewType("Salted", str)
"""A digest that tells nothing to who doesn't know its salt; made by `salted` only."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{6}")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{32,1400}={0,2}")


def _words(words: Any) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(str(word)) for word in words))


_FIELDS: Final[Mapping[LeafKind, Mapping[str, re.Pattern[str] | type[int]]]] = {
    LeafKind.ACCEPTANCE: {
        "acceptance": int,
        "type": _words(AcceptanceType),
        "at": _MOMENT,
        "document": _DIGEST,
        "sent": _DIGEST,
        "record": _DIGEST,
        "reply": _DIGEST,
        "code_reply": _DIGEST,
    },
    LeafKind.CERTIFICATE: {
        "acceptance": int,
        "number": _NUMBER,
        "certificate": _DIGEST,
        "record": _DIGEST,
        "at": _MOMENT,
    },
    LeafKind.OBJECTION: {"acceptance": int, "objection": int, "message": _DIGEST, "at": _MOMENT},
    LeafKind.DECISION: {"acceptance": int, "outcome": _words(("upheld", "annulled")), "record": _DIGEST, "at": _MOMENT},
    LeafKind.REGISTER: {"entry": int, "change": int, "state": _words(ApproverState), "record": _DIGEST, "at": _MOMENT},
    LeafKind.KEY: {
        "purpose": _words(KeyPurpose),
        "public_key": _DIGEST,
        "certificate": _DIGEST,
        "valid_from": _MOMENT,
        "signed_by": _DIGEST,
        "signature": _SIGNATURE,
        "root_signature": _SIGNATURE,
    },
    LeafKind.KEY_REVOKED: {"public_key": _DIGEST, "reason": _words(RevocationReason), "at": _MOMENT},
    LeafKind.CHANGE: {"change": int, "record": _DIGEST, "at": _MOMENT},
}
"""What each kind may say; a function below says which of it may be left out."""

_OPTIONAL = frozenset({"reply", "code_reply", "root_signature"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry of the ledger: canonical JSON whose `kind` is its kind."""

    kind: LeafKind
    body: bytes

    @property
    def hash(self) -> bytes:
        """What stands for it in the tree."""
        return leaf_hash(self.body)

    def fields(self) -> dict[str, Any]:
        """What it says."""
        return parse(self.body)


def salted(salt: bytes, digest: str) -> Salted:
    """HMAC-SHA256 of a hexadecimal digest, in hexadecimal: without the salt nobody can try out what it might be of.

    Raises ValueError for a salt of less than 16 bytes, or what is no SHA-256.
    """
    if len(salt) < 16 or not _DIGEST.fullmatch(digest):
        raise ValueError("a salted digest needs 16 bytes of salt and a SHA-256 in hexadecimal")
    return Salted(hmac.digest(salt, digest.encode("ascii"), "sha256").hex())


def moment(at: datetime) -> str:
    """The second as RFC 3339 writes it, in UTC with Z. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a time zone has no place in the ledger: {at.isoformat()}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def acceptance(
    acceptance_id: int,
    type_: AcceptanceType,
    at: datetime,
    *,
    document: Salted,
    sent: Salted,
    record: Salted,
    reply: Salted | None = None,
    code_reply: Salted | None = None,
) -> Leaf:
    """An approver accepted: the document, the mail that asked, the decision as JSON, the reply, that to a challenge.

    `reply` is left out of what a CSM recorded without one, `code_reply` where there was no challenge.
    """
    replies = {"reply": reply, "code_reply": code_reply}
    digests = {"document": document, "sent": sent, "record": record, **{k: v for k, v in replies.items() if v}}
    return _leaf(LeafKind.ACCEPTANCE, acceptance=acceptance_id, type=type_.value, at=moment(at), **digests)


def certificate(acceptance_id: int, number: str, at: datetime, *, certificate: Salted, record: Salted) -> Leaf:
    """The certificate of an acceptance was sealed: its number, the whole file's digest, and that of acceptance.json."""
    own = {"number": number, "certificate": certificate, "record": record}
    return _leaf(LeafKind.CERTIFICATE, acceptance=acceptance_id, at=moment(at), **own)


def objection(acceptance_id: int, objection_id: int, at: datetime, *, message: Salted) -> Leaf:
    """Somebody who got the receipt objected, by this mail."""
    return _leaf(LeafKind.OBJECTION, acceptance=acceptance_id, objection=objection_id, at=moment(at), message=message)


def decision(acceptance_id: int, at: datetime, *, upheld: bool, record: Salted) -> Leaf:
    """A person decided about the objections: the acceptance stands, or it does not."""
    outcome = "upheld" if upheld else "annulled"
    return _leaf(LeafKind.DECISION, acceptance=acceptance_id, outcome=outcome, at=moment(at), record=record)


def register(entry_id: int, change_id: int, state: ApproverState, at: datetime, *, record: Salted) -> Leaf:
    """An entry of the register of approvers came into this state; `record` is the entry as JSON."""
    own = {"state": state.value, "record": record}
    return _leaf(LeafKind.REGISTER, entry=entry_id, change=change_id, at=moment(at), **own)


def key_statement(
    purpose: KeyPurpose, public_key: str, certificate: str, valid_from: datetime, signed_by: str
) -> bytes:
    """The bytes that a new key's signatures are over: the leaf `key` without them.

    `public_key`, `signed_by` are fingerprints of keys, `certificate` that of a certificate, empty for none.
    """
    return canonical(_key_fields(purpose, public_key, certificate, valid_from, signed_by))


def key(statement: bytes, *, signature: str, root_signature: str = "") -> Leaf:
    """A key takes over for a purpose. The signatures, in base64, are by the key `signed_by` and by the root's.

    Raises ValueError for a statement that `key_statement` did not make.
    """
    fields = parse(statement)
    kind = LeafKind(fields.pop("kind"))
    extra = {"root_signature": root_signature} if root_signature else {}
    return _leaf(kind, **fields, signature=signature, **extra)


def key_revoked(public_key: str, reason: RevocationReason, at: datetime) -> Leaf:
    """A key is trusted no more from this moment on."""
    return _leaf(LeafKind.KEY_REVOKED, public_key=public_key, reason=reason.value, at=moment(at))


def change(change_id: int, at: datetime, *, record: Salted) -> Leaf:
    """Somebody who works here did something; `record` is what, by whom and to what, as JSON."""
    return _leaf(LeafKind.CHANGE, change=change_id, at=moment(at), record=record)


def read_leaf(body: bytes) -> Leaf:
    """The leaf that these bytes are. Raises ValueError for bytes that no function of this module could have made."""
    fields = parse(body)
    kind = LeafKind(fields.pop("kind", None))
    _hold(kind, fields)
    return Leaf(kind, body)


def _key_fields(
    purpose: KeyPurpose, public_key: str, certificate: str, valid_from: datetime, signed_by: str
) -> dict[str, Any]:
    own = {"purpose": purpose.value, "public_key": public_key, "valid_from": moment(valid_from), "signed_by": signed_by}
    return {"kind": LeafKind.KEY.value, **own, **({"certificate": certificate} if certificate else {})}


def _leaf(kind: LeafKind, **fields: Any) -> Leaf:
    _hold(kind, fields)
    return Leaf(kind, canonical({"kind": kind.value, **fields}))


def _hold(kind: LeafKind, fields: Mapping[str, Any]) -> None:
    """Raises ValueError unless these are the fields of a leaf of this kind."""
    allowed = _FIELDS[kind]
    wrong = [name for name, value in fields.items() if name not in allowed or not _fits(allowed[name], value)]
    missing = [name for name in allowed if name not in fields and not _may_miss(name, fields)]
    if missing or wrong:
        raise ValueError(f"a leaf {kind.value} can't be made: {', '.join(sorted((*missing, *wrong)))}")


def _may_miss(name: str, fields: Mapping[str, Any]) -> bool:
    return name in _OPTIONAL or (name == "certificate" and fields.get("purpose") == KeyPurpose.LOG)


def _fits(form: re.Pattern[str] | type[int], value: Any) -> bool:
    if isinstance(form, re.Pattern):
        return isinstance(value, str) and form.fullmatch(value) is not None
    return type(value) is int and value >= 0
