"""The fields of a PDF's form (AcroForm, ISO 32000-2 section 12.7): full names, and what stands in each."""

from dataclasses import dataclass
from typing import Any, Final

from pyhanko.pdf_utils import generic

from processor.reading.body import clean

__all__ = ["TooManyFieldsError", "entry", "fields_of", "text_of"]

_MOST_FIELDS: Final = 1000
_DEEPEST: Final = 16
_LONGEST_VALUE: Final = 20_000
_MOST_BYTES: Final = 4
_PUSH_BUTTON: Final = 1 << 16
_INHERITED: Final = ("/FT", "/V", "/Opt", "/Ff")


class TooManyFieldsError(Exception):
    """The form has more fields, deeper ones, or longer values than a form of ours can have."""


@dataclass(slots=True)
class _Node:
    """A dictionary of the tree of fields, what it inherits, and where it lies."""

    own: Any
    name: str
    inherited: dict[str, Any]
    depth: int


def fields_of(root: Any) -> list[tuple[str, str]]:
    """Name and text of each field in their order: the key of an option that is chosen, `yes` for a box that is ticked.

    What is left empty or unticked has an empty text. Buttons to press and signatures are none of it. Raises
    TooManyFieldsError, and what the parser raises.
    """
    form = entry(root, "/AcroForm", {})
    stack = [_Node(one, "", {}, 0) for one in reversed(_items(form, "/Fields"))]
    found: list[tuple[str, str]] = []
    looked_at = 0
    while stack:
        node = stack.pop()
        looked_at += 1
        if looked_at > _MOST_FIELDS or node.depth > _DEEPEST:
            raise TooManyFieldsError
        if not isinstance(node.own, dict):
            continue
        below = _below(node)
        if below:
            stack.extend(reversed(below))
        elif node.name and (text := _value(node)) is not None:
            found.append((node.name, text))
    return found


def entry(one: Any, key: str, default: Any) -> Any:
    """What a dictionary holds under a key, references followed; the default where there is nothing."""
    if key not in one:
        return default
    value = one[key]
    return value.get_object() if isinstance(value, generic.IndirectObject) else value  # type: ignore[no-untyped-call]


def text_of(value: Any) -> str:
    """A text string as text, whatever it is encoded in; also one kept in a stream. Other objects have none."""
    if isinstance(value, generic.StreamObject):
        if len(value.data) > _MOST_BYTES * _LONGEST_VALUE:
            raise TooManyFieldsError
        value = generic.pdf_string(value.data)
    if isinstance(value, generic.ByteStringObject):
        value = bytes(value).decode("latin-1")
    if not isinstance(value, str) or isinstance(value, generic.NameObject):
        return ""
    if len(value) > _LONGEST_VALUE:
        raise TooManyFieldsError
    return clean(str(value)).strip()


def _below(node: _Node) -> list[_Node]:
    """The fields below this one; widgets, which have no name of their own, are not among them."""
    own = node.own
    if "/T" in own:
        part = text_of(own["/T"])
        node.name = f"{node.name}.{part}" if node.name else part
    node.inherited = {**node.inherited, **{key: own[key] for key in _INHERITED if key in own}}
    kids = [kid for kid in _items(own, "/Kids") if isinstance(kid, dict) and "/T" in kid]
    return [_Node(kid, node.name, node.inherited, node.depth + 1) for kid in kids]


def _items(one: Any, key: str) -> list[Any]:
    """What an array in a dictionary holds, references followed; nothing where there is none."""
    array = entry(one, key, [])
    if len(array) > _MOST_FIELDS:
        raise TooManyFieldsError
    return [array[place] for place in range(len(array))] if isinstance(array, list) else []


def _value(node: _Node) -> str | None:
    kind, value = node.inherited.get("/FT"), node.inherited.get("/V")
    if kind == "/Btn":
        pressed = int(node.inherited.get("/Ff", 0)) & _PUSH_BUTTON
        return None if pressed else _chosen(node, value)
    if kind == "/Ch" and isinstance(value, list):
        return "\n".join(text_of(value[place]) for place in range(min(len(value), _MOST_FIELDS)))
    return text_of(value) if kind in ("/Tx", "/Ch") else None


def _chosen(node: _Node, value: Any) -> str:
    """The option of a group of buttons that is on: by its name, or by its place among the export values."""
    if isinstance(value, generic.TextStringObject):
        return text_of(value)
    state = str(value) if isinstance(value, generic.NameObject) else _state(node)
    if state in ("", "/Off"):
        return ""
    exports = node.inherited.get("/Opt")
    place = state[1:]
    if isinstance(exports, list) and place.isdecimal() and int(place) < len(exports):
        return text_of(exports[int(place)])
    return "yes" if place.casefold() in {"on", "yes", "1"} else place


def _state(node: _Node) -> str:
    """What the widgets show where the field itself says nothing: the first state that is on."""
    states = (str(kid["/AS"]) for kid in _items(node.own, "/Kids") or [node.own] if "/AS" in kid)
    return next((state for state in states if state != "/Off"), "")
