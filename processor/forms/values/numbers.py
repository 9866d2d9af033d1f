"""Numbers with the separators of three languages; one that could be two numbers is none."""

import re
from decimal import Decimal

from processor.forms.folding import collapse, fold
from processor.forms.reasons import sentence
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.values.mended import mended_number
from processor.forms.values.spelt import spelt_number
from processor.forms.words import DOUBT, ROUGHLY

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,'’\u00a0\u202f ]\d+)*(?!\w)")
_GROUPED_BY_BLANK = re.compile(r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_ONE_MARK = re.compile(r"(\d{1,3})([.,])(\d{3})")
_MANY_MARKS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+(?:[.,]\d+)?|\d{1,3}(?:([.,])\d{3})+(?!\2)[.,]\d+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_ROUGH = re.compile(r"[~≈<>≤≥+±?%]|\d\s*[-–—/x×*]\s*\d|^\s*[-−]\s*\d")
_THOUSANDS = {"en": ",", "de": "."}
_MOST = 200
_MOST_DIGITS = 15


def read_number(text: str, language: str) -> Found:
    """The one number of a text, digits or words below a thousand. A unit or a remark behind it is kept beside it."""
    if len(text) > _MOST:
        return NoValue(sentence("no_number", language))
    found = list(_NUMBER.finditer(text))
    spelt = spelt_number(fold(text)) if not found else None
    if spelt is not None:
        number, beside = spelt
        if any(word in ROUGHLY or word in DOUBT for word in beside) or _ROUGH.search(text):
            return NoValue(sentence("not_exact", language))
        return Value(Decimal(number), collapse(text) if len(beside) > 1 else "")
    if not found:
        return NoValue(sentence("no_number", language))
    meant = mended_number(text) if len(found) > 1 else None
    if meant is not None:
        return Value(meant, collapse(text))
    words = fold(text[: found[0].start()] + " " + text[found[0].end() :]).split()
    if len(found) > 1 or _ROUGH.search(text) or any(word in ROUGHLY or word in DOUBT for word in words):
        return NoValue(sentence("not_exact", language))
    if "(" in text[: found[0].start()].strip(" (") or (
        found[0].start() and text[: found[0].start()].rstrip().endswith("(")
    ):
        return NoValue(sentence("not_exact", language))
    digits = found[0][0]
    if sum(letter.isdigit() for letter in digits) > _MOST_DIGITS:
        return NoValue(sentence("no_number", language))
    rest = " ".join((text[: found[0].start()] + " " + text[found[0].end() :]).split()).strip(" .,;:()")
    value = _value(digits, language)
    if isinstance(value, Decimal):
        return Value(value, rest if len(words) > 1 else "")
    return value


def _value(digits: str, language: str) -> Decimal | NoValue:
    one = _ONE_MARK.fullmatch(digits)
    if one is not None and not digits.startswith("0"):
        if _THOUSANDS.get(language) == one[2]:
            return Decimal(one[1] + one[3])
        whole, part = one[1] + one[3], f"{one[1]}.{one[3]}"
        return NoValue(sentence("number_order", language, one=whole, other=f"{Decimal(part).normalize():f}"))
    if _GROUPED_BY_BLANK.fullmatch(digits):
        return Decimal(re.sub(r"[ '’\u00a0\u202f]", "", digits).replace(",", "."))
    if _MANY_MARKS.fullmatch(digits):
        last = max(digits.rfind("."), digits.rfind(","))
        mixed = "." in digits and "," in digits
        plain = re.sub(r"[.,]", "", digits)
        return (
            Decimal(f"{plain[: len(plain) - (len(digits) - last - 1)]}.{digits[last + 1 :]}")
            if mixed
            else Decimal(plain)
        )
    if _DECIMAL.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return NoValue(sentence("not_exact", language))
