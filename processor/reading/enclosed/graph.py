"""The walk over all that a PDF's reader could reach, in search of what starts something or brings something along."""

from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from models.vocabulary import PdfRefusal

__all__ = ["danger"]

_MOST_OBJECTS: Final = 50_000
_ACTIONS: Final = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute", "/Movie")
)
"""Actions that run, start, fetch or send something (ISO 32000-2 section 12.6.4)."""

_KEYS: Final = {
    "/JS": PdfRefusal.SCRIPTS,
    "/JavaScript": PdfRefusal.SCRIPTS,
    "/AA": PdfRefusal.SCRIPTS,
    "/RichMediaContent": PdfRefusal.SCRIPTS,
    "/XFA": PdfRefusal.XFA,
    "/EmbeddedFiles": PdfRefusal.FILES,
    "/EF": PdfRefusal.FILES,
}
_SUBTYPES: Final = {
    "/FileAttachment": PdfRefusal.FILES,
    "/RichMedia": PdfRefusal.SCRIPTS,
    "/Screen": PdfRefusal.SCRIPTS,
    "/3D": PdfRefusal.SCRIPTS,
}


def danger(reader: PdfFileReader) -> PdfRefusal | None:
    """Why the document is not to be read further, None for one that is harmless.

    Everything is looked at that can be reached from the catalog in the newest revision; streams are not decoded. A
    place to open the document at is harmless, an action to open it with is not. Raises what the parser raises.
    """
    stack: list[Any] = [reader.trailer.raw_get("/Root")]
    seen: set[tuple[int, int]] = set()
    looked_at = 0
    while stack:
        looked_at += 1
        if looked_at > _MOST_OBJECTS:
            return PdfRefusal.TOO_LARGE
        one = stack.pop()
        if isinstance(one, generic.IndirectObject):
            place = (one.idnum, one.generation)
            if place not in seen:
                seen.add(place)
                stack.append(one.get_object())  # type: ignore[no-untyped-call]
        elif isinstance(one, dict):
            why = _danger_in(one)
            if why is not None:
                return why
            stack.extend(dict.values(one))
        elif isinstance(one, list):
            stack.extend(list.__iter__(one))
    return None


def _danger_in(one: Any) -> PdfRefusal | None:
    for key, why in _KEYS.items():
        if key in one and not _empty(one[key]):
            return why
    if "/OpenAction" in one and isinstance(one["/OpenAction"], dict) and _name(one["/OpenAction"], "/S") != "/GoTo":
        return PdfRefusal.SCRIPTS
    if _name(one, "/S") in _ACTIONS:
        return PdfRefusal.SCRIPTS
    return _SUBTYPES.get(_name(one, "/Subtype"))


def _name(one: Any, key: str) -> str:
    return str(one[key]) if key in one and isinstance(one[key], generic.NameObject) else ""


def _empty(value: Any) -> bool:
    """Whether nothing stands there: null, or a dictionary or array of nothing."""
    return isinstance(value, generic.NullObject) or (isinstance(value, dict | list) and not len(value))
