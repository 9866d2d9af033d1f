"""Answers before they leave: texts to begin with, and how the mail will look."""

from datetime import datetime

from processor.documents.answers import AnswerText, AnswerTexts
from processor.effects.mail import SendMail
from processor.errors import Refused
from processor.facts.causes import TicketCommand
from processor.facts.known import Policy
from processor.services.composing import Composer, Letter
from processor.store.apply import TicketRowFacts
from processor.store.store import Store
from processor.store.views.tickets import TicketView
from processor.tickets.staff import decide_staff

__all__ = ["AnswerText", "Answers", "Letter"]


class Answers:
    """Texts to answer with, and the mails that would come of commands. It writes nothing down."""

    def __init__(self, store: Store, composer: Composer, policy: Policy) -> None:
        self._store = store
        self._composer = composer
        self._policy = policy
        self._texts = AnswerTexts()

    def offered(self, language: str) -> tuple[AnswerText, ...]:
        """The texts to begin with, called as people of this language call them."""
        return self._texts.offered(language)

    def text(self, number: int, name: str, writer: str, now: datetime) -> str:
        """One of them for this ticket, in the language of its conversation. Raises Refused where there is none."""
        view = self._store.views.ticket(number)
        release = self._store.facts.billing_row(view.line.ticket_id, now).line.release
        values = {
            "name": view.line.requester_name,
            "ticket": f"#{number}",
            "topic": view.line.subject,
            "release": release,
            "writer": writer,
        }
        try:
            return self._texts.text(name, view.line.language, values)
        except LookupError:
            raise Refused(f"there is no answer called {name!r} to begin with") from None

    def letters(self, number: int, command: TicketCommand, now: datetime) -> tuple[Letter, ...]:
        """The mails that would leave if the command were carried out now. Raises Refused where the rules forbid it."""

        def work() -> tuple[Letter, ...]:
            facts = self._store.facts.staff_facts(number, None, self._policy, now)
            mails = [one for one in decide_staff(command, facts, now).effects if isinstance(one, SendMail)]
            row = _row(self._store.views.ticket(number))
            return tuple(self._composer.letter(mail, row) for mail in mails)

        return self._store.read(work)


def _row(view: TicketView) -> TicketRowFacts:
    line = view.line
    return TicketRowFacts(
        ticket_id=line.ticket_id,
        number=line.number,
        token=view.token,
        subject=line.subject,
        mailbox=line.mailbox,
        opened_at=line.opened_at,
        language=line.language,
        state=line.state,
        assignee=line.assignee,
    )
