"""A clause that decides, its parts in free order: subject, verb, what is decided on, and how.

Each part is a chunk of a closed list, and no list holds a word that conditions, limits, puts off, denies or asks: in no
order can such chunks mean less than an approval. What order can change is held by `_NEXT`: an imperative ("approve"),
a question ("is it approved"), a verb whose particle is missing ("wir nehmen es") never get to a decided end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from processor.approvals.grammar.phrases import Ends, Rule

_MOST_CHUNKS: Final = 14
_BETWEEN: Final = frozenset(",-:")
_OPENING: Final = frozenset(("so", "then", "damit"))
_DECIDES: Final = frozenset(("done", "agree", "take", "verb", "off", "an", "frei", "zu"))

_NEXT: Final[Mapping[tuple[str, str], str]] = {
    ("", "subject"): "subject",
    ("", "done"): "",
    ("", "agree"): "",
    ("", "take"): "",
    ("", "aux"): "aux",
    ("aux", "done"): "",
    ("subject", "verb"): "",
    ("subject", "have"): "have",
    ("subject", "copula"): "copula",
    ("subject", "nehmen"): "nehmen",
    ("subject", "geben"): "geben",
    ("subject", "stimmen"): "stimmen",
    ("subject", "agree"): "",
    ("subject", "take"): "",
    ("have", "done"): "",
    ("copula", "agree"): "",
    ("nehmen", "an"): "",
    ("geben", "frei"): "",
    ("stimmen", "zu"): "",
    ("verb?", "subject"): "",
    ("have?", "subject"): "have",
    ("copula?", "subject"): "copula",
    ("nehmen?", "subject"): "nehmen",
    ("geben?", "subject"): "geben",
    ("stimmen?", "subject"): "stimmen",
}
"""What the clause waits for after a chunk, by what it waited for; "verb?" waits for its subject, "" for nothing."""
_FINITE: Final = frozenset(("verb", "have", "copula", "nehmen", "geben", "stimmen"))
_OF_OBJECTS: Final = frozenset(("an", "frei", "zu", "take"))
"""Chunks that decide only where the clause names what: "wir nehmen an" assumes."""


class _State(NamedTuple):
    """How far a clause is read, and what it holds: `waits` for, and whether it decided, named a thing, or a manner.

    `opened`: the last chunk ended with a word that opens a clause ("so", "then"): no thing and no manner may follow.
    """

    at: int
    waits: str = ""
    decided: bool = False
    thing: bool = False
    manner: bool = False
    needy: bool = False
    joined: bool = False
    opened: bool = False

    @property
    def whole(self) -> bool:
        return self.decided and not self.waits and (self.thing or not self.needy)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Clause:
    """The chunks of one language. `inverts`: a verb may stand before its subject where something stands before it."""

    chunks: Mapping[str, Rule]
    joints: frozenset[str]
    inverts: bool

    def words(self) -> frozenset[str]:
        """All words that stand in the chunks."""
        return frozenset().union(*(rule.words() for rule in self.chunks.values()))

    def ends(self, words: Sequence[str], at: int, memory: Ends) -> frozenset[int]:
        """Where in the words a whole clause that starts at `at` may end."""
        key = (id(self), at)
        if key not in memory:
            memory[key] = self._ends(words, at, memory) if self._may_decide(words, memory) else frozenset()
        return memory[key]

    def _may_decide(self, words: Sequence[str], memory: Ends) -> bool:
        """Whether any chunk that decides stands anywhere in the words: most texts hold none."""
        key = (id(self), -1)
        if key not in memory:
            rules = [self.chunks[name] for name in _DECIDES if name in self.chunks]
            found = any(rule.ends(words, at, memory) for at in range(len(words)) for rule in rules)
            memory[key] = frozenset((1,)) if found else frozenset()
        return bool(memory[key])

    def _ends(self, words: Sequence[str], at: int, memory: Ends) -> frozenset[int]:
        states, found = {_State(at)}, set()
        for _ in range(_MOST_CHUNKS):
            states = {after for state in states for after in self._after(words, state, memory)}
            found |= {state.at for state in states if state.whole}
            if not states:
                break
            states = {moved for state in states for moved in self._moved(words, state)}
        return frozenset(found)

    def _moved(self, words: Sequence[str], state: _State) -> list[_State]:
        """The places where the next chunk may start: here, or behind one sign or joining word, or both."""
        moved, at = [state], state.at
        if at < len(words) and words[at] in _BETWEEN:
            at += 1
            moved.append(state._replace(at=at))
        if at < len(words) and words[at] in self.joints:
            moved.append(state._replace(at=at + 1, joined=True))
        return moved

    def _after(self, words: Sequence[str], state: _State, memory: Ends) -> list[_State]:
        found: list[_State] = []
        for name, rule in self.chunks.items():
            ends = rule.ends(words, state.at, memory)
            if ends:
                after = self._with(state, name)
                found += [after._replace(at=end, opened=words[end - 1] in _OPENING) for end in ends] if after else []
        return found

    def _with(self, state: _State, name: str) -> _State | None:
        """The state after a chunk of this name, or nothing where it may not stand there."""
        joined, state = state.joined, state._replace(joined=False)
        if state.opened and name in ("thing", "manner"):
            return None
        if name == "thing":
            return None if state.waits == "aux" else state._replace(thing=True)
        if name == "manner":
            return state._replace(manner=True)
        if name == "pronoun":
            return state._replace(thing=True) if state.waits and state.waits != "aux" else None
        if name == "polite":
            return state if state.decided and not state.waits else None
        if name == "aux" and state.manner and not state.thing and not state.decided:
            return None
        waits = _NEXT.get((state.waits, name))
        if waits is None and name in _FINITE and not state.waits:
            if state.decided and joined:
                waits = _NEXT[("subject", name)]
            elif self.inverts and (state.thing or state.manner):
                return state._replace(waits=f"{name}?")
        if waits is None:
            return None
        decided = state.decided or name in _DECIDES or state.waits == "verb?"
        return state._replace(waits=waits, decided=decided, needy=state.needy or name in _OF_OBJECTS)
