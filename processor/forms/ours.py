"""What in a reply are our own words: lines of the mails that were sent, and everything that the definition prints."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.vocabulary import FieldType, Language
from processor.facts.forms import FormDefinition, FormToFill
from processor.forms.folding import collapse, unmarked, without_blanks_to_fill
from processor.forms.labels import Labels, split_label
from processor.forms.printed import hints, plain
from processor.forms.ticks import TICKS

_PREFIX = re.compile(r"^\s{0,3}(?:>\s?)+")
_LEAST = 12
_ONLY_MARKS = re.compile(r"\W*\d{0,2}\W*")


def normal(line: str) -> str:
    """A line as it is compared: without prefix and bold, single blanks, case folded."""
    return collapse(unmarked(_PREFIX.sub("", line))).casefold()


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a definition prints in all its languages, prepared once."""

    lines: frozenset[str]
    quotable: frozenset[str]
    text: str
    rests: tuple[tuple[str, str], ...]
    hints: frozenset[str]
    """What stands below labels, whole and in parts."""
    ends: tuple[re.Pattern[str], ...]
    """A hint that a client has put onto the line of the answer, before it or behind it."""


@lru_cache(maxsize=32)
def _printed(definition: FormDefinition) -> _Printed:
    labels = Labels(definition)
    languages = [language for language, _ in definition.titles] or [one.value for one in Language]
    lines = [line for language in languages for line in plain(FormToFill(definition), language).splitlines()]
    hinted = [hint for language in languages for hint in hints(definition, language).values() if hint]
    parts = {normal(part) for hint in hinted for part in (hint, *hint.split("; "))}
    loose = [line for text in _loose(definition) for line in text.splitlines()]
    loose += [*hinted, *parts, *(f"({part})" for part in parts)]
    quotable = [normal(line) for line in (*lines, *loose)]
    return _Printed(
        frozenset(normal(line) for line in lines) - {""},
        frozenset(quotable) - {""},
        " ".join(quotable),
        tuple(_rests(labels, lines)),
        frozenset(parts),
        tuple(
            map(_at_an_end, sorted({*map(normal, hinted), *(one for one in parts if len(one) >= _LEAST)}, key=_longest))
        ),
    )


def _longest(text: str) -> tuple[int, str]:
    return -len(text), text


def _at_an_end(hint: str) -> re.Pattern[str]:
    """The hint in brackets anywhere, or without them at the beginning or the end, its blanks as a client broke them."""
    words = r"\s+".join(map(re.escape, hint.split()))
    bare = rf"|^{words}(?!\w)[\s;:.]*|(?<!\w)\s*{words}$" if len(hint) >= _LEAST else ""
    return re.compile(rf"\(\s*{words}\s*\){bare}", re.IGNORECASE)


def _rests(labels: Labels, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        named = split_label(labels, line)
        if named is not None:
            yield named.key, normal(without_blanks_to_fill(named.rest))


class Ours:
    """The words that we sent. `rests` is what stood behind each label: a blank to fill in, or a known answer."""

    def __init__(self, labels: Labels, sent_text: str, reply: str = "") -> None:
        """Takes the text of all mails about the form, empty where it is not known, and of the reply that is read."""
        own = _printed(labels.definition)
        sent = sent_text.splitlines()
        lines = {normal(line) for line in sent} - {""}
        self.lines = own.lines | lines
        self.quotable = (own.quotable | lines) - set(_marked_titles(labels.definition, reply))
        self.hints = own.hints
        self._ticked = {one.key for one in labels.definition.fields if one.type is FieldType.YES_NO}
        self._ends = own.ends
        outside = [normal(line) for line in sent if line[:1].strip() and not _is_printed(normal(line), own)]
        self._outside = frozenset(line for line in outside if len(line) >= _LEAST)
        self._outside_text = f" {' '.join(outside)} "
        self.text = f" {' '.join(normal(line) for line in sent)} {own.text} "
        self.rests: dict[str, set[str]] = {}
        for key, rest in (*own.rests, *_rests(labels, sent)):
            self.rests.setdefault(key, set()).add(rest)

    def has(self, line: str, quoted: bool) -> bool:
        """Whether a line is ours. In a quote a piece of a line is ours too, since clients break lines anew."""
        words = normal(line)
        if not words or words in self.lines:
            return True
        if not quoted:
            return False
        if words in self.quotable:
            return True
        return _ONLY_MARKS.fullmatch(words) is not None or (len(words) >= _LEAST and f" {words} " in self.text)

    def is_hint(self, line: str) -> bool:
        """Whether a line is what stands below a label, whole or one of its parts, in brackets or without."""
        words = normal(line)
        return words in self.hints or words.strip("()") in self.hints

    def without_hints(self, text: str) -> str:
        """The text without a hint of ours that a client has put onto its line."""
        if len(text) < _LEAST:
            return text
        for pattern in self._ends:
            text = pattern.sub(" ", text)
        return text.strip()

    def outside(self, line: str) -> bool:
        """Whether a line of ours stands outside the form: what is written below it answers no question above it."""
        words = normal(line)
        if len(words) < _LEAST or words in self.quotable - self._outside:
            return False
        return f" {words} " in self._outside_text or any(words.startswith(f"{one} ") for one in self._outside)

    def left(self, key: str, rest: str) -> bool:
        """Whether what stands behind a label is what we had written there, or nothing."""
        if key in self._ticked and rest.strip(" _") in TICKS:
            return False
        words = normal(without_blanks_to_fill(rest))
        return not words or words in self.rests.get(key, ())


def _marked_titles(definition: FormDefinition, reply: str) -> Iterator[str]:
    """The titles that the reply quotes with their marks: the same words without them are its writer's."""
    for _, titles in definition.sections:
        for _, title in titles:
            if f"== {title} ==" in reply:
                yield from (normal(title), normal(f"{title}:"))


def _is_printed(words: str, own: _Printed) -> bool:
    return (
        words in own.quotable
        or f" {words} " in f" {own.text} "
        or not any(map(str.isalpha, words))
        or words[0].isdigit()
    )


def _loose(definition: FormDefinition) -> Iterable[str]:
    """Each text of the definition by itself, as a client may show it apart from its neighbours."""
    labels = [*definition.titles, *definition.intro, *(pair for _, titles in definition.sections for pair in titles)]
    for field in definition.fields:
        labels += [*field.labels, *field.help]
    for _, text in labels:
        yield text
        yield f"{text}:"
