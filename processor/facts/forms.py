"""Forms: what they ask, what was answered, and what came back with a reply."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from models.vocabulary import AnswerSource, FieldType, FormState
from processor.facts.known import Policy, TicketFacts
from processor.ids import ApprovalKey

Answerable = str | bool | date | Decimal | tuple[str, ...]
"""What a field's answer is once it is read: text, e-mail, phone and choice (its key) are strings; a list is a tuple."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a field offers: what is stored, and how each language writes it.

    `also` are other words that mean it, in any language: they are read, never printed.
    """

    key: str
    labels: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is asked only where another field has this answer (a choice's key, `yes` or `no`)."""

    field: str
    is_: str


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """One question of a form. Labels and help are by language, `((“en”, text), …)`; `section` groups what is printed.

    A field with a `condition` is asked, and required, only where it holds. `also` are other words by which people
    call it, in any language: they are read, never printed.
    """

    key: str
    type: FieldType
    labels: tuple[tuple[str, str], ...]
    help: tuple[tuple[str, str], ...] = ()
    required: bool = True
    choices: tuple[Choice, ...] = ()
    condition: Condition | None = None
    section: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form as it is defined in TOML. `version` is the SHA-256 of the definition's canonical bytes.

    `signed` asks for the approval of the summary once all is answered. `sections` are titles by language.
    """

    name: str
    version: str
    titles: tuple[tuple[str, str], ...]
    intro: tuple[tuple[str, str], ...]
    fields: tuple[FieldDefinition, ...]
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A field's answer as it was read: the value, the customer's own words, and where they stood."""

    field: str
    value: Answerable
    said: str
    source: AnswerSource


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What somebody wrote to a field that is not an answer to it, and why, as a sentence in the form's language."""

    field: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a reply answers. `leftovers` is what the customer wrote that fits no field: it is kept and shown.

    `conflicts` are fields that the reply answers twice in different words: they are asked again.
    """

    answers: tuple[Answer, ...]
    unreadable: tuple[Unreadable, ...] = ()
    conflicts: tuple[Unreadable, ...] = ()
    leftovers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedPdf:
    """A PDF that came with a reply: its fields by name, or why it was refused (a `PdfRefusal`, empty where not)."""

    filename: str
    fields: tuple[tuple[str, str], ...] = ()
    refused: str = ""
    form: str = ""
    """What the PDF says it is: `FQ-12.1`, empty for one that is not ours."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What may hold answers beside the text: the rows of the HTML's tables, cell by cell, and the PDFs."""

    rows: tuple[tuple[str, ...], ...] = ()
    pdfs: tuple[ReturnedPdf, ...] = ()


@dataclass(frozen=True, slots=True)
class FormFacts:
    """A form that was sent to somebody. `version` counts what was sent: each asking again is another one.

    `answers` are those that stand; `leftovers` all that fitted no field so far. `sent_text` is the plain text of every
    mail about it, which replies quote. `previous` are the answers of the same form before, for check-ins.
    """

    form_id: int
    number: int
    version: int
    key: ApprovalKey
    definition: FormDefinition
    state: FormState
    deployment_id: int
    customer: str
    ticket: TicketFacts
    language: str
    to_address: str
    to_name: str
    sent_at: datetime
    sent_text: str
    sent_message_id: str
    reminded: int
    answers: tuple[Answer, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    leftovers: tuple[str, ...] = ()
    previous: tuple[Answer, ...] = ()
    follows: int = 0
    """The form that this one asks why about, 0 for none."""
    paper: int = 0
    """The proposal's id of its summary, which is signed, 0 while there is none."""
    row_version: int = 0


@dataclass(frozen=True, slots=True)
class FormToFill:
    """A form as a mail shows it, with the `answers` that stand filled in.

    `asked` are the keys of the fields that are asked again, none for all of them; of `unreadable`, which also holds
    what was answered twice, each is shown with what was said and why it is asked again. `leftovers` are the words that
    fit no field, `refused` the PDFs that were not read: file name and `PdfRefusal`.
    """

    definition: FormDefinition
    answers: tuple[Answer, ...] = ()
    asked: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    leftovers: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field in the words of one language. `number` is its place in the whole form, the same in every mail.

    `options` are the keys and words to choose from, `value` the answer that stands, in words, a list's items on lines
    of their own; `said` is what was written before and `why` the reason that it is asked again.
    """

    key: str
    number: int
    label: str
    kind: FieldType
    required: bool
    hint: str
    options: tuple[tuple[str, str], ...]
    value: str
    said: str
    why: str

    @property
    def chosen(self) -> str:
        """The key of the option that stands, empty for none."""
        return next((key for key, word in self.options if self.value in (key, word)), "")

    @property
    def tall(self) -> bool:
        """Whether the answer needs more than a line."""
        return self.kind in {FieldType.LONG_TEXT, FieldType.LIST}


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Fields that stand together, under a title that may be empty."""

    title: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class FormMeeting:
    """What a mail that names a form meets; `form` is None for a key that nobody was given."""

    form: FormFacts | None
    contacts: frozenset[str] = field(default=frozenset())
    """The addresses, case folded, that the customer is known by: whose answers are taken."""
    answered: FormDefinition | None = None
    """The definition of the version that the mail's key names, where that is not the newest; else None."""


@dataclass(frozen=True, slots=True)
class SendForm:
    """Send a form to somebody, with what is known already filled in."""

    by: str
    definition: FormDefinition
    to: str
    to_name: str
    language: str
    prefilled: tuple[Answer, ...] = ()
    follows: int = 0
    key: ApprovalKey | None = None
    """The key that the service made for it."""
    pdf_sha256: str = ""
    remind_at: datetime | None = None
    """When it is reminded of, once, if nothing has come back by then; None for never."""


@dataclass(frozen=True, slots=True)
class RecordAnswersByHand:
    """A CSM enters what was answered another way."""

    by: str
    answers: tuple[Answer, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class WithdrawForm:
    """Ask no more."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class FormingFacts:
    """What a command or a timer about a form meets. `form` is None for a new one; `ticket` is where its mails go."""

    form: FormFacts | None
    ticket: TicketFacts
    deployment_id: int
    number: int
    customer: str
    mail: Policy


FormCommand = SendForm | RecordAnswersByHand | WithdrawForm
