"""The subject that a quote's head names: words of the mail that we sent, or of a closed list, and its own numbers.

Our mail's subject is not part of its text, yet it speaks of the same things: each of its words is held against the
text's words, whole or in another inflection.
"""

import re
from functools import lru_cache
from typing import Final

from processor.approvals.grammar.bindings import document_in, other_number, other_version
from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import FIRST_NAMES
from processor.approvals.grammar.quotewords import joined_words, words_said
from processor.approvals.grammar.wording import bag, fold, spoken
from processor.reading.newtext.late import late

_LONGEST: Final = 250
_MOST_WORDS: Final = 24
_TAG = late(r"\[#?[A-Za-zА-Яа-я]{2}-\d{1,6}(?:\.\d{1,4})?[. ]\w{6,40}\]|\[#?[A-Z]{1,6}-?\d{1,8}\]|\[#\d{1,8}\]")
_NUMBERS = late(
    r"\b(?:(?:pr|пр|gl|co|cf|ac|fo)[- ]?#?\d{1,6}(?:\.\d{1,4})?|(?:version|версия|fassung|ver|вер|v|в)[. ]{0,2}"
    r"\d{1,3})\b|(?<!\w)(?:nr|no)\.? ?\d{1,6}\b|(?<!\w)(?:\d{1,2}\.\d{1,2}\.20\d\d|20\d\d-\d\d-\d\d)(?!\w)"
)
_CASE = late(
    r"(?:ticket|request|case|call|incident|vorgang|anfrage|ticketnummer|vorgangsnummer|fall|заявк[аеиу]|обращени[еюя]"
    r"|тикет|запрос)\s?(?:no\.?|nr\.?|id)?\s?[:#]?\s?#?\d{3,8}(?!\w)"
)
"""The number of the ticket, with its name."""

_DOCUMENT = late(r"(?<!\w)(?:pr|пр|gl|co|cf|ac|fo)[- ]?#?(\d{1,6})(?![\w.])")
_REFERENCE = late(r"(?<![\w.,/-])(?:[a-zа-я]{1,4}-|nr {1,3})?\d{3,8}(?![\w/-]|[.,]\d)")
"""The number that a title line gives a document of another kind than ours, or whose text names none."""
_ANSWERS = late(r"(?:(?:re|aw|sv|antw|antwort|ha|отв|ответ)(?:\[\d{1,2}\])?\s?:\s*)+", re.IGNORECASE)
_UNSURE = late(r"[(\[]\s*[)\]]|[?!…☹]|\.\s?\.|[:;=]['-]?[(\[\\/|]")
_MIXED = late(r"(?=\w*\d)(?=\w*[^\W\d])\w{2,20}")
_BANNER = late(r"\[(?:ext|external|extern|spam-free|внешняя|внешнее письмо)\]:?\s*", re.IGNORECASE)
_PASSED_ON = late(r"(?:fwd?|wg|tr|пересл)\s*:")
_MONEY: Final = bag("eur usd gbp chf rub euro dollar dollars pounds net gross vat netto brutto mwst руб ндс price cost")
_FILLERS: Final = bag(
    """
    re aw sv ha отв antw proposal offer quote quotation approval request for your please approve action required version
    v pr gl co cf ac fo from предложение коммерческое на согласование согласования версия запрос вашего ваше от
    angebot zur freigabe genehmigung ihre bitte um anfrage fuer ihr zum vom go live go-live completion acceptance
    form abnahme запуск завершение работ приемка акт reminder erinnerung напоминание
    our the and of by per in at on a an to with new about ticket case ref update updated revised request system
    support service project
    work
    works decision needed signature sign-off und der die das mit von neue neuer neues unser ticket vorgang ueberarbeitet
    ueberarbeitetes leistung auftrag projekt system abschluss abschlussformular formular livegang inbetriebnahme и по
    с о об для из в к наше заявка заявке обращение обращению ввод ввода эксплуатацию форма завершения приемки проект
    работы система обновленное
    """
)


