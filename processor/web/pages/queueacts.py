"""What is done with a queue item: each thing saves at once, offers to undo it, and shows the next item."""

from collections.abc import Callable
from typing import Final

from models.vocabulary import Category, ReviewState
from processor.documents.formats import short_day
from processor.errors import Overtaken, Refused
from processor.facts.causes import Ask, Confirm, Correct, Merge, Reply, ReviewCommand, Snooze, Split, Wake
from processor.store.views.items import ItemView
from processor.store.views.reviews import ReviewLine
from processor.tickets.deciding import ABOUT_LABELS
from processor.tickets.waiting import LONGEST_SNOOZE
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.frame import TOGETHER
from processor.web.pages.queue import item_of
from processor.web.pages.queueitem import names_of
from processor.web.pages.queuesteps import Labels, hold_of, labels_in
from processor.web.pages.queuewhere import where_of
from processor.web.route import PageRoute, action
from processor.web.visit import Visit

__all__ = ["routes"]

_OVERTAKEN: Final = 409
_ALIKE: Final = 200

Act = Callable[[Visit, Desk, ReviewLine], Answer]


def routes() -> list[PageRoute]:
    """Everything that is done with an item."""
    acts: dict[str, Act] = {
        "decide": _decide,
        "answer": _answer,
        "ask": _ask,
        "snooze": _snooze,
        "wake": _wake,
        "merge": _merge,
        "split": _split,
    }
    return [action(f"/queue/{{number:int}}/{name}", _held_to(act), once=False) for name, act in acts.items()]


def _held_to(act: Act) -> Callable[[Visit, Desk], Answer]:
    """The act, done once for each form; where somebody was faster, the page that says who and what."""

    def answer(visit: Visit, desk: Desk) -> Answer:
        number = visit.number()
        try:
            review = desk.views.review(number)
        except Refused:
            raise visit.refuse("queue.refused.unknown") from None
        try:
            if not visit.once:
                return act(visit, desk, review)
            return Answer.again(desk.once(visit.once, lambda: act(visit, desk, review).remembered()))
        except Overtaken:
            return _overtaken(visit, desk, number)

    return answer


def _next(visit: Visit, desk: Desk, review_id: int) -> str:
    """The address of what comes after an item, as the queue stands before it is decided."""
    where = where_of(visit)
    return where.item(desk.views.queue_neighbours(review_id, visit.now, where.filter(visit.by)).after)


