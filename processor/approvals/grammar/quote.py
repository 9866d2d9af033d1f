"""The quoted tail of a reply: an attribution or header of closed form, and below it a part of what we sent.

This doesn't ask where a quote may start, as reading does, but only cuts off what can be nothing else.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import FIRST_NAMES, Signer, words_in
from processor.approvals.grammar.wording import bag, fold

_PREFIX = re.compile(r"[\s>|]*")
_MOST_ABOVE: Final = 80
_MOST_LINES: Final = 4
_LONGEST: Final = 400
_LEAST_PART: Final = 12
"""Words: a quote that doesn't start where our mail starts must be at least so long, since single words of our mail
("REJECTED") mean something when they stand alone."""

_ADDRESS = re.compile(r"[\[<(]?(?:mailto:)?\s?[^\s<>()\[\]\",;:@]{1,80}@[^\s<>()\[\]\",;:@]{3,200}[\]>)]?")
_WHEN: Final = (
    re.compile(r"(?<!\d)(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"),
    re.compile(r"(?<![\d:])\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?![\d:])"),
    re.compile(r"(?:utc|gmt)?[+-]\d\d:?\d\d\b"),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?!\d)"),
)
"""What a date is made of; each may stand once, in this order of looking."""

_DATE_WORDS: Final = bag(
    """
    on at am pm um uhr в г г. года from by the utc gmt msk мск cet cest est edt pst z le
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october
    november december mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar
    maerz mrz mai juni juli oktober dezember okt dez пн вт ср чт пт сб вс понедельник вторник среда четверг пятница
    суббота воскресенье янв фев мар апр мая май июн июл авг сен сент окт ноя нояб дек января февраля марта апреля июня
    июля августа сентября октября ноября декабря
    """
)
_WROTE: Final = bag("wrote writes schrieb schreibt написал написала написали пишет писал писала а от via")
_OURS: Final = bag(
    """
    support team service services desk customer care help vendor success delivery project office sales
    служба поддержки поддержка команда отдел сервис заказчик kunde kundin kunden customer client клиент ihr das
    """
)
_LABELS: Final = {
    "from": "from",
    "von": "from",
    "от": "from",
    "от кого": "from",
    "отправитель": "from",
    "sent": "date",
    "date": "date",
    "gesendet": "date",
    "gesendet am": "date",
    "datum": "date",
    "отправлено": "date",
    "дата": "date",
    "to": "to",
    "an": "to",
    "кому": "to",
    "cc": "to",
    "kopie": "to",
    "копия": "to",
    "reply-to": "to",
    "antwort an": "to",
    "subject": "subject",
    "betreff": "subject",
    "тема": "subject",
    "importance": "importance",
    "priority": "importance",
    "wichtigkeit": "importance",
    "prioritaet": "importance",
    "важность": "importance",
}
_IMPORTANCE: Final = bag("high normal hoch mittel высокая обычная low niedrig")
_LABEL = re.compile(r"[*_ ]{0,3}([^\W\d_][^\W\d_ -]{0,12}(?:[ -][^\W\d_]{1,6})?)[*_ ]{0,3}:[*_ ]{0,3}(.*)")
_SEPARATOR = re.compile(
    r"[-_\s]*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|исходное сообщение"
    r"|оригинальное сообщение)[-_\s]*|_{10,}|-{5,}",
    re.IGNORECASE,
)
_SUBJECT_TAG = re.compile(r"\[#?[A-Za-zА-Яа-я]{2}-\d{1,6}(?:\.\d{1,4})?[. ]\w{6,40}\]")
_SUBJECT: Final = bag(
    """
    re aw sv ha отв antw proposal offer quote quotation approval request for your please approve action required version
    v pr gl co cf ac from предложение коммерческое на согласование согласования версия запрос вашего ваше от
    angebot zur freigabe genehmigung ihre bitte um anfrage fuer ihr zum vom go live go-live completion acceptance
    form abnahme запуск завершение работ приемка акт reminder erinnerung напоминание
    """
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a quote starts, its head as one text, the subject that the head names, and the lines below the head."""

    start: int
    head: str
    subject: str
    body: tuple[str, ...]


