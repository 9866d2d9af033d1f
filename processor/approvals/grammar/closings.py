"""Closing formulas: complete lists, each with nothing behind it but the sender's own name."""

import re
from typing import Final

from processor.approvals.grammar.wording import fold

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
_CLOSING = re.compile(f"(?:{_ENGLISH}|{_GERMAN}|{_RUSSIAN})")
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
            return " ".join(words[count:]).strip(" ,.*_-–—")
    return None
