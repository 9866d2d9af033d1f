"""Who is named for which role in a sentence, with the address and the number beside the name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.firstnames import first_names
from processor.forms.folding import fold
from processor.forms.namesin import names_in, without_contacts
from processor.forms.pointing import is_person
from processor.forms.roleclauses import clauses, without_none
from processor.forms.values.contacts import addresses, phones
from processor.forms.who import full_name

_AND = re.compile(r"\b(?:and|und|и|both|as\swell|too|also|ebenso|auch|тоже|также)\b|[/&]", re.IGNORECASE)
_LIKEWISE = re.compile(r"\b(?:ebenso|ebenfalls|auch|too|as\s+well|likewise|тоже|также)\b", re.IGNORECASE)
_SMALL = re.compile(
    r"(?<![\w@.-])(?!(?:of|and|und|for|für|the|de|von|van|tel|fax|mail|mobil|и|по|для|тел|моб|email|www|der"
    r"|des)\b)[^\W\d_A-ZÄÖÜА-ЯЁ][^\W\d_]+(?![\w@])"
)
_FEWEST_SMALL = 2
_DOES = re.compile(
    r"(?<=[\w)]\s)(?:macht|machen|übernimmt|leitet|ist|is|does|handles|runs|approves|takes|занимается|ведёт|ведет|отвечает|согласует)\s"
)
_OTHER_DOES = re.compile(
    r"(?:[,;.]|\b(?:and|but|und|aber|и|а|но))\s+([A-ZÄÖÜА-ЯЁ][\w'’-]+)\s+(?:macht|übernimmt|leitet|plant|ist|wird|is|does|handles|runs|plans"
    r"|approves|takes|will|занимается|вед[её]т|отвечает|согласует|будет)\b"
)
"""Somebody who does something in a clause of their own."""
_NOT = re.compile(
    r"\b(?:not|t|nicht|kein|keine|не|нет|no|maybe|perhaps|vielleicht|может|or|oder|или|until|bis|former|previous"
    r"|instead|statt|ehemalig\w*|left|leaves|leaving|longer|mehr|больше|уш[её]л|ушла|уволил\w*|ausgeschieden)\b"
)
_DEPUTY_OF = re.compile(
    r"\b(?:his|her|their|ihre?|seine?|deren|его|её|ее|их)\s+(?:own\s+)?(?:deputy|stand-?in|substitute|stellvert\w*|vertret\w*|замест\w*)",
    re.IGNORECASE,
)
"""Somebody's deputy: that of another person than the lead, where the lead is not spoken of."""
_SAME_ONE = re.compile(r"\b(?:he|she|er|sie|он|она|also|too|as\s+well|auch|ebenfalls|тоже|также)\b", re.IGNORECASE)
_AGAIN = re.compile(r"^([A-ZÄÖÜА-ЯЁ][\w'’-]+)\s+(?:also|too|auch|ebenfalls|тоже|также|will\s+also|macht\s+auch)\s")
_AGAIN_LAST = re.compile(
    r"\b(?:also|too|auch|ebenfalls|тоже|также)\s+(?:be\s+|wieder\s+)?([A-ZÄÖÜА-ЯЁ][\w'’-]+)\s*[.!]?$"
)
_MYSELF = re.compile(
    r"\b(?:myself|is\s+me|it['’]s\s+me|ich\s+selbst|(?:bin|mache|übernehme)\s+ich|я\s+сама?|это\s+я|я\s+лично)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"[(,:–—-]\s*(?:(?:e-?mail|mail|почта|адрес|address|adresse)\s*:?\s*)?<?[^\s<>@(),]+@", re.IGNORECASE)
"""An address that stands by itself behind what somebody does: nobody else is spoken of."""
_WAY = re.compile(
    r"\b(?:phone|number|e-?mail|mail|address|telefon\w*|nummer|adresse|телефон|номер|почта|адрес)\b", re.IGNORECASE
)
_REACHED = re.compile(
    r"(?:\b(?:to|at|via|is|an|unter|bei|per|über|ist|lautet|an\s+die|на|через|по|пишите|адрес|почта|e-?mail|mail)\b|[:=>–—(-])\s*<?[^\s<>@]+@",
    re.IGNORECASE,
)
_ME = re.compile(r"\b(?:to\s+me|an\s+mich|на\s+меня|мне)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|me|myself|ich|Ich|mich|selbst|я|Я|меня|сам|сама)\b")
_I_NAMED = re.compile(
    r"\b(?:I|I'm|I’m|me|myself|ich|я)\b[^,(;.]{0,40}[,(–—:-]+\s*[A-ZÄÖÜА-ЯЁ][\w'’-]+\s+[A-ZÄÖÜА-ЯЁ][\w'’-]+"
    r"|[A-ZÄÖÜА-ЯЁ][\w'’-]+\s*[,(]\s*(?:I|me|myself|ich|я|that's\s+me)\b"
)
"""The writer and the name are one: "I, Ann Lee", "leite ich, Anja Böhm", "Ann Lee (me)"."""
_PRONOUN = re.compile(
    r"^(?:(?:he|she|er|sie)\s+(?:is|will|wird|ist|macht|also|too|auch)\b)|\b(?:он|она)\s+же\b", re.IGNORECASE
)


def mentions(field: FieldDefinition, text: str) -> bool:
    """Whether a sentence names what a field asks for, by one of its stems (`also` words that end in "*")."""
    return bool(places(stems_of(field), text))


@lru_cache(maxsize=512)
def stems_of(field: FieldDefinition) -> tuple[str, ...]:
    """The stems of a field, and its labels: those name it in a sentence too."""
    return (*field.also, *(f"{label.rstrip('?')}*" for _, label in field.labels))


def places(also: tuple[str, ...], text: str) -> list[int]:
    """Where the stems stand in a text."""
    pattern = _pattern(also)
    return [found.start() for found in pattern.finditer(text)] if pattern is not None else []


@lru_cache(maxsize=512)
def _pattern(also: tuple[str, ...]) -> re.Pattern[str] | None:
    """Stems begin words, in any case; what is written in capitals is a whole word, and stands in capitals."""
    stems = [word[:-1] for word in also if word.endswith("*")]
    loose = [r"[\s-]+".join(map(_loosely, stem.split())) for stem in stems if not stem.isupper()]
    whole = [re.escape(stem) for stem in stems if stem.isupper()]
    parts = ([rf"(?i:\b(?:{'|'.join(loose)}))"] if loose else []) + ([rf"\b(?:{'|'.join(whole)})\b"] if whole else [])
    return re.compile("|".join(parts)) if parts else None


def _loosely(word: str) -> str:
    return (
        re.escape(word)
        .replace("ue", "(?:ue|ü)")
        .replace("ae", "(?:ae|ä)")
        .replace("oe", "(?:oe|ö)")
        .replace("е", "[её]")
    )


class Persons:
    """Reads who has which role, sentence by sentence; "she" is the one person that the sentence before named."""

    def __init__(self, fields: dict[str, FieldDefinition]) -> None:
        """Takes the form's fields by key."""
        self.fields = fields
        self.roles = [key for key in fields if is_person(key, fields)]
        self.last = ""
        self.known: list[str] = []
        """Who was named with a full name in the sentences before."""

    def read(self, sentence: str) -> list[tuple[str, Answerable]]:
        """The answers of one sentence."""
        few = len(_SMALL.findall(without_contacts(sentence))) < _FEWEST_SMALL
        if few and not sentence.endswith((".", "!")) and not _DOES.search(sentence):
            return []
        sentence = without_none(sentence)
        roles = self._named_roles(sentence)
        names = names_in(sentence) or self._singles(sentence)
        last, self.last = self.last, names[0][1] if len(names) == 1 else ""
        self.known += [name for _, name in names]
        mine = names and [key for _, key in roles] != ["deputy"] and self._may_be_mine(sentence, names[0][0])
        if not roles or _NOT.search(fold(sentence)):
            return []
        if mine:
            return list(self._by_clauses(sentence, last))
        if len(names) == 1 and _I.search(sentence) and len(told := list(self._by_clauses(sentence, last))) > 1:
            return told
        if len(names) == 1 and self._together(sentence, roles, names[0]):
            return list(self._assigned([key for _, key in roles], names[0][1], sentence))
        if len(names) > 1:
            paired = [pair for part in _paired(sentence, roles, names) for pair in self._assigned(*part)]
            return paired or list(self._by_clauses(sentence, last))
        if not names and len(roles) == 1:
            return list(self._without_name(sentence, roles[0][1], last))
        return list(self._by_clauses(sentence, last))

    def _by_clauses(self, sentence: str, last: str) -> Iterator[tuple[str, Answerable]]:
        """The answers of a sentence whose clauses each name a role and who has it; none where one of them does not."""
        found: list[tuple[str, Answerable]] = []
        for clause in clauses(sentence):
            roles = [key for _, key in self._named_roles(clause)]
            names = [name for _, name in names_in(clause) or self._singles(clause)]
            if len(names) > 1 or (names and len(roles) != 1):
                return
            if names:
                found += self._assigned(roles, names[0], clause)
                last = names[0]
            elif len(roles) == 1 and _I.search(clause):
                found.append((roles[0], "me"))
                last = ""
            elif len(roles) == 1 and last and _SAME_ONE.search(clause):
                found.append((roles[0], last))
            elif len(roles) == 1 and (ways := list(self._ways_of(roles[0], clause))):
                found += ways
            elif roles:
                return
        self.last = last
        yield from found

    def _ways_of(self, key: str, clause: str) -> Iterator[tuple[str, Answerable]]:
        """The one address or number that a clause gives of somebody's: "the project lead's phone is …"."""
        numbers, found = phones(_blanked(clause)), addresses(clause)
        if len(numbers) + len(found) != 1 or not _WAY.search(clause):
            return
        way, value = ("phone", numbers[0][0].strip()) if numbers else ("email", found[0])
        if f"{key}_{way}" in self.fields:
            yield f"{key}_{way}", value

    def _named_roles(self, sentence: str) -> list[tuple[int, str]]:
        """Where roles are named. Who stands in for the one who approves is not the one who approves."""
        plain = without_contacts(sentence)
        found = sorted((min(at), key) for key in self.roles if (at := places(stems_of(self.fields[key]), plain)))
        if "customer_lead" not in {key for _, key in found} and _DEPUTY_OF.search(plain):
            found = [pair for pair in found if pair[1] != "deputy"]
        keys = {key for _, key in found}
        named = names_in(sentence)
        where = {key: place for place, key in found}
        if (
            {"customer_lead", "deputy"} <= keys
            and len(named) == 1
            and where["customer_lead"] < named[0][0] < where["deputy"]
        ):
            # "Ann Lee approves, and I do when she is away": the name is the first one's.
            return [pair for pair in found if pair[1] != "deputy"]
        return [pair for pair in found if not (pair[1] == "customer_lead" and "deputy" in keys)]

    @staticmethod
    def _may_be_mine(sentence: str, place: int) -> bool:
        """Whether the writer speaks of a role of their own before the first name."""
        return _I.search(sentence[:place]) is not None and _I_NAMED.search(sentence) is None

    def _together(self, sentence: str, roles: list[tuple[int, str]], name: tuple[int, str]) -> bool:
        """Whether several roles are those of one person: an "and" stands between them."""
        if len(roles) == 1:
            return len({*addresses(sentence)}) < 2
        spans = [sentence[one[0] : other[0]] for one, other in pairwise(roles)]
        likewise = _LIKEWISE.search(sentence[roles[-1][0] :]) is not None
        if roles[0][0] < name[0] < roles[-1][0] and not likewise:
            return False
        return len(addresses(sentence)) < 2 and (likewise or all(_AND.search(span) for span in spans))

    def _assigned(self, keys: list[str], name: str, text: str) -> Iterator[tuple[str, Answerable]]:
        if any(places(stems_of(self.fields[role]), name) for role in self.roles):
            # Words of a question are nobody's name, nor is what is said beside them this person's.
            return
        found, numbers = addresses(text), phones(_blanked(text))
        for key in keys:
            yield key, name
            if len(found) == 1 and f"{key}_email" in self.fields:
                yield f"{key}_email", found[0]
            if len(numbers) == 1 and f"{key}_phone" in self.fields:
                yield f"{key}_phone", numbers[0][0].strip()

    def _singles(self, sentence: str) -> list[tuple[int, str]]:
        """First names that stand alone; none where somebody else does something, whose name is not known for one."""
        found = first_names(sentence)
        told = {fold(name)[:3] for _, name in found}
        if any(fold(one[1])[:3] not in told for one in _OTHER_DOES.finditer(sentence)):
            return []
        return found or self._again(sentence)

    def _again(self, sentence: str) -> list[tuple[int, str]]:
        """Who was named before by a first name alone, and opens the sentence."""
        words = re.findall(r"[\w'’-]+", without_contacts(sentence))
        if not words or words[0] not in self.known or self._other(sentence, words[0]):
            return []
        return [(0, words[0])]

    def _other(self, sentence: str, name: str) -> bool:
        """Whether a word besides the name may be somebody else's: it stands in capitals, and names no role."""
        large = re.findall(r"(?<=[\w,;:)]\s)[A-ZÄÖÜА-ЯЁ][\w'’-]+", without_contacts(sentence))
        roles = [stems_of(self.fields[role]) for role in self.roles]
        return any(word != name and not any(places(stems, word) for stems in roles) for word in large)

    def _without_name(self, sentence: str, key: str, last: str) -> Iterator[tuple[str, Answerable]]:
        found = addresses(sentence)
        if _MYSELF.search(sentence) and (not found or (len(found) == 1 and _OWN.search(sentence))):
            yield from self._assigned([key], "me", sentence)
        elif len(found) == 1 and f"{key}_email" in self.fields and _REACHED.search(sentence):
            yield f"{key}_email", found[0]
        elif not found and _ME.search(sentence):
            yield key, "me"
        elif not found and last and _PRONOUN.search(sentence):
            self.last = last
            yield key, last
        elif not found and (again := _AGAIN.match(sentence) or _AGAIN_LAST.search(sentence)) is not None:
            name, count = full_name(again[1], list(dict.fromkeys(self.known)))
            if count == 1:
                yield key, name


def _paired(
    sentence: str, roles: list[tuple[int, str]], names: list[tuple[int, str]]
) -> list[tuple[list[str], str, str]]:
    """Each role with its name where they take turns, parted by commas or "and": role, name, role, name."""
    if len(roles) != len(names):
        return []
    order = sorted([(at, "role", key) for at, key in roles] + [(at, "name", name) for at, name in names])
    kinds = [kind for _, kind, _ in order]
    if kinds[::2] != [kinds[0]] * len(roles) or kinds[1::2] != [kinds[1]] * len(roles) or kinds[0] == kinds[1]:
        return []
    starts = [at for at, _, _ in order[::2]]
    made: list[tuple[list[str], str, str]] = []
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(sentence)], strict=True)):
        pair = order[2 * place : 2 * place + 2]
        texts = {kind: text for _, kind, text in pair}
        if place and not re.search(r"[,;]|\b(?:and|und|и)\b", sentence[order[2 * place - 1][0] : start]):
            return []
        made.append(([texts["role"]], texts["name"], sentence[start:end]))
    return made


def _blanked(text: str) -> str:
    return re.sub(r"\S+@\S+", " ", text)
