"""Everyday words for yes and no: what is done, what is not done yet, and what is about to be."""

import re
from typing import Final

from processor.forms.words import word_set

DONE: Final = word_set(
    "done finished ready complete completed fulfilled met passed installed configured prepared available working works",
    "running existing exists present open opened checked tested received informed set live okay fine good perfect",
    "satisfied successful through ok meets meet",
    "fertig erledigt laeuft laufen passt passen vorhanden eingerichtet erfuellt erfuellen vorbereitet bereit steht "
    "stehen",
    "funktioniert funktionieren gemacht geprueft getestet bestanden erfolgt informiert abgeschlossen installiert aktiv",
    "freigeschaltet geoeffnet gegeben gut klappt geht erhalten bestaetigt konfiguriert offen",
    "есть готово готов готова готовы сделано сделан сделаны выполнено выполнен выполнены выполняются настроено "
    "настроен",
    "настроена настроены соответствует соответствуют работает работают имеется имеются проведено проведена пройдено",
    "пройдены получена получено получены подготовлен подготовлена подготовлены подготовлено установлено проверено",
    "открыты открыт включено налажено настроили сделали подготовили оповещены завершено порядке норме хорошо отлично",
) - {"open", "offen"}  # fmt: skip
"""Words that say yes to “X is done” where nothing beside them loosens it."""

AROUND: Final = word_set(
    "all everything is are has have been it they both we already the that s re in order up place just now fully",
    "completely long there and running since yes of course well very as required with them this system systems",
    "alles alle ist sind wurde wurden es sie beide wir bereits schon laengst soweit ja in ordnung so da voll "
    "vollstaendig",
    "und das die der seit natuerlich bestens sehr komplett",
    "все уже и у нас она он оно они в да полностью давно обе оба это тоже ок всё",
)
"""Words beside them that change nothing."""

TROUBLE: Final = word_set(
    "slow slowly bad badly poorly unstable issue issues problem problems error errors wrong fails",
    "failing trouble broken",
    "langsam schlecht fehler probleme problem falsch instabil kaputt fehlerhaft hakt",
    "медленно плохо ошибка ошибки ошибками проблема проблемы проблемами сбои сбоями зависает нестабильно",
)
"""Words beside a "running" or "works" after which it is no yes."""

SOON: Final = word_set(
    "from ab hope hopefully hoffe hoffentlich надеюсь assume presumably tomorrow next soon planned ordered "
    "progress waiting shortly upcoming pending until by expected scheduled later",
    "supposed should would could might going being almost nearly partly partially half",
    "morgen naechste naechsten naechster naechstes bald demnaechst kommt kommen geplant bestellt folgt bis sollte soll",
    "wuerde koennte spaeter halb arbeit beantragt",
    "завтра скоро будет будут планируется планируем заказан заказано заказали ждем следующей следующем должно должны",
    "почти частично наполовину процессе скорее позже ожидается обещали собираемся",
)
"""Words that put it into the time to come, or halve it."""

NOT_YET: Final = re.compile(
    r"""
    (?:not|isn\st|aren\st|hasn\st|haven\st|wasn\st)\s(?:been\s)?(?:yet|ready|done|finished|complete\w*|set\sup
        |prepared|installed
        |configured|available|there|working|met|fulfilled|open|in\splace|received|informed|passed|tested)\b
    | (?:is|are)\s(?:not|still)\s(?:yet|ready|done|being|missing|open|prepared|set\sup)\b | not\s(?:at\sall|now
        |currently)\b
    | (?:it\sis\s|it\ss\s|is\s|are\s|currently\s|just\s|still\s|they\sare\s)*being\s\w+ | (?:still\s
        |work\s)?in\sprogress\b
    | (?:still\s)?(?:missing|outstanding|waiting\sfor|in\sthe\sworks|under\sway|ordered|planned|scheduled
        |to\sbe\sdone)\b
    | (?:will|ll|it\swill|we\swill|we\sll|is\sto)\s(?:be\s|do\s|have\s)(?:\w+\s)?(?:done|ready|set\sup|finished|it
        |that|prepared|installed|opened|replaced)\b
    | (?:not|nicht|не)\s(?:yet\s|noch\s)?(?:all|alle|everything|alles|все)\b
    | (?:partly|partially|teilweise|teils|zum\steil|частично)\s.*\b(?:missing|lacking
        |fehl(?:t|en)|не\sхватает|нет|отсутству\w+)\b
    | working\son\s | coming\s(?:soon|next|in|this)
    | (?:noch\s)?(?:nicht|nich|net)\s(?:fertig|erledigt|eingerichtet|vorbereitet|vorhanden|erfuellt|bereit|so\sweit
        |soweit
        |gemacht|geprueft|getestet|bestanden|erfolgt|informiert|da|ganz\sfertig|komplett|installiert)\b
    | noch\s(?:nicht|nein|nich|net|keine?s?)\b | (?:ist\s|sind\s)?(?:noch\s)?in\s(?:arbeit|bearbeitung|vorbereitung
        |planung)\b
    | (?:ist|sind)\s(?:leider\s)?(?:noch\s)?nicht\b
    | (?:das\s)?fehl(?:t|en)\b | wird\s(?:gerade|noch|derzeit|aktuell|naechste|naechsten|diese|dieser|bis|morgen
        |gemacht|erledigt|eingerichtet|bald)\b
    | (?:ist\s)?(?:geplant|bestellt|beantragt)\b | kommt\s(?:noch|naechste|bald|erst|im|am|in|nach)\b | gerade\sin\s
    | (?:пока|еще)\s(?:\w+\s)?(?:не|нет)\b | нет\s(?:пока|еще)\b
    | не\s(?:готов\w*|настро\w+|сделан\w*|выполнен\w*|соответств\w+|работа\w+|подготов\w+|проведен\w*|пройден\w*
        |получен\w*
        |установлен\w*|проверен\w*|оповещен\w*|открыт\w*|завершен\w*|до\sконца)\b
    | (?:в\s(?:процессе|работе)|делаем|настраиваем|настраивается|делается|готовим|готовится|планируем|планируется
        |заказан\w*|ждем|отсутству\w+|не\sхватает)\b
    | (?:будет|будут)\s(?:готов\w*|сделан\w*|настроен\w*|на|через|в|к)\b
    """,
    re.VERBOSE,
)
"""Beginnings of answers that say that something is not done, or not done yet: a no to “X is done”."""

SOFTENERS: Final = word_set(
    "leider unfortunately sorry sadly sadly aktuell currently derzeit momentan увы сожалению к well also"
)
ALL: Final = word_set("all both alles alle beide все оба обе всё everything jeweils")
"""Words before a yes or no that say that it counts for several."""

UNDECIDED: Final = re.compile(
    r"\b(?:определ|реш[иае]|зна[юе]|выбр|уточн|известн|decid|know|sure\b|clear\b|entschied|(?<!geht\s)klar\b|bekannt|weiss|geklaert|sicher\b)"
)
"""Words of somebody who doesn't know."""

PERCENT: Final = re.compile(r"\d\s*%|prozent|percent|процент")
