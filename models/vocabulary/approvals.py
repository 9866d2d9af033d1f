"""The words of proposals, requests for approval, acceptances and the register of approvers."""

from enum import StrEnum


class ApprovalKind(StrEnum):
    """What a key in our mail is about: a document that waits for approval, a receipt, or questions to be answered.

    `form` is the summary of a filled form other than Go-Live and Completion; `questions` a form that is being filled.
    """

    PROPOSAL = "proposal"
    GO_LIVE = "go_live"
    COMPLETION = "completion"
    RECEIPT = "receipt"
    FORM = "form"
    QUESTIONS = "questions"


class ReplyOutcome(StrEnum):
    """What the reply to a request for approval says, told by the whole-reply grammar."""

    APPROVE = "approve"
    CONDITIONAL = "conditional"
    REJECT = "reject"
    QUESTION = "question"
    LATER = "later"
    UNRELATED = "unrelated"
    AUTO_REPLY = "auto_reply"
    UNCLEAR = "unclear"


class Side(StrEnum):
    """Which party approves: the vendor first, then the customer."""

    VENDOR = "vendor"
    CUSTOMER = "customer"


class ProposalState(StrEnum):
    """Where a proposal stands; the table of moves is in `processor.approvals.states`."""

    DRAFT = "draft"
    AWAITING_VENDOR = "awaiting_vendor"
    AWAITING_CUSTOMER = "awaiting_customer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DISPUTED = "disputed"


class ProposalEvent(StrEnum):
    """What moves a version of a proposal from state to state."""

    SENT = "sent"
    ISSUED = "issued"
    VENDOR_APPROVED = "vendor_approved"
    CUSTOMER_APPROVED = "customer_approved"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    OBJECTED = "objected"
    UPHELD = "upheld"
    ANNULLED = "annulled"


class RequestState(StrEnum):
    """Where a request for approval stands: planned until it is its turn, open while an answer is awaited."""

    PLANNED = "planned"
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"


class RequestEvent(StrEnum):
    """What moves a request for approval."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"


class Turn(StrEnum):
    """Whether several approvers are asked one after the other, or all at once."""

    IN_ORDER = "in_order"
    TOGETHER = "together"


class Quorum(StrEnum):
    """Whether all of several approvers must accept, or any of them."""

    ALL = "all"
    ANY = "any"


class Assurance(StrEnum):
    """How well it is known who wrote a reply; `processor.approvals.assurance` says what each level asks for."""

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    A2C = "A2C"
    A3 = "A3"
    A4 = "A4"


class AcceptanceType(StrEnum):
    """What an acceptance rests on: a reply, what a CSM has recorded by hand, or a term that passed."""

    SIGNED = "signed"
    RECORDED = "recorded"
    DEEMED = "deemed"


class SealState(StrEnum):
    """How far the evidence of an acceptance is made: recorded, numbered in the ledger, sealed, receipt queued."""

    PENDING = "pending"
    NUMBERED = "numbered"
    SEALED = "sealed"
    TOLD = "told"


class ApproverState(StrEnum):
    """Where an entry of the approver register stands. It takes a second person to confirm or to end one."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDING = "ending"
    ENDED = "ended"
