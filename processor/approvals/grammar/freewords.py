"""Which words may stand in the free slots: names of services, companies and towns that no list can hold.

A free word is capitalised, of letters, and none of those that decide, limit, count, date, price, doubt or hand on.
"""

from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import FIRST_NAMES
from processor.approvals.grammar.wording import bag, fold, why_unreadable
from processor.reading.newtext.late import late

_WORD = late(r"[^\W\d_]+")
_SAYING: Final = bag(
    """
    a about above absence absent accord according acknowledg act actual add addition adjust advis again ago ahead
    all alone already also although always am amount and another answer any anyway apart apply approx april are
    around as ask asap assess at attach attached attention august available await back bad be because been being
    below best better between bill board bonus both break bring budget but buy by call calls came can cap case cases
    ceiling certain chang charge charges cheap check checked checks choose clarif clause clear close come comes
    comment comments committee compar complet concern consent consid contract copy cost costs could count counter
    credit cut date day days deal december decid decis deduct defer deposit depend did differ direct do does done
    double doubt down draft due during each early effect effective eight eighth either eleven else email empty end
    english enough entire entitl errors estimat euro euros even event ever every everything exact excl excluded
    explain extend extra fails fair false far february fee fees few fifth fifty final finally find fine finish five
    fix fixed fixes follow follows following for four fourth free friday from full further fyi gave get gets give
    gives go goes gone gonna good got gross guarantee guess had half has have he held her here him his holiday hour
    hours house how hundred i idea ill im imho in inc incl included includes including increas inform inquir inside
    intend internal into invoice is issue issues it item items its january joking july june just keep kept know last
    late lately latest least leave left less let lets letter liab like likely line list little lol long look lot low
    lower made make many march matter may me mean means meant meet meeting meetings mention method million mind mine
    minus minute minutes miss missing mistake modif monday money month monthly months more most move much must my na
    name near necess need needs net nine ninth nobody none nope normal note noted notice november now number nothing
    objection occur october of off offer ok okay old on one ones ongoing open opinion or order orders other others
    ought our out outside over overall own page paid part parts party pause pay payable paying payment pct per
    percent period permission phase phone pilot place plan planned plus po point points position postpone pound
    pounds ppl prefer prepaid press previous price prices priced pricing prior problem proceed process promis proof
    propos ps public purchase put quarter quot quote rate rates rather re read ready real really reason receive
    recent record refer reference refund regard regarding remain remark remind renew repeat replac report request
    requir reserv respons rest result retain return returned right risk round said same sarcasm saturday say says
    schedule scope second section see seem sees send sent separat september set seven seventh several shall she
    short show sign signed signature signing since site six sixth skip small so some someone something sometime
    sorry sort special split staff start started starts state status step steps still strictly such sum sunday sure
    suspend take taken talk task tax tbc tbd tell ten tend tenth term terms than thank thanks that the their them
    then there therefore these they thing things think thinks third this those though thought thousand three through
    thursday till time times to today together told tonight too took top total training trial true try tuesday turn
    twenty twice two under understood undecided unclear undone unknown unsure up update updated upon urgent us use
    usual value vat via view void volunteer vote vs want was way we wednesday week weekly weeks well went were what
    whatever when where whereas whether which while who whole whom whose will wish with within won work worked
    working works worth would wrong year years yep yes yet you your yours а август апрел аванс без бесплат более
    больше больш будет буду будем будут был была было были бы быть бюджет в вам вас ваш весь вид виз вместе вниман
    во возврат возможно возраж возьм войд вообще вопрос восем вот вроде врем все всего всё всем всех всю вступ второ
    вы выбер выбор выполн высоко выше где год года годовой гарант да дам дата даты две два двое дела делать делай
    делайте делаем делаю день дней дня декабр десят до добав договор договорил дожд долж доллар дополн доработ
    достав другая другие других друго думаю евро его ее если есть еще жал жд ждем жду за завис завтр заверш задерж
    заказ закончит замечан замен запрос запуск запущ зачем зачт зовите зы и из изза изуч или им инач иногда интерес
    информ июл июн итог их к как какая какие какой каком когда количеств коли комисс комитет комментар конечн коротк
    кстати куда купить либо лимит лиц лично лучше любо май максим мал мало мая меньше меня месяц минимум мин мимо
    мне много мог могу можем можно мои мой момент моя мы на наде надо налич нам написа напомн нас наступ начал начат
    начина начн наш недел недо некото немног необходим несколько ниже никак никто ничего но ноябр ну нуж о об обещ
    обратн обсуд обсуж обуч общ один одна одно одобр ожид ок октябр он она они онлайн оператив опис оплат оплач
    опять осталь остав от ответ отдельн отдам отзов отказ отклад отлож отмен отсрочк оценк ошибк первы перво первая
    первый передал передай передан перезвон переда перенес пересмотр пересч письм по повтор подел подожд подпис
    подтверд подум подход пожалуй пожел позвон позици пока поменя помож помощ поним пополам понят порядок посл
    поскольк посмотр поставк потом похож почт пояс прав правда правки предвар предлаг предоплат предпоч представ
    предсто прежде при прибл придется прилож примерно принцип приост причин про провер продл продолж произ проси
    просим прости просто против прошу прям пункт пусть пят раз разбер размер разрешен рано раньше рассм рассмотр
    рассрочк расчет реш рубл руб с сам сво сделай сделать сегодня сейчас семь сентябр скажит скид сколько скорее
    слишк случа смет смех смотр снача сниз снов со совет согла сообщ сомн сохран спасибо спец спро спрос сраз сред
    срок срочн срыв став ставк стадия стоимост сторон стоит строк сумм суббот так такж такой там твер тем темп
    теперь тест тех течен то тогда того тоже точно треб трети три тут тысяч ты у уберит убедит увелич уже узна
    уменьш упомян услов успе успели утр уточн участ учет учест факт февр финал хватит хорош хот хочу хотим цен час
    часов частич част чего чек чем чере черн четвер числ что чтобы шаг шест шут этап это этот эту я январ ab abend
    aber abgerechn abgesproch abhaeng abklaer ablauf ablehn abrechn abruf abschlag absender absprach abstimm abwart
    abweich abzgl abzueglich acht achte aktuell alle allem allen aller allerding alles als alternat an ander andere
    andern anders anfang anfrag angeb angebot angenomm angepass anhang anlage anmerk annahm anruf anrufen
    anscheinend anseh anstatt antwort anzahl anzahlung arbeit auch auf aufgab aufpreis aufschieb aufschub aufwand
    aus ausgen ausgenommen ausnahm ausschliess aussteh aussetz bald bearbeit bedarf beding beenden befrist beginn
    begruend behalt bei beide beiden beim bekomm bemerk bereits bericht beschluss besprech besser bestaet bestell
    bestimm betrag betreff betreffs betrieb bevor beweis bezahl bezug bezueg bin bis bisher bist bitte bleib brauch
    brutto chf da dabei dafuer daher damit danach dank danke dann daran darauf darf darum das dass dat datum dauer
    dazu dein dem demnaechst den denk denn der deren des deshalb dezember die dienst dies diese diesem diesen dieser
    dieses ding dir direkt doch dollar doppel dort drei dringend dritt dritte du duerf durch ebenfalls egal eher
    eigentlich eilig ein eine einem einen einer eines eingeschr einig einkaufsbeding einmal einschliess einschraenk
    einsparung einstweil einverst einwand elf empfehl ende endgueltig enthalt entscheid entweder entwurf er erfolg
    ergaenz erhalt erinner erklaer erlaub erledigt erlauter erneut eroert erst erste erstell ersten erster erwart es
    etwa etwas eu euch euer exklus faell faellig falsch fast februar fehl fehler fertig fest festgeleg festpreis
    finanz folg folgt fordern frei freitag frist frueh fuenf fuer funktion gab ganz garant geaend gebe geben gebuehr
    gedacht gefaell gegen gegenang gehen geht gekauft geld gelten gemaess gemeint genau genug gepruef gerade gern
    gesamt geschaetz gesenkt gespraech gestern gestrich geteilt gewaehr gewuensch gibt gilt glaub gleich gratis
    gremium groess grund grundsaetz guelt gut habe haben halb haelfte hast hat hatte heisst heute hier hierzu
    hinweis hoch hoechst hoffe hundert ich ihm ihn ihnen ihr immer inbegriff indem infolge inkl inklus insgesamt
    inzwisch irgend irrt ist ja jahr januar je jeder jederzeit jedes jemand jetzt juli juni kaeme kam kann kauf
    kaufpreis kaum keiner kennt klaer klar klein koenn komm kommt kondition korr kost kostenfrei kostenlos kritik
    kunde kuendig kuerz kurz lang lass lasst laut leider leist letzt lieber liefer liegt limit link los machen macht
    maerz mag mai mal man maengel mangel maxim max mehr mein meine meint meist melden mengen min mindest mir mit
    mitt mittag mittler mittwoch moech moecht monat montag mueh muend muss naechst naechste nachbesser nachfrag
    nachlass nachmit nachricht nacht nachtrag naem namens neben nehmen netto neu neun niedrig nimmt noch nullt
    nummer nun ob obwohl oder offen oft oktober ordnung paar passt pauschal planmaess pos preis preise pro probe
    prozent pruef punkt rabatt rat raten rechn recht reduz referenz richtig risik rueck ruecksprach ruecktritt ruf
    sache sag sagen samstag satz schaetz schauen scherz schicken schlecht schluss schnell schon schreib schulung
    sechs sehen sehr sei sein seit seite selbst senden senk setz sich sie sieben siehe sind skont sofern sofort
    solang solch sonder sondern sonntag sonst spaet spass stand statt steh steht stell stets steuer stimm stimmt
    storn streich strich stueck stufe stund stunde stunden summe tag tage tagen tagt tausch tausend teile teils
    telefon termin teste teuer traegt tragen trotz tue tun ueber ueberarb ueberdenk ueberleg uebern ueberpruef
    uebrig uhr um umfang umsatz umgeh unbedingt unbestimm und ung ungefaehr unkl unklar uns unser unt unten unter
    unterschr unters unterweg unvollst usd ust usw van vereinb vergess vergleich verhandl verlaeng verlang vermut
    verrechn verschieb versteh versuch vertrag vertraul viel viele vielleicht vier volle vollstaend vom von vor
    vorab voraus vorbehalt vorher vorig vorl vormit vorschlag vorschuss wahl waehlen waer waere wann war waren warum
    weder wegen weil weit weiter weitergel weiterleit welch weniger werd werde wert weshalb wichtig wider wieder wir
    wird wirklich wirksam wissen wo woche wochen wohl wolle wollen wurd wuerde wunsch zahl zahlung zahlungsziel zehn
    zeit zeitpunkt zeitraum ziel zu zudem zuerst zugesag zum zumindest zunaechst zur zuruf zurzeit zusage zusammen
    zusatz zusaetz anwalt arbeiten bauchschm brief details fassung fertigst filial firmen freund gegenst gesend
    greta herbst herr herrn frau haftung hosting inventur irrlaeuf kommando laufzeit leiter leitung lizenz logo
    gruess monate muster obergr papier rechtsverb stamm standort swap tel variante warehouse wartung website welche
    wieso wort werkstud zeichnung ziffer abnahme anbieter buchhalt controlling einkauf geschaeftsl fax gf cfo cto
    ceo kind please cheers scratch mail buyer address attachment audit autumn arriv behob betracht binds bleibt bug
    course deadline deliver depart discuss disreg entsch error exclus fool freibl fruehest fund gegeb haelt kidding
    klaere laeuf lawyer legal licen maint meinem muessen nach neuen noon overl paper pausier prejud princip purchas
    reading regards releas rechtsabt schlaf schrieb seats selb settl side sleep stays struck teilw thinking
    uebernehm vague vendor verhandelb vorausg warrant wart worri ziehe zwingend adress keine delete document finance
    manager head director zustell next адрес акт верс виза визы викт дайте итого кп копи ндс насто начало окончат
    отбой отзыва отозв перепис пост решение решу сделае сначала сроки уточня хостинг цена цену штраф юрид апреля
    аудит бумаж бухгал вариан вложен внутр вычерк вычет верстк готов дальше двух декабря детал дизайн дирек должен
    думае запрещ звонк имее инструкц информац коллег команд котор лежит лиценз марта мной моб моим нали напис никаки
    носит обычно обяз оговор ожида осени остане отвеч отдел ошиб пауз печат пишу под подпи подряд полгода полов
    права право предлож предназ пришл прос протокол работ размыт разноглас расторг руковод секретар силу склад
    следующ слов смущ собственн созвон стажер старой старт суммы счита счет телефон тендер тыс уважен урегул филиал
    финанс финдир характер целом чему читае читаю чуж шеф экземпл эксплуат является зам см сидоров забуд переписк
    зрения тема тел warte alte dahin drueber schwammig fruehe assist colleague competit constit funding flat
    earliest hers holder holds liabil soonest test word desk design meaning prinzip nord halle eur gbp app nr mr
    шутк шуч смуща подтвержд успее через пауза правк юрист постоп вход выбрал визу закл слово этого этом обучен пп
    для же ним той таки поддерж прось ошибоч выстав генер закуп копия версия версии отправ ой zuschlag zustand
    zuversicht zwar zwei zweifel zweit zwischen zwoelf
    """
)
_LONGEST: Final = 24
_HELD: Final = tuple(sorted((word for word in _SAYING if len(word) > 4), key=len, reverse=True))


def is_saying(word: str) -> bool:
    """Whether a folded word may say something: it is dangerous, listed here, or starts with a longer one."""
    return is_dangerous(word) or word in _SAYING or word.startswith(_HELD)


def is_free(raw: str) -> bool:
    """Whether a word as written can be no more than a part of a name: capitalised letters that say nothing."""
    if not raw[:1].isupper() or not raw.isalpha() or not 2 <= len(raw) <= _LONGEST:
        return False
    word = fold(raw)
    if why_unreadable(raw):
        return False
    return not is_saying(word) and word not in FIRST_NAMES and (len(word) > 3 or not raw.isupper())


def all_free(text: str) -> bool:
    """Whether all words of a text are free, and there is one."""
    words: list[str] = _WORD.findall(text)
    return bool(words) and all(map(is_free, words))
