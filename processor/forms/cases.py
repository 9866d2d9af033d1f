"""Russian names in another case than that in which somebody is introduced: "Жене" for "Женя", "Лунину" for "Лунина"."""

from typing import Final

from processor.forms.words import word_set

_ENDINGS: Final = {
    "ому": ("ий", "ый", "ой"),
    "ого": ("ий", "ый", "ой"),
    "ым": ("", "ий", "ый"),
    "им": ("ий", ""),
    "ой": ("а", "ая"),
    "ей": ("я", "а"),
    "ою": ("а",),
    "ею": ("я",),
    "ом": ("",),
    "ем": ("й", "ь", ""),
    "ую": ("ая",),
    "ью": ("ь",),
    "у": ("", "а"),
    "ю": ("й", "ь", "я"),
    "е": ("а", "я"),
    "ы": ("а",),
    "и": ("я", "а", "ь"),
}
"""Endings of oblique cases, and those of the nominative that they may stand for.

Not those that a woman's own name has as it stands: "Валентина" is no "Валентин".
"""
_FEWEST: Final = 2
WOMEN: Final = word_set(
    "александр валентин виктор валери евгени васили ольг елен ирин марин светлан галин людмил нин вер татьян",
    "екатерин тамар ларис жанн анн алл инн римм надежд тамил полин алин карин кристин регин арин диан оксан",
    "снежан яр ян ин маргарит вероник лид эльвир зинаид раис фаин клар эмм дарин милан рузан злат богдан",
    "руслан владислав станислав мирослав ярослав",
)
"""First names without their ending that could be a woman's in another case."""


def nominatives(word: str) -> frozenset[str]:
    """The forms in which a folded word may be a name's own; the word itself is one of them. None but Russian change."""
    if word.isascii():
        return frozenset((word,))
    found = {word}
    for ending, plain in _ENDINGS.items():
        stem = word.removesuffix(ending)
        either = ending in {"у", "ю"} and stem in WOMEN
        if stem != word and len(stem) >= _FEWEST and not either:
            found.update(stem + one for one in plain)
    return frozenset(found)


def is_declined(wanted: list[str], words: list[str]) -> bool:
    """Whether each of the folded words wanted is one of the name's words in some case."""
    return bool(wanted) and all(nominatives(one) & set(words) for one in wanted)
