"""A choice that somebody made in words of their own: which of the choices' words stand in them, and what beside."""

import re
from functools import lru_cache

from processor.facts.forms import Choice, FieldDefinition
from processor.forms.folding import fold
from processor.forms.reasons import sentence
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.words import CHOICE_HARMLESS, DOUBT, NO, NONE, OTHER_TOOLS, word_set

_CLOCK = re.compile(
    r"\b(?:after|from|ab|nach|с|после|от|before|vor|bis|until|till|to|до|zwischen|between|um|at|в|and|und|и)?\s?"
    r"\d{1,2}(?:\s\d\d)?\s?(?:pm|am|uhr|h|ч|час\w*|o\sclock)?\b"
)
_EITHER = frozenset(["or", "oder", "или", "либо", "and", "und", "и", "either", "entweder"])
_TURNED = frozenset(
    [
        "not",
        "no",
        "outside",
        "ausserhalb",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "nie",
        "never",
        "вне",
        "не",
        "кроме",
        "except",
        "ausser",
        "nor",
        "without",
    ]
)
_BEYOND = frozenset(["after", "before", "nach", "vor", "после", "до"])
_IN_PART = word_set(
    "first rest others some part half teils manche einige restlichen",
    "остальные часть часть usual обычно ueblich",
)
_COURTEOUS = frozenset(("please", "bitte", "пожалуйста"))
_ONLY = frozenset(("only", "just", "nur", "ausschliesslich", "только", "исключительно"))
"""Before a choice these make it no other one."""
_ONLY_BEHIND = re.compile(r"\s+(?:only|nur|только)\s*(?=[,.;!]|$)", re.IGNORECASE)
_SENDS = re.compile(r"\b(?:schick|send|liefer|provide|suppl|deliver|пришл|вышл|отправ|предостав)\w*", re.IGNORECASE)
_BY_WHEN = re.compile(
    r"\s+(?:bis|by|до|к)\s+(?:(?:zum|the|spätestens)\s+)?(?:(?:ende|mitte|anfang|end|middle|beginning|start|конца|концу|середины|начала)"
    r"\s+(?:of\s+)?)?(?:\d{1,2}\.?\s+)?[^\W\d_]{3,9}\s*(?=[,.;!]|$)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\s*[,;(–—-]?\s*(?:(?:but|aber|jedoch|bitte|но|только)\s+)*(?:not|nicht|не)\s+(?:before|after|vor|nach|раньше|позже|позднее|до|после)"
    r"\s+\d{1,2}(?:[:.]\d\d)?\s*(?:pm|am|uhr|h|o['’]clock|час\w*)?(?=\W|$)\)?",
    re.IGNORECASE,
)
"""The hours in which it suits: whatever they are, the choice is the same."""
_NOT_AT = re.compile(
    r"\s*[,;(–—-]?\s*(?:(?:but|aber|jedoch|bitte|но|только)\s+)*(?:not|nicht|не|außer|except|кроме)\s+(?:(?:between|zwischen|from|von|с|at|um|в)\s+)?"
    r"\d{1,2}(?:[:.]\d\d)?\s*(?:[-–—]|to|bis|до|and|und|и)\s*\d{1,2}(?:[:.]\d\d)?\s*(?:pm|am|uhr|h|o['’]clock|час\w*)?(?=\W|$)\)?",
    re.IGNORECASE,
)
_RULED_OUT = re.compile(
    r"^[^,;.]*\b(?:(?:does|do|will|would)(?:n['’]t|\s+not)\s+(?:work|suit|fit)|won['’]t\s+work|(?:is|are)\s+not\s+possible"
    r"|passt\s+(?:uns\s+)?nicht|geht\s+(?:bei\s+uns\s+)?nicht|не\s+подход\w+|не\s+годится|нельзя|невозможно)\s*[,;.–—-]\s*"
    r"(?=(?:only|just|nur|только|лишь)\s)",
    re.IGNORECASE,
)
"""What somebody rules out before the one thing that it may be."""
_JUMP = re.compile(r"\bjump[\s-]*(?:host|server|box)\b", re.IGNORECASE)
"""A way through a network, and no tool of its own."""
_MOST_BESIDE = 10


