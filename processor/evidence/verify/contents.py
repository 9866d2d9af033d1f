"""Whether the files inside a certificate, and those beside it, are the ones that its acceptance.json names."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from models.vocabulary import ApprovalKind
from processor.evidence.verify.checks import Check, failed, not_done, parsed, passed
from processor.facts.acceptancejson import DocumentFiles, document_files, notice_file

__all__ = ["check_contents"]


def check_contents(
    inside: Mapping[str, bytes], beside: Mapping[str, bytes], acceptance: Mapping[str, Any]
) -> tuple[Check, Check]:
    """The checks of the embedded files and of the document."""
    document = acceptance.get("document") or {}
    return _attachments(inside, beside, acceptance), _document(beside, document, document_files(_kind(acceptance)))


def _kind(acceptance: Mapping[str, Any]) -> str:
    return str((acceptance.get("document") or {}).get("kind"))


def _named(acceptance: Mapping[str, Any]) -> dict[str, object]:
    """The SHA-256 of each mail that acceptance.json names, by the file's name; None for one that it doesn't."""
    sections = {"reply.eml": "reply", document_files(_kind(acceptance)).request: "sent"}
    named = {name: (acceptance.get(section) or {}).get("sha256") for name, section in sections.items()}
    notices = acceptance.get("notices") or ()
    return {**named, **{notice_file(place): one.get("sha256") for place, one in enumerate(notices, 1)}}


def _attachments(inside: Mapping[str, bytes], beside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> Check:
    name = "attachments"
    faults = list(_faults(inside, beside, acceptance))
    if faults:
        return failed(name, "; ".join(faults))
    return passed(name, f"{', '.join(sorted(inside))}: the digests are those in acceptance.json")


def _faults(inside: Mapping[str, bytes], beside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> Iterator[str]:
    if acceptance.get("schema") != "signoff-acceptance/1":
        yield "acceptance.json is not there, or of an unknown kind"
    named = _named(acceptance)
    for filename, wanted in named.items():
        content = inside.get(filename)
        if wanted is None and content is None:
            continue
        if content is None:
            yield f"{filename} is not inside"
        elif _sha256(content) != wanted:
            yield f"{filename} is not the file that acceptance.json names"
    for filename in set(inside) - {*named, "acceptance.json"}:
        yield f"{filename} does not belong inside"
    for filename in (*named, "acceptance.json"):
        if filename in beside and beside[filename] != inside.get(filename):
            yield f"{filename} of the bundle is not the one inside the certificate"


def _document(beside: Mapping[str, bytes], document: Mapping[str, Any], names: DocumentFiles) -> Check:
    """Canonical text and PDF of what was accepted, where they are beside the certificate."""
    name = "document"
    wanted = {names.canonical: document.get("sha256"), names.pdf: document.get("pdf_sha256")}
    wrong = [one for one, digest in wanted.items() if one in beside and _sha256(beside[one]) != digest]
    if wrong:
        return failed(name, f"{', '.join(wrong)}: not the document that was accepted")
    other = _other_than(beside.get(names.canonical), document)
    if other:
        return failed(name, f"{names.canonical} is of another document than acceptance.json says: {other}")
    there = [one for one, digest in wanted.items() if one in beside and digest]
    if not there:
        return not_done(name, "the accepted document is not among the files: compare yours with the printed SHA-256")
    return passed(name, f"{', '.join(there)}: the digests are those of what was accepted")


def _other_than(canonical: bytes | None, document: Mapping[str, Any]) -> str:
    """What the document's own bytes say otherwise: its kind (a proposal's bytes name none), number or version."""
    fields = None if canonical is None else parsed(canonical)
    if fields is None:
        return ""
    said = {"kind": ApprovalKind.PROPOSAL.value, **fields}
    names = ("kind", "number", "version")
    return ", ".join(f"{name} {said[name]}" for name in names if name in said and said[name] != document.get(name))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
