"""Addresses of companies in strict shapes: a street with a number, and a town only beside a postal code."""

import re
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.freewords import is_free
from processor.approvals.grammar.wording import bag, fold
from processor.reading.newtext.late import late

_CAPITAL = r"[A-ZÄÖÜØÅÆÉА-ЯЁ][\w'’-]*\.?"
_TOWN = (
    r"(?:(?:Bad|Sankt|St\.?|Markt|New|North|South|East|West|Great|Port|Fort|Mount|San|Santa|Los|Las|El|Le|La|Saint|Lake"
    r"|Нижний|Нижняя|Великий|Верхняя|Старый|Новый|Набережные|Сергиев|Минеральные)\s)?"
    rf"{_CAPITAL}(?:\s(?:am|an der|im|bei|ob der|in der|a\.|a\.d\.)\s{_CAPITAL})?"
)
_NUMBER = r"\d{1,4}(?:\s?[a-zа-яA-ZА-Я])?(?:\s?[-–/]\s?\d{1,4}(?:\s?[a-z])?)?"
_SUFFIXED = (
    r"[A-ZÄÖÜØÅÆ][\w.-]*(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|ring|damm|ufer|chaussee|markt|hof|steig|pfad"
    r"|graben|wall|berg|feld|park|gata|gate|gatan|veien|vegen|vägen|straat|laan|weg|plein|kade)"
)
_SEPARATE = r"(?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Chaussee|Markt)"
_BEFORE = (
    r"(?:(?:Am|An der|An den|Im|In der|Zum|Zur|Auf der|Auf dem|Alte[rs]?|Neue[rs]?|Große[rs]?|Kleine[rs]?|Obere[rs]?"
    r"|Untere[rs]?|Hohe[rs]?|Lange[rs]?)\s)?"
)
_ENGLISH_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Way|Boulevard|Blvd|Court|Ct|Square|Sq|Place|Pl|Terrace|Close"
    r"|Crescent|Parkway|Pkwy|Highway|Hwy|Row|Quay|Gardens|Grove|Hill|Park|Walk|Mews|Yard|Wharf|Embankment|Plaza"
    r"|Circle"
    r"|Trail|Turnpike|Pike|Loop|Parade|Esplanade)\.?(?:\s(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.?)?"
)
_RUSSIAN_STREET = (
    r"(?:ул|улица|пр-т|пр-кт|просп|проспект|пр|пер|переулок|пл|площадь|наб|набережная|б-р|бульвар|ш|шоссе|пр-д|проезд"
    r"|тракт|линия|мкр|микрорайон)\.?"
)
_STREETS: Final = tuple(
    late(shape)
    for shape in (
        rf"{_BEFORE}{_SUFFIXED}\s{_NUMBER}",
        rf"{_BEFORE}(?:(?:{_CAPITAL}-){{1,3}}|[A-ZÄÖÜ][\w-]+er\s){_SEPARATE}\s{_NUMBER}",
        rf"(?:Am|An der|Im|Zum) (?:Markt|Ring|Park|Hafen|Bahnhof|Rathaus|Anger|Graben|Wall) {_NUMBER}",
        rf"\d{{1,5}}[a-zA-Z]?(?:-\d{{1,5}})?,?\s"
        rf"(?:(?:North|South|East|West|N|S|E|W)\.?\s)?(?:{_CAPITAL}\s){{1,3}}{_ENGLISH_STREET}",
        rf"{_RUSSIAN_STREET}\s?(?:\d{{1,3}}-(?:я|й)\s)?{_CAPITAL}(?:\s{_CAPITAL}){{0,2}}(?:\s\d{{1,4}}[а-яА-Я]?)?",
        rf"(?:{_CAPITAL}\s){{1,2}}{_RUSSIAN_STREET}(?:\s\d{{1,4}}[а-яА-Я]?)?",
    )
)
_WITHIN = late(
    r"(?:suite|ste\.?|unit|floor|room|rm\.?|apt\.?|level|po box|p\.o\. box|postfach|gebäude|haus|etage|building"
    r"|bldg\.?"
    r"|д\.|дом|корп\.|корпус|стр\.|строение|оф\.|офис|кв\.|пом\.|помещение|этаж|эт\.|а/я|к\.|лит\.)"
    r"\s?#?(?:\d{1,5}[a-zа-я]?|[a-zа-я])(?:\s?[/-]\s?\d{1,4})?|#\s?\d{1,5}|\d{1,2}(?:st|nd|rd|th) floor"
    r"|\d\.\s?(?:stock|og)",
    re.IGNORECASE,
)
_HOUSE = late(r"\d{1,4}(?:[а-яa-z])?(?:[/-]\d{1,4})?(?:\s(?:стр|корп|к)\.?\s?\d{1,2})?")
_POSTAL: Final = tuple(
    late(shape)
    for shape in (
        rf"(?:(?:D|DE|CH|A|AT|NL|DK|SE|NO|F|FI|PL)[- –])?\d{{5}}\s(?P<town>{_TOWN})",
        rf"(?P<town>{_TOWN}),?\s(?:[A-Z]{{2}}\s)?\d{{5}}(?:-\d{{4}})?",
        rf"(?:(?P<town>{_TOWN}),?\s)?[A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}",
        rf"\d{{6}},?\s(?P<town>{_TOWN})",
        r"\d{6}",
    )
)
_SHORT_POSTAL = late(rf"(?:(?:CH|A|AT|NO|DK|N)[- –])?\d{{4}}(?: ?[A-Z]{{2}})?\s(?P<town>{_TOWN})")
_NAMED_TOWN = late(_TOWN)
_NAMED_HOUSE = late(rf"([A-ZÄÖÜ][a-zäöüß]{{3,20}}) {_NUMBER}")
_STATE = late(r"[A-Z]{2}\s\d{5}(?:-\d{4})?")
_MARKED = late(rf"(?:г|гор|пос|с|дер|п|пгт|ст)\.\s?(?P<town>{_TOWN})")
_REGION = late(r"[А-ЯЁ][а-яё-]+(?:ая|ий|ой|ый) (?:обл\.|область|край|р-н|район)|Республика [А-ЯЁ][а-яё]+")
_COUNTRIES: Final = bag(
    """
    germany deutschland switzerland schweiz austria oesterreich uk england scotland wales ireland usa россия рф norway
    norwegen sweden denmark netherlands france poland finland italy spain canada australia казахстан беларусь
    """
)
_NO_TOWNS: Final = bag(
    """
    euro eur usd gbp chf rub netto brutto stunden stunde tage tag wochen woche monate monat stueck prozent pt mt std
    hours hour days day weeks week months month net gross dollars dollar pounds plus minus total cap budget ceiling
    pauschal festpreis anzahlung summe betrag preis price amount fixed cost costs kosten units per cent percent deposit
    рублей руб часов дней недель месяцев штук процентов итого сумма цена бюджет аванс предоплата тысяч тыс million mio
    thousand tausend hundert
    """
)


