"""The causes that decisions answer to: a message read, or a person's command."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import CaseReason, Category, Severity, Source, Standing
from processor.facts.forms import Enclosed
from processor.facts.message import Message
from processor.facts.proof import SenderProof


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model makes of a text.

    `automatic` says that the model is sure enough for the label to need no review; `standing` whether such a label is
    acted on at present, and `standing_why` why not. `audit` is set for those drawn at random for review all the same.
    `likely` is the set of categories that the right one is among, `nearest` are the labelled mails closest in meaning.
    `precedent` says in a sentence whose decision on a near-identical text these labels repeat, and is empty otherwise.
    """

    category: Category
    confidence: float
    probabilities: tuple[tuple[str, float], ...]
    why: tuple[tuple[str, float], ...]
    severity: Severity | None
    reason: CaseReason | None
    threshold: float
    automatic: bool
    model_id: str
    language: str = ""
    against: tuple[tuple[str, float], ...] = ()
    likely: tuple[Category, ...] = ()
    nearest: tuple[tuple[str, Category, float], ...] = ()
    standing: Standing = Standing.SHADOW
    standing_why: str = ""
    audit: bool = False
    precedent: str = ""

    @property
    def acts(self) -> bool:
        """Whether the label stands without a person looking at it."""
        return self.automatic and self.standing is Standing.ACTS and not self.audit


@dataclass(frozen=True, slots=True)
class NoVerdict:
    """The model gave no answer, and why: everything goes to review."""

    why: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """The fetch record that a message came in by. `digest` is the cause's digest: ids and tokens derive from it.

    `history` is set for mail from before `import_since`; `sent_folder` for the folder in which the
    mailbox keeps what was sent by hand.
    """

    fetch_id: int
    mailbox: str
    folder: str
    received_at: datetime
    digest: str
    history: bool = False
    sent_folder: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with all that could be learned of it before the transaction.

    `proof` tells who sent it; it is looked for where a mail names an approval or a form, and None elsewhere.
    `enclosed` is what may hold answers beside the text, where the mail names a form; None elsewhere.
    """

    fetched: Fetched
    message: Message
    verdict: Verdict | NoVerdict
    proof: SenderProof | None = None
    enclosed: Enclosed | None = None


@dataclass(frozen=True, slots=True)
class OpenByHand:
    """A request that did not come by mail."""

    by: str
    source: Source
    address: str
    name: str
    subject: str
    body: str
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None


@dataclass(frozen=True, slots=True)
class Reply:
    """A CSM's answer: to the requester, or with `to` to somebody else who belongs to the ticket or its customer."""

    by: str
    body: str
    wait: bool
    to: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that stays inside."""

    by: str
    body: str


@dataclass(frozen=True, slots=True)
class Close:
    """The ticket is done; the reason goes to the customer in their language."""

    by: str
    reason: str
    tell: bool


@dataclass(frozen=True, slots=True)
class Assign:
    """The ticket has a new owner; an empty name takes it away."""

    by: str
    to: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The ticket is the same request as another, which goes on."""

    by: str


@dataclass(frozen=True, slots=True)
class Split:
    """One message of the ticket is a request of its own."""

    by: str
    message_row: int
    subject: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the customer about a queue item: it goes out by mail, and the item waits for the answer.

    `version` is that of the item as the person saw it, as in the commands below; None: whatever it is. `to` is as for
    an answer.
    """

    by: str
    body: str
    version: int | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class Relabel:
    """A CSM puts other labels on a ticket, whether it waits or was decided long ago; None keeps what stands."""

    by: str
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None


@dataclass(frozen=True, slots=True)
class Confirm:
    """A CSM agrees with the labels of a queue item."""

    by: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """A CSM puts other labels on a queue item; None keeps what stands."""

    by: str
    category: Category | None
    severity: Severity | None
    reason: CaseReason | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Snooze:
    """A queue item is out of sight until then, or until the customer writes."""

    by: str
    until: datetime
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Wake:
    """A queue item comes back into sight at once."""

    by: str


TicketCommand = Reply | Note | Close | Assign | Merge | Split | Ask | Relabel
ReviewCommand = Confirm | Correct | Snooze | Wake
