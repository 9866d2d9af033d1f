"""Two sets of replies that were written without sight of the code: `tests/golden/unseen_replies`.

The first set's first score, before anybody looked into it: text 106 of 120 exact, 1 leak, 7 with lost lines; html 48
of 50 exact, 0 leaks, 1 with lost lines. The rules were then improved by what failed. The second set's first score, with
those rules: text 91 of 100 exact, 0 leaks, 5 with lost lines, 4 of them flagged for a person; html 37 of 40 exact,
1 leak, flagged, and none lost. Two rules were mended after that too. So the levels below are those of seen sets and say
only that nothing got worse.
"""

import json
import pathlib

import pytest

from processor.reading.htmltext import html_to_text
from processor.reading.newtext import ReplyParts, split_reply

_FOLDER = pathlib.Path(__file__).parents[2] / "golden" / "unseen_replies"
_LEVELS = {
    "text": (120, 120, 0, 0),
    "html": (50, 49, 0, 1),
    "second-text": (100, 92, 0, 4),
    "second-html": (40, 38, 0, 0),
}
"""For each set: cases, exact ones at least, leaks at most, cases with lost lines at most."""


def _cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _parts(case: dict[str, object]) -> ReplyParts:
    return split_reply(str(case["text"]) if "text" in case else html_to_text(str(case["html"])).text)


def _flat(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _baits(case: dict[str, object]) -> list[str]:
    baits = case["bait"]
    assert isinstance(baits, list)
    return [" ".join(str(bait).split()).casefold() for bait in baits]


@pytest.mark.parametrize("name", list(_LEVELS))
def test_unseen_replies(name: str) -> None:
    exact, leaks, lost = 0, [], []
    cases = _cases(name)
    for case in cases:
        got, wanted = _flat(_parts(case).new_text), _flat(str(case["new_text"]))
        exact += got == wanted
        said = " ".join(got).casefold()
        leaks += [case["id"]] if any(bait in said for bait in _baits(case)) else []
        lost += [case["id"]] if any(line not in got for line in wanted) else []
    least_cases, least_exact, most_leaks, most_lost = _LEVELS[name]
    assert len(cases) == least_cases
    assert len(leaks) <= most_leaks, leaks
    assert len(lost) <= most_lost, lost
    assert exact >= least_exact


@pytest.mark.parametrize("name", list(_LEVELS))
def test_answers_inside_the_quote_are_flagged(name: str) -> None:
    inline = [case for case in _cases(name) if case["inline"]]
    assert inline
    assert [case["id"] for case in inline if not _parts(case).after_quote] == []


@pytest.mark.parametrize("name", list(_LEVELS))
def test_whoever_loses_a_line_is_flagged(name: str) -> None:
    for case in _cases(name):
        parts = _parts(case)
        got = _flat(parts.new_text)
        assert parts.after_quote or all(line in got for line in _flat(str(case["new_text"]))), case["id"]
