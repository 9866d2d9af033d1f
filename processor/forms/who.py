"""Names of persons as people write them: with roles and remarks around, or as a word that points to somebody else."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from processor.forms.cases import is_declined
from processor.forms.folding import collapse, fold
from processor.forms.references import numbered, to_sender

_TITLES: Final = frozenset(
    [
        "herr",
        "herrn",
        "frau",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mister",
        "sir",
        "dr",
        "prof",
        "ing",
        "dipl",
        "mag",
        "hr",
        "fr",
        "г",
        "гн",
        "жа",
        "господин",
        "госпожа",
    ]
)
_PARTICLES: Final = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "di",
        "da",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "zu",
        "zur",
        "und",
        "von",
        "und",
        "y",
    ]
)
_FAMILY: Final = (
    r"sohn|tochter|bruder|schwester|mann|kollegen?|kollegin|mitarbeiter(?:in)?|chef(?:in)?|assistent(?:in)?|neffe"
    r"|nichte"
    r"|geschäftsführer(?:in)?|geschäftsleiter(?:in)?|inhaber(?:in)?|vorstand|leiter(?:in)?|prokurist(?:in)?"
    r"|buchhalter(?:in)?"
    r"|firma|fa\.|brother|son|wife|husband|sister|daughter|colleague|boss|assistant|partner|managing director"
    r"|director|manager"
    r"|owner|ceo|cto|cfo|coo|accountant|bookkeeper|company|генеральный директор|исполнительный директор"
    r"|гендиректор|директор"
    r"|главный бухгалтер|главбух|бухгалтер|начальник|руководитель|сын|сына|брат|брата|жена|жену|муж|мужа|коллега"
    r"|коллегу"
    r"|(?:it[- ]?|phone[- ]?|telefon[- ]?)?(?:provider|supplier|carrier|anbieter|dienstleister)|it-?ler"
    r"|it[- ](?:guy|man|chap)"
    r"|провайдер|оператор|подрядчик|айтишник|сисадмин"
    r"|фирма|компания|сотрудник|сотрудница|техник|инженер|админ|администратор"
)
_LEAD: Final = re.compile(
    rf"^(?:(?:mein|meine|meinen|unser|unsere|unseren|my|our|мой|моя|моего|наш|наша|нашего|нашу|the|die|der|den"
    rf"|das)\s+)?(?:{_FAMILY})\s*,?\s+(?=\S)",
    re.IGNORECASE,
)
_CAPITAL: Final = re.compile(r"[^\W\d_]")
_ME: Final = (
    r"(?:again|also|auch|wieder|ebenfalls|тоже|также|снова|that(?:'|’|\s)?s|it(?:'|’|\s)?s|this\s+is|das\s+bin|bin|это)?\s*"
    r"(?:me|myself|i\s+am|i|ich\s+selbst|ich\s+selber|ich|selbst|я\s+сам|я\s+сама|я\s+лично|я|сам|сама)"
    r"(?:\s+(?:am|again|too|as\s+well|auch|wieder|selbst|тоже|также|же))?"
)
_ONLY_ME: Final = re.compile(rf"\W*{_ME}\W*", re.IGNORECASE)
_ME_FIRST: Final = re.compile(rf"^\W*(?:{_ME})\s*[,:(–—-]+\s*(?=\w)", re.IGNORECASE)
_ME_LAST: Final = re.compile(rf"\s*(?:[,;–—-]\s*|\(\s*)(?:{_ME})\s*\)?\W*$", re.IGNORECASE)
_ME_ROUND: Final = re.compile(rf"\W*(?:{_ME})\s*\(([^()]+)\)\W*", re.IGNORECASE)
_ME_SIGNED: Final = re.compile(
    rf"\W*(?:{_ME})\W+(?:(?:see|siehe|s\.|см\.?|my|meine|mit|daten|details|as|wie|in|der|the|в|contact|kontaktdaten|data)\s+)+"
    r"(?:sig(?:nature)?|signatur|подпис\w*|below|unten|ниже|absender|sender)\W*",
    re.IGNORECASE,
)
_AGAIN_LAST: Final = re.compile(
    r"[\s,(–—-]+(?:again|too|as\s+well|also|likewise|ebenfalls|auch|wieder|nochmal|gleichfalls|тоже|также|опять"
    r"|снова|он\s+же|она\s+же)\s*\)?\W*$",
    re.IGNORECASE,
)
_AGAIN_FIRST: Final = re.compile(
    r"^\W*(?:again|also|likewise|ditto|dito|same(?:\s+(?:as|person|one))?|ebenfalls|auch|wieder|ebenso|gleichfalls|nochmals?|dieselbe|derselbe"
    r"|тоже|также|опять|снова|тот\s+же|та\s+же|он\s+же|она\s+же)\s*[:,]?\s+\(?"
    r"(?=\S)",
    re.IGNORECASE,
)
_SAME_AS: Final = re.compile(
    r"^\W*(?:(?:the\s+)?same\s+(?:person\s+)?as|as\s+(?:for|in|under)|see|like|s\.(?=\s)|wie(?:\s+(?:bei|unter|oben\s+bei"
    r"|der|die))?|siehe"
    r"|identisch\s+mit|как(?:\s+и)?|см\.?|тот\s+же,?\s+что(?:\s+и)?|та\s+же,?\s+что(?:\s+и)?"
    r"|то\s+же,?\s+что(?:\s+и)?|аналогично)\s+(?:the\s+|в\s+|у\s+|по\s+|для\s+)?",
    re.IGNORECASE,
)
_SAME: Final = frozenset((
    "same", "the same", "same person", "the same person", "ditto", "dito", "same again", "as above", "same as above",
    "see above", "detto", "he", "she", "him", "her", "he too", "she too", "same guy", "same one", "same here", "idem",
    "likewise", "dieselbe", "derselbe", "dasselbe", "der gleiche", "die gleiche", "gleiche person", "dieselbe person",
    "die selbe", "der selbe", "s o", "siehe oben", "wie oben", "ebenfalls", "auch er", "auch sie", "ebenso",
    "er auch", "sie auch", "gleiche", "gleicher", "он же", "она же", "тот же", "та же", "то же", "тот же человек",
    "то же самое", "тот же самый", "он", "она", "он тоже", "она тоже", "так же", "также", "тоже", "см выше",
    "как выше", "та же самая", "тот же адрес", "та же почта", "тот же номер", "тот же телефон", "same address",
    "same email", "same number", "same phone", "gleiche adresse", "dieselbe adresse", "gleiche nummer",
    "dieselbe nummer", "same mail", "selbe adresse", "selbe nummer", "gleiche e mail", "gleiche mail",
))  # fmt: skip


_WAY: Final = (
    r"(?:(?:e-?)?mail-?(?:adresse|address)|e-?mail|mail|phone|telephone|address|number|contacts?|details|adresse|nummer|telefon|e-?mail-?adresse"
    r"|kontaktdaten|адрес|(?:эл(?:ектронная|\.)?\s*)?почта|телефон|номер|контакты|данные)"
)
_SAME_WAY: Final = re.compile(
    r"\s*[,;(–—-]\s*(?:(?:with\s+)?(?:the|at\s+the|die|der|mit)\s+)*(?:(?:same|gleiche[rns]?|selbe[rns]?|dieselben?|derselben?|тот\s+же|та\s+же"
    rf"|те\s+же)\s+{_WAY}(?:\s+(?:and|und|и)\s+\w+)?|{_WAY}(?:\s+(?:and|und|и)\s+{_WAY})?\s+(?:is\s+|are\s+|ist\s+|sind\s+)?(?:the\s+)?"
    r"(?:same|as\s+above|gleich|dieselben?|derselben?|die\s+gleichen?|identisch|wie\s+oben|тот\s+же|та\s+же|те\s+же|как\s+выше|прежн\w+))\s*\)?\s*\.?$",
    re.IGNORECASE,
)
"""Behind a name: what it says is where to reach the person, as was written for another role."""


class Points(Enum):
    """What the words of an answer point to, beside a name of their own."""

    NOBODY = "nobody"
    SENDER = "sender"
    FIELD = "field"
    ABOVE = "above"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Who:
    """A name without what stands around it, what the words point to, and what else was said."""

    name: str
    points: Points = Points.NOBODY
    beside: str = ""


def who(text: str) -> Who:
    """Who is meant by the words of an answer."""
    line = collapse(text).strip(" ,;")
    if fold(line) in _SAME:
        return Who("", Points.ABOVE)
    if _ONLY_ME.fullmatch(line):
        return Who("", Points.SENDER)
    line = _SAME_WAY.sub("", line)
    pointed = _pointed(line)
    if pointed is not None:
        return pointed
    as_field = _SAME_AS.match(line)
    if as_field is not None:
        return Who(line[as_field.end() :].strip(" .,;()"), Points.FIELD)
    for pattern in (_ME_FIRST, _ME_LAST):
        rest = pattern.sub("", line)
        if rest != line and is_name(rest):
            return Who(bare(rest), Points.NOBODY)
    for pattern in (_AGAIN_FIRST, _AGAIN_LAST):
        rest = pattern.sub("", line).strip(" .,;:")
        rest = rest.rstrip(") ") if "(" not in rest else rest
        if rest != line.strip(" .,;:") and rest:
            return Who(rest, Points.SOMEBODY)
    lead = _LEAD.match(line)
    if lead is not None and line[lead.end()].isupper() and is_name(line[lead.end() :]):
        return Who(line[lead.end() :].strip(" ."), Points.NOBODY, line)
    return Who(line)


def _pointed(line: str) -> Who | None:
    """Who is meant by a number, by the sender or by "me (Ann Lee)"; None for other words."""
    to = numbered(line)
    if to is not None:
        return Who(line) if to[1] else Who(str(to[0]), Points.FIELD)
    inside = _ME_ROUND.fullmatch(line)
    if inside is not None and is_name(inside[1]):
        return Who(bare(inside[1]))
    return Who("", Points.SENDER) if to_sender(line) or _ME_SIGNED.fullmatch(line) else None


def says_same_way(text: str) -> bool:
    """Whether a name is followed by words that the person is reached as was written for another role."""
    return _SAME_WAY.search(collapse(text).strip(" ,;")) is not None


def points_above(text: str) -> bool:
    """Whether an answer is nothing but a word that points to the one above."""
    return fold(text) in _SAME


def is_name(text: str) -> bool:
    """Whether all words look like those of a name: begun large, few, no digits."""
    words = re.findall(r"[\w'’.-]+", text)
    if not 0 < len(words) <= 5 or any(letter.isdigit() for letter in text) or re.search(r"[!?:;@,()/]", text):
        return False
    real = [word for word in words if fold(word) not in _TITLES and word not in _PARTICLES]
    return bool(real) and all(word[0].isupper() for word in real)


def bare(name: str) -> str:
    """The name without a form of address before it."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).replace(" ", "") in _TITLES - {"dr", "prof", "ing", "dipl", "mag"}:
        words = words[1:]
    return " ".join(words).strip(" .,;")


