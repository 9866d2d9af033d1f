"""Whether what stands behind a label, with no colon between, is surely an answer to it: "super user Amy Fox, amy@…"."""

import re
from datetime import date

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.pointing import is_person
from processor.forms.products import is_system
from processor.forms.states import DONE
from processor.forms.values.contacts import addresses, phones
from processor.forms.values.found import Value
from processor.forms.values.read import read_value
from processor.forms.who import Points, is_name, who
from processor.forms.words import DOUBT, NO, YES, word_set
from processor.forms.wrapped import unwrapped

_CLAUSE_END = re.compile(r",\s|;\s|(?<!\bHr)(?<!\bFr)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!Mrs)(?<!Prof)\.\s(?=[A-ZÄÖÜА-ЯЁ])")
_ANY_DAYS = (date(2000, 1, 1), date(2000, 7, 1))
"""Whether a day without a year is one does not hang on the day of the mail."""
_STATED = frozenset({FieldType.YES_NO, FieldType.NUMBER, FieldType.DATE})
_PRODUCT = re.compile(r"(?:an?\s|the\s|'?ne\s|eine?[nr]?\s)?[A-ZÄÖÜА-ЯЁ0-9a-z][\w.+/-]*(?:\s[\w.+/()-]+){0,5}")
_GENERIC = word_set(
    "support team department abteilung helpdesk desk service services office manager leiter leitung lead phase plan",
    "start end ende beginn budget kickoff number nummer system systems contact kontakt server requirements",
)
_CHATTER = re.compile(
    r"\b(?:is|are|was|were|runs?|works?|needs?|will|has|have|we|you|i|ist|sind|war|laeuft|hat|haben|wir|ihr|sie|braucht|brauchen"
    r"|работает|стоит|будет|есть|мы|вы|я|нужн\w+)\b"
)
_ARTICLES = frozenset(("the", "our", "die", "der", "das", "unser", "unsere"))
_MOST_NAME = 4
_MOST_SHORT = 3


def is_answer(
    field: FieldDefinition, value: str, fields: dict[str, FieldDefinition], language: str, verb: bool
) -> bool:
    """Whether the value answers the field; `verb`: "is", "goes to" or a dash stood before it."""
    clause = _CLAUSE_END.split(value, maxsplit=1)[0].strip(" .")
    if is_person(field.key, fields):
        return _is_person(clause, value, verb)
    match field.type:
        case FieldType.TEXT:
            return _is_product(clause, verb, language)
        case FieldType.NUMBER if len(clause.split()) == 1 and clause.isalpha():
            return _is_value(field, clause, language)
        case FieldType.NUMBER:
            number = re.match(r"\d+\b(?!\s*[-–—]|\.\d)", value) is not None
            return number and _is_value(field, re.split(r"[:(]", clause)[0], language)
        case FieldType.DATE:
            found = [read_value(field, (clause,), language, written_on=day) for day in _ANY_DAYS]
            return any(isinstance(one, Value) and not one.rest for one in found)
        case FieldType.CHOICE:
            choice = read_value(field, (clause,), language)
            return isinstance(choice, Value) and not choice.rest and not _CHATTER.search(fold(clause))
        case FieldType.LIST:
            return not verb and _is_list(field, value, language)
    return field.type in _STATED and _is_value(field, clause, language)


def is_thing(value: str) -> bool:
    """Whether what stands behind a label begins with the name of a product: "Server Win2022, …"."""
    clause = _CLAUSE_END.split(value, maxsplit=1)[0].strip(" .")
    return _is_product(clause, False, "de")


def _is_person(clause: str, value: str, verb: bool) -> bool:
    plain = re.sub(r"\S+@\S+", "", clause)
    for number in phones(plain):
        plain = plain.replace(number[0], "")
    plain = plain.strip(" <>()/,–—-")
    meant = who(plain)
    reached = bool(addresses(value))
    if meant.points is Points.SENDER:
        return reached or verb
    name = unwrapped(meant.name).name if verb and reached else meant.name
    words = name.split()
    if not is_name(name) or not clause or (len(words) >= _MOST_NAME and not reached):
        return False
    if verb:
        return True
    generic = any(word in _GENERIC for word in fold(name).split())
    return not generic and (len(words) > 1 or reached)


def _is_product(clause: str, verb: bool, language: str) -> bool:
    """Whether a clause is the name of a thing, and tells nothing. In German any noun is written large."""
    if not clause or not _PRODUCT.fullmatch(clause):
        return False
    words, pieces = fold(clause).split(), clause.split()
    if any(word in DONE or word in NO or word in YES or word in DOUBT for word in words):
        return False
    if _CHATTER.search(fold(clause)) or pieces[0].casefold() in _ARTICLES:
        return False
    if any(map(str.isdigit, pieces[0])) and not verb:
        return True
    if pieces[0].islower() and not any(map(str.isdigit, clause)):
        return False
    large = any(map(str.isdigit, clause)) or any(word[:1].isupper() or word[1:] != word[1:].lower() for word in pieces)
    brand = language != "de" or any(word[1:] != word[1:].lower() for word in pieces) or is_system(clause)
    return large and (any(map(str.isdigit, clause)) or (brand and len(words) <= _MOST_SHORT))


def _is_list(field: FieldDefinition, value: str, language: str) -> bool:
    found = read_value(field, (value.strip(" ."),), language)
    items = found.value if isinstance(found, Value) and isinstance(found.value, tuple) else ()
    return bool(items) and all(len(one.split()) <= 2 and one[:1].isupper() for one in items)


def _is_value(field: FieldDefinition, text: str, language: str) -> bool:
    return isinstance(read_value(field, (text,), language), Value)
