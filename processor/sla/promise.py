"""The promise of a first answer: when it is due, and how that was counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.vocabulary import Category, Severity, Source, SuccessPlan
from processor.facts.promises import PromiseFacts
from processor.sla.business import add_business, add_business_days
from processor.sla.calendar import Calendar, windows
from processor.sla.localtime import local_day, start_of
from processor.sla.targets import Rules, Target

_DAY = timedelta(days=1)


class SpanKind(StrEnum):
    """Whether a span of time counts, and if not, why."""

    COUNTED = "counted"
    OUT_OF_HOURS = "out_of_hours"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """One piece of the time between opening and due moment; `name` is the holiday's."""

    kind: SpanKind
    start: datetime
    end: datetime
    name: str = ""

    @property
    def length(self) -> timedelta:
        """How long it really lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Promise:
    """When a first answer is due, and what that rests on.

    `judged` is whether `severity` was somebody's judgement, or what a request counts as until then. `spans` lie end to
    end from `opened_at` to `due_at`.
    """

    opened_at: datetime
    due_at: datetime
    plan: SuccessPlan
    severity: Severity
    judged: bool
    target: Target
    round_the_clock: bool
    spans: tuple[TimeSpan, ...]

    @property
    def counted(self) -> timedelta:
        """The business time from opening to due moment."""
        return sum((span.length for span in self.spans if span.kind is SpanKind.COUNTED), timedelta())


@dataclass(frozen=True, slots=True)
class NoPromise:
    """Nothing is due, and the sentence that says why."""

    why: str


def due(facts: PromiseFacts, rules: Rules, calendar: Calendar) -> Promise | NoPromise:
    """When the first answer to this request is due; the calendar is the customer's.

    Raises Refused for a calendar that is never open.
    """
    why = _why_none(facts, rules)
    if why:
        return NoPromise(why)
    plan = facts.terms.plan or rules.plan
    severity = facts.severity or rules.unjudged
    target = rules.targets[plan, severity]
    always = rules.round_the_clock and severity is Severity.CRITICAL
    start = facts.opened_at
    if always:
        due_at = start + target.amount
        spans: tuple[TimeSpan, ...] = (TimeSpan(SpanKind.COUNTED, start, due_at),)
    else:
        due_at = _due_at(start, target, calendar)
        spans = tuple(spans_between(start, due_at, calendar))
    return Promise(start, due_at, plan, severity, facts.severity is not None, target, always, spans)


def _due_at(start: datetime, target: Target, calendar: Calendar) -> datetime:
    if target.days:
        return add_business_days(start, target.days, calendar)
    return add_business(start, timedelta(hours=target.hours), calendar)


def _why_none(facts: PromiseFacts, rules: Rules) -> str:
    if facts.source is Source.DEPLOYMENT:
        return "it is our own work on a deployment: nobody asked for an answer"
    if facts.category is Category.NOT_A_REQUEST:
        return "it is not a request"
    if (facts.terms.plan or rules.plan) is SuccessPlan.NONE:
        return "no first answer is promised to this customer"
    return ""


def spans_between(start: datetime, end: datetime, calendar: Calendar) -> Iterator[TimeSpan]:
    """All time between two moments, end to end: what counts, and what does not with the reason, day by day."""
    reached = start
    for window in windows(calendar, start):
        if window.start >= end:
            break
        yield from _closed(reached, max(window.start, start), calendar)
        reached = min(window.end, end)
        yield TimeSpan(SpanKind.COUNTED, max(window.start, start), reached)
    yield from _closed(reached, end, calendar)


def _closed(start: datetime, end: datetime, calendar: Calendar) -> Iterator[TimeSpan]:
    while start < end:
        day = local_day(start, calendar.zone)
        until = min(end, start_of(day + _DAY, calendar.zone))
        special = calendar.special.get(day)
        if calendar.spans(day):
            yield TimeSpan(SpanKind.OUT_OF_HOURS, start, until)
        elif special is not None:
            yield TimeSpan(SpanKind.HOLIDAY, start, until, special.name)
        else:
            yield TimeSpan(SpanKind.DAY_OFF, start, until)
        start = until
