"""Words, long texts and lists."""

import re
from functools import cache

from processor.forms.folding import collapse, fold
from processor.forms.reasons import sentence
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.words import MONTHS, NONE, WEEKDAYS, word_set

_BULLET = re.compile(r"\s*(?:[-*•–—‣▪·o]|\(?\d{1,2}[.)]|\(?[a-zа-я][.)])\s+(?=\S)")
LONGEST = 500
"""The most letters of a short text."""
_LONGEST_TEXT = 20_000
_SHORT_ITEM = 4
_MOST_ITEM = 6
_MOST_BESIDE_AND = 2
_COMMA = re.compile(r"\s*,\s*(?:and|und|и|sowie|а\s+также|plus)\s+|\s*,(?!\d)\s*", re.I)
_AND = re.compile(r"\s+(?:and|und|u\.|и|sowie|а\s+также|&|\+)\s+", re.I)
_SUFFICES = re.compile(
    r"[\s,;(–—-]+(?:genügt|reicht(?:\s+(?:aus|uns))?|is\s+enough|is\s+sufficient|suffices|will\s+do|достаточно|хватит)\s*[.!)]*$",
    re.IGNORECASE,
)
_ASKS_FIRST = re.compile(r"[^.!?]*[^\W\d]{2,}\s[^.!?]*[^\W\d]{2,}\?\s")
"""A question of several words before anything else."""
_SLASH = re.compile(r"\s*/\s*")
_ONLY_LAST = re.compile(r"\s+(?:only|nur|только)$", re.IGNORECASE)
_WHEN = re.compile(r"(?:from|vom|с|von)?\s*\d[\d\s.–—-]*(?:\s*[^\W\d]{3,10})?(?:\s*\d{4})?\.?", re.IGNORECASE)
"""Nothing but days: what stands behind a comma so says when, of the one thing before it."""
_LEAD = re.compile(
    r"(?:only|just|mainly|mostly|nur|lediglich|hauptsächlich|только|лишь|в\s+основном|преимущественно"
    r"|(?:and\s+)?(?:a\s+)?(?:little|bit|few)(?:\s+bit)?(?:\s+of)?|some|(?:und\s+)?(?:ein\s+)?(?:bisschen|wenig|bißchen)|etwas"
    r"|(?:и\s+)?(?:немного|чуть-чуть|чуть|отчасти))\s+(?=\S)",
    re.I,
)
_TO_DAY = re.compile(r"(?:bis|und|oder|u\.|to|and|по|и|до|[-–—/+])\s*\d{1,2}\s*\.", re.IGNORECASE)
_WHOLE = re.compile(
    r"^(?:the\s+)?(?:whole|entire|all)\s+(?:of\s+)?(?:the\s+)?|^(?:d(?:er|ie|as|en)\s+)?(?:ganz|gesamt|komplett)e[nrs]?\s+"
    r"|^(?:весь|вся|всю|всё|все|целый|целую)\s+",
    re.I,
)
_HALVES = frozenset(
    [
        "as",
        "because",
        "since",
        "so",
        "but",
        "which",
        "who",
        "that",
        "when",
        "if",
        "while",
        "although",
        "though",
        "then",
        "we",
        "they",
        "it",
        "i",
        "he",
        "she",
        "there",
        "you",
        "weil",
        "da",
        "wenn",
        "aber",
        "sondern",
        "denn",
        "obwohl",
        "dass",
        "damit",
        "die",
        "der",
        "das",
        "wir",
        "sie",
        "er",
        "es",
        "ich",
        "так",
        "потому",
        "но",
        "если",
        "когда",
        "который",
        "которая",
        "которые",
        "что",
        "чтобы",
        "поэтому",
        "хотя",
        "мы",
        "они",
        "он",
        "она",
        "где",
        "а",
    ]
)
_REST = (
    r"(?:(?:and|und|и|а|also|dazu)\s)?(?:the\s|der\s|die\s|das\s|den\s|all\s)?"
    r"(?:rest|others?|remaining|remainder|more|further|weitere[snr]?|restlichen?|uebrigen?|anderen?|mehr|остальн\w+|остаток|друг\w+"
    r"|прочие|продолжение|ещ[её])(?:\s(?!and\b|und\b|и\b)\w+){0,3}?"
    r"\s(?:to\s(?:follow|come)|follows?|later|tbc|tbd|(?:will|ll)\s\w+(?:\s\w+){0,3}|(?:are|is)\s(?:coming|to\s\w+)(?:\s\w+)?|soon"
    r"|folg(?:t|en)(?:\s\w+){0,2}|spaeter|komm(?:t|en)\s(?:noch|spaeter|nach|bald)|reiche[n]?\s(?:ich|wir)\s(?:\w+\s)?nach"
    r"|schicke[n]?\s(?:ich|wir)(?:\s\w+){0,3}|melde[n]?\s(?:ich|wir)\s(?:\w+\s)?nach|(?:wird|werden)\s(?:\w+\s)?(?:nachgereicht|ergaenzt)"
    r"|(?:при|вы|до)шл(?:ю|ем)(?:\s\w+){0,2}|позже|позднее|потом|сообщ(?:у|им)(?:\s\w+){0,2}|будут\s(?:\w+\s)?позже|уточн(?:ю|им|яем)(?:\s\w+){0,2}"
    r"|следует|допиш(?:у|ем)(?:\s\w+){0,2})"
)
"""What promises the rest of a list."""
_PLEASE = re.compile(r",?\s*(?:please|thanks|bitte|danke|пожалуйста|спасибо)[.!]?\s*$", re.IGNORECASE)
_BUT = re.compile(r"\s*[,;(–—-]\s*(?:but|aber|jedoch|но|однако)\s+(?P<rest>\S.*)$", re.IGNORECASE | re.DOTALL)
_NARROWS = re.compile(r"^(?:only|just|not|no|except|nur|nicht|kein\w*|erst|bis|ausser|только|не|кроме|до|с|без)\b")
"""What a "but" that still speaks of the same things begins with."""
_FULL_DAY = (
    r"(?:\d{1,2}\.\s?\d{1,2}\.?(?:\s?\d{2,4})?|\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?[^\W\d_]{3,9}\.?(?:\s\d{4})?"
    r"|[^\W\d_]{3,9}\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?|\d{4}-\d\d-\d\d)"
)
_FULL_DAYS = re.compile(
    rf"(?:(?:the|am|on|den|с|vom|from)\s+)?(?:{_FULL_DAY}|(?:{_FULL_DAY}|\d{{1,2}}\.?)\s*(?:[-–—]|to|till|until|bis|по|до)\s*{_FULL_DAY})",
    re.IGNORECASE,
)
"""One whole day, or a span whose end is one: what stands beside it needs nothing of it."""
_LEANS = word_set(
    "after before until till following next then from danach davor bis nach vor ab folgende dann weiter weitere",
    "после до перед следующие следующая потом затем с по",
)
"""Words that tie a piece to the day before it."""
_SPANS = frozenset({"between", "zwischen", "между", "from", "von", "vom", "с", "со"})


