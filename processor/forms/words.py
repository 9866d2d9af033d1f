"""The words that reading a form knows, in English, German and Russian. To teach it one, add it here.

All are folded as `folding.fold` folds: case folded, umlauts written out, no punctuation.
"""

from typing import Final


def word_set(*lines: str) -> frozenset[str]:
    """The words of these lines."""
    return frozenset(word for line in lines for word in line.split())


SAME: Final = {
    **dict.fromkeys(
        ("mail", "mailadresse", "emailadresse", "mails", "имейл", "емейл", "почта", "почты", "почте"), "email"
    ),
    **dict.fromkeys(
        ("tel", "telefon", "telefonnummer", "telephone", "phonenumber", "rufnummer", "телефон", "тел"), "phone"
    ),
    **dict.fromkeys(("телефона", "mobile", "handy", "mobil", "моб", "мобильный", "durchwahl"), "phone"),
    **dict.fromkeys(("superusers", "суперпользователя", "суперпользователь"), "superuser"),
    **dict.fromkeys(("user", "nutzer", "benutzer", "anwender"), "users"),
    **dict.fromkeys(("queue", "warteschlangen", "warteschlange", "очередь", "очереди", "очередей"), "queues"),
    **dict.fromkeys(("приём", "прием"), "приемка"),
}
"""Words that mean the same in a label."""

STOP: Final = word_set(
    "of the a an for to and or your our name names first last full person contact contacts please is are at in on",
    "der die das des dem den von vom fuer und oder zum zur ihr ihre ihrer unser unsere namen ansprechpartner",
    "ansprechpartnerin kontakt bitte ist sind im am address adresse и или для на о в во с ваш ваша ваше наш наша",
    "наше имя фио контакт контактное лицо электронная эл адрес",
)
"""Words that tell no label from another."""

YES: Final = word_set(
    "yes y yep yeah yup aye affirmative ja j jo joa jap jep jawohl jup да д ага угу true ok okay ок окей confirmed "
    "acknowledged agreed bestaetigt",
    "einverstanden подтверждаю подтверждено согласен согласна согласны конечно sure certainly natuerlich",
    "selbstverstaendlich klar",
)
NO: Final = word_set(
    "no n nope nah nein ne nee noe нет неа не false nicht",
)
YES_MARKS: Final = frozenset("✓✔☑✅☒xXхХ👍")
NO_MARKS: Final = frozenset("✗✘❌")
HARMLESS: Final = word_set(
    "of course sure certainly definitely absolutely confirmed acknowledged please thanks thank you sir all good we",
    "do it is they are does have has i available done received read understood fulfilled met checked already",
    "natuerlich selbstverstaendlich klar gerne danke bitte alles gut das ist sind wurde wurden erfuellt vorhanden",
    "bestaetigt erhalten gelesen verstanden geprueft liegt liegen vor haben wir ich bereits schon wird werden es",
    "sie конечно разумеется спасибо пожалуйста все хорошо есть имеется имеются получено получена получены",
    "подтверждаем подтверждаю подтверждено выполнено выполнены проверено прочитано уже мы у нас работает",
)
"""Words beside a yes or no that change nothing about it."""

DOUBT: Final = word_set(
    "but only if unless until except not no never partly partially mostly almost maybe perhaps probably depends",
    "however t cannot cant dont unable unfortunately leider сожалению нельзя невозможно though although once after",
    "when before still yet some without nearly think guess hopefully either or should aber nur wenn falls sofern",
    "bis ausser nicht kein keine keinen nein teilweise fast vielleicht wahrscheinlich eventuell jedoch allerdings",
    "obwohl sobald nachdem erst noch ohne kommt darauf denke glaube hoffentlich oder ja jein moeglicherweise",
    "weitgehend groesstenteils vermutlich bedingt но только если кроме пока не нет ни частично почти может возможно",
    "наверное вероятно однако хотя после когда до еще без скорее думаю либо или зависит",
)
"""Words beside an answer after which it may mean something else."""

