"""Quoted lines without their prefixes, and the words that they hold."""

import re
from collections.abc import Sequence
from functools import lru_cache

from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

_PREFIX = late(r"[\s>|]*")
_TARGET = late(r"<\s?(?:mailto:|https?://|tel:)([^<>\s]{3,200})\s?>", re.IGNORECASE)
_WORD = late(r"\d+(?:[.,]\d+)*|[^\W_]+")


def bare(line: str) -> str:
    """The line without its quote prefix."""
    return line[_PREFIX.match(line).end() :].strip()  # type: ignore[union-attr]


def is_prefixed(line: str) -> bool:
    """Whether the line carries a quote prefix."""
    return line.lstrip().startswith(">")


def unlinked(lines: Sequence[str], sent: str) -> list[str]:
    """The lines without targets of links that a client put behind words, where what was sent holds them anyway."""
    plain = fold(sent)

    def target(found: re.Match[str]) -> str:
        return " " if sent and fold(found[1]).rstrip("/") in plain else found[0]

    return [_TARGET.sub(target, line) if "<" in line else line for line in lines]


def words_said(lines: Sequence[str]) -> list[str]:
    """The words and numbers of quoted lines, folded."""
    found: list[str] = _WORD.findall(fold("\n".join(map(bare, lines))))
    return found


@lru_cache(maxsize=64)
def joined_words(text: str) -> str:
    """The words of a whole text with one blank between them and at both ends, to look for a part in."""
    return " ".join(["", *words_said(text.splitlines()), ""])
