"""E-mail addresses and telephone numbers."""

import re

from processor.facts.message import is_deliverable
from processor.forms.folding import collapse, fold
from processor.forms.reasons import sentence
from processor.forms.values.found import Found, NoValue, Value

_ADDRESS = re.compile(r"[^\s<>()\[\]{},;:\"'|]+@[^\s<>()\[\]{},;:\"'|]+")
_EXTENSION = (
    r"(?:ext(?:n|ension)?\b\.?|x|доб(?:авочный)?\b\.?|вн(?:утр\w*)?\b\.?|int(?:ern(?:al)?)?\b\.?|app(?:arat)?\b\.?"
    r"|dw\b\.?|durchwahl|nebenstelle|klappe|kl\b\.?)\s*:?\s*[-–]?\s*\d{1,6}"
)
_PHONE = re.compile(
    r"(?<![\w@.])(?:\+\s?|\(\s?\+?)?\d(?:[\d\s\u00a0().\-–/]*\d)?"
    rf"(?:\s*\(\s*{_EXTENSION}\s*\)|\s*[,;]?\s*{_EXTENSION})?(?![\w@])",
    re.I,
)
_BEFORE_EXTENSION = re.compile(rf"[\s,;(]*{_EXTENSION}\W*$", re.IGNORECASE)
_DOMAIN = re.compile(r"[^.@]+(?:\.[^.@]+)+")
_SPELT = re.compile(
    r"[\w.+-]+\s*[(\[{]\s*(?:at|ät|собака|@)\s*[)\]}]\s*[\w-]+(?:(?:\.|\s*[(\[{]\s*(?:dot|punkt|точка|\.)\s*[)\]}]\s*)[\w-]+)*",
    re.IGNORECASE,
)
_APART = re.compile(r"(?<=[\w-])\s+@\s+(?=[\w-]+\.\w)")
_IN_COPY = re.compile(r"^[^@]*\S\s*[,;(–—-]?\s*\b(?:cc|bcc|copy|kopie|копи[яюи])\b[^@]*@", re.IGNORECASE)
"""The only address is one that gets a copy: that of the person was said in other words."""
_OF_ANOTHER = re.compile(
    r"\b(?:has|have|uses?|with|hat|haben|mit|у|in|имеет)\b.*\b(?:same|gleiche\w*|selbe\w*|dieselbe\w*|так\w+\sже|аналогичн\w+)\b"
    r".*\b(?:form\w*|pattern|schema|scheme|style|muster|aufbau|format\w*|вид\w*|шаблон\w*|формат\w*|образ\w*)\b"
)
"""Somebody else's address is to be made like this one: nobody should guess it."""
_MISTYPED = re.compile(
    r"@[^\s@]+[^@\w]+(?:\w+\s+)?(?:sorry|oops|typo|correction|tippfehler|vertippt|verschrieben|korrektur|richtig\s+ist|опечатка|ошибся|ошиблась"
    r"|правильно|верно)\b[^@]*@",
    re.IGNORECASE,
)
"""The second address corrects the first."""
_PAIR = 2
_FEWEST, _MOST = 5, 15
_LONGEST = 300


def addresses(text: str) -> list[str]:
    """The e-mail addresses of a text, each once, without what clients put around them."""
    found = (one.removeprefix("mailto:").strip(".,;*_") for one in _ADDRESS.findall(text.replace("mailto:", " ")))
    return list({one.casefold(): one for one in found}.values())


def phones(text: str) -> list[re.Match[str]]:
    """The telephone numbers of a text: 5 to 15 digits (ITU-T E.164), however they are grouped."""
    return [found for found in _PHONE.finditer(text) if _FEWEST <= sum(map(str.isdigit, found[0])) <= _MOST + 6]


def spelt(text: str) -> list[str]:
    """The addresses that somebody wrote with (at), against robots: what they stand for is asked."""
    return [found[0] for found in _SPELT.finditer(text)]


def _joined(text: str) -> list[str]:
    """The addresses that are written with blanks around the @. One with "(at)" is asked for again."""
    return addresses(_APART.sub("@", text))


def corrects(text: str) -> bool:
    """Whether the second of two addresses is said to be what the first should have been."""
    either = re.search(r"\b(?:or|oder|или)\b", text) is not None
    return not either and len(addresses(text)) == _PAIR and _MISTYPED.search(text) is not None


def read_email(text: str, language: str) -> Found:
    """The one address of a text; a name beside it is no harm."""
    found = addresses(text[:_LONGEST]) or _joined(text[:_LONGEST])
    if _IN_COPY.search(text) or _OF_ANOTHER.search(fold(text)):
        return NoValue(sentence("whose", language))
    if corrects(text):
        found = found[1:]
    if len(found) > 1:
        return NoValue(sentence("several", language))
    if not found or not is_deliverable(found[0]) or not _DOMAIN.fullmatch(found[0].rpartition("@")[2]):
        return NoValue(sentence("no_email", language))
    if "?" in text:
        return NoValue(sentence("asks_back", language))
    return Value(found[0])


def read_phone(text: str, language: str) -> Found:
    """The one telephone number of a text, as it was written."""
    found = phones(text[:_LONGEST])
    if len(found) > 1:
        return NoValue(sentence("several", language))
    if not found or "@" in text:
        return NoValue(sentence("no_phone", language))
    digits = sum(map(str.isdigit, _BEFORE_EXTENSION.sub("", found[0][0])))
    if digits > _MOST or re.search(r"\d\s*/\s*\+", text):
        return NoValue(sentence("several", language))
    if re.search(r"\d{3}", f"{text[: found[0].start()]} {text[found[0].end() :]}"):
        return NoValue(sentence("several", language))
    if "?" in text:
        return NoValue(sentence("asks_back", language))
    return Value(collapse(found[0][0]))
