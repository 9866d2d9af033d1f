"""The text of a mail with the words marked that spoke for its label, and those that spoke against it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["MEANING", "SHOWN", "Piece", "is_word", "marked", "rest_of", "word_of"]

MEANING: Final = "(meaning of the whole)"
"""Stands among a model's words for what no single word carries; `classifiers.explain` calls it so."""

SHOWN: Final = 20_000
"""So many characters of a mail are shown; the ticket has all of it."""

_SUBJECT: Final = "subject: "


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `side` is "for", "against", or empty."""

    text: str
    side: str = ""


def marked(text: str, speaking: Iterable[str], opposing: Iterable[str]) -> tuple[Piece, ...]:
    """The text in pieces. A word that stands on both sides counts as one for the label."""
    sides = {_key(term): "against" for term in opposing} | {_key(term): "for" for term in speaking}
    terms = sorted((term for term in sides if term and any(map(str.isalnum, term))), key=len, reverse=True)
    if not terms:
        return (Piece(text),) if text else ()
    wanted = "|".join(re.escape(term).replace("\\ ", r"\s+") for term in terms)
    found: list[Piece] = []
    at = 0
    for hit in re.finditer(rf"(?<!\w)(?:{wanted})(?!\w)", text, re.IGNORECASE):
        if hit.start() > at:
            found.append(Piece(text[at : hit.start()]))
        found.append(Piece(hit[0], sides.get(_key(hit[0]), "for")))
        at = hit.end()
    return (*found, Piece(text[at:])) if at < len(text) else tuple(found)


def word_of(term: str) -> str:
    """A term as it stands in the mail; empty for what no single word carries."""
    return "" if term == MEANING else term.removeprefix(_SUBJECT)


def is_word(term: str) -> bool:
    """Whether a term tells a person something: no mere sign, and none of the model's own marks, such as (asks)."""
    return any(map(str.isalnum, term)) and not term.startswith("(")


def rest_of(whole: str, new: str) -> str:
    """What a mail has beside the words that were written now: quotes, signature. Empty where that is all there is."""
    plain, said = whole.strip(), new.strip()
    if not said:
        return ""
    if plain.startswith(said):
        return plain[len(said) :].strip()
    return "" if "".join(plain.split()) == "".join(said.split()) else plain


def _key(term: str) -> str:
    return " ".join(word_of(term).casefold().split())
