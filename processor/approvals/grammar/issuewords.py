"""How people tell of something that is not right yet, and the words that would make such a sentence decide something.

An issue beside an acceptance has to be the description of a problem and nothing else. Each clause of it needs words of
a problem, and none of it may hold a word that sets a condition, limits, decides, promises, pays or puts off.
"""

from typing import Final

from processor.approvals.grammar.issuedangers import decides
from processor.approvals.grammar.wording import bag, fold, why_unreadable
from processor.reading.newtext.late import late

LONGEST_ISSUE: Final = 400
_MOST_WORDS: Final = 45

_VERBS_EN: Final = (
    r"work|function|play|show|display|load|print|sav|send|sent|receiv|ring|connect|updat|refresh|sync|start|appear"
    r"|arriv|record|transfer|log|export|import|match|respond|react|train|configur|install|set up|visible|available"
    r"|reachable|possible|assign|translat|deliver|includ|add up|audible|readable|complete[sd]?\b|calculat|count|open"
    r"|clos|delet|forward|rout|call|reach|see\b|hear|find|select|enter|edit|download|upload|scan|sort|filter|search"
    r"|shown|found|heard|seen|listed|linked|mapped|migrated|integrated|explained|documented|labelled|named|run\b"
    r"|runs\b"
)
_PROBLEM_EN: Final = (
    rf"(?:\b(?:does|do|did|is|are|was|were|has|have|can|could)(?: not|n't)|\bcannot|\bcan't|\bnot(?= yet))"
    rf"(?: yet)?(?: (?:be|been|always|automatically|correctly|properly|fully|all|really|get|getting)){{0,2}}"
    rf" (?:{_VERBS_EN})"
    r"|\bnot all(?: \w+){1,3} (?:are|is|can be) (?:shown|visible|listed|available|assigned|trained|transferred"
    r"|recorded)\b"
    r"|\b(?:takes?|took) (?:too|very) long|\bwith (?:a |some |long |big )*delays?\b|\b(?:is|are) delayed\b"
    r"|\bshows? (?:yesterday|last (?:week|month|year)|zeros?)\b"
    r"|\b(?:stops?|stopped) (?:working|responding|ringing|playing|printing)"
    r"|\b(?:missing|wrong|wrongly|incorrect(?:ly)?|broken|faulty|defective|fails?|failed|failing|failures?"
    r"|crash(?:es|ed)?"
    r"|errors?|bugs?|freezes|frozen|hangs|slow(?:ly)?|dropped|drops|distorted|noisy|noise|echo(?:es)?|crackl\w+"
    r"|duplicates?|duplicated|empty|blank|unreadable|illegible|misspell\w+|misspelt|typos?|outdated|garbled|stuck"
    r"|disappear\w*|lost|loses|inaudible|lacks?|lacking|inconsistent|mismatch(?:es)?|unavailable|inaccessible"
    r"|timeouts?"
    r"|times out|malfunctions?|overlap\w*|cut off|too (?:slow|quiet|loud|small|short|long|dark|low)|scrambled"
    r"|flickers?"
    r"|unstable|invisible|truncated|misaligned|incomplete|incompletely|twice|disconnects?|disconnected|ignores"
    r"|untranslated|unclear audio"
    r"|no (?:sound|audio|tone|ringtone|access|connection|signal|music|announcement|report|data|display|menu|button"
    r"|icon|picture|voice|recording|translation|documentation|training|manual|answer tone|dial tone|backup"
    r"|printer))\b"
)
_PROBLEM_DE: Final = (
    r"\b(?:fehlt|fehlen|fehlend\w*|fehlerhaft\w*|fehler|fehlermeldung\w*|falsch\w*|kaputt\w*|defekt\w*|stuerzt"
    r"|stuerzen"
    r"|absturz\w*|abstuerze|haengt|haengen|langsam\w*|leer\w*|verzoegert|bricht|brechen|abgebrochen|abbrueche|abbruch"
    r"|unvollstaendig\w*|unleserlich\w*|doppelt\w*|verrauscht\w*|rauscht|rauschen|knackt|knacken|echo|veraltet\w*"
    r"|verschwindet|verschwinden|unverstaendlich\w*|tippfehler|schreibfehler|uebersetzungsfehler|flackert|stockt"
    r"|ruckelt|inkorrekt\w*|fehlgeschlagen|instabil|abgeschnitten\w*|vertauscht\w*|verdreht\w*|verzerrt\w*"
    r"|unbesetzt|getrennt|verzoegerung)\b"
    r"|\bdauer(?:t|n) (?:sehr|zu|viel zu) lange\b|\bsteh(?:t|en)(?: noch)? aus\b"
    r"|\bzeig(?:t|en) (?:gestern|nullen)\b"
    r"|\bnicht alle(?: \w+){1,3} (?:werden|sind)(?: \w+)?"
    r" (?:angezeigt|sichtbar|uebernommen|geschult|zugeordnet)\b"
    r"|\b(?:funktionier\w+|geht|gehen|laeuft|laufen|klappt|reagiert|reagieren|stimmt|stimmen|druckt|drucken|speichert"
    r"|laedt|laden|zeigt|zeigen|oeffnet|oeffnen|erscheint|erscheinen|klingelt|klingeln|startet|starten|passt)"
    r"(?: (?:sich|noch|immer|mehr|richtig|auch|bei|beim|in|im|am|der|die|das|den|dem|\w+)){0,4} nicht\b"
    r"|\bla(?:e|)ss(?:t|en) sich(?: \w+){0,4} nicht\b"
    r"|\bnicht (?:\w+ )?(?:angezeigt|geladen|gedruckt|gespeichert|gesendet|empfangen|verbunden|aktualisiert"
    r"|synchronisiert|aufgezeichnet|weitergeleitet|eingerichtet|installiert|konfiguriert|geschult|uebersetzt|sichtbar"
    r"|erreichbar|verfuegbar|hoerbar|lesbar|zugeordnet|uebernommen|exportiert|importiert|hinterlegt|vollstaendig"
    r"|dokumentiert|moeglich|abspielbar|abgespielt|verknuepft|richtig|korrekt)\b"
    r"|\bkein(?:e|en|er)? (?:ton|zugriff|verbindung|signal|musik|ansage|bericht|daten|anzeige|menue|klingelton|zugang"
    r"|freizeichen|aufzeichnung|uebersetzung|dokumentation|schulung|drucker|sicherung)\b"
    r"|\bzu (?:leise|laut|langsam|klein|kurz|lang|dunkel|niedrig)\b|\bohne (?:ton|daten|inhalt|funktion)\b"
)
_PROBLEM_RU: Final = (
    r"\bне (?:\w+ )?(?:работа\w+|функциониру\w+|отобража\w+|показыва\w+|открыва\w+|закрыва\w+|загружа\w+|грузи\w+"
    r"|печата\w+|сохраня\w+|отправля\w+|приход\w+|доход\w+|соединя\w+|подключ\w+|обновля\w+|синхрониз\w+|запуска\w+"
    r"|появля\w+|записыва\w+|переводи\w+|переключ\w+|экспортир\w+|импортир\w+|совпада\w+|соответств\w+|реагиру\w+"
    r"|отвечает|настро\w+|установлен\w*|обучен\w*|видн\w+|доступн\w*|слышн\w*|воспроизвод\w+|проигрыва\w+|счита\w+"
    r"|выгружа\w+|игра(?:ет|ют)\b(?! рол)|звон\w+"
    r"|проход\w+|хвата\w+|сходится|сходятся|фильтру\w+|сортиру\w+|наход\w+|распечатыва\w+"
    r"|переведен\w*|заполня\w+|добавлен\w*|читает\w*|удаляе\w+|поступа\w+|переда\w+|включа\w+|срабатыва\w+"
    r"|скачива\w+|распозна\w+|тянет|тянутся|подтягива\w+|вид[ия]т\w*|слыш\w+)"
    r"|\bне все(?: [^\W\d_]+){1,2} (?:отобража\w+|показыва\w+|загружа\w+|видны|обучены|настроены|доступны)"
    r"|\b(?:отсутству\w+|ошибк\w+|ошибочн\w+|неверн\w+|неправильн\w+|некорректн\w+|сломан\w*|зависа\w+|завис"
    r"|тормоз\w+"
    r"|медленн\w+|пуст(?:ой|ая|ое|ые|а|о|ы)?|пропада\w+|обрыва\w+|прерыва\w+|теряе\w+|теряют\w*|потерян\w*|дублиру\w+"
    r"|сбо[йяи]"
    r"|вылетае\w+|падает|недоступ\w+|устарел\w*|опечатк\w+|искаж\w+|шум\w*|эхо|тихо|тихий|тихая|расхожд\w+|путает\w*"
    r"|перепутан\w*|неполн\w+|обреза\w+|мигает|глючит|неработа\w+|нечитаем\w+|неисправ\w+|с (?:большой )?задержк\w+"
    r"|нестабильн\w+)\b"
    r"|\bпоказыва(?:ет|ют) (?:вчерашн\w+|прошлогодн\w+|нули|ноль)\b"
    r"|\bнет (?:звук\w*|доступ\w*|связ\w+|сигнал\w*|музык\w+|данных|отчет\w*|кнопк\w+|меню|записи|перевода|гудк\w+"
    r"|документаци\w+|инструкци\w+|колонк\w+|столбц\w+|пол[ея]|соединени\w+)\b|\bслишком (?:тих|громк|медленн|мелк"
    r"|долг)\w+"
)
_PROBLEM = late(f"{_PROBLEM_EN}|{_PROBLEM_DE}|{_PROBLEM_RU}")
_TOLD = late(rf"(?:\b(?:i|we|they|users|agents) )?(?:{_PROBLEM_EN}|{_PROBLEM_DE}|{_PROBLEM_RU})")

