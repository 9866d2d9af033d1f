"""HTML with inputs to a PDF whose fields can be filled in (AcroForm, ISO 32000-2 section 12.7), marked as ours."""

import hashlib
import json
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from processor.documents.legible import legible
from processor.documents.pdf import fetching_nothing, use_own_fonts
from processor.reading.enclosed.requests import MARK_FIELD

__all__ = ["render_fillable"]

_HIDDEN: Final = 1 << 1
_READ_ONLY: Final = 1


def render_fillable(html: str, created: datetime, mark: str) -> bytes:
    """The page as a PDF with a field for each input, and `mark` in a hidden one and among the keywords.

    The fonts that ship are in it whole, since nobody knows what will be typed. What fields of several lines hold is a
    JSON object in the page's `<meta name="signoff-texts">`: as content of a textarea it would be drawn on the paper,
    too, and stay there under what is typed. The same arguments always make the same bytes. Raises ValueError for a
    page that would fetch anything, and for a time without its zone.
    """
    if created.tzinfo is None:
        raise ValueError("the time of a document needs its zone")
    use_own_fonts()
    from weasyprint import HTML  # noqa: PLC0415 - slow to import, and it reads the setting of the fonts

    at = created.astimezone(UTC).replace(microsecond=0)
    with fetching_nothing() as fetcher:
        document = HTML(string=legible(html), url_fetcher=fetcher).render(pdf_forms=True)
    document.metadata.created = document.metadata.modified = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata.keywords = [mark]
    result: bytes = document.write_pdf(
        pdf_forms=True,
        pdf_identifier=hashlib.sha256(f"{mark}\0{html}".encode("utf-8", "replace")).hexdigest()[:32].encode(),
        finisher=partial(_finish, mark),
    )
    return result


def _finish(mark: str, document: Any, pdf: Any) -> None:
    """Put texts and the mark in, and mend the groups of buttons, whose kids WeasyPrint lists as fields of their own."""
    from weasyprint.pdf import pydyf  # noqa: PLC0415 - slow to import; what WeasyPrint builds its files of

    form = pdf.catalog["AcroForm"]
    kids = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "Parent" in one and "FT" in one]
    references = {kid.reference for kid in kids}
    for kid in kids:
        for inherited in ("T", "TU", "FT"):
            kid.pop(inherited, None)
    texts = {
        pydyf.String(key).data: pydyf.String(text)
        for key, text in json.loads(document.metadata.custom.get("signoff-texts", "{}")).items()
    }
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and "T" in one and one["T"].data in texts:
            one["V"] = texts[one["T"].data]
    seen = dict.fromkeys(one for one in form["Fields"] if one not in references)
    page = next(one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Page")
    hidden = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "Rect": pydyf.Array((0, 0, 0, 0)),
            "P": page.reference,
            "F": _HIDDEN,
            "FT": "/Tx",
            "Ff": _READ_ONLY,
            "T": pydyf.String(MARK_FIELD),
            "V": pydyf.String(mark),
            "DA": pydyf.String(b"/Helv 0 Tf 0 g"),
        }
    )
    pdf.add_object(hidden)
    page.setdefault("Annots", pydyf.Array()).append(hidden.reference)
    form["Fields"][:] = [*seen, hidden.reference]
