"""Texts made comparable: without case, accents, punctuation and the different ways to write one word."""

import re
import unicodedata
from functools import lru_cache

from processor.forms.words import SAME, STOP

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ё": "е", "ß": "ss"})
_EMAIL = re.compile(r"\be[\s\-\u2010-\u2015]?mail", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_RUN = re.compile(r"_{2,}|\.{4,}|…+")
_BLANKS = re.compile(r"\s+")
_MARKUP = re.compile(r"(?<![\w*])\*+(?=\S)|(?<=\S)\*+(?![\w*])")
_LONGEST = 400


def collapse(text: str) -> str:
    """The text on one line with single blanks."""
    return _BLANKS.sub(" ", text).strip()


def unmarked(text: str) -> str:
    """The line without the asterisks that stand for bold type in plain text."""
    return _MARKUP.sub("", text) if "*" in text else text


def without_blanks_to_fill(text: str) -> str:
    """What is left of a line when the underscores and dots that were to be written on are gone."""
    return collapse(_RUN.sub(" ", text)).strip("_ ")


def without_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    return collapse(_BRACKETS.sub(" ", text))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The words of a text, case folded, single blanks between them. Only its first 400 characters count."""
    lowered = unicodedata.normalize("NFC", _EMAIL.sub("email", text[:_LONGEST]).casefold()).translate(_SPELT)
    return " ".join(_WORD.findall(lowered.replace("_", " ")))


def meaning(folded: str) -> frozenset[str]:
    """The words that tell one label from another: synonyms made one, articles and the like left out."""
    words = [SAME.get(word, word) for word in folded.split()]
    return frozenset(word for word in words if word not in STOP) or frozenset(words)


def distance(one: str, other: str, most: int) -> int:
    """How many letters were left out, added, changed or swapped (optimal string alignment), at most `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    older: list[int] = []
    old = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        new = [row]
        for column, opposite in enumerate(other, 1):
            cost = min(old[column] + 1, new[-1] + 1, old[column - 1] + (letter != opposite))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite:
                cost = min(cost, older[column - 2] + 1)
            new.append(cost)
        if min(new) > most:
            return most + 1
        older, old = old, new
    return min(old[-1], most + 1)


def allowed(length: int) -> int:
    """How many slips of the finger a label of this length may have."""
    return 0 if length < 5 else 1 if length < 9 else 2 if length < 18 else 3


def slips(words: tuple[str, ...], others: tuple[str, ...]) -> int:
    """How many slips of the finger make these folded words of as many others, -1 where more lies between them."""
    total = 0
    for word, other in zip(words, others, strict=True):
        if word == other:
            continue
        most = 0 if word.isdigit() or min(len(word), len(other)) < 4 else 1 if len(other) < 7 else 2
        far = distance(word, other, most)
        if far > most:
            return -1
        total += far
    return total if total <= allowed(sum(map(len, others))) else -1
