"""Legal notices below a mail: sentences that only speak of who may read it.

Their wordings are countless, so each sentence is held against a list of all the words that such notices are made of.
No word of approving, offering, binding or of any condition but a mail gone astray is among them.
"""

from collections.abc import Sequence
from typing import Final

from processor.approvals.grammar.wording import bag, fold
from processor.reading.newtext.late import late

_ENGLISH: Final = bag(
    """
    this the these an a any all its it e mail email emails message messages communication transmission document
    attachment attachments attached file files and or of in to for from with by is are may contain contains containing
    confidential confidentiality notice disclaimer private privileged legally proprietary protected personal sensitive
    strictly health information material data content contents intended only solely exclusively use named recipient
    recipients addressee addressees individual individuals person persons entity entities whom which they addressed if
    you have has received are not error mistake mistakenly erroneously please delete destroy notify inform tell advise
    contact sender us immediately promptly your system computer copy copies copying distribution distribute
    dissemination disseminate disclosure disclose printing print forwarding reproduction retransmission unauthorised
    unauthorized prohibited forbidden unlawful hereby notified that other than so s organisation organization
    recipient's transmitted kindly including as well above
    """
)
_GERMAN: Final = bag(
    """
    diese dieses dieser diesem e mail email mails nachricht mitteilung inhalt inhalte und oder sowie ihre ihrer etwaige
    etwaiger anhaenge anhaengen anlagen anhang enthaelt enthalten vertrauliche vertraulichen vertraulich streng
    rechtlich geschuetzte informationen information ist sind kann koennen nur ausschliesslich fuer den die das der des
    dem genannten vorgesehenen bezeichneten adressaten adressat empfaenger empfaengers personen person bestimmt
    bestimmten gerichtet an wenn falls sollten sollte sie nicht richtige richtiger beabsichtigte sein haben irrtuemlich
    versehentlich erhalten bitte informieren benachrichtigen verstaendigen absender sofort umgehend unverzueglich
    loeschen vernichten unerlaubte unbefugte kopieren weitergabe weiterleitung verwendung nutzung veroeffentlichung
    gestattet untersagt verboten strengstens uns ihrem system jede jegliche hinweis vertraulichkeitshinweis von
    """
)
_RUSSIAN: Final = bag(
    """
    это данное настоящее электронное письмо письма сообщение сообщения и или любые все его ее их приложения вложения
    вложениями приложениями содержит может могут содержать конфиденциальную конфиденциальной конфиденциальные
    конфиденциально конфиденциальным является информацию информация информации данные предназначено предназначенную
    предназначена предназначены только исключительно для адресата адресату адресатов указанного указанному получателя
    получателю лица лиц которому которым оно адресовано если вы получили по ошибке не являетесь адресатом получателем
    пожалуйста просим сообщите сообщить об этом уведомите уведомить отправителя отправителю немедленно незамедлительно
    удалите удалить уничтожьте уничтожить копирование распространение разглашение использование запрещено запрещены
    строго в с к нему со всеми всеми
    """
)
_STARTS: Final = (
    (_ENGLISH, late(r"this |the (?:contents?|information)|if (?:you|it)|any |(?:please|kindly) (?:delete|destroy"
        r"|notify)|confiden|unautho|in case")),
    (_GERMAN, late(r"diese[rs]? |der inhalt|die (?:informationen|weitergabe)|wenn sie|falls sie"
        r"|sollten sie|das (?:unerlaubte|kopieren)|bitte (?:informieren|benachrichtigen|loeschen)|jede "
        r"|vertraulich|unbefugte")),
    (_RUSSIAN, late(r"это |данное |настоящее |если (?:вы|это)|просим |пожалуйста|конфиденц|информация"
        r"|(?:копирование|распространение|разглашение|использование) ")),
)  # fmt: skip
_ABOUT = late(
    r"confidential|privileged|recipient|addressee|in error|by mistake|vertraulich|empfaenger|adressat|irrtuemlich"
    r"|versehentlich|unbefugt|конфиденциальн|адресат|получател|по ошибке"
)
_BAD_ENDS: Final = bag(
    """
    not only if or and to the a of for by any is are may please nicht nur wenn falls und oder der die das fuer ist
    bitte не только если и или по для в с may is can kann может могут solely exclusively ausschliesslich
    исключительно strictly
    """
)
_HEADINGS: Final = late(
    r"(?:confidentiality|confidential|privacy|legal|e-?mail) (?:notice|disclaimer|statement)|confidential|disclaimer"
    r"|vertraulichkeits?hinweis|rechtlicher hinweis|уведомление о конфиденциальности|конфиденциально"
)
_PLAIN: Final = late(
    r"(?:please )?(?:follow|find|like|join|visit|connect with) (?:us|me)(?: on| at| online)?(?: (?:{n})(?:(?:,"
    r"| and|,? &) (?:{n}))*)?"
    r"|visit (?:our website|us online)|(?:folgen|besuchen|finden) sie uns(?: auch)?(?: (?:auf|bei|im|unter) (?:{n})"
    r"(?:(?:,| und) (?:{n}))*)?|(?:мы|подписывайтесь на нас|присоединяйтесь к нам) в (?:{n}|соцсетях"
    r"|социальных сетях|телеграм)"
    r"|(?:{n})|(?:weitere )?(?:informationen|hinweise) (?:zum"
    r"|zu unserem) datenschutz(?: und zu ihren rechten)? finden sie"
    r"(?: auf unserer (?:internetseite|website|webseite|homepage)| hier)|(?:unsere )?datenschutz(?:hinweise"
    r"|erklaerung|information)(?:en)?"
    r"|(?:our )?privacy (?:policy|notice|statement)(?: (?:can be found|is) on our website)?|impressum|imprint"
    r"|(?:please )?(?:excuse|forgive|pardon) (?:any |the |my )?(?:typos|brevity|spelling|tippfehler)(?: (?:and"
    r"|or) (?:typos|brevity))?"
    r"|virus-?free|virenfrei|scanned for viruses|(?:mo|mon|monday|montag|пн)\s?(?:-|–|to|bis|по)\s?(?:fr|fri"
    r"|friday|freitag|пт)"
    r":?,? (?:from |von |с )?\d{1,2}(?:[:.]\d\d)? ?(?:am|uhr)?\s?(?:-|–|to|bis|до) ?\d{1,2}(?:[:.]\d\d)? ?(?:pm"
    r"|uhr)?".replace(
        "{n}",
        "linkedin|facebook|twitter|x|instagram|youtube|xing|vk|vkontakte|вконтакте|вк|telegram|tiktok|mastodon"
        "|social media|den sozialen medien|web|internet|whatsapp|одноклассники|дзен",
    )
)
_WORD = late(r"[^\W\d_]+(?:'s)?|\d+")
_SENTENCE = late(r"(?<=[^\W\d_]{2})[.!]\s+|(?<=\w):\s+")
_ANY_START = late("|".join(f"(?:{start.pattern})" for _, start in _STARTS) + "|disclaimer|hinweis")
_EDGES: Final = ' *_-–—()[]"|'
_MOST_WRAPPED: Final = 8
_LONGEST: Final = 600
_LEAST: Final = 4


