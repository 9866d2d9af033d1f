"""Addresses that a person would take for another: letters of several scripts in one word, or foreign twins of ASCII."""

import re
import unicodedata

_TWINS = dict(
    zip(
        "аеорсухіјѕһԁԛԝӏԍαορνυτικ",
        "aeopcyxijshdqwlgaopvutik",
        strict=True,
    )
)
"""Cyrillic and Greek small letters that look as an ASCII letter does in common typefaces (Unicode TR 39)."""

_WORD = re.compile(r"[^\W\d_]+")
_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA"})


def lookalike(address: str) -> str:
    """Why an address may pass for another one; empty where nothing says so.

    Only what the letters alone tell: whether `examp1e.com` stands for `example.com`, only a list of known senders
    could say, and approval compares whole addresses anyway.
    """
    local, _, domain = address.rpartition("@")
    labels = [_unicode(label) for label in domain.split(".")]
    for label in (*labels, local):
        words = _WORD.findall(unicodedata.normalize("NFKC", label).casefold())
        if any(_mixed(word) for word in words):
            return f"{label!r} mixes letters of several scripts"
        if labels[-1].isascii() and any(_twin(word) for word in words):
            return f"{label!r} is written in foreign letters that look like {_folded(label)!r}"
    return ""


def _unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return label


def _mixed(word: str) -> bool:
    scripts = {unicodedata.name(letter, "UNKNOWN").split(" ")[0] for letter in word}
    return len(scripts) > 1 and not scripts <= _TOGETHER


def _twin(word: str) -> bool:
    return not word.isascii() and _folded(word).isascii()


def _folded(text: str) -> str:
    return "".join(_TWINS.get(letter, letter) for letter in text.casefold())
