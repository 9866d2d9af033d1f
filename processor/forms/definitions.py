"""A form's definition: from the text of its TOML file to a FormDefinition, to canonical bytes, and back from them."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from models.vocabulary import FieldType
from processor.errors import SettingsError
from processor.facts.forms import Choice, Condition, FieldDefinition, FormDefinition
from processor.forms.folding import fold
from processor.forms.tables import Labels, Table

LONGEST: Final = 65_536
MOST_FIELDS: Final = 60
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FORM_KEYS = ("name", "title", "intro", "signed", "sections", "field")
_FIELD_KEYS = ("key", "type", "label", "help", "required", "section", "also", "choices", "when")


def read_definition(text: str, source: str) -> FormDefinition:
    """The form that this TOML text defines; `source` is the file's name, for the errors.

    Raises SettingsError, which names the file, the key and what to write there.
    """
    if len(text) > LONGEST:
        raise SettingsError(f"{source}: a form's definition is at most {LONGEST} characters long: split the form")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{source}: this is not TOML ({error}): correct that place") from error
    table = Table(source, "", values)
    table.only(_FORM_KEYS)
    titles = table.labels("title", None)
    assert titles is not None
    languages = tuple(language for language, _ in titles)
    sections = _sections(table, languages)
    fields = _fields(table, languages, frozenset(key for key, _ in sections))
    definition = FormDefinition(
        name=table.name("name", _NAME),
        version="",
        titles=titles,
        intro=table.labels("intro", languages, needed=False) or (),
        fields=fields,
        sections=sections,
        signed=table.switch("signed", False),
    )
    _check_labels(source, definition, languages)
    return versioned(definition)


def canonical(definition: FormDefinition) -> bytes:
    """The bytes that stand for a definition, whatever its file looked like: JSON, sorted keys, without the version."""
    values = asdict(definition)
    del values["version"]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_canonical(data: bytes) -> FormDefinition:
    """The definition that `canonical` gave these bytes for. Raises KeyError or ValueError for any others."""
    values = json.loads(data)
    return FormDefinition(
        name=values["name"],
        version=hashlib.sha256(data).hexdigest(),
        titles=_pairs(values["titles"]),
        intro=_pairs(values["intro"]),
        fields=tuple(_stored_field(one) for one in values["fields"]),
        sections=tuple((key, _pairs(labels)) for key, labels in values["sections"]),
        signed=bool(values["signed"]),
    )


def versioned(definition: FormDefinition) -> FormDefinition:
    """The definition with its version: the SHA-256 of its canonical bytes."""
    return replace(definition, version=hashlib.sha256(canonical(definition)).hexdigest())


def said(labels: Labels, language: str) -> str:
    """The words in this language, else in English, else in the first one that there is; empty where there are none."""
    found = dict(labels)
    return found.get(language) or found.get("en") or (labels[0][1] if labels else "")


def _stored_field(values: Mapping[str, Any]) -> FieldDefinition:
    condition = values["condition"]
    return FieldDefinition(
        key=values["key"],
        type=FieldType(values["type"]),
        labels=_pairs(values["labels"]),
        help=_pairs(values["help"]),
        required=values["required"],
        choices=tuple(
            Choice(one["key"], _pairs(one["labels"]), tuple(one.get("also", ()))) for one in values["choices"]
        ),
        condition=None if condition is None else Condition(condition["field"], condition["is_"]),
        section=values["section"],
        also=tuple(values["also"]),
    )


def _pairs(values: list[list[str]]) -> Labels:
    return tuple((language, text) for language, text in values)


def _sections(table: Table, languages: tuple[str, ...]) -> tuple[tuple[str, Labels], ...]:
    found = table.table("sections")
    if found is None:
        return ()
    return tuple((key, found.labels(key, languages) or ()) for key in found.values)


def _fields(table: Table, languages: tuple[str, ...], sections: frozenset[str]) -> tuple[FieldDefinition, ...]:
    tables = table.tables("field")
    if not 0 < len(tables) <= MOST_FIELDS:
        raise table.wrong(
            "field", f"a form has 1 to {MOST_FIELDS} fields, here are {len(tables)}: add [[field]] tables"
        )
    fields: list[FieldDefinition] = []
    for one in tables:
        field = _field(one, languages)
        if any(other.key == field.key for other in fields):
            raise one.wrong("key", f'"{field.key}" is the key of another field: give each its own')
        if field.section and field.section not in sections:
            raise one.wrong("section", f'"{field.section}" has no title: add it to [sections]')
        _check_condition(one, field, fields)
        fields.append(field)
    return tuple(fields)


def _field(table: Table, languages: tuple[str, ...]) -> FieldDefinition:
    table.only(_FIELD_KEYS)
    kinds = [kind.value for kind in FieldType]
    kind = table.text("type")
    if kind not in kinds:
        raise table.wrong("type", f'"{kind}" is no type: use one of {", ".join(kinds)}')
    choices = tuple(_choice(one, languages) for one in table.tables("choices"))
    if (kind == FieldType.CHOICE) != (len(choices) > 1):
        raise table.wrong("choices", "a field of type choice has two or more of them, any other field none")
    if len({choice.key for choice in choices}) < len(choices):
        raise table.wrong("choices", "two of them have the same key: give each its own")
    when = table.table("when")
    return FieldDefinition(
        key=table.name("key", _NAME),
        type=FieldType(kind),
        labels=table.labels("label", languages) or (),
        help=table.labels("help", languages, needed=False) or (),
        required=table.switch("required", True),
        choices=choices,
        condition=None if when is None else Condition(when.text("field"), when.text("is")),
        section=table.text("section", ""),
        also=table.texts("also"),
    )


def _choice(table: Table, languages: tuple[str, ...]) -> Choice:
    table.only(("key", "label", "also"))
    return Choice(table.name("key", _NAME), table.labels("label", languages) or (), table.texts("also"))


def _check_condition(table: Table, field: FieldDefinition, before: list[FieldDefinition]) -> None:
    """A condition names an earlier field that has few answers, and one of them."""
    if field.condition is None:
        return
    other = next((one for one in before if one.key == field.condition.field), None)
    if other is None:
        raise table.wrong("when", f'"{field.condition.field}" is no field above this one: name one that is')
    answers = ("yes", "no") if other.type is FieldType.YES_NO else tuple(one.key for one in other.choices)
    if field.condition.is_ not in answers:
        offered = ", ".join(answers) or "none: let it depend on a field of type yes_no or choice"
        raise table.wrong("when", f'"{field.condition.is_}" is no answer of "{other.key}": use one of {offered}')


def _check_labels(source: str, definition: FormDefinition, languages: tuple[str, ...]) -> None:
    """Labels that fold alike could not be told apart in a reply."""
    for language in languages:
        seen: dict[str, str] = {}
        for field in definition.fields:
            words = fold(said(field.labels, language))
            if words in seen:
                raise SettingsError(
                    f'{source}: field "{field.key}": label.{language} reads like that of "{seen[words]}": '
                    "a reply could not tell them apart, so change one"
                )
            seen[words] = field.key
