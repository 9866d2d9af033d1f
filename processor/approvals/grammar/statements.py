"""A plain statement beside a decision: a sentence whose every word is known to be harmless, in any order.

What people tell beside an approval can't be listed sentence by sentence: who looked at it, what works, why they want
it. It can be listed word by word. The lexicon of a language holds no word that denies, limits, conditions, puts off,
asks, wishes, orders or decides, so a sentence made of its words alone can do none of these; a word that isn't there
sends the reply to a person. The rules below hold what words alone can't: where a sentence ends, and which words are
harmless only beside others.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.freewords import is_saying
from processor.approvals.grammar.names import FIRST_NAMES
from processor.approvals.grammar.phrases import Ends, Rule
from processor.approvals.grammar.restated import HOURS, MONEY, REFERENCE, TITLE, Marked, is_capital
from processor.approvals.grammar.wording import SMILE, fold

_MOST_WORDS: Final = 45
_STARTS: Final = frozenset((",", ".", "!", ";", ":", "-", SMILE))
_HARD: Final = frozenset((".", "!", ";", SMILE))
_SOFT: Final = frozenset((",", "-", ":"))
_INSIDE: Final = frozenset((",", "-"))
_VERBS: Final = frozenset(("past", "passive", "present", "future", "copula", "predicate", "need", "work"))
_COUNTABLE: Final = frozenset(("noun", "counted", "people", "day"))
_RESTATED: Final = frozenset((MONEY, HOURS, TITLE, REFERENCE))
_HOLDING: Final = ("copula", "has")
"""Parts behind which adverbs may stand before what makes them harmless."""
_NOTHING: Final[frozenset[str]] = frozenset()
_MARKS: Final = frozenset(("asking", "follower", "another"))
"""What tells where a sentence may start or end; a word that is no more may not stand in one."""
_TOLD: Final = frozenset(("told",))
_PHRASES: Final = {"idiom": frozenset(("idiom",)), "group": frozenset(("group",)), "dated": frozenset(("day",))}
_ASKS: Final = frozenset(("asking", "copula"))
"""A verb behind a comma that has its subject behind it: "Good day, is it ready." """
_LONGEST_ENDING: Final = 6
_LINKS: Final = ("", "s", "n", "en", "es", "er", "e")
"""What German puts between the parts of a compound."""


class Lexicon:
    """The harmless words of a language, by part of speech: stems, each with the endings of its part.

    `compounds`: nouns may be put together from nouns, as German does.
    """

    def __init__(self, stems: Mapping[str, str], endings: Mapping[str, str], *, compounds: bool = False) -> None:
        self._parts: dict[str, set[str]] = {}
        for part, listed in stems.items():
            for stem in fold(listed).split():
                self._parts.setdefault(stem, set()).add(part)
        self._endings = {
            part: frozenset(ending.lstrip("-").replace("0", "") for ending in listed.split())
            for part, listed in endings.items()
        }
        self.compounds = compounds
        self.parts = lru_cache(maxsize=8192)(self._looked_up)

    def _looked_up(self, word: str) -> frozenset[str]:
        """The parts of speech that the word may be; empty where it isn't known."""
        found: set[str] = set()
        for cut in range(len(word), max(0, len(word) - _LONGEST_ENDING) - 1, -1):
            ending = word[cut:]
            found |= {part for part in self._parts.get(word[:cut], ()) if ending in self._endings.get(part, ("",))}
        if not found and self.compounds and len(word) >= 7 and not is_dangerous(word):
            found |= self._compound(word, 3)
        return frozenset(found)

    def _compound(self, word: str, most: int) -> set[str]:
        for cut in range(3, len(word) - 2):
            if not self._is_noun(word[:cut]):
                continue
            for link in _LINKS:
                rest = word[cut + len(link) :]
                if len(rest) < 3 or not word.startswith(link, cut):
                    continue
                parts = self.parts(rest) & {"noun", "doc", "counted", "fund", "people"}
                if parts or (most > 2 and self._compound(rest, most - 1)):
                    return set(parts) or {"noun"}
        return set()

    def _is_noun(self, stem: str) -> bool:
        return not {"noun", "doc", "people"}.isdisjoint(self._parts.get(stem, ()))


