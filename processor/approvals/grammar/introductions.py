"""Headings and sentences that introduce a list of outstanding issues, and what stands before them in the same line."""

from typing import Final

from processor.approvals.grammar.wording import fold, why_unreadable
from processor.reading.newtext.late import late

_NOUN_EN: Final = (
    r"(?:(?:minor|small|little|known|technical|remaining|outstanding|open|unresolved|following|other|further) )*"
    r"(?:issues?|points?|items?|defects?|problems?|bugs?|snags?|faults?|findings?|topics?|things|matters|shortcomings"
    r"|deficiencies|errors?)"
)
_TAIL_EN: Final = (
    r"(?: (?:that |which )?(?:(?:are|is|remain|remains|were|have been|we have|we see|we saw|we found|we noticed) )?"
    r"(?:still )?(?:outstanding|open|remaining|remain|left|unresolved|noticed|found|seen|noted|as follows|below"
    r"|listed below|here|are|is|from our side|on our side|at the moment|so far))*"
)
_DET_EN: Final = (
    r"(?:(?:the|these|those|our|some|a few|few|several|a couple of|a number of|list of|still|two|three|four) )*"
)
_HEADING_EN: Final = (
    rf"(?:{_DET_EN}{_NOUN_EN}{_TAIL_EN}|(?:still )?(?:open|outstanding)(?: (?:are|is))?|(?:issues?|snag|snagging"
    rf"|punch"
    rf"|defects?) list|what (?:is|remains) (?:still )?(?:open|outstanding)|the following (?:is|are"
    rf"|remains?) (?:still )?"
    rf"(?:open|outstanding)|(?:there (?:are|is|remain|remains)|we (?:still |also )?(?:have|see|found|noticed|noted"
    rf"|list)"
    rf"|here (?:are|is)|these are|please (?:note|see|find|log|record|open (?:a ticket|tickets) for)|below (?:are|is)"
    rf"|with|noting|leaving|listing|as well as) {_DET_EN}{_NOUN_EN}{_TAIL_EN}"
    rf"|with {_DET_EN}{_NOUN_EN}{_TAIL_EN})"
)
_NOUN_RU: Final = (
    r"(?:(?:следующи\w+|открыт\w+|незакрыт\w+|нерешенн\w+|оставш\w+|небольш\w+|мелк\w+|отдельн\w+|нескольк\w+"
    r"|некотор\w+"
    r"|таки\w+|выявленн\w+|неустраненн\w+) )*(?:замечани\w+|вопрос\w*|пункт\w*|проблем\w*|недочет\w*|недоработ\w+"
    r"|недостат\w+|дефект\w*|ошиб\w+|неисправност\w+|задач\w*)(?: к [^\W\d_]+| по [^\W\d_]+)?"
)
_HEADING_RU: Final = (
    rf"(?:(?:список |перечень |наши |есть |еще |остались |осталось |остаются |остается |имеются |имеется |при этом "
    rf"|(?:остаются )?открытыми |вот |у нас |на сегодня |также )*{_NOUN_RU}(?: (?:остались|остаются|открытыми|открыты"
    rf"|не закрыты|ниже|такие|следующие))*|(?:со? |со следующими |с такими ){_NOUN_RU}"
    r"|(?:еще |пока )?(?:открыто|не закрыто|осталось|остались|остается)(?: (?:следующее|открытым|доделать|исправить"
    r"|устранить|поправить))*|что осталось)"
)
_NOUN_DE: Final = (
    r"(?:(?:folgende[nrms]?|offene[nrms]?|noch|kleine[nrms]?|kleinere[nrms]?|bekannte[nrms]?|verbleibende[nrms]?"
    r"|einige[nrms]?|wenige[nrms]?|ein paar|mehrere[nrms]?|die|diese[nrms]?|den|unsere[nrms]?|weitere[nrms]?) )*"
    r"(?:punkte?n?|restpunkte?n?|maengeln?|restmaengeln?|probleme?n?|themen|fehlern?|maengelliste|punkteliste"
    r"|restarbeiten|mangel)"
)
_HEADING_DE: Final = (
    rf"(?:(?:es gibt |es bestehen |es bleiben |wir haben |wir sehen |uns sind |noch |hier |nachfolgend |anbei "
    rf"|dabei )*"
    rf"{_NOUN_DE}(?: (?:noch|sind|ist|bleiben|offen|aufgefallen|gefunden|wie folgt|unten|festgestellt|bestehen))*"
    rf"|mit {_NOUN_DE}|(?:noch )?offen(?: (?:sind|ist|bleiben|noch))*|offen geblieben(?: sind| ist)?"
    rf"|(?:noch )?zu erledigen)"
)
_HEADING = late(rf"(?:and |und |и |along |together )?(?:{_HEADING_EN}|{_HEADING_RU}|{_HEADING_DE})")
_JOINTS = late(r"\s*[.,;:!]+\s+|\s+-+\s+|\s+")
_EDGES: Final = " :.-–—*_#="


def introduced(line: str) -> str | None:
    """What a line says before it introduces a list, as a sentence of its own; empty for a heading, None for neither.

    All words of the introduction are of a closed list, in which none sets a condition; what stands before it goes to
    the grammar, so that "not accepted, open points:" and "accepted except the following points:" stay what they are.
    """
    folded = fold(line).strip(_EDGES)
    if ".." in line or "…" in line or why_unreadable(line):
        return None
    if _HEADING.fullmatch(folded):
        return ""
    if len(folded) != len(line.strip(_EDGES)):
        line = folded
    plain = line.strip(_EDGES)
    for joint in _JOINTS.finditer(folded):
        if _HEADING.fullmatch(folded[joint.end() :]):
            return plain[: joint.start()].rstrip(_EDGES + ",;!") + "."
    return None
