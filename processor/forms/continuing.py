"""Whether a line without a label still belongs to the answer above it."""

import re
from dataclasses import dataclass

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.numbering import speaks_of_questions
from processor.forms.origin import Line, Origin
from processor.forms.pieces import Piece
from processor.forms.pointing import is_person
from processor.forms.values.contacts import addresses, phones
from processor.forms.values.texts import bullet
from processor.forms.who import is_name
from processor.forms.words import CONNECTS, NO

_SENTENCE = re.compile(r"[.!?]\s*$")
_BOX = re.compile(r"^\W{0,2}(?:\[.?\]|\(.?\)|[☐☑☒✅])|(?:\[.?\]|[☐☑☒✅])\W*$")
_UNKNOWN_LABEL = re.compile(r"[^\W\d][^:.,;!?\d]{1,40}[:=]\s+\S")
"""What looks like a label of another field, though of none that is known."""
_OTHER_QUESTION = re.compile(r"[A-ZÄÖÜА-ЯЁ][^\W\d]*(?:\s[^\W\d]+){0,3}\s*[:=]\s+\S")
"""What looks like a question that somebody retyped in words that are not known, among others that are."""
_SENDS_TO = re.compile(r"[^\W\d]{4,}\s+(?:an|to|at|auf|на|по)\s+<?\S+@", re.IGNORECASE)
_FEW = 2
_WRAPPED = 60
_MOST_BESIDE = 6
LONG = frozenset({FieldType.LONG_TEXT, FieldType.LIST})
"""Types whose answers may go on over many lines."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a walk stands: the form's fields, and whether a blank line is above the line, or above its answer."""

    fields: dict[str, FieldDefinition]
    blank: bool
    apart: bool
    only_long: bool


def goes_on(piece: Piece, line: Line, where: Where) -> bool:
    """Whether a line without a label still belongs to the answer above it."""
    asked = where.fields[piece.key]
    if not piece.values:
        return True
    if where.blank and not _over_blank(asked, line, where):
        return False
    if asked.type is not FieldType.LIST and not where.only_long and _UNKNOWN_LABEL.match(line.text):
        return False
    if asked.type is FieldType.LIST and _is_sentence(line.text) and not _is_sentence(piece.values[-1]):
        return line.origin is not Origin.NEW or bullet(line.text) is not None
    if where.only_long and _turns_to_another(piece, line):
        return False
    if asked.type in LONG:
        return True
    if _connects(line.text):
        return True
    if line.origin is Origin.QUOTE and len(piece.said[-1]) >= _WRAPPED and line.text[:1].islower():
        return True
    if asked.type in {FieldType.CHOICE, FieldType.YES_NO}:
        return _BOX.search(line.text) is not None
    return asked.type is FieldType.TEXT and _goes_on_in_words(piece, line, where)


def _goes_on_in_words(piece: Piece, line: Line, where: Where) -> bool:
    """Whether a line goes on with a short text: one that is broken, or one more line about a person."""
    wrapped = len(piece.said[-1]) >= _WRAPPED
    if not wrapped and line.origin is Origin.NEW and piece.origin is Origin.NEW:
        person = is_person(piece.key, where.fields)
        return _is_contact(line.text) if person else bool(piece.number) and not _SENTENCE.search(line.text)
    if is_person(piece.key, where.fields) and not wrapped:
        return _is_contact(line.text) or (is_name(line.text) and not _SENTENCE.search(line.text))
    if is_person(piece.key, where.fields) and line.origin is Origin.NEW:
        return _is_broken(piece.said[-1], line.text)
    return wrapped or not (_SENTENCE.search(line.text) and len(line.text.split()) > 3)


def _is_broken(before: str, line: str) -> bool:
    """Whether a line is the second half of one that a client has broken: it begins small, or the first is not ended."""
    unended = before.count("(") > before.count(")") or before.rstrip()[-1:] in ",;(–-"
    return unended or line[:1].islower() or len(line.split()) <= _FEW


def _connects(text: str) -> bool:
    """Whether a line goes on with the answer above by its first word; "no" does only with a stop behind it."""
    first = fold(text).split()[:1]
    if not first or first[0] not in CONNECTS:
        return False
    return first[0] not in NO or re.match(r"\W*\w+\s*[,;:.!–—-]|\W*\w+\s+(?:wait|doch|warte)", text) is not None


def _turns_to_another(piece: Piece, line: Line) -> bool:
    """Whether a line speaks of other questions, in ordinals or as a label that is not known."""
    return speaks_of_questions(line.text) or (not _is_numbered(piece) and _OTHER_QUESTION.match(line.text) is not None)


def _is_numbered(piece: Piece) -> bool:
    """Whether the writer set a number before the answer, and not we in the place of words that name the question."""
    return piece.number > 0 and any(map(str.isdigit, piece.said[0][:_MOST_BESIDE]))


def _over_blank(asked: FieldDefinition, line: Line, where: Where) -> bool:
    """A new paragraph goes on only with a list's next item, or where the form asks for nothing but long answers."""
    if asked.type is FieldType.LIST:
        return bullet(line.text) is not None
    if asked.type is not FieldType.LONG_TEXT or not where.only_long:
        return False
    return where.apart


def _is_contact(text: str) -> bool:
    """Whether a line says how to reach somebody, and hardly more."""
    others = re.findall(r"[^\W\d_]{2,}", re.sub(r"\S+@\S+", " ", text))
    return (bool(addresses(text)) and _SENDS_TO.search(text) is None and len(others) <= _MOST_BESIDE) or (
        bool(phones(text)) and len(re.findall(r"[^\W\d_]{2,}", text)) < 3 and "№" not in text
    )


def _is_sentence(text: str) -> bool:
    return _SENTENCE.search(text) is not None and len(text.split()) > 3
