"""A form in the words of one language: what mails and PDFs show, and the plain text that replies quote.

The plain text is made here, beside reading, since the two must agree on labels, numbers and blanks to fill in.
"""

from itertools import groupby
from textwrap import wrap
from typing import Final

from models.vocabulary import FieldType
from processor.facts.forms import (
    Answer,
    Condition,
    FieldDefinition,
    FormDefinition,
    FormToFill,
    ShownField,
    ShownSection,
    Unreadable,
)
from processor.forms.definitions import said
from processor.forms.written import written

BLANK: Final = "____"
"""What is to be written on."""

_WIDE: Final = 66
_INDENT: Final = "   "
_MOST_SAID: Final = 300
_WORDS: Final = {
    "en": {
        "one_of": "one of: ",
        "date": "a date, like 24 March 2031",
        "number": "a number",
        "email": "an e-mail address",
        "phone": "a telephone number with its country code",
        "list": "several answers: one on each line",
        "only_if": "only if “{label}” is “{answer}”",
        "optional": "may stay empty",
        "you_wrote": "You wrote: “{said}”.",
    },
    "ru": {
        "one_of": "один из вариантов: ",
        "date": "дата, например 24 марта 2031",
        "number": "число",
        "email": "адрес электронной почты",
        "phone": "номер телефона с кодом страны",
        "list": "если ответов несколько: каждый с новой строки",
        "only_if": "только если «{label}»: «{answer}»",
        "optional": "можно не заполнять",
        "you_wrote": "Вы написали: «{said}».",
    },
    "de": {
        "one_of": "eines von: ",
        "date": "ein Datum, zum Beispiel 24. März 2031",
        "number": "eine Zahl",
        "email": "eine E-Mail-Adresse",
        "phone": "eine Telefonnummer mit Landesvorwahl",
        "list": "mehrere Antworten: jede in eine eigene Zeile",
        "only_if": "nur wenn „{label}“ „{answer}“ ist",
        "optional": "darf leer bleiben",
        "you_wrote": "Sie schrieben: „{said}“.",
    },
}


def shown(to_fill: FormToFill, language: str) -> tuple[ShownSection, ...]:
    """The fields that are asked, by section, with what stands in them; one whose condition can't hold is left out."""
    definition = to_fill.definition
    answers = {one.field: one for one in to_fill.answers}
    problems = {one.field: one for one in to_fill.unreadable}
    titles = {key: said(labels, language) for key, labels in definition.sections}
    asked = [
        (field.section, _field(definition, number, field, answers.get(field.key), problems.get(field.key), language))
        for number, field in enumerate(definition.fields, 1)
        if (not to_fill.asked or field.key in to_fill.asked) and may_apply(field.condition, answers)
    ]
    return tuple(
        ShownSection(titles.get(section, ""), tuple(field for _, field in group))
        for section, group in groupby(asked, key=lambda pair: pair[0])
    )


def plain(to_fill: FormToFill, language: str) -> str:
    """The fields as plain text: `3) Superuser: ____`, hints below in brackets, no line wider than 66."""
    words = _words(language)
    lines: list[str] = []
    for section in shown(to_fill, language):
        if section.title:
            lines += ["", f"== {section.title} =="]
        for field in section.fields:
            lines += ["", *_plain_field(field, words)]
    return "\n".join(lines).strip("\n") + "\n"


def hints(definition: FormDefinition, language: str) -> dict[str, str]:
    """What stands below each label in one language, by field: without brackets, on one line."""
    return {field.key: field.hint for section in shown(FormToFill(definition), language) for field in section.fields}


def may_apply(condition: Condition | None, answers: dict[str, Answer]) -> bool:
    """Whether a condition holds, or can't be told yet."""
    if condition is None or condition.field not in answers:
        return True
    value = answers[condition.field].value
    if isinstance(value, bool):
        return condition.is_ == ("yes" if value else "no")
    return value == condition.is_


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["en"])


def _field(
    definition: FormDefinition,
    number: int,
    field: FieldDefinition,
    answer: Answer | None,
    problem: Unreadable | None,
    language: str,
) -> ShownField:
    options = tuple((one.key, said(one.labels, language)) for one in field.choices)
    if field.type is FieldType.YES_NO:
        options = tuple((key, written(field, key == "yes", language)) for key in ("yes", "no"))
    return ShownField(
        key=field.key,
        number=number,
        label=said(field.labels, language),
        kind=field.type,
        required=field.required,
        hint=_hint(definition, field, options, language),
        options=options,
        value=written(field, answer.value, language) if answer is not None and problem is None else "",
        said="" if problem is None else _shortened(problem.said),
        why="" if problem is None else problem.why,
    )


def _hint(
    definition: FormDefinition, field: FieldDefinition, options: tuple[tuple[str, str], ...], language: str
) -> str:
    words = _words(language)
    hints = [said(field.help, language).rstrip(".")]
    hints.append(words["one_of"] + " / ".join(word for _, word in options) if options else words.get(field.type, ""))
    hints.append(_only_if(definition, field.condition, language))
    hints.append("" if field.required else words["optional"])
    return "; ".join(hint for hint in hints if hint)


def _only_if(definition: FormDefinition, condition: Condition | None, language: str) -> str:
    other = next((one for one in definition.fields if condition is not None and one.key == condition.field), None)
    if condition is None or other is None:
        return ""
    value = condition.is_ == "yes" if other.type is FieldType.YES_NO else condition.is_
    label, answer = said(other.labels, language), written(other, value, language)
    return _words(language)["only_if"].format(label=label, answer=answer)


def _plain_field(field: ShownField, words: dict[str, str]) -> list[str]:
    mark = "" if field.label.endswith("?") else ":"
    head = f"{field.number}) {field.label}{mark}"
    values = field.value.splitlines() or [BLANK]
    if len(values) == 1 and not field.tall and len(f"{head} {values[0]}") <= _WIDE:
        lines = [f"{head} {values[0]}"]
    else:
        items = [f"- {value}" for value in values] if len(values) > 1 else values
        lines = [*wrap(head, _WIDE, subsequent_indent=_INDENT), *(f"{_INDENT}{item}" for item in items)]
    problem = f"{words['you_wrote'].format(said=field.said)} {field.why}" if field.why else ""
    hint = f"({field.hint})" if field.hint else ""
    for text in (problem, hint):
        lines += wrap(text, _WIDE, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return lines


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SAID else line[: _MOST_SAID - 1] + "…"
