"""What each mail about a request for approval is told, as services and the composer give it."""

from models.vocabulary import ApprovalKind
from processor.documents.proposal import digest
from processor.documents.shown import shown
from processor.documents.templates import Templates
from processor.effects.mail import MailTemplate
from processor.facts.proposals import FrozenProposal
from processor.ids import ApprovalKey
from processor.reading.newtext import reply_above_line
from tests.unit.documents.proposals import TITLES, proposal

MAILS = tuple(name for name in MailTemplate if name.startswith(("approval_", "register_")))
"""The mails about approvals; the others are about tickets."""

KEY = ApprovalKey(ApprovalKind.PROPOSAL, 17, 3, "abcdefgh23456723")
ADDRESS = "desk+p.17.3.abcdefgh23456723@support.example"
CHECKPOINT = (
    "support.example/signoff\n42\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n\u2014 support.example/signoff Az3g"
)
FINGERPRINT = "3f" * 32

VALUES: dict[MailTemplate, dict[str, str]] = {
    MailTemplate.APPROVAL_REQUEST: {"objection_days": "7"},
    MailTemplate.APPROVAL_REMINDER: {"objection_days": "7", "asked_at": "2031-03-01T12:31:00+00:00"},
    MailTemplate.APPROVAL_UNCLEAR: {"said": "Approved, but only\nif the report is fixed"},
    MailTemplate.APPROVAL_CHALLENGE: {
        "code": "48217730",
        "received_at": "2031-03-02T08:05:00+00:00",
        "expires_at": "2031-03-05T08:05:00+00:00",
    },
    MailTemplate.APPROVAL_RECEIPT: {
        "acceptance": "AC-2031-000017",
        "approver": "Anna Petrova",
        "approver_address": "anna@customer.example",
        "accepted_at": "2031-03-02T08:05:00+00:00",
        "objection_until": "2031-03-09T08:05:00+00:00",
        "root_fingerprint": FINGERPRINT,
        "checkpoint": CHECKPOINT,
        "certificate_sha256": "cd" * 32,
        "own": "yes",
        "purchase_order": "4711",
        "amount": "4200.00",
        "currency": "EUR",
    },
    MailTemplate.APPROVAL_ENDED: {
        "ending": "superseded",
        "ended_at": "2031-03-02T08:05:00+00:00",
        "ended_by": "Maria Stein",
        "replaced_by": "4",
        "reason": "The report is part of it now.",
    },
    MailTemplate.APPROVAL_LATE: {
        "received_at": "2031-03-02T08:05:00+00:00",
        "ending": "superseded",
        "ended_at": "2031-03-02T07:00:00+00:00",
        "ended_by": "Maria Stein",
        "replaced_by": "4",
    },
    MailTemplate.REGISTER_CHANGE: {
        "change": "added",
        "person_name": "Sam Keller",
        "person_address": "sam@customer.example",
        "person_title": "Deputy",
        "made_by": "maria",
        "confirmed_by": "oleg",
        "effective_at": "2031-03-03T08:05:00+00:00",
        "limit_amount": "10000",
        "limit_currency": "EUR",
        "valid_from": "2031-03-03",
        "valid_until": "2031-12-31",
    },
}


def context(
    templates: Templates,
    mail: MailTemplate,
    language: str = "en",
    frozen: FrozenProposal | None = None,
    **changes: object,
) -> dict[str, object]:
    """What the composer gives this mail."""
    version = frozen or proposal(language)
    values: dict[str, object] = {
        "sender_name": "Example Support",
        "organisation": "Example Support",
        "sender_address": "desk@support.example",
        "recipient_name": "Anna Petrova",
        "reply_above": reply_above_line(language),
        "reply_address": ADDRESS,
        "customer": version.customer,
        "subject_tag": "",
        "attached": "PR-17-v3.pdf, Mapping.pdf",
    }
    if mail is not MailTemplate.REGISTER_CHANGE:
        values |= {"number": "17", "version": "3", "side": "customer", "subject_tag": KEY.tag}
        values["document_title"] = TITLES[language]
    if mail in (MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER):
        values["doc"] = shown(templates, version, digest(version), language)
    return {**values, **VALUES[mail], **changes}
