"""Words that promise an answer and give none: to be confirmed, weiß ich noch nicht, уточню."""

import re
from functools import cache
from typing import Final

from processor.forms.folding import fold
from processor.forms.words import LATER

_MOST_WORDS: Final = 14
_MOST_WORDS_OF_TEXT: Final = 5
_REFERS: Final = re.compile(
    r"""
    (?:(?:sorry|leider|извините|honestly)\s)?(?:(?:i|we|ich|wir|я|мы|das|this|that|да)\s)?
    (?:(?:(?:really\s)?(?:don\st|do\snot)\sknow|no\sidea|not\ssure|no\sclue
        |(?:habe\s|haben\s)?(?:da\s)?keine\sahnung|weiss\s(?:ich\s|wir\s)?(?:leider\s)?nicht|не\s(?:знаю|знаем|в\sкурсе)
        |понятия\sне\sимею|без\sпонятия|please|bitte|better|am\sbesten|лучше|пожалуйста)\s)+
    (?:ask|fragen\ssie|fragt|frag|спросите|спроси|уточните|спрашивайте|узнайте)\s(?:\w+\s?){1,5}
    |(?:bitte|am\sbesten|da\sbitte|dazu\sbitte)\s(?:\w+\s){1,4}fragen
    |(?:это\s|об\sэтом\s)?(?:спросите|уточните|спрашивайте|узнайте)\s(?:(?:это|лучше|пожалуйста)\s)*у\s(?:\w+\s?){1,4}
    """,
    re.VERBOSE,
)
"""Somebody else is to be asked, and nothing else is said."""
_PROMISES: Final = r"""
    # English; folding has made "don't" into "don t"
    \b(?:not|n?t)\s(?:yet\s|quite\s|been\s|so\s)*(?:decided|known|clear|sure|final|finali[sz]ed|defined|determined
        |chosen
        |fixed|agreed|named|settled|certain|assigned|appointed|confirmed|available\syet)\b
    | \b(?:to\sbe|tb)\s(?:confirmed|decided|defined|announced|determined|clarified|named|agreed|advised|discussed
        |checked)\b
    | \b(?:don\st|do\snot|doesn\st|didn\st)\s(?:yet\s|really\s|even\s)?know\b | \bno\s(?:idea|clue|decision)\b
    | \b(?:will|ll|shall|must|have\sto|has\sto|need\sto|needs\sto|going\sto|let\sme|should)\s(?:\w+\s){0,2}?
        (?:let\syou\sknow|check|find\sout|look\sup|get\sback|clarify|confirm|come\sback|follow\sup)\b
    | \b(?:ll|will|must|have\sto|has\sto|need\sto)\s(?:\w+\s)?(?:ask|tell\syou|send\s(?:it\s)?later|decide)\b
    | \b(?:ask|asking)\s(?:our|my|the)\b | ^\W*(?:ask|only)\s\w+\sknows\b | \bknows\s(?:that|this|it)?$
    | \b(?:\w+\sknows)$ | \bstill\s(?:open|unclear|choosing|selecting|picking
        |searching|deciding|looking|thinking|to\s\w+|being|under|in\sdiscussion
        |waiting)\b
    | \bwill\ssend(?:\sit)?(?:\slater)?$ | \bsee\s(?:the\s)?label\b
    | \b(?:kommt|kommen|folgt|folgen|schicke|schicken|reiche|liefere)\s(?:\w+\s){0,3}?nach\b
    | \bunder\s(?:discussion|review|clarification|consideration)\b | \bin\sclarification\b | \bwill\sbe\s(?:decided
        |confirmed|announced|determined|clarified|named|defined|chosen|agreed|provided|communicated)\b
        | \bwaiting\sfor\s\w+
    | \b(?:will|to)\s(?:be\s)?(?:follow|come\slater|provided?\slater|sent\slater|supplied\slater)\b
    | \b(?:tbd|tba|tbc)\b | ^(?:pending|unknown|undecided|unclear|later)\b | \bnobody\sknows\b | \bno\sone\syet\b
    | \bnot\syet\s(?:available|there|in\splace|hired)\b | ^not\syet$ | ^nobody\syet\b | \byet\sto\sbe\b
    # German
    | \bweiss\s(?:\w+\s){0,3}?(?:nicht|nur|noch|erst|leider|allein|bloss|unser|der|die)\b
        | \b(?:weiss|wei)\ses\b | \bwissen\swir\s(?:\w+\s)?nicht\b
    | \bnoch\s(?:\w+\s)?(?:nicht|kein|keine|keinen)\s(?:klar|bekannt|entschieden|festgelegt|bestimmt|benannt|geklaert
        |sicher
        |fest|da|vorhanden|gewaehlt|festgestanden|entschieden|ausgewaehlt|vergeben|gefunden|entscheidung)\b
    | \bnoch\s(?:offen|unklar|unbekannt|unentschieden|ungewiss|zu\s\w+|in\s(?:klaerung|abstimmung|arbeit))\b
        | ^noch\snicht$
    | \b(?:muss|muessen)\s(?:\w+\s){0,5}?(?:nachsehen|fragen|nachfragen|klaeren|abklaeren|pruefen|schauen|nachschauen
        |erfragen|entscheiden|besprechen|ueberlegen|erkundigen)\b
    | \b(?:wird|werden)\s(?:\w+\s){0,3}?(?:geklaert|nachgereicht|entschieden|bestimmt|benannt|festgelegt|mitgeteilt
        |nachgeliefert)\b
    | \b(?:klaere|klaeren|erfrage|pruefe|pruefen|ueberlege|ueberlegen|recherchiere)\s(?:ich|wir)\b | \b(?:ich
        |wir)\sklaeren?\b
    | \b(?:reiche|reichen|liefere|liefern)\s(?:ich|wir)\s(?:\w+\s){0,3}?nach\b | \bkeine\sahnung\b
        | \bsteht\s(?:\w+\s)?(?:noch\s)?nicht\sfest\b
    | \b(?:gebe|geben|sage|sagen)\s(?:ich|wir)\s(?:\w+\s){0,3}?bescheid\b | \b(?:melde|melden)\s(?:ich
        |wir)\s(?:\w+\s){0,3}?nach
    | \b(?:frage|fragen)\s(?:ich|wir)\b | \b(?:kann|koennen)\s(?:ich|wir)\s(?:\w+\s){0,3}?nicht\ssagen\b
        | \bin\sklaerung\b
    | \bmuss\snoch\b | \bfolgt\b(?=$|\snoch|\sspaeter) | \bwird\snoch\b | \bfrage\sich\snach\b | ^(?:offen|unklar
        |unbekannt|spaeter)\b
    | ^(?:(?:wir|da)\s)*(?:suchen|waehlen|ueberlegen|entscheiden)\s(?:wir\s)?(?:gerade\s)?noch(?:\saus)?$
    | \bda\smuss\sich\b | \bsage\sich\sspaeter\b | \bnoch\sniemand\b
    # Russian
    | \b(?:пока|еще)\s(?:\w+\s){0,2}?не\s(?:знаем|знаю|определ\w+|реш\w+|выбра\w+|известн\w+|ясно|назнач\w+|понятно
        |утвер\w+|соглас\w+|готов\w*\sответ\w*|в\sкурсе)
    | \bне\s(?:знаю|знаем|знает|определ\w+|реш(?:ил|ен|ено|или)\w*|известно|в\sкурсе|уверен\w*|помню|помним
        |назначен\w*|выбран\w*|утвержд\w+|согласован\w*|скажу)\b
    | \bуточн(?:ю|им|яем|яю|яется|ить|ит|яют|ят|ена?\s+позже)\b | \bсообщ(?:у|им|ит|ат)\b | \b(?:узнаю|узнаем|спрошу
        |спросим|выясн\w+|поинтересу\w+|проверю|проверим)\b
    | \b(?:надо|нужно|придется|должны|должен|необходимо)\s(?:\w+\s)?(?:спросить|узнать|уточнить|подумать|проверить
        |решить|посмотреть|согласовать|выяснить|обсудить)\b
    | \b(?:будет|станет)\s(?:известно|уточнен\w*|ясно|позже|назначен\w*|понятно|определен\w*)
        | \bв\sпроцессе\s(?:выбора|согласован\w+|обсужден\w+|решен\w+)
    | \b(?:напишу|напишем|скажу|скажем|пришлю|ответим|отвечу|дам|дадим)\s(?:\w+\s){0,2}?(?:позже|позднее|потом|завтра
        |отдельно)\b
    | ^(?:(?:мы|еще|пока|все)\s){0,3}(?:решаем|думаем|подбираем|определяемся
        |согласовываем|ищем|выбираем|обсуждаем|обсуждается|решается|неизвестно|позже|позднее)\b
        | \bзнает\sтолько\b | \bтолько\s(?:\w+\s){1,3}знает\b
    | \bпод\sвопросом\b | \bпока\sникто\b | \bеще\sникто\b | \bпока\sнеизвестно\b | ^пока\sнет$ | ^пока\sникого\b
        | \bнадо\sсмотреть\b
    """


