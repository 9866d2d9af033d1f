"""How alike texts are: mails of nearly the same words, and runs of words that come again."""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from pathlib import Path
from typing import Any

RUN = 6
LIMIT = 0.6
_WORD = re.compile(r"\w+")
_GREETING = re.compile(
    r"sehr geehrte (?:damen und herren|frau|herr)|(?:mit )?(?:freundlichen|besten|vielen) grüßen|"
    r"(?:with )?(?:kind|best) regards|to whom it may concern|(?:с )?уважением|добрый день|уважаемые коллеги",
    re.IGNORECASE,
)
"""Greetings and closings: everybody's words, so no run of words goes across one."""


def words(text: str) -> list[str]:
    """The words of a text, in lower case and in order."""
    return _WORD.findall(text.lower())


def runs(text: str, length: int = RUN) -> set[str]:
    """Every so many words that stand in a row, greetings and closings apart."""
    parts = map(words, _GREETING.split(text))
    return {" ".join(part[at : at + length]) for part in parts for at in range(len(part) - length + 1)}


def repeated(texts: Mapping[str, str], most: int = 2) -> dict[str, set[str]]:
    """The runs of six words that stand in more than `most` of the texts, with the names of these."""
    where: dict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        for run in runs(text):
            where[run].add(name)
    return {run: names for run, names in where.items() if len(names) > most}


def alike(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """All pairs of texts whose sets of words have a Jaccard index of 0.6 and more, without comparing all pairs.

    Two such sets share a word among the first `n - ceil(0.6 n) + 1` of each, in any order of words that is the same
    for all: with the rarest first, few pairs are left to be counted (Chaudhuri et al. 2006, prefix filter).
    """
    sets = {name: frozenset(words(text)) for name, text in texts.items()}
    common = Counter(word for found in sets.values() for word in found)
    seen: dict[str, list[str]] = defaultdict(list)
    pairs = []
    for name, found in sets.items():
        ranked = sorted(found, key=lambda word: (common[word], word))
        prefix = ranked[: len(found) - math.ceil(LIMIT * len(found)) + 1]
        others = {other for word in prefix for other in seen[word] if _close(len(found), len(sets[other]))}
        pairs += [(other, name) for other in sorted(others) if _jaccard(found, sets[other]) >= LIMIT]
        for word in prefix:
            seen[word].append(name)
    return pairs


def _close(one: int, other: int) -> bool:
    """Whether sets of these sizes can be alike at all."""
    return min(one, other) >= LIMIT * max(one, other)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def texts_of(path: Path) -> Iterator[str]:
    """What can be read in a file: its text as it stands, and decoded where it is JSON or a mail."""
    content = path.read_bytes()
    text = content.decode("utf-8", errors="replace")
    yield text
    if path.suffix in {".json", ".jsonl"}:
        yield from _strings(text)
    elif path.suffix not in {".csv", ".md", ".yml", ".xml", ".html"}:
        for part in message_from_bytes(content).walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload not in content:
                yield payload.decode("utf-8", errors="replace")


def _strings(text: str) -> Iterator[str]:
    """Every string in a JSON document, or in each line that is one."""
    try:
        yield from _leaves(json.loads(text))
    except ValueError:
        for line in filter(str.strip, text.split("\n")):
            yield from _leaves(json.loads(line))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
