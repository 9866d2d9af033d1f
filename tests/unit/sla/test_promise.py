"""The promise: the whole table of plans and severities, what promises nothing, and a proof that adds up."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from models.vocabulary import Category, Severity, Source, SuccessPlan
from processor.facts.promises import CustomerTerms, PromiseFacts
from processor.sla.promise import NoPromise, Promise, SpanKind, due
from processor.sla.targets import DEFAULT_TARGETS, Rules, Target, parse_target
from tests.unit.sla.calendars import BERLIN, calendar, utc

RULES = Rules(DEFAULT_TARGETS)
MONDAY = utc(2031, 3, 3, 15)
FACTS = PromiseFacts(MONDAY, Source.MAIL, Category.BUG, Severity.HIGH)
WEEK = calendar()
DUE = {
    SuccessPlan.PREMIUM: (utc(2031, 3, 3, 17), utc(2031, 3, 4, 11), utc(2031, 3, 4, 15), utc(2031, 3, 4, 15)),
    SuccessPlan.BASIC: (utc(2031, 3, 4, 11), utc(2031, 3, 4, 15), utc(2031, 3, 5, 15), utc(2031, 3, 5, 15)),
}
"""The table of the domain, counted by hand for a request of Monday 15:00."""


def promised(facts: PromiseFacts, rules: Rules = RULES, days: object = None) -> Promise:
    made = due(facts, rules, calendar() if days is None else days)  # type: ignore[arg-type]
    assert isinstance(made, Promise)
    return made


@pytest.mark.parametrize(("plan", "severity"), list(product(DUE, Severity)))
def test_every_plan_and_severity(plan: SuccessPlan, severity: Severity) -> None:
    facts = replace(FACTS, severity=severity, terms=CustomerTerms(plan=plan))
    made = promised(facts)
    assert made.due_at == DUE[plan][severity - 1]
    assert (made.plan, made.severity, made.judged) == (plan, severity, True)


@pytest.mark.parametrize("plan", [SuccessPlan.PREMIUM, SuccessPlan.BASIC])
def test_a_graver_one_is_never_due_later(plan: SuccessPlan) -> None:
    dues = [promised(replace(FACTS, severity=one, terms=CustomerTerms(plan=plan))).due_at for one in Severity]
    assert dues == sorted(dues)


def test_without_a_plan_the_settings_say_which() -> None:
    assert promised(FACTS).plan is SuccessPlan.BASIC
    assert promised(FACTS, replace(RULES, plan=SuccessPlan.PREMIUM)).plan is SuccessPlan.PREMIUM


def test_until_somebody_judges_it_counts_as_urgent() -> None:
    made = promised(replace(FACTS, severity=None, category=None))
    assert (made.severity, made.judged) == (Severity.URGENT, False)
    assert made.due_at == DUE[SuccessPlan.BASIC][1]
    assert promised(replace(FACTS, severity=None), replace(RULES, unjudged=Severity.CRITICAL)).due_at == utc(
        2031, 3, 4, 11
    )


@pytest.mark.parametrize(
    ("facts", "rules", "why"),
    [
        (replace(FACTS, category=Category.NOT_A_REQUEST), RULES, "not a request"),
        (replace(FACTS, source=Source.DEPLOYMENT), RULES, "our own work"),
        (replace(FACTS, terms=CustomerTerms(plan=SuccessPlan.NONE)), RULES, "no first answer is promised"),
        (FACTS, replace(RULES, plan=SuccessPlan.NONE), "no first answer is promised"),
    ],
)
def test_what_promises_nothing_says_why(facts: PromiseFacts, rules: Rules, why: str) -> None:
    made = due(facts, rules, WEEK)
    assert isinstance(made, NoPromise)
    assert why in made.why


@pytest.mark.parametrize("source", [Source.MAIL, Source.MEETING, Source.PHONE, Source.COMPLETION])
def test_however_a_request_came_it_is_promised_an_answer(source: Source) -> None:
    assert promised(replace(FACTS, source=source)).due_at == DUE[SuccessPlan.BASIC][2]


def test_round_the_clock_is_for_critical_alone_and_off_by_default() -> None:
    saturday = replace(FACTS, opened_at=utc(2031, 3, 8, 3), severity=Severity.CRITICAL)
    assert promised(saturday).due_at == utc(2031, 3, 10, 13)
    always = replace(RULES, round_the_clock=True)
    made = promised(saturday, always)
    assert made.due_at == utc(2031, 3, 8, 7)
    assert made.round_the_clock
    assert made.counted == timedelta(hours=4)
    assert promised(replace(saturday, severity=Severity.URGENT), always).due_at == utc(2031, 3, 11, 9)


def test_the_proof_lies_end_to_end_and_tells_why_time_does_not_count() -> None:
    days = calendar(zone=BERLIN, d2031_03_04="")
    made = promised(replace(FACTS, severity=Severity.CRITICAL, opened_at=utc(2031, 2, 28, 15)), days=days)
    kinds = [(span.kind, span.length) for span in made.spans]
    assert kinds == [
        (SpanKind.COUNTED, timedelta(hours=1)),
        (SpanKind.OUT_OF_HOURS, timedelta(hours=7)),
        (SpanKind.DAY_OFF, timedelta(hours=24)),
        (SpanKind.DAY_OFF, timedelta(hours=24)),
        (SpanKind.OUT_OF_HOURS, timedelta(hours=9)),
        (SpanKind.COUNTED, timedelta(hours=3)),
    ]
    assert made.spans[0].start == made.opened_at
    assert made.spans[-1].end == made.due_at
    assert all(one.end == other.start for one, other in zip(made.spans, made.spans[1:], strict=False))
    assert made.counted == timedelta(hours=4)
    holiday = promised(replace(FACTS, opened_at=utc(2031, 3, 3, 15), severity=Severity.CRITICAL), days=days)
    assert [span.name for span in holiday.spans if span.kind is SpanKind.HOLIDAY] == ["special 2031-03-04"]


@pytest.mark.parametrize(
    ("text", "target"), [("4h", Target(hours=4)), (" 2D ", Target(days=2)), ("16 h", Target(hours=16))]
)
def test_targets_are_read(text: str, target: Target) -> None:
    assert parse_target(text) == target
    assert parse_target(target.written) == target


@pytest.mark.parametrize("text", ["", "0h", "4", "h", "4w", "-4h", "4.5h"])
def test_no_target_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no target"):
        parse_target(text)
