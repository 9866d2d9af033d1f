"""The heads of quotes: attributions and header lines of which every word is accounted for."""

import re
from collections.abc import Callable
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.dating import DATE_WORDS, is_one_date, without_date
from processor.approvals.grammar.labels import without_labels
from processor.approvals.grammar.names import TITLES, Signer, words_in
from processor.approvals.grammar.quotewords import bare, words_said
from processor.approvals.grammar.subjects import is_subject, may_be_subject
from processor.approvals.grammar.wording import bag, fold
from processor.reading.newtext.late import late

_MOST_LINES: Final = 4
_LONGEST: Final = 400
_ADDRESS = late(r"[\[<(]?(?:mailto:)?\s?[^\s<>()\[\]\",;:@]{1,80}@[^\s<>()\[\]\",;:@]{3,200}[\]>)]?")
_AROUND = late(r"(?<=\s)\(|(?<=\w)\)")
_WROTE: Final = bag("hat geschrieben wrote writes schrieb schreibt написал написала написали пишет писал писала от via")
_EITHER = late(r"(?<=писал)\(а\)|/написала?\b|\(\s*\)", re.IGNORECASE)
"""A verb in both genders, and what is left of a zone in brackets."""

_OURS: Final = bag(
    """
    support team service services desk customer care help vendor success delivery project office sales helpdesk
    servicedesk it technical technik technischer the our gmbh ag ltd llc inc kundendienst kundenservice kundenbetreuung
    kundensupport hotline edv software systems solutions systeme
    служба поддержки поддержка команда отдел сервис деск техподдержка технической техническая клиентской клиентская
    центр ооо ао заказчик kunde kundin kunden customer client клиент ihr das
    """
)
_TRAILS_OFF = late(r"\.\s?\.|…")
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
    "дата отправки": "date",
    "datum": "date",
    "отправлено": "date",
    "дата": "date",
    "to": "to",
    "an": "to",
    "кому": "to",
    "cc": "to",
    "kopie": "to",
    "copy": "to",
    "kopie an": "to",
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
_LABEL = late(r"[*_ ]{0,3}([^\W\d_][^\W\d_ -]{0,12}(?:[ -][^\W\d_]{1,6})?)[*_ ]{0,3}:[*_ ]{0,3}(.*)")
SEPARATOR = late(
    r"[-‐–—_=\s]*(?:original message|original e-?mail|original appointment|reply message"
    r"|ursprüngliche (?:nachricht|e-?mail|mail)|originalnachricht|original-nachricht|original-?mail"
    r"|исходное (?:сообщение|письмо)|оригинальное (?:сообщение|письмо)|исходное письмо)[-‐–—_=:\s]*"
    r"|_{10,}|[-‐–—]{5,}",
    re.IGNORECASE,
)
_ENOUGH: Final = 12
"""Words and lines: so many words of ours below a header show whose it is."""
_WRAPPED: Final = frozenset(("subject", "to", "from"))


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
            whole = re.sub(r"\s+>", ">", re.sub(r"<\s+", "<", text))
            return (end + 1, whole, "") if _says_who_wrote(whole, theirs, signer) else None
    return None


def _says_who_wrote(text: str, theirs: frozenset[str], signer: Signer) -> bool:
    addresses = _ADDRESS.findall(text)
    ours = _ours(addresses, theirs, signer)
    plain = without_labels(text.removesuffix(":"), theirs, ours, starts=False)
    rest, dated = without_date(fold(_EITHER.sub(" ", _ADDRESS.sub(" ", plain))))
    rest = _EITHER.sub(" ", rest)
    words = words_in(rest)
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
    return _TRAILS_OFF.search(text) is None and all(
        sign.isalpha() or sign.isspace() or sign in "\"'«»„“”.,;<>*_-&" for sign in text
    )


def _ours(addresses: list[str], theirs: frozenset[str], signer: Signer) -> Callable[[str], bool]:
    """Tells the words that names in a quote's head are made of."""
    parts = frozenset(words_in(" ".join(addresses).replace("_", " ")))

    def known(word: str) -> bool:
        if word in _OURS or word in TITLES or signer.is_own(word) or (len(word) == 1 and signer.is_initial(word)):
            return True
        return (word in parts or word in theirs) and not is_dangerous(word)

    return known


def header(
    lines: list[str], start: int, sent: str, theirs: frozenset[str], signer: Signer
) -> tuple[int, str, str] | None:
    """The line behind header lines that start here, their text, and the subject; None where none do.

    They hold at least sender and date, and a subject or recipient, below each other. A blank line must stand behind
    them, or what was sent must be known, for then the text right behind is held against that.
    """
    fields: dict[str, str] = {}
    at, unsure = start, False
    while at < len(lines) and (told := _field(lines, at)) is not None:
        kind, value = told
        if kind in fields:
            return None
        more = 1
        if (
            kind in _WRAPPED
            and _goes_on(lines, at + 1)
            and _plausible(kind, longer := f"{value} {bare(lines[at + 1])}", sent, theirs, signer)
        ):
            value, more = longer, 2
        elif not _plausible(kind, value, sent, theirs, signer):
            if kind != "subject" or not sent or not may_be_subject(value, sent):
                break
            unsure = True
        fields[kind] = value
        at += more
    if unsure and not _follows(lines, at, sent):
        return None
    if not {"from", "date"} <= set(fields) or len(fields) < 3:
        return None
    if at < len(lines) and bare(lines[at]) and (not sent or _field(lines, at) is not None):
        return None
    return at, " ".join(fields.values()), fields.get("subject", "")


def _follows(lines: list[str], at: int, sent: str) -> bool:
    """Whether the text below starts as what was sent does, or behind its title line."""
    words = words_said(lines[at : at + _ENOUGH])[:_ENOUGH]
    starts = [sent, sent.lstrip().partition("\n")[2]]
    return len(words) == _ENOUGH and any(words_said(text[:1000].splitlines())[:_ENOUGH] == words for text in starts)


def _field(lines: list[str], at: int) -> tuple[str, str] | None:
    """The kind and the value of a header line, or None where this is none."""
    found = _LABEL.fullmatch(bare(lines[at])[:_LONGEST])
    label = fold(found[1]).strip() if found else ""
    kind = _LABELS.get(label, "")
    return (kind if kind != "to" else label, found[2].strip(" *_")) if kind and found else None


def _goes_on(lines: list[str], at: int) -> bool:
    return at < len(lines) and bool(bare(lines[at])) and _field(lines, at) is None


def _plausible(kind: str, value: str, sent: str, theirs: frozenset[str], signer: Signer) -> bool:
    if kind == "importance":
        return fold(value) in _IMPORTANCE
    if kind == "subject":
        return is_subject(value, sent, theirs)
    if kind == "date":
        rest, dated = without_date(fold(value))
        rest = _EITHER.sub(" ", rest)
        words = words_in(rest)
        return dated and _only_signs(rest) and is_one_date(words, value) and all(word in DATE_WORDS for word in words)
    ours = _ours(_ADDRESS.findall(value), theirs, signer)
    rest = fold(_ADDRESS.sub(" ", without_labels(value, theirs, ours, starts=True)))
    return bool(value) and _only_signs(rest) and all(ours(word) for word in words_in(rest))
