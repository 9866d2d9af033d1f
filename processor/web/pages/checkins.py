"""Check-ins of a deployment: the five questions, their answers side by side, and the schedule."""

from dataclasses import dataclass
from typing import Final

from models.vocabulary import Language
from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.comparing import CHECK_IN, ChangeKind
from processor.forms.definitions import said
from processor.forms.written import written
from processor.services.checkins import CheckIn
from processor.services.forms import Addressee
from processor.sla.localtime import local_day
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deploymentwords import There, rights
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_BESIDE: Final = 4
"""So many check-ins stand side by side on a page."""


def routes() -> list[PageRoute]:
    """The comparison, and when the customer is asked."""
    one = "/deployments/{number:int}/check-ins"
    return [
        page(one, _show),
        action(f"{one}/send", _send, once=False),
        action(f"{one}/schedule", _schedule),
        action(f"{one}/stop", _stop),
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one check-in says to a question: its answer in words, how it differs from the one before, and why."""

    text: str
    change: ChangeKind | None
    before: str
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions with what was said to it, the newest first."""

    label: str
    cells: tuple[Cell, ...]


def _show(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.deployments.show(number)
    line, there = view.line, There(view.line.timezone, visit.words)
    schedule, found = desk.check_ins.show(number, visit.now)
    at = visit.query.number("at", 0, most=10_000)
    shown = found[at : at + _BESIDE]
    fields = desk.forms.definition(CHECK_IN).fields
    return visit.show(
        "deployments/checkins.html",
        view=view,
        line=line,
        may=rights(visit),
        schedule=schedule,
        next_there=there.moment(schedule.next_at) if schedule.next_at else "",
        shown=shown,
        total=len(found),
        at=at,
        size=_BESIDE,
        questions=tuple(_question(one, shown, visit.words.language.value, found[-1:]) for one in fields),
        languages=tuple(Language),
        contacts=desk.people.customer(line.customer).contacts,
        today=local_day(visit.now, line.timezone),
    )


def _question(
    field: FieldDefinition, shown: tuple[CheckIn, ...], language: str, oldest: tuple[CheckIn, ...]
) -> Question:
    cells = tuple(_cell(field, one, language, is_first=one in oldest) for one in shown)
    return Question(said(field.labels, language), cells)


def _cell(field: FieldDefinition, one: CheckIn, language: str, *, is_first: bool) -> Cell:
    """What was said; in the very first check-in everything is new, which needs no mark."""
    answer = next((answer for answer in one.answers if answer.field == field.key), None)
    change = next((change for change in one.changes if change.field == field.key), None)
    why = next((why.said for why in one.whys if why.field == field.key), "")
    before = _words(field, change.before if change is not None else None, language)
    kind = change.kind if change is not None and not is_first else None
    return Cell(_words(field, answer.value if answer else None, language), kind, before, why)


def _words(field: FieldDefinition, value: Answerable | None, language: str) -> str:
    return "" if value is None else written(field, value, language)


def _send(visit: Visit, desk: Desk) -> Answer:
    number, form = visit.number(), visit.form
    language = form.maybe_choice("language", Language)
    to = Addressee(form.word("address"), form.word("name"), language.value if language else "")
    sent = desk.check_ins.send(number, to, visit.by, visit.now, lambda work: desk.once(visit.once, work))
    return _back(visit, "check_in_sent", address=sent.line.to_address)


def _schedule(visit: Visit, desk: Desk) -> Answer:
    days, first = visit.form.number("days", least=1, most=3650), visit.form.date("first")
    desk.check_ins.schedule(visit.number(), days, first, visit.by, visit.now)
    return _back(visit, "check_ins_planned", count=days)


def _stop(visit: Visit, desk: Desk) -> Answer:
    desk.check_ins.stop(visit.number(), visit.by, visit.now)
    return _back(visit, "check_ins_stopped")


def _back(visit: Visit, said: str, **values: str | int) -> Answer:
    return visit.see(f"/deployments/{visit.number()}/check-ins", f"deployments.said.{said}", None, **values)
