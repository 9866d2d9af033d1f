"""Words that would make the description of a problem decide something: no issue beside an acceptance may hold one.

They set a condition, limit, decide, promise, pay, put off, or speak for somebody. A common word too many costs a look.
"""

from typing import Final

from processor.approvals.grammar.dangers import dangers_in
from processor.approvals.grammar.wording import bag
from processor.reading.newtext.late import late

_DECIDES: Final = late(
    r"[?%€$£¥§<>@=]|\bhttps?\b|\bwww\b|…"
    # what is decided, signed or meant by an answer
    r"|\b(?:(?:dis|un)?approv|accept(?!able)|agree|disagree|reject|declin|refus|den(?:y|ied|ies)|confirm|consent|sign"
    r"|unsign|authori[sz]|veto|withdr|revok|cancel|annul|void|valid|invalid|bind|binding|object(?:s|ed|ing|ion)\b"
    r"|dispute"
    r"|complain|clai?m|insist|demand|reserv|waiv|warrant|guarant|liab|legal|lawyer|contract|agreement|terms|offer"
    r"|proposal|acceptance|completion|go-live|golive|deploy|form\b|forms\b|paper|draft|tentativ|provision|prelim"
    r"|condition|subject|provided|providing|unless|until|till|once|whenever|except|exclud|otherwise|however|although"
    r"|though|but\b|if\b|so that|as long|as soon|assum|depend|conting|in case|only|just\b|merely|partial|partly"
    r"|part\b"
    r"|half|phase|pilot|trial|limit(?:ed)?\b|restrict|scope|option|altern|rather\b|prefer|separat|follow|pending"
    r"|tb[dca]\b"
    r"|instead we|postpon|defer|suspend|wait(?:ing for)?\b|on hold|hold off|later|tomorrow|yet to|soon|next|deadline"
    r"|due\b|by (?:mon|tue|wed|thu|fri|sat|sun|the|end|tomorrow|next|eod|eow|\d|jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)|before|after\b(?! \d+ (?:sec|min))|from (?:now|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec|mon)|as of|effective"
    r"|earliest|latest|start(?:ing)? (?:on|in|from|date)|first\b|then\b|will\b|shall\b|would|should|must"
    r"|(?<!the )(?<!for )(?<!in )(?<!of )may\b|might|ought"
    r"|need|want|wish|hope|expect|require|request|please|kindly|let's|let us|decid|decision|discuss|review|negoti"
    r"|pric|cost|charg|pay|paid|unpaid|free\b|discount|invoic|bill(?:s|ed|ing)?\b|budget|money|refund|credit|penalt"
    r"|fee\b|fees\b|eur\b|usd\b|gbp|chf|rub\b|net\b|gross|total(?:s)?:|amount|max\b|maximum|min\b|minimum|up to"
    r"|at most"
    r"|order\b|po\b|p\.p|pp\b|p\.\s?s|ps\b|i\.\s?[av]|cc\b|bcc|fyi|re\b:|fwd|status|note\b|nb\b|caveat|behalf|deput"
    r"|delegat|acting|interim|absence|forward(?:ed)? (?:by|from|for|on)|colleague|director|board|finance|manage"
    r"|boss|ceo|cfo|cto|coo|procure|purchas|owner|counsel|auditor?\b|committee|council|you\b|your|yours|thank|regards"
    r"|sorry|satisf|happy|convinc|ready|complete\b|fix|resol|remed|correct(?:ed|ion)|rectif|repair|chang|amend|revis"
    r"|replac|remov|add\b|reduc|swap|yes\b|ok\b|okay|never|nothing|none\b|nobody|nor\b|neither|everything|maybe"
    r"|perhaps|probab|possibl[ey]|ignore\b|disregard|test only|sample|example|joke|not (?:for|the|an?|this|that|as"
    r"|so|to"
    r"|by|from|my|our|at|until|before|all(?! \w+ (?:are|is|can))|every|sure|clear|final|agreed)\b|n't (?:want|think"
    r"|know|go|proceed|like)"
    r"|items? \d|points? \d|pos\.|incl|tax|vat\b|call (?:me|us|back)|approx|roughly|nos?\.|version|v\d|stage"
    r"|milestone|step|rest\b|remainder|withhold|withheld|stop (?:the|all|it))"
)
_DECIDES_DE: Final = late(
    r"\b(?:genehm|freig[ae]b|freizug|akzept|annahme|angenomm|annehm|abnahme|abgenomm|abnehm|zustimm|zugestimm"
    r"|einverst"
    r"|ablehn|abgelehn|lehn|verweiger|bestaetig|unterschr|unterzeich|signier|bindend|verbindlich|unverbindlich"
    r"|gueltig|ungueltig|widerruf|zurueckgezog|zurueckzieh|stornier|widersp|einspruch|reklam|beanstand|bestreit"
    r"|vorbehalt"
    r"|bedingung|voraussetz|vorausgesetzt|sofern|falls|wenn|soweit|solange|sobald|bis\b|bevor|nachdem|danach|dann\b"
    r"|erst\b|erste[nrms]?\b|ausser|ausgenomm|ausnahme|sonst|andernfalls|jedoch|aber|allerdings|obwohl|nur\b"
    r"|lediglich"
    r"|teil(?:weise|s|e|en)?\b|teilabnahme|haelfte|phase|pilot|probe|begrenz|beschraenk|umfang|option|alternativ"
    r"|lieber"
    r"|separat|gesondert|folg|ausstehend|vorlaeufig|entwurf|vorerst|zunaechst|spaeter|morgen|demnaechst|naechst|frist"
    r"|faellig|termin|ab (?:dem|mai|juni|juli|\d|januar|februar|maerz|april|august|september|oktober|november"
    r"|dezember"
    r"|montag|kommend|sofort)|am (?:\d|montag|dienstag|mittwoch|donnerstag|freitag)|kw\b|fruehestens|spaetestens"
    r"|verschieb"
    r"|verschob|vertag|wart(?:e|en|et)\b|werden wir|wird (?:erst|noch|nach)|werde\b|soll|muss|muess|muesst|wuerde"
    r"|koennte"
    r"|koennten|duerf|darf|moecht|wollen|wuensch|hoff|erwart|brauch|benoetig|bitte|verlang|forder|preis|kosten"
    r"|kostenl"
    r"|gratis|rabatt|nachlass|skonto|rechnung|budget|bezahl|zahl(?:en|ung|bar)\b|gutschrift|erstatt|euro?\b|netto"
    r"|brutto"
    r"|summe|betrag|maximal|hoechst|mindest|auftrag|bestell|vertrag|angebot|agb|abschluss|formular|einfuehrung"
    r"|inbetriebnahme|i\.\s?[av]|im auftrag|im namen|in vertretung|stellvertr|vertret|gez\b|ps\b|vermerk|hinweis"
    r"|status"
    r"|anwalt|rechtsabt|rechtlich|geschaeftsf|vorstand|geschaeftsleit|(?<=die )leitung\b|(?<=der )leitung\b"
    r"|(?<=unsere )leitung\b|chef|einkauf|buchhalt|finanz|kollege|betriebsrat|ihre?[nrms]?\b"
    r"|danke|gruss|gruess|leider|zufried|fertig|bereit|behob|behebung|beheb|geloest|korrigiert|korrektur|nachbesser"
    r"|repar|geaendert|aender|anpass|ersetz|entfern|hinzuf|streich|ja\b|nie\b|nichts|niemand|keinesfalls|vielleicht"
    r"|eventuell|moeglicherweise|ggf|evtl|unter umstaenden|klaer|klaerung|entscheid|beschluss|pruef|besprech|haft"
    r"|gewaehr"
    r"|garant|punkte? \d|pos\.|positio|inbegr|inkl|enthalten|inclus|steuer|umsatzst|mwst|ust\b|recht(?!s\b)|erklaer"
    r"|zuruf|anruf(?:en sie|t)|rueckruf|start\b|beginn|trag(?:en|e|t) (?:sie|wir)|wahrscheinl|vermutl|etwa\b"
    r"|ungefaehr|circa|ca\.|rest(?:liche|lichen)?\b|stufe|meilenstein|einbehalt|version)"
)
_DECIDES_RU: Final = late(
    r"\b(?:соглас|одобр|утвер|приня[лтв]|прини|прием|подпис|подтвер|акцепт|отклон|отказ(?:ы|ал|а|ать)|отмен|отзы"
    r"|против\b"
    r"|возраж|оспар|претенз|жалоб|действит|недейств|услов|если|при услов|кроме|исключ|иначе|однако|но\b|хотя|только"
    r"|лишь"
    r"|част(?:ь|и|ичн)|половин|этап|пилот|пробн|огранич|объем\w* раб|вариант|лучше|отдельн|позже|позднее|завтра"
    r"|послезавтра"
    r"|скоро|след[уо]|срок|до (?:\d|конца|пятн|понед|втор|сред|четв|суб|воскр|завтра|тех|янв|фев|мар|апр|мая|июн"
    r"|июл|авг"
    r"|сен|окт|ноя|дек|устран|исправ|подпис|оплат)|после\b|перед\b|пока\b|когда|затем|потом|сначала|сперва"
    r"|перв(?:ый|ая|ое|ые"
    r"|ого|ой)\b|с (?:\d|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|понед|учет|услов|оговор)|как только"
    r"|по мере|ждем"
    r"|ждать|подожд|отлож|перен[ео]с|будет|будут|будем|буду\b|нужн|надо\b|должн|следует|необходим|требу|хот(?:им|ел"
    r"|ите"
    r"|елось)|желат|просим|прошу|пожалуйст|(?<!музыка )(?<!музыки )(?<!музыку )ожида|надее|можно\b|может|могли"
    r"|цен[аыуе]\b|стоим|скидк|бесплат|плат[аеиёун]"
    r"|оплат|счет(?:а|у|ом)?\b|бюджет|деньг|рубл|руб\b|евро|долл|возврат|сумм|штраф|неустойк|макс|мин\b|не (?:более"
    r"|ранее"
    r"|позднее|ниже|выше|менее|счита|готов|подход|устра|нужно|надо|хот|буд|явля|мо[жг]|все\b(?! [^\W\d_]+ (?:отобр"
    r"|показ|загруж|видн|обуч|настро|доступ))|для\b|раньше)|заказ|договор"
    r"|контракт|оферт|предлож|акт[аеу]?\b|форм[аыуе]\b|внедрен|завершен|запуск|приемк|гарант|ответств|юрист|юридич"
    r"|финанс"
    r"|директор|руковод|начальн|бухгалт|закуп|коллег|доверен|по поруч|от имени|за директ|врио|и\.\s?о|зам\b|замещ"
    r"|зы\b|ps\b"
    r"|p\.\s?s|прим\b|примеч|черновик|проект\b|статус|предвар|времен|условно|вы\b|вам\b|вас\b|ваш|спасибо|уважен"
    r"|извин"
    r"|доволь|устраи|исправ|устран|доработ|поправ|почин|решен|замен|измен|убер|добав(?:ить|ьте|им)|сократ|да\b|ок\b"
    r"|никогда|ничего|никто|никак\b|нигде|возможно|наверн|вероятн|решени|обсуд|рассм|провер(?:им|ка|ьте)|верси"
    r"|пункт\w*|пп?\.\s?\d|ндс|налог|вход(?:ит|ят) в|включен\w* в|перезвон|позвон|звоните|начал\w* раб|примерно"
    r"|около\b"
    r"|позици|остальн|удерж)"
)
_SIGNS = late(
    r"[][{}~^|*\\☐☹_]|[:;=]'?-?[(\[/\\|]|\.{2,}"
    r"|\b(?:pr|gl|co|ac|fo|fq)-\d|\bn/a\b|^\s*\d[\d.,]{2,}|[^\W\d_]{2} \d[\d.,]{2,}\s*$"
)
_ASIDE: Final = late(
    r"\b(?:i (?!can|could|do|did|am|get)|me\b|my\b|mine|myself|kidding|jok(?:e|ing)|fool|scratch|back\b|sarcas"
    r"|lol\b|think|guess"
    r"|believe|suppose|feel|sleep|principle|more or less|minus|plus\b|apart|less\b|without|see (?:my|the|att|below"
    r"|above)"
    r"|attach|enclos|comment|remark|now\b|for the time|delete\b|section|stop\b|hold on|clause|chapter|vague"
    r"|expensive|cheap|licen[cs]e"
    r"|to be\b|read(?:s|ing)\b it|maintenance|support plan|plan\b"
    r"|ich\b|mich|mir\b|mein|witz|scherz|glaube|denke|meine|schlafe|prinzip|grundsaetz|mehr oder|minus|plus"
    r"|zuzueglich"
    r"|abzueglich|abzgl|zzgl|siehe|anbei|anhang|anlage|anmerk|bemerk|jetzt|kommando|weitergel|ziffer|abschnitt|absatz"
    r"|unklar|teuer|billig|lizenz|wartung|n\.\s?i\.|loesch|wird\b|bauch"
    r"|я\b|мне\b|меня|мой\b|моя|думаю|подума|шучу|шутк|вроде|считаю|полагаю|принцип|более.менее|минус|плюс|вычет"
    r"|помимо"
    r"|см\.|смотр(?:и|ите)|вложен|приложен|замечани|примечан|комментар|сейчас|отбой|отозв|начин|раздел|разноглас"
    r"|протокол"
    r"|дорог|дешев|лиценз|обслужив|лимит|недел|тыс\b|стоп|остан(?:ов|ав)|есть вопрос|передал)"
)
_THIS_MAIL: Final = late(
    r"(?:^|[.;:!,\n]\s*)(?:this|that|it|these|das|dies(?:es|er)?|es|это|всё это|все это|the above)\b(?: (?:is|was"
    r"|ist|war|are))?"
    r" (?!\w+ (?:queue|report|page|button|line))"
    r"|\b(?:above|word\b|words\b|mistake|by error|in error|sent (?:in|by|to)|answer(?:ed)?\b|reply|replied"
    r"|this (?:mail|message"
    r"|e-mail|email|text)|click|pressed|wrong (?:button|mail|recipient|person|thread|address)|oben|obige|wort\b"
    r"|worte\b|woerter"
    r"|irrtum|irrtuemlich|versehen|versehentlich|falsch (?:gesendet|geschickt|adressiert|geklickt)|gedrueckt"
    r"|geklickt|antwort"
    r"|diese (?:mail|e-mail|nachricht)|zusage|einwillig|erlaubnis|zuschlag|слов[оа]\b|выше|по ошибке|ошибкой"
    r"|ошибочно (?:отправ|нажал"
    r"|напис)|ответ(?:а|ил|ом)?\b|письм|сообщение (?:это|отправ)|нажал|не то(?:му|т)?\b|разрешени|наше да)"
)
"""What speaks of the mail or the answer itself, and so may take it back."""