def is_address(line: str) -> bool:
    """Whether all of the line is an address. Nothing but the name of a town or a street is free, and neither alone."""
    if len(line) > 120 or any(is_dangerous(word) or word in _NO_TOWNS for word in _WORD.findall(fold(line))):
        return False
    pieces = [piece.strip() for piece in re.split(r",\s*|\s[|·•]\s|;\s", line.strip(" .,*_")) if piece.strip()]
    return bool(pieces) and len(pieces) <= 7 and _holds(pieces)


_WORD = late(r"[^\W\d_]+")


def _holds(pieces: list[str]) -> bool:
    """Whether each piece is of a shape, and a street or a town with its code is among them."""
    street = town = False
    for at, piece in enumerate(pieces):
        before, behind = pieces[at - 1] if at else "", pieces[at + 1] if at + 1 < len(pieces) else ""
        if _any(_STREETS, piece):
            street = True
        elif (
            _any(_POSTAL, piece)
            or _MARKED.fullmatch(piece)
            or (_NAMED_TOWN.fullmatch(piece) and _STATE.fullmatch(behind))
        ):
            town = town or not piece.isdecimal()
        elif _SHORT_POSTAL.fullmatch(piece) and (street or _any(_STREETS, pieces[-1])):
            town = True
        elif _is_free_street(piece, behind):
            street = True
        elif not (_is_beside(piece, before, street, pieces) or (street and at and _is_free_town(piece))):
            return False
    return street or town


def _is_free_street(piece: str, behind: str) -> bool:
    """Whether the piece is a name with a house number, before a town with its code."""
    found = _NAMED_HOUSE.fullmatch(piece)
    return found is not None and is_free(found[1]) and (_any(_POSTAL, behind) or bool(_SHORT_POSTAL.fullmatch(behind)))


def _is_free_town(piece: str) -> bool:
    words = piece.replace("-", " ").split()
    return 0 < len(words) <= 2 and all(is_free(word) and fold(word) not in _NO_TOWNS for word in words)


def _is_beside(piece: str, before: str, street: bool, pieces: list[str]) -> bool:
    """Whether a piece says no more than where in the house, region or country."""
    if _HOUSE.fullmatch(piece):
        return _any(_STREETS, before)
    if _STATE.fullmatch(piece) or _REGION.fullmatch(piece):
        return street or len(pieces) > 1
    return _WITHIN.fullmatch(piece) is not None or (fold(piece) in _COUNTRIES and len(pieces) > 1)


def _any(shapes: tuple[re.Pattern[str], ...], piece: str) -> bool:
    return any(shape.fullmatch(piece) for shape in shapes)
