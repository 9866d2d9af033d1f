"""Display names that a client prints before an address: of companies and services that no list can hold.

Such a name counts where each of its words is known or free, and one at least stands in the address or in our mail.
"""

import re
from collections.abc import Callable
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.dating import DATE_WORDS
from processor.approvals.grammar.freewords import is_free, is_saying
from processor.approvals.grammar.names import skeleton, words_in
from processor.approvals.grammar.titles import LEGAL_FORMS
from processor.approvals.grammar.wording import bag, fold
from processor.reading.newtext.late import late

_MOST_WORDS: Final = 7
_BEFORE = late(
    r"(?P<name>[^<>@:;\d]{2,90})(?P<address>[<\[]\s?(?:mailto:)?[^\s<>()\[\]\",;:@]{1,80}@[^\s<>()\[\]\",;:@]{3,200}[>\]])"
)
_WORD = late(r"[^\W\d_]+")
_JOINING: Final = bag("and und и & of the der die das fuer für de du la le van y e et")
_SIGNS: Final = frozenset(" ,.&-/()«»„“”\"'’|+–—")
_VERBS: Final = bag("wrote schrieb schreibt writes написал пишет писал от hat geschrieben um uhr am pm on at в г z")


def without_labels(text: str, theirs: frozenset[str], known: Callable[[str], bool], *, starts: bool) -> str:
    """The text without the names before addresses that are accounted for; `starts`: whether one may start the text.

    `known` tells the words that names are made of, `theirs` are the words of our own names.
    """

    def left(found: re.Match[str]) -> str:
        before, name = _parted(found["name"])
        if not before and found.start() == 0 and not starts:
            return found[0]
        return f"{before} {found['address']}" if is_label(name, found["address"], theirs, known) else found[0]

    return _BEFORE.sub(left, text)


def _parted(text: str) -> tuple[str, str]:
    """What belongs to the date or the verb before the name, and the name."""
    words = text.split(" ")
    at = 0
    while at < len(words) and _leads(words[at]):
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def _leads(word: str) -> bool:
    plain = fold(word).strip(" ,.()+")
    return not plain or plain in DATE_WORDS or plain in _VERBS


def is_label(name: str, address: str, theirs: frozenset[str], known: Callable[[str], bool]) -> bool:
    """Whether a display name before this address is one of a service or company, and says no more."""
    found: list[str] = _WORD.findall(name)
    words = [word for word in found if fold(word) not in LEGAL_FORMS and fold(word) not in _JOINING]
    if not words or len(words) > _MOST_WORDS or any(not one.isalpha() and one not in _SIGNS for one in name):
        return False
    sounds = "".join(skeleton(word) for word in words_in(address.replace("_", " ")))
    anchored = [word for word in words if _is_anchored(fold(word), sounds, theirs)]
    return bool(anchored) and all(word in anchored or known(fold(word)) or is_free(word) for word in words)


def _is_anchored(word: str, sounds: str, theirs: frozenset[str]) -> bool:
    if is_dangerous(word) or is_saying(word):
        return False
    return word in theirs or (len(word) > 2 and skeleton(word) in sounds)
