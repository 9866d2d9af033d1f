"""Words that make an answer a guess, a choice of two, or one that its writer takes back: it has to be asked again."""

import re
from typing import Final

from processor.forms.folding import fold

_GUESSES: Final = re.compile(
    r"\b(?:probably|presumably|perhaps|maybe|possibly|likely|supposedly|i\s(?:think|guess|believe|suppose|assume)|we\s"
    r"(?:think|guess|believe|assume)|not\s(?:quite\s|entirely\s|100\s)?sure|should\sbe|might\sbe|could\sbe|if\si\sremember"
    r"|from\smemory|off\sthe\stop|afaik|or\sso|something\slike"
    r"|vermutlich|wahrscheinlich|vielleicht|evtl|eventuell|wohl|glaube\sich|ich\sglaube|ich\sdenke|denke\sich|muesste"
    r"|duerfte|meines\swissens|soweit\sich\sweiss|koennte|moeglicherweise|so\setwas\swie|ohne\sgewaehr"
    r"|наверн(?:ое|о)|вероятно|кажется|возможно|может\sбыть|скорее\sвсего|думаю|по\sмоему|вроде|предположительно"
    r"|если\sне\sошибаюсь|насколько\s(?:я\s)?(?:знаю|помню)|примерно)\b"
)
_TAKEN_BACK: Final = re.compile(
    r"\b(?:sorry|no\swait|wait|correction|pardon|i\smean|make\sthat|scratch\sthat|rather|i\smeant|actually"
    r"|verzeihung|entschuldigung|sorry|korrektur|quatsch|ach\snein|vielmehr|sondern|besser\sgesagt|ich\smeine"
    r"|простите|извините|вернее|точнее|поправка|то\sесть\sнет|ошибся|ошиблась|в\sсмысле)\b"
)
_INSTEAD: Final = re.compile(
    r"^(?:not|nicht|не|no\slonger|nicht\smehr|больше\sне)\s|\b(?:no\slonger|nicht\smehr|больше\sне|instead\sof"
    r"|anstelle|statt|anstatt|вместо|formerly|previously|ehemals|frueher|бывш\w+|раньше|left\sus|has\sleft|ausgeschieden"
    r"|уволил\w+)\b"
)
_TURNED: Final = re.compile(
    r"[,;–—-]\s*(?:not|nicht|kein|не|а\s+не|no|nein|нет)[\s,]+\S|(?:->|=>|→|~~)|\(\?\)", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"\([^()?]*\)")
_EITHER: Final = re.compile(r"\b(?:or|oder|или|либо|either|entweder|resp|bzw|beziehungsweise)\b")


_PASSING: Final = re.compile(
    r"\b(?:until|till|old|former|previous|wrong|for\snow|temporar\w*|bis|alte?|alter|frueher\w*|voruebergehend|vorerst|falsch\w*"
    r"|до|стар\w+|прежн\w+|временн\w*|пока)\b"
)


def passes(text: str) -> bool:
    """Whether an address or number holds for a time only, or no more."""
    return _PASSING.search(fold(text)) is not None


def wavers(text: str, several: bool = False) -> bool:
    """Whether an answer is a guess, is taken back within itself, or leaves the choice; a list may hold `several`."""
    words = fold(text)
    if _GUESSES.search(words) or _TAKEN_BACK.search(words) or _INSTEAD.search(words):
        return True
    plain = _BRACKETS.sub(" ", text)
    return _TURNED.search(plain) is not None or (not several and _EITHER.search(words) is not None)
