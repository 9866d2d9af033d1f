"""The words of mail: what sort it is, how it ended, where it stands on its way in and out."""

from enum import StrEnum


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
    FORM_ANSWERED = "form_answered"
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


class Direction(StrEnum):
    """Which way a message of a conversation went; a note stays inside."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


class OutboxState(StrEnum):
    """Where an outgoing mail stands. `uncertain`: the server may or may not have it; never re-sent blindly."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"
    OBSERVED = "observed"
