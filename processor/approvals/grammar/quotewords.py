"""Quoted lines without their prefixes, and the words that they hold."""

import re
from collections.abc import Sequence
from functools import lru_cache

from processor.approvals.grammar.wording import fold

_PREFIX = re.compile(r"[\s>|]*")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")


def bare(line: str) -> str:
    """The line without its quote prefix."""
    return line[_PREFIX.match(line).end() :].strip()  # type: ignore[union-attr]


def words_said(lines: Sequence[str]) -> list[str]:
    """The words and numbers of quoted lines, folded."""
    found: list[str] = _WORD.findall(fold("\n".join(map(bare, lines))))
    return found


@lru_cache(maxsize=64)
def joined_words(text: str) -> str:
    """The words of a whole text with one blank between them and at both ends, to look for a part in."""
    return " ".join(["", *words_said(text.splitlines()), ""])
