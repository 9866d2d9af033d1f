"""Words that decide, deny, limit or put off: none of them may hide in a name, a known line or a free slot.

This list guards slots whose words can't all be listed. Nothing is accepted because no such word stands in it.
"""

from typing import Final

from processor.approvals.grammar.wording import bag, fold
from processor.reading.newtext.late import late

_STEMS: Final = bag("""
    approv disapprov unapprov accept reject declin refus deni denied condition provid assum subject unless except only
    partial pending tentativ provision prelim draft later tomorrow monday tuesday wednesday thursday friday
    saturday sunday
    wait hold stop cancel withdr revok revoc object disagree agree confirm review postpon delay instead exclud without
    limit maximum minimum discount reduc negotia change amend revis correct remov behalf delegat deputy acting interim
    forward author binding bind valid void invalid not no nor never none nothing but however if until till when
    once after
    before maybe perhaps probabl possib hope soon almost nearly half first second phase option altern either version
    question why what who how should would could might may must cannot can won don isn doesn test ignore
    соглас одобр утвер принят приним отклон отказ отмен против услов если кроме только лишь част предвар пока позже
    завтра
    понедельник вторник сред четверг пятниц суббот воскресен ждать подожд ждите стоп отложи перенес после перед когда
    нет не ни без но однако хотя возможно наверн может вероятн скоро почти вместо исключ скидк дешев дорог измен исправ
    поправ убер добав вопрос почему зачем кто что как черновик проект тест пример недейств уполномоч доверен врио
    временно
    исполняющ замещ поруч имени за акцепт оферт подпис обязат
    genehmig freig angenomm akzept annehm zustimm zugestimm ableh abgeleh verweiger beding voraussetz sofern falls wenn
    ausser nur teil vorlaeuf vorbehalt entwurf spaeter morgen uebermorgen montag dienstag mittwoch donnerstag freitag
    samstag sonntag wart halt stopp stornier widerruf zurueck einspruch nicht kein nein nie nichts aber jedoch bis
    sobald
    nachdem bevor vielleicht moeglich wahrschein bald fast statt ohne rabatt aender anpass korrig entfern streich frage
    warum wer wie soll sollte wuerde koennte muss darf verbindlich unverbindlich ungueltig auftrag vertret stellv
    kommissar
""")
_SHORT: Final = frozenset(stem for stem in _STEMS if len(stem) <= 4)
_LONG = late("(?:" + "|".join(sorted((stem for stem in _STEMS if len(stem) > 4), key=len, reverse=True)) + ")")
_WORD = late(r"[^\W\d_]+")


_WHOLE: Final = bag("sample samples example examples beispiel beispiele beispielsweise beispielhaft")
"""Words that many towns start with, in mails that show something."""


def is_dangerous(word: str) -> bool:
    """Whether a folded word is one of these, or starts with one that is longer than four letters."""
    return word in _SHORT or word in _WHOLE or _LONG.match(word) is not None


def dangers_in(folded: str) -> list[str]:
    """The dangerous words of a folded text."""
    return [word for word in _WORD.findall(folded) if is_dangerous(word)]


_DECIDING: Final = bag("""
    approv disapprov unapprov accept reject declin condition provided subject unless except only pending not no never if
    but соглас одобр утвер принима принят отклон если но не нет ни без только кроме пока оферт акцепт
    genehmig freigeg freigab angenomm akzept abgelehn nicht kein nie falls wenn sofern aber nur vorbehalt ohne binding
    verbindlich offer lawful behalf уполномоч
""")
_MILD: Final = bag("only not no if нет не если только kein nicht wenn nur without ohne без never unless")
_NOTICE = late(
    r"confiden|vertraulich|конфиденц|intended|recipient|addressee|privileged|empfaenger|irrtuemlich|адресат|получател"
    r"|предназначен|disclos|unauthori[sz]ed|unbefugt|разглаш|virus|viren|вирус|received this|erhalten haben|environment"
)
_NUMBERED = late(r"(?<!\w)no\.?\s?:?\s?\d+")
"""A number of a register, which denies nothing."""

_EXACT: Final = frozenset(stem for stem in _DECIDING if len(stem) <= 4)
_STARTS = late("(?:" + "|".join(stem for stem in _DECIDING if len(stem) > 4) + ")")


def known_danger(line: str) -> str:
    """The word for which even a known signature line isn't passed over, or an empty string.

    A legal notice may deny and condition what others may do with the mail; it may not speak of approving or binding.
    """
    folded = _NUMBERED.sub(" ", fold(line))
    notice = _NOTICE.search(folded) is not None
    words: list[str] = _WORD.findall(folded)
    for word in words:
        if notice and word in _MILD:
            continue
        if word in _EXACT or _STARTS.match(word) is not None:
            return word
    return ""
