"""Whether the evidence log holds the acceptance and its certificate, and whether it has only grown since."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from models.vocabulary import LeafKind
from processor.evidence.ledger.checkpoint import Note, parse
from processor.evidence.ledger.leaf import salted
from processor.evidence.ledger.tree import verify_consistency
from processor.evidence.tokens import TokenFault, read_token, token_of
from processor.evidence.verify.checks import Check, CheckResult, failed, not_done, passed
from processor.evidence.verify.proofs import Entry, LogProofs, vouched_keys
from processor.facts.acceptancejson import decision_sha256

__all__ = ["check_checkpoint_time", "check_log"]

_NEWEST: Final = ("proofs.json", "checkpoint.txt", "receipt.json", "acceptance.json")


def check_log(
    proofs: LogProofs,
    acceptance: Mapping[str, Any],
    inside: Mapping[str, bytes],
    certificate: str,
    older: Iterable[str],
) -> list[Check]:
    """The checks on the log; `certificate` is the SHA-256 of the whole certificate, `older` are checkpoints."""
    salt = str((acceptance.get("ledger") or {}).get("salt") or "")
    return [
        _checkpoint(proofs),
        _certificate(proofs, acceptance, inside, certificate, salt),
        _acceptance(proofs, acceptance, salt),
        _growth(proofs, older),
    ]


def check_checkpoint_time(files: Mapping[str, bytes], roots: bytes) -> Check:
    """Whether an authority has stamped the checkpoint."""
    name = "checkpoint_timestamp"
    if "checkpoint.tsr" not in files or "checkpoint.txt" not in files:
        return Check(name, CheckResult.NOT_DONE, "no authority has stamped the checkpoint", needed=False)
    digest = hashlib.sha256(files["checkpoint.txt"]).digest()
    try:
        stamp = read_token(token_of(files["checkpoint.tsr"])[0], digest, roots)
    except TokenFault as fault:
        return failed(name, str(fault))
    words = f"{stamp.at:%Y-%m-%d %H:%M:%S} UTC, by {stamp.signer}"
    return passed(name, words) if stamp.trusted else not_done(name, f"{words}; its root is not among the files")


def _checkpoint(proofs: LogProofs) -> Check:
    """Whether every checkpoint is signed by a key that the seal or a successor's entry stands behind."""
    name = "checkpoint"
    if not proofs.notes:
        return not_done(name, "no checkpoint of the log is among the files")
    if not proofs.keys:
        return not_done(name, "the public key of the log is not among the files (log.pub.pem, receipt.json)")
    signers = {source: _signer(note, proofs) for source, note in proofs.notes.items()}
    unsigned = sorted(source for source, signer in signers.items() if not signer)
    if unsigned:
        return failed(name, f"the checkpoint of {', '.join(unsigned)} is not signed by the key of the log")
    origins = {note.head.origin for note in proofs.notes.values()}
    if len(origins) > 1:
        return failed(name, f"the checkpoints are of different logs: {', '.join(sorted(origins))}")
    anchor = signers.get("acceptance.json")
    if not anchor:
        return not_done(name, "the certificate holds no checkpoint that would tell which key is the log's")
    if astray := sorted({entry.source for entry in proofs.entries if not entry.is_included()}):
        return failed(name, f"an entry in {', '.join(astray)} does not lead to the root of its checkpoint")
    strangers = set(signers.values()) - vouched_keys(proofs, {anchor})
    if strangers:
        return failed(name, "a checkpoint is signed by a key that no entry of the log names")
    size = max(note.head.size for note in proofs.notes.values())
    return passed(name, f"{origins.pop()}, {size} entries; signed by the key whose checkpoint the seal covers")


def _signer(note: Note, proofs: LogProofs) -> str:
    return next((print_ for print_, key in proofs.keys.items() if note.is_signed_by(key)), "")


def _certificate(
    proofs: LogProofs, acceptance: Mapping[str, Any], inside: Mapping[str, bytes], certificate: str, salt: str
) -> Check:
    record = hashlib.sha256(inside.get("acceptance.json", b"")).hexdigest()
    wanted = {"certificate": certificate, "record": record}
    number = (acceptance.get("acceptance") or {}).get("number")
    found = proofs.of_kind(LeafKind.CERTIFICATE)
    return _leaf("log_certificate", "the certificate byte for byte", found, wanted, {"number": number}, salt)


def _acceptance(proofs: LogProofs, acceptance: Mapping[str, Any], salt: str) -> Check:
    sections = {"document": "document", "sent": "sent", "reply": "reply"}
    wanted = {field: (acceptance.get(section) or {}).get("sha256") for field, section in sections.items()}
    wanted["code_reply"] = (acceptance.get("challenge") or {}).get("reply_sha256")
    wanted["record"] = decision_sha256(acceptance) if acceptance else None
    plain = {"type": (acceptance.get("acceptance") or {}).get("type")}
    found = proofs.of_kind(LeafKind.ACCEPTANCE)
    return _leaf("log_acceptance", "the acceptance", found, wanted, plain, salt)


def _leaf(
    name: str,
    what: str,
    entries: list[Entry],
    digests: Mapping[str, str | None],
    plain: Mapping[str, Any],
    salt: str,
) -> Check:
    """Whether each entry is this one and stands in the log."""
    if not entries:
        return not_done(name, f"the log's entry of it is not among the files: {what}")
    for entry in entries:
        fields = entry.leaf.fields()
        try:
            said = {field: salted(bytes.fromhex(salt), digest) for field, digest in digests.items() if digest}
        except ValueError:
            return failed(name, "the salt or a digest in acceptance.json can't be read")
        for field in digests:
            if fields.get(field) != said.get(field):
                return failed(name, f"{entry.source}: the log's entry is of something else ({field})")
        if any(fields.get(field) != value for field, value in plain.items()):
            return failed(name, f"{entry.source}: the log's entry is of another acceptance")
        if not entry.is_included():
            return failed(name, f"{entry.source}: the entry does not lead to the checkpoint's root")
    places = ", ".join(sorted({f"entry {entry.index} ({entry.source})" for entry in entries}))
    return passed(name, f"{what} is in the log: {places}")


def _growth(proofs: LogProofs, older: Iterable[str]) -> Check:
    """Whether every checkpoint that is known is a beginning of the newest one."""
    name = "consistency"
    notes = dict(proofs.notes)
    for number, text in enumerate(older, start=1):
        try:
            given = notes[f"checkpoint {number} that you gave"] = parse(text)
        except ValueError as fault:
            return failed(name, f"a checkpoint that you gave can't be read: {fault}")
        if not _signer(given, proofs):
            return failed(name, f"checkpoint {number} that you gave is not signed by the key of this log")
    newest = next((notes[source] for source in _NEWEST if source in notes), None)
    if newest is None or len(notes) == 1:
        return not_done(name, "there are no two checkpoints of the log to compare: give an older one with --checkpoint")
    missing = []
    for source, note in notes.items():
        first, second = sorted((note.head, newest.head), key=lambda head: head.size)
        proof = () if first.size == second.size else proofs.growth.get(first.size)
        if proof is None or (second is not newest.head and first.size != second.size):
            missing.append(source)
        elif not verify_consistency(first.size, second.size, proof, first.root, second.root):
            return failed(name, f"the log was rewritten: the checkpoint of {source} is no beginning of the newest one")
    if missing:
        return not_done(name, f"no proof of growth from the checkpoint of {', '.join(missing)} is among the files")
    return passed(name, f"the log has only grown: {len(notes)} checkpoints, the newest of {newest.head.size} entries")
