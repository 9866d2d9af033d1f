"""Nothing that changes a decision can be put into an accepted reply without its going to a person.

The held-out replies alone would have passed an unsafe grammar; this is the test that would not.
"""

import os

import pytest

from processor.approvals.grammar import judge_reply
from tests.unit.approvals.replies import FRAGMENTS, bases, context

BASES = bases()
STRIDE = 1 if os.environ.get("SIGNOFF_ALL_MUTANTS") else 40
"""Every fortieth mutant of a base is tried, each base starting elsewhere: the whole takes a quarter of an hour."""


@pytest.mark.parametrize(("language", "text"), BASES)
def test_each_base_is_accepted(language: str, text: str) -> None:
    judged = judge_reply(text, context(language))
    assert judged.auto_accept, (judged.rule, judged.issues)


class Places:
    """Every kind of place of a text where a fragment may be put in: its name, and what stands before and behind it.

    They are found once for a text: the mutants that no sample draws are never made.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.rstrip("\n").split("\n")
        self.all: list[tuple[str, str, str]] = [
            ("at the end", text, "\n"),
            ("at the end after a blank line", f"{text}\n", "\n"),
            ("below a delimiter at the end", f"{text}\n-- \n", "\n"),
        ]
        filled = [index for index, line in enumerate(self._lines) if line.strip()]
        heads = ("On Fri", "пт,", "Am Fr", "From:", "От:", "Von:")
        quote = next((at for at in filled if self._lines[at].startswith(heads)), len(self._lines))
        self._above([at for at in filled if at < quote])
        self._below([at for at in filled if at >= quote])

    def __len__(self) -> int:
        return len(self.all)

    def mutant(self, turn: int, fragment: str) -> tuple[str, str]:
        """The text with the fragment at one of the places, and the place's name."""
        place, before, behind = self.all[turn]
        return place, f"{before}{fragment}{behind}"

    def _between(self, name: str, at: int, before: str, behind: str = "", *, instead: bool = False) -> None:
        """A place before the line at `at`, or instead of it."""
        above, below = self._lines[:at], self._lines[at + instead :]
        self.all.append((name, "\n".join([*above, before]), "\n".join([behind, *below])))

    def _above(self, tops: list[int]) -> None:
        for name, at in [("first line", 0), *((f"line above {n}", at + 1) for n, at in enumerate(tops))]:
            self._between(f"own {name}", at, "")
            self._between(f"own paragraph {name}", at, "\n", "\n")
            self._between(f"prefixed {name}", at, "> ")
            self._between(f"delimited {name}", at, "-- \n")
        for n, at in enumerate(tops):
            line = self._lines[at]
            self._between(f"prefix {n}", at, "", f" {line}", instead=True)
            self._between(f"suffix {n}", at, f"{line} ", instead=True)
            self._between(f"bracketed suffix {n}", at, f"{line} (", ")", instead=True)
            self._between(f"suffix with comma {n}", at, f"{line.rstrip('.!')}, ", instead=True)

    def _below(self, quoted: list[int]) -> None:
        for n, at in enumerate(quoted[:3] + quoted[6:8] + quoted[-1:]):
            line = self._lines[at]
            mark = "> " if line.startswith(">") else ""
            self._between(f"own line in quote {n}", at + 1, mark)
            self._between(f"bare line in quote {n}", at + 1, "")
            self._between(f"suffix in quote {n}", at, f"{line} ", instead=True)
            self._between(f"prefix in quote {n}", at, mark, f" {line.removeprefix('> ')}", instead=True)


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("number", range(len(BASES)))
def test_no_mutant_is_accepted(number: int) -> None:
    language, text = BASES[number]
    accepted, places, tried = [], set(), 0
    known = Places(text)
    for shift, fragment in enumerate(FRAGMENTS):
        for turn in range(-(shift + number) % STRIDE, len(known), STRIDE):
            place, mutant = known.mutant(turn, fragment)
            places.add(place)
            tried += 1
            if judge_reply(mutant, context(language)).auto_accept:
                accepted.append((place, fragment, mutant))
    assert len(places) >= 13
    assert tried > 50
    assert accepted == []


def test_there_are_enough_fragments_of_each_language() -> None:
    assert len(set(FRAGMENTS)) == len(FRAGMENTS) >= 150
    cyrillic = [fragment for fragment in FRAGMENTS if any("а" <= letter <= "я" for letter in fragment.casefold())]
    assert len(cyrillic) >= 50
