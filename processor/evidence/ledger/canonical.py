"""JSON that is the same bytes wherever it is written: what is hashed and signed must not depend on a library."""

import json
from collections.abc import Mapping
from typing import Any

_LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 7493 section 2.2)."""

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Mapping[str, Any]) -> bytes:
    """The value by the rules of RFC 8785, as far as it is needed here: sorted names, UTF-8, no blanks.

    Raises ValueError for what could be written in two ways: a float, a whole number beyond 2**53 - 1, a name that is
    not ASCII, text that is no Unicode.
    """
    _refuse(value)
    return _ENCODER.encode(value).encode("utf-8")


def parse(body: bytes) -> dict[str, Any]:
    """The object that canonical bytes hold. Raises ValueError for any other bytes."""
    try:
        value = json.loads(body.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("not the canonical JSON of an object: too deep") from error
    if not isinstance(value, dict) or canonical(value) != body:
        raise ValueError("not the canonical JSON of an object")
    return value


def _refuse(value: Any) -> None:
    if type(value) is str:  # nearly all there is, and a ledger has many
        return
    match value:
        case bool() | str() | None:
            return
        case int() if abs(value) <= _LARGEST:
            return
        case Mapping():
            for name, inner in value.items():
                if not isinstance(name, str) or not name.isascii():
                    raise ValueError(f"{name!r} can't be a name in canonical JSON")
                _refuse(inner)
        case list() | tuple():
            for inner in value:
                _refuse(inner)
        case _:
            raise ValueError(f"canonical JSON has no form for a value of type {type(value).__name__}")