NONE: Final = frozenset((
    "none", "nothing", "no one", "nobody", "n a", "na", "not applicable", "no", "nil", "none so far", "no issues",
    "no remarks", "no comments", "not needed", "none needed", "not required", "nothing to add", "no outstanding "
    "issues", "nothing outstanding", "none at all",
    "keine", "keiner", "kein", "nichts", "niemand", "entfaellt", "nicht zutreffend", "nein", "keine offenen punkte",
    "keine anmerkungen", "keins", "keines", "nicht noetig", "brauchen wir nicht", "gibt es nicht", "gibt es "
    "keine", "keine bemerkungen", "k a", "nicht vorhanden",
    "нет", "ничего", "никого", "никто", "не применимо", "неприменимо", "отсутствует", "отсутствуют", "замечаний нет",
    "нет замечаний", "без замечаний", "не требуется", "не нужно", "таких нет", "никаких",
))  # fmt: skip
"""Answers that say that there is nothing to answer."""

LATER: Final = frozenset((
    "tbd", "tba", "tbc", "t b d", "to be decided", "to be defined", "to be announced", "to be confirmed", "later",
    "unknown", "not known", "not known yet", "not yet known", "don t know", "dont know", "i don t know", "open",
    "we don t know", "we don t know yet", "will follow", "to follow", "pending", "not sure", "not decided yet", "xxx",
    "unclear", "see below", "see above", "dito", "ditto", "same", "same as above", "as above", "still open",
    "spaeter", "unbekannt", "noch nicht bekannt", "wird nachgereicht", "folgt", "folgt noch", "offen", "noch offen",
    "weiss nicht", "weiss ich nicht", "siehe oben", "siehe unten", "wie oben", "noch unklar", "unklar", "dasselbe",
    "позже", "неизвестно", "пока неизвестно", "не знаю", "не знаем", "сообщим позже", "уточняется", "уточним",
    "уточню", "будет позже", "см выше", "см ниже", "то же", "пока не знаем", "пока не знаю", "пока нет", "позднее",
))  # fmt: skip
"""Answers that promise one."""

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jaenner января янв январь",
            "february feb februar feber февраля фев февраль февр",
            "march mar maerz mrz марта мар март",
            "april apr апреля апр апрель",
            "may mai мая май",
            "june jun juni июня июн июнь",
            "july jul juli июля июл июль",
            "august aug августа авг август",
            "september sep sept сентября сен сент сентябрь",
            "october oct oktober okt октября окт октябрь",
            "november nov ноября ноя нояб ноябрь",
            "december dec dezember dez декабря дек декабрь",
        ),
        1,
    )
    for name in names.split()
}

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo понедельник пн",
            "tuesday tue tues dienstag di вторник вт",
            "wednesday wed mittwoch mi среда среду ср",
            "thursday thu thur thurs donnerstag do четверг чт",
            "friday fri freitag fr пятница пятницу пт",
            "saturday sat samstag sonnabend sa суббота субботу сб",
            "sunday sun sonntag so воскресенье вс",
        )
    )
    for name in names.split()
}

CHOICE_HARMLESS: Final = word_set(
    "please thanks thank you we use would like prefer best is fine ok okay it the a an only via through by with "
    "for us them",
    "to be that will can do have want our and also works good if possible ideally preferably usually any time of "
    "on in at",
    "bitte danke wir nutzen haetten gern gerne am liebsten waere ist passt ok per ueber mit die das der den es "
    "fuer uns sie",
    "selbst selber wenn moeglich moechten einen eine und auch gut optimal in im um zu bei dann immer euch ihnen",
    "пожалуйста спасибо мы у нас через по с лучше всего удобно можно хотим хотели бы используем только их для и нам",
    "если сами это в на удобнее будет вам",
)
"""Words beside a choice that add nothing to it."""

