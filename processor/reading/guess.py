"""Which charset bytes are in, told by the bytes: letter frequency for Cyrillic, lead bytes for East Asian."""

import math
import re

# Russian letters per mille, from the counts of the Russian National Corpus; what is absent counts as one in 10,000.
_PER_MILLE = dict(
    zip("оеаинтсрвлкмдпуяыь", (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17), strict=True)
) | dict(zip("гзбчйхжшюцщэфъё", (17, 17, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1), strict=True))
_RARE = math.log(0.0001)
_LOG = {letter: math.log(count / 1000) for letter, count in _PER_MILLE.items()}
_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)
_SANE_CASE = re.compile(r"[а-яё]+|[А-ЯЁ][а-яё]*|[А-ЯЁ]+")
_ENOUGH = -3.9
_SAMPLE = 4000

# Charset, lead bytes of its common characters, valid pairs. Japanese must show kana, or it could be Chinese.
_EAST_ASIAN: tuple[tuple[str, re.Pattern[bytes], re.Pattern[bytes]], ...] = (
    (
        "cp932",
        re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]"),
        re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]"),
    ),
    ("euc_jp", re.compile(rb"[\xa1-\xfe][\xa1-\xfe]"), re.compile(rb"\xa4[\xa1-\xf3]|\xa5[\xa1-\xf6]")),
    ("gb18030", re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"), re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")),
    ("big5hkscs", re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]"), re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")),
)


def western_or_cyrillic(data: bytes) -> str | None:
    """`cp1251`, `koi8_r` or `cp1252`, or None where the bytes look like neither Russian nor a Western language."""
    sample = data[:_SAMPLE]
    best = max(("cp1251", "koi8_r"), key=lambda name: _russian(sample, name))
    if _russian(sample, best) > _ENOUGH:
        return best
    return "cp1252" if _western(sample) else None


def east_asian(data: bytes) -> str | None:
    """The East Asian charset whose pairs of bytes explain the data, or None."""
    sample = data[:_SAMPLE]
    ranked = []
    for name, pair, common in _EAST_ASIAN:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        pairs = pair.findall(sample)
        usual = sum(1 for found in pairs if common.fullmatch(found))
        if pairs and usual * 10 >= len(pairs) * (3 if name in {"cp932", "euc_jp"} else 7):
            ranked.append((usual / len(pairs) + (0.5 if name in {"cp932", "euc_jp"} else 0), name))
    return max(ranked)[1] if ranked else None


def _russian(sample: bytes, name: str) -> float:
    """Mean log-likelihood of the Cyrillic letters, less a penalty for words of mixed case; very low if hardly any."""
    text = sample.decode(name, "replace")
    foreign = sum(1 for character in text if ord(character) > 127 and character not in "«»—–№\xa0")
    words = _WORD.findall(text)
    letters = "".join(words).lower()
    if not letters or len(letters) < 0.9 * foreign:
        return -99.0
    odd = sum(len(word) for word in words if not _SANE_CASE.fullmatch(word))
    likelihood = sum(_LOG.get(letter, _RARE) for letter in letters) / len(letters)
    return likelihood - 3 * odd / len(letters)


def _western(sample: bytes) -> bool:
    """Whether high bytes are what accents are: few, and standing alone or in pairs among ASCII letters."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    ascii_letters = len(re.findall(rb"[A-Za-z]", sample))
    return bool(runs) and max(map(len, runs)) <= 3 and sum(map(len, runs)) * 3 <= max(ascii_letters, 1)
