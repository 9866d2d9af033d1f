"""A form's definition and its answers as JSON and back: dates and numbers stay what they are."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from models.vocabulary import FieldType
from processor.facts.forms import Answerable, Choice, Condition, FieldDefinition, FormDefinition

Texts = tuple[tuple[str, str], ...]


def definition_to_json(definition: FormDefinition) -> dict[str, Any]:
    """The definition in types that JSON has."""
    return {
        "name": definition.name,
        "version": definition.version,
        "titles": _pairs(definition.titles),
        "intro": _pairs(definition.intro),
        "sections": [[key, _pairs(titles)] for key, titles in definition.sections],
        "signed": definition.signed,
        "fields": [_field_to_json(one) for one in definition.fields],
    }


def definition_from_json(data: Mapping[str, Any]) -> FormDefinition:
    """The definition that `definition_to_json` wrote."""
    return FormDefinition(
        name=data["name"],
        version=data["version"],
        titles=_texts(data["titles"]),
        intro=_texts(data["intro"]),
        fields=tuple(_field_from_json(one) for one in data["fields"]),
        sections=tuple((key, _texts(titles)) for key, titles in data["sections"]),
        signed=data["signed"],
    )


def value_to_json(value: Answerable) -> Any:
    """An answer's value in types that JSON has; what JSON has no type for is named."""
    match value:
        case bool() | str():
            return value
        case date():
            return {"date": value.isoformat()}
        case Decimal():
            return {"number": str(value)}
        case tuple():
            return list(value)
        case _:
            assert_never(value)


def value_from_json(data: Any) -> Answerable:
    """The value that `value_to_json` wrote."""
    if isinstance(data, list):
        return tuple(str(one) for one in data)
    if isinstance(data, dict):
        return date.fromisoformat(data["date"]) if "date" in data else Decimal(data["number"])
    return data if isinstance(data, bool) else str(data)


def _field_to_json(field: FieldDefinition) -> dict[str, Any]:
    return {
        "key": field.key,
        "type": field.type.value,
        "labels": _pairs(field.labels),
        "help": _pairs(field.help),
        "required": field.required,
        "choices": [[one.key, _pairs(one.labels), list(one.also)] for one in field.choices],
        "condition": None if field.condition is None else [field.condition.field, field.condition.is_],
        "section": field.section,
        "also": list(field.also),
    }


def _field_from_json(data: Mapping[str, Any]) -> FieldDefinition:
    return FieldDefinition(
        key=data["key"],
        type=FieldType(data["type"]),
        labels=_texts(data["labels"]),
        help=_texts(data["help"]),
        required=data["required"],
        choices=tuple(_choice(*one) for one in data["choices"]),
        condition=None if data["condition"] is None else Condition(*data["condition"]),
        section=data["section"],
        also=tuple(data["also"]),
    )


def _choice(key: str, labels: Sequence[Sequence[str]], also: Sequence[str] = ()) -> Choice:
    """A choice as it was stored; one of before has no other words."""
    return Choice(key, _texts(labels), tuple(also))


def _pairs(texts: Texts) -> list[list[str]]:
    return [list(one) for one in texts]


def _texts(data: Sequence[Sequence[str]]) -> Texts:
    return tuple((language, text) for language, text in data)
