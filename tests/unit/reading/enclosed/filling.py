"""Forms filled in as people's programs do it: typed and clicked in Chrome's PDF engine, or written by a library."""

import ctypes
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer
from pypdfium2 import raw

from processor.documents.forms import form_pdf
from processor.documents.press import DirectPress
from processor.documents.templates import Templates
from tests.unit.documents.forms import EMPTY, KEY, PREFILLED

_NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)


@lru_cache
def form(language: str = "en", prefilled: bool = False) -> bytes:
    """The form as it is sent."""
    to_fill = PREFILLED if prefilled else EMPTY
    return form_pdf(Templates(), to_fill, language, KEY, "Example Support", "Customer Ltd", DirectPress(), _NOW)


def typed(data: bytes, texts: Mapping[str, str], clicked: Mapping[str, str], picked: Mapping[str, int]) -> bytes:
    """The form after somebody typed, clicked and picked in a viewer, and saved it."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    for at in range(len(document)):
        page = document[at]  # the handle below dies with it
        for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            widget = raw.FPDFPage_GetAnnot(page.raw, place)
            _touch(document.formenv.raw, page.raw, widget, texts, clicked, picked)
            raw.FPDFPage_CloseAnnot(widget)
        page.close()
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _touch(
    env: Any, page: Any, widget: Any, texts: Mapping[str, str], clicked: Mapping[str, str], picked: Mapping[str, int]
) -> None:
    name = _string(raw.FPDFAnnot_GetFormFieldName, env, widget)
    kind = raw.FPDFAnnot_GetFormFieldType(env, widget)
    if kind == raw.FPDF_FORMFIELD_TEXTFIELD and name in texts:
        assert raw.FORM_SetFocusedAnnot(env, widget)
        raw.FORM_SelectAllText(env, page)
        buffer = ctypes.create_string_buffer(f"{texts[name]}\0".encode("utf-16le"))
        raw.FORM_ReplaceSelection(env, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    elif kind == raw.FPDF_FORMFIELD_COMBOBOX and name in picked:
        assert raw.FORM_SetFocusedAnnot(env, widget)
        assert raw.FORM_SetIndexSelected(env, page, picked[name], True)
    elif kind == raw.FPDF_FORMFIELD_RADIOBUTTON and clicked.get(name) == _export(env, widget):
        box = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(widget, box)
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        raw.FORM_OnMouseMove(env, page, 0, *middle)
        raw.FORM_OnLButtonDown(env, page, 0, *middle)
        raw.FORM_OnLButtonUp(env, page, 0, *middle)
    raw.FORM_ForceToKillFocus(env)


def _export(env: Any, widget: Any) -> str:
    return _string(raw.FPDFAnnot_GetFormFieldExportValue, env, widget)


def _string(ask: Any, env: Any, widget: Any) -> str:
    length = ask(env, widget, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(env, widget, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16le")


def fields(handler: Any) -> dict[str, Any]:
    """The fields of a document by name."""
    array = handler.root["/AcroForm"]["/Fields"]
    return {str(array[at]["/T"]): array[at] for at in range(len(array))}


def appended(data: bytes, values: Mapping[str, generic.PdfObject]) -> bytes:
    """The form with these values in an incremental update, as most viewers save."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    for name, field in fields(writer).items():
        if name in values:
            field["/V"] = values[name]
            writer.update_container(field)
    return _written(writer)


def rewritten(data: bytes, change: Any = None) -> bytes:
    """The document written anew with object streams, as libraries in browsers save, after `change` to its root."""
    writer = copy_into_new_writer(PdfFileReader(BytesIO(data)), writer_kwargs={"stream_xrefs": True})
    if change is not None:
        change(writer)
    return _written(writer)


def encrypted(data: bytes, password: str) -> bytes:
    """The document encrypted (AES-256); with an empty password every viewer opens it without asking."""
    writer = copy_into_new_writer(PdfFileReader(BytesIO(data)))
    writer.encrypt("owner", password)
    return _written(writer)


def name(text: str) -> generic.NameObject:
    """A name object."""
    return generic.NameObject(text)


def table(**entries: generic.PdfObject) -> generic.DictionaryObject:
    """A dictionary object."""
    return generic.DictionaryObject({name(f"/{key}"): value for key, value in entries.items()})


def _written(writer: PdfFileWriter | IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
