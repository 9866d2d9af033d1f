"""Opens a skops file of numbers and texts, strictly, and without skops.

skops itself builds many types once they are trusted, and brings all of scikit-learn along: a second and a hundred
megabytes that who only judges has no use for. A model's file needs two types, so this reads these two and can build
no other; what skops would ask to be trusted is refused here by its name. `skops.io.load` reads the same files.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

import numpy as np

PROTOCOL: Final = 2
"""The version of the files' inner form that is read."""

HARMLESS: Final = frozenset({f"builtins.{name}" for name in ("dict", "list", "str", "int", "float", "bool")})
"""Types that JSON has too; beside them only NumPy's arrays, and of these only such as hold no objects."""

_ARRAY: Final = "numpy.ndarray"
_LARGEST: Final = 512 * 2**20
"""Bytes that all parts may have together once they are unpacked: a model has a fiftieth of it."""


class Unopened(Exception):  # noqa: N818 - a sentence's end: "the model FILE ..."
    """The bytes are not what a model's file holds; the words go on from the file's name."""


def content(data: bytes) -> dict[str, Any]:
    """The numbers and texts in a skops file, by name. Raises Unopened, which says why not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                raise Unopened("is not one of Signoff's: it unpacks to more than a model can be")
            if "schema.json" not in archive.namelist():
                raise Unopened("is not a skops file: it has no schema")
            schema = json.loads(archive.read("schema.json"))
            _check(schema)
            return {name: _part(archive, name, node) for name, node in schema["content"].items()}
    except (zipfile.BadZipFile, NotImplementedError) as fault:
        raise Unopened(f"is not a skops file: {fault}") from fault
    except (KeyError, ValueError, TypeError, AttributeError, EOFError, OSError, RecursionError) as fault:
        raise Unopened(f"cannot be loaded: {type(fault).__name__}: {fault}") from fault


def _check(schema: Any) -> None:
    foreign = sorted(set(_types(schema)) - HARMLESS - {_ARRAY})
    if foreign:
        raise Unopened(f"holds types that are not allowed: {', '.join(foreign)}")
    if schema["protocol"] != PROTOCOL:
        raise Unopened(f"is of protocol {schema['protocol']} of skops, and {PROTOCOL} is read")
    if _type(schema) != "builtins.dict" or _type(schema["content"].get("card", {})) != "builtins.str":
        raise Unopened("is not one of Signoff's: it holds no card")


def _types(node: Any) -> Iterator[str]:
    """Every type that the schema names, at any depth."""
    if isinstance(node, Mapping):
        if "__class__" in node:
            yield _type(node)
        for part in node.values():
            yield from _types(part)
    elif isinstance(node, list):
        for part in node:
            yield from _types(part)


def _type(node: Mapping[str, Any]) -> str:
    return f"{node.get('__module__')}.{node.get('__class__')}"


def _part(archive: zipfile.ZipFile, name: str, node: Mapping[str, Any]) -> Any:
    match _type(node), node["__loader__"]:
        case "builtins.str", "JsonNode":
            found = json.loads(node["content"])
            if isinstance(found, str):
                return found
        case "numpy.ndarray", "NdArrayNode" if node["type"] == "numpy":
            part = archive.read(node["file"])
            with suppress(ValueError):  # what NumPy says of an array of objects, which it will not unpickle
                return np.load(io.BytesIO(part), allow_pickle=False)
    raise Unopened(f"is not one of Signoff's: {name!r} is neither numbers nor text")
