"""A mail's words as the model sees them: plain code with its own version, no part of the trained file.

The model's file can then hold scikit-learn's own types only, which is what makes it safe to load.
"""

import re
from dataclasses import dataclass
from typing import Final

CLEANING_VERSION: Final = 2
"""Part of a model's card: a model trained on another cleaning is refused."""

MAX_BODY: Final = 4000
"""Characters of the body that count; what a mail asks for stands near its beginning."""

MAX_SUBJECT: Final = 400
"""Characters of the subject that count; RFC 5322 section 2.1.1 allows 998 a line, people write 60."""

_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,200}")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_MONEY = re.compile(r"[$€£₽]\s?\d[\d.,]{0,15}|\d[\d.,]{0,15}\s?(?:[$€£₽]|eur\b|euro\b|usd\b|руб)")
_PREFIX = re.compile(r"^\s*(?:\[#\d+\s+\w+\]\s*)?(?:re|aw|отв|ответ|fwd?|wg|пер)\s*:\s*")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\?")


@dataclass(frozen=True, slots=True)
class Text:
    """One mail to be judged: what its sender wrote now, without quote and signature.

    `language` is a two-letter code, or None where it is not known: then nothing is ever automatic.
    """

    subject: str
    body: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """A cleaned mail: the subject's tokens, and all tokens, each joined by single spaces."""

    subject: str
    whole: str


def clean(text: Text) -> Fields:
    """The tokens of a mail: words in lower case; each address, link, sum and number is the token of its kind."""
    subject = _tokens(_without_prefix(text.subject[:MAX_SUBJECT].lower()))
    body = _tokens(text.body[:MAX_BODY].lower())
    return Fields(subject, f"{subject} {body}")


def _without_prefix(subject: str) -> str:
    """The subject without prefixes of replies and forwards: every second reply of the corpus thanks, and a customer
    who answers an old mail in order to report a fault must not be taken for one who does.
    """
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject


def _tokens(text: str) -> str:
    if "@" in text:
        text = _ADDRESS.sub(" zaddress ", text)
    if "://" in text or "www." in text:
        text = _URL.sub(" zlink ", text)
    text = _MONEY.sub(" zmoney ", text)
    return " ".join(["0" if token[0].isdigit() else token for token in _TOKEN.findall(text)])