_UNKNOWN: Final = re.compile(
    r"(?:(?:i|we|ich|wir|я|мы|das|да)\s)?(?:(?:can\s?t|don\st|do\snot|cannot)\s(?:remember|recall|say|know)|no\sidea|"
    r"(?:weiss|erinnere)\s(?:ich\s|mich\s|wir\s)*(?:leider\s)?nicht(?:\smehr)?|keine\sahnung|не\s(?:помню|помним|знаю|знаем|скажу))\b.*"
    r"|(?:please\s|bitte\s|лучше\s)?(?:ask|fragen?\ssie|fragt|спросите|спрашивайте)\s(?:\w+\s)*(?:later|again|in\s\w+\s\w+|next\s\w+|spaeter"
    r"|naechste\w*\s\w+|позже|через\s\w+|потом)"
)
"""What begins a short answer that knows nothing."""
_BESIDE: Final = (
    r"(?:sorry|honestly|really|well|right\snow|at\sthe\smoment|yet|off\shand|to\sbe\shonest|exactly|for\ssure|leider|ehrlich\sgesagt"
    r"|gerade|momentan|derzeit|noch|so|dazu|da|hier|auf\sanhieb|genau|aktuell|im\smoment|извините|к\sсожалению|честно\sговоря|если\sчестно"
    r"|даже|пока|сейчас|точно|так\sсразу|сразу|на\sданный\sмомент|на\sэтот\sвопрос|на\sэто|тут|здесь|что\sли)"
)
_CANNOT_TELL: Final = (
    rf"(?:(?:{_BESIDE}\s)*(?:(?:i|we|it|that|this|ich|wir|das|es|я|мы|нам|мне|это|is|ist|s)\s)*(?:{_BESIDE}\s)*(?:"
    r"(?:hard|difficult|tough|tricky|impossible)\sto\s(?:say|tell|answer|know|judge)|(?:can|could|would|can\s?no|do)(?:n|\sn)?\s?(?:t|not)\s"
    r"(?:really\s)?(?:say|tell|answer|know|judge)(?:\s(?:that|this|it))?|no\s(?:idea|clue)|dunno|idk|not\ssure|beats\sme"
    r"|(?:schwer|schwierig)(?:\sist)?\szu\s(?:sagen|beantworten|beurteilen)|keine\sahnung|keinen\s(?:schimmer|plan)"
    rf"|(?:kann|koennen)\s(?:(?:ich|wir|das|es|man|{_BESIDE})\s)*nicht\s(?:sagen|beantworten|beurteilen|einschaetzen)"
    rf"|(?:weiss|wissen)\s(?:(?:ich|wir|das|es|{_BESIDE})\s)*nicht"
    r"|(?:затрудня(?:юсь|емся)|затруднительно|сложно|трудно|тяжело)(?:\s(?:ответить|сказать|судить|оценить))"
    r"|не\s(?:могу|можем)\s(?:сказать|ответить|оценить)|не\s(?:знаю|знаем|скажу|скажем)|(?:понятия\sне\sиме\w+|без\sпонятия)"
    rf"|ума\sне\sприлож\w+|затрудня(?:юсь|емся)(?:\sс\sответом)?)(?:\s{_BESIDE})*(?:\s|$)){{1,3}}"
)
"""Nothing but that the question cannot be answered, once or in two ways."""
_MOST_UNKNOWN: Final = 9


@cache
def _promises() -> re.Pattern[str]:
    """Compiled when it is first asked for, as it takes long."""
    return re.compile(_PROMISES, re.VERBOSE)


@cache
def _cannot_tell() -> re.Pattern[str]:
    """Compiled when it is first asked for: that takes longer than the rest of the module."""
    return re.compile(_CANNOT_TELL)


def promises(text: str, long: bool = False) -> bool:
    """Whether somebody said that they don't know yet, or will say it later. A `long` text must say nothing else."""
    words = fold(text)
    if words in LATER or _REFERS.fullmatch(words) is not None:
        return True
    if _cannot_tell().fullmatch(words) is not None:
        return True
    count = len(words.split())
    if count <= _MOST_UNKNOWN and _UNKNOWN.fullmatch(words) is not None:
        return True
    return count <= (_MOST_WORDS_OF_TEXT if long else _MOST_WORDS) and _promises().search(words) is not None
