"""The door of reading: what a reply to a form answers, wherever in it the answers stand.

Nothing that a customer wrote is dropped. Each line of the new text is part of an answer, of something that could not be
read, of a contradiction, or left over; only greetings, courtesies and signatures that are known as such are left out,
and lines that repeat our own words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from models.vocabulary import AnswerSource, FieldType
from processor.facts.forms import Answer, Enclosed, FieldDefinition, FormDefinition, FormReading
from processor.forms.clauses import unfold
from processor.forms.continuing import LONG
from processor.forms.contradicted import with_contradictions
from processor.forms.corrected import read_points, with_points
from processor.forms.enclosed import Row, read_fields, read_rows
from processor.forms.endings import end_answers
from processor.forms.folding import collapse, without_blanks_to_fill
from processor.forms.labels import labels_of
from processor.forms.lasting import without_time
from processor.forms.nonames import tells
from processor.forms.origin import Origin, lines_of
from processor.forms.ours import Ours, normal
from processor.forms.overruling import with_overruled
from processor.forms.owners import of_one_person
from processor.forms.personal import lead_of, names_somebody
from processor.forms.persons import parted
from processor.forms.pieces import Piece
from processor.forms.placing import place_gaps
from processor.forms.pointing import is_person, resolve
from processor.forms.prose import read_prose
from processor.forms.proselong import speaks_of_now
from processor.forms.reasons import sentence
from processor.forms.references import Writer, refer, with_own_ways
from processor.forms.scanned import scan
from processor.forms.sentences import sentences
from processor.forms.shifted import has_slipped
from processor.forms.signatures import signature_of
from processor.forms.spoken import Said, without_aside, without_remark
from processor.forms.summing import news, sum_up
from processor.forms.ticks import Ticks, ticks_of
from processor.forms.values.contacts import addresses, phones
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.values.mended import mended_person
from processor.forms.values.nothing import says_none
from processor.forms.values.read import read_value
from processor.forms.who import Points, is_name, points_above, who
from processor.forms.wrapped import asked_for, unwrapped, without_absence

_SOURCES = {
    Origin.NEW: AnswerSource.NEW_TEXT,
    Origin.BETWEEN: AnswerSource.NEW_TEXT,
    Origin.QUOTE: AnswerSource.QUOTED_FORM,
}
_LONGEST = 200_000
_NOTHING = frozenset(" \t_-–—.…/")
"""What people put where there is nothing to say."""
_LONGEST_CHAIN = 2
"""How often an answer that points to another may be one that points, too."""
_FREE = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST})
_SHORT_LINE = 45
_MOST_OF_CARD = 4
_MOST_LINES = 2_000
"""What is longer is no reply to a form: the rest of it is kept as it stands."""


def read_answers(
    definition: FormDefinition,
    language: str,
    new_text: str,
    whole_text: str,
    sent_text: str,
    enclosed: Enclosed | None = None,
    known: tuple[Answer, ...] = (),
    sender: str = "",
    sender_address: str = "",
    written_on: date | None = None,
) -> FormReading:
    """What a reply answers. `language` is the form's; `sent_text` the plain text of all our mails about it.

    `written_on` is the day of the mail by its own date: a day without a year is the next such day from it.
    `sender` and `sender_address` are what From says, for "that's me" and "see sender". `known` are the answers that
    stand: what repeats them in a quote, a table or a PDF was there before. It raises nothing, whatever the texts are.
    """
    beside = enclosed if enclosed is not None else Enclosed()
    labels = labels_of(definition)
    ours = Ours(labels, sent_text[:_LONGEST], whole_text)
    fields = {one.key: one for one in definition.fields}
    rows = read_rows(beside.rows, labels, ours)
    new, rest_of_new = _head(new_text)
    lines = unfold(lines_of(new, _head(whole_text)[0], ours, labels), labels, ours, fields, language)
    found = scan(lines, labels, ours, _claims(rows))
    end_answers(found, fields, sender)
    placed, doubtful = place_gaps(found, fields, language, written_on)
    filled, unknown = read_fields(beside, definition)
    leftovers = ["\n".join(paragraph) for paragraph in found.leftovers]
    said: list[Said] = []
    told = [(one.key, tuple(one.values)) for one in (*found.pieces, *placed)]
    told += [(row.key, row.values) for row in rows]
    place = _Place(fields, language, written_on, leftovers, ticks_of(told, fields))
    slipped = has_slipped(found.pieces, fields, language)
    for piece in (*found.pieces, *placed):
        unsure = slipped and piece.number > 0 and piece.doubtful and piece.origin is not Origin.QUOTE
        said += [_doubt(piece, language)] if unsure else _read_piece(piece, place)
    said += [_doubt(piece, language) for piece in doubtful]
    said += _read_rows(rows, place)
    for key, value in filled:
        said += _read(place, key, tuple(value.splitlines()), value, AnswerSource.PDF)
    prose = read_prose(_prose(found.leftovers, new), fields, language, written_on)
    if prose.said:
        said += prose.said
        answered = {sentence.said for sentence in prose.said}
        leftovers = [text for text in (_unanswered(one, answered) for one in leftovers) if text]
    said = [replace(one, value="", why=sentence("whose", language)) if _is_torn(one, said) else one for one in said]
    said = with_points(said, list(read_points(_prose(found.leftovers, new), fields, language)))
    said = with_overruled(said, fields)
    writer = Writer(sender, sender_address, signature_of(whole_text, sender))
    for _ in range(_LONGEST_CHAIN):
        said = refer(said, labels, fields, language, writer)
    said = resolve(said, labels, fields, language, sender)
    said = of_one_person(with_own_ways(said, fields, writer), fields, language)
    said = with_contradictions(said, new, fields, language, written_on)
    leftovers += [one.said for one in said if one.beside and one.said not in leftovers]
    rest = [*leftovers, rest_of_new, *unknown]
    return sum_up(definition, news(said, fields, known), language, rest)


def _is_torn(one: Said, said: list[Said]) -> bool:
    """Whether a text goes on with the answer to another question, to which nothing was said by itself."""
    text = one.value if isinstance(one.value, str) and not one.why else ""
    return speaks_of_now(text, one.key) and all(other.key != "tasks_now" for other in said)


def _prose(leftovers: list[list[str]], new: str) -> list[str]:
    """The paragraphs that were written now and answer nothing by their labels."""
    fresh = collapse(new)
    told = (" ".join(one) for one in leftovers if not _is_card(one))
    return [text for text in told if text and collapse(text) in fresh]


def _is_card(lines: list[str]) -> bool:
    """Whether a paragraph is set like a signature: short lines that end no sentence."""
    return len(lines) > 1 and all(len(line) < _SHORT_LINE and line[-1:] not in ".!," for line in lines)


def _unanswered(paragraph: str, answered: set[str]) -> str:
    """What is left of a paragraph beside the sentences that were read; as it stands where none was."""
    whole = sentences(paragraph)
    rest = [one for one in whole if not any(one in said for said in answered)]
    return paragraph if len(rest) == len(whole) else " ".join(rest)


def _head(text: str) -> tuple[str, str]:
    """As much of a text as is read, and the rest."""
    cut = next(islice((found.end() for found in re.finditer("\n", text)), _MOST_LINES, None), len(text))
    cut = min(cut, _LONGEST)
    return text[:cut], text[cut:]


def _claims(rows: list[Row]) -> "_Claimed":
    return _Claimed(
        tuple(row.words for row in rows), tuple((row.words, normal(one)) for row in rows for one in row.values)
    )


@dataclass(frozen=True, slots=True)
class _Claimed:
    """Tells quoted lines that are read as part of a table already."""

    words: tuple[str, ...]
    values: tuple[tuple[str, str], ...]

    def __call__(self, line: str) -> bool:
        """Text that shows a table puts a line of the label and one of the answer beside each other."""
        piece = f" {normal(line)} "
        return any(piece in words for words in self.words) or any(
            piece.endswith(f" {value} ") and piece.removesuffix(f"{value} ") in words for words, value in self.values
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """What all answers of a reply are read by; `leftovers` grows by what is said beside them."""

    fields: dict[str, FieldDefinition]
    language: str
    written_on: date | None
    leftovers: list[str]
    ticks: Ticks


def _read_piece(piece: Piece, place: _Place) -> Iterator[Said]:
    yield from _read(
        place,
        piece.key,
        tuple(piece.values),
        "\n".join(piece.said),
        _SOURCES[piece.origin],
        piece.doubtful,
        piece.deep > 1,
        piece.origin is Origin.NEW and not piece.said[0].lstrip(" (-*•").startswith(tuple("0123456789")),
    )


def _read_rows(rows: list[Row], place: _Place) -> Iterator[Said]:
    for row in rows:
        if row.several and place.fields[row.key].type not in LONG and not _is_card_of(row, place.fields):
            words = "\n".join(row.values)
            yield Said(row.key, words, AnswerSource.TABLE, "", sentence("several", place.language))
            continue
        yield from _read(place, row.key, row.values, "\n".join(row.values), AnswerSource.TABLE)


def _is_card_of(row: Row, fields: dict[str, FieldDefinition]) -> bool:
    """Whether the cells behind a role are one person's: a name, an address and a number."""
    others = [one for one in row.values if not addresses(one) and not phones(one)]
    ways = addresses("\n".join(row.values))
    return is_person(row.key, fields) and len(others) == 1 and len(ways) <= 1 and len(row.values) <= _MOST_OF_CARD