def bullet(line: str) -> str | None:
    """What stands behind the bullet or number of a line, None for a line without one."""
    found = _BULLET.match(line)
    if found is None or (found[0].rstrip().endswith(".") and _begins_with_month(line[found.end() :])):
        return None
    return line[found.end() :].strip()


def _begins_with_month(text: str) -> bool:
    """Whether a number before this text is a day: "1. Mai", "18. bis 21. Mai"."""
    return _TO_DAY.match(text) is not None or fold(text.split(maxsplit=1)[0]) in MONTHS


def read_text(lines: tuple[str, ...], language: str, doubtful: bool) -> Found:
    """A short text on one line. A question is none; nor is a sentence, where only a number says what it answers."""
    text = collapse(" ".join(lines))
    if len(text) > LONGEST:
        return NoValue(sentence("too_long", language))
    if text.endswith("?") or _ASKS_FIRST.match(text):
        return NoValue(sentence("asks_back", language))
    if doubtful and len(text.split()) > _SHORT_ITEM and text[-1] in ".!":
        return NoValue(sentence("whose", language))
    plain = _SUFFICES.sub("", text)
    return Value(plain, text) if plain and plain != text and _has_digit(plain) else Value(text)


def read_long_text(lines: tuple[str, ...], language: str) -> Found:
    """A text of several lines, kept as lines."""
    text = "\n".join(lines).strip()
    if len(text) > _LONGEST_TEXT:
        return NoValue(sentence("too_long", language))
    if text.endswith("?") and not re.search(r"[.!?\n]", text[:-1]):
        return NoValue(sentence("asks_back", language))
    return Value(text)


def read_list(lines: tuple[str, ...], language: str) -> Found:
    """The items: bullets, lines, or what one line parts by semicolons, or by commas where all items are short."""
    if fold(" ".join(lines)) in NONE:
        return Value(())
    if sum(map(len, lines)) > _LONGEST_TEXT:
        return NoValue(sentence("too_long", language))
    filled = [line for line in lines if line.strip()]
    told, promised = without_rest(filled)
    if promised:
        found = read_list(tuple(told), language) if told else NoValue(sentence("later", language))
        return Value(found.value, " ".join(promised)) if isinstance(found, Value) else found
    if len(filled) == 1 and bullet(filled[0]) is None:
        return _of_line(collapse(filled[0]))
    items: list[str] = []
    bulleted = any(bullet(line) is not None for line in filled)
    for line in filled:
        item = bullet(line)
        if item is None and bulleted and items:
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(collapse(item or line))
    return Value(tuple(items))


