"""What a decision may ask for in the outbox."""

from dataclasses import dataclass
from enum import StrEnum

from processor.effects.tickets import TicketRef
from processor.facts.forms import FormToFill
from processor.ids import ApprovalKey


class MailTemplate(StrEnum):
    """The mails that Signoff writes; each exists in every language, as text and HTML."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLOSING = "closing"
    UNREADABLE = "unreadable"
    INTERNAL_NOTICE = "internal_notice"
    ANSWER = "answer"
    APPROVAL_REQUEST = "approval_request"
    APPROVAL_REMINDER = "approval_reminder"
    APPROVAL_UNCLEAR = "approval_unclear"
    APPROVAL_CHALLENGE = "approval_challenge"
    APPROVAL_RECEIPT = "approval_receipt"
    APPROVAL_ENDED = "approval_ended"
    APPROVAL_LATE = "approval_late"
    REGISTER_CHANGE = "register_change"
    FORM_REQUEST = "form_request"
    FORM_MISSING = "form_missing"
    FORM_REMINDER = "form_reminder"
    FORM_THANKS = "form_thanks"
    DEPLOYMENT_PICTURE = "deployment_picture"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class BlobRef:
    """A file to attach, by the digest of its bytes; the store has them."""

    filename: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SendMail:
    """Queue one mail about a ticket. The text is rendered while applying, when the ticket's number is known.

    `ordinal` tells the mails of one cause apart: Message-ID and key derive from it. `automatic` is the value of the
    Auto-Submitted field (RFC 3834 section 5), empty for what a person wrote. `answers` is the Message-ID replied to.
    `values` are the template's own words beside those of the ticket. `approval` is the request for approval that the
    mail is about: its key then takes the place of the ticket's token in addresses, Message-ID and subject.
    `ticket` is None for what is about no ticket: a change of the approver register. `document` is the SHA-256 of the
    frozen document that the mail shows whole, `form` the form that it asks to fill in or shows the answers of.
    """

    template: MailTemplate
    ordinal: int
    ticket: TicketRef | None
    to: str
    to_name: str
    language: str
    automatic: str
    answers: str = ""
    references: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    approval: ApprovalKey | None = None
    attachments: tuple[BlobRef, ...] = ()
    document: str = ""
    form: FormToFill | None = None


@dataclass(frozen=True, slots=True)
class ProveSent:
    """Our own copy of a mail was found: it did go out, whatever the SMTP dialogue left open."""

    outbox_id: int
    proof: str


@dataclass(frozen=True, slots=True)
class RecordBounce:
    """Link a delivery status notification to the mail of ours that it is about."""

    outbox_id: int
    permanent: bool
    status: str
    diagnostic: str


MailEffect = SendMail | ProveSent | RecordBounce
