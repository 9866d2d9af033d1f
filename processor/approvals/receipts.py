"""The receipt of an acceptance: who gets it, and what it says."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import EntryKind, Side
from processor.approvals.mails import SIGNOFF, moment, numbered, proposal_values
from processor.effects.decision import Decision
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.effects.tickets import Enter
from processor.facts.approvals import AcceptanceFacts, ApproverFacts
from processor.facts.known import PartyFacts
from processor.facts.message import Match, is_deliverable
from processor.ids import ApprovalKey


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was made of an acceptance: its sealed certificate and receipt.json, and what a receipt prints of them.

    `checkpoint` is the signed tree head that receipt.json leads to.
    """

    certificate_sha256: str
    receipt_sha256: str
    root_fingerprint: str
    checkpoint: str


def decide_receipt(
    acceptance: AcceptanceFacts,
    approver: ApproverFacts,
    others: tuple[PartyFacts, ...],
    key: ApprovalKey,
    evidence: Evidence,
    more: tuple[tuple[str, str], ...],
    now: datetime,
) -> Decision:
    """The receipt goes to who accepted and to the party's other registered contacts, each with the files.

    The copy to somebody else is the cheapest guard against a mailbox in foreign hands: they can object too.
    """
    language = acceptance.proposal.language
    recipients = [(approver.address, approver.name, approver.language or language, "yes")]
    recipients += [(other.address, other.name, other.language or language, "") for other in others]
    told = [one for one in recipients if is_deliverable(one[0])]
    ticket = acceptance.proposal.ticket.ticket_id
    mails = tuple(
        SendMail(
            MailTemplate.APPROVAL_RECEIPT,
            ordinal=0,
            ticket=ticket,
            to=address,
            to_name=name,
            language=spoken,
            automatic="auto-generated",
            values=(*_values(acceptance, approver, evidence, more), ("own", own)),
            approval=key,
            attachments=(
                BlobRef(f"{acceptance.number}.pdf", "application/pdf", evidence.certificate_sha256),
                BlobRef("receipt.json", "application/json", evidence.receipt_sha256),
            ),
        )
        for address, name, spoken, own in told
    )
    said = f"{acceptance.number} is sealed; its receipt goes to {', '.join(one[0] for one in told) or 'nobody'}"
    entry = Enter(ticket, EntryKind.APPROVAL, SIGNOFF, said)
    return Decision(None, (Match("receipt", said),), numbered((entry, *mails)))


def _values(
    acceptance: AcceptanceFacts, approver: ApproverFacts, evidence: Evidence, more: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    return (
        *proposal_values(acceptance.proposal, Side(approver.side)),
        ("acceptance", acceptance.number),
        ("approver", approver.name),
        ("approver_address", approver.address),
        ("accepted_at", moment(acceptance.accepted_at)),
        ("objection_until", moment(acceptance.objection_until)),
        ("root_fingerprint", evidence.root_fingerprint),
        ("checkpoint", evidence.checkpoint),
        ("certificate_sha256", evidence.certificate_sha256),
        *more,
    )