def _of_line(line: str) -> Value:
    """The items of one line; what a "but" adds about something else is kept beside them."""
    remark = _BUT.search(line)
    if remark is not None and _NARROWS.match(fold(remark["rest"])) is None:
        items = _parted(line[: remark.start()])
        if all(_is_item(item) for item in items) and len(remark["rest"].split()) >= _SHORT_ITEM:
            return Value(items, remark["rest"])
    return Value(_parted(line))


@cache
def _rest() -> re.Pattern[str]:
    """Compiled when it is first asked for, as it takes long."""
    return re.compile(_REST)


def without_rest(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a list without a promise that more will come: "rest to follow", "остальные пришлём"."""
    told: list[str] = []
    promised: list[str] = []
    for line in lines:
        pieces = [one for one in re.split(r"(?<=[^\s\d])\s*(?:[,;]|\.{2,}|…)\s*|\s+[–—-]\s+", line) if one.strip(" .…")]
        behind = next((place for place, one in enumerate(pieces) if _rest().fullmatch(fold(one))), len(pieces))
        if not pieces or behind == len(pieces):
            told.append(line)
            continue
        start = line.index(pieces[behind])
        promised.append(line[start:].strip())
        told += [line[:start].rstrip(" ,;.…–—-")] if behind else []
    return [one for one in told if one.strip(" .…-–—*•")], promised


def _parted(line: str) -> tuple[str, ...]:
    if ";" in line:
        return tuple(item for part in line.split(";") if (item := _item(part)))
    parts = [part.strip() for part in _COMMA.split(_PLEASE.sub("", line)) if part.strip()]
    slashed = _SLASH.split(line)
    if len(parts) == 1 and len(slashed) > 1 and all(_is_item(part) and not _has_digit(part) for part in slashed):
        return tuple(map(_item, slashed))
    if len(parts) == 2 and not _has_digit(parts[0]) and _WHEN.fullmatch(parts[1]) and _has_span(parts[1]):
        return (line,)
    if len(parts) > 1 and not all(_is_item(part) for part in parts):
        return (line,)
    pieces = [*parts[:-1], *_at_and(parts[-1], len(parts) > 1)] if parts else []
    return tuple(item for piece in pieces if (item := _item(piece)))


def _is_item(part: str) -> bool:
    """Whether a piece between commas can be an item: short, and not the second half of a sentence."""
    words = fold(part).split()
    short = _MOST_ITEM if any(word in MONTHS or word in WEEKDAYS for word in words) else _SHORT_ITEM - 1
    words = [word for word in words if not word.isdigit()] or words
    # One word alone is no half of a sentence: "it" is a language, too.
    half = len(words) > 1 and words[0] in _HALVES
    return 0 < len(words) <= short and not "".join(words).isdigit() and not half


def _at_and(part: str, among_others: bool) -> list[str]:
    """The pieces around an "and" between names; not of "between 1 and 9 June", nor of "7 и 8 марта"."""
    pieces = _AND.split(part)
    words = [fold(_WHOLE.sub("", _LEAD.sub("", piece))).split() for piece in pieces]
    short = all(0 < len(one) <= (3 if among_others else _MOST_BESIDE_AND) for one in words)
    spans = bool(words[0]) and words[0][0] in _SPANS
    dates = any(any(letter.isdigit() for letter in piece) for piece in pieces)
    if dates and len(pieces) > 1 and not spans and all(map(_stands_alone, pieces)):
        return pieces
    return pieces if len(pieces) > 1 and short and not spans and not dates else [part]


def _stands_alone(piece: str) -> bool:
    """Whether a piece around an "and" is a whole day, or names a time without a number: "24 and 31 May" are no two."""
    if _has_digit(piece):
        days = _FULL_DAYS.fullmatch(piece.strip(" .")) or _FULL_DAYS.fullmatch(piece.strip())
        return days is not None and any(word in MONTHS or word.isdigit() for word in fold(piece).split())
    words = fold(piece).split()
    return 0 < len(words) <= _SHORT_ITEM and not _LEANS & set(words) and words[0] not in _HALVES


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _has_span(text: str) -> bool:
    return re.search(r"\d\s*[.]?\s*(?:[-–—]|to|bis|по)", text) is not None


def _item(piece: str) -> str:
    """The item without "only" before it and without a stop behind it."""
    piece = _ONLY_LAST.sub("", piece.strip()) if len(piece.split()) == _SHORT_ITEM - 2 else piece
    text = _LEAD.sub("", piece.strip()) if len(piece.split()) <= _SHORT_ITEM + 1 else piece.strip()
    return text.removesuffix(".").strip() if text.count(".") == 1 and not text[-2:-1].isdigit() else text.strip()
