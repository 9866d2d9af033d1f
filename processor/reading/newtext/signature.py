"""What stands at the end of a mail without being said in it: signature, mail client's footer, legal notice.

Nothing is guessed: only the standard delimiter, known sentences of mail clients, legal notices that name themselves
in two ways, and the lines that the caller knows to belong to the sender's signature.
"""

import re
from dataclasses import dataclass

from processor.reading.newtext.late import late

_DELIMITER = late(r"(?:--|—|––) ?$")
_MOST_SIGNATURE_LINES = 12
_FLAGS = re.IGNORECASE
_LINK = late(r"\s?[<(\[]{1,2}(?:https?|mailto):[^\s>)\]]{1,500}[>)\]]{1,2}|\s?https?://\S{1,500}")
_WORD = r"(?:[\w+'’()&/«»\"-]|\.(?=\w)){1,25}"
_WORDS = rf"{_WORD}(?: {_WORD}){{0,6}}"
_SENT_FROM = (
    rf"sent (?:from|via|with|by|using) {_WORDS}",
    rf"secured (?:with|by) {_WORDS}:?",
    r"yahoo mail: search, organi[sz]e, conquer",
    rf"(?:get|download) (?:outlook|spark|bluemail|typeapp|yahoo mail)(?: (?:for|app|on) {_WORDS})?",
    rf"(?:это (?:письмо|сообщение) )?(?:отправлено|отправлен|надіслано) {_WORDS}",
    rf"(?:получит[ье]|получите|скача(?:ть|йте)|загрузит[ье]|установит[ье]|отримати|завантажити) outlook {_WORDS}",
    rf"(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|aus) {_WORDS} gesendet",
    rf"gesendet (?:von|mit|über|aus) {_WORDS}",
    rf"(?:(?:holen|laden) sie (?:sich )?)?outlook für {_WORD}(?: {_WORD}){{0,2}}",
    rf"(?:envoyé|obtenez outlook|télécharger outlook) (?:de|depuis|à partir de|pour|avec) {_WORDS}",
    rf"(?:enviado|obtener outlook|obter (?:o )?outlook) (?:desde|de|do|da|para|a partir do|con|com) {_WORDS}",
    rf"(?:inviato|ottieni outlook|scarica outlook) (?:da|dal|dall'|dalla|per|con) ?{_WORDS}",
    rf"(?:verzonden|verstuurd|outlook downloaden) (?:vanaf|vanuit|met|van|voor) {_WORDS}",
    rf"(?:wysłano|wysłane|pobierz outlook|uzyskaj outlook) (?:z|ze|przy użyciu|dla) {_WORDS}",
    rf"(?:skickat|sendt|hämta outlook|hent outlook) (?:från|fra|med|för|for|til) {_WORDS}",
    r"(?:virus-free|virenfrei|без вирусов)\.? ?(?:www\.[\w.]{1,30})?",
    r"ᐧ|[*#~=_+-]{3,80}",
)
_FOOTER = late(rf"[\s*_\-—]{{0,6}}(?:{'|'.join(_SENT_FROM)})[\s*_.]{{0,4}}$", _FLAGS)
_CLIENTS = late(
    r"\b(?:my|i(?:phone|pad)|android|blackberry|outlook|mail|почт|яндекс|samsung|galaxy|xiaomi|huawei|mobil|phone|handy"
    r"|smartphone|tablet|windows|yahoo|proton|spark|sparrow|typeapp|k-9|thunderbird|gmx|web\.de|bluemail|вирус|virus|viren|телефон|айфон"
    r"|мобильн|meinem|meiner|mon|mi|meu|mio|mijn|telefon|workspace|app|mac|ios|devices?|gmail|zimbra|zoho)",
    _FLAGS,
)
_MARKED_LINK = late(r"\[([^\[\]]{1,80})\]\(https?://[^()\s]{1,500}\)")
_EXCUSE = late(
    r"[\s.,;:–—-]{1,4}(?:please |bitte |прошу |sorry )?(?:excuse|forgive|pardon|ignore|entschuldig\w*"
    r"|verzeih\w*|tippfehler|извин\w*"
    r"|простит\w*|for|for any)\b[^.!?]{0,70}(?:typos?|brevity|mistakes|errors|kürze|tippfehler"
    r"|entschuldigen|опечатк\w*|краткость|ошибки)[^.!?]{0,40}[.!]?$",
    _FLAGS,
)
_RULED_FOOTER = late(r"[*#~=_+\-ᐧ ]{1,80}$")
_LEGAL: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("confiden", "vertrau", "vertrouwelijk", "конфиденциальн", "конфіденційн", "riservat", "poufn"),
        late(
            r"confidential|vertraulich|конфиденциальн|конфіденційн|confidentiel|confidencial|riservat|vertrouwelijk|poufn",
            _FLAGS,
        ),
    ),
    (
        ("recipient", "addressee", "intended", "предназначен", "адресат", " für", "adressat", "empfänger", "destinat"),
        late(
            r"intended (?:only |solely |exclusively )?(?:for|recipient)|(?:intended|named|sole) (?:recipient|addressee)"
            r"|предназначен\w* (?:только|исключительно|для)|адресат|(?:ausschließlich|nur) für|adressat|empfänger"
            r"|destinat",
            _FLAGS,
        ),
    ),
    (
        ("received ", "irrtümlich", "versehentlich", "не являетесь", "ошиб", " erreur", "por error", " errore"),
        late(
            r"received (?:this|it|the) .{0,40}(?:in error|by mistake)|irrtümlich|versehentlich"
            r"|не являетесь|по ошибке|ошибочно|par erreur|por error|per errore",
            _FLAGS,
        ),
    ),
    (
        ("notify", "delete", "destroy", "уведомит", "сообщите", "удалит", "benachricht", "informier", "verni", "lösch"),
        late(
            r"notify (?:the )?(?:sender|us)|(?:delete|destroy) (?:this|the|it|all)|уведомит|сообщите отправител|удалит"
            r"|benachrichtigen|informieren sie|vernichten|löschen",
            _FLAGS,
        ),
    ),
    (
        ("prohibited", "forbidden", "unlawful", "запрещ", "unzulässig", "nicht gestattet", "untersagt", "privileged"),
        late(
            r"(?:unauthori[sz]ed|disclosure|dissemination|copying|distribution).{0,80}(?:prohibited|forbidden|unlawful)"
            r"|запрещ|unzulässig|nicht gestattet|untersagt|privileged",
            _FLAGS,
        ),
    ),
)
"""Five ways to sound like a legal notice, each with pieces of which one stands in every text that it matches."""
_LONGEST_LEGAL = 4000
_HIGHEST_FRAME = 20
_LIST_FOOTER = late(r"mailing list|listinfo|unsubscribe|рассылк|abmelden", _FLAGS)


