"""What organisations say of themselves below every mail: data protection, public records, liability for viruses, hours.

Such sentences speak of no document and of no price. Each is held against a closed form; none of the forms has a place
for a condition, and none speaks of contracts, orders, authority or whose views the mail holds.
"""

from typing import Final

from processor.approvals.grammar.companies import is_company
from processor.approvals.grammar.names import Signer
from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

_MAILS = r"(?:(?:all )?(?:e-?mails?|messages|correspondence|communications?)(?: sent)?|(?:phone )?calls)"
_WAYS = r"(?:to|from|to and from|to or from|with)"
_LAW_EN = (
    r"(?:(?:the )?(?:applicable|current|relevant|prevailing|uk|eu|national) )?(?:data protection |privacy )?"
    r"(?:laws?|legislation|regulations?|rules|acts?|gdpr|uk gdpr|data protection)"
)
_LAW_DE = (
    r"(?:(?:der|den|dem|geltende[nmr]|einschlaegigen|gesetzlichen|aktuellen) )*(?:datenschutz(?:rechtlichen )?"
    r"(?:bestimmungen|vorschriften|recht|gesetz(?:en)?)?|dsgvo|datenschutz-?grundverordnung"
    r"|eu-dsgvo|datenschutzgesetzen|vorschriften|bestimmungen)(?: und (?:des |dem )?bdsg)?"
)
_LAW_RU = (
    r"(?:(?:действующим|российским|применимым|требованиями|федеральным|федерального) )*(?:законодательством"
    r"|законодательства|законом|закона)(?: (?:рф|российской федерации|о персональных данных"
    r"|(?:от )?[\d.]{0,10} ?nr? ? ?152-фз))*"
)
_HARM = (
    r"(?:any )?(?:(?:computer )?virus(?:es)?|loss(?:es)?|damages?|malware|errors or omissions)"
    r"(?:(?:,| or| and) (?:any )?(?:(?:computer )?virus(?:es)?|loss(?:es)?|damages?|malware))*"
    r"(?: (?:caused by|arising from|resulting from|transmitted by|contained in|transmitted with|in) (?:any )?"
    r"(?:virus(?:es)?|malware|(?:the use of )?this (?:e-?mail|message|transmission)|the use of it|its attachments?"
    r"|any attachments?)(?: (?:transmitted by|or|and|contained in) (?:this (?:e-?mail|message)|its attachments?"
    r"|any attachments?|attachments?))?)?"
)
_DAY = r"(?:mo(?:n(?:day|tag)?)?|tue?s?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri?(?:day)?|sat(?:urday)?"
_DAY += r"|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag)?|sa(?:mstag)?|пн|вт|ср|чт|пт|сб)\.?"
_DAYS = rf"{_DAY}(?:\s?(?:-|to|bis|по|und|and|,|&|\+|u\.)\s?{_DAY}){{0,4}}"
_TIME = r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|uhr|h)?"
_TIMES = rf"(?:from |von |с |ab )?{_TIME}\s?(?:-|to|bis|до|until)\s?{_TIME}"
_SPAN = rf"(?:(?:{_DAYS}):?,? )?{_TIMES}(?:(?:,| and| und| &| и) {_TIMES})?"
_HOURS = (
    r"(?:(?:our |unsere )?(?:office|opening|business|working|school|clinic|reception|buero|sprech|oeffnungs|service"
    r"|geschaefts|buerozeiten|telefon)[ -]?(?:hours|zeiten)|erreichbar(?:keit)?|часы работы|режим работы|график работы"
    rf"|время работы)(?: are| is| sind)?:? {_SPAN}(?:(?:,|;| and| und| и) {_SPAN}){{0,3}}"
)
_SITE = r"(?:(?:on|at|via) (?:our|the) (?:web ?site|homepage|web ?page|privacy page|site)|online|on request)"
_SITE_DE = r"(?:auf unserer (?:internetseite|website|webseite|homepage)|online|hier|im internet)"
_WHOSE: Final = (
    rf"(?:processes|process|handles|handle|uses|use|treats|treat|protects) (?:your |all )?personal (?:data|information)"
    rf" (?:in accordance|in line|in compliance|as required|according|as set out|as described) ?(?:with|by|to|in)? "
    rf"(?:{_LAW_EN}|(?:our|its) privacy (?:policy|notice|statement))",
    rf"(?:accepts?|assumes?|takes?|bears?|has|have) no (?:liability|responsibility)(?: whatsoever)? for {_HARM}",
    rf"(?:does|do|cannot|can not|will) ?(?:not )?accept (?:any )?(?:liability|responsibility) for {_HARM}",
    rf"(?:verarbeitet|verarbeiten|behandelt|behandeln) (?:ihre |alle )?personenbezogenen? daten (?:gemaess|nach"
    rf"|entsprechend|im einklang mit|auf grundlage|unter beachtung) {_LAW_DE}",
    r"(?:uebernimmt|uebernehmen) keine haftung fuer (?:viren|schaeden durch viren|virenfreiheit|schaeden aus"
    r" der nutzung dieser e-?mail)",
    rf"(?:обрабатывает|обрабатываем|осуществляет обработку|осуществляем обработку) (?:ваши |все )?персональн"
    rf"(?:ые данные|ых данных) (?:в соответствии с|согласно) {_LAW_RU}",
    r"не несет ответственности за (?:вирусы|ущерб от вирусов)",
)  # fmt: skip
"""What stands behind the organisation's name, or "we"."""
_WHOLE: Final = (
    _HOURS,
    rf"{_MAILS} {_WAYS} (?:us|this (?:address|organisation|organization|council|office|mailbox)|our (?:offices?|staff"
    r"|council|school|organisation|organization))(?: (?:are|is|may be|become|will be|can be))+ (?:(?:official )?public "
    r"records?|public documents?|monitored|recorded|logged|archived|monitored (?:and|or) recorded|stored|a public "
    r"record)(?: (?:for|to) (?:training|security|quality|training and quality|compliance|legal)(?: purposes)?)?"
    r"(?: (?:under|by|according to) (?:public records )?law)?",
    rf"(?:you can )?(?:read|learn|find out|find|see) more(?: (?:about|on) (?:how (?:we|it) (?:uses?|process|processes"
    rf"|handles?) (?:your )?(?:personal )?(?:data|information)|data protection|our privacy policy|privacy))?"
    rf" {_SITE}",
    rf"(?:for )?(?:more|further) information(?: (?:about|on) (?:how we (?:use|process|handle) (?:your )?(?:personal )?"
    rf"(?:data|information)|data protection|privacy|our processing of personal data))?,? (?:is available|can be found"
    rf"|may be found|see our (?:website|privacy notice|privacy policy)|please see our (?:website|privacy notice|privacy"
    rf" policy)|please visit our website)(?: {_SITE})?",
    r"(?:our|the) privacy (?:notice|policy|statement) (?:explains|describes|sets out|tells you) how we (?:use|process"
    rf"|handle|collect) (?:your )?(?:personal )?(?:data|information)(?: and (?:can be found|is available) {_SITE})?",
    r"(?:this )?(?:e-?mail|message)(?: and (?:any|its) attachments?)? (?:has|have) been (?:scanned|checked|swept) for "
    r"(?:known |all known |computer )?(?:viruses|malware|viruses and malware)",
    r"(?:please |you should )(?:check|scan) (?:this (?:e-?mail|message)(?: and)? )?(?:any |all )?attachments? for "
    r"(?:viruses|malware)(?: before opening(?: them| it)?)?",
    rf"(?:(?:weitere|naehere|alle) )?(?:informationen|hinweise)(?: (?:zum datenschutz|zur verarbeitung (?:ihrer"
    rf" )?personenbezogener daten|zur datenverarbeitung|dazu|hierzu|nach art\. ?13 dsgvo|zu unserem datenschutz))?"
    rf" (?:finden sie|erhalten sie|stehen) {_SITE_DE}",
    r"(?:unsere )?datenschutz(?:hinweise|erklaerung|informationen?) (?:finden sie|ist|sind)(?: abrufbar)? "
    rf"{_SITE_DE}",
    r"(?:diese )?(?:e-?mail|nachricht) wurde auf viren (?:geprueft|ueberprueft)",
    r"(?:eine )?haftung fuer (?:viren|schaeden durch viren) (?:wird nicht uebernommen|ist ausgeschlossen)",
    r"(?:this (?:e-?mail|message) )?(?:is )?not encrypted",
    r"(?:подробнее|подробности|политика обработки персональных данных|политика конфиденциальности)(?: (?:размещена"
    r"|доступна|опубликована))? на (?:нашем )?сайте",
    r"(?:письмо|сообщение|вложения) проверен[оы] на вирусы(?: антивирусом)?",
)  # fmt: skip
"""Sentences that name nobody."""
_SAID = late("|".join(f"(?:{one})" for one in _WHOLE))
_OF_ITSELF = late(r"(?P<who>.{2,70}?) (?:" + "|".join(_WHOSE) + ")")
_SELF: Final = frozenset(("we", "wir", "мы", "the company", "the organisation", "the organization", "the council"))
_ARTICLE = late(r"(?:the|die|der|das|компания|организация) ")


def is_standing_sentence(sentence: str, who: Signer) -> bool:
    """Whether the sentence is one that an organisation says of itself below every mail."""
    folded = " ".join(fold(sentence).split()).strip(" .!*_")
    if _SAID.fullmatch(folded) is not None:
        return True
    found = _OF_ITSELF.fullmatch(folded)
    if found is None:
        return False
    named = found["who"]
    if named in _SELF:
        return True
    told = sentence.strip(" .!*_")[: len(named)]
    article = _ARTICLE.match(named)
    return is_company(told, who) or (article is not None and is_company(told[article.end() :], who))
