"""What goes into `apply` and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from models.vocabulary import Outcome, StepKind, TicketState
from processor.effects.mail import SendMail
from processor.facts.causes import Fetched
from processor.facts.message import Message
from processor.facts.proof import SenderProof
from processor.store.claims import Claim


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A person's command as it is kept: who did what, with the ticket and (0: none) the queue item that it names.

    `ticket_id` 0 for the ticket that the command opens; `other_id` is the one that goes on where two are merged. One
    that is split off is found by itself.
    """

    what: StepKind
    by: str
    ticket_id: int = 0
    review_id: int = 0
    other_id: int = 0


@dataclass(frozen=True, slots=True)
class Cause:
    """What a decision answered to. `digest` is what ids and tokens derive from.

    A person's command has neither claim nor message, but a person, `by`, and what they do (`action`) to what; it is
    written down with what changed. `proof` tells who sent the message, where it was looked for. Mails that it causes
    are held back for `hold`. With `step` it is kept so that it can be taken back.
    """

    digest: str
    claim: Claim | None = None
    message: Message | None = None
    fetched: Fetched | None = None
    proof: SenderProof | None = None
    by: str = ""
    action: str = ""
    subject: str = ""
    asked: object = None
    hold: timedelta = timedelta()
    step: StepTaken | None = None


@dataclass(frozen=True, slots=True)
class TicketRowFacts:
    """What a mail may say about its ticket. `mailbox` is the one that answers; empty when any may."""

    ticket_id: int
    number: int
    token: str
    subject: str
    mailbox: str
    opened_at: datetime
    language: str
    state: TicketState
    assignee: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail as it will leave: the envelope's sender and recipient, and all bytes.

    `text` is its plain text, `wording` the sentence in it that says what a reply means, empty where none does.
    """

    sender: str
    recipient: str
    raw: bytes
    text: str = ""
    wording: str = ""


class Composer(Protocol):
    """Renders mails; it takes well under a millisecond and touches nothing outside."""

    def compose(
        self,
        mail: SendMail,
        ticket: TicketRowFacts | None,
        message_id: str,
        now: datetime,
        bodies: Mapping[str, bytes] = ...,
    ) -> Composed:
        """The mail's final bytes, under this Message-ID; `ticket` is None for what is about none.

        `bodies` are the kept bytes that the mail names, by their SHA-256: its document and its attachments.
        """
        ...


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a decision: the ticket it was about (the opened one first), the mails that it queued.

    `step_id` is what undoing names, 0 for what is no person's step.
    """

    ticket_number: int | None
    ticket_id: int | None
    opened: bool
    outbox_ids: tuple[int, ...]
    outcome: Outcome | None
    step_id: int = 0
