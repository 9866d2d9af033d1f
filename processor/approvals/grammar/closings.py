"""Closing formulas: complete lists, each with nothing behind it but the sender's own name."""

import re
from typing import Final

from processor.approvals.grammar.freewords import is_free
from processor.approvals.grammar.titles import FIELDS, FUNCTIONS, POSTS
from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

_ENGLISH: Final = (
    r"(?:with |my |our )?(?:(?:very |many |all |the )*(?:best|kind|kindest|warm|warmest|good|sincere|friendly)"
    r"(?: and (?:kind|warm|best))?) (?:regards|wishes|greetings)|(?:with )?(?:many |best )?regards|rgds|brgds|br|kr|wr"
    r"|best|all the best|all best|warmly|cheers|greetings|respectfully(?: yours)?|cordially(?: yours)?|take care"
    r"|(?:yours )?(?:very )?(?:sincerely|truly|faithfully)(?: yours)?|yours"
    r"|(?:many |with )?thanks(?: (?:again|a lot|very much|so much))?"
    r"|(?:many )?thanks (?:and|&) (?:best |kind |warm )?(?:regards|wishes)|thank you(?: (?:again|very much|so much))?"
    r"|thx|tia|thanks in advance|thank you in advance|with thanks|with gratitude"
    r"|have a (?:great|good|nice|lovely|wonderful)"
    r" (?:day|week|weekend|evening|afternoon|one|rest of (?:the|your) (?:day|week))"
)
_GERMAN: Final = (
    r"(?:mit )?(?:(?:ganz |vielen )?(?:freundlich|best|lieb|herzlich|viel|schoen|sonnig|winterlich|sommerlich|kollegial"
    r"|vorzueglich)(?:e|en|em|er|ste|sten))(?: (?:und|&) (?:best|lieb|herzlich|freundlich)(?:e|en))?"
    r" (?:gruess(?:e|en|li)|gruss|gruessen)|gruss|gruesse|gruessle|mfg|vg|lg|bg|sg|hg|fg|mbg|mlg|glg"
    r"|hochachtungsvoll|herzlichst|freundlichst"
    r"|(?:mit |vielen |besten |herzlichen |lieben )?dank(?:e)?(?: (?:im voraus|und (?:viele |liebe |beste )?gruesse?))?"
    r"|danke(?: (?:schoen|sehr|vielmals))?|merci(?: vielmals?)?|ciao|servus|tschuess|adieu|salue|pfiat di"
    r"|(?:ich wuensche (?:ihnen|euch) )?(?:einen |noch einen )?(?:schoenen|guten|angenehmen)"
    r" (?:tag|abend|nachmittag|feierabend)(?: noch)?"
    r"|(?:ein )?(?:schoenes|angenehmes) wochenende|(?:eine )?(?:schoene|gute) woche"
)
_RUSSIAN: Final = (
    r"(?:с|со)(?: (?:глубоким|большим|искренним|неизменным|всем))? (?:уважением|почтением|благодарностью|приветом)"
    r"|с (?:наилучшими|лучшими|добрыми|самыми добрыми|теплыми)(?: пожеланиями)?"
    r"|с уважением и (?:наилучшими|лучшими|добрыми) пожеланиями|с уважением и благодарностью"
    r"|всего (?:доброго|хорошего|наилучшего|самого доброго)|всех благ|искренне (?:ваш|ваша|ваши)|ваш|ваша"
    r"|(?:большое |огромное |заранее )?(?:спасибо|благодарю|благодарим)(?: (?:большое|заранее|вам|за работу))?"
    r"|(?:хорошего|доброго|удачного|отличного|приятного|продуктивного) (?:дня|вечера|рабочего дня|утра)"
    r"|(?:хорошей|удачной|отличной|продуктивной) (?:недели|рабочей недели)|хороших выходных|удачи"
)
_OTHERS: Final = (
    r"(?:med )?(?:vaenlig|vänlig|vaenliga|venlig|vennlig|beste|bästa|baesta) (?:haelsning|hälsning|hilsen)(?:ar|er)?"
    r"|(?:mvh|hilsen|haelsningar|hälsningar)|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groeten?"
    r"|(?:bien )?cordialement|(?:un )?cordial saludo|saludos(?: cordiales)?|atentamente|cordiali saluti"
    r"|distinti saluti|atenciosamente|cumprimentos|pozdrawiam|z powazaniem|s pozdravem|ystavallisin terveisin"
    r"|terveisin|lugupidamisega|ar cieņu|pagarbiai|з повагою|з найкращими побажаннями|с павагай|құрметпен|рахмет"
    r"|nga mihi|ngā mihi|mvg"
)
_ONE: Final = f"(?:{_ENGLISH}|{_GERMAN}|{_RUSSIAN}|{_OTHERS})"
_CLOSING = late(f"{_ONE}(?: ?/ ?{_ONE})?")
_FROM = late(r"(?:aus(?: dem| der)?(?: schoenen| sonnigen)?|из)\s", re.IGNORECASE)
_LONGEST: Final = 80


def after_closing(line: str) -> str | None:
    """What stands behind the closing formula that the line starts with: empty at best. None where it starts with none.

    The longest formula counts, and only what stands behind a comma, a blank or a full stop can be more.
    """
    if len(line) > _LONGEST:
        return None
    words = line.strip(" *_").split()
    for count in range(len(words), 0, -1):
        start = fold(" ".join(words[:count])).rstrip(" ,.!-*_")
        if _CLOSING.fullmatch(start):
            behind = " ".join(words[count:]).strip(" ,.*_-–—")
            return "" if _is_place(behind) else behind
    return None


def _is_place(text: str) -> bool:
    """Whether the text says from which town the greetings come, and no more: "aus Mainz"."""
    found = _FROM.match(text)
    if found is None:
        return False
    place = text[found.end() :].strip()
    known = fold(place) in FUNCTIONS or fold(place) in FIELDS or fold(place) in POSTS
    return not known and all(map(is_free, place.split("-"))) and place.count("-") <= 2