@dataclass(frozen=True, slots=True)
class Signed:
    """Lines of a text, and what was taken from their end, with the names of the rules that took it."""

    text: list[str]
    signature: list[str]
    rules: tuple[str, ...]


def is_footer(line: str) -> bool:
    """Whether the line is one that mail clients append ("Sent from my phone", "Отправлено из ..."), or a drawn rule."""
    if len(line) > 700:
        return False
    text = _EXCUSE.sub("", _LINK.sub("", _MARKED_LINK.sub(r"\1", line)).strip())
    if not text or len(text) > 120 or _FOOTER.match(text) is None:
        return False
    return _RULED_FOOTER.match(text) is not None or _CLIENTS.search(text) is not None


def is_legal(paragraph: str) -> bool:
    """Whether the paragraph is a legal notice: it sounds like one in two ways of five, and is no mere phrase."""
    if not 80 <= len(paragraph) <= _LONGEST_LEGAL:
        return False
    likely = _likely_ways(paragraph)
    return len(likely) >= 2 and sum(pattern.search(paragraph) is not None for pattern in likely) >= 2


def _likely_ways(paragraph: str) -> list[re.Pattern[str]]:
    """The patterns that can match at all: fixed pieces are found in a tenth of a pattern's time."""
    folded = paragraph.casefold()
    return [pattern for pieces, pattern in _LEGAL if any(piece in folded for piece in pieces)]


def fold(line: str) -> str:
    """The form in which lines are compared: one blank between words, case folded."""
    return " ".join(line.split()).casefold()


def _delimiter(lines: list[str]) -> int | None:
    """The index of the signature delimiter (RFC 3676 section 4.3); what stands below it must be short."""
    filled = 0
    found: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        if _DELIMITER.match(lines[index]):
            found = index
        elif lines[index]:
            filled += 1
            if filled > _MOST_SIGNATURE_LINES and found is None:
                return None
            if filled > _MOST_SIGNATURE_LINES:
                break
    return found


def _list_footer(lines: list[str]) -> int | None:
    """The index of the line of underscores above the footer of a mailing list."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 9), -1):
        if lines[index].startswith("__") and not lines[index].strip("_"):
            return index if any(_LIST_FOOTER.search(line[:300]) for line in lines[index + 1 :]) else None
    return None


def _end_of_text(lines: list[str], known: frozenset[str], rules: list[str]) -> int:
    """Walk up over blank lines, footers, known lines and legal notices; give back where the said text ends."""
    end = len(lines)
    while end:
        if not lines[end - 1].strip():
            end -= 1
        elif known and fold(lines[end - 1]) in known:
            end -= 1
            rules.append("known-line")
        elif is_footer(lines[end - 1]):
            if closes_frame(lines, end - 1):
                break
            end -= 1
            rules.append("client-footer")
        else:
            start = _paragraph_start(lines, end)
            if not is_legal(" ".join(lines[start:end])):
                break
            end = start
            rules.append("legal-notice")
    return end


def closes_frame(lines: list[str], last: int) -> bool:
    """Whether the line is a drawn rule of which the like stands a few lines above, with words between."""
    if _RULED_FOOTER.match(lines[last]) is None or len(lines[last].strip()) < 3:
        return False
    start = lines[last].strip()[:3]
    worded = False
    for line in reversed(lines[max(0, last - _HIGHEST_FRAME) : last]):
        if line.strip().startswith(start):
            return worded or any(map(str.isalnum, line[:200]))
        worded = worded or any(map(str.isalnum, line[:200]))
    return False


def _paragraph_start(lines: list[str], end: int) -> int:
    start = end - 1
    while start > 0 and lines[start - 1].strip() and end - start < 40:
        start -= 1
    return start


def strip_signature(lines: list[str], known: frozenset[str]) -> Signed:
    """Part the lines into what is said and what is signature; a text that would vanish whole is left as it is.

    `known` holds lines in the form that `fold` gives.
    """
    rules: list[str] = []
    end = _end_of_text(lines, known, rules)
    for rule, find in (("signature-delimiter", _delimiter), ("list-footer", _list_footer)):
        found = find(lines[:end])
        if found is not None:
            rules.append(rule)
            end = _end_of_text(lines[:found], known, rules)
    if not any(line.strip() for line in lines[:end]):
        return Signed(lines, [], ())
    return Signed(lines[:end], lines[end:], tuple(dict.fromkeys(rules)))
