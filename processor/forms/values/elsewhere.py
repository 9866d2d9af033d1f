"""Answers that point to something outside the reply: "same as last year", "siehe Anhang", "без изменений"."""

import re
from functools import cache
from typing import Final

from processor.forms.folding import fold

_MOST_WORDS: Final = 9
_MOST_WORDS_OF_TEXT: Final = 14
_PAPER: Final = (
    r"(?:(?:framework\s|service\s|purchase\s)?(?:contract|agreement)|offer|order|proposal|invoice|ticket|wiki|minutes|\w*vertrag\w*|angebot\w*|auftrag\w*|bestellung|rechnung|protokoll"
    r"|договор\w*|контракт\w*|заказе|счете|заявк\w*|протокол\w*)"
)
_IN_PAPER: Final = (
    r"(?:\b(?:in|on|im|auf|der|dem|den|die|the|our|your|my|old|last|unser\w*|eurem|ihrem|в|во|на|наш\w*|ваш\w*|стар\w+"
    rf"|прошл\w+|\w*\d\w*|\w+e[rnm])\s)+{_PAPER}"
)
_STANDS_THERE: Final = re.compile(
    rf"(?:(?:it|that|this|which|das|es|это|он|она|номер|the|number|die|nummer)\s)*(?:(?:s|is|are|stands|written|given|stated|ll|will|be|we|shall"
    rf"|should|must|steht|stehen|stehts|wird|kommt|ist|muss|muesste|geben|nennen|schreiben|wir|ich|есть|указан\w*|укажем|укажу|пропиш\w+|впиш\w+"
    rf"|будет|должен|должно|быть|написано|прописан\w*|state|name|put|give|include|it|es|sie|das|его|это|auch|also)\s)+{_IN_PAPER}"
    r"(?:\s(?:i|suppose|think|guess|believe|glaube|denke|ich|наверное|кажется|думаю|stehen|sein|angeben|an|nennen|genannt|angegeben"
    r"|somewhere|irgendwo|где|то))*"
)
"""An answer that is said to stand, or to come, in another paper."""
_UNKNOWN: Final = re.compile(
    r"(?:(?:sorry|leider|извините|i|we|ich|wir|я|мы|das|es|that|it)\s)*(?:(?:can|do|could)(?:not|\s?n?\s?t|\snot)\s(?:remember|recall|know)"
    r"|(?:weiss|erinnere|erinnern)\s(?:(?:ich|wir|mich|uns|das|es|leider|gerade)\s)*nicht(?:\smehr)?|не\s(?:помню|помним|знаю|знаем|вспомню))"
    r"(?:\s(?:that|it|any\smore|anymore|now|genau|mehr|уже|точно|сейчас))*"
)
_UNSAID: Final = frozenset(
    [
        "k a",
        "keine angabe",
        "keine angaben",
        "no answer",
        "no comment",
        "not stated",
        "без ответа",
        "без комментариев",
        "не указано",
    ]
)
"""What stands in place of an answer; "none" and "n/a" may be one."""
_COMPARES: Final = re.compile(r"\b(?:last|previous|before|letzt\w+|vorig\w+|vorher|прошл\w+|предыдущ\w+)\b")
_ADDS: Final = re.compile(r"[+&]|\b(?:plus|and|und|плюс|but|aber|но)\b|\bи\s(?!в\b|на\b)", re.IGNORECASE)
_MEANS_THE_SAME: Final = re.compile(r"\b(?:same|as|like|wie|как|что|dasselbe|gleiche)\b")
_OUTSIDE: Final = r"""
    (?:(?:it\ss|is|are|all|still|exactly|just|the)\s)*
        (?:same|as|like|same\s(?:as|like)|same\sas\s(?:for|on|at|with|in)|as\s(?:for|on|at|with|in))\s
        (?:(?:the|our|your|my|in|at|on|for|with)\s)*(?:last|previous|prior|earlier|former|other|old)\s\w+(?:\s\w+){0,3}
    | (?:(?:it\ss|is|are|all|still|exactly|just|the)\s)*(?:same\s)?(?:as|like)\s(?:before|usual|always|ever)
        (?:\s\w+){0,3}
    | (?:(?:still|all)\s)*(?:unchanged|same\sas\sbefore|the\ssame\sas\sever)(?:\s\w+){0,3}
    | (?:no\schanges?|nothing\s(?:has\s|s\s)?changed)(?:\s(?:here|since|there|so|from|to|on)(?:\s\w+){0,3})?
    | (?:(?:please|is|are|see|refer|to|in|as|per|cf|check|you|find|it|them|full|list|look|at)\s)*
        (?:(?:the|my|our|your|a|an|attached|enclosed|separate|other|excel|last|previous)\s)*
        (?:attachments?|attached|enclosures?|enclosed|annex|appendix|spreadsheet|separate\s(?:file|mail|email|sheet))
        (?:\s\w+){0,4}
    | (?:(?:please|refer|to|see|as|per|check|cf)\s)+(?:(?:the|my|our|your|other|last|previous|separate|old)\s)*
        (?:list|file|document|contract|ticket|mail|email|website|site|wiki|diagram|sheet|table|offer|order|project)
        (?:\s\w+){0,4}
    | (?:(?:ist|sind|alles|genau|genauso|so|immer|noch|das|gleiche|selbe)\s)*(?:gleich\s)?wie\s
        (?:(?:beim?|im|in|der|dem|zum|am|schon|auch)\s)*(?:letzt\w+|vorig\w+|frueher\w*|bisher|gehabt|immer|vorher|zuvor
        |sonst|gewohnt|ueblich|vergangen\w+|vorjahr|(?:ander|alt)\w+\s\w+)(?:\s\w+){0,3}
    | (?:(?:alles|ist|sind|noch|immer|weiterhin)\s)*(?:unveraendert|beim\salten|keine\saenderung(?:en)?
        |nichts\s(?:neues|geaendert|veraendert))(?:\s(?:seit|gegenueber|zu\w*|wie)(?:\s\w+){0,3})?
    | (?:(?:bitte|siehe|s|vgl|laut|lt|gemaess|aus|ist|sind|liegt|liegen|steht|stehen
        |im|in|als|die|der|dem|den|das|ganze)\s)*
        (?:(?:beigefuegt|beiliegend|angehaengt|separat|extra|eigen|komplett)\w*\s)*
        (?:anhang|anhaenge|anlage|beilage|anbei|beigefuegt|angehaengt|excel\s?(?:liste|datei|tabelle))
        (?:\s\w+){0,4}
    | (?:(?:bitte|siehe|vgl|laut|lt|gemaess)\s)+
        (?:(?:die|der|dem|den|das|unser\w*|ihr\w*|alt\w+|letzt\w+|separat\w+|eigen\w+)\s)*
        (?:datei|liste|tabelle|dokument|vertrag|ticket|mail|email|homepage|website|webseite|wiki|plan|angebot)(?:\s\w+){0,4}
    | (?:(?:все|так|же|то|тот|та|те|самое|что|и|точно)\s)*(?:как|что)\s(?:(?:и|в|на|у|с)\s)*
        (?:прошл\w+|предыдущ\w+|раньше|прежде|всегда|обычно|было|было\sраньше|тот\sраз|друг\w+\s\w+)(?:\s\w+){0,3}
    | (?:(?:все|всё|осталось|остается|пока|остались)\s)*(?:по\s(?:старому|прежнему)|без\sизменений
        |не\s(?:из|по)?менял\w*|ничего\sне\s(?:из|по)?менял\w*|прежн(?:ее|ие|яя|ий)|как\sбыло)(?:\s\w+){0,3}
    | (?:(?:см|смотри|смотрите|в|во|по|согласно|есть|весь|полный|список)\s)*
        (?:(?:отдельн\w+|приложенн\w+|нашем|вашем)\s)*
        (?:вложени\w+|приложени\w+|приложенн\w+\s\w+|прилож|прикреплен\w*|отдельным\s(?:файлом|письмом))(?:\s\w+){0,4}
    | (?:(?:см|смотри|смотрите|согласно)\s)+(?:(?:в|во|на|наш\w*|ваш\w*|стар\w+|прошл\w+)\s)*
        (?:файл\w*|списк\w*|список|таблиц\w*|договор\w*|документ\w*|заявк\w*|тикет\w*|письм\w*|сайт\w*)(?:\s\w+){0,4}
    """


