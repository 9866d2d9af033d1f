"""One reply to a form with all that its decision rests on."""

from dataclasses import dataclass, replace
from datetime import datetime

from models.vocabulary import PdfRefusal
from processor.facts.causes import Reading
from processor.facts.forms import Answer, Enclosed, FormFacts, FormReading, ReturnedPdf, Unreadable
from processor.facts.meeting import MessageFacts
from processor.facts.message import Message
from processor.forms.merging import merge, problems, to_ask
from processor.forms.reading import read_answers


@dataclass(frozen=True, slots=True)
class Case:
    """A reply, the form that it names, what it answers, and how the form stands then.

    `answers` stand after it, `open_problems` are unreadable after it, `asked` are the keys of what is asked again,
    `refused` the PDFs that were not read.
    """

    reading: Reading
    facts: MessageFacts
    form: FormFacts
    contacts: frozenset[str]
    read: FormReading
    answers: tuple[Answer, ...]
    open_problems: tuple[Unreadable, ...]
    asked: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    now: datetime

    @property
    def message(self) -> Message:
        """The mail."""
        return self.reading.message

    @property
    def sender(self) -> str:
        """The sender's address, for reasons and entries."""
        return self.message.sender.address if self.message.sender is not None else "somebody without an address"

    @property
    def known_addresses(self) -> frozenset[str]:
        """Whose answers are taken: who was asked, the customer's contacts, and who belongs to the conversation."""
        return self.contacts | {self.form.to_address.casefold()} | self.form.ticket.parties

    @property
    def answers_something(self) -> bool:
        """Whether any field is answered, or was tried to be."""
        return bool(self.read.answers or self.read.unreadable or self.read.conflicts)

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it that a person or the form has to know."""
        return self.answers_something or bool(self.read.leftovers)

    @property
    def asks_back(self) -> bool:
        """Whether a field was answered with a question: a person should see it."""
        return any(one.said.rstrip().endswith("?") for one in self.read.unreadable)

    @property
    def may_write(self) -> bool:
        """Whether the sender may be answered by a machine: not what forbids it, and not above the day's caps."""
        policy, sender = self.facts.policy, self.facts.sender
        return (
            self.message.may_reply
            and sender.automatic_mails_last_day < policy.caps_per_address
            and self.form.ticket.automatic_mails_last_day < policy.caps_per_conversation
        )


def open_case(reading: Reading, facts: MessageFacts, now: datetime) -> Case:
    """The case of a reply; the mail names a form that is known."""
    meeting = facts.form
    assert meeting is not None
    form = meeting.form
    assert form is not None
    enclosed = _checked(reading.enclosed or Enclosed(), form)
    message = reading.message
    read = read_answers(
        form.definition,
        form.language,
        message.new_text,
        message.text,
        form.sent_text,
        enclosed,
        form.answers,
        sender=message.sender.name if message.sender is not None else "",
        sender_address=message.sender.address if message.sender is not None else "",
        written_on=message.date.date() if message.date is not None else None,
    )
    answers = merge(form.definition, form.answers, read.answers)
    unread = problems(form.unreadable, read)
    return Case(
        reading,
        facts,
        form,
        meeting.contacts,
        read,
        answers,
        unread,
        to_ask(form.definition, answers, unread),
        tuple((pdf.filename, pdf.refused) for pdf in enclosed.pdfs if pdf.refused),
        now,
    )


def _checked(enclosed: Enclosed, form: FormFacts) -> Enclosed:
    """The PDFs of another form are not read as this one; an older version of this one is."""
    return replace(enclosed, pdfs=tuple(_of_this(pdf, form) for pdf in enclosed.pdfs))


def _of_this(pdf: ReturnedPdf, form: FormFacts) -> ReturnedPdf:
    if pdf.refused or pdf.form.rpartition(".")[0] == form.key.name:
        return pdf
    return replace(pdf, fields=(), refused=PdfRefusal.NOT_OURS.value)
