"""Whose an address is: one that is another person's by its name, or stood beside a name in doubt, is asked again."""

import re
from dataclasses import replace

from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.labels import base_of
from processor.forms.pointing import is_person
from processor.forms.reasons import sentence
from processor.forms.spoken import Said
from processor.forms.who import bare, is_name

_FEWEST = 4
_SHORTEST = 3
_SOUNDS = str.maketrans({
    **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziyklmnoprstufhye", strict=True)),
    "ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
})  # fmt: skip


def of_one_person(said: list[Said], fields: dict[str, FieldDefinition], language: str) -> list[Said]:
    """What is said, where an address that does not belong to its person is no answer.

    So it is where the person is named twice differently, and where the address carries the family name of somebody
    else in the reply and none of its own person's.
    """
    values: dict[str, set[str]] = {}
    for one in said:
        if is_person(one.key, fields) and not one.why and not one.old and isinstance(one.value, str):
            values.setdefault(one.key, set()).add(fold(bare(one.value)))
    names = {key: next(iter(found)) for key, found in values.items() if len(found) == 1}
    torn = {one.said for one in said if len(values.get(one.key, ())) > 1 and not _one_person(values[one.key])}
    apart = {one.key for one in said if not one.why and one.said not in torn}
    return [
        _asked(one, language) if _is_foreign(one, names, fields) or _is_torn(one, torn, apart, fields) else one
        for one in said
    ]


def _one_person(names: set[str]) -> bool:
    """Whether the names are one in fuller and shorter forms."""
    longest = max((set(name.split()) for name in names), key=len)
    return all(set(name.split()) <= longest for name in names)


def _is_torn(one: Said, torn: set[str], apart: set[str], fields: dict[str, FieldDefinition]) -> bool:
    """Whether an address stands only beside a name that another place contradicts."""
    base = base_of(one.key)
    return base != one.key and is_person(base, fields) and one.said in torn and one.key not in apart


def _asked(one: Said, language: str) -> Said:
    return replace(one, value="", why=sentence("whose", language))


def _is_foreign(one: Said, names: dict[str, str], fields: dict[str, FieldDefinition]) -> bool:
    base = base_of(one.key)
    if one.why or base == one.key or not is_person(base, fields) or not isinstance(one.value, str):
        return False
    if "@" not in one.value or base not in names:
        return False
    local = one.value.partition("@")[0].casefold()
    own = names[base]
    others = {name for key, name in names.items() if key != base and not set(name.split()) & set(own.split())}
    return not _carries(local, own) and any(_family_of(name, local) for name in others)


def _carries(local: str, name: str) -> bool:
    return any(_sound(word)[:_FEWEST] in _sound(local) for word in name.split() if len(word) > 2)


def _family_of(name: str, local: str) -> bool:
    words = [_sound(word) for word in name.split() if len(word) >= _SHORTEST]
    return (
        len(name.split()) > 1
        and is_name(name.title())
        and any(re.search(rf"(?:^|[._-]|^\w){re.escape(word)}(?:$|[._-]|\d)", _sound(local)) for word in words)
    )


def _sound(text: str) -> str:
    return text.casefold().translate(_SOUNDS)
