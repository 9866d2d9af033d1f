"""A mail of every kind, about people and proposals that don't exist: what doctor has the templates write."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from models.vocabulary import ApprovalKind, Side
from processor.documents.proposal import canonical, digest, file_name
from processor.documents.templates import about_approval
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.facts.proposals import FrozenProposal, Money, ProposalContent, Signatory
from processor.ids import ApprovalKey

_ADDRESS = "anna@customer.example"
_PDF = "0" * 64
_DOCUMENT = frozenset({MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER})


def specimen(template: MailTemplate, language: str, now: datetime) -> tuple[SendMail, Mapping[str, bytes]]:
    """A mail from this template, and the kept bytes that it names."""
    if not about_approval(template):
        words = {"body": "Words.", "reason": "Words."}
        return SendMail(template, 0, 0, _ADDRESS, "Anna", language, "auto-replied", values=tuple(words.items())), {}
    frozen = _proposal(language, now)
    shows = template in _DOCUMENT
    mail = SendMail(
        template, 0, 0, _ADDRESS, "Anna", language, "auto-generated",
        values=tuple(_values(now).items()),
        approval=ApprovalKey(ApprovalKind.PROPOSAL, frozen.number, frozen.version, "a" * 16),
        attachments=(BlobRef(file_name(frozen), "application/pdf", _PDF),),
        document=digest(frozen) if shows else "",
    )  # fmt: skip
    return mail, {_PDF: b"%PDF", digest(frozen): canonical(frozen)}


def _proposal(language: str, now: datetime) -> FrozenProposal:
    price = Money(Decimal(4200), "EUR")
    content = ProposalContent("A title", "Words.", "Words.", "Words.", ("Words.",), Decimal(40), price, now.date())
    people = (Signatory(Side.VENDOR, "Maria", "maria@vendor.example"), Signatory(Side.CUSTOMER, "Anna", _ADDRESS))
    return FrozenProposal(17, 3, language, "Vendor", "Customer", content, people, now)


def _values(now: datetime) -> dict[str, str]:
    """Every value that a mail about an approval may have."""
    at, later = now.isoformat(), (now + timedelta(days=7)).isoformat()
    return {
        "number": "17", "version": "3", "document_title": "A title", "side": "customer", "customer": "Customer",
        "objection_days": "7", "asked_at": at, "said": "Words.", "code": "12345678", "received_at": at,
        "expires_at": later, "acceptance": f"AC-{now.year}-000017", "approver": "Anna", "approver_address": _ADDRESS,
        "accepted_at": at, "objection_until": later, "root_fingerprint": "0" * 64, "checkpoint": "Words.",
        "own": "yes", "purchase_order": "4711", "amount": "4200.00", "currency": "EUR", "recorded_by": "",
        "ending": "superseded", "ended_at": at, "ended_by": "Maria", "replaced_by": "4", "reason": "Words.",
        "change": "added", "person_name": "Anna", "person_address": _ADDRESS, "person_title": "Words.",
        "made_by": "maria", "confirmed_by": "oleg", "effective_at": later, "limit_amount": "10000",
        "limit_currency": "EUR", "valid_from": now.date().isoformat(), "valid_until": now.date().isoformat(),
    }  # fmt: skip
