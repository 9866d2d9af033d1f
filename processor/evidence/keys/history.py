"""Which key signed when, as the ledger itself tells it: every key is vouched for by one that came before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.vocabulary import KeyPurpose, LeafKind
from processor.evidence.keys.publickeys import PublicKey, has_signed
from processor.evidence.ledger.canonical import canonical
from processor.evidence.ledger.leaf import Leaf


@dataclass(frozen=True, slots=True)
class KeySpan:
    """A key from the place of its leaf on. `certificate` is the fingerprint of its certificate, empty without one.

    `valid_from` and `revoked_at` are as the leaves write moments; `revoked_place` is None for a key never revoked.
    """

    purpose: KeyPurpose
    fingerprint: str
    certificate: str
    place: int
    valid_from: str
    revoked_place: int | None = None
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """All keys in the order of their leaves, and what is wrong with a leaf: its place and a sentence."""

    spans: tuple[KeySpan, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()

    def log_key_at(self, size: int) -> str | None:
        """The fingerprint of the key that signs a tree of this size: the newest in it. None without, or if revoked."""
        known = [span for span in self.spans if span.purpose is KeyPurpose.LOG and span.place < size]
        if not known or (known[-1].revoked_place is not None and known[-1].revoked_place < size):
            return None
        return known[-1].fingerprint

    def find(self, fingerprint: str) -> KeySpan | None:
        """The key of this fingerprint, None for one that no leaf vouches for."""
        return next((span for span in self.spans if span.fingerprint == fingerprint), None)


def key_history(leaves: Iterable[tuple[int, Leaf]], keys: Mapping[str, PublicKey]) -> KeyHistory:
    """What the leaves with their places, in order, say of keys; `keys` are the public keys by fingerprint.

    The first key of all is the root, and signs for itself. Every other is signed for by the root, or by the one of
    its own purpose that it takes over from; that one must not be revoked by then.
    """
    spans: dict[str, KeySpan] = {}
    faults: list[tuple[int, str]] = []
    for place, leaf in leaves:
        if leaf.kind is LeafKind.KEY:
            fields = leaf.fields()
            fault = _fault(fields, spans, keys)
            if fault:
                faults.append((place, fault))
            else:
                spans[fields["public_key"]] = _span(fields, place)
        elif leaf.kind is LeafKind.KEY_REVOKED:
            fields = leaf.fields()
            known = spans.get(fields["public_key"])
            if known is None:
                faults.append((place, "a key is revoked that no entry before tells of"))
            elif known.revoked_place is None:
                spans[known.fingerprint] = replace(known, revoked_place=place, revoked_at=fields["at"])
    return KeyHistory(tuple(spans.values()), tuple(faults))


def _fault(fields: Mapping[str, Any], spans: Mapping[str, KeySpan], keys: Mapping[str, PublicKey]) -> str:
    """Why a key is not to be believed, empty if it is."""
    fingerprint, signer = fields["public_key"], fields["signed_by"]
    if fingerprint in spans:
        return "a key is announced twice"
    if not spans:
        if fields["purpose"] != KeyPurpose.ROOT or signer != fingerprint:
            return "the first key is not a root that signs for itself"
    elif signer not in spans or not _may_vouch(spans[signer], fields["purpose"], spans.values()):
        return "a key is signed for by one that may not do so"
    statement = canonical({k: v for k, v in fields.items() if k not in {"signature", "root_signature"}})
    if signer not in keys or not has_signed(keys[signer], statement, fields["signature"]):
        return "the signature under a new key does not hold"
    root = next(iter(spans), fingerprint)
    if "root_signature" in fields and not (
        root in keys and has_signed(keys[root], statement, fields["root_signature"])
    ):
        return "the root's signature under a new key does not hold"
    return ""


def _may_vouch(signer: KeySpan, purpose: str, spans: Iterable[KeySpan]) -> bool:
    """The root for seal and log; a key for its own purpose while it is the newest and not revoked."""
    if signer.revoked_place is not None or purpose == KeyPurpose.ROOT:
        return False
    newest = [span for span in spans if span.purpose == purpose][-1:]
    return signer.purpose is KeyPurpose.ROOT or newest == [signer]


def _span(fields: Mapping[str, Any], place: int) -> KeySpan:
    return KeySpan(
        KeyPurpose(fields["purpose"]),
        fields["public_key"],
        fields.get("certificate", ""),
        place,
        fields["valid_from"],
    )
