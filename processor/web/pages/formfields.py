"""The fields of a form as its page shows them: the answer that stands, those before it, and what could not be read."""

from dataclasses import dataclass

from models.vocabulary import AnswerSource, FieldType
from processor.facts.forms import FieldDefinition, FormDefinition
from processor.forms.definitions import said
from processor.forms.written import written
from processor.store.views.forms import AnswerLine, FormView, LeftoverLine

__all__ = ["Filled", "Option", "blank", "filled"]


@dataclass(frozen=True, slots=True)
class Option:
    """One of the words that a field offers: as it is entered, in the form's language, and as it is read here."""

    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with the answer that stands, those before it, and what was written to it that could not be read."""

    field: FieldDefinition
    label: str
    section: str
    value: str
    answer: AnswerLine | None
    before: tuple[tuple[str, AnswerLine], ...]
    unread: tuple[LeftoverLine, ...]
    options: tuple[Option, ...]

    @property
    def tall(self) -> bool:
        """Whether its answer takes several lines."""
        return self.field.type in {FieldType.LONG_TEXT, FieldType.LIST}

    @property
    def by_person(self) -> bool:
        """Whether one of us entered it."""
        return self.answer is not None and self.answer.source is AnswerSource.PERSON


def filled(view: FormView, language: str) -> tuple[Filled, ...]:
    """Every field of the form in order, in the language of whoever reads."""
    sections = {name: said(titles, language) for name, titles in view.definition.sections}
    return tuple(_field(one, view, sections.get(one.section, ""), language) for one in view.definition.fields)


def _field(field: FieldDefinition, view: FormView, section: str, language: str) -> Filled:
    given = [one for one in view.answers if one.field == field.key]
    stands = next((one for one in given if one.stands), None)
    before = tuple((written(field, one.value, language), one) for one in reversed(given) if not one.stands)
    options = _options(field, view.line.language, language)
    unread = tuple(one for one in view.leftovers if one.field == field.key)
    value = written(field, stands.value, language) if stands is not None else ""
    return Filled(field, said(field.labels, language), section, value, stands, before, unread, options)


def blank(definition: FormDefinition, sent_in: str, language: str) -> tuple[Filled, ...]:
    """The fields of a form that is yet to be sent in a language."""
    sections = {name: said(titles, language) for name, titles in definition.sections}
    return tuple(
        Filled(
            one, said(one.labels, language), sections.get(one.section, ""), "", None, (), (),
            _options(one, sent_in, language),
        )
        for one in definition.fields
    )  # fmt: skip


def _options(field: FieldDefinition, sent_in: str, language: str) -> tuple[Option, ...]:
    """What is typed is read in the form's own language."""
    if field.type is FieldType.YES_NO:
        return tuple(Option(written(field, yes, sent_in), written(field, yes, language)) for yes in (True, False))
    return tuple(Option(said(one.labels, sent_in), said(one.labels, language)) for one in field.choices)
