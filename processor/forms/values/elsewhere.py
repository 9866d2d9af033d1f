"""Answers that point to something outside the reply: "same as last year", "siehe Anhang", "без изменений"."""

import re
from functools import cache
from typing import Final

from processor.forms.folding import fold

_MOST_WORDS: Final = 9
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
    short = 0 < len(words.split()) <= _MOST_WORDS and not any(map(str.isdigit, words))
    return short and _outside().fullmatch(words) is not None
