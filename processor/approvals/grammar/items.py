"""The phrases of a language as one machine: which kinds of things a text says, and whether it says nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Final

from models.vocabulary import ApprovalKind, Language
from processor.approvals.grammar.clauses import Clause
from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import FIRST_NAMES
from processor.approvals.grammar.phrases import Bag, Ends, Rule, Test, rule, rules
from processor.approvals.grammar.restated import (
    HOURS,
    MONEY,
    OPENING,
    REFERENCE,
    TITLE,
    Marked,
    is_capital,
    is_own_place,
    is_told,
)
from processor.approvals.grammar.wording import SMILE, bag, fold
from processor.approvals.grammar.words import (
    english_cases,
    english_clauses,
    english_comment_parts,
    english_comments,
    english_decisions,
    english_parts,
    english_phrases,
    english_remarks,
    german_answers,
    german_clauses,
    german_comment_parts,
    german_comments,
    german_decisions,
    german_parts,
    german_phrases,
    german_remarks,
    russian_clauses,
    russian_comment_parts,
    russian_comments,
    russian_core,
    russian_decisions,
    russian_parts,
    russian_phrases,
)
from processor.reading.newtext.late import late

OWN_MAIL: Final = "\ue000"
"""Stands in a line for an address of the sender's own domain."""
KNOWN_NAME: Final = "\ue001"
"""Stands in a line for a name that our own mail is signed with."""

