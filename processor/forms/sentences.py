"""The sentences of a paragraph."""

import re

from processor.forms.folding import collapse, fold
from processor.forms.words import MONTHS

_SENTENCE_END = re.compile(r"[.!?]+[)»”\"]?\s+(?=[\"«„(]?[A-ZÄÖÜА-ЯЁ0-9])|\n+")
_SHORTENED = re.compile(
    r"(?:\b(?:dr|hr|fr|ext|extn|доб|dw|mr|mrs|ms|nr|no|tel|st|prof|fa|str|z\.\s?hd|zhd|z\.\s?b|bzw|ca|тел|ул|рук|им|эл|моб|г|д)|(?:^|\s)\d{1,2}"
    r"|\b[A-ZА-Я])$",
    re.I,
)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; a stop behind a short form, a day or an initial ends none."""
    found: list[str] = []
    start = 0
    joined = collapse(text)
    for end in _SENTENCE_END.finditer(joined):
        if joined[end.start()] == "." and _is_short_form(joined[: end.start()], joined[end.end() :]):
            continue
        found.append(joined[start : end.end()].strip())
        start = end.end()
    return [one for one in (*found, joined[start:].strip()) if one]


def _is_short_form(before: str, behind: str) -> bool:
    """Whether a stop ends a short form, an initial, or the day before a month."""
    found = _SHORTENED.search(before)
    if found is None:
        return False
    return not found[0].strip().isdigit() or fold(behind[:12].split(maxsplit=1)[0]) in MONTHS