def find_quote(lines: list[str], sent: str, signer: Signer) -> Quote | None:
    """The first head of a quote, or None. Only heads whose every word is accounted for count."""
    theirs = frozenset(words_in("\n".join([line for line in sent.splitlines() if line.strip()][-6:])))
    for start in range(min(len(lines), _MOST_ABOVE)):
        if not lines[start]:
            continue
        at = start
        while at < len(lines) and (not _bare(lines[at]) or _SEPARATOR.fullmatch(_bare(lines[at]))):
            at += 1
        if at >= len(lines) or (at > start and _SEPARATOR.fullmatch(_bare(lines[start])) is None):
            continue
        found = _header(lines, at, sent, theirs, signer) or _attribution(lines, at, theirs, signer)
        if found is not None:
            end, head, subject = found
            return Quote(start, head, subject, tuple(lines[end:]))
    return None


def quote_issue(quote: Quote, sent: str) -> str:
    """Why the quoted text can't be shown to be what we sent, or an empty string."""
    words = _said(quote.body)
    if not words:
        return ""
    if not sent:
        return _looks_edited(quote.body)
    joined, whole = " ".join(["", *words, ""]), _spoken_whole(sent)
    if joined not in whole or not (whole.startswith(joined) or len(words) >= _LEAST_PART):
        return "the quoted text is not what was sent"
    if _signs(quote.body) - _signs_whole(sent):
        return "signs stand in the quoted text that were not in what was sent"
    return ""


@lru_cache(maxsize=64)
def _spoken_whole(sent: str) -> str:
    return " ".join(["", *_said(sent.splitlines()), ""])


@lru_cache(maxsize=64)
def _signs_whole(sent: str) -> Counter[str]:
    return _signs(sent.splitlines())


def _looks_edited(body: tuple[str, ...]) -> str:
    """Without what we sent, only a quote of one form throughout passes, with no sign of an answer inside."""
    filled = [line for line in body if line.strip()]
    prefixed = [line.lstrip().startswith(">") for line in filled]
    if any(prefixed) and not all(prefixed):
        return "text stands between or below the quoted lines"
    if "?" in "\n".join(filled) or any(_ANSWERS & set(words_in(line)) for line in filled):
        return "the quoted text may hold an answer, and what was sent is not known"
    return ""


_ANSWERS: Final = bag(
    """
    but however except unless instead not don't won't yet later only ps but, sorry disagree wrong too aber jedoch
    sondern nicht kein keine nur zu leider falsch ps но однако кроме только нельзя позже не нет зы
    """
)


def _said(lines: list[str] | tuple[str, ...]) -> list[str]:
    text = "\n".join(line[_PREFIX.match(line).end() :] for line in lines)  # type: ignore[union-attr]
    found: list[str] = _WORD.findall(fold(text))
    return found


def _signs(lines: list[str] | tuple[str, ...]) -> Counter[str]:
    """How often each sign stands in the lines that a mail client doesn't put there by itself."""
    text = "".join(line[_PREFIX.match(line).end() :] for line in lines)  # type: ignore[union-attr]
    return Counter(sign for sign in text if not sign.isalnum() and not sign.isspace() and sign not in _CLIENTS_OWN)


_CLIENTS_OWN: Final = frozenset(">|*_-<\"'«»„“”‚‘’–—•·\u00ad\u200b")


def _bare(line: str) -> str:
    return line[_PREFIX.match(line).end() :].strip()  # type: ignore[union-attr]