_WORDS: Final[Mapping[Language, tuple[ModuleType, ...]]] = {
    Language.ENGLISH: (
        english_parts,
        english_phrases,
        english_comment_parts,
        english_comments,
        english_clauses,
        english_decisions,
        english_remarks,
        english_cases,
    ),
    Language.RUSSIAN: (
        russian_parts,
        russian_phrases,
        russian_comment_parts,
        russian_comments,
        russian_clauses,
        russian_decisions,
        russian_core,
    ),
    Language.GERMAN: (
        german_parts,
        german_phrases,
        german_comment_parts,
        german_comments,
        german_clauses,
        german_decisions,
        german_answers,
        german_remarks,
    ),
}
_NUMERIC_DATE = late(r"\d{1,2}\.\d{1,2}\.(?:20)?\d\d")
_ORDER_NUMBER = late(r"\d{1,12}")
_PATRONYMIC = late(r"[а-я]{3,}(?:вич|вна|чна)")
_LIMITS: Final = bag(
    "max min ab bis up no not nur до от не без over eur usd nein kein rub руб net but if or at as to by in on we of so"
    " но да же бы по на за из ли je zu ob an am im it is do go us ok"
)
_TESTS: Final[Mapping[str, Test]] = {
    "digits": lambda word: word.isdecimal() and len(word) <= 6,
    "year": lambda word: word.isdecimal() and len(word) == 4 and word[:2] in ("19", "20"),
    "date_in_numbers": lambda word: _NUMERIC_DATE.fullmatch(word) is not None,
    "document_number": lambda word: word.replace(".", "", 1).isdecimal() and len(word) <= 12,
    "order_digits": lambda word: _ORDER_NUMBER.fullmatch(word) is not None,
    "order_prefix": lambda word: word.isalpha() and len(word) <= 4 and word not in _LIMITS,
    "order_suffix": lambda word: word.isalpha() and len(word) < 3 and not (word in _LIMITS or is_dangerous(word)),
    "surname": lambda word: word.isalpha() and len(word) > 1 and not is_dangerous(word),
    "first_name": lambda word: word in FIRST_NAMES,
    "initial": lambda word: word.isalpha() and len(word) == 1,
    "patronymic": lambda word: _PATRONYMIC.fullmatch(word) is not None,
    "own_mail": lambda word: word == OWN_MAIL,
    "known_name": lambda word: word == KNOWN_NAME,
    "money": lambda word: word == MONEY,
    "hours": lambda word: word == HOURS,
    "title": lambda word: word == TITLE,
    "told": is_told,
    "own": is_own_place,
    "capital": is_capital,
    "ref": lambda word: word == REFERENCE,
}
_COMMON: Final = {
    "numericdate": "{date_in_numbers}\n{year} - {digits} - {digits}",
    "docnumber": "(pr|пр|gl|co|cf|ac|fo) [-] [#] {document_number}",
    "ponumber": """
        [{order_prefix} (-|/) [{order_prefix} (-|/)]] {order_digits} [(-|/) {order_digits} [(-|/) {order_digits} \
            [(-|/) {order_digits}]]] [(-|/) {order_suffix}]
    """,
    "ownmail": "{own_mail}",
    "vocative": """
        (mr|mrs|ms|mx|miss|herr|frau|herrn|господин|госпожа|г - н|г - жа) [.] [(dr|prof) .] [dr .] \
            ({surname}|{known_name}) [- ({surname}|{known_name})]
        (dr|prof) . ({surname}|{known_name}) [- {surname}]
        {first_name} [{first_name}|{known_name}|{initial} .]
        {first_name} {patronymic}
        {surname} {patronymic}
        {known_name} [{known_name}]
    """,
}
_AND: Final = bag("and und и")
_SIGNS: Final = frozenset(",.!;:&-")
_NAMED: Final = bag("mr mrs ms mx miss herr frau herrn господин госпожа г dr prof")
_DANGLING: Final = frozenset(":&-")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a text says: its kind and its words."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """The phrases of one language for one kind of request."""

    kinds: tuple[tuple[str, Rule | Clause], ...]
    joints: frozenset[str]
    vocabulary: frozenset[str]

    def read(self, words: Sequence[str], is_name: Callable[[str], bool]) -> tuple[Said, ...]:
        """What the words say, or nothing where one is left that no phrase accounts for.

        A longer phrase is tried before a shorter one. `is_name` says of a word behind others whether it is the
        sender's name.
        """
        if not self._may_read(words, is_name):
            return ()
        memory: Ends = {}
        dead: set[int] = set()
        found: list[Said] = []

        def rest(at: int) -> bool:
            start, (at, joined) = at, self._over_signs(words, at, bool(found))
            if at == len(words):
                return not joined or (len(found) == 1 and found[0].kind == "greeting")
            if at in dead:
                return False
            for end, kind in sorted(self._from(words, at, memory, is_name if found else None), key=_longest_first):
                if found and not _may_follow(words, start, at, kind):
                    continue
                found.append(Said(kind, tuple(words[at:end])))
                if rest(end):
                    return True
                found.pop()
            dead.add(at)
            return False

        return tuple(found) if rest(0) else ()

    def _may_read(self, words: Sequence[str], is_name: Callable[[str], bool]) -> bool:
        """Whether each word stands in some phrase or may be a name: most texts are told from phrases by one word."""
        if not _NAMED.isdisjoint(words) or any(_PATRONYMIC.fullmatch(word) for word in words):
            return True
        return all(
            word in self.vocabulary
            or len(word) <= 4
            or isinstance(word, Marked)
            or not word.isalpha()
            or word in FIRST_NAMES
            or is_name(word)
            for word in words
        )

    def _over_signs(self, words: Sequence[str], at: int, inside: bool) -> tuple[int, bool]:
        """Step over signs and one joining word; tells whether what was joined must have something behind it."""
        joined = joint = False
        while at < len(words):
            if words[at] in _SIGNS:
                joined = joined or words[at] in _DANGLING
            elif inside and not joint and words[at] in self.joints:
                joined = joint = True
            else:
                break
            at += 1
        return at, joined and inside

    def _from(
        self, words: Sequence[str], at: int, memory: Ends, is_name: Callable[[str], bool] | None
    ) -> list[tuple[int, str]]:
        """Each end of each kind of phrase that starts here."""
        found = [(end, kind) for kind, known in self.kinds for end in known.ends(words, at, memory)]
        if words[at] == SMILE:
            found.append((at + 1, "smile"))
        elif is_name is not None and is_name(words[at]) and (len(words[at]) > 1 or words[at + 1 : at + 2] == ["."]):
            found.append((at + 1, "name"))
        return found


_DECIDING: Final = frozenset(("approval", "go", "confirm", "assent"))
_CONCLUDES: Final = bag("so damit")
"""Joining words behind which only a decision may stand: what else they join may be its purpose or its condition."""


def _may_follow(words: Sequence[str], start: int, at: int, kind: str) -> bool:
    """Whether a phrase of this kind may stand at `at` where the one before it ends at `start`."""
    if at == start:
        return words[at - 1] not in OPENING
    return _CONCLUDES.isdisjoint(words[start:at]) or kind in _DECIDING


_RANKS: Final = {"approval": 0, "go": 1, "confirm": 2, "terms": 3, "assent": 4}
"""Of readings of the same words, which is taken: what decides before what only tells."""


def _longest_first(ending: tuple[int, str]) -> tuple[int, int]:
    return -ending[0], _RANKS.get(ending[1], len(_RANKS))


@cache
def machine(language: Language, kind: ApprovalKind) -> Machine:
    """The machine for this language and kind of request; made when first asked for."""
    modules = _WORDS[language]
    parts = modules[0]
    objects = parts.OBJECTS.get(kind, parts.OBJECTS[ApprovalKind.PROPOSAL])
    bags = {name: Bag(bag(fold(words))) for name, words in _merged(modules, "BAGS").items()}
    slots = rules({**_COMMON, "noun": objects, **_merged(modules, "SLOTS")}, {**_TESTS, **bags})
    kinds = _merged(modules, "KINDS")
    kinds["approval"] += parts.FURTHER.get(kind, "")
    joints = bag(parts.JOINTS)
    chunks = {name: rule(lines, slots) for name, lines in _merged(modules, "CHUNKS").items()}
    decisions = Clause(chunks, _AND, language is Language.GERMAN)
    made: list[tuple[str, Rule | Clause]] = [("approval", decisions)]
    made += [(name, rule(lines, slots)) for name, lines in kinds.items()]
    return Machine(tuple(made), joints, frozenset().union(joints, *(known.words() for _, known in made)))


def _merged(modules: Sequence[ModuleType], table: str) -> dict[str, str]:
    """The tables of this name of all modules as one; lines of the same name stand together, where the first stands."""
    found: dict[str, str] = {}
    for module in modules:
        for name, lines in getattr(module, table, {}).items():
            found[name] = found.get(name, "") + lines + "\n"
    return found