OTHER_TOOLS: Final = word_set(
    "anydesk zoom citrix ssh vnc rustdesk ammyy splashtop logmein pcvisit supremo radmin bomgar beyondtrust "
    "screenconnect",
    "connectwise isl gotomypc chrome wireguard teams webex skype quick assist quickassist parsec nomachine "
    "эникдеск энидеск",
    "анидеск pulseway fastviewer dameware jump something else sonstiges anderes anders другое другой иначе",
)
"""Names that people give where none of the choices is meant."""

ROUGHLY: Final = word_set(
    "about around approx approximately circa ca roughly nearly almost over under more less than at least most up",
    "max min etwa ungefaehr rund zirka fast ueber unter mehr weniger als mindestens hoechstens bis zu maximal",
    "minimal около примерно приблизительно порядка почти более менее больше меньше чем не до минимум максимум or",
    "oder или to between zwischen между jeweils each по per pro million millions thousand tausend mio тыс млн k",
)
"""Words beside a number or a date that make it another one, or none."""

GREETING: Final = word_set(
    "hi hello dear hey good morning afternoon evening day all team everyone there sir madam ladies and gentlemen",
    "greetings hallo liebe lieber liebes sehr geehrte geehrter geehrtes damen herren und guten tag morgen abend",
    "moin servus gruess gott zusammen frau herr support здравствуйте добрый день утро вечер доброе доброго времени",
    "суток привет уважаемый уважаемая уважаемые коллеги команда господа всем поддержка",
)
GREETING_FIRST: Final = word_set(
    "hi hello dear hey good greetings hallo liebe lieber liebes sehr guten moin servus gruess здравствуйте добрый",
    "доброе доброго привет уважаемый уважаемая уважаемые коллеги",
)

CLOSING: Final = (
    "best regards", "kind regards", "regards", "best", "warm regards", "with best regards", "with kind regards",
    "sincerely", "yours sincerely", "yours faithfully", "cheers", "many thanks", "thanks", "thank you", "best wishes",
    "thanks and regards", "thanks and best regards", "thanks in advance", "br", "all the best", "thank you very much",
    "mit freundlichen gruessen", "mit freundlichem gruss", "freundliche gruesse", "viele gruesse", "beste gruesse",
    "mit besten gruessen", "liebe gruesse", "schoene gruesse", "gruss", "gruesse", "vielen dank", "danke", "mfg",
    "vg", "lg",
    "herzliche gruesse", "vielen dank und viele gruesse", "besten dank", "danke und gruss", "vielen dank im voraus",
    "с уважением", "с наилучшими пожеланиями", "спасибо", "заранее спасибо", "большое спасибо", "всего доброго",
    "всего наилучшего", "с наилучшими", "хорошего дня", "благодарю", "best regards from", "благодарим",
)  # fmt: skip
"""How mails end: below one of these, alone on its line, stands the signature."""

COURTESY: Final = word_set(
    "done siehe stehen fertig erledigt готово",
    "please find see my our the your answers answer reply replies responses below above inline attached enclosed",
    "form here you go are is thanks thank many for it i we have filled in out completed and to questions as",
    "requested a nice day further great good with this mail email information sending back returned so much very",
    "let me know if need anything else pdf copy details data hi hello dear team all following bitte finden sie",
    "anbei hier meine unsere die antworten antwort unten oben im text das ausgefuellte formular vielen dank danke",
    "fuer ihre e nachricht zu den fragen folgt folgen gerne ich wir haben habe ausgefuellt zurueck wie gewuenscht",
    "angaben daten schoenen tag noch guten untenstehend untenstehende sind anhang ihnen sende schicke und ответы",
    "ответ ниже выше наши мои ваши на вопросы вопрос в тексте письма письме спасибо за письмо форма форму заполнил",
    "заполнила заполнили заполненная заполненную анкета анкету прилагаю прилагаем высылаю высылаем отправляю",
    "смотрите см пожалуйста добрый день здравствуйте хорошего дня во вложении данные информация информацию",
    "запрошенная вот и",
)
"""A line of these words alone says nothing."""

CONNECTS: Final = word_set(
    "or but and oder aber und или но и no wait sorry nein correction korrektur нет sondern rather bzw",
)
"""A line that begins so goes on with the answer above."""
