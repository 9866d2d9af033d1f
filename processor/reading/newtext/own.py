"""Lines of the sender's own that start with ">" ("> 5 users"), and words that announce answers inside the quote."""

import re

from processor.reading.newtext.late import late
from processor.reading.newtext.lines import QUOTE_PREFIX, is_quoted

_COMPARISON = late(r"\s{0,3}> ?=? ?[€$£]? ?\d")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", "：", "。", "？")
_LONGEST = 80
_LONGEST_LINE = 600
_FLAGS = re.IGNORECASE
_WHERE = r"(?:below|in-?line|in line|in (?:red|blue|green|bold|caps)|in between|in the text)"
_WO = r"(?:unten|im text|inline|dazwischen|in (?:rot|blau|grün|fett)|darunter)"
_GDE = r"(?:ниже|в тексте|по тексту|внутри|красным|синим|зел[её]ным|жирным|между строк)"
_SECONDS = late(r"\b\d{1,2}:\d\d:\d\d\b")
_YOU_WROTE = late(r"\b(?:you wrote|sie schrieben|schrieben sie|вы (?:на)?писали|ты (?:на)?писала?)\b", _FLAGS)
_INSIDE = late(
    rf"\b(?:answer(?:s|ed)?|comment(?:s|ed)?|repl(?:ies|ied)|remarks|responses?)\b.{{0,30}}\b{_WHERE}\b"
    rf"|\b(?:antwort|kommentar|anmerkung|bemerkung)\w{{0,4}}\b.{{0,40}}\b{_WO}\b"
    rf"|\b{_WO}\b.{{0,20}}\b(?:geantwortet|beantwortet|kommentiert|ergänzt)\b"
    rf"|\b(?:ответ|коммент|замечани|пояснени)\w{{0,9}}\b.{{0,40}}\b{_GDE}"
    rf"|\b{_GDE}.{{0,20}}\b(?:ответ|коммент|замечани)",
    _FLAGS,
)


def recalls(text: str) -> bool:
    """Whether the line recalls what the reader wrote ("you wrote: ..."): without address, a sender's own sentence.

    Nobody names the second in such a sentence; a mail program that says "you wrote" may.
    """
    by_program = _SECONDS.search(text) is not None
    return "@" not in text and not by_program and _YOU_WROTE.search(text) is not None


def is_own(lines: list[str], index: int) -> bool:
    """Whether `may_be_own` holds so clearly that no quote further below is asked for: "> 5 users" within a sentence."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    compares = _COMPARISON.match(lines[index]) is not None
    return compares and below.lstrip()[:1].islower() and may_be_own(lines, index)


def may_be_own(lines: list[str], index: int) -> bool:
    """Whether a single line that starts with ">" may be part of the sender's sentence.

    The line above is unfinished and stands right above, the content is short and no sentence, no other prefixed line
    is near, and the sentence goes on in small letters below, or the line compares with a number.
    """
    above = lines[index - 1] if index else ""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    content = QUOTE_PREFIX.sub("", lines[index], count=1).strip()
    if not above or is_quoted(above) or is_quoted(below) or above.endswith((*_SENTENCE_ENDS, ",")):
        return False
    if not content or content[0] == ">" or len(content) > _LONGEST or content.endswith(_SENTENCE_ENDS):
        return False
    compares = _COMPARISON.match(lines[index]) is not None
    goes_on = below.lstrip()[:1].islower()
    return goes_on or (compares and not below)


def announces_answers(lines: list[str]) -> bool:
    """Whether the sender says that answers stand further below or inside the text."""
    return any(_INSIDE.search(line[:_LONGEST_LINE]) is not None for line in lines)
