"""The words of tickets, their labels, and what waits for a person."""

from enum import IntEnum, StrEnum


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


class SuccessPlan(StrEnum):
    """What a customer has bought of our attention: how soon it is answered. `none` promises nothing."""

    PREMIUM = "premium"
    BASIC = "basic"
    NONE = "none"


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
    """Where a labelled text comes from: a decision in the queue, or a team's own history; or it was taken back."""

    REVIEW = "review"
    IMPORT = "import"
    WITHDRAWN = "withdrawn"


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


class Source(StrEnum):
    """How a request reached us."""

    MAIL = "mail"
    MEETING = "meeting"
    PHONE = "phone"
    COMPLETION = "completion"
    DEPLOYMENT = "deployment"


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
    DEPLOYMENT = "deployment"
    FORM = "form"
    BILLING = "billing"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    UNDONE = "undone"


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
    COMPLETION_ISSUES = "completion_issues"
    DEEMING_BLOCKED = "deeming_blocked"
    DEPLOYMENT_CHANGED = "deployment_changed"
    FORM_LEFTOVERS = "form_leftovers"
    FORM_UNVERIFIED = "form_unverified"
    ASKED = "asked"
    ANSWERED = "answered"


class ReviewState(StrEnum):
    """Whether a queue item still waits."""

    OPEN = "open"
    DONE = "done"


class StepKind(StrEnum):
    """What a person did with a ticket or a queue item, in one step that can be taken back while nothing went out."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    SNOOZE = "snooze"
    WAKE = "wake"
    ASK = "ask"
    RELABEL = "relabel"
    REPLY = "reply"
    NOTE = "note"
    CLOSE = "close"
    ASSIGN = "assign"
    MERGE = "merge"
    SPLIT = "split"
    OPEN = "open"
