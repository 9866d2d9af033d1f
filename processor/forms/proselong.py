"""Sentences to a form that asks for nothing but long texts: which question each of their clauses answers."""

import re
from typing import Final

from models.vocabulary import AnswerSource
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.proseroles import places, stems_of
from processor.forms.sentences import sentences
from processor.forms.spoken import Said

_OTHER_TOPIC: Final = re.compile(
    r"\b(?:invoices?|holidays?|vacation|on\sleave|away|office\sis|parking|address|rechnung\w*|urlaub|ferien|parkplatz|buero|anschrift|счет\w*|отпуск\w*"
    r"|пропуск\w*|парков\w*|реквизит\w*|адрес\w*)\b"
)
_OURS: Final = re.compile(r"\b(?:we|our|us|ours|wir|uns|unser\w*|мы|нам|нас|наш\w*|\w{2,}(?:уем|аем|яем|емся|имся))\b")
_THEIRS: Final = re.compile(r"\b(?:you|your|ihr|ihre\w*|euer|eure\w*|sie|вы|ваш\w*)\b")
_CLAUSE: Final = re.compile(r"[,;–—]\s+|\s+-\s+")
_JOINS: Final = re.compile(r"(?:(?:and|but|while|und|aber|doch|und\s+zwar|а|и|но|зато)\s+)?", re.IGNORECASE)
_NOW: Final = re.compile(
    r"(?:heute|jetzt|nun|inzwischen|mittlerweile|aktuell|momentan|derzeit|today|now|nowadays|these\s+days|currently|meanwhile|by\s+now|at\s+present"
    r"|теперь|сейчас|сегодня|ныне|нынче|на\s+данный\s+момент|на\s+сегодня)\b",
    re.IGNORECASE,
)
_FEWEST: Final = 2
_LATE: Final = 60
_AT_ONCE: Final = 4
"""So near to a clause's beginning does it name the question that it answers."""


def told_at_length(paragraphs: list[str], fields: dict[str, FieldDefinition]) -> tuple[list[Said], list[str]]:
    """What the sentences say, and those that say nothing. Taken only where they answer several questions, each once."""
    rest: list[str] = []
    found: list[tuple[str, str, str]] = []
    torn: set[str] = set()
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            parts = [] if sentence.endswith("?") else _parts(sentence, fields)
            rest += [] if parts else [sentence]
            for key, text in parts:
                torn |= {key} if speaks_of_now(text, key) else set()
                if found and found[-1][0] == key:
                    found[-1] = (key, f"{found[-1][1]} {text}", f"{found[-1][2]} {sentence}")
                else:
                    found.append((key, text, sentence))
    keys = [key for key, _, _ in found]
    if len(set(keys)) <= _FEWEST or len(set(keys)) < len(keys):
        return [], paragraphs
    rest += [text for key, text, _ in found if key in torn]
    return [
        Said(key, whole, AnswerSource.NEW_TEXT, text.strip(), free=True, words=text)
        for key, text, whole in found
        if key not in torn
    ], rest


def speaks_of_now(text: str, key: str) -> bool:
    """Whether a text about what was at first goes on with what is now, which is the answer to another question."""
    if key != "first_tasks":
        return False
    starts = [0, *(one.end() for one in re.finditer(r"[,;.!–—]\s+|\s+-\s+", text))]
    return any(_NOW.match(text, _joined(text, start)) is not None for start in starts[1:])


def _parts(sentence: str, fields: dict[str, FieldDefinition]) -> list[tuple[str, str]]:
    """The questions of a sentence with what is said to each: several where each of its clauses begins with its own."""
    first = _question_of(sentence, fields)
    if not first:
        return []
    parts: list[tuple[str, str]] = []
    key, start = first, 0
    for cut in _CLAUSE.finditer(sentence):
        at = _joined(sentence, cut.end())
        other = _begun(sentence[at:], fields)
        if other and other != key:
            parts.append((key, sentence[start : cut.start()]))
            key, start = other, at
    return [*parts, (key, sentence[start:])]


def _joined(text: str, start: int) -> int:
    """Where a clause begins behind its "and" or "but"."""
    found = _JOINS.match(text, start)
    return found.end() if found is not None else start


def _begun(clause: str, fields: dict[str, FieldDefinition]) -> str:
    """The one question that a clause names with its first words."""
    keys = {key for key, one in fields.items() if (at := places(stems_of(one), clause[:_LATE])) and min(at) <= _AT_ONCE}
    return keys.pop() if len(keys) == 1 else ""


def _question_of(sentence: str, fields: dict[str, FieldDefinition]) -> str:
    """The question that a sentence names first; empty where two begin at the same place, or the name comes late."""
    words = fold(sentence)
    if _OTHER_TOPIC.search(words) or (_THEIRS.search(words) and not _OURS.search(words)):
        return ""
    at = sorted((min(found), key) for key, one in fields.items() if (found := places(stems_of(one), sentence)))
    if not at or (len(at) > 1 and at[0][0] == at[1][0]) or (len(at) > 1 and at[0][0] > _LATE):
        return ""
    return at[0][1]
