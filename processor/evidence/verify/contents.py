"""Whether the files inside a certificate, and those beside it, are the ones that its acceptance.json names."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from processor.evidence.verify.checks import Check, failed, not_done, passed

__all__ = ["check_contents"]

_INSIDE = ("reply.eml", "proposal.eml", "acceptance.json")


def check_contents(
    inside: Mapping[str, bytes], beside: Mapping[str, bytes], acceptance: Mapping[str, Any]
) -> tuple[Check, Check]:
    """The checks of the embedded files and of the document."""
    return _attachments(inside, beside, acceptance), _document(beside, acceptance.get("document") or {})


def _attachments(inside: Mapping[str, bytes], beside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> Check:
    name = "attachments"
    faults = list(_faults(inside, beside, acceptance))
    if faults:
        return failed(name, "; ".join(faults))
    return passed(name, f"{', '.join(sorted(inside))}: the digests are those in acceptance.json")


def _faults(inside: Mapping[str, bytes], beside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> Iterator[str]:
    if acceptance.get("schema") != "signoff-acceptance/1":
        yield "acceptance.json is not there, or of an unknown kind"
    for filename, section in (("reply.eml", "reply"), ("proposal.eml", "sent")):
        wanted = (acceptance.get(section) or {}).get("sha256")
        content = inside.get(filename)
        if wanted is None and content is None:
            continue
        if content is None:
            yield f"{filename} is not inside"
        elif _sha256(content) != wanted:
            yield f"{filename} is not the file that acceptance.json names"
    for filename in set(inside) - set(_INSIDE):
        yield f"{filename} does not belong inside"
    for filename in _INSIDE:
        if filename in beside and beside[filename] != inside.get(filename):
            yield f"{filename} of the bundle is not the one inside the certificate"


def _document(beside: Mapping[str, bytes], document: Mapping[str, Any]) -> Check:
    """Canonical text and PDF of what was accepted, where they are beside the certificate."""
    name = "document"
    wanted = {"proposal.json": document.get("sha256"), "proposal.pdf": document.get("pdf_sha256")}
    wrong = [one for one, digest in wanted.items() if one in beside and _sha256(beside[one]) != digest]
    if wrong:
        return failed(name, f"{', '.join(wrong)}: not the document that was accepted")
    there = [one for one, digest in wanted.items() if one in beside and digest]
    if not there:
        return not_done(name, "the accepted document is not among the files: compare yours with the printed SHA-256")
    return passed(name, f"{', '.join(there)}: the digests are those of what was accepted")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
