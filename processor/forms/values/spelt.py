"""Numbers written out in English, German and Russian, below a thousand."""

from functools import cache
from itertools import pairwise
from typing import Final

_EN: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DE: Final = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fuenf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwoelf",
    "dreizehn",
    "vierzehn",
    "fuenfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_DE_TENS: Final = ["zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_RU: Final = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
_RU_TENS: Final = ["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
_RU_HUNDREDS: Final = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
_FILLERS: Final = frozenset({"and", "und"})
_MOST_WORDS: Final = 8


def spelt_number(folded: str) -> tuple[int, list[str]] | None:
    """The one number that stands in these folded words, and the other words; None for none or several.

    An article is no number where anything else is said: "eine" alone is one, "a number" is none.
    """
    words = folded.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    known = _words()
    if len(words) == 1 and words[0] in {"ein", "eine", "einer", "einen", "одна", "одну", "одно", "eins"}:
        return 1, []
    places = [place for place, word in enumerate(words) if word in known]
    if not places:
        return None
    first, last = places[0], places[-1]
    run = words[first : last + 1]
    if any(word not in known and word not in _FILLERS for word in run):
        return None
    number = _sum([known[word] for word in run if word in known])
    return None if number is None else (number, words[:first] + words[last + 1 :])


def _sum(parts: list[int]) -> int | None:
    """One hundred + twenty + five: each part must be of a smaller kind than the one before."""
    if len(parts) > 1 and 0 < parts[0] < 10 and parts[1] == 100:
        parts = [parts[0] * 100, *parts[2:]]
    for one, other in pairwise(parts):
        if not (
            (one >= 100 and one % 100 == 0 and other < 100) or (20 <= one < 100 and one % 10 == 0 and 0 < other < 10)
        ):
            return None
    return sum(parts)


@cache
def _words() -> dict[str, int]:
    found = {word: number for number, word in enumerate(_EN)}
    found |= {word: 10 * number for number, word in enumerate(_EN_TENS, 2)}
    found |= {"hundred": 100, "dozen": 12, "fourty": 40, "dutzend": 12, "дюжина": 12}
    found |= _german()
    found |= {word: number for number, word in enumerate(_RU)} | {
        "двух": 2,
        "двумя": 2,
        "трех": 3,
        "тремя": 3,
        "четырех": 4,
        "пяти": 5,
        "шести": 6,
        "две": 2,
        "одна": 1,
        "одну": 1,
        "одно": 1,
    }
    found |= {word: 10 * number for number, word in enumerate(_RU_TENS, 2)}
    found |= {word: 100 * number for number, word in enumerate(_RU_HUNDREDS, 1)}
    return found


def _german() -> dict[str, int]:
    """German writes a number as one word: hundertfuenfundzwanzig."""
    below = {word: number for number, word in enumerate(_DE) if number != 1} | {"eins": 1, "zwo": 2}
    for ten, word in enumerate(_DE_TENS, 2):
        below[word] = 10 * ten
        below |= {f"{_DE[one]}und{word}": 10 * ten + one for one in range(1, 10)}
    found = dict(below)
    for hundred in range(1, 10):
        for prefix in {f"{_DE[hundred]}hundert", "hundert" if hundred == 1 else f"{_DE[hundred]}hundert"}:
            found[prefix] = 100 * hundred
            found |= {f"{prefix}{word}": 100 * hundred + number for word, number in below.items() if number}
    return found
