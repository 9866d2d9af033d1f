"""What a decision may ask for in the ticket room."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import (
    CaseReason,
    Category,
    DecidedBy,
    Direction,
    EntryKind,
    ReviewReason,
    Severity,
    Source,
    TicketState,
)
from processor.facts.causes import Verdict


@dataclass(frozen=True, slots=True)
class Local:
    """A row that this very decision makes, by a name of its own."""

    name: str


TicketRef = int | Local
ContactRef = int | Local

TICKET = Local("ticket")
CONTACT = Local("contact")
THREAD = Local("thread")


@dataclass(frozen=True, slots=True)
class CreateContact:
    """Remember a person by address. `customer_id` 0 means that no customer is known."""

    local: Local
    address: str
    name: str
    customer_id: int
    language: str


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Open a ticket; its number is given by `apply`, its token derives from the cause's digest and `ordinal`.

    `thread_id` continues a conversation that was no ticket yet; 0 starts one. `category` None: not labelled yet.
    `acknowledged` False: the acknowledgement is withheld, and owed as soon as a CSM finds this to be a request.
    """

    local: Local
    ordinal: int
    subject: str
    source: Source
    language: str
    customer_id: int
    requester: ContactRef | None
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None
    decided_by: DecidedBy
    thread_id: int = 0
    linked_to: int = 0
    assignee: str = ""
    acknowledged: bool = True


@dataclass(frozen=True, slots=True)
class FileMessage:
    """File the mail at hand in a conversation: on a ticket, or (ticket None) as history.

    `thread_id` 0: the ticket's own conversation, or without a ticket a new one.

    `verified` False: it came with the right token from someone who is no party of the ticket.
    """

    ticket: TicketRef | None
    direction: Direction
    verified: bool
    thread_id: int = 0
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class FileText:
    """File a text that did not come by mail: what was asked in a meeting, or a note."""

    ticket: TicketRef
    direction: Direction
    author: str
    body: str


@dataclass(frozen=True, slots=True)
class AddParty:
    """From now on this contact belongs to the ticket."""

    ticket: TicketRef
    contact: ContactRef


@dataclass(frozen=True, slots=True)
class MoveTicket:
    """Change the state, if it is still the one that was read."""

    ticket: TicketRef
    before: TicketState
    after: TicketState


@dataclass(frozen=True, slots=True)
class Enter:
    """Add an entry to the ticket's event list. `by` is a user name, `signoff` for the daemon."""

    ticket: TicketRef
    kind: EntryKind
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Put labels on a ticket. A person's are final: the model never overwrites them."""

    ticket: TicketRef
    category: Category
    severity: Severity | None
    reason: CaseReason | None
    decided_by: DecidedBy
    by: str


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """Keep what the model said about this ticket's message, whatever becomes of it."""

    ticket: TicketRef
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AskReview:
    """Put the ticket into the CSMs' queue, for these reasons."""

    ticket: TicketRef
    reasons: tuple[ReviewReason, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class CloseReview:
    """The queue item is decided."""

    review_id: int
    by: str
    verdict: str


@dataclass(frozen=True, slots=True)
class SleepReview:
    """The queue item is out of sight until then. With `asked` it waits for what the customer answers.

    A mail that the customer writes brings it back, and so does any new reason: nothing sleeps through news.
    """

    review_id: int
    until: datetime
    asked: bool = False


@dataclass(frozen=True, slots=True)
class WakeReview:
    """The queue item is in sight again."""

    review_id: int


@dataclass(frozen=True, slots=True)
class SettleReview:
    """The ticket's open queue item no longer waits for these reasons; it is decided when no other one is left."""

    ticket: TicketRef
    reasons: tuple[ReviewReason, ...]
    by: str
    verdict: str


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Take back what a person did: all that it changed is as it was before, and what it queued never leaves."""

    step_id: int
    ticket: TicketRef
    by: str


@dataclass(frozen=True, slots=True)
class Teach:
    """Let the model learn these labels, a person's, for the mail that opened the ticket. Without a mail: nothing."""

    ticket: TicketRef
    category: Category
    severity: Severity | None
    reason: CaseReason | None
    by: str


@dataclass(frozen=True, slots=True)
class AssignTicket:
    """Give the ticket to a person of the staff, or to nobody."""

    ticket: TicketRef
    assignee: str


@dataclass(frozen=True, slots=True)
class MergeTicket:
    """Everything of `ticket` goes on in `target`, replies included."""

    ticket: int
    target: int


@dataclass(frozen=True, slots=True)
class SplitMessage:
    """Take one message out of its ticket into the newly opened one."""

    message_row: int
    source: int
    ticket: TicketRef


TicketEffect = (
    CreateContact
    | OpenTicket
    | FileMessage
    | FileText
    | AddParty
    | MoveTicket
    | Enter
    | Label
    | RecordVerdict
    | AskReview
    | CloseReview
    | SleepReview
    | WakeReview
    | SettleReview
    | UndoStep
    | Teach
    | AssignTicket
    | MergeTicket
    | SplitMessage
)
