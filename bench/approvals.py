"""How replies to proposals are judged by their words: replies of authors who had not seen the grammar, and its cost."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from models.vocabulary import ApprovalKind
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden" / "unseen_approvals"
Reply = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """What came of one set: accepted of the acceptable ones, accepted wrongly, outcomes right, of all."""

    accepted: int
    acceptable: int
    wrongly: tuple[str, ...]
    right: int
    of: int
    milliseconds: float

    @property
    def recall(self) -> float:
        return self.accepted / self.acceptable


def sets() -> Iterator[tuple[str, list[Reply]]]:
    """The sets by name, in order."""
    for path in sorted(FOLDER.glob("author-*.jsonl")):
        yield path.stem, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def context(reply: Reply, *, known: bool) -> ReplyContext:
    """What is known beside the words: the From header and what we sent, and with `known` the signature's lines."""
    name, address = parseaddr(reply["from"])
    return ReplyContext(
        kind=ApprovalKind(reply["kind"]),
        sender=Address(name, address),
        sent=reply["sent"],
        known_lines=frozenset(reply["known_lines"]) if known else frozenset(),
    )


def score(replies: list[Reply], *, known: bool) -> Score:
    """All of a set judged."""
    began = time.process_time()
    judged = [(reply, judge_reply(reply["text"], context(reply, known=known))) for reply in replies]
    spent = time.process_time() - began
    return Score(
        accepted=sum(judgement.auto_accept for reply, judgement in judged if reply["acceptable"]),
        acceptable=sum(reply["acceptable"] for reply in replies),
        wrongly=tuple(reply["id"] for reply, judgement in judged if judgement.auto_accept and not reply["acceptable"]),
        right=sum(judgement.outcome.value == reply["label"] for reply, judgement in judged),
        of=len(replies),
        milliseconds=spent * 1000 / len(replies),
    )


def main() -> int:
    """Print a line for each set and what is known of the sender; fails where anything is accepted wrongly."""
    failed = 0
    print(f"{'set':<12}{'known':<8}{'recall':>14}{'wrongly':>9}{'outcomes':>10}{'ms':>7}")
    for name, replies in sets():
        for known in (False, True):
            found = score(replies, known=known)
            failed += len(found.wrongly)
            recall = f"{found.accepted}/{found.acceptable} {found.recall:.2f}"
            known_as = "lines" if known else "From"
            print(
                f"{name:<12}{known_as:<8}{recall:>14}{len(found.wrongly):>9}{found.right:>6}/{found.of}"
                f"{found.milliseconds:>7.2f}"
            )
    return failed