def _decide(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    what = visit.form.word("do", "accept")
    labels: Labels = (Category.NOT_A_REQUEST, None, None) if what == "nothing" else labels_in(visit)
    if what == "alike":
        return _alike(visit, desk, review, labels)
    onward = _next(visit, desk, review.review_id)
    version = visit.form.number("version")
    command = _command(visit, labels, _standing(visit), version, seen=not _asks_labels(review))
    applied = desk.tickets.review(review.review_id, command, visit.now, hold_of(desk))
    number = review.ticket_number
    if labels[0] is None:
        return visit.see(onward, "queue.said.seen", undo=applied.step_id, number=number)
    category = visit.words.name(labels[0])
    return visit.see(onward, "queue.said.decided", undo=applied.step_id, number=number, category=category)


def _asks_labels(review: ReviewLine) -> bool:
    return bool(ABOUT_LABELS.intersection(reason.value for reason in review.reasons))


def _standing(visit: Visit) -> tuple[str, str, str]:
    """The labels that the person saw, as the page named them."""
    category, severity, reason, *_ = [*visit.form.word("was").split("/"), "", "", ""]
    return category, severity, reason


def _named(labels: Labels) -> tuple[str, str, str]:
    category, severity, reason = labels
    return category or "", str(severity.value) if severity else "", reason or ""


def _command(
    visit: Visit, labels: Labels, standing: tuple[str, str, str], version: int | None, *, seen: bool
) -> ReviewCommand:
    """Labels that stand are confirmed, others put in their place. Raises Refused where there are none."""
    if labels[0] is None:
        if not seen or standing[0]:
            raise visit.refuse("queue.refused.category")
        return Confirm(visit.by, version)
    if _named(labels) == standing:
        return Confirm(visit.by, version)
    return Correct(visit.by, *labels, version)


def _alike(visit: Visit, desk: Desk, review: ReviewLine, labels: Labels) -> Answer:
    """The same labels for this item and for those that were ticked."""
    if labels[0] is None:
        raise visit.refuse("queue.refused.category")
    view = item_of(visit, desk, review.review_id)
    ticked = _ticked(visit)
    same: list[tuple[int, int | None]] = []
    other: list[tuple[int, int | None]] = []
    lines = [*([view.line] if view.line else []), *view.alike]
    versions = {review.review_id: visit.form.number("version"), **ticked}
    for line in lines:
        if line.review_id in versions:
            stands = _named((line.category, line.severity, line.reason)) == _named(labels)
            (same if stands else other).append((line.review_id, versions[line.review_id]))
    around = desk.views.queue_neighbours(review.review_id, visit.now, where_of(visit).filter(visit.by))
    hold = hold_of(desk)
    done = [
        *desk.tickets.review_many(same, Confirm(visit.by), visit.now, hold),
        *desk.tickets.review_many(other, Correct(visit.by, *labels), visit.now, hold),
    ]
    refused = len(versions) - sum(one.applied is not None for one in done)
    onward = where_of(visit).item(0 if around.after in versions else around.after)
    said = "queue.said.many_refused" if refused else "queue.said.many"
    category = visit.words.name(labels[0])
    first = next((one.applied.step_id for one in done if one.applied is not None), None)
    undo = None if first is None else f"{first}{TOGETHER}"
    return visit.see(onward, said, undo=undo, count=len(versions) - refused, refused=refused, category=category)


def _ticked(visit: Visit) -> dict[int, int]:
    """The versions of the look-alikes that were ticked, by item."""
    found: dict[int, int] = {}
    for one in visit.form.many("alike", _ALIKE):
        review_id, _, version = one.partition(":")
        if not (review_id.isdecimal() and version.isdecimal() and len(one) < 25):
            raise visit.refuse("queue.refused.unknown")
        found[int(review_id)] = int(version)
    return found


def _answer(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    body, wait = _body(visit), visit.form.flag("wait")
    seen = visit.form.number("ticket_version")
    command = Reply(visit.by, body, wait)
    applied = desk.tickets.work(review.ticket_number, command, visit.now, hold=hold_of(desk), version=seen)
    here = where_of(visit).item(review.review_id)
    return visit.see(here, "queue.said.answered", undo=applied.step_id, number=review.ticket_number)


def _ask(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    body, onward = _body(visit), _next(visit, desk, review.review_id)
    command = Ask(visit.by, body, visit.form.number("version"))
    applied = desk.tickets.work(review.ticket_number, command, visit.now, hold=hold_of(desk))
    return visit.see(onward, "queue.said.asked", undo=applied.step_id, number=review.ticket_number)


def _body(visit: Visit) -> str:
    body = visit.form.text("body")
    if not body:
        raise visit.refuse("shell.fields.missing", label=visit.words("labels.body"))
    return body


def _snooze(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    until = visit.form.moment("soon") or visit.form.moment("until")
    if until is None:
        raise visit.refuse("shell.fields.missing", label=visit.words("labels.until"))
    if until <= visit.now:
        raise visit.refuse("queue.refused.past")
    if until - visit.now > LONGEST_SNOOZE:
        raise visit.refuse("queue.refused.far", days=LONGEST_SNOOZE.days)
    onward = _next(visit, desk, review.review_id)
    command = Snooze(visit.by, until, visit.form.number("version"))
    applied = desk.tickets.review(review.review_id, command, visit.now)
    at = until.astimezone(visit.zone)
    day = short_day(at.date(), visit.words.language.value, with_year=False)
    number, said = review.ticket_number, f"{day}, {at:%H:%M}"
    return visit.see(onward, "queue.said.snoozed", undo=applied.step_id, number=number, until=said)


def _wake(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    applied = desk.tickets.review(review.review_id, Wake(visit.by), visit.now)
    here = f"/queue/{review.review_id}"
    return visit.see(here, "queue.said.woken", undo=applied.step_id, number=review.ticket_number)


def _merge(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    other = visit.form.maybe_number("other_number") or visit.form.maybe_number("other")
    if not other:
        raise visit.refuse("queue.refused.which")
    if other == review.ticket_number:
        raise visit.refuse("queue.refused.itself", number=other)
    onward = _next(visit, desk, review.review_id)
    seen = visit.form.number("ticket_version")
    applied = desk.tickets.work(review.ticket_number, Merge(visit.by), visit.now, other, hold_of(desk), seen)
    return visit.see(onward, "queue.said.merged", undo=applied.step_id, number=review.ticket_number, other=other)


def _split(visit: Visit, desk: Desk, review: ReviewLine) -> Answer:
    command = Split(visit.by, visit.form.number("message"), visit.form.needed("subject"))
    seen = visit.form.number("ticket_version")
    applied = desk.tickets.work(review.ticket_number, command, visit.now, hold=hold_of(desk), version=seen)
    here = where_of(visit).item(review.review_id)
    return visit.see(here, "queue.said.split", undo=applied.step_id, number=review.ticket_number)


def _overtaken(visit: Visit, desk: Desk, review_id: int) -> Answer:
    """Who did what, and when; and the way to what is next."""
    view = item_of(visit, desk, review_id)
    where = where_of(visit)
    decided = view.review.state is not ReviewState.OPEN
    around = desk.views.queue_neighbours(review_id, visit.now, where.filter(visit.by))
    return visit.show(
        "queue/overtaken.html",
        _OVERTAKEN,
        view=view,
        decided=decided,
        last=_last(view),
        next=where.item(around.after),
        here=where.item(review_id),
        names=names_of(desk),
    )


def _last(view: ItemView) -> tuple[str, object]:
    """Who did the last thing with the ticket, and when."""
    entry = view.ticket.entries[-1]
    return entry.by, entry.at
