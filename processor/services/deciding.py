"""Judges the words of many replies, as plain values: `signoff decide --jsonl`.

The fields are an interface that people script against; they may only grow.
"""

from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any, Final

from models.vocabulary import ApprovalKind
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.services.jsonlines import JsonLine, Stream, batches, parsed, whole

AT_ONCE: Final = 64
Answer = dict[str, Any]
_KINDS: Final = tuple(kind.value for kind in ApprovalKind)


def decisions(stream: Stream) -> Iterator[Answer]:
    """A judgement for each line, in order and as soon as it can be given.

    Raises SettingsError for the first line that can't be understood, once every line before it is answered.
    """
    for batch in batches(stream, AT_ONCE):
        for number, line in batch:
            asked = parsed(number, line)
            name = _id(asked)
            yield answer(name, judge_reply(asked.text("text", needed=True), _context(asked)))


def answer(name: str | int, judgement: ReplyJudgement) -> Answer:
    """The judgement on one reply as plain values."""
    return {
        "id": name,
        "outcome": judgement.outcome.value,
        "auto_accept": judgement.auto_accept,
        "rule": judgement.rule,
        "issues": list(judgement.issues),
        "purchase_order": judgement.purchase_order,
        "outstanding": list(judgement.outstanding),
    }


def _id(line: JsonLine) -> str | int:
    name = line.values.get("id")
    if name is None:
        raise line.fault('"id" is missing')
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise line.fault('"id" must be a text or a whole number')
    return name


def _context(line: JsonLine) -> ReplyContext:
    name, address = parseaddr(line.text("from"))
    kind = line.word("kind", _KINDS)
    return ReplyContext(
        kind=ApprovalKind(kind) if kind else ApprovalKind.PROPOSAL,
        sender=Address(name, address) if address else None,
        sent=line.text("sent"),
        known_lines=_known_lines(line),
        number=_number(line, "number"),
        version=_number(line, "version"),
    )


def _known_lines(line: JsonLine) -> frozenset[str]:
    value = line.values.get("known_lines")
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise line.fault('"known_lines" must be a list of texts')
    return frozenset(map(whole, value))


def _number(line: JsonLine, name: str) -> int:
    value = line.values.get(name)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise line.fault(f'"{name}" must be a whole number')
    return value
