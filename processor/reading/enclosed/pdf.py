"""A returned PDF to the values of its fields, or to the reason why it is not read. Nothing in it is ever run."""

import re
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from models.vocabulary import PdfRefusal
from processor.facts.forms import ReturnedPdf
from processor.reading.enclosed.fields import TooManyFieldsError, entry, fields_of, text_of
from processor.reading.enclosed.graph import danger
from processor.reading.enclosed.requests import MARK_FIELD

__all__ = ["read_pdf"]

_LONGEST_FILE: Final = 10 * 1000 * 1000
_HEADER_WITHIN: Final = 1024
_MARK: Final = re.compile(r"FQ-\d{1,12}\.\d{1,6}")
_LONGEST_NAME: Final = 200


def read_pdf(data: bytes, filename: str) -> ReturnedPdf:
    """The fields of a form of ours, each with what stands in it; those left empty are left out.

    Refused is what is no PDF, or broken, encrypted (with an empty password, too), too large, or not ours; and what
    holds scripts, actions that start something, further files or XFA, whether or not a program would run them.
    """
    name = " ".join(filename.split())[:_LONGEST_NAME]
    if len(data) > _LONGEST_FILE:
        return ReturnedPdf(name, refused=PdfRefusal.TOO_LARGE)
    start = data.find(b"%PDF-", 0, _HEADER_WITHIN)
    if start < 0:
        return ReturnedPdf(name, refused=PdfRefusal.NOT_PDF)
    try:
        return _read(data[start:], name)
    except (PdfDecodeLimitError, TooManyFieldsError):
        return ReturnedPdf(name, refused=PdfRefusal.TOO_LARGE)
    except PdfError:
        return ReturnedPdf(name, refused=PdfRefusal.BROKEN)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return ReturnedPdf(name, refused=PdfRefusal.BROKEN)


def _read(data: bytes, name: str) -> ReturnedPdf:
    reader = PdfFileReader(BytesIO(data), strict=False)
    if "/Encrypt" in reader.trailer_view:
        return ReturnedPdf(name, refused=PdfRefusal.ENCRYPTED)
    refused = danger(reader)
    if refused is not None:
        return ReturnedPdf(name, refused=refused)
    fields = fields_of(reader.root)
    marks = {text for key, text in fields if key == MARK_FIELD} or _keywords(reader.trailer_view)
    ours = [mark for mark in marks if _MARK.fullmatch(mark)]
    if len(ours) != 1 or len(marks) != 1:
        return ReturnedPdf(name, refused=PdfRefusal.NOT_OURS)
    answers = tuple((key, text) for key, text in fields if key != MARK_FIELD)
    if not answers:
        return ReturnedPdf(name, refused=PdfRefusal.NO_FIELDS, form=ours[0])
    return ReturnedPdf(name, tuple((key, text) for key, text in answers if text), form=ours[0])


def _keywords(trailer: Any) -> set[str]:
    """The mark among the document's keywords, which outlives its fields where a program has drawn them."""
    keywords = text_of(entry(entry(trailer, "/Info", {}), "/Keywords", "")).strip()
    return {keywords} if keywords else set()