def is_subject(value: str, sent: str, ours: frozenset[str]) -> bool:
    """Whether a subject can be ours: of known words, of words of what we sent, and of no number that might mean much.

    `ours` are the words of our names. A mail that was passed on ("FW:", "WG:") has no subject of ours.
    """
    if len(value) > _LONGEST or _UNSURE.search(value) is not None or not _only_signs(value):
        return False
    text = _ANSWERS.sub("", _BANNER.sub("", _TAG.sub(" ", value).strip()))
    words = words_said([text])
    inside = " ".join(["", *words, ""])
    title = joined_words(sent.lstrip().partition("\n")[0][:_LONGEST])
    if (
        sent
        and len(words) > 2
        and (inside in title or (inside in joined_words(sent) and not any(map(is_dangerous, words))))
    ):
        return True
    folded = fold(text)
    if not _is_one_document(folded, sent):
        return False
    folded = _CASE.sub(" ", folded)
    rest = _MIXED.sub(lambda found: " " if found[0] in fold(sent) else found[0], _NUMBERS.sub(" ", folded))
    told = words_said([rest])
    return len(told) <= _MOST_WORDS and all(_is_harmless(word, sent, ours) for word in told)


def may_be_subject(value: str, sent: str) -> bool:
    """Whether a subject of words that our mail doesn't hold may be ours, where our mail stands right below its header.

    It names nobody, no amount, and no document, and holds no word that decides, limits or puts off. One that carries
    our tag or a document's number is ours word for word, or not ours.
    """
    if len(value) > _LONGEST or _UNSURE.search(value) is not None or not _only_signs(value):
        return False
    if _TAG.search(value) is not None or _DOCUMENT.search(fold(value)) is not None:
        return False
    text = _ANSWERS.sub("", _BANNER.sub("", _TAG.sub(" ", value).strip()))
    folded = fold(text)
    if _DOCUMENT.search(fold(sent)) is None:
        folded = _REFERENCE.sub(" ", folded, count=1)
    if _PASSED_ON.match(folded) is not None or not _is_one_document(folded, sent):
        return False
    title = frozenset(words_said([sent.lstrip().partition("\n")[0][:_LONGEST]]))
    rest = _NUMBERS.sub(" ", _CASE.sub(" ", folded))
    told = words_said([_MIXED.sub(" ", rest)])
    return len(told) <= _MOST_WORDS and all(word in title or word in _FILLERS or _names_nothing(word) for word in told)


def _names_nothing(word: str) -> bool:
    return word.isalpha() and word not in FIRST_NAMES and word not in _MONEY and not is_dangerous(word)


def _is_one_document(folded: str, sent: str) -> bool:
    """Whether no second number or version stands in it, but one that our mail names too."""
    document = document_in((folded,), 0, 0, "")
    ours = set(_DOCUMENT.findall(fold(sent)))
    text = _DOCUMENT.sub(
        lambda found: " " if found[1] in ours and int(found[1]) != document.number else found[0], folded
    )
    words = " ".join(spoken(_CASE.sub(" ", text)))
    return not other_number(words, document) and not other_version(words, document)


def _only_signs(text: str) -> bool:
    return all(sign.isalnum() or sign.isspace() or sign in "-–—:;,./()#№\"'«»„“”&+_|*[]" for sign in text)


def _is_harmless(word: str, sent: str, ours: frozenset[str]) -> bool:
    if word in _FILLERS or (word in ours and not is_dangerous(word)):
        return True
    return word.isalpha() and not is_dangerous(word) and _is_said(word, sent)


def _is_said(word: str, sent: str) -> bool:
    """Whether what we sent says this word, in this or another inflection, or as the last part of a compound."""
    if f" {word} " in joined_words(sent):
        return True
    if len(word) < 5:
        return False
    stem = word[: max(4, len(word) - 2)]
    return any(
        (other.startswith(stem) and len(other) <= len(word) + 3) or (len(word) >= 7 and other.endswith(word))
        for other in _long_words(sent)
    )


@lru_cache(maxsize=64)
def _long_words(sent: str) -> frozenset[str]:
    return frozenset(word for word in words_said(sent.splitlines()) if len(word) >= 4)
