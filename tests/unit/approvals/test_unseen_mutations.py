"""No fragment by somebody who never saw the grammar may be put into any accepted reply, at any place.

The bases are all replies by other authors that the grammar accepts, and the colleague's own; the fragments are all
lists. Set SIGNOFF_ALL_MUTANTS for all of them.
"""

import json
import os
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import ApprovalKind
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext
from tests.unit.approvals.replies import FRAGMENTS, bases, context
from tests.unit.approvals.test_mutations import Places

GOLDEN = Path(__file__).parents[2] / "golden" / "unseen_approvals"
STRIDE = 1 if os.environ.get("SIGNOFF_ALL_MUTANTS") else 2999
"""One mutant in 2,999 is tried, each base starting elsewhere: some seventeen million of them exist."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


def known(row: dict[str, Any]) -> ReplyContext:
    name, address = parseaddr(row["from"])
    return ReplyContext(
        ApprovalKind(row["kind"]), Address(name, address), row["sent"], frozenset(row.get("known_lines", ()))
    )


REPLIES = [row for author in "abcd" for row in rows(f"author-{author}.jsonl")]
FOREIGN = [row for path in sorted(GOLDEN.glob("mutations*.jsonl")) for row in rows(path.name)]
ALL = tuple(dict.fromkeys([*FRAGMENTS, *(row["fragment"] for row in FOREIGN)]))


@cache
def accepted_replies() -> list[tuple[str, ReplyContext]]:
    """The colleague's own bases, and the replies that are accepted of those that are to be."""
    replies = [(row["text"].rstrip("\n") + "\n", known(row)) for row in REPLIES if row["acceptable"]]
    return [
        *((text, context(language)) for language, text in bases()),
        *((text, about) for text, about in replies if judge_reply(text, about).auto_accept),
    ]


def test_no_unacceptable_reply_is_accepted() -> None:
    wrong = [row["id"] for row in REPLIES if not row["acceptable"] and judge_reply(row["text"], known(row)).auto_accept]
    assert wrong == []


def test_there_is_enough_to_mutate() -> None:
    assert len(accepted_replies()) >= 180
    assert len(ALL) >= 500


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("part", range(8))
def test_no_mutant_of_any_accepted_reply_is_accepted(part: int) -> None:
    accepted, tried = [], 0
    for number, (text, about) in list(enumerate(accepted_replies()))[part::8]:
        places = Places(text)
        for turn in range(-(number + 1) % STRIDE, len(ALL) * len(places), STRIDE):
            fragment, at = divmod(turn, len(places))
            place, mutant = places.mutant(at, ALL[fragment])
            tried += 1
            if judge_reply(mutant, about).auto_accept:
                accepted.append((place, ALL[fragment], mutant))
    assert tried > 100
    assert accepted == []
