"""The company whose name the sender's domain holds, however the domain shortens it."""

import re
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.freewords import is_free, is_saying
from processor.approvals.grammar.names import Signer, skeleton
from processor.approvals.grammar.titles import LEGAL_FORMS, TRADES
from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

WORD = late(r"[^\W\d_]+(?:-[^\W\d_]+)*|&|\d+")
_LETTERS = late(r"[^\W\d_]+(?:-[^\W\d_]+)*|&")
_DOTTED = late(r"(?<!\w)(?:[A-Za-z]\.\s?){2,3}(?!\w)")
_MESSRS = late(r"^M/s\.?\s", re.IGNORECASE)
_JOINING: Final = frozenset(("and", "und", "и", "the", "of", "&", "für", "der", "die", "de", "y", "e"))
_MOST_FREE: Final = 6
_NUMBERED = late(r"(?:nr|№)\s?\d{1,4}|(?<=[^\W\d_]) \d{1,3}(?=$|\W)")


def is_company(part: str, signer: Signer) -> bool:
    """Whether the part is the company's name, with its legal form and its trade.

    Every word must stand in the domain, whole or shortened, or be one of a trade, and one at least stands there.
    """
    part = _shortened(part)
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
    if _is_named_freely(part, signer):
        return True
    named = [piece for piece in pieces if piece not in ("and", "und", "the", "&", "of")]
    return not any(word.isdecimal() for word in words) and any(_is_spelt(tuple(named), label) for label in known)


def _shortened(part: str) -> str:
    """The part with legal forms written without full stops: "B.V." as "BV"."""
    return _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", ""), _MESSRS.sub("", part.strip()))


def _is_named_freely(part: str, signer: Signer) -> bool:
    """Whether the domain holds a word of the name, and the others are free.

    A legal form, a trade, quotation marks or a second word of the domain tell it from another person's name.
    """
    raw = [piece for word in _LETTERS.findall(part) for piece in word.split("-")]
    words = [word for word in raw if fold(word) not in LEGAL_FORMS and fold(word).strip() not in _JOINING]
    joined = "".join(sorted(_labels(signer.domain), key=len)[-1:])
    anchored = [word for word in words if _stands_in(fold(word), joined)]
    trades = [word for word in words if word not in anchored and fold(word) in TRADES]
    if not anchored or len(words) > _MOST_FREE or any(map(str.isdecimal, part)):
        return False
    told = len(anchored) > 1 or trades or len(words) < len(raw) or "«" in part
    return bool(told) and all(word in anchored or word in trades or is_free(word) for word in words)


def _stands_in(word: str, joined: str) -> bool:
    return len(word) > 2 and len(skeleton(word)) > 2 and skeleton(word) in joined and not is_saying(word)


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
