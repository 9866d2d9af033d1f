"""Answers of a check-in beside those of the one before, and which of them to ask why about."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from models.vocabulary import FormState, TimerKind
from processor.effects.deployments import PlanTimer
from processor.facts.forms import Answer, Answerable, FormDefinition, FormFacts
from processor.forms.definitions import versioned
from processor.forms.folding import fold

WHY: Final = "why_"
"""A field of the follow-up is named after the one that it asks about."""

CHECK_IN: Final = "check_in"
CHECK_IN_WHY: Final = "check_in_why"
"""The names of the form with the five questions, and of the one that asks why."""

_ALIKE: Final = 0.8


class ChangeKind(StrEnum):
    """How an answer differs from the one before."""

    FIRST = "first"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is new, other than before, or not given any more; None where there is none."""

    field: str
    kind: ChangeKind
    before: Answerable | None
    now: Answerable | None


def ask_why(form: FormFacts, after: FormState, now: datetime) -> tuple[PlanTimer, ...]:
    """The timer by which a check-in that is answered is compared with the one before, and asked why about; else none.

    It rings once a check-in. Its form goes out with a PDF, which takes time that no transaction has.
    """
    if form.definition.name != CHECK_IN or after is not FormState.ANSWERED or not form.deployment_id:
        return ()
    return (PlanTimer(form.deployment_id, TimerKind.CHECK_IN, now, form.form_id),)


def changes(previous: tuple[Answer, ...], now: tuple[Answer, ...]) -> tuple[Change, ...]:
    """What is not as it was, in the order of the answers now; the same said in a few other words is no change."""
    old = {one.field: one.value for one in previous}
    new = {one.field: one.value for one in now}
    found: list[Change] = []
    for key, value in new.items():
        if key not in old:
            found.append(Change(key, ChangeKind.FIRST, None, value))
        elif not _alike(old[key], value):
            found.append(Change(key, ChangeKind.CHANGED, old[key], value))
    found += [Change(key, ChangeKind.GONE, value, None) for key, value in old.items() if key not in new]
    return tuple(found)


def follow_up(definition: FormDefinition, found: tuple[Change, ...]) -> tuple[str, ...]:
    """The keys of the follow-up's fields to ask, in its order: of what is said for the first time, or has changed."""
    told = {f"{WHY}{change.field}" for change in found if change.kind is not ChangeKind.GONE}
    return tuple(field.key for field in definition.fields if field.key in told)


def narrowed(definition: FormDefinition, keys: tuple[str, ...]) -> FormDefinition:
    """The form with these fields only, all of them required. Raises ValueError for none."""
    fields = tuple(replace(one, required=True, condition=None) for one in definition.fields if one.key in keys)
    if not fields:
        raise ValueError(f"none of {', '.join(keys) or 'no keys'} is a field of {definition.name}")
    return versioned(replace(definition, fields=fields))


def _alike(one: Answerable, other: Answerable) -> bool:
    """Whether two answers say the same, their words compared without order, case and punctuation."""
    if not isinstance(one, str | tuple) or not isinstance(other, str | tuple):
        return one == other
    first, second = (set(_words(value)) for value in (one, other))
    union = first | second
    return not union or len(first & second) / len(union) >= _ALIKE


def _words(value: str | tuple[str, ...]) -> list[str]:
    """All words of an answer, folded."""
    texts = value if isinstance(value, tuple) else tuple(value.splitlines())
    return [word for text in texts for word in fold(text).split()]
