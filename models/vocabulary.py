"""The words that every room shares: one enum for each closed set of values.

A value is what stands in the database, in JSON and in logs, so it may be added to and never renamed.
"""

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What sort of message a mail is, told by rules over its headers and structure."""

    HUMAN = "human"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    READ_RECEIPT = "read_receipt"
    LIST = "list"
    OWN = "own"
    UNREADABLE = "unreadable"


class BounceAction(StrEnum):
    """The Action field of a delivery status notification (RFC 3464 section 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


class SignatureResult(StrEnum):
    """What became of a signature over a mail: it holds, it does not, or a rule says that it is not to be believed."""

    PASS = "pass"  # noqa: S105 - a result, no password
    FAIL = "fail"
    IGNORED = "ignored"


class Outcome(StrEnum):
    """How a fetched message ended. Every message has exactly one."""

    OPENED = "opened"
    JOINED = "joined"
    ANSWER = "answer"
    DUPLICATE = "duplicate"
    OWN = "own"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    READ_RECEIPT = "read_receipt"
    COMPLAINT = "complaint"
    BULK = "bulk"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CHALLENGED = "challenged"
    HELD = "held"
    LATE = "late"
    OBJECTED = "objected"
    HISTORY = "history"
    QUARANTINED = "quarantined"


class FetchState(StrEnum):
    """Where a fetch record stands on its way to an outcome."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    QUARANTINED = "quarantined"


class AfterState(StrEnum):
    """Whether the server's copy was marked or moved once the bytes were kept (`after` in the settings)."""

    NOTHING = "nothing"
    PENDING = "pending"
    APPLIED = "applied"


class Category(StrEnum):
    """What a request asks for, and so who works on it. `not_a_request` is the model's sixth class."""

    CUSTOMER_SUCCESS = "customer_success"
    BUG = "bug"
    DEVELOPMENT_REQUEST = "development_request"
    POST_IMPLEMENTATION = "post_implementation"
    ADDITIONAL_SCOPE = "additional_scope"
    NOT_A_REQUEST = "not_a_request"


class CaseReason(StrEnum):
    """The second axis of a request: why the customer wrote."""

    BUG = "bug"
    QUESTION_ABOUT_HANDLING = "question_about_handling"
    CUSTOMIZATION = "customization"
    FEATURE_REQUEST = "feature_request"


class Severity(IntEnum):
    """Incident level, 1 the gravest; the definitions are quoted to customers."""

    CRITICAL = 1
    URGENT = 2
    HIGH = 3
    MEDIUM = 4


class Stage(StrEnum):
    """Where a customer stands between contract and everyday use; the warranty lasts 21 days from go-live."""

    DEPLOYMENT = "deployment"
    WARRANTY = "warranty"
    BUSINESS_AS_USUAL = "business_as_usual"


class Standing(StrEnum):
    """Whether an automatic label is acted on: not while it has to prove itself, nor once it failed to."""

    ACTS = "acts"
    SHADOW = "shadow"
    OFF = "off"


class ExampleOrigin(StrEnum):
    """Where a labelled text comes from: a decision in the queue, or a team's own history."""

    REVIEW = "review"
    IMPORT = "import"


class ModelState(StrEnum):
    """Whether a trained model judges, waits for a person's promotion, or has been replaced."""

    CANDIDATE = "candidate"
    CURRENT = "current"
    RETIRED = "retired"


class DecidedBy(StrEnum):
    """Who a label comes from. A person's label is never overwritten by the model."""

    MODEL = "model"
    PERSON = "person"
    RULE = "rule"


class Language(StrEnum):
    """Languages that templates exist in."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    GERMAN = "de"


class Source(StrEnum):
    """How a request reached us."""

    MAIL = "mail"
    MEETING = "meeting"
    PHONE = "phone"


class Direction(StrEnum):
    """Which way a message of a conversation went; a note stays inside."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class TicketState(StrEnum):
    """Where a ticket stands; the table of moves is in `processor.tickets.states`."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    MERGED = "merged"


class TicketEvent(StrEnum):
    """What moves a ticket from state to state."""

    CUSTOMER_WROTE = "customer_wrote"
    STAFF_ANSWERED = "staff_answered"
    STAFF_ASKED = "staff_asked"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"


class EntryKind(StrEnum):
    """What an entry of a ticket's append-only event list tells."""

    OPENED = "opened"
    MESSAGE_IN = "message_in"
    MESSAGE_OUT = "message_out"
    UNVERIFIED_MESSAGE = "unverified_message"
    AUTOMATIC_MESSAGE = "automatic_message"
    NOTE = "note"
    CLASSIFIED = "classified"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    ABSORBED = "absorbed"
    SPLIT = "split"
    LINKED = "linked"
    BOUNCED = "bounced"
    SILENT = "silent"
    SENDING = "sending"
    PROPOSAL = "proposal"
    APPROVAL = "approval"


class ReviewReason(StrEnum):
    """Why an item waits for a CSM. A table in the docs says what to do for each."""

    UNSURE = "unsure"
    NO_MODEL = "no_model"
    NOT_A_REQUEST = "not_a_request"
    NEEDS_CONFIRMATION = "needs_confirmation"
    UNKNOWN_SENDER = "unknown_sender"
    UNVERIFIED_SENDER = "unverified_sender"
    OVERSIZE = "oversize"
    UNREADABLE_PART = "unreadable_part"
    BOUNCED = "bounced"
    SEND_UNCERTAIN = "send_uncertain"
    SEND_FAILED = "send_failed"
    SHADOW = "shadow"
    AUDIT = "audit"
    APPROVAL_CONDITIONAL = "approval_conditional"
    APPROVAL_QUESTION = "approval_question"
    APPROVAL_UNCLEAR = "approval_unclear"
    APPROVAL_UNPROVEN = "approval_unproven"
    APPROVAL_LATE = "approval_late"
    PROPOSAL_ENDED = "proposal_ended"
    OBJECTION = "objection"


class ReviewState(StrEnum):
    """Whether a queue item still waits."""

    OPEN = "open"
    DONE = "done"


class OutboxState(StrEnum):
    """Where an outgoing mail stands. `uncertain`: the server may or may not have it; never re-sent blindly."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"
    OBSERVED = "observed"


class Switch(StrEnum):
    """What an operator can pause, each by itself."""

    OUTBOX = "outbox"
    ACCEPTANCES = "acceptances"
    TIMERS = "timers"
    BOARDS = "boards"


class Health(StrEnum):
    """How a loop is doing."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


class ApprovalKind(StrEnum):
    """What a request for approval is about."""

    PROPOSAL = "proposal"
    GO_LIVE = "go_live"
    COMPLETION = "completion"
    RECEIPT = "receipt"


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


class LeafKind(StrEnum):
    """What a leaf of the evidence ledger tells."""

    ACCEPTANCE = "acceptance"
    CERTIFICATE = "certificate"
    OBJECTION = "objection"
    DECISION = "decision"
    REGISTER = "register"
    KEY = "key"
    KEY_REVOKED = "key_revoked"


class KeyPurpose(StrEnum):
    """What one of the installation's keys is for."""

    ROOT = "root"
    SEAL = "seal"
    LOG = "log"


class RevocationReason(StrEnum):
    """Why a key is trusted no more (RFC 5280 section 5.3.1). A closed set: the ledger takes no free text."""

    COMPROMISED = "compromised"
    SUPERSEDED = "superseded"
    CESSATION = "cessation"
