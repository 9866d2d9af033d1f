"""A line as the grammar reads it: folded words and signs with one blank between, or the reason why it is not read."""

import re
import unicodedata
from typing import Final

from processor.reading.newtext.late import late

LONGEST_LINE: Final = 600
"""Characters; nobody approves in a longer one, and the cost of every rule stays bounded."""

_ENDS = late("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_WEIGHTLESS = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufe0e\ufe0f"
_AT_EDGES = late(rf"(?<!\w)[{_WEIGHTLESS}]+|[{_WEIGHTLESS}]+(?!\w)")
_POSITIVE: Final = "👍👌✅✔☑🙂😊😀😃😄😁🎉🙏👏💪🚀☺🤝💯🥳🙌"
_TONES = late("[\U0001f3fb-\U0001f3ff]")
_SMILES = late(rf"(?:[{_POSITIVE}]|(?<!\w)[:;]-?[)D](?!\w)|\^\^)+")
_FROWNS = late(r"[:;=]'?-?[(\[\\/|]")
_EMPTY = late(r"\[\s*\]|\(\s*\)")
_SIGNS: Final = frozenset("«»„“”‚‘’´–—−‑§€£№…·•¿¡°|")
_SOFT: Final = str.maketrans(
    {"ё": "е", "ä": "ae", "ö": "oe", "ü": "ue", "’": "'", "´": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "−": "-"}
    | {"‑": "-", "№": " nr ", "&": " & "}
)
_UNSPOKEN: Final = str.maketrans(dict.fromkeys('«»„“”‚"*_', " "))
_DOTS = late(r"\.{2,}|…")
_TOKEN = late(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|☺|\S")
_LATIN_OR_CYRILLIC = late(
    "[a-zß-öø-ÿāăąćčďđēęěğģīįķłļńņňōőœŕřśšşșțťūůűųźżžığ]+|[а-яёіїєґәғқңөұүһўөҗңҷӣӯ]+", re.IGNORECASE
)
_CLOSING = late(r"[\w!.,]\s?\){1,9}\s*$")
_LETTERS = late(r"[^\W\d_]+")
SMILE: Final = "☺"


def bag(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


def lines_of(text: str) -> list[str]:
    """The lines of a text, with plain blanks, and without characters of no width at the edges of words.

    Inside a word they stay, so that the word is none that the grammar knows.
    """
    if not text.isascii():
        text = _AT_EDGES.sub("", text.translate(_BLANKS))
    return [line.rstrip() for line in _ENDS.sub("\n", text).replace("\t", " ").split("\n")]


def fold(text: str) -> str:
    """The form in which words are compared: case folded, umlauts written out, one kind of apostrophe and dash."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.casefold().translate(_SOFT)


def spoken(line: str) -> list[str]:
    """The words and signs of a line, folded."""
    text = fold(_TONES.sub("", line) if not line.isascii() else line)
    text = _EMPTY.sub(" ☐ ", _FROWNS.sub(" ☹ ", text))
    text = _DOTS.sub(" … ", _SMILES.sub(f" {SMILE} ", text).translate(_UNSPOKEN))
    tokens: list[str] = _TOKEN.findall(_unbracketed(text))
    return tokens


def _unbracketed(text: str) -> str:
    """Brackets in pairs say nothing; closing ones without a partner are a smile, as many Russian mails have it."""
    if text.count("[") == text.count("]"):
        text = text.replace("[", " ").replace("]", " ")
    opened, closed = text.count("("), text.count(")")
    if opened == closed:
        return text.replace("(", " ").replace(")", " ")
    if not opened and _CLOSING.search(text):
        return f"{text.rstrip(' )')} {SMILE} "
    return text


def why_unreadable(line: str) -> str:
    """Why the characters of a line can't be trusted to say what they seem to, or an empty string."""
    if len(line) > LONGEST_LINE:
        return "a line is too long"
    if line.isascii():
        return "" if line.isprintable() else "a line holds characters that nobody sees"
    normal = _TONES.sub("", unicodedata.normalize("NFC", line))
    for sign in normal:
        if not sign.isascii() and not sign.isalpha() and sign not in _SIGNS and sign not in _POSITIVE:
            return _named(sign)
    for word in _LETTERS.findall(normal):
        if not word.isascii() and _LATIN_OR_CYRILLIC.fullmatch(word) is None:
            return f'the word "{word[:40]}" mixes scripts or uses unusual letters'
    return ""


def _named(sign: str) -> str:
    category = unicodedata.category(sign)
    if category.startswith("C") or sign in _WEIGHTLESS:
        return "a line holds characters that nobody sees"
    if category.startswith("M"):
        return "a line holds letters that are struck through or marked"
    return f'a line holds the sign "{sign}", which is not read'
