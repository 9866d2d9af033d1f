"""Whether what must come true did: each difference as what was expected and what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.vocabulary import FetchState, Language, Outcome
from processor.demo.letters import Letter
from processor.demo.script import Answer, Scene, Wanted
from processor.ids import subject_tag
from processor.reading.language import detect
from processor.store.views.deployments import DeploymentView
from processor.store.views.fetched import FetchedLine
from processor.store.views.forms import FormView
from processor.store.views.proposals import ProposalView
from processor.store.views.reviews import ReviewLine
from processor.store.views.scope import ScopeRow
from processor.store.views.tickets import TicketView


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it must be."""

    what: str
    expected: str
    came: str


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a scene. `fetched` is None for a CSM's work, `review` for a ticket that waits for nobody.

    `letters` are the mails that went out, as the scene names them. `answers` is the Message-ID of the mail that came
    in, `worked_on` the queue item that a CSM decided, `subject` what the mail's header says. `proposal` and `scope`,
    the Scope Log, are there in scenes about a proposal, `site` and `form`, the one sent last, in those about a
    deployment. `command`, `result` and `told` are what people typed, did and
    found. `waits` is why completion is not deemed accepted although its term is over.
    """

    scene: Scene
    fetched: FetchedLine | None = None
    ticket: TicketView | None = None
    review: ReviewLine | None = None
    letters: tuple[Letter, ...] = ()
    answers: str = ""
    worked_on: int = 0
    subject: str = ""
    proposal: ProposalView | None = None
    scope: tuple[ScopeRow, ...] = ()
    site: DeploymentView | None = None
    form: FormView | None = None
    command: str = ""
    result: str = ""
    told: tuple[str, ...] = ()
    waits: str = ""

    @property
    def letter(self) -> Letter | None:
        """The mail that went out first, which later scenes may answer."""
        return self.letters[0] if self.letters else None

    @property
    def number(self) -> int:
        """The ticket's number, 0 where there is none."""
        return self.ticket.line.number if self.ticket else 0


def compare(came: Came, before: Mapping[str, Came]) -> Iterator[Problem]:
    """Every difference between what the scene wanted and what came; `before` are the scenes that were played."""
    wanted = came.scene.wanted
    if wanted.outcome is not None:
        yield from _outcome(came, wanted, before)
    yield from _ticket(came, wanted, before)
    yield from _queue(came, wanted)
    if wanted.answer is not None and came.letter is not None:
        yield from _answer(came, wanted.answer, came.letter)


def _outcome(came: Came, wanted: Wanted, before: Mapping[str, Came]) -> Iterator[Problem]:
    line = came.fetched
    assert line is not None
    assert wanted.outcome is not None
    if line.outcome is not wanted.outcome:
        why = "; ".join(reason for _, reason in line.matches)
        yield Problem("outcome", wanted.outcome.value, f"{line.outcome.value if line.outcome else 'none'} ({why})")
    if wanted.outcome is Outcome.QUARANTINED:
        yield from same("state of the fetch record", FetchState.QUARANTINED.value, line.state.value)
    if wanted.repeats:
        first = before[wanted.repeats].fetched
        yield from same("fetch record repeated", first.fetch_id if first else 0, line.related)


def _ticket(came: Came, wanted: Wanted, before: Mapping[str, Came]) -> Iterator[Problem]:
    number = came.number
    if wanted.ticket == came.scene.name:
        if number in {0, *(earlier.number for earlier in before.values())}:
            yield Problem("ticket", "a new one", f"#{number}" if number else "none")
    else:
        yield from same("ticket number", before[wanted.ticket].number if wanted.ticket else 0, number)
    if came.ticket is None:
        return
    line = came.ticket.line
    if wanted.customer is not None:
        yield from same("customer", wanted.customer or "none", line.customer or "none")
    if wanted.state is not None:
        yield from same("state of the ticket", wanted.state.value, line.state.value)
    if wanted.category is not None:
        yield from same("category", wanted.category.value, line.category.value if line.category else "none")
    if wanted.attachments:
        yield from same("attachments", wanted.attachments, len(came.ticket.messages[-1].attachments))


def _queue(came: Came, wanted: Wanted) -> Iterator[Problem]:
    reasons = set(came.review.reasons if came.review else ())
    missing = set(wanted.queued) - reasons
    if missing:
        yield Problem("queue item", f"one for {_words(wanted.queued)}", f"one for {_words(reasons)}")
    if wanted.unqueued and reasons:
        yield Problem("queue item", "none that is open", f"one for {_words(reasons)}")


def _answer(came: Came, wanted: Answer, letter: Letter) -> Iterator[Problem]:
    ticket = came.ticket
    assert ticket is not None
    tag = subject_tag(ticket.line.number, ticket.token)
    yield from same("its language as marked", wanted.language.value, letter.language)
    yield from same("its language as written", wanted.language.value, _language(letter))
    if not letter.subject.startswith(f"{tag} "):
        yield Problem("its subject", f"{tag} …", letter.subject)
    if str(ticket.line.number) not in letter.text:
        yield Problem("its text", f"the number {ticket.line.number} in it", letter.text[:200])
    if ticket.token not in letter.reply_to:
        yield Problem("its reply address", "one with the ticket's token", letter.reply_to)
    if came.answers:
        yield from same("the mail that it answers", came.answers, letter.in_reply_to)
        yield from same("its Auto-Submitted", "auto-replied", letter.automatic)
    if not letter.html:
        yield Problem("its form", "text and HTML", "text only")


def _language(letter: Letter) -> str:
    return detect(letter.text, [language.value for language in Language]) or "none that we know"


def same(what: str, expected: object, came: object) -> Iterator[Problem]:
    """The difference, where there is one."""
    if expected != came:
        yield Problem(what, str(expected), str(came))


def _words(reasons: object) -> str:
    assert isinstance(reasons, set | tuple)
    return ", ".join(sorted(reason.value for reason in reasons)) or "nothing"