def _read(
    place: _Place,
    key: str,
    lines: tuple[str, ...],
    words: str,
    source: AnswerSource,
    doubtful: bool = False,
    old: bool = False,
    free: bool = False,
) -> Iterator[Said]:
    """What one place says to one field, or to several about one person; a remark beside it is left over."""
    leftovers, torn = place.leftovers, False
    for field, all_texts in parted(place.fields, key, place.ticks.plainly(place.fields[key], lines)):
        texts, aside = _without_asides(field, all_texts)
        leftovers += aside
        found = _found(field, texts, place, doubtful)
        if torn and isinstance(found, Value):
            found = NoValue(sentence("whose", place.language))
        torn = torn or (isinstance(found, NoValue) and is_person(field.key, place.fields))
        match found:
            case None:
                if any(letter not in _NOTHING for text in texts for letter in text) and words not in leftovers:
                    leftovers.append(words)
            case NoValue(why):
                yield Said(field.key, words, source, "", why, old, "\n".join(texts), free)
            case Value(value, rest):
                if rest and words not in leftovers:
                    leftovers.append(words)
                yield Said(field.key, words, source, value, "", old, "\n".join(texts), free)


def _without_asides(field: FieldDefinition, texts: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """What is said to a question in free words, and what is said beside it."""
    texts, below = without_remark(texts) if field.type in _FREE else (texts, "")
    texts, behind = without_aside(texts) if field.type is FieldType.LONG_TEXT and field.required else (texts, "")
    return texts, [one for one in (behind, below) if one]


def _found(field: FieldDefinition, texts: tuple[str, ...], place: _Place, doubtful: bool) -> Found | None:
    """The value, or why there is none; a person has to be named, or pointed to."""
    if not is_person(field.key, place.fields):
        return read_value(field, texts, place.language, doubtful, place.written_on)
    whole = collapse(" ".join(without_blanks_to_fill(one) for one in texts))
    if points_above(whole):
        return Value(whole)
    now = without_time(whole)
    if now and (present := _found(field, (now,), place, doubtful)) and isinstance(present, Value):
        return Value(present.value, whole)
    mended = mended_person(whole)
    meant = mended or asked_for(whole)
    if len(meant.split()) > 1 and is_name(meant) and not tells(meant):
        return Value(meant, whole)
    if any(one[0].isupper() and other[0].isupper() for one, other in pairwise(mended.split())):
        return NoValue(sentence("whose", place.language))
    found = read_value(field, texts, place.language, doubtful, place.written_on)
    if not isinstance(found, Value) or not isinstance(found.value, str) or says_none(found.value):
        return found
    left = without_absence(found.value)
    if left and is_name(left) and not tells(left):
        return Value(left, found.value)
    name = lead_of(found.value, field.key, place.fields)
    plain = who(name)
    if plain.points is Points.NOBODY and not names_somebody(plain.name, field.key, place.fields):
        return NoValue(sentence("whose", place.language))
    if plain.points is not Points.NOBODY:
        return Value(name, found.rest)
    alone = unwrapped(plain.name)
    if not alone.name or (is_name(alone.name) and tells(alone.name)):
        return NoValue(sentence("whose", place.language))
    return Value(name if alone.name == plain.name else alone.name, found.rest or alone.beside)


def _doubt(piece: Piece, language: str) -> Said:
    return Said(piece.key, "\n".join(piece.said), _SOURCES[piece.origin], "", sentence("whose", language))
