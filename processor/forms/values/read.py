"""The door: what somebody wrote to a field, read as the field's type says."""

from collections.abc import Callable
from datetime import date
from typing import Final

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import collapse, fold, without_blanks_to_fill
from processor.forms.later import promises
from processor.forms.reasons import sentence
from processor.forms.values.contacts import corrects, read_email, read_phone
from processor.forms.values.dates import read_date
from processor.forms.values.doubts import passes, wavers
from processor.forms.values.elsewhere import points_outside, tells_nothing
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.values.nothing import says_none
from processor.forms.values.numbers import read_number
from processor.forms.values.options import read_choice, read_yes_no
from processor.forms.values.texts import read_list, read_long_text, read_text, without_rest

_IN_WORDS: Final = frozenset({FieldType.TEXT})
_ONE_LINE: Final[dict[FieldType, Callable[[str, str], Found]]] = {
    FieldType.NUMBER: read_number,
    FieldType.EMAIL: read_email,
    FieldType.PHONE: read_phone,
    FieldType.YES_NO: read_yes_no,
}

_TYPED: Final = frozenset(_ONE_LINE) | {FieldType.DATE}
_SAID_FLATLY: Final = frozenset({FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.LIST})
"""Types that take almost any words: these are looked through for doubts by themselves."""
_REACHES: Final = frozenset({FieldType.EMAIL, FieldType.PHONE})
_MAY_BE_NONE: Final = (_TYPED | {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST}) - {FieldType.YES_NO}
"""Types of optional questions that may be answered with a word that there is nothing."""


def read_value(
    field: FieldDefinition,
    lines: tuple[str, ...],
    language: str,
    doubtful: bool = False,
    written_on: date | None = None,
) -> Found | None:
    """The answer in these lines, why it is none, or None where nothing is written.

    `doubtful`: only a number says that they belong to this field. `written_on` is the day of the mail, from which a
    day without a year is the next one.
    """
    cleaned = tuple(text for line in lines if (text := without_blanks_to_fill(line)) and any(map(_means, text)))
    whole = collapse(" ".join(cleaned))
    words = fold(whole)
    if not whole or (not words and field.type is not FieldType.YES_NO):
        return None
    if field.type is FieldType.YES_NO and "?" not in whole:
        state = read_yes_no(whole, language)
        if isinstance(state, Value):
            return state
    told = " ".join(without_rest(list(cleaned))[0]) if field.type is FieldType.LIST else ""
    if promises(told or whole, field.type is FieldType.LONG_TEXT) or (
        not words.strip("x") and field.type is not FieldType.YES_NO
    ):
        return NoValue(sentence("later", language))
    if (field.type in _SAID_FLATLY and points_outside(whole)) or (
        field.type is FieldType.LONG_TEXT and tells_nothing(whole)
    ):
        return NoValue(sentence("whose", language))
    if field.type in (_IN_WORDS if field.required else _MAY_BE_NONE) and says_none(whole):
        return _none(field, whole, language)
    found = _of_type(field, cleaned, whole, language, doubtful, written_on)
    flatly = field.type in _SAID_FLATLY and not (field.type is FieldType.EMAIL and corrects(whole))
    if isinstance(found, Value) and flatly and wavers(whole, field.type is FieldType.LIST):
        return NoValue(sentence("whose", language))
    if isinstance(found, Value) and field.type in _REACHES and passes(_beside(_around(cleaned, found), found)):
        return NoValue(sentence("whose", language))
    return found


def _of_type(
    field: FieldDefinition,
    cleaned: tuple[str, ...],
    whole: str,
    language: str,
    doubtful: bool,
    written_on: date | None,
) -> Found:
    match field.type:
        case FieldType.TEXT:
            return read_text(cleaned, language, doubtful)
        case FieldType.LONG_TEXT:
            return read_long_text(cleaned, language)
        case FieldType.LIST:
            return read_list(cleaned, language)
        case FieldType.CHOICE:
            return read_choice(field, whole, language)
        case FieldType.DATE:
            return read_date(whole, language, written_on)
        case _:
            return _ONE_LINE[field.type](whole, language)


def _none(field: FieldDefinition, whole: str, language: str) -> Found | None:
    """Somebody wrote that there is nothing: the word itself is the answer, or an empty one of a type.

    Where an answer is needed it is asked again; a number that is none only says so in digits.
    """
    if field.required:
        return NoValue(sentence("whose", language))
    if field.type is FieldType.LIST:
        return Value(())
    if field.type not in _TYPED:
        return Value(whole)
    found = read_number(whole, language) if field.type is FieldType.NUMBER else None
    return found if isinstance(found, Value) else Value("")


def _around(lines: tuple[str, ...], found: Value) -> str:
    """The line of an address or number, with the lines below that go on with it; a new sentence tells of something."""
    at = next((place for place, one in enumerate(lines) if str(found.value) in one), -1)
    if at < 0:
        return " ".join(lines)
    end = next((place for place in range(at + 1, len(lines)) if lines[place][0].isupper()), len(lines))
    return " ".join(lines[:end])


def _beside(whole: str, found: Value) -> str:
    """What was said beside an address or a number."""
    return whole.replace(found.value, " ") if isinstance(found.value, str) and found.value else ""


def _means(letter: str) -> bool:
    return letter.isalnum() or letter in "✓✔☑✅☒👍✗✘❌[]()☐?"
