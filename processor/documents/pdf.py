"""HTML to PDF/A-3b (ISO 19005-3): with the fonts that ship, without network or files, and always the same bytes.

WeasyPrint takes some 50 MB and half a second to import: a process that stays small goes through `press`.
"""

import hashlib
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Final, Literal, NoReturn

from processor.documents.legible import legible

__all__ = ["EmbeddedFile", "Relationship", "fetching_nothing", "render_pdf", "use_own_fonts"]

Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
"""What an attached file is to the page (ISO 32000-2, 7.11.3)."""

_VARIANT: Final = "pdf/a-3b"
_FONTS: Final = "fonts"


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file inside the PDF, byte for byte; the file name also says its media type."""

    filename: str
    content: bytes
    relationship: Relationship = "Source"
    description: str = ""


def render_pdf(html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
    """The document as PDF/A-3b with the files inside: the same arguments always make the same bytes.

    `created` becomes the time of the document and of its files, and the identifier is a digest of what went in.
    Characters that the fonts lack are written out (see `legible`). Raises ValueError for a document that would fetch
    anything, and for a time without its zone.
    """
    if created.tzinfo is None:
        raise ValueError("the time of a document needs its zone")
    use_own_fonts()
    from weasyprint import HTML  # noqa: PLC0415 - slow to import, and it reads the setting of the fonts

    at = created.astimezone(UTC).replace(microsecond=0)
    with fetching_nothing() as fetcher:
        document = HTML(string=legible(html), url_fetcher=fetcher).render(pdf_variant=_VARIANT)
    document.metadata.created = document.metadata.modified = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata.attachments = [_attached(one, at) for one in attachments]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the file of its colour profile open
        result: bytes = document.write_pdf(
            pdf_variant=_VARIANT,
            pdf_identifier=_identifier(html, attachments),
            finisher=_name_each_file_once,
        )
    return result


def _attached(one: EmbeddedFile, at: datetime) -> object:
    from weasyprint import Attachment as Embedded  # noqa: PLC0415 - slow to import

    return Embedded(
        string=one.content,
        name=one.filename,
        description=one.description,
        created=at,
        modified=at,
        relationship=one.relationship,
        url_fetcher=_no_fetching,
    )


def _identifier(html: str, attachments: Sequence[EmbeddedFile]) -> bytes:
    digest = hashlib.sha256(html.encode("utf-8", "replace"))
    for one in attachments:
        digest.update(b"\0" + one.filename.encode() + b"\0" + hashlib.sha256(one.content).digest())
    return digest.hexdigest()[:32].encode()


def _name_each_file_once(document: object, pdf: object) -> None:
    """Take doubles out of the list of associated files, which WeasyPrint fills twice."""
    catalog = getattr(pdf, "catalog", {})
    if "AF" in catalog:
        catalog["AF"][:] = list(dict.fromkeys(catalog["AF"]))


@contextmanager
def fetching_nothing() -> Iterator[Callable[..., NoReturn]]:
    """A way to fetch that fetches nothing: whatever asks for something raises ValueError at the end."""
    try:
        yield _no_fetching
    except _Fetches as fault:
        raise ValueError(f"a document may fetch nothing, and this one asks for {fault}") from None


class _Fetches(BaseException):
    """The document asked for something outside itself."""


def _no_fetching(url: str, *_: object, **__: object) -> NoReturn:
    raise _Fetches(url[:100])


@lru_cache(maxsize=1)
def use_own_fonts() -> None:
    """Have fontconfig, which reads its environment, know the fonts of the package and no others."""
    with as_file(files("templates") / _FONTS / "fonts.conf") as path:
        os.environ["FONTCONFIG_FILE"] = str(path)
