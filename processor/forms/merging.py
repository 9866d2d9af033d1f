"""Answers of several replies put together: the newest word to a field counts, and what is still open."""

from models.vocabulary import FormState
from processor.facts.forms import Answer, FieldDefinition, FormDefinition, FormReading, Unreadable


def applies(field: FieldDefinition, answers: tuple[Answer, ...]) -> bool:
    """Whether a field is asked: it has no condition, or its condition holds by these answers."""
    if field.condition is None:
        return True
    value = next((answer.value for answer in answers if answer.field == field.condition.field), None)
    if isinstance(value, bool):
        return field.condition.is_ == ("yes" if value else "no")
    return value is not None and value == field.condition.is_


def missing(definition: FormDefinition, answers: tuple[Answer, ...]) -> tuple[FieldDefinition, ...]:
    """The required fields that have no answer, in the form's order. One whose condition does not hold is not asked."""
    answered = {answer.field for answer in answers}
    return tuple(
        field for field in definition.fields if field.required and field.key not in answered and applies(field, answers)
    )


def merge(definition: FormDefinition, before: tuple[Answer, ...], now: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The answers that stand after a reply, in the form's order: what it answers replaces what stood."""
    standing = {answer.field: answer for answer in before}
    standing |= {answer.field: answer for answer in now}
    return tuple(standing[field.key] for field in definition.fields if field.key in standing)


def problems(before: tuple[Unreadable, ...], reading: FormReading) -> tuple[Unreadable, ...]:
    """What could not be read and was not answered since, the newest word about each field."""
    answered = {answer.field for answer in reading.answers}
    found = {one.field: one for one in before if one.field not in answered}
    found |= {one.field: one for one in (*reading.unreadable, *reading.conflicts)}
    return tuple(found.values())


def to_ask(definition: FormDefinition, answers: tuple[Answer, ...], unread: tuple[Unreadable, ...]) -> tuple[str, ...]:
    """The keys of the fields that are asked again, in the form's order: missing, unreadable, or contradictory.

    One that stands answered and was contradicted is asked again too, since nobody knows which word counts.
    """
    open_ = {field.key for field in missing(definition, answers)} | {one.field for one in unread}
    return tuple(field.key for field in definition.fields if field.key in open_ and applies(field, answers))


def state_of(asked: tuple[str, ...], signed: bool) -> FormState:
    """Where a form stands whose fields `asked` are still open; a signed one goes on to be approved."""
    if asked:
        return FormState.PARTIAL
    return FormState.TO_SIGN if signed else FormState.ANSWERED