@cache
def _outside() -> re.Pattern[str]:
    """Compiled when it is first asked for, as it takes long."""
    return re.compile(_OUTSIDE, re.VERBOSE)


def points_outside(text: str) -> bool:
    """Whether the whole of a short answer says that it stands elsewhere, or is what it was: nobody can copy that.

    What names a number ("laut Vertrag 14") may be an answer itself.
    """
    words = fold(text)
    if len(words.split()) > _MOST_WORDS or not words:
        return False
    return _STANDS_THERE.fullmatch(words) is not None or (
        not any(map(str.isdigit, words)) and _outside().fullmatch(words) is not None
    )


def tells_nothing(text: str) -> bool:
    """Whether the whole of a long text is what was said another time, or is not known and stands elsewhere.

    "Nothing has changed" is an answer to many questions; "the same as last time" is one only for who remembers it.
    """
    words = fold(text)
    if words in _UNSAID:
        return True
    if not 0 < len(words.split()) <= _MOST_WORDS_OF_TEXT:
        return False
    same = _COMPARES.search(words) is not None and _MEANS_THE_SAME.search(words) is not None
    if (
        same
        and not _ADDS.search(text)
        and len(words.split()) <= _MOST_WORDS
        and _outside().fullmatch(words) is not None
    ):
        return True
    parts = [fold(part) for part in re.split(r"[,;:–—]\s*|\.\s+|\s-\s", text) if fold(part)]
    told = [part for part in parts if _UNKNOWN.fullmatch(part) is None]
    return all(_STANDS_THERE.fullmatch(part) is not None for part in told)
