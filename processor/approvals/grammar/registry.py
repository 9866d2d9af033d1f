"""What the law wants below a business letter: registers, tax numbers, seats, and who leads the company."""

import re
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import FIRST_NAMES, TITLES
from processor.approvals.grammar.places import is_address
from processor.approvals.grammar.wording import fold
from processor.reading.newtext.late import late

_TOWN = r"[A-ZÄÖÜА-ЯЁ][\w-]+(?:[\s-](?:am |an der |im )?[A-ZÄÖÜА-ЯЁ][\w-]+)?"
_ENTRIES: Final = (
    rf"(?:(?:amtsgericht|registergericht|handelsregister|ag)(?: der)?:?\s(?P<a>{_TOWN}),?:?\s?)?(?:hr\s?[ab]"
    rf"|hr)[\s:-]{{0,3}}\d[\d ]{{1,9}}(?: b)?",
    rf"(?:sitz(?: der gesellschaft)?|registergericht|gerichtsstand|amtsgericht|handelsregister|registered in"
    rf"|sitz)\s?:?\s(?:ag |amtsgericht )?(?P<b>{_TOWN})",
    r"(?:ust\.?-?\s?id(?:ent)?(?:-?\s?nr|nr)?|umsatzsteuer-id(?:entifikationsnummer)?|vat(?: (?:id|no|reg"
    r"|number|registration))*"
    r"|mwst\.?(?:-nr)?|uid(?:-nr)?|atu)\.?(?: nr\.?| no\.?)?\s?:?\s(?:[a-z]{2,3}-?)?[\d. ]{6,16}(?: mwst)?",
    r"(?:steuer-?(?:nr|nummer)|st\.?-nr)\.?\s?:?\s[\d/ ]{8,16}",
    r"(?:company )?(?:registered|incorporated) in (?:england|scotland|wales|ireland|england (?:and|&) wales|the uk)"
    r"(?:,? (?:with )?(?:company |registered )?(?:no|number|nr|reg\.? no)\.?\s?:?\s?(?:sc|ni)?\d{5,9})?",
    r"(?:company|registered|registration|charity|registered charity|company registration|org)\.? (?:no|number"
    r"|nr)\.?\s?:?\s?(?:sc|ni|no)?[\d ]{5,12}",
    r"(?:инн|кпп|огрн|огрнип|окпо|бик)(?:/кпп)?\s?:?\s?\d{8,15}(?:\s?/\s?\d{9})?",
    r"reg\.? ?no\.?\s?:?\s?\d{4}/\d{6}/\d{2}",
    r"a company limited by guarantee",
)
_ENTRY = late("|".join(f"(?:{entry})" for entry in _ENTRIES), re.IGNORECASE)
_OFFICE = late(
    r"(?:registered (?:office|address)|head office|юридический адрес|адрес|anschrift|postanschrift)\s?:\s*(.+)",
    re.IGNORECASE,
)
_LED = late(
    r"(?:gesch(?:ä|ae)ftsf(?:ü|ue)hr(?:er|erin|ung|er/-?in|er:in)|vorstand|vorstandsvorsitzender?"
    r"|aufsichtsrat(?:svorsitzender?)?"
    r"|vorsitzender? des aufsichtsrats?|directors?|managing directors?|board|inhaber(?:in)?|gf)\s?:\s*(.+)",
    re.IGNORECASE,
)
_CHAIR = late(r"\((?:vors\.?|vorsitz|vorsitzende[rn]?|chair|chairman|sprecher(?:in)?|ceo|cfo|cto)\)", re.IGNORECASE)
_NAME_WORD = late(r"[A-ZÄÖÜ][\w-]+|[A-Z]\.")


def is_registered(part: str) -> bool:
    """Whether the part is such an entry, alone or several of them behind each other."""
    text = part.strip(" .,*_")
    if len(text) > 300 or not text:
        return False
    office = _OFFICE.fullmatch(text)
    if office is not None:
        return is_address(office[1])
    led = _LED.fullmatch(text)
    if led is not None:
        return _all_named(led[1])
    return _is_entry(text) or all(_is_entry(piece.strip(" .")) for piece in re.split(r",\s+|\s[|·•–-]\s|;\s", text))


def _is_entry(piece: str) -> bool:
    found = _ENTRY.fullmatch(piece)
    if found is None:
        return _LED.fullmatch(piece) is not None and is_registered(piece)
    town = found["a"] or found["b"] or ""
    return not any(is_dangerous(word) for word in fold(town).replace("-", " ").split())


def _all_named(text: str) -> bool:
    """Whether there are only names with a known first name, and entries behind them."""
    pieces = [piece.strip() for piece in re.split(r",\s*|;\s*|\s[|·]\s|\sund\s|\sand\s", _CHAIR.sub("", text))]
    named = [_is_person(piece) for piece in pieces]
    return bool(named) and named[0] and all(one or _is_entry(piece) for one, piece in zip(named, pieces, strict=True))


def _is_person(piece: str) -> bool:
    words = [word for word in piece.split() if fold(word).strip(".-") not in TITLES]
    if not 2 <= len(words) <= 4 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    folded = [fold(word).strip(".") for word in words]
    given = [word.split("-")[0] for word in folded[:-1]]
    first = given[0] in FIRST_NAMES and all(len(word) == 1 or word in FIRST_NAMES for word in given)
    return first and not any(map(is_dangerous, folded))