def chosen_by_words(field: FieldDefinition, text: str, language: str) -> Found:
    """The one choice whose words stand in the text, with nothing beside them that turns it or names something else."""
    words = [word for word in _CLOCK.sub(" ", fold(_plainly(text))).split() if word not in _COURTEOUS]
    words = words[1:] if len(words) > 1 and words[0] in _ONLY else words
    hits = _hits(_phrases(field.choices), words)
    keys = {key for _, _, key in hits}
    if len(keys) != 1:
        return NoValue(sentence("several" if len(keys) > 1 else "choice", language))
    taken = {place for start, end, _ in hits for place in range(start, end)}
    beside = [word for place, word in enumerate(words) if place not in taken]
    starts = {start for start, _, _ in hits}
    turned = any(start and words[start - 1] in _BEYOND for start in starts) or any(
        word in _TURNED or word in _IN_PART for word in beside
    )
    loose = _EITHER if len(hits) > 1 else frozenset()
    doubted = any(word in DOUBT - loose and word not in _BEYOND for word in beside)
    other = any(word in OTHER_TOOLS for word in beside)
    if turned or doubted or other or len(beside) > _MOST_BESIDE:
        return NoValue(sentence("choice", language))
    remark = any(word not in CHOICE_HARMLESS for word in beside)
    return Value(keys.pop(), text.strip(" .,;:") if remark or len(words) < len(fold(text).split()) else "")


def _plainly(text: str) -> str:
    """The text without "only" behind a choice, and without the day by which somebody sends something."""
    plain = _NOT_AT.sub("", _NOT_BEFORE.sub("", _ONLY_BEHIND.sub("", _RULED_OUT.sub("", text))))
    plain = _JUMP.sub("", plain)
    return _BY_WHEN.sub("", plain) if _SENDS.search(plain) else plain


def choices_in(field: FieldDefinition, text: str) -> set[str]:
    """The keys of the choices whose words stand in a sentence; none where something turns one of them."""
    words = _CLOCK.sub(" ", fold(text)).split()
    hits = [
        hit
        for hit in _hits(_phrases(field.choices), words)
        if hit[1] - hit[0] > 1 or len(words[hit[0]]) > 3 or words[hit[0]] == "vpn"
    ]
    taken = {place for start, end, _ in hits for place in range(start, end)}
    if any(word in _TURNED or word == "t" for place, word in enumerate(words) if place not in taken):
        return set()
    if any(start and words[start - 1] in _TURNED | _BEYOND for start, _, _ in hits) or any(
        w in OTHER_TOOLS for w in words
    ):
        return set()
    return {key for _, _, key in hits}


def _hits(phrases: tuple[tuple[tuple[str, ...], str], ...], words: list[str]) -> list[tuple[int, int, str]]:
    """Where phrases stand, the longest first; what says "none" counts only at the beginning."""
    found: list[tuple[int, int, str]] = []
    for phrase, key in phrases:
        size = len(phrase)
        for start in range(len(words) - size + 1):
            if tuple(words[start : start + size]) != phrase:
                continue
            if size == 1 and start and (phrase[0] in NO or phrase[0] in NONE or len(phrase[0]) < 3):
                continue
            if all(start + size <= begun or start >= ended for begun, ended, _ in found):
                found.append((start, start + size, key))
    return found


@lru_cache(maxsize=128)
def _phrases(choices: tuple[Choice, ...]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """All words of the choices, the longest first."""
    found = {
        (tuple(folded.split()), one.key)
        for one in choices
        for word in (*(label for _, label in one.labels), *one.also)
        if (folded := fold(word))
    }
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))
