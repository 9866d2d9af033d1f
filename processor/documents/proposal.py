"""A version of a proposal: the bytes that are hashed and approved, and the same for people to read.

The canonical bytes are JSON in the form of RFC 8785, restricted to what a proposal needs: objects with sorted ASCII
keys, strings, small whole numbers and null. Amounts are strings in one form only, so that no program rounds them.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.vocabulary import Quorum, Side, Turn
from processor.documents.formats import decimals, plain
from processor.documents.press import PdfMaker
from processor.documents.shown import shown
from processor.documents.templates import Templates
from processor.facts.proposals import AttachedDocument, FrozenProposal, Money, ProposalContent, Signatory

__all__ = ["SCHEMA", "canonical", "digest", "file_name", "proposal_html", "proposal_pdf", "proposal_text", "thaw"]

SCHEMA = "signoff-proposal/1"
"""What the canonical bytes call their own form."""


def canonical(frozen: FrozenProposal) -> bytes:
    """The bytes that stand for the version: the same facts always make the same.

    Raises ValueError for a time without its zone, an amount that is no number, and text that isn't Unicode.
    """
    if frozen.frozen_at.tzinfo is None:
        raise ValueError("the time of a version needs its zone")
    content = frozen.content
    fields = {
        "schema": SCHEMA,
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
        "valid_until": content.valid_until.isoformat(),
        "documents": [_document(one) for one in content.documents],
        "signatories": [_signatory(one) for one in frozen.signatories],
        "turn": frozen.turn.value,
        "quorum": frozen.quorum.value,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
    return f"PR-{frozen.number}-v{frozen.version}.pdf"


def proposal_text(templates: Templates, frozen: FrozenProposal) -> str:
    """The version as plain text in its language."""
    view = shown(templates, frozen, digest(frozen), frozen.language)
    return templates.page("proposal/proposal.txt", {"doc": view}).strip("\n") + "\n"


def proposal_html(templates: Templates, frozen: FrozenProposal) -> str:
    """The version as one HTML page in its language, laid out for printing; it loads nothing."""
    return templates.page("proposal/proposal.html", {"doc": shown(templates, frozen, digest(frozen), frozen.language)})


def proposal_pdf(templates: Templates, frozen: FrozenProposal, maker: PdfMaker) -> bytes:
    """The version as PDF/A in its language: the same version always makes the same bytes. Half a second of CPU."""
    return maker.pdf(proposal_html(templates, frozen), frozen.frozen_at)


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
    if fields["schema"] != SCHEMA:
        raise ValueError(f"{fields['schema']!r} is not {SCHEMA}")
    price, hours = fields["price"], fields["hours"]
    content = ProposalContent(
        title=fields["title"],
        request=fields["request"],
        goals=fields["goals"],
        scope=fields["scope"],
        criteria=tuple(fields["criteria"]),
        hours=None if hours is None else Decimal(hours),
        price=None if price is None else Money(Decimal(price["amount"]), price["currency"]),
        valid_until=date.fromisoformat(fields["valid_until"]),
        documents=tuple(AttachedDocument(**one) for one in fields["documents"]),
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
    )
