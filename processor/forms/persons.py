"""One line about one person: a name, an e-mail address and a telephone number, for the fields that ask for each."""

import re
from collections.abc import Iterator

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import collapse, fold
from processor.forms.personal import without_promises
from processor.forms.products import is_system
from processor.forms.values.contacts import addresses, phones
from processor.forms.values.found import Value
from processor.forms.values.spelt import spelt_number
from processor.forms.values.texts import read_list

_WORDS_BETWEEN = re.compile(
    r"(?:\b(?:(?:his|her|their|its|my|ihre?|seine?|deren|meine?|её|ее|его|их|моя|мой)\s+)?(?:e-?mail|mail|tel(?:efon)?|phone|mobile?|handy|mob|телефон|тел|моб|почта)\b\.?\s*:?)",
    re.I,
)
_NAMES = re.compile(
    r"(\d{1,3}|[^\W\d]+)(?:\s+(?:queues?|warteschlangen?|schlangen?|очеред\w*))?"
    r"(?:\s*[(:–—-]\s*|\s*,\s*(?:namely|und zwar|nämlich|а именно)\s*:?\s*|\s+(?:und zwar"
    r"|nämlich|namely|а именно)\s*:?\s*)"
    r"(?:und\s+zwar\s+|namely\s+)?(\D+)"
)
_NAMES_ALONE = re.compile(r"[A-ZÄÖÜА-ЯЁ][\w&-]*(?:\s[\w&-]+)?(?:\s*[,;/]\s*[A-ZÄÖÜА-ЯЁ][\w&-]*(?:\s[\w&-]+)?){1,14}")
"""Names where a number was asked for: how many there are is asked again."""
_YES_THING = re.compile(r"(?:yes|ja|да|ok|ready|fertig|готов\w*)\s*[,;:(–—-]+\s*([^()]+)\)?\W*$", re.IGNORECASE)
_EMPTY = re.compile(r"[<(\[]\s*(?:mailto:)?\s*[>)\]]|mailto:")
_EXTENSIONS = re.compile(r"\([^()]*\b(?:ext|durchwahl|nebenstelle|apparat|доб)\w*\.?\s*\d[^()]*\)", re.IGNORECASE)
_OWN_ADDRESS = re.compile(
    r"\s*[,;(–—-]\s*(?:(?:my|meine|моя|мой)\s+)?(?:(?:e-?mail|mail|address|adresse|почта|адрес)\s*[:–—-]?\s*)?"
    r"(?P<way>(?:via\s+|at\s+|unter\s+)?(?:this\s+(?:address|e-?mail|one)|diese\s+(?:adresse|e-?mail(?:adresse)?|mail)(?:\s+hier)?"
    r"|эт(?:а|от)\s+же|эт(?:а|от)\s+(?:адрес|почта)))\s*\)?\W*$",
    re.IGNORECASE,
)
"""Behind a name: the address that the mail comes from."""
_TRIM = " \t\n,;:/|–—-<>()"


def parted(
    fields: dict[str, FieldDefinition], key: str, lines: tuple[str, ...]
) -> Iterator[tuple[FieldDefinition, tuple[str, ...]]]:
    """The field with its lines; where it asks for a name and others for the same person's address or number
    (`KEY_email`, `KEY_phone`), each with its own part of them."""
    field = fields[key]
    beside = list(_beside(field, fields, lines))
    if beside:
        counted = _NAMES.match(collapse(" ".join(lines))) if field.type is FieldType.NUMBER else None
        yield field, lines if counted is None else (counted[1],)
        yield from beside
        return
    own = _OWN_ADDRESS.search(collapse(" ".join(lines))) if field.type is FieldType.TEXT else None
    if own is not None and f"{key}_email" in fields and "@" not in " ".join(lines):
        yield field, (collapse(" ".join(lines))[: own.start()],)
        yield fields[f"{key}_email"], (own["way"],)
        return
    if field.type is FieldType.TEXT and f"{key}_email" in fields:
        name, promised = without_promises(" ".join(lines))
        if promised and name and "@" not in name:
            yield field, (name,)
            if any(re.search(r"mail|почт", one, re.IGNORECASE) for one in promised):
                yield fields[f"{key}_email"], tuple(promised)
            return
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


def _beside(
    field: FieldDefinition, fields: dict[str, FieldDefinition], lines: tuple[str, ...]
) -> Iterator[tuple[FieldDefinition, tuple[str, ...]]]:
    """What stands beside an answer and answers a kindred field: "2 (Orders and Service)", "VPN, through edv@…".

    The names beside a number (`Xs` and `X_names`) are taken only where there are as many of them as it says.
    """
    text = collapse(" ".join(lines))
    if field.type is FieldType.NUMBER:
        named = fields.get(f"{field.key.removesuffix('s')}_names")
        found = _NAMES.match(text) if named is not None and named.type is FieldType.LIST else None
        if named is not None and found is not None:
            items, count = read_list((found[2].strip(" ()."),), ""), spelt_number(fold(found[1]))
            number = int(found[1]) if found[1].isdigit() else count[0] if count is not None else -1
            if isinstance(items, Value) and isinstance(items.value, tuple) and len(items.value) == number > 0:
                yield named, (found[2].strip(" ()."),)
        elif named is not None and not any(map(str.isdigit, text)) and _NAMES_ALONE.fullmatch(text):
            yield named, (text,)
    elif field.type is FieldType.YES_NO:
        told = _YES_THING.match(text)
        stem = f"{field.key.partition('_')[0]}_"
        asked = [one for one in fields.values() if one.type is FieldType.TEXT and one.key.startswith(stem)]
        if told is not None and len(asked) == 1 and is_system(told[1]):
            yield asked[0], (told[1],)
    elif field.type is FieldType.CHOICE:
        opens = fields.get(f"{field.key}_contact")
        if opens is not None and opens.type is FieldType.EMAIL and len(addresses(text)) == 1:
            yield opens, (addresses(text)[0],)


def _rest(text: str, found: list[str], numbers: list[str]) -> str:
    left = _EXTENSIONS.sub(" ", _without(text, [*found, *numbers]))
    left = _EMPTY.sub(" ", _WORDS_BETWEEN.sub(" ", left))
    parts = [part.strip(_TRIM) for part in re.split(r"[,;|\n]", left)]
    whole = collapse(", ".join(part for part in parts if any(map(str.isalnum, part)))).strip(_TRIM)
    # The stop behind an address that stood at the end is none of a short form.
    return whole.removesuffix(" .").rstrip(_TRIM)


def _without(text: str, pieces: list[str]) -> str:
    for piece in pieces:
        text = re.sub(re.escape(piece), " ", text, flags=re.IGNORECASE)
    return text
