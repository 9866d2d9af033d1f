"""Whether the words behind a question about a person name somebody, and nothing else beside."""

import re
from typing import Final

from processor.facts.forms import FieldDefinition
from processor.forms.folding import collapse, fold
from processor.forms.later import promises
from processor.forms.namesin import names_in
from processor.forms.proseroles import places, stems_of
from processor.forms.who import is_name, who

_PARTS: Final = re.compile(r"\s*[,;(–—]\s*|\s+-\s+|\s+(?:and|und|и|а)\s+", re.IGNORECASE)
_WAY: Final = re.compile(
    r"\b(?:e-?mail|mail|adress\w*|address|phone|tel\w*|nummer|number|почт\w*|адрес\w*|телефон\w*|номер)\b", re.I
)
_TELLS: Final = re.compile(
    r"\b(?:he|she|they|does|is|will|has|was|er|sie|macht|wird|ist|hat|kommt|war|он|она|они|ему|ней|нём|нем|ним|будет|это|ведёт|ведет"
    r"|делает|reachable|erreichbar)\b"
)
_BREAK: Final = re.compile(r"[^\W\d_]{5,}\)?\.\s+[A-ZÄÖÜА-ЯЁ]|[!?;]\s|\w\)\.\s")
_LIKEWISE: Final = re.compile(r"\b(?:too|also|as\s+well|auch|ebenfalls|ebenso|тоже|также|же)\b", re.IGNORECASE)
_COMPANIES: Final = frozenset({"systemhaus", "provider", "anbieter", "carrier", "провайдер", "оператор", "telekom"})
_OPENS_BADLY: Final = re.compile(r"[\d+*/&=#]|(?:and|und|и|or|oder|или|to|an|of|von|is|ist|also|auch)\s", re.IGNORECASE)
_ENDS_BADLY: Final = re.compile(
    r"\s(?:an|to|at|of|von|bei|and|und|и|or|oder|hr|herr|frau|mr|mrs|dr|ms|the|der|die|за|на|и|у|с)\.?$", re.I
)
_CHANGES: Final = re.compile(
    r"[,;(–—-]\s*(?:(?:and|und|и|а)\s+)?(?:but|aber|jedoch|но|однако|until|till|bis|from|ab|seit|then|danach|dann|потом|затем|с|до)\s",
    re.IGNORECASE,
)
_NAME_BEHIND: Final = re.compile(r"\)\s*[A-ZÄÖÜА-ЯЁ][\w'’-]+(?:\s+[A-ZÄÖÜА-ЯЁ][\w'’-]+)?\s*$")
_SORTS: Final = frozenset(
    ("private", "privat", "work", "dienstlich", "office", "mobile", "личная", "рабочая", "личный", "old", "new")
)
_MOST_WORDS: Final = 14


def lead_of(text: str, key: str, fields: dict[str, FieldDefinition]) -> str:
    """The text without words before a name that only repeat what is asked: "PM Joe Marsh" for the project's lead."""
    words = text.split()
    for count in (3, 2, 1):
        name = " ".join(words[count:])
        if name and is_name(name) and len(words) - count > 1 and fold(" ".join(words[:count])) in _names(fields[key]):
            return name
    return text


def names_somebody(text: str, key: str, fields: dict[str, FieldDefinition]) -> bool:
    """Whether all of it is a name with what belongs to it; words about another role, or a tale, make it none."""
    line = collapse(text).strip(" ,;")
    if len(line.split()) > _MOST_WORDS or _OPENS_BADLY.match(line) or _ENDS_BADLY.search(line) or _BREAK.search(line):
        return False
    if _CHANGES.search(line) or _NAME_BEHIND.search(line):
        return False
    first, *others = _PARTS.split(line)
    roles = [one for one in fields if one != key and f"{one}_email" in fields]
    if _names_role(first, roles, fields):
        return False
    for part in others:
        if fold(part) in _SORTS or (_TELLS.search(part.casefold()) and not is_name(part)):
            return False
        others_role = any(places(stems_of(fields[role]), part) for role in roles)
        if others_role and (_LIKEWISE.search(part) or names_in(part) or _names_role(part, roles, fields)):
            return False
    return not (others and any(promises(part) for part in others))


def without_promises(text: str) -> tuple[str, list[str]]:
    """The text without its later parts that promise a way to reach the person, and those parts."""
    parts = re.split(r"\s*[,;(]\s*", collapse(text))
    promised = [part for part in parts[1:] if promises(part.strip(" )")) and _WAY.search(part)]
    return ", ".join(part for part in parts if part not in promised), promised


def _names_role(text: str, roles: list[str], fields: dict[str, FieldDefinition]) -> bool:
    """Whether a name has a role before it: "Vertretung Moll", "EDV Hr. Funk"."""
    words = text.split()
    return len(words) > 1 and any(
        fold(" ".join(words[:count])) in _names(fields[role])
        and who(" ".join(words[count:])).name[:1].isupper()
        and is_name(" ".join(words[count:]))
        for role in roles
        for count in (1, 2)
        if len(words) > count and fold(words[0]) not in _COMPANIES
    )


def _names(field: FieldDefinition) -> set[str]:
    return {fold(word) for word in (*(label for _, label in field.labels), *field.also) if not word.endswith("*")}