def _longest(names: dict[str, str]) -> dict[str, str]:
    """The names without those whose words all stand in another: "Ann Lee" beside "Lee Ann Marie"."""
    words = {name: set(name.split()) for name in names}
    return {name: whole for name, whole in names.items() if not any(words[name] < other for other in words.values())}


def full_name(part: str, known: list[str]) -> tuple[str, int]:
    """The one full name among `known` that a first or last name stands for, and how many it could be."""
    wanted = fold(bare(part)).split()
    found: dict[str, str] = {}
    declined: dict[str, str] = {}
    titled = fold(part.split(maxsplit=1)[0]) in _TITLES if part.split() else False
    for name in known:
        for piece in re.split(r"\s*[,/()]\s*", name):
            words = fold(bare(piece)).split()
            if titled and name != piece and bare(piece) == piece.strip():
                continue
            if wanted and len(words) > len(wanted) and set(wanted) <= set(words) and is_name(piece):
                found.setdefault(fold(bare(piece)), bare(piece))
            elif is_declined(wanted, words) and len(words) > 1 and is_name(piece):
                declined.setdefault(fold(bare(piece)), bare(piece))
    whole = [name for name in known if len(wanted) > 1 and fold(bare(name)) == " ".join(wanted)]
    if whole:
        return whole[0], 1
    found = _longest(found or declined)
    return (next(iter(found.values())), 1) if len(found) == 1 else ("", len(found))
