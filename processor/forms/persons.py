"""One line about one person: a name, an e-mail address and a telephone number, for the fields that ask for each."""

import re
from collections.abc import Iterator

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import collapse
from processor.forms.values.contacts import addresses, phones

_WORDS_BETWEEN = re.compile(
    r"(?:\b(?:e-?mail|mail|tel(?:efon)?|phone|mobile?|handy|mob|телефон|тел|моб|почта)\b\.?\s*:?)", re.I
)
_EMPTY = re.compile(r"[<(\[]\s*(?:mailto:)?\s*[>)\]]|mailto:")
_TRIM = " \t\n,;:/|–—-<>()"


def parted(
    fields: dict[str, FieldDefinition], key: str, lines: tuple[str, ...]
) -> Iterator[tuple[FieldDefinition, tuple[str, ...]]]:
    """The field with its lines; where it asks for a name and others for the same person's address or number
    (`KEY_email`, `KEY_phone`), each with its own part of them."""
    field = fields[key]
    stem = key.removesuffix("_name")
    email, phone = fields.get(f"{stem}_email"), fields.get(f"{stem}_phone")
    text = "\n".join(lines)
    found = addresses(text) if email is not None and field.type is FieldType.TEXT else []
    numbers = phones(_without(text, addresses(text))) if phone is not None and field.type is FieldType.TEXT else []
    rest = _rest(text, found, [one[0] for one in numbers])
    if not (found or numbers):
        yield field, lines
        return
    if any(map(str.isalpha, rest)):
        yield field, (rest,)
    if email is not None and found:
        yield email, (" ".join(found),)
    if phone is not None and numbers:
        yield phone, (", ".join(one[0] for one in numbers),)


def _rest(text: str, found: list[str], numbers: list[str]) -> str:
    left = _EMPTY.sub(" ", _WORDS_BETWEEN.sub(" ", _without(text, [*found, *numbers])))
    parts = [part.strip(_TRIM) for part in re.split(r"[,;|\n]", left)]
    return collapse(", ".join(part for part in parts if part)).strip(_TRIM)


def _without(text: str, pieces: list[str]) -> str:
    for piece in pieces:
        text = re.sub(re.escape(piece), " ", text, flags=re.IGNORECASE)
    return text
