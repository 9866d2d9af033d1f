"""What a scene of the story is made of: what happens, and what must come true."""

from dataclasses import dataclass

from models.vocabulary import Category, Language, Outcome, ReviewReason, TicketState
from processor.effects.mail import MailTemplate
from processor.facts.causes import ReviewCommand, TicketCommand


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail comes in: the file of that name, from this envelope sender.

    `answers` names the scene whose mail of ours it answers; else it goes to the mailbox's own address. `dropped`: it
    comes by no mail server, something puts its bytes right into the mailbox.
    """

    file: str
    sender: str
    answers: str = ""
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A CSM does something with the ticket that the scene `on` opened."""

    on: str
    command: TicketCommand | ReviewCommand


@dataclass(frozen=True, slots=True)
class Answer:
    """The one mail that a customer gets."""

    to: str
    template: MailTemplate
    language: Language


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be true afterwards.

    `outcome` is the message's, None for a CSM's work. `ticket` names the scene whose ticket it is, by the scene's own
    name one that is new; empty: no ticket. `queued` are reasons that the open queue item must name, `unqueued` says
    that none may be open. `repeats` names the scene whose message this one doubles. `bounced` names the scene whose
    answer must be marked as having come back. `answer` None: silence.
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


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story. `short` stands in the table at the end."""

    name: str
    title: str
    short: str
    happens: Mail | Work
    wanted: Wanted
