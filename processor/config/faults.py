"""Says what is wrong with a configuration in sentences for whoever has to mend it; never shows a refused value."""

import difflib
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from processor.config.secrets import Secret
from processor.config.sections import PATTERNS, Settings

Location = tuple[int | str, ...]

_WORDS = {
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "string_type": 'should be text in quotes, such as "support"',
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "tuple_type": 'should be a list in brackets, such as ["a", "b"]',
    "path_type": 'should be a path in quotes, such as "var/file"',
    "model_type": "should be a table with settings of its own",
    "model_attributes_type": "should be a table with settings of its own",
}
"""What was expected, for the kinds of fault whose own words speak of programming."""

_WHOLE = {
    "mailbox": "at least one table [[mailbox]] is needed, in double brackets",
    "smtp": "the table [smtp] is needed: the server that mail goes out by",
}
_SECRET = 'should be { file = "path" } or { env = "VARIABLE" }: the place of the secret, never the secret itself'  # noqa: S105
_MOMENT = "should be a day such as 2026-01-31 or a moment such as 2026-01-31T08:00:00Z, without quotes"


def sentences(error: ValidationError) -> list[str]:
    """One sentence for each setting at fault, in the order of the file's sections: path, what was expected."""
    found: dict[str, str] = {}
    for fault in error.errors(include_url=False, include_input=False):
        location, kind = _walk(fault["loc"])
        found.setdefault(_dotted(location) + (fault["type"] if not location else ""), _sentence(location, kind, fault))
    return list(found.values())


def _sentence(location: Location, kind: Any, fault: ErrorDetails) -> str:
    where = _dotted(location)
    if where in _WHOLE and fault["type"] in {"missing", "tuple_type", "too_short"}:
        return _WHOLE[where]
    said = _expected(location, kind, fault)
    return f"{where}: {said}" if where else said


def _expected(location: Location, kind: Any, fault: ErrorDetails) -> str:
    if fault["type"] == "extra_forbidden":
        return f"there is no such setting{_did_you_mean(location)}"
    if fault["type"] == "missing":
        return "is missing"
    if fault["type"] == "string_pattern_mismatch":
        return f"should be {PATTERNS[fault['ctx']['pattern']]}"
    if location and location[-1] == "import_since":
        return _MOMENT
    if _section_in(kind) is Secret and fault["type"] != "value_error":
        return _SECRET
    message = _WORDS.get(fault["type"]) or fault["msg"].removeprefix("Value error, ").replace("Input should", "should")
    return f"{message[0].lower()}{message[1:]}"


def _walk(steps: Location) -> tuple[Location, Any]:
    """The part of a location that names settings (a union adds the names of its types), and the setting's type."""
    kind: Any = Settings
    kept: list[int | str] = []
    for step in steps:
        section = _section_in(kind)
        if isinstance(step, str) and section is not None:
            kept.append(step)
            kind = section.model_fields[step].annotation if step in section.model_fields else None
        elif isinstance(step, int):
            kept.append(step)
    return tuple(kept), kind


def _dotted(location: Location) -> str:
    path = ""
    for step in location:
        path += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".")


def _did_you_mean(location: Location) -> str:
    section = _section_in(_walk(location[:-1])[1]) or Settings
    known = list(section.model_fields)
    close = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else f"; known here: {', '.join(sorted(known))}"


def _section_in(annotation: Any) -> type[BaseModel] | None:
    """The table that a setting's type is, or that it is a list of; None for a plain value."""
    return next(_sections(annotation), None)


def _sections(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _sections(inner)