_ALLOWED: Final = bag(
    "after ignores version versions second waiting hold from von forward kann can may end что как who what how bei"
)
_WHEN = late(
    r"\b(?:when|while) (?=(?:a|an|the|calls?|callers?|users?|agents?|\w+ing|transferred|forwarded|opened|pressed)\b)"
    r"|\bза (?=(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр|период|день|прошл|текущ"
    r"|сутки"
    r"|смен|год|квартал|\d{4}))"
)
_MONTHS_AND_MONEY = late(
    r"\b\d+(?:[.,]\d+)*\s?(?:k\b|eur|usd|euro?|руб|chf|gbp|years?|months?|weeks?|days?|hours?|tage?n?\b|wochen?"
    r"|monate?n?"
    r"|stunden?|дн|недел|месяц|час|year)|\b\d{1,2}[./-]\d{1,2}\b"
)


def decides(folded: str, rest: str) -> str:
    """The first words of an issue that may decide something, or an empty string. `rest` is it without its problem."""
    for words in (_SIGNS, _DECIDES, _DECIDES_DE, _DECIDES_RU, _ASIDE, _THIS_MAIL, _MONTHS_AND_MONEY):
        found = words.search(folded)
        if found:
            return found[0]
    dangers = [word for word in dangers_in(_WHEN.sub(" ", rest)) if word not in _ALLOWED]
    return dangers[0] if dangers else ""