_CLAUSES = late(r"\n|[;:.!,]+(?:\s|$)|\s*[()]\s*|\s[-/|]+\s|\s+(?:and|und|sowie|и|а|while|waehrend)\s+")
_HARMLESS: Final = bag(
    """
    a an the of in on at for from to with into and or is are was were it its this that these also still  both all
    some many most several two three four five every each again sometimes often always during when while via using per
    queue queues report reports dashboard dashboards announcement announcements call calls caller callers agent agents
    user users superuser seat seats extension phone phones line lines screen page pages list lists table column
    columns
    row rows field fields button buttons menu label labels file files data date dates name names address number
    numbers
    language english german russian export import pdf excel csv email mail mails fax sms chat voicemail recording
    recordings music night day morning evening weekend holiday holidays site office reception warehouse hall floor
    browser chrome firefox edge app mobile desktop windows mac android login password filter sort search customer
    customers  transfer ring tone time times statistics chart graph map printer scanner headset interface server
    der die das den dem des ein eine einen einem einer und oder in im am auf bei beim von vom zu zum zur mit fuer ist
    sind war es auch noch immer sowie alle einige mehrere zwei drei vier manchmal oft haeufig warteschlange
    warteschlangen
    bericht berichte dashboard ansage ansagen anruf anrufe anrufer agent agenten benutzer arbeitsplatz nebenstelle
    telefon telefone leitung bildschirm seite seiten liste listen tabelle spalte spalten zeile zeilen feld felder
    schaltflaeche menue datei dateien daten datum name namen adresse nummer nummern sprache export import aufzeichnung
    nacht tag standort buero empfang lager drucker kopfhoerer schnittstelle server uhrzeit statistik
    и или в во на с со у о об по из к за при для от это этот эта также еще все всех некоторые два три четыре иногда
    часто
    очередь очереди очередь отчет отчеты отчете отчета дашборд объявление объявления приветствие звонок звонки звонка
    звонков оператор операторы операторов пользователь пользователи пользователей место телефон телефоны линия линии
    экран страница список таблица столбец колонка строка поле поля кнопка кнопки меню файл файлы данные дата даты имя
    имена адрес номер номера язык экспорт импорт запись записи ночь день офис склад принтер интерфейс сервер время
    """
)


