"""The words of deployments, their forms and timers, and of how tickets are charged."""

from enum import StrEnum


class DeploymentStage(StrEnum):
    """Where a deployment stands; the table of moves is in `processor.deployments.states`."""

    STAKEHOLDERS = "stakeholders"
    PRE_INSTALL = "pre_install"
    INSTALLATION = "installation"
    TRAINING = "training"
    TESTING = "testing"
    GO_LIVE = "go_live"
    WARRANTY = "warranty"
    COMPLETION = "completion"
    BUSINESS_AS_USUAL = "business_as_usual"
    CANCELLED = "cancelled"


class DeploymentEvent(StrEnum):
    """What moves a deployment from stage to stage."""

    STAGE_DONE = "stage_done"
    STAGE_REOPENED = "stage_reopened"
    TAKEN_LIVE = "taken_live"
    NOT_LIVE = "not_live"
    COMPLETION_SENT = "completion_sent"
    COMPLETED = "completed"
    DEEMED_COMPLETE = "deemed_complete"
    COMPLETION_DISPUTED = "completion_disputed"
    CANCELLED = "cancelled"


class LiveRecord(StrEnum):
    """Where the date of going live comes from: a CSM saw it, or the vendor assessed it with a reason."""

    RECORDED = "recorded"
    ASSESSED = "assessed"


class TimerKind(StrEnum):
    """What a timer of a deployment brings about."""

    COMPLETION_FORM = "completion_form"
    WARRANTY_END = "warranty_end"
    DEEMED_ACCEPTANCE = "deemed_acceptance"
    FORM_REMINDER = "form_reminder"
    CHECK_IN = "check_in"


class TimerState(StrEnum):
    """Where a timer stands. `stopped` waits for a person."""

    PLANNED = "planned"
    FIRED = "fired"
    CANCELLED = "cancelled"
    STOPPED = "stopped"


class FormState(StrEnum):
    """Where a form stands on its way to its answers, and to a signature where its definition asks for one."""

    ASKED = "asked"
    PARTIAL = "partial"
    ANSWERED = "answered"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class FieldType(StrEnum):
    """What the answer to a field of a form is."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    NUMBER = "number"
    EMAIL = "email"
    PHONE = "phone"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LIST = "list"


class AnswerSource(StrEnum):
    """Where in a reply the answer to a field stood."""

    NEW_TEXT = "new_text"
    QUOTED_FORM = "quoted_form"
    TABLE = "table"
    PDF = "pdf"
    PERSON = "person"


class PdfRefusal(StrEnum):
    """Why a PDF that came back is not read. What a program in it would do is never tried."""

    NOT_PDF = "not_pdf"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCRIPTS = "scripts"
    FILES = "files"
    XFA = "xfa"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"
    NO_FIELDS = "no_fields"
    NOT_OURS = "not_ours"


class Treatment(StrEnum):
    """How a ticket is charged, in the order in which the rules are asked."""

    IN_DEPLOYMENT = "in_deployment"
    OUTSTANDING = "outstanding"
    WARRANTY = "warranty"
    ISSUE_RESOLUTION = "issue_resolution"
    VOUCHER = "voucher"
    BILLABLE = "billable"
    TO_BE_DECIDED = "to_be_decided"


class EntitlementKind(StrEnum):
    """What a customer has bought: Issue Resolution Service (software care is part of it), or a voucher of hours."""

    ISSUE_RESOLUTION = "issue_resolution"
    VOUCHER = "voucher"
