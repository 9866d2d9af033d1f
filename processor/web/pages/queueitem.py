"""A queue item as its page shows it: the mail with its words marked, what the model thinks, why it waits."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from models.vocabulary import ApprovalKind, Category, Direction, ReviewReason, ReviewState, Standing
from processor.documents.filters import topic
from processor.store.views.items import HeldReply, ItemView
from processor.store.views.tickets import MessageLine, TicketFilter
from processor.store.views.verdicts import VerdictLine
from processor.tickets.deciding import ABOUT_LABELS
from processor.web.desk import Desk
from processor.web.pages.marking import SHOWN, Piece, is_word, marked, rest_of, word_of
from processor.web.visit import Visit

__all__ = ["Opened", "names_of", "opened"]

_TICKET: Final = re.compile(r"t([0-9]{1,15})")
_PASSAGE: Final = re.compile('nothing accounts for the line "(.*)"', re.DOTALL)
_MORNING: Final = 9
_SOON: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Mail:
    """A message: what was written now, in pieces, and `rest`, the quotes and the signature below it.

    `cut`: it goes on, in the ticket.
    """

    line: MessageLine
    pieces: tuple[Piece, ...]
    rest: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Near:
    """A decided mail that is close in meaning; `number` is its ticket's."""

    number: int
    subject: str
    category: Category
    likeness: float


@dataclass(frozen=True, slots=True)
class Thought:
    """What the model says: each category with its share, words on both sides, and one sentence (a key of the words)."""

    verdict: VerdictLine
    shares: dict[Category, float]
    speaking: tuple[str, ...]
    opposing: tuple[str, ...]
    whole: bool
    near: tuple[Near, ...]
    sentence: str
    needed: float


@dataclass(frozen=True, slots=True)
class Why:
    """A reason why it waits, and the page where it is dealt with; no link where that is here.

    `settled`: nothing waits there any more.
    """

    reason: ReviewReason
    link: str = ""
    words: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A reply to a request for approval that no rule could accept, and the page where it is decided.

    `passages` are the words of it that nothing could account for.
    """

    reply: HeldReply
    name: str
    link: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The open item. `asks_labels`: it waits for labels, not for somebody to look; `was` is what stands now.

    `again`: what was written to the customer and taken back; `apart`: what a ticket split off would be called.
    """

    view: ItemView
    mail: Mail | None
    earlier: tuple[Mail, ...]
    thought: Thought | None
    why: tuple[Why, ...]
    held: tuple[Held, ...]
    again: str
    apart: str
    asks_labels: bool
    open: bool
    asleep: bool
    soon: datetime
    tomorrow: datetime
    monday: datetime

    @property
    def was(self) -> str:
        """The labels as they stand, as a form names them."""
        line = self.view.ticket.line
        return f"{line.category or ''}/{line.severity.value if line.severity else ''}/{line.reason or ''}"


def opened(visit: Visit, desk: Desk, view: ItemView) -> Opened:
    """The item ready to be shown."""
    thought = _thought(desk, view)
    reading = _read(view)
    words = (thought.speaking, thought.opposing) if thought else ((), ())
    soon, tomorrow, monday = _moments(visit)
    return Opened(
        view=view,
        mail=_mail(reading, *words) if reading else None,
        earlier=tuple(_mail(one) for one in reversed(view.ticket.messages) if one is not reading),
        thought=thought,
        why=_linked_once(tuple(_why(reason, view) for reason in view.review.reasons)),
        held=tuple(_held(one) for one in _newest(view.held)),
        again=_taken_back(view),
        apart=topic(reading.subject) if reading else "",
        asks_labels=bool(ABOUT_LABELS.intersection(reason.value for reason in view.review.reasons)),
        open=view.review.state is ReviewState.OPEN,
        asleep=view.asleep_until is not None and view.asleep_until > visit.now,
        soon=soon,
        tomorrow=tomorrow,
        monday=monday,
    )


def names_of(desk: Desk) -> dict[str, str]:
    """What the people who work here are called, by login."""
    return {one.login: one.display for one in desk.users.staff()}


def _read(view: ItemView) -> MessageLine | None:
    """The message to be read first: the newest that came in."""
    came = [one for one in view.ticket.messages if one.direction is Direction.IN]
    return came[-1] if came else next(iter(view.ticket.messages), None)


def _taken_back(view: ItemView) -> str:
    """What was written to the customer last, where it was taken back before it left."""
    own = [one for one in view.ticket.messages[-1:] if one.withdrawn and one.direction is Direction.OUT]
    return (own[0].new_text or own[0].text) if own else ""


def _mail(line: MessageLine, speaking: tuple[str, ...] = (), opposing: tuple[str, ...] = ()) -> Mail:
    new = line.new_text or line.text
    rest = rest_of(line.text, new)
    pieces = marked(new[:SHOWN], speaking, opposing)
    return Mail(line, pieces, rest[:SHOWN], len(new) > SHOWN or len(rest) > SHOWN)


def _thought(desk: Desk, view: ItemView) -> Thought | None:
    verdict = view.model
    if verdict is None:
        return None
    speaking, opposing = ([word_of(term) for term, _ in side] for side in (verdict.why, verdict.against))
    return Thought(
        verdict=verdict,
        shares={Category(name): share for name, share in verdict.probabilities},
        speaking=tuple(dict.fromkeys(filter(is_word, speaking))),
        opposing=tuple(dict.fromkeys(filter(is_word, opposing))),
        whole="" in speaking,
        near=_near(desk, verdict),
        sentence=_sentence(verdict),
        needed=min(verdict.threshold, 1.0),
    )


