"""What a bundle tells of the evidence log: its checkpoints, entries with their paths, the keys that sign it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.vocabulary import KeyPurpose, LeafKind
from processor.evidence.keys.publickeys import has_signed, key_fingerprint, read_public_key
from processor.evidence.ledger.checkpoint import Note, parse
from processor.evidence.ledger.leaf import Leaf, key_statement, read_leaf
from processor.evidence.ledger.tree import verify_inclusion
from processor.evidence.verify.checks import parsed
from processor.evidence.verify.seal import Revocation

__all__ = ["Entry", "LogProofs", "ProofFault", "read_proofs", "revocations", "vouched_keys"]

_PEM: Final = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----\n?", re.DOTALL)
_MOST: Final = 10_000


class ProofFault(Exception):  # noqa: N818 - a reason, for a sentence
    """Why what is said about the log can't be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log, where it stands, and its path to the root of the checkpoint that it came with."""

    leaf: Leaf
    index: int
    path: tuple[bytes, ...]
    note: Note
    source: str

    def is_included(self) -> bool:
        """Whether the path leads to the checkpoint's root."""
        head = self.note.head
        return verify_inclusion(self.leaf.hash, self.index, head.size, self.path, head.root)


@dataclass(frozen=True, slots=True)
class LogProofs:
    """Everything about the log. `notes` are by the file that they stand in; `growth` are consistency proofs by size.

    Each proof of `growth` leads from that size, with that root, to the checkpoint of proofs.json.
    """

    notes: Mapping[str, Note]
    entries: tuple[Entry, ...]
    growth: Mapping[int, tuple[bytes, ...]]
    keys: Mapping[str, Ed25519PublicKey]

    def of_kind(self, kind: LeafKind) -> list[Entry]:
        """The entries of a kind."""
        return [entry for entry in self.entries if entry.leaf.kind is kind]


def read_proofs(files: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> LogProofs:
    """What receipt.json, proofs.json, checkpoint.txt, log.pub.pem and acceptance.json say of the log.

    Raises ProofFault, with the file and the reason, where one of them can't be read.
    """
    notes: dict[str, Note] = {}
    entries: list[Entry] = []
    growth: dict[int, tuple[bytes, ...]] = {}
    with _reading("acceptance.json"):
        _sealed(acceptance.get("ledger") or {}, notes, entries)
    with _reading("receipt.json"):
        _receipt(_object(files, "receipt.json"), notes, entries)
    with _reading("proofs.json"):
        _proofs(_object(files, "proofs.json"), notes, entries, growth)
    with _reading("checkpoint.txt"):
        if "checkpoint.txt" in files:
            notes["checkpoint.txt"] = parse(files["checkpoint.txt"].decode())
    with _reading("log.pub.pem"):
        keys = dict(_keys(files))
    return LogProofs(notes, tuple(entries), growth, keys)


def revocations(proofs: LogProofs) -> tuple[Revocation, ...]:
    """The keys that the log says were given up."""
    fields = (entry.leaf.fields() for entry in proofs.of_kind(LeafKind.KEY_REVOKED))
    return tuple(Revocation(one["public_key"], one["reason"], datetime.fromisoformat(one["at"])) for one in fields)


def vouched_keys(proofs: LogProofs, known: set[str]) -> set[str]:
    """The log keys, by fingerprint, that known ones or their successors have named as successor in the log."""
    found = set(known)
    successors = [entry.leaf.fields() for entry in proofs.of_kind(LeafKind.KEY) if entry.is_included()]
    for one in sorted(successors, key=lambda fields: str(fields["valid_from"])):
        signer = proofs.keys.get(one["signed_by"])
        if one["purpose"] != KeyPurpose.LOG.value or one["signed_by"] not in found or signer is None:
            continue
        begins = datetime.fromisoformat(one["valid_from"])
        words = (KeyPurpose.LOG, one["public_key"], one.get("certificate", ""), begins, one["signed_by"])
        if has_signed(signer, key_statement(*words), one["signature"]):
            found.add(one["public_key"])
    return found


class _reading:  # noqa: N801 - reads as a sentence
    """Turns every failure to read into a ProofFault that names the file."""

    def __init__(self, filename: str) -> None:
        self._filename = filename

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, ValueError | KeyError | TypeError | AttributeError | IndexError):
            raise ProofFault(f"{self._filename} can't be read: {fault}") from None


def _object(files: Mapping[str, bytes], filename: str) -> Mapping[str, Any]:
    if filename not in files:
        return {}
    value = parsed(files[filename])
    if value is None:
        raise ValueError("it is no JSON object")
    return value


def _sealed(ledger: Mapping[str, Any], notes: dict[str, Note], entries: list[Entry]) -> None:
    if not ledger.get("checkpoint"):
        return
    note = notes["acceptance.json"] = parse(ledger["checkpoint"])
    if "inclusion" in ledger:
        entries.append(_entry(ledger, "leaf_index", note, "acceptance.json"))


def _receipt(receipt: Mapping[str, Any], notes: dict[str, Note], entries: list[Entry]) -> None:
    if not receipt:
        return
    note = notes["receipt.json"] = parse(receipt["checkpoint"])
    if note.head.size != receipt["tree_size"]:
        raise ValueError("its checkpoint is of another size than it says")
    entries.append(_entry(receipt, "leaf_index", note, "receipt.json"))


def _proofs(
    proofs: Mapping[str, Any], notes: dict[str, Note], entries: list[Entry], growth: dict[int, tuple[bytes, ...]]
) -> None:
    if not proofs:
        return
    if proofs["schema"] != "signoff-proofs/1":
        raise ValueError("it is of an unknown kind")
    note = notes["proofs.json"] = parse(proofs["checkpoint"])
    if len(proofs["entries"]) > _MOST or len(proofs["consistency"]) > _MOST:
        raise ValueError("it has too many entries")
    entries += [_entry(one, "index", note, "proofs.json") for one in proofs["entries"]]
    growth.update({one["size"]: _path(one["proof"]) for one in proofs["consistency"]})


def _entry(value: Mapping[str, Any], index: str, note: Note, source: str) -> Entry:
    return Entry(read_leaf(value["leaf"].encode()), int(value[index]), _path(value["inclusion"]), note, source)


def _path(steps: list[str]) -> tuple[bytes, ...]:
    """The steps, which have one form only, so that no changed bit goes unseen."""
    found = tuple(bytes.fromhex(step) for step in steps)
    if [step.hex() for step in found] != list(steps):
        raise ValueError("a step of a path is not in lower-case hexadecimal")
    return found


def _keys(files: Mapping[str, bytes]) -> Iterator[tuple[str, Ed25519PublicKey]]:
    texts = [files.get("log.pub.pem", b"").decode("ascii")]
    receipt = _object(files, "receipt.json")
    texts.append(str(receipt.get("log_public_key") or ""))
    for text in texts:
        for block in _PEM.findall(text):
            key = read_public_key(block)
            if not isinstance(key, Ed25519PublicKey):
                raise ValueError("a log's key is one of Ed25519")
            yield key_fingerprint(key), key