def _attribution(lines: list[str], start: int, theirs: frozenset[str], signer: Signer) -> tuple[int, str, str] | None:
    text = ""
    for end in range(start, min(start + _MOST_LINES, len(lines))):
        piece = _bare(lines[end])
        if not piece:
            return None
        text = f"{text} {piece}".strip()
        if len(text) > _LONGEST:
            return None
        if text.endswith(":"):
            whole = re.sub(r"<\s+", "<", text)
            return (end + 1, whole, "") if _says_who_wrote(whole, theirs, signer) else None
    return None


def _says_who_wrote(text: str, theirs: frozenset[str], signer: Signer) -> bool:
    addresses = _ADDRESS.findall(text)
    rest = fold(_ADDRESS.sub(" ", text))
    rest, dated = _without_date(rest)
    words = words_in(rest)
    ours = _ours(addresses, theirs, signer)
    wrote = any(word in _WROTE for word in words)
    return (
        dated
        and (wrote or bool(addresses))
        and _only_signs(rest)
        and all(word in _DATE_WORDS or word in _WROTE or ours(word) for word in words)
    )


def _without_date(text: str) -> tuple[str, bool]:
    """The text without one date and time, and whether there was one."""
    dated = False
    for pattern in _WHEN:
        text, found = pattern.subn(" ", text, count=1)
        dated = dated or found > 0
    return text, dated


def _only_signs(text: str) -> bool:
    return all(sign.isalpha() or sign.isspace() or sign in "\"'«»„“”.,:;()<>*_-'" for sign in text)


def _ours(addresses: list[str], theirs: frozenset[str], signer: Signer) -> Callable[[str], bool]:
    """Tells the words that names in a quote's head are made of."""
    parts = frozenset(words_in(" ".join(addresses).replace("_", " ")))

    def known(word: str) -> bool:
        if word in _OURS or word in FIRST_NAMES or signer.is_own(word):
            return True
        return (word in parts or word in theirs) and not is_dangerous(word)

    return known


def _header(
    lines: list[str], start: int, sent: str, theirs: frozenset[str], signer: Signer
) -> tuple[int, str, str] | None:
    """At least sender and date, and a subject or recipient, line by line below each other."""
    fields: dict[str, str] = {}
    at = start
    while at < len(lines):
        found = _LABEL.fullmatch(_bare(lines[at])[:_LONGEST])
        kind = _LABELS.get(fold(found[1]), "") if found else ""
        if not kind or found is None or not _plausible(kind, found[2].strip(), sent, theirs, signer):
            break
        fields[kind] = found[2].strip()
        at += 1
    if not {"from", "date"} <= set(fields) or not {"subject", "to"} & set(fields):
        return None
    if at < len(lines) and _bare(lines[at]):
        return None
    return at, " ".join(fields.values()), fields.get("subject", "")


def _plausible(kind: str, value: str, sent: str, theirs: frozenset[str], signer: Signer) -> bool:
    if kind == "importance":
        return fold(value) in _IMPORTANCE
    if kind == "subject":
        return _is_subject(value, sent)
    addresses = _ADDRESS.findall(value) if kind != "date" else []
    rest = fold(_ADDRESS.sub(" ", value)) if kind != "date" else fold(value)
    if kind == "date":
        rest, dated = _without_date(rest)
        return dated and _only_signs(rest) and all(word in _DATE_WORDS for word in words_in(rest))
    ours = _ours(addresses, theirs, signer)
    return bool(value) and _only_signs(rest) and all(ours(word) for word in words_in(rest))


def _is_subject(value: str, sent: str) -> bool:
    """A subject of known words and numbers, or one that stands in what we sent, word by word."""
    text = _SUBJECT_TAG.sub(" ", value)
    words = _said([text])
    inside = " ".join(["", *[word for word in words if word not in ("re", "aw", "отв")], ""])
    if sent and len(words) > 2 and inside in _spoken_whole(sent):
        return True
    return "?" not in value and all(word in _SUBJECT or word.isdecimal() or word[1:].isdecimal() for word in words)
