"""The heads of quotes: attributions and header lines of which every word is accounted for."""

import re
from collections.abc import Callable
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.dating import DATE_WORDS, is_one_date, without_date
from processor.approvals.grammar.names import FIRST_NAMES, Signer, words_in
from processor.approvals.grammar.quotewords import bare, joined_words, words_said
from processor.approvals.grammar.wording import bag, fold

_MOST_LINES: Final = 4
_LONGEST: Final = 400
_ADDRESS = re.compile(r"[\[<(]?(?:mailto:)?\s?[^\s<>()\[\]\",;:@]{1,80}@[^\s<>()\[\]\",;:@]{3,200}[\]>)]?")
_AROUND = re.compile(r"(?<=\s)\(|(?<=\w)\)")
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
    rest, dated = without_date(rest)
    words = words_in(rest)
    ours = _ours(addresses, theirs, signer)
    wrote = any(word in _WROTE for word in words)
    return (
        dated
        and (wrote or bool(addresses))
        and _only_signs(rest)
        and is_one_date(words, text)
        and all(word in DATE_WORDS or word in _WROTE or ours(word) for word in words)
    )


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
        return is_subject(value, sent, ours)
    addresses = _ADDRESS.findall(value) if kind != "date" else []
    rest = fold(_ADDRESS.sub(" ", value)) if kind != "date" else fold(value)
    if kind == "date":
        rest, dated = without_date(rest)
        words = words_in(rest)
        return dated and _only_signs(rest) and is_one_date(words, value) and all(word in DATE_WORDS for word in words)
    ours = _ours(addresses, theirs, signer)
    return bool(value) and _only_signs(rest) and all(ours(word) for word in words_in(rest))
