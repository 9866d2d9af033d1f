"""What the store knows when a decision is taken: frozen, read inside the transaction that applies the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.vocabulary import CaseReason, Category, EntryKind, Language, OutboxState, Severity, TicketState


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A contact of a customer, or of nobody yet (`customer_id` 0)."""

    contact_id: int
    address: str
    name: str
    customer_id: int
    language: str


@dataclass(frozen=True, slots=True)
class SenderFacts:
    """What is known of a sender by address, then by domain (never by the domain of a free-mail provider)."""

    contact: PartyFacts | None
    customer_id: int
    customer_language: str
    automatic_mails_last_day: int


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket as it stands. `requester` gets the answers; `parties` are all addresses (casefolded) that belong to it.

    `category` is None while nobody has labelled it. `acknowledged` is False while an acknowledgement is withheld that
    is owed as soon as a CSM finds it to be a request.
    """

    ticket_id: int
    number: int
    token: str
    state: TicketState
    subject: str
    language: str
    category: Category | None
    customer_id: int
    requester: PartyFacts | None
    parties: frozenset[str]
    thread_id: int
    last_message_id: str
    references: tuple[str, ...]
    closed_at: datetime | None
    automatic_mails_last_day: int
    assignee: str
    open_review_ids: tuple[int, ...] = ()
    acknowledged: bool = True
    version: int = 0
    severity: Severity | None = None
    reason: CaseReason | None = None


class ThreadKey(StrEnum):
    """How a message was found to belong to a conversation, the strongest first."""

    TOKEN = "token"  # noqa: S105
    OUR_MESSAGE_ID = "our_message_id"
    MESSAGE_ID = "message_id"
    ANCESTOR = "ancestor"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class ThreadMatch:
    """A conversation that a message names, and by what. `ticket` is the target where the named one was merged.

    `ticket` is None for a conversation that never was a ticket (history). `senders` are the casefolded addresses that
    wrote in the conversation.
    """

    key: ThreadKey
    value: str
    thread_id: int
    ticket: TicketFacts | None
    senders: frozenset[str]
    customer_id: int


@dataclass(frozen=True, slots=True)
class OutboxFacts:
    """A mail of ours that a message is a copy of, or that it says bounced."""

    outbox_id: int
    message_id: str
    recipient: str
    state: OutboxState
    automatic: bool
    ticket: TicketFacts | None


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that decisions rest on.

    `staff` are the user names that a ticket can be assigned to. `own_addresses` are the addresses of all our mailboxes,
    casefolded and without subaddress: nothing is ever sent to them. `notify_staff` are addresses that are told by mail
    what could be overlooked in the queue.
    """

    acknowledge: bool
    caps_per_address: int
    caps_per_conversation: int
    reopen_for: timedelta
    languages: tuple[Language, ...]
    default_language: Language
    staff: tuple[str, ...] = ()
    own_addresses: tuple[str, ...] = ()
    notify_staff: tuple[str, ...] = ()
    ask_for: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """The last event of a ticket: who did what, when."""

    at: datetime
    by: str
    kind: EntryKind
    text: str


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A queue item and its ticket as they stand; once decided, by whom, when and how."""

    review_id: int
    open: bool
    reasons: tuple[str, ...]
    ticket: TicketFacts
    automatic_mails_to_requester: int
    policy: Policy
    version: int
    decided_by: str = ""
    decided_at: datetime | None = None
    verdict: str = ""
    asleep_until: datetime | None = None
    last: EntryFacts | None = None


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What a CSM's command needs to know of tickets: the one named, and where there is one, the other.

    `review_version` is the version of its open queue item, `last` the last event of the ticket, and
    `automatic_mails_to_requester` counts those of the last day. `addressee` is who has the address that the command
    names: a contact or a customer's approver; None where nobody has.
    """

    ticket: TicketFacts
    other: TicketFacts | None
    policy: Policy
    review_version: int = 0
    last: EntryFacts | None = None
    automatic_mails_to_requester: int = 0
    addressee: PartyFacts | None = None
