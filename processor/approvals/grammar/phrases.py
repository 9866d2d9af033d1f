"""The small language that phrases are written in, and its reader.

`we [hereby] (approve|accept) {object}`: brackets hold what may be left out, a bar parts what may stand in one place,
a name in braces stands for a slot: other phrases, a bag of words, or a test of one word. A star behind a bracket or a
slot lets it stand none or more times. Words match whole, in the folded form that `wording.spoken` gives, so a phrase
can never match a part of a word.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

_PART = late(r"\{\w+\}|[\[\]()|]|[^\s\[\](){}|]+")
_WORD = late(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\S")

Test = Callable[[str], bool]
Ends = dict[tuple[int, int], frozenset[int]]
_NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Many words of which one stands in a place."""

    words: frozenset[str]

    def __call__(self, word: str) -> bool:
        """Whether the word is one of them."""
        return word in self.words


@dataclass(slots=True, eq=False)
class Rule:
    """Phrases of which one stands in a place. `optional`: the place may be empty; `many`: several may stand there."""

    branches: list[list["str | Rule | Test"]] = field(default_factory=list)
    optional: bool = False
    many: bool = False
    index: dict[str, list[list["str | Rule | Test"]]] = field(default_factory=dict)
    tested: list[list["str | Rule | Test"]] = field(default_factory=list)

    def ends(self, words: Sequence[str], at: int, memory: Ends) -> frozenset[int]:
        """Where in the words a phrase that starts at `at` may end. `memory` holds what was asked of these words."""
        if at >= len(words) or not (self.tested or words[at] in self.index):
            return _NOWHERE
        key = (id(self), at)
        known = memory.get(key)
        if known is None:
            found: set[int] = set()
            for branch in (*self.index.get(words[at], ()), *self.tested):
                found.update(_branch_ends(branch, words, at, memory))
            known = memory[key] = frozenset(found) if found else _NOWHERE
        return known

    def words(self) -> frozenset[str]:
        """All words that stand in the phrases."""
        found: set[str] = set()
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if id(one) in seen:
                continue
            seen.add(id(one))
            parts = [part for branch in one.branches for part in branch]
            found |= {part for part in parts if isinstance(part, str)}
            found |= {word for part in parts if isinstance(part, Bag) for word in part.words}
            waiting += [part for part in parts if isinstance(part, Rule)]
        return frozenset(found)

    def seal(self) -> None:
        """Sort the phrases by their first words, so that only those are tried that can match."""
        for branch in self.branches:
            first, tests = _first(branch)
            for word in first:
                self.index.setdefault(word, []).append(branch)
            if tests:
                self.tested.append(branch)


def _branch_ends(branch: Sequence["str | Rule | Test"], words: Sequence[str], at: int, memory: Ends) -> Collection[int]:
    """Where the branch may end. Most branches fail at their first word or two, at one place: that costs least."""
    places: Collection[int] = (at,)
    last = len(words)
    for part in branch:
        if isinstance(part, str):
            places = [place + 1 for place in places if place < last and words[place] == part]
        elif isinstance(part, Rule):
            further: set[int] = set()
            for place in places:
                if place < last and (part.tested or words[place] in part.index):
                    further |= part.ends(words, place, memory)
            if part.many and further:
                further = _repeated(part, further, words, memory)
            if not part.optional:
                places = further
            elif further:
                places = further.union(places)
        else:
            places = [place + 1 for place in places if place < last and part(words[place])]
        if not places:
            break
    return places


def _repeated(part: Rule, ends: set[int], words: Sequence[str], memory: Ends) -> set[int]:
    """Where the rule may end when it stands there again and again."""
    waiting, seen = list(ends), set(ends)
    while waiting:
        further = part.ends(words, waiting.pop(), memory) - seen
        seen |= further
        waiting += further
    return seen


def _first(branch: Sequence["str | Rule | Test"]) -> tuple[set[str], bool]:
    """The words that a branch may start with, and whether it may start with a tested one."""
    words: set[str] = set()
    tests = False
    for part in branch:
        if isinstance(part, str):
            return words | {part}, tests
        if not isinstance(part, Rule):
            return words, True
        words |= set(part.index)
        tests = tests or bool(part.tested)
        if not part.optional:
            return words, tests
    raise ValueError(f"a phrase that may be empty: {branch}"[:300])


def rule(phrases: str, slots: Mapping[str, "Rule | Test"]) -> Rule:
    """The rule for the phrases, one a line."""
    made = Rule()
    for line in filter(str.strip, phrases.splitlines()):
        made.branches.extend(_sequence(iter([*_PART.findall(line), ")"]), slots).branches)
    made.seal()
    return made


def rules(source: Mapping[str, str], given: Mapping[str, "Rule | Test"]) -> dict[str, "Rule | Test"]:
    """The slots as rules; each may use those that stand before it, and those that are given."""
    done = dict(given)
    for name, phrases in source.items():
        done[name] = rule(phrases, done)
    return done


def _sequence(parts: Iterator[str], slots: Mapping[str, "Rule | Test"]) -> Rule:
    """Read up to the bracket that closes."""
    made = Rule(branches=[[]])
    for part in parts:
        if part in ")]":
            break
        if part == "|":
            made.branches.append([])
        elif part in "([":
            inner = _sequence(parts, slots)
            inner.optional = part == "[" or [] in inner.branches
            inner.branches = [branch for branch in inner.branches if branch]
            inner.seal()
            made.branches[-1].append(inner)
        elif part == "*":
            again = Rule([[made.branches[-1].pop()]], optional=True, many=True)
            again.seal()
            made.branches[-1].append(again)
        elif part.startswith("{"):
            made.branches[-1].append(slots[part[1:-1]])
        else:
            made.branches[-1].extend(_WORD.findall(fold(part)))
    return made
