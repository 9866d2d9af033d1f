"""Nothing that changes a decision can be put into an accepted reply without its going to a person.

The held-out replies alone would have passed an unsafe grammar; this is the test that would not.
"""

import os
from collections.abc import Iterator

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


def mutants(text: str, fragment: str) -> Iterator[tuple[str, str]]:
    """The text with the fragment put in, at every kind of place, with the place's name."""
    lines = text.rstrip("\n").split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    yield "at the end", text + fragment + "\n"
    yield "at the end after a blank line", text + "\n" + fragment + "\n"
    yield "below a delimiter at the end", text + "\n-- \n" + fragment + "\n"
    quote = next(
        (at for at in filled if lines[at].startswith(("On Fri", "пт,", "Am Fr", "From:", "От:", "Von:"))), len(lines)
    )
    tops = [at for at in filled if at < quote]
    for name, at in [("first line", 0), *((f"line above {n}", at + 1) for n, at in enumerate(tops))]:
        yield f"own {name}", "\n".join([*lines[:at], fragment, *lines[at:]])
        yield f"own paragraph {name}", "\n".join([*lines[:at], "", fragment, "", *lines[at:]])
        yield f"prefixed {name}", "\n".join([*lines[:at], f"> {fragment}", *lines[at:]])
        yield f"delimited {name}", "\n".join([*lines[:at], "-- ", fragment, *lines[at:]])
    for n, at in enumerate(tops):
        line = lines[at]
        yield f"prefix {n}", "\n".join([*lines[:at], f"{fragment} {line}", *lines[at + 1 :]])
        yield f"suffix {n}", "\n".join([*lines[:at], f"{line} {fragment}", *lines[at + 1 :]])
        yield f"bracketed suffix {n}", "\n".join([*lines[:at], f"{line} ({fragment})", *lines[at + 1 :]])
        yield f"suffix with comma {n}", "\n".join([*lines[:at], f"{line.rstrip('.!')}, {fragment}", *lines[at + 1 :]])
    below = [at for at in filled if at >= quote]
    for n, at in enumerate(below[:3] + below[6:8] + below[-1:]):
        line = lines[at]
        mark = "> " if line.startswith(">") else ""
        yield f"own line in quote {n}", "\n".join([*lines[: at + 1], mark + fragment, *lines[at + 1 :]])
        yield f"bare line in quote {n}", "\n".join([*lines[: at + 1], fragment, *lines[at + 1 :]])
        yield f"suffix in quote {n}", "\n".join([*lines[:at], f"{line} {fragment}", *lines[at + 1 :]])
        yield (
            f"prefix in quote {n}",
            "\n".join([*lines[:at], f"{mark}{fragment} {line.removeprefix('> ')}", *lines[at + 1 :]]),
        )


@pytest.mark.parametrize("number", range(len(BASES)))
def test_no_mutant_is_accepted(number: int) -> None:
    language, text = BASES[number]
    accepted, places, tried = [], set(), 0
    for shift, fragment in enumerate(FRAGMENTS):
        for turn, (place, mutant) in enumerate(mutants(text, fragment)):
            if (shift + turn + number) % STRIDE:
                continue
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
