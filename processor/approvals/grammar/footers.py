"""Lines that mail clients and companies append, known word by word."""

import re
from typing import Final

from processor.reading.newtext.late import late

_DEVICE = (
    r"(?:my |meinem |meiner |моего |мого |)(?:iphone|ipad|ipod|mac|macbook|android|android[- ]phone|samsung|galaxy"
    r"|samsung galaxy|samsung galaxy smartphone|samsung mobile|samsung mobile device|huawei|huawei mobile|xiaomi|pixel"
    r"|blackberry|smartphone|handy|mobile|mobile phone|mobile device|phone|tablet|mobiltelefon|mobilgeraet|mobilgerät"
    r"|android[- ]ger[aä]t|android[- ]smartphone|android[- ]telefon|android[- ]handy|iphone/ipad|windows phone"
    r"|smart phone|cell phone"
    r"|cellphone|айфона|смартфона|телефона|мобильного телефона|мобильного|планшета|мобильного устройства)"
)
_APP = (
    r"(?:outlook|outlook mobile|outlook for ios|outlook for android|outlook for mac|outlook f[uü]r ios"
    r"|outlook f[uü]r android"
    r"|outlook для ios|outlook для android|yahoo mail|yahoo mail on android|yahoo mail for iphone|gmail"
    r"|gmail mobile|mail"
    r"|mail for windows|mail for windows 10|mail f[uü]r windows|mail f[uü]r windows 10|windows mail|protonmail"
    r"|proton mail"
    r"|proton mail for ios|proton mail for android|protonmail mobile|spark|thunderbird|gmx mobile app"
    r"|gmx mail app|web\.de mobile mail app"
    r"|web\.de mail app|mail\.ru|почты mail\.ru|почты mail|mail app|мобильной почты mail\.ru|мобильной почты"
    r"|мобильной яндекс\.почты"
    r"|мобильного приложения яндекс\.почты|мобильного приложения яндекс почты|яндекс\.почты|яндекс почты"
    r"|яндекс\.почты для мобильных"
    r"|мобильного приложения|почты для windows|почты windows|приложения почта|почты mail\.ru для ios"
    r"|почты mail\.ru для android"
    r"|мобильной почты mail\.ru для android|приложения mail\.ru|telekom mail app|freemail|bluemail|typeapp"
    r"|k-9 mail|nine|mobil-?app|mobile app|mobilen app|handy-?app)"
)
_FOOTERS: Final = (
    rf"sent (?:from|via|with|using) (?:the )?(?:{_DEVICE}|{_APP})(?: (?:with|using|via) {_APP})?"
    r"(?: (?:between (?:meetings|calls|appointments)|on the (?:go|road|move|train|fly|run)"
    r"|while (?:travelling|traveling"
    r"|out|away|on the move|on site)|in (?:haste|transit)))?",
    r"(?:get|download) outlook for (?:ios|android|mac)",
    rf"(?:отправлено|письмо отправлено|это письмо отправлено|это сообщение отправлено|отправлен) (?:из|с"
    rf"|с помощью|через) (?:{_DEVICE}|{_APP})",
    r"(?:получите|скачайте|загрузите|получить) outlook для (?:ios|android)",
    rf"(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|aus|[uü]ber) (?:der |dem )?(?:{_DEVICE}"
    rf"|{_APP}) gesendet",
    rf"gesendet (?:von|mit|aus|[uü]ber) (?:der |dem )?(?:{_DEVICE}|{_APP})",
    r"(?:holen sie sich|laden sie|holen) outlook f[uü]r (?:ios|android)(?: herunter)?",
    r"outlook f[uü]r (?:ios|android) (?:beziehen|herunterladen|laden)",
    r"(?:virus-free|virenfrei|без вирусов)\.? ?(?:www\.avast\.com|www\.avg\.com)?",
    r"(?:please )?(?:excuse|forgive|pardon) (?:my |any |the )?(?:brevity|typos|brevity and typos"
    r"|typos and brevity|brevity and any typos|spelling)",
    r"(?:bitte )?(?:entschuldigen sie )?(?:die k[uü]rze|tippfehler"
    r"|k[uü]rze und tippfehler)(?: bitte)?(?: zu)?(?: entschuldigen)?",
    r"(?:прошу прощения|извините|простите) за (?:краткость|опечатки|краткость и опечатки)",
)
_NOTICES: Final = (
    r"please (?:consider|think of) the environment before printing (?:this|this e-?mail|this message)",
    r"(?:please )?(?:do not|don't) print this (?:e-?mail|message) unless (?:necessary|you really need to)",
    r"bitte (?:denken|pr[uü]fen) sie (?:an|der) (?:die )?umwelt,? (?:bevor|ob) sie diese (?:e-?mail"
    r"|mail) (?:aus)?drucken",
    r"(?:пожалуйста, )?(?:подумайте|позаботьтесь|берегите) (?:об? )?(?:окружающей среде|природ[уе]"
    r"|экологии)(?:,? прежде чем (?:распечатать|печатать) (?:это|данное) письмо)?",
    r"(?:this (?:e-?mail|message|communication)|the (?:contents?|information) (?:of|in) this (?:e-?mail"
    r"|message)) (?:and any (?:attachments?|files transmitted with it) )?(?:is|are"
    r"|may be) (?:strictly )?confidential(?: and (?:is |are )?intended (?:solely|only"
    r"|exclusively) for (?:the )?(?:use of )?the (?:addressee|addressees|recipient|recipients"
    r"|intended recipient|named recipient|individual or entity to (?:whom|which) (?:it is|they are) addressed))?",
    r"confidential",
    r"diese (?:e-?mail|nachricht) (?:ist|enth[aä]lt) vertraulich(?:e informationen)?"
    r"(?: und (?:ist )?nur f[uü]r den (?:genannten )?empf[aä]nger bestimmt)?",
    r"(?:данное|это|настоящее) (?:письмо|сообщение) (?:является конфиденциальным|конфиденциально"
    r"|содержит конфиденциальную информацию)(?: и (?:предназначено|предназначена) (?:только"
    r"|исключительно) (?:для )?(?:адресата|адресату|получателя|получателю))?",
)
_LINK = late(
    r"\s?<https?://(?:aka\.[a-z]{2,12}|[\w.-]{1,60}\.(?:apple|yahoo|avast)\.com)/?[\w./?=&%-]{0,200}>", re.IGNORECASE
)
_FOOTER = late("(?:" + "|".join(_FOOTERS) + ")", re.IGNORECASE)
_NOTICE = late("(?:" + "|".join(_NOTICES) + ")", re.IGNORECASE)
_LEAF = late(r"^p\s+(?=please\b)", re.IGNORECASE)
"""The picture of a tree, in a font that the reader doesn't have."""

_LONGEST: Final = 400


def is_client_footer(line: str) -> bool:
    """Whether the line is one that a mail client appends ("Sent from my iPhone"), and nothing more."""
    if len(line) > _LONGEST:
        return False
    text = _LINK.sub("", line).strip(" *_-—–.")
    pieces = [piece for piece in re.split(r"[.,;:–—]\s+|\s[-–—]\s", text) if piece]
    return bool(text) and len(pieces) <= 3 and all(_FOOTER.fullmatch(piece.strip()) for piece in pieces)


def is_standing_notice(line: str) -> bool:
    """Whether the line is one of a few sentences that stand below every mail of a company and bind nobody."""
    return len(line) <= _LONGEST and _NOTICE.fullmatch(_LEAF.sub("", line.strip(" *_-.!"))) is not None