def _near(desk: Desk, verdict: VerdictLine) -> tuple[Near, ...]:
    numbers = {row: int(found[1]) for row, _, _ in verdict.nearest if (found := _TICKET.fullmatch(row))}
    lines = desk.views.tickets(TicketFilter(numbers=tuple(numbers.values()))) if numbers else ()
    subjects = {line.number: line.subject for line in lines}
    return tuple(
        Near(number, subjects[number], category, likeness)
        for row, category, likeness in verdict.nearest
        if (number := numbers.get(row, 0)) in subjects
    )


def _sentence(verdict: VerdictLine) -> str:
    """Which sentence says whether the label needs a person."""
    if verdict.precedent:
        return "queue.model.precedent"
    if verdict.threshold > 1:
        return "queue.model.never"
    if verdict.confidence < verdict.threshold:
        close = f"{verdict.confidence:.0%}" == f"{verdict.threshold:.0%}"
        return "queue.model.nearly" if close else "queue.model.unsure"
    if not verdict.automatic:
        return "queue.model.few"
    if verdict.audit:
        return "queue.model.audit"
    return "queue.model.acts" if verdict.standing is Standing.ACTS else "queue.model.shadow"


_PAPERS: Final = {ApprovalKind.GO_LIVE: "go-live", ApprovalKind.COMPLETION: "completion"}


def _paper(kind: ApprovalKind, number: int) -> tuple[str, str]:
    """What a paper is called, and where it is."""
    if kind in _PAPERS:
        return f"#{number}", f"/deployments/{number}/{_PAPERS[kind]}"
    if kind in {ApprovalKind.FORM, ApprovalKind.QUESTIONS}:
        return f"FQ-{number}", f"/forms/{number}"
    return f"PR-{number}", f"/proposals/{number}"


def _held(reply: HeldReply) -> Held:
    name, link = _paper(reply.kind, reply.number)
    passages = tuple(found[1] for issue in reply.issues if (found := _PASSAGE.fullmatch(issue)))
    return Held(reply, f"{name}, v{reply.version}" if reply.version else name, link, passages)


def _newest(replies: tuple[HeldReply, ...]) -> tuple[HeldReply, ...]:
    """Of several replies about the same paper the newest: it was read in the light of the others."""
    found: dict[tuple[ApprovalKind, int], HeldReply] = {}
    for one in replies:
        found.setdefault((one.kind, one.number), one)
    return tuple(found.values())


def _linked_once(found: tuple[Why, ...]) -> tuple[Why, ...]:
    """The reasons, of which several lead to one page by one link."""
    seen: set[str] = set()
    shown = []
    for one in found:
        shown.append(replace(one, link="") if one.link in seen else one)
        seen.add(one.link)
    return tuple(shown)


def _why(reason: ReviewReason, view: ItemView) -> Why:
    """Where a reason is dealt with, and what the link there is called."""
    match reason:
        case ReviewReason.UNSURE if view.model is None:
            return Why(ReviewReason.NO_MODEL)
        case ReviewReason.UNKNOWN_SENDER | ReviewReason.UNVERIFIED_SENDER:
            person = {"from": view.ticket.line.requester, "name": view.ticket.line.requester_name}
            return Why(reason, f"/customers?{urlencode(person)}", "queue.go.customers")
        case ReviewReason.BOUNCED | ReviewReason.SEND_UNCERTAIN | ReviewReason.SEND_FAILED:
            return Why(reason, "/mail/outgoing", "queue.go.mail")
        case (
            ReviewReason.APPROVAL_CONDITIONAL
            | ReviewReason.APPROVAL_QUESTION
            | ReviewReason.APPROVAL_UNCLEAR
            | ReviewReason.APPROVAL_UNPROVEN
        ):
            link = _paper(view.held[0].kind, view.held[0].number)[1] if view.held else ""
            return Why(reason, link, "queue.go.approval", settled=not view.held)
        case ReviewReason.OBJECTION:
            return Why(reason, _objected(view), "queue.go.acceptances")
        case ReviewReason.COMPLETION_ISSUES | ReviewReason.DEEMING_BLOCKED | ReviewReason.DEPLOYMENT_CHANGED:
            return Why(reason, _deployment(reason, view), "queue.go.deployment")
        case ReviewReason.FORM_LEFTOVERS | ReviewReason.FORM_UNVERIFIED:
            return Why(reason, "/forms", "queue.go.forms")
        case (
            ReviewReason.OVERSIZE
            | ReviewReason.UNREADABLE_PART
            | ReviewReason.APPROVAL_LATE
            | ReviewReason.PROPOSAL_ENDED
        ):
            return Why(reason, f"/tickets/{view.ticket.line.number}", "queue.go.ticket")
        case _:
            return Why(reason)


def _objected(view: ItemView) -> str:
    one = view.objected
    return f"/acceptances/{one.number or one.acceptance_id}" if one else "/acceptances?show=disputed"


def _deployment(reason: ReviewReason, view: ItemView) -> str:
    found = view.person.deployments if view.person else ()
    here = next((one for one in found if one.ticket_number == view.ticket.line.number), found[0] if found else None)
    if here is None:
        return "/deployments"
    paper = "" if reason is ReviewReason.DEPLOYMENT_CHANGED else "/completion"
    return f"/deployments/{here.number}{paper}"


def _moments(visit: Visit) -> tuple[datetime, datetime, datetime]:
    """In an hour, tomorrow at nine and next Monday at nine, where the person is."""
    here = visit.now.astimezone(visit.zone)
    nine = here.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    return here + _SOON, nine + timedelta(days=1), nine + timedelta(days=7 - here.weekday())
