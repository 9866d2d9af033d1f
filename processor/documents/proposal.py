"""A version of a proposal or a form: the bytes that are hashed and approved, and the same for people to read.

The canonical bytes are JSON in the form of RFC 8785, restricted to what a proposal needs: objects with sorted ASCII
keys, strings, small whole numbers and null. Amounts are strings in one form only, so that no program rounds them.
A form that is signed adds its kind and what it says in sections; the bytes of a proposal have neither.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.vocabulary import ApprovalKind, Quorum, Side, Turn
from processor.documents.formats import decimals, plain
from processor.documents.press import PdfMaker
from processor.documents.shown import name_of, shown
from processor.documents.templates import Templates
from processor.facts.proposals import AttachedDocument, FrozenProposal, Money, ProposalContent, Section, Signatory

__all__ = [
    "FORM_SCHEMA",
    "SCHEMA",
    "canonical",
    "digest",
    "file_name",
    "proposal_html",
    "proposal_pdf",
    "proposal_text",
    "thaw",
]

SCHEMA = "signoff-proposal/1"
"""What the canonical bytes of a proposal call their own form."""

FORM_SCHEMA = "signoff-form/1"
"""What those of a form that is signed call it."""

_SIGNED_FORMS = frozenset({ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION, ApprovalKind.FORM})


def canonical(frozen: FrozenProposal) -> bytes:
    """The bytes that stand for the version: the same facts always make the same.

    Raises ValueError for a time without its zone, an amount that is no number, and text that isn't Unicode; for a
    proposal without its last day or with sections, and for a kind of which there are no versions.
    """
    if frozen.frozen_at.tzinfo is None:
        raise ValueError("the time of a version needs its zone")
    fields = {**_fields(frozen), **_of_kind(frozen)}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _of_kind(frozen: FrozenProposal) -> dict[str, object]:
    """What only a proposal has, or only a form."""
    content = frozen.content
    if frozen.kind in _SIGNED_FORMS:
        sections = [{"title": one.title, "lines": [list(line) for line in one.lines]} for one in content.sections]
        until = None if content.valid_until is None else content.valid_until.isoformat()
        return {"schema": FORM_SCHEMA, "kind": frozen.kind.value, "sections": sections, "valid_until": until}
    if frozen.kind is not ApprovalKind.PROPOSAL or content.sections or content.valid_until is None:
        raise ValueError("a version is of a form, or of a proposal that has its last day and no sections")
    return {"schema": SCHEMA, "valid_until": content.valid_until.isoformat()}


def _fields(frozen: FrozenProposal) -> dict[str, object]:
    content = frozen.content
    return {
        "number": frozen.number,
        "version": frozen.version,
        "language": frozen.language,
        "vendor": frozen.vendor,
        "customer": frozen.customer,
        "frozen_at": _iso(frozen.frozen_at),
        "title": content.title,
        "request": content.request,
        "goals": content.goals,
        "scope": content.scope,
        "criteria": list(content.criteria),
        "hours": None if content.hours is None else plain(content.hours),
        "price": _price(content.price),
        "documents": [_document(one) for one in content.documents],
        "signatories": [_signatory(one) for one in frozen.signatories],
        "turn": frozen.turn.value,
        "quorum": frozen.quorum.value,
    }


def digest(frozen: FrozenProposal) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(frozen)).hexdigest()


def thaw(raw: bytes) -> FrozenProposal:
    """The version that canonical bytes stand for. Raises ValueError for bytes that are not the canonical ones."""
    try:
        frozen = _frozen(json.loads(raw))
    except (KeyError, TypeError, AttributeError, ArithmeticError) as fault:
        raise ValueError(f"these are not the bytes of a proposal: {fault!r}") from fault
    if canonical(frozen) != raw:
        raise ValueError("these are not the canonical bytes of a proposal")
    return frozen


def file_name(frozen: FrozenProposal) -> str:
    """What the PDF of the version is called."""
    return f"{name_of(frozen)}-v{frozen.version}.pdf"


def proposal_text(templates: Templates, frozen: FrozenProposal) -> str:
    """The version as plain text in its language."""
    view = shown(templates, frozen, digest(frozen), frozen.language)
    return templates.page(f"proposal/{_page(frozen)}.txt", {"doc": view}).strip("\n") + "\n"


def proposal_html(templates: Templates, frozen: FrozenProposal) -> str:
    """The version as one HTML page in its language, laid out for printing; it loads nothing."""
    view = shown(templates, frozen, digest(frozen), frozen.language)
    return templates.page(f"proposal/{_page(frozen)}.html", {"doc": view})


def proposal_pdf(templates: Templates, frozen: FrozenProposal, maker: PdfMaker) -> bytes:
    """The version as PDF/A in its language: the same version always makes the same bytes. Half a second of CPU."""
    return maker.pdf(proposal_html(templates, frozen), frozen.frozen_at)


def _page(frozen: FrozenProposal) -> str:
    return "proposal" if frozen.kind is ApprovalKind.PROPOSAL else "form"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _price(price: Money | None) -> dict[str, str] | None:
    if price is None:
        return None
    return {"amount": plain(price.amount, decimals(price.currency)), "currency": price.currency}


def _document(one: AttachedDocument) -> dict[str, object]:
    return {"filename": one.filename, "media_type": one.media_type, "sha256": one.sha256, "size": one.size}


def _signatory(one: Signatory) -> dict[str, str]:
    return {"side": one.side.value, "name": one.name, "address": one.address, "title": one.title}


def _frozen(fields: Mapping[str, Any]) -> FrozenProposal:
    if fields["schema"] not in {SCHEMA, FORM_SCHEMA}:
        raise ValueError(f"{fields['schema']!r} is neither {SCHEMA} nor {FORM_SCHEMA}")
    price, hours, until = fields["price"], fields["hours"], fields["valid_until"]
    sections = fields.get("sections", ())
    content = ProposalContent(
        title=fields["title"],
        request=fields["request"],
        goals=fields["goals"],
        scope=fields["scope"],
        criteria=tuple(fields["criteria"]),
        hours=None if hours is None else Decimal(hours),
        price=None if price is None else Money(Decimal(price["amount"]), price["currency"]),
        valid_until=None if until is None else date.fromisoformat(until),
        documents=tuple(AttachedDocument(**one) for one in fields["documents"]),
        sections=tuple(Section(one["title"], tuple((name, said) for name, said in one["lines"])) for one in sections),
    )
    return FrozenProposal(
        number=fields["number"],
        version=fields["version"],
        language=fields["language"],
        vendor=fields["vendor"],
        customer=fields["customer"],
        content=content,
        signatories=tuple(Signatory(**{**one, "side": Side(one["side"])}) for one in fields["signatories"]),
        frozen_at=datetime.fromisoformat(fields["frozen_at"]),
        turn=Turn(fields["turn"]),
        quorum=Quorum(fields["quorum"]),
        kind=ApprovalKind(fields.get("kind", ApprovalKind.PROPOSAL)),
    )
