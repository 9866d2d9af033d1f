"""The door of reading: what a reply to a form answers, wherever in it the answers stand.

Nothing that a customer wrote is dropped. Each line of the new text is part of an answer, of something that could not be
read, of a contradiction, or left over; only greetings, courtesies and signatures that are known as such are left out,
and lines that repeat our own words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from models.vocabulary import AnswerSource
from processor.facts.forms import Answer, Answerable, Enclosed, FieldDefinition, FormDefinition, FormReading, Unreadable
from processor.forms.clauses import unfold
from processor.forms.corrected import read_points, with_points
from processor.forms.enclosed import Row, read_fields, read_rows
from processor.forms.folding import collapse, fold
from processor.forms.labels import labels_of
from processor.forms.origin import Origin, lines_of
from processor.forms.ours import Ours, normal
from processor.forms.persons import parted
from processor.forms.pieces import Piece
from processor.forms.placing import place_gaps
from processor.forms.pointing import resolve
from processor.forms.prose import read_prose, sentences
from processor.forms.reasons import sentence
from processor.forms.scanned import scan
from processor.forms.spoken import Said
from processor.forms.values.found import NoValue, Value
from processor.forms.values.read import read_value

_SOURCES = {
    Origin.NEW: AnswerSource.NEW_TEXT,
    Origin.BETWEEN: AnswerSource.NEW_TEXT,
    Origin.QUOTE: AnswerSource.QUOTED_FORM,
}
_LONGEST = 200_000
_NOTHING = frozenset(" \t_-–—.…/")
"""What people put where there is nothing to say."""
_SHORT_LINE = 45
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
) -> FormReading:
    """What a reply answers. `language` is the form's; `sent_text` the plain text of all our mails about it.

    `sender` is the name in From, for "that's me". `known` are the answers that stand: what repeats them in a quote, a
    table or a PDF was there before. It raises nothing, whatever the texts are.
    """
    beside = enclosed if enclosed is not None else Enclosed()
    labels = labels_of(definition)
    ours = Ours(labels, sent_text[:_LONGEST])
    fields = {one.key: one for one in definition.fields}
    rows = read_rows(beside.rows, labels, ours)
    new, rest_of_new = _head(new_text)
    lines = unfold(lines_of(new, _head(whole_text)[0], ours, labels), labels, ours, fields, language)
    found = scan(lines, labels, ours, _claims(rows))
    placed, doubtful = place_gaps(found, fields, language)
    filled, unknown = read_fields(beside, definition)
    leftovers = ["\n".join(paragraph) for paragraph in found.leftovers]
    said: list[Said] = []
    for piece in (*found.pieces, *placed):
        said += _read_piece(piece, fields, language, leftovers)
    said += [_doubt(piece, language) for piece in doubtful]
    said += _read_rows(rows, fields, language, leftovers)
    for key, value in filled:
        said += _read(fields, key, tuple(value.splitlines()), value, AnswerSource.PDF, language, leftovers)
    told = read_prose(_prose(found.leftovers, new), fields, language)
    if told.said:
        said += told.said
        answered = {sentence.said for sentence in told.said}
        leftovers = [text for text in (_unanswered(one, answered) for one in leftovers) if text]
    said = with_points(said, list(read_points(_prose(found.leftovers, new), fields, language)))
    said = resolve(said, labels, fields, language, sender)
    leftovers += [one.said for one in said if one.beside and one.said not in leftovers]
    rest = [*leftovers, rest_of_new, *unknown]
    return _sum_up(definition, _news(said, fields, known), language, rest)


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
    rest = [one for one in whole if one not in answered]
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


def _read_piece(
    piece: Piece, fields: dict[str, FieldDefinition], language: str, leftovers: list[str]
) -> Iterator[Said]:
    yield from _read(
        fields,
        piece.key,
        tuple(piece.values),
        "\n".join(piece.said),
        _SOURCES[piece.origin],
        language,
        leftovers,
        piece.doubtful,
        piece.deep > 1,
        piece.origin is Origin.NEW and not piece.said[0].lstrip(" (-*•").startswith(tuple("0123456789")),
    )


def _read_rows(
    rows: list[Row], fields: dict[str, FieldDefinition], language: str, leftovers: list[str]
) -> Iterator[Said]:
    for row in rows:
        words = "\n".join(row.values)
        yield from _read(fields, row.key, row.values, words, AnswerSource.TABLE, language, leftovers)


def _read(
    fields: dict[str, FieldDefinition],
    key: str,
    lines: tuple[str, ...],
    words: str,
    source: AnswerSource,
    language: str,
    leftovers: list[str],
    doubtful: bool = False,
    old: bool = False,
    free: bool = False,
) -> Iterator[Said]:
    """What one place says to one field, or to several about one person; a remark beside it is left over."""
    for field, texts in parted(fields, key, lines):
        found = read_value(field, texts, language, doubtful)
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


def _doubt(piece: Piece, language: str) -> Said:
    return Said(piece.key, "\n".join(piece.said), _SOURCES[piece.origin], "", sentence("whose", language))


def _news(said: list[Said], fields: dict[str, FieldDefinition], known: tuple[Answer, ...]) -> list[Said]:
    """What is said without what stood there before: in our form, or in an older reply that is quoted along."""
    before = {answer.field: _comparable(answer.value) for answer in known}
    fresh = {one.key for one in said if not one.old}
    kept: list[Said] = []
    for one in said:
        same = not one.why and before.get(one.key) == _comparable(one.value)
        if same and one.source is not AnswerSource.NEW_TEXT:
            continue
        if one.old and (one.key in fresh or one.key in before):
            continue
        kept.append(one)
    return kept


def _sum_up(definition: FormDefinition, said: list[Said], language: str, leftovers: Iterable[str]) -> FormReading:
    answers: list[Answer] = []
    unreadable: list[Unreadable] = []
    conflicts: list[Unreadable] = []
    for field in definition.fields:
        mine = [one for one in said if one.key == field.key]
        if not mine:
            continue
        words = "\n".join(dict.fromkeys(one.said for one in mine))
        if all(one.why for one in mine):
            unreadable.append(Unreadable(field.key, words, mine[0].why))
        elif len({(one.why, _comparable(one.value)) for one in mine}) > 1:
            conflicts.append(Unreadable(field.key, words, sentence("conflict", language)))
        else:
            answers.append(Answer(field.key, mine[0].value, words, mine[0].source))
    kept = tuple(dict.fromkeys(text for one in leftovers if (text := one.strip())))
    return FormReading(tuple(answers), tuple(unreadable), tuple(conflicts), kept)


def _comparable(value: Answerable) -> Answerable:
    if isinstance(value, str):
        return collapse(value).casefold()
    if isinstance(value, tuple):
        return tuple(fold(one) for one in value)
    return value
