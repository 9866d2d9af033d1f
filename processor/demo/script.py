"""What a scene of the story is made of: what happens, and what must come true."""

from dataclasses import dataclass
from enum import StrEnum

from models.vocabulary import (
    ApprovalKind,
    Assurance,
    Category,
    Language,
    Outcome,
    ProposalState,
    ReplyOutcome,
    ReviewReason,
    TicketState,
)
from processor.demo.sites import Site, SiteWork
from processor.effects.mail import MailTemplate
from processor.facts.causes import Confirm, Correct, TicketCommand
from processor.facts.proposing import EnterCommand


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail comes in: the file of that name, from this envelope sender.

    `answers` names the scene whose mail of ours it answers; else it goes to the mailbox's own address. `dropped`: it
    comes by no mail server, something puts its bytes right into the mailbox. `signed`: the sender's mail server signs
    it (DKIM). `fills` are answers by the number of their question, written into the blanks of the form that is quoted.
    """

    file: str
    sender: str
    answers: str = ""
    dropped: bool = False
    signed: bool = False
    fills: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A CSM does something with the ticket that the scene `on` opened."""

    on: str
    command: TicketCommand | Confirm | Correct


@dataclass(frozen=True, slots=True)
class Enrol:
    """Approvers are entered into the register, each with their customer's name (none: the vendor's own side).

    A second person confirms every entry, or it counts for nothing.
    """

    entries: tuple[tuple[str, EnterCommand], ...]
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class Propose:
    """A CSM drafts a proposal for the ticket that the scene `on` opened, and sends it. `changes` fill the draft."""

    on: str
    by: str
    changes: tuple[tuple[str, object], ...]


class Exhibit(StrEnum):
    """What can be done with the evidence of an acceptance; `prove` is to export and to verify it."""

    EXPORT = "export"
    PROVE = "prove"
    VERIFY = "verify"
    ALTER = "alter"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Examine:
    """Somebody examines the evidence of the newest acceptance, which has the scene `on`, or of all."""

    on: str
    exhibit: Exhibit


@dataclass(frozen=True, slots=True)
class Answer:
    """One mail that goes out, to whom and how."""

    to: str
    template: MailTemplate
    language: Language


@dataclass(frozen=True, slots=True)
class Deal:
    """What must be true of the newest proposal, or form to be signed, of its kind.

    What its newest reply said and proves, and how many acceptances of it are sealed.
    """

    state: ProposalState
    said: ReplyOutcome | None = None
    level: Assurance | None = None
    accepted: int = 0
    kind: ApprovalKind = ApprovalKind.PROPOSAL


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be true afterwards.

    `outcome` is the message's, None for a CSM's work. `ticket` names the scene whose ticket it is, by the scene's own
    name one that is new; empty: no ticket. `queued` are reasons that the open queue item must name, `unqueued` says
    that none may be open. `repeats` names the scene whose message this one doubles. `bounced` names the scene whose
    answer must be marked as having come back. `answer` is the one mail about a ticket, `mails` are those about
    approvals and forms; neither: silence. `deal` None: it is about no proposal. `site` None: it is about no deployment.
    """

    outcome: Outcome | None = None
    ticket: str = ""
    answer: Answer | None = None
    customer: str | None = None
    attachments: int = 0
    state: TicketState | None = None
    category: Category | None = None
    queued: tuple[ReviewReason, ...] = ()
    unqueued: bool = False
    repeats: str = ""
    bounced: str = ""
    mails: tuple[Answer, ...] = ()
    deal: Deal | None = None
    site: Site | None = None

    @property
    def out(self) -> tuple[Answer, ...]:
        """Every mail that goes out."""
        return (self.answer, *self.mails) if self.answer is not None else self.mails


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story. `short` stands in the table at the end."""

    name: str
    title: str
    short: str
    happens: Mail | Work | Enrol | Propose | Examine | SiteWork
    wanted: Wanted
