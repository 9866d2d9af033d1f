"""The company whose name the sender's domain holds, however the domain shortens it."""

import re
from functools import lru_cache

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import Signer, skeleton
from processor.approvals.grammar.titles import LEGAL_FORMS, TRADES
from processor.approvals.grammar.wording import fold

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|&|\d+")
_NUMBERED = re.compile(r"(?:nr|№)\s?\d{1,4}|(?<=[^\W\d_]) \d{1,3}(?=$|\W)")


def is_company(part: str, signer: Signer) -> bool:
    """Whether the part is the company's name, with its legal form and its trade.

    Every word must stand in the domain, whole or shortened, or be one of a trade, and one at least stands there.
    """
    words = [word for word in WORD.findall(fold(part)) if word not in LEGAL_FORMS]
    if not words or len(words) > 8 or not says_no_more(part):
        return False
    pieces = [piece for word in words for piece in word.split("-") if not piece.isdecimal()]
    if any(is_dangerous(piece) for piece in pieces) or not pieces:
        return False
    known = _labels(signer.domain)
    told = [piece for piece in pieces if skeleton(piece) in known]
    if told and all(piece in TRADES or piece in told for piece in pieces):
        return all(not word.isdecimal() or word in signer.domain for word in words)
    named = [piece for piece in pieces if piece not in ("and", "und", "the", "&", "of")]
    return not any(word.isdecimal() for word in words) and any(_is_spelt(tuple(named), label) for label in known)


@lru_cache(maxsize=256)
def _labels(domain: str) -> frozenset[str]:
    """How the labels of a domain, and the pieces of them, sound."""
    labels = domain.split(".")[:-1]
    joined = {skeleton(label.replace("-", "")) for label in labels}
    return frozenset(joined | {skeleton(piece) for label in labels for piece in label.split("-") if len(piece) > 1})


@lru_cache(maxsize=1024)
def _is_spelt(words: tuple[str, ...], label: str) -> bool:
    """Whether the label is made of the words' beginnings, one behind the other; words of a trade may be left out."""
    if not words:
        return not label
    sound = skeleton(words[0])
    for length in range(min(len(sound), len(label)), 0, -1):
        enough = length >= min(3, len(sound)) or (length == 1 and len(words) > 1)
        if enough and label.startswith(sound[:length]) and _is_spelt(words[1:], label[length:]):
            return True
    return words[0] in TRADES and _is_spelt(words[1:], label)


def says_no_more(part: str) -> bool:
    """Whether only signs that say nothing stand beside the words."""
    return all(sign in " ,.&-/()«»„“”\"'" for sign in WORD.sub("", fold(part)))
