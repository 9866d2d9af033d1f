"""Answers by number whose numbers have slipped: each stands beside the question before or behind its own."""

import re
from collections.abc import Iterable

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold, without_blanks_to_fill
from processor.forms.origin import Origin
from processor.forms.pieces import Piece
from processor.forms.pointing import is_person
from processor.forms.values.contacts import addresses, phones
from processor.forms.values.dates import days_in
from processor.forms.values.found import Value
from processor.forms.values.options import read_choice
from processor.forms.who import is_name
from processor.forms.words import NO, YES

_FEWEST = 2
_NEAR = 2
_KINDS = {
    FieldType.EMAIL: "email",
    FieldType.PHONE: "phone",
    FieldType.NUMBER: "number",
    FieldType.DATE: "date",
    FieldType.YES_NO: "yes_no",
}


def has_slipped(pieces: Iterable[Piece], fields: dict[str, FieldDefinition], language: str) -> bool:
    """Whether two answers or more, placed by their numbers alone, are of a near question's kind and not their own."""
    keys = list(fields)
    slipped = 0
    for piece in pieces:
        if not (piece.number and piece.doubtful and piece.values) or piece.origin is Origin.QUOTE:
            continue
        text = without_blanks_to_fill(" ".join(piece.values)).strip(" .")
        place = piece.number - 1
        near = [keys[at] for at in range(max(0, place - _NEAR), min(len(keys), place + _NEAR + 1)) if at != place]
        kind = _kind(text, fields, [keys[place], *near], language)
        if kind and kind not in _fitting(keys[place], fields) and any(kind in _fitting(key, fields) for key in near):
            slipped += 1
    return slipped >= _FEWEST


def _fitting(key: str, fields: dict[str, FieldDefinition]) -> set[str]:
    field = fields[key]
    if field.type is FieldType.CHOICE:
        return {f"choice of {key}"}
    return {_KINDS.get(field.type, "name" if is_person(key, fields) else "")}


def _kind(text: str, fields: dict[str, FieldDefinition], keys: list[str], language: str) -> str:
    """What a text surely is; empty for words that could answer anything."""
    if len(addresses(text)) == 1 and len(text.split()) == 1:
        return "email"
    if re.fullmatch(r"\d{1,4}", text):
        return "number"
    if len(text.split()) < 6 and days_in(text, language) not in ([], [None]):
        return "date"
    if phones(text) and not any(map(str.isalpha, text)):
        return "phone"
    words = fold(text).split()
    if len(words) == 1 and (words[0] in YES or words[0] in NO):
        return "yes_no"
    for key in keys:
        if fields[key].type is FieldType.CHOICE and isinstance(read_choice(fields[key], text, language), Value):
            return f"choice of {key}"
    return "name" if is_name(text) and len(words) > 1 else ""