class Statement:
    """The harmless sentences of one language.

    `phrases`: groups of words that are harmless together. An idiom tells something by itself; a group is a part of what
    is told, and a dated one such a part that says when; what holds a limit is no harmless sentence.

    `banned`: parts of speech that aren't harmless where this was asked.
    """

    def __init__(
        self, lexicon: Lexicon, phrases: Mapping[str, Rule], joints: frozenset[str], banned: frozenset[str]
    ) -> None:
        self._banned = banned
        self._lexicon = lexicon
        self._phrases = [(phrases[name], parts) for name, parts in _PHRASES.items()]
        self._limits = phrases["limit"]
        self._joints = joints

    def words(self) -> frozenset[str]:
        """All words that stand in the phrases."""
        return frozenset().union(*(rule.words() for rule, _ in self._phrases))

    def knows(self, word: str) -> bool:
        """Whether the word may stand in a sentence."""
        return bool(self._lexicon.parts(word) - _MARKS)

    def ends(self, words: Sequence[str], at: int, memory: Ends) -> frozenset[int]:
        """Where a sentence that starts at `at` may end; nowhere where `at` is inside of one."""
        key = (id(self), at)
        if key not in memory:
            memory[key] = self._ends(words, at, memory) if self._starts(words, at) else frozenset()
        return memory[key]

    def _starts(self, words: Sequence[str], at: int) -> bool:
        before = words[at - 1] if at else "."
        if before not in _STARTS and before not in self._joints:
            return False
        return "asking" not in self._lexicon.parts(words[at])

    def _ends(self, words: Sequence[str], at: int, memory: Ends) -> frozenset[int]:
        found: set[int] = set()
        parts: set[str] = set()
        place = at
        before = _NOTHING
        while place < len(words) and place - at <= _MOST_WORDS:
            word = words[place]
            if place > at and word in _HARD:
                break
            if place - at > 1 and self._may_end(words, place, parts):
                found.add(place)
            if word in _INSIDE and place > at:
                place += 1
                if place < len(words) and self._lexicon.parts(words[place]) >= _ASKS:
                    break
                continue
            end, told = self._grouped(words, place, memory)
            if not told or self._is_held(told, before):
                break
            parts |= told
            before = told if "function" not in told or before.isdisjoint(_HOLDING) else before
            place = end
        if place - at > 1 and self._may_end(words, place, parts):
            found.add(place)
        return frozenset(found)

    def _grouped(self, words: Sequence[str], at: int, memory: Ends) -> tuple[int, frozenset[str]]:
        """Where the longest phrase that starts here ends, or the word; and what parts of speech it is."""
        ends = [(max(rule.ends(words, at, memory), default=at), parts) for rule, parts in self._phrases]
        end, parts = max(ends, key=lambda told: told[0])
        if end > at:
            return end, parts
        if self._limits.ends(words, at, memory):
            return at, _NOTHING
        return at + 1, self._told(words[at], words[at + 1 : at + 2])

    def _told(self, word: str, behind: Sequence[str]) -> frozenset[str]:
        """The parts of speech that a word may be; empty where it is none that may stand in a sentence."""
        parts = self._lexicon.parts(word)
        if parts <= _MARKS:
            parts = _NOTHING
        if "number" in parts or (word.isdecimal() and len(word) <= 4):
            counts = any(not self._lexicon.parts(noun).isdisjoint(_COUNTABLE) for noun in behind)
            return frozenset(("number",)) if counts else _NOTHING
        if "noun" in parts and not _stands_in_ours(word):
            return parts | {"untold"}
        if parts or word in _RESTATED:
            return parts | _TOLD if word in _RESTATED or _stands_in_ours(word) else parts
        if _stands_in_ours(word) or word in FIRST_NAMES or (is_capital(word) and not self._lexicon.compounds):
            return _TOLD
        return _NOTHING

    def _is_held(self, told: frozenset[str], before: frozenset[str]) -> bool:
        """Whether the words mean that something still is with somebody: "is with our lawyer", "has it on the desk"."""
        if "copula" in before and "beside" in told:
            return True
        return "has" in before and told.isdisjoint(("past", "idiom", "copula"))

    def _may_end(self, words: Sequence[str], at: int, parts: set[str]) -> bool:
        """Whether a sentence of these parts is whole, and what stands behind it can't belong to it.

        A sentence that ends with "with" tells what is included: German parts its verbs ("die Schulung laeuft mit").
        """
        if parts.isdisjoint(_VERBS | {"idiom"}) or not self._is_harmless(parts):
            return False
        if "with" in self._lexicon.parts(words[at - 1]):
            return False
        if self._lexicon.compounds and words[at - 1] == "mit":
            return False
        if at >= len(words) or words[at] in _HARD:
            return True
        behind = words[at + 1] if at + 1 < len(words) else "."
        follows = "follower" in self._lexicon.parts(behind)
        if words[at] in self._joints:
            return follows
        return words[at] in _SOFT and (follows or parts.isdisjoint(("fund", "another")))

    def _is_harmless(self, parts: set[str]) -> bool:
        """What is harmless only beside other words: days beside what is past, needs of what our mail speaks of."""
        if not parts.isdisjoint(self._banned) or ("future" in parts and not parts.isdisjoint(("doc", "past"))):
            return False
        if "day" in parts and parts.isdisjoint(("past", "passive", "work", "future")):
            return False
        if "need" in parts and (parts.isdisjoint(("told", "it")) or not parts.isdisjoint(("doc", "untold", "number"))):
            return False
        if "number" in parts and parts.isdisjoint(("past", "passive", "work")):
            return False
        if "doc" in parts and ("number" in parts or ("with" in parts and parts.isdisjoint(("past", "passive")))):
            return False
        return parts.isdisjoint(("former", "first")) or "doc" not in parts


def _stands_in_ours(word: str) -> bool:
    """Whether our mail or the sender's address holds the word, and it says nothing by itself."""
    return isinstance(word, Marked) and (word.told or word.own) and not is_saying(word)
