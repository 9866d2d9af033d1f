"""What acceptance.json tells of the decision: the part that stands from the moment an acceptance is recorded.

Sealing adds the number, the time's source, the place in the ledger, and with a Completion form the tickets of the
issues left outstanding (whose words the judgement of the reply holds from the beginning). The first leaf covers what
was there before, so whoever verifies takes the file, leaves out what sealing added, and computes the digest anew.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.vocabulary import ApprovalKind
from processor.ids import ApprovalKey

SCHEMA: Final = "signoff-acceptance/1"
GRAMMAR_VERSION: Final = 1
"""Which grammar judged a reply; it grows with each change after which a stored reply could be judged otherwise."""

LONGEST_TEXT: Final = 2000
"""How much of a reply's text stands in the record; the whole is in reply.eml."""

_ADDED: Final = ("time", "ledger", "outstanding")


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """What the files about an accepted document are called: the mail that asked, the bytes hashed, the PDF."""

    request: str
    canonical: str
    pdf: str


_PROPOSAL_FILES: Final = DocumentFiles("proposal.eml", "proposal.json", "proposal.pdf")
_FORM_FILES: Final = DocumentFiles("request.eml", "form.json", "form.pdf")


def document_files(kind: str) -> DocumentFiles:
    """The names for a document of this kind."""
    return _PROPOSAL_FILES if kind == ApprovalKind.PROPOSAL else _FORM_FILES


def notice_file(place: int) -> str:
    """What the mail of a notice is called, by its place among them, from 1 on."""
    return f"notice-{place}.eml"


def acceptance_number(year: int, serial: int) -> str:
    """The number of an acceptance as people write it."""
    return f"AC-{year}-{serial:06d}"


def leaf_key(token: str) -> str:
    """What the ledger calls the leaf of the acceptance of the request with this token."""
    return f"acceptance:{token}"


def certificate_key(number: str) -> str:
    """What the ledger calls the leaf of the certificate with this number."""
    return f"certificate:{number}"


def receipt_key(year: int, serial: int, token: str) -> ApprovalKey:
    """What names the receipt of an acceptance, and so the acceptance, in mail."""
    return ApprovalKey(ApprovalKind.RECEIPT, year, serial, token)


def decision_part(whole: Mapping[str, Any]) -> dict[str, Any]:
    """What of acceptance.json was there when the acceptance was recorded."""
    kept = {name: value for name, value in whole.items() if name not in _ADDED}
    own = whole.get("acceptance")
    if isinstance(own, Mapping):
        kept["acceptance"] = {name: value for name, value in own.items() if name != "number"}
    return kept


def decision_bytes(whole: Mapping[str, Any]) -> bytes:
    """The canonical bytes of that part (RFC 8785 for text, whole numbers and null), of acceptance.json or a record."""
    part = decision_part(whole)
    return json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def decision_sha256(whole: Mapping[str, Any]) -> str:
    """The digest that the first leaf holds, salted, as `record`."""
    return hashlib.sha256(decision_bytes(whole)).hexdigest()
