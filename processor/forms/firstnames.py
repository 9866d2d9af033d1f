"""First names that stand alone in a sentence: an address beside that carries the word shows that it is a name."""

import re
from typing import Final

from processor.forms.cases import nominatives
from processor.forms.folding import fold
from processor.forms.words import word_set

_BESIDE: Final = re.compile(
    r"(?<![\w@.-])([A-ZÄÖÜА-ЯЁ][\w'’-]+)\s*[,:(–—-]?\s*[(<]?\s*([^\s<>()\[\],;:\"']+)@[\w.-]+\w"
)
_SOUNDS: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "h",
        "ц": "c",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)
_WHOSE: Final = word_set(
    "mein meine meinen meinem meiner unser unsere unseren unserem unserer my our the der die den dem"
)
_FEWEST: Final = 3


def first_names(sentence: str) -> list[tuple[int, str]]:
    """The first names that stand right before an address that they are part of, in the nominative, and where."""
    found: list[tuple[int, str]] = []
    for one in _BESIDE.finditer(sentence):
        name = _carried(one[1], one[2])
        if name and _stands_alone(sentence[: one.start()].split()[-2:]):
            found.append((one.start(1), name))
    return found


def _stands_alone(before: list[str]) -> bool:
    """Whether no part of a longer name stands before: of "mein Bruder Max" it is none."""
    if not before or not before[-1][:1].isupper() or before[-1][-1:] in ",.:;(":
        return True
    return len(before) > 1 and before[0].casefold() in _WHOSE


def _carried(word: str, local: str) -> str:
    """The form of the word that the part of an address before the @ begins with or has as a piece of its own."""
    pieces = re.split(r"[\W_\d]+", local.casefold())
    forms = {fold(word), *nominatives(fold(word)), *_of_case(fold(word))}
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= _FEWEST and {form, form.translate(_SOUNDS)} & set(pieces):
            return word[: len(form)] if fold(word).startswith(form) else form.capitalize()
    return ""


def _of_case(word: str) -> tuple[str, ...]:
    """What else a Russian word may be, where an address tells which it is: "Фёдора" is "Фёдор", "Алину" is "Алина"."""
    if word.isascii():
        return ()
    stem = word[:-1]
    return (stem, f"{stem}а", f"{stem}я") if word[-1] in "ую" else (stem, f"{stem}й") if word[-1] in "ая" else ()