def why_no_issue(text: str) -> str:
    """Why the text is more, or less, than the description of a problem, or an empty string."""
    line = "\n".join(" ".join(part.split()) for part in text.splitlines())
    folded = fold(line)
    if len(line) > LONGEST_ISSUE or len(folded.split()) > _MOST_WORDS:
        return "it is too long for one issue"
    unreadable = [why for part in line.splitlines() if (why := why_unreadable(part))]
    if unreadable:
        return unreadable[0]
    folded = _MUSIC.sub("music", _THINGS.sub("export", folded))
    found = decides(folded, _TOLD.sub(" ", folded))
    if found:
        return f'"{found.strip()}" may decide something'
    for clause in _CLAUSES.split(folded):
        if not tells_problem(clause) and not _is_harmless(clause):
            return f'"{clause.strip()[:60]}" describes no problem'
    return "" if tells_problem(folded) else "it describes no problem"


def tells_problem(folded: str) -> bool:
    """Whether a folded text holds words of something that is not right."""
    return _PROBLEM.search(folded) is not None


def _is_harmless(clause: str) -> bool:
    """Whether a clause beside the problem holds nothing but names of things: "(queue 3)"."""
    words = _TOKENS.findall(clause)
    return all(word in _HARMLESS or word.isdecimal() for word in words) and not _NUMBER.fullmatch(clause)


_THINGS = late(
    r"\b(?:export|import|printing|printout|layout) of (?:the )?invoices\b"
    r"|\binvoice (?:export|import|printout|layout|template)\b"
    r"|\b(?:export|import|druck|layout) (?:der|von) rechnungen\b|\brechnungs(?:export|import|druck|layout|vorlage)\b"
)
_MUSIC = late(r"\bmusic (?:while )?on hold\b|\b(?:on-)?hold music\b")
"""Names of things that hold a word which elsewhere may decide something."""

_NUMBER = late(r"\s*\d[\d\s]*")
_TOKENS = late(r"[^\W_]+(?:['-][^\W_]+)*|[^\s\w]")
