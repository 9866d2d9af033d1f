"""Words that a CSM enters for a customer, read as strictly as those of a reply."""

from processor.errors import Refused
from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.values import read
from processor.forms.values.found import NoValue, Value


def read_value(field: FieldDefinition, words: str, language: str = "en") -> Answerable:
    """The answer in these words. Raises Refused with the reason where they are none, or only in part."""
    found = read.read_value(field, tuple(words.splitlines()), language)
    match found:
        case Value(value, rest) if not rest:
            return value
        case Value(_, rest):
            raise Refused(f"{field.key}: “{rest}” is no part of an answer: leave it out, or enter a note on the ticket")
        case NoValue(why):
            raise Refused(f"{field.key}: {why}")
        case _:
            raise Refused(f"{field.key}: there is no answer in “{words}”")
