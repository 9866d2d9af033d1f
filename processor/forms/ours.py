"""What in a reply are our own words: lines of the mails that were sent, and everything that the definition prints."""

import re
from collections.abc import Iterable

from models.vocabulary import Language
from processor.facts.forms import FormDefinition, FormToFill
from processor.forms.folding import collapse, unmarked, without_blanks_to_fill
from processor.forms.labels import Labels, split_label
from processor.forms.printed import plain

_PREFIX = re.compile(r"^\s{0,3}(?:>\s?)+")
_LEAST = 12
_ONLY_MARKS = re.compile(r"\W*\d{0,2}\W*")


def normal(line: str) -> str:
    """A line as it is compared: without prefix and bold, single blanks, case folded."""
    return collapse(unmarked(_PREFIX.sub("", line))).casefold()


class Ours:
    """The words that we sent. `rests` is what stood behind each label: a blank to fill in, or a known answer."""

    def __init__(self, labels: Labels, sent_text: str) -> None:
        """Takes the text of all mails about the form, empty where it is not known."""
        definition = labels.definition
        languages = [language for language, _ in definition.titles] or [one.value for one in Language]
        printed = [plain(FormToFill(definition), language) for language in languages]
        lines = [line for text in (sent_text, *printed) for line in text.splitlines()]
        self.lines = {normal(line) for line in lines} - {""}
        lines += [line for text in _loose(definition) for line in text.splitlines()]
        self.quotable = {normal(line) for line in lines} - {""}
        self.text = f" {' '.join(normal(line) for line in lines)} "
        self.rests: dict[str, set[str]] = {}
        for line in (*sent_text.splitlines(), *(line for text in printed for line in text.splitlines())):
            named = split_label(labels, line)
            if named is not None:
                self.rests.setdefault(named.key, set()).add(normal(without_blanks_to_fill(named.rest)))

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

    def left(self, key: str, rest: str) -> bool:
        """Whether what stands behind a label is what we had written there, or nothing."""
        words = normal(without_blanks_to_fill(rest))
        return not words or words in self.rests.get(key, ())


def _loose(definition: FormDefinition) -> Iterable[str]:
    """Each text of the definition by itself, as a client may show it apart from its neighbours."""
    labels = [*definition.titles, *definition.intro, *(pair for _, titles in definition.sections for pair in titles)]
    for field in definition.fields:
        labels += [*field.labels, *field.help]
    for _, text in labels:
        yield text
        yield f"{text}:"
