"""A mail's words as the model sees them: plain code with its own version, no part of the trained file.

The model's file can then hold numbers and words only, which is what makes it safe to load.
"""

import re
from dataclasses import dataclass
from typing import Final

from classifiers.layout import LITTLE, Body, lay_out
from models.vocabulary import Stage

CLEANING_VERSION: Final = 3
"""Part of a model's card: a model trained on another cleaning is refused."""

FIRST: Final = 700
LAST: Final = 300
"""Characters at either end of the body that count: what a mail asks for stands near one of them."""

MAX_SUBJECT: Final = 400
"""Characters of the subject that count; RFC 5322 section 2.1.1 allows 998 a line, people write 60."""

OPENING: Final = 95
ENDING: Final = 65
"""Characters at either end that the encoder reads. A half more would be better by half a point of F1, but the encoder's
time, three quarters of all, grows by the character.
"""

_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,200}")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_MONEY = re.compile(r"[$€£₽]\s?\d[\d.,]{0,15}|\d[\d.,]{0,15}\s?(?:[$€£₽]|eur\b|euro\b|usd\b|руб)")
_PREFIX = re.compile(r"^\s*(?:\[#\d+\s+\w+\]\s*)?(re|aw|отв|ответ|fwd?|wg|пер)\s*:\s*", re.IGNORECASE)
_FORWARDS = frozenset({"fw", "fwd", "wg", "пер"})
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\?")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """One mail to be judged: what its sender wrote now, without quote and signature.

    `language` is a two-letter code, or None where it is not known: then nothing is ever automatic. `stage` is where
    the customer stands, where that is known.
    """

    subject: str
    body: str
    language: str | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """A cleaned mail.

    `subject` and `whole` are tokens joined by single spaces, `marks` are the names of what its form shows, and
    `opening` and `ending` its first and last words as they were written.
    """

    subject: str
    whole: str
    marks: str
    opening: str
    ending: str


def judged(subject: str, new: str, whole: str) -> str:
    """What of a body is to be judged: what was written now, else all of it.

    A forward's own words are few ("see below, please act"): what is forwarded is what is meant.
    """
    forwarded = _is_forward(subject) and len(new) <= LITTLE
    return whole if forwarded or not new.strip() else new


def clean(text: Text) -> Fields:
    """The fields of a mail. Words are in lower case; each address, link, sum and number is the token of its kind."""
    subject, prefixes = _without_prefixes(text.subject[:MAX_SUBJECT])
    body = lay_out(_ends(text.body), quoted=_is_forward(text.subject))
    tokens = _tokens(subject.lower())
    plain = _SPACE.sub(" ", body.said).strip()
    return Fields(
        subject=tokens,
        whole=f"{tokens} {_tokens(body.text.lower())}",
        marks=" ".join(_marks(text, body, prefixes)),
        opening=f"{subject.strip()}. {plain}"[:OPENING],
        ending=plain[-ENDING:],
    )


def _is_forward(subject: str) -> bool:
    """Whether the last that was done to a mail with this subject is to forward it."""
    found = _PREFIX.match(subject)
    return found is not None and found[1].lower() in _FORWARDS


def _ends(body: str) -> str:
    return body if len(body) <= FIRST + LAST else f"{body[:FIRST]}\n{body[-LAST:]}"


def _without_prefixes(subject: str) -> tuple[str, list[str]]:
    """The subject without prefixes of replies and forwards, and these: a customer who answers an old mail in order to
    report a fault must not be taken for one who thanks, which is what most replies do.
    """
    prefixes = []
    while found := _PREFIX.match(subject):
        prefixes.append(found[1].lower())
        subject = subject[found.end() :]
    return subject, prefixes


def _marks(text: Text, body: Body, prefixes: list[str]) -> list[str]:
    length = len(body.said)
    found = {
        "asks": "?" in body.text,
        "log": body.log,
        "list": body.items > 1,
        "reply": any(prefix not in _FORWARDS for prefix in prefixes),
        "forward": any(prefix in _FORWARDS for prefix in prefixes),
        "short": length < 80,
        "long": length > 600,
        "shouts": body.text.isupper(),
        "nosubject": not text.subject.strip(),
    }
    marks = [mark for mark, applies in found.items() if applies]
    return [*marks, f"stage_{text.stage.value}"] if text.stage is not None else marks


def _tokens(text: str) -> str:
    if "@" in text:
        text = _ADDRESS.sub(" zaddress ", text)
    if "://" in text or "www." in text:
        text = _URL.sub(" zlink ", text)
    text = _MONEY.sub(" zmoney ", text)
    return " ".join(["0" if token[0].isdigit() else token for token in _TOKEN.findall(text)])
