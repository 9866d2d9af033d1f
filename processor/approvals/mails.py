"""The mails about a proposal. Each goes to an address that the register or the settings hold, never to a Reply-To."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from models.vocabulary import Side
from processor.effects.decision import Effect
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.facts.approvals import ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.known import Policy
from processor.facts.message import Message, is_deliverable
from processor.ids import ApprovalKey, document_name

SIGNOFF = "signoff"
PDF = "application/pdf"
Values = tuple[tuple[str, str], ...]


def numbered(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """The effects with the mails' ordinals counted from 0: Message-IDs and keys derive from them."""
    out: list[Effect] = []
    mails = 0
    for effect in effects:
        if isinstance(effect, SendMail):
            out.append(replace(effect, ordinal=mails))
            mails += 1
        else:
            out.append(effect)
    return tuple(out)


def proposal_values(proposal: ProposalFacts, side: Side) -> Values:
    """What every mail about a version says of it; the rest stands in the frozen document."""
    deemed = (("deemed", "yes"),) if proposal.deemed else ()
    return (
        ("kind", proposal.kind.value),
        ("name", name(proposal)),
        ("number", str(proposal.number)),
        ("version", str(proposal.version)),
        ("document_title", proposal.content.title),
        ("side", side.value),
        ("customer", proposal.customer),
        *deemed,
    )


def ask_mail(
    proposal: ProposalFacts, key: ApprovalKey, approver: ApproverFacts, language: str, objection_days: int
) -> SendMail:
    """The mail that asks for approval, with the whole text in it, the PDF and the documents attached."""
    pdf = BlobRef(f"{name(proposal)}-v{proposal.version}.pdf", PDF, proposal.pdf_sha256)
    documents = (BlobRef(one.filename, one.media_type, one.sha256) for one in proposal.content.documents)
    values = (("objection_days", str(objection_days)),)
    mail = to_approver(MailTemplate.APPROVAL_REQUEST, proposal, key, approver, language, "auto-generated", values)
    return replace(mail, attachments=(pdf, *documents), document=proposal.document_sha256)


def to_approver(
    template: MailTemplate,
    proposal: ProposalFacts,
    key: ApprovalKey,
    approver: ApproverFacts,
    language: str,
    automatic: str,
    values: Values = (),
) -> SendMail:
    """A mail to an approver under the key of their request, at the address that the register has."""
    return SendMail(
        template,
        ordinal=0,
        ticket=proposal.ticket.ticket_id,
        to=approver.address,
        to_name=approver.name,
        language=language,
        automatic=automatic,
        values=(*proposal_values(proposal, approver.side), *values),
        approval=key,
    )


def in_answer(mail: SendMail, message: Message, sent_message_id: str) -> SendMail:
    """The mail as an answer to a reply of the approver's (RFC 5322 section 3.6.4)."""
    chain = (sent_message_id, message.message_id)
    return replace(mail, answers=message.message_id, references=tuple(found for found in chain if found))


def about_request(
    template: MailTemplate, proposal: ProposalFacts, request: RequestFacts, values: Values = ()
) -> SendMail:
    """A mail to who was asked, by itself, about their request."""
    mail = to_approver(template, proposal, request.key, request.approver, request.language, "auto-generated", values)
    sent = request.sent_message_id
    return replace(mail, answers=sent, references=(sent,) if sent else ())


def to_requester(proposal: ProposalFacts, policy: Policy, values: Values) -> tuple[SendMail, ...]:
    """The news of an end to who asked for the work, in the ticket's own conversation; nobody where that can't be."""
    ticket = proposal.ticket
    requester = ticket.requester
    if requester is None or requester.contact_id == 0 or not is_deliverable(requester.address):
        return ()
    chain = (*ticket.references, ticket.last_message_id)
    return (
        SendMail(
            MailTemplate.APPROVAL_ENDED,
            ordinal=0,
            ticket=ticket.ticket_id,
            to=requester.address,
            to_name=requester.name,
            language=ticket.language or policy.default_language.value,
            automatic="auto-generated",
            answers=ticket.last_message_id,
            references=tuple(dict.fromkeys(found for found in chain if found)),
            values=(*proposal_values(proposal, Side.CUSTOMER), *values),
        ),
    )


def notice(proposal: ProposalFacts, policy: Policy, what: str, remedy: str) -> tuple[SendMail, ...]:
    """The news to the staff: who drafted it, where the register knows their address, and all of `notify_staff`."""
    addresses = dict.fromkeys(address for address in (proposal.drafted_by_address, *policy.notify_staff) if address)
    return tuple(
        SendMail(
            MailTemplate.INTERNAL_NOTICE,
            ordinal=0,
            ticket=proposal.ticket.ticket_id,
            to=address,
            to_name="",
            language=policy.default_language.value,
            automatic="auto-generated",
            values=(("reason", what), ("body", remedy)),
        )
        for address in addresses
    )


def valid(until: date | None) -> str:
    """Until when a version may be approved, as checks and entries say it."""
    return f"valid until {until} (UTC)" if until is not None else "and it waits until it is answered"


def moment(at: datetime | None) -> str:
    """A time as templates take it: ISO 8601 with its zone, or nothing."""
    return at.isoformat(timespec="seconds") if at is not None else ""


def at(moment_: datetime) -> str:
    """A time as people read it in reasons and entries: always with its zone."""
    return f"{moment_:%Y-%m-%d %H:%M} UTC"


def name(proposal: ProposalFacts) -> str:
    """What people call it, whatever its kind: `PR-17`, `GL-3`."""
    return document_name(proposal.kind, proposal.number)


def title(proposal: ProposalFacts) -> str:
    """The name of a version in reasons and entries."""
    return f"{name(proposal)} version {proposal.version}"
