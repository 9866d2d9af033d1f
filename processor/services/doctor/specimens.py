"""A mail of every kind, about people, papers and forms that don't exist: what doctor has the templates write."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from models.vocabulary import AnswerSource, ApprovalKind, FieldType, PdfRefusal, Quorum, Side, Turn
from processor.documents.proposal import canonical, digest, file_name
from processor.documents.templates import about_approval
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.facts.forms import Answer, Choice, FieldDefinition, FormDefinition, FormToFill, Unreadable
from processor.facts.proposals import FrozenProposal, Money, ProposalContent, Section, Signatory
from processor.ids import ApprovalKey

Specimen = tuple[SendMail, Mapping[str, bytes]]
"""A mail, and the kept bytes that it names."""

_ADDRESS = "anna@customer.example"
_PDF = "0" * 64
_TOKEN = "a" * 16
_DOCUMENT = frozenset({MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER})
_FORMS = frozenset(
    {MailTemplate.FORM_REQUEST, MailTemplate.FORM_MISSING, MailTemplate.FORM_REMINDER, MailTemplate.FORM_THANKS}
)
_PAPERS = (ApprovalKind.PROPOSAL, ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION, ApprovalKind.FORM)


def specimens(template: MailTemplate, language: str, now: datetime) -> Iterator[Specimen]:
    """Mails from this template: one about an approval for each kind of paper, as each has words of its own."""
    if template in _FORMS:
        yield _about_form(template, language, now), {}
    elif not about_approval(template):
        yield _about_ticket(template, language), {}
    elif template is MailTemplate.REGISTER_CHANGE:
        yield _about_paper(template, _proposal(language, now), now)
    else:
        yield from (_about_paper(template, _paper(kind, language, now), now) for kind in _PAPERS)


def _about_ticket(template: MailTemplate, language: str) -> SendMail:
    words = {
        "body": "Words.", "reason": "Words.", "picture": "timeline", "deployment_title": "A title", "site": "A place",
        "release": "1.2", "tickets": "No. 1042: A question\nNo. 1043: Another", "notes": "Words.",
    }  # fmt: skip
    return SendMail(template, 0, 0, _ADDRESS, "Anna", language, "auto-replied", values=tuple(words.items()))


def _about_form(template: MailTemplate, language: str, now: datetime) -> SendMail:
    both = ("en", "A question"), (language, "A question")
    choices = (Choice("one", both), Choice("two", both))
    fields = (
        FieldDefinition("name", FieldType.TEXT, both, help=both, section="people"),
        FieldDefinition("remote", FieldType.YES_NO, both),
        FieldDefinition("kind", FieldType.CHOICE, both, choices=choices),
        FieldDefinition("day", FieldType.DATE, both, required=False),
        FieldDefinition("queues", FieldType.LIST, both),
    )
    definition = FormDefinition("form", "0" * 64, both, both, fields, (("people", both),), signed=True)
    form = FormToFill(
        definition,
        (Answer("name", "Anna", "Anna", AnswerSource.NEW_TEXT), Answer("kind", "two", "two", AnswerSource.NEW_TEXT)),
        asked=() if template is MailTemplate.FORM_REQUEST else ("remote", "day", "queues"),
        unreadable=(Unreadable("day", "Words.", "Words."),),
        leftovers=("Words.",),
        refused=tuple((f"{why}.pdf", why) for why in PdfRefusal),
    )
    return SendMail(
        template, 0, 0, _ADDRESS, "Anna", language, "auto-generated",
        values=(("sent_at", now.isoformat()), ("to_sign", "yes")),
        approval=ApprovalKey(ApprovalKind.QUESTIONS, 12, 1, _TOKEN),
        form=form,
    )  # fmt: skip


def _about_paper(template: MailTemplate, frozen: FrozenProposal, now: datetime) -> Specimen:
    shows = template in _DOCUMENT
    mail = SendMail(
        template, 0, 0, _ADDRESS, "Anna", frozen.language, "auto-generated",
        values=tuple((_values(frozen, now) | (_deeming(now) if shows else {})).items()),
        approval=ApprovalKey(frozen.kind, frozen.number, frozen.version, _TOKEN),
        attachments=(BlobRef(file_name(frozen), "application/pdf", _PDF),),
        document=digest(frozen) if shows else "",
    )  # fmt: skip
    return mail, {_PDF: b"%PDF", digest(frozen): canonical(frozen)}


def _paper(kind: ApprovalKind, language: str, now: datetime) -> FrozenProposal:
    if kind is ApprovalKind.PROPOSAL:
        return _proposal(language, now)
    sections = (Section("Words", (("Words", "Words."), ("Words", ""))),)
    content = ProposalContent("A title", "", "", "", (), None, None, None, sections=sections)
    people = (Signatory(Side.CUSTOMER, "Anna", _ADDRESS),)
    return FrozenProposal(
        3, 3, language, "Vendor", "Customer", content, people, now, Turn.TOGETHER, Quorum.ANY, kind
    )  # fmt: skip


def _proposal(language: str, now: datetime) -> FrozenProposal:
    price = Money(Decimal(4200), "EUR")
    content = ProposalContent("A title", "Words.", "Words.", "Words.", ("Words.",), Decimal(40), price, now.date())
    people = (Signatory(Side.VENDOR, "Maria", "maria@vendor.example"), Signatory(Side.CUSTOMER, "Anna", _ADDRESS))
    return FrozenProposal(17, 3, language, "Vendor", "Customer", content, people, now)


def _deeming(now: datetime) -> dict[str, str]:
    """What a request that is deemed accepted in the end says of it; the templates of other papers don't ask for it."""
    then = now + timedelta(days=22)
    return {"live_on": now.date().isoformat(), "deemed_on": then.date().isoformat(), "timezone": "Europe/Berlin"}


def _values(frozen: FrozenProposal, now: datetime) -> dict[str, str]:
    """Every value that a mail about an approval may have; what only one kind of paper has, only with it."""
    at, later = now.isoformat(), (now + timedelta(days=7)).isoformat()
    today = now.date().isoformat()
    ordered = {"purchase_order": "4711", "amount": "4200.00", "currency": "EUR"}
    own = ordered if frozen.kind is ApprovalKind.PROPOSAL else {}
    return own | {
        "kind": frozen.kind.value, "number": str(frozen.number), "version": "3", "document_title": "A title",
        "side": "customer", "customer": "Customer",
        "objection_days": "7", "asked_at": at, "said": "Words.", "code": "12345678", "received_at": at,
        "expires_at": later, "acceptance": f"AC-{now.year}-000017", "approver": "Anna", "approver_address": _ADDRESS,
        "accepted_at": at, "objection_until": later, "root_fingerprint": "0" * 64, "checkpoint": "Words.",
        "own": "yes", "recorded_by": "",
        "ending": "superseded", "ended_at": at, "ended_by": "Maria", "replaced_by": "4", "reason": "Words.",
        "change": "added", "person_name": "Anna", "person_address": _ADDRESS, "person_title": "Words.",
        "made_by": "maria", "confirmed_by": "oleg", "effective_at": later, "limit_amount": "10000",
        "limit_currency": "EUR", "valid_from": today, "valid_until": today,
    }  # fmt: skip
