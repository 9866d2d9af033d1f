"""Slips of the fingers in words that decide: one letter left out, doubled, swapped with its neighbour, or put too much.

Only long words that decide are mended, and only from forms that are no other word; a slip may not touch the first
letter, so that no prefix which denies comes or goes, nor the ending, which tells who decides and when.
"""

from typing import Final

from processor.approvals.grammar.wording import bag

_WORDS: Final = bag(
    """
    approved approve accepted accept agreed confirmed confirm proceed
    согласовано согласован согласовываю согласую утверждаю утверждено подтверждаю принимаю принято одобрено одобряю
    согласны
    genehmigt genehmige genehmigen freigegeben angenommen akzeptiert einverstanden bestaetigt bestaetige bestaetigen
    """
)
_LEAST_KEPT: Final = 2
"""Letters at the end that no slip may touch, but for one that is doubled or left out in "approvd"."""
_OTHERS: Final = bag(
    """
    approves approvee accepts accepter confirmer agree greed procced proceeds precede proceeded accent except
    согласован согласована согласованы согласуя принимая принимал подтверждая утверждая принята принято приняты принят
    принимаю одобряя согласен согласна согласно одобрена одобрены приято пронято
    betaetigt betaetige betaetigen genehm genehmigte genehmigten angekommen bestaetigte bestaetigten annehmen
    """
)
"""Words of their own that a slip would make."""
_FURTHER: Final = {
    "theyll": "they'll",
    "theyre": "they're",
    "theyve": "they've",
    "weve": "we've",
    "youre": "you're",
    "youve": "you've",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "cant": "can't",
    "approvd": "approved",
    "apporved": "approved",
    "approwed": "approved",
    "acepted": "accepted",
    "exepted": "",
    "agred": "agreed",
    "agreeed": "agreed",
    "aggreed": "agreed",
    "согласованно": "согласовано",
    "сагласовано": "согласовано",
    "утвержденно": "утверждено",
    "потверждаю": "подтверждаю",
    "подверждаю": "подтверждаю",
    "одобренно": "одобрено",
    "genemigt": "genehmigt",
    "genehmight": "genehmigt",
    "genehmig": "",
    "bestätig": "",
    "einverstanen": "einverstanden",
    "einferstanden": "einverstanden",
    "freigeben": "",
}
"""Usual slips told by hand, and forms that are none."""


def _slips(word: str) -> set[str]:
    """The word with one slip inside."""
    inner = range(1, len(word) - _LEAST_KEPT)
    found = {word[:at] + word[at + 1 :] for at in inner}
    found |= {word[:at] + word[at] + word[at:] for at in range(1, len(word))}
    return found | {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inner}


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for word in sorted(_WORDS):
        for slip in _slips(word) - _WORDS - _OTHERS:
            found[slip] = "" if found.get(slip, word) != word else word
    found.update(_FURTHER)
    return {slip: word for slip, word in found.items() if word}


_MENDED: Final = _table()


def corrected(word: str) -> str:
    """The word that decides of which this is a slip, or the word as it is."""
    return _MENDED.get(word, word)