def is_notice(line: str) -> bool:
    """Whether each sentence of the line is one of a notice, or says no more than where the company is found."""
    if len(line) > _LONGEST:
        return False
    folded = fold(line).strip(_EDGES)
    pieces = [piece.strip(" .!*_-") for piece in _SENTENCE.split(folded)]
    return bool(pieces) and all(piece and _is_one(piece) for piece in pieces)


def _is_one(sentence: str) -> bool:
    if _HEADINGS.fullmatch(sentence) or _PLAIN.fullmatch(sentence):
        return True
    words = _WORD.findall(sentence)
    if len(words) < _LEAST or words[-1] in _BAD_ENDS or _ABOUT.search(sentence) is None or not _only_signs(sentence):
        return False
    return any(start.match(sentence) and all(word in known for word in words) for known, start in _STARTS)


def _only_signs(sentence: str) -> bool:
    return all(sign.isalpha() or sign.isspace() or sign in ",;.:/()'-&\"" for sign in sentence)


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines, those of a wrapped notice joined to one: its sentences end where no line does."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = _wrapped_end(lines, at)
        found.append(lines[at] if end == at + 1 else " ".join(line.strip() for line in lines[at:end]))
        at = end
    return found


def _wrapped_end(lines: Sequence[str], at: int) -> int:
    if _ANY_START.match(fold(lines[at]).strip(_EDGES)) is None or not lines[at].strip():
        return at + 1
    for end in range(min(len(lines), at + _MOST_WRAPPED), at + 1, -1):
        if all(line.strip() for line in lines[at:end]) and is_notice(" ".join(line.strip() for line in lines[at:end])):
            return end
    return at + 1
