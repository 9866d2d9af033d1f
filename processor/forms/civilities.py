"""Lines that answer nothing because of what they are: greetings, thanks, and the signature below a closing."""

import re
from typing import Final

from processor.forms.folding import fold
from processor.forms.words import CLOSING, COURTESY, GREETING, GREETING_FIRST

_MOST_GREETING: Final = 7
_MOST_BESIDE_CLOSING: Final = 5
_MOST_SIGNATURE: Final = 90
_MOST_SIGNATURE_WORDS: Final = 9
_SENTENCE: Final = re.compile(r"[.!?:]\s*$")
_CONTACT: Final = re.compile(
    r"@|https?:|www\.|\+?\d[\d\s()/.\-]{5,}\d|\b(?:gmbh|ag|ltd|llc|inc|kg|ooo)\b|\bооо\b", re.I
)
_AFTERWORD: Final = re.compile(r"\W*(?:P\.?\s?){1,3}S\b\.?\s*[:–—-]?\s*\S|\W*(?:N\.\s?B\.|ЗЫ|З\.\s?Ы\.)\s*[:–—-]?\s*\S")
_ON_BEHALF: Final = frozenset({"Im Auftrag", "I. A.", "i. A.", "i.A.", "I.A.", "In Vertretung", "i. V.", "i.V."})
_GENERIC: Final = frozenset(
    {
        *("tel", "telefon", "phone", "mobile", "mobil", "handy", "fax", "email", "mail", "web", "website", "www"),
        *("internet", "t", "m", "e", "f", "телефон", "тел", "моб", "факс", "почта", "сайт"),
    }
)


def is_greeting(line: str) -> bool:
    """Whether a line only says hello; a name may stand in it."""
    words = fold(line).split()
    if not words or len(words) > _MOST_GREETING or words[0] not in GREETING_FIRST or ":" in line[:-1]:
        return False
    return len([word for word in words if word not in GREETING]) <= 3 and not line.rstrip().endswith("?")


def is_courtesy(line: str) -> bool:
    """Whether a line says nothing but that the answers follow, or thanks."""
    words = fold(line).split()
    return bool(words) and all(word in COURTESY for word in words)


def is_afterword(line: str) -> bool:
    """Whether a line begins what is added below the signature: "PS: …"."""
    return _AFTERWORD.match(line) is not None


def is_closing(line: str) -> bool:
    """Whether a line ends the mail: below it stands the signature."""
    words = fold(line)
    if words in CLOSING or is_on_behalf(line):
        return True
    return any(
        words.startswith(f"{phrase} ")
        and len(words[len(phrase) :].split()) <= _MOST_BESIDE_CLOSING
        and re.match(r"[^,.!]*[,!]?\s*[^.:;?]*$", line.strip()) is not None
        for phrase in CLOSING
        if len(phrase) > 3 and phrase not in {"best", "danke", "thanks", "thank you", "спасибо", "vielen dank"}
    )


def is_on_behalf(line: str) -> bool:
    """Whether a line is the formula by which a German letter is signed for somebody else: "Im Auftrag"."""
    return line.strip(" ,") in _ON_BEHALF


def is_of_signature(line: str) -> bool:
    """Whether a line below a closing is a name, a role, a company or a way to reach somebody."""
    if len(line) > _MOST_SIGNATURE or len(line.split()) > _MOST_SIGNATURE_WORDS:
        return False
    return _CONTACT.search(line) is not None or not (_SENTENCE.search(line) and len(line.split()) > 3)


def is_generic_contact(line: str) -> bool:
    """Whether a line of a signature says where to reach the writer: "Tel: …", "E-mail: …"."""
    return fold(re.split(r"[:.]", line, maxsplit=1)[0]) in _GENERIC
