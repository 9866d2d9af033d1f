"""The heads of quotes: attributions and header lines of which every word is accounted for."""

import calendar
import re
from collections.abc import Callable
from typing import Final

from processor.approvals.grammar.bindings import days_in
from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import FIRST_NAMES, Signer, words_in
from processor.approvals.grammar.quotewords import bare, joined_words, words_said
from processor.approvals.grammar.wording import bag, fold, spoken

_MOST_LINES: Final = 4
_LONGEST: Final = 400
_ADDRESS = re.compile(r"[\[<(]?(?:mailto:)?\s?[^\s<>()\[\]\",;:@]{1,80}@[^\s<>()\[\]\",;:@]{3,200}[\]>)]?")
_WHEN: Final = (
    re.compile(r"(?<!\d)(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"),
    re.compile(r"(?<![\d:])\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?![\d:])"),
    re.compile(r"(?:utc|gmt)?[+-]\d\d:?\d\d\b"),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?!\d)"),
)
"""What a date is made of; each may stand once, in this order of looking."""

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_AROUND = re.compile(r"(?<=\s)\(|(?<=\w)\)")
_WEEKDAYS: Final = (
    "mon monday mo montag пн понедельник", "tue tuesday di dienstag вт вторник", "wed wednesday mi mittwoch ср среда",
    "thu thursday do donnerstag чт четверг", "fri friday fr freitag пт пятница", "sat saturday sa samstag сб суббота",
    "sun sunday so sonntag вс воскресенье",
)  # fmt: skip
_WEEKDAY_OF: Final = {word: day for day, words in enumerate(_WEEKDAYS) for word in words.split()}
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
SEPARATOR = re.compile(
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


def attribution(lines: list[str], start: int, theirs: frozenset[str], signer: Signer) -> tuple[int, str, str] | None:
    """The line behind an attribution that starts here, its text, and no subject; None where none does."""
    text = ""
    for end in range(start, min(start + _MOST_LINES, len(lines))):
        piece = bare(lines[end])
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
        and _is_one_date(words, text)
        and all(word in _DATE_WORDS or word in _WROTE or ours(word) for word in words)
    )


def _without_date(text: str) -> tuple[str, bool]:
    """The text without one date and time, and whether there was one."""
    dated = False
    for pattern in _WHEN:
        text, found = pattern.subn(" ", text, count=1)
        dated = dated or found > 0
    return text, dated


def _is_one_date(words: list[str], text: str) -> bool:
    """Whether the words that dates are made of stand once each, and a weekday is that of the day."""
    dating = [word for word in words if word in _DATE_WORDS]
    weekdays = [_WEEKDAY_OF[word] for word in dating if word in _WEEKDAY_OF]
    if len(set(dating)) < len(dating) or len(weekdays) > 1:
        return False
    year = _YEAR.search(text)
    for month, day in days_in(" ".join(spoken(text))) if weekdays and year else ():
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return False
        if calendar.weekday(int(year[0]), month, min(day, 28)) != (weekdays[0] + min(day, 28) - day) % 7:  # type: ignore[index]
            return False
    return True


def _only_signs(text: str) -> bool:
    """Whether nothing but letters and the signs of names and dates is left, brackets only around something."""
    text = _AROUND.sub(" ", text).strip().removesuffix(":")
    return all(sign.isalpha() or sign.isspace() or sign in "\"'«»„“”.,;<>*_-" for sign in text)


def _ours(addresses: list[str], theirs: frozenset[str], signer: Signer) -> Callable[[str], bool]:
    """Tells the words that names in a quote's head are made of."""
    parts = frozenset(words_in(" ".join(addresses).replace("_", " ")))

    def known(word: str) -> bool:
        if word in _OURS or word in FIRST_NAMES or signer.is_own(word):
            return True
        return (word in parts or word in theirs) and not is_dangerous(word)

    return known


def header(
    lines: list[str], start: int, sent: str, theirs: frozenset[str], signer: Signer
) -> tuple[int, str, str] | None:
    """The line behind header lines that start here, their text, and the subject; None where none do.

    They hold at least sender and date, and a subject or recipient, below each other.
    """
    fields: dict[str, str] = {}
    at = start
    while at < len(lines):
        found = _LABEL.fullmatch(bare(lines[at])[:_LONGEST])
        kind = _LABELS.get(fold(found[1]), "") if found else ""
        if not kind or found is None or not _plausible(kind, found[2].strip(), sent, theirs, signer):
            break
        fields[kind] = found[2].strip()
        at += 1
    if not {"from", "date"} <= set(fields) or not {"subject", "to"} & set(fields):
        return None
    if at < len(lines) and bare(lines[at]):
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
        words = words_in(rest)
        return dated and _only_signs(rest) and _is_one_date(words, value) and all(word in _DATE_WORDS for word in words)
    ours = _ours(addresses, theirs, signer)
    return bool(value) and _only_signs(rest) and all(ours(word) for word in words_in(rest))


def _is_subject(value: str, sent: str) -> bool:
    """A subject of known words and numbers, or one that stands in what we sent, word by word."""
    text = _SUBJECT_TAG.sub(" ", value)
    words = words_said([text])
    inside = " ".join(["", *[word for word in words if word not in ("re", "aw", "отв")], ""])
    if sent and len(words) > 2 and inside in joined_words(sent):
        return True
    return "?" not in value and all(word in _SUBJECT or word.isdecimal() or word[1:].isdecimal() for word in words)
