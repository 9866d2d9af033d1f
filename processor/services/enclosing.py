"""What a reply to a form encloses beside its text: asked of the reading process, one mail's fate not another's."""

from collections.abc import Sequence
from typing import Final, Protocol

from models.vocabulary import PdfRefusal
from processor.facts.forms import Enclosed, ReturnedPdf
from processor.facts.message import Attachment, Message
from processor.reading.enclosed.requests import PdfRequest, RowsRequest
from processor.reading.sandbox import Failure

_MOST_PDFS: Final = 5
_PDF: Final = frozenset({"application/pdf", "application/x-pdf"})
_ENDING: Final = ".pdf"


class EnclosedReader(Protocol):
    """Takes apart what came with a mail, wherever it does so."""

    def rows_many(self, items: Sequence[RowsRequest]) -> list[tuple[tuple[str, ...], ...] | Failure]:
        """The rows of each mail's tables, in order."""
        ...

    def pdfs_many(self, items: Sequence[PdfRequest]) -> list[ReturnedPdf | Failure]:
        """What each PDF holds, in order."""
        ...


class Enclosing:
    """Finds what may hold the answers to a form. For mails that name one: others cost nothing."""

    def __init__(self, reader: EnclosedReader) -> None:
        """Ask `reader`."""
        self._reader = reader

    def enclosed(self, raw: bytes, message: Message) -> Enclosed:
        """The rows of the mail's tables, and every PDF attached to it, read or refused with a reason.

        What can't be read within the limits is refused, and harms nothing else. Raises Temporary where the reading
        process doesn't start.
        """
        (rows,) = self._reader.rows_many([RowsRequest(raw)])
        return Enclosed(() if isinstance(rows, Failure) else rows, self._pdfs(raw, message))

    def _pdfs(self, raw: bytes, message: Message) -> tuple[ReturnedPdf, ...]:
        files = [one for one in message.attachments if _is_pdf(one)]
        read, spared = files[:_MOST_PDFS], files[_MOST_PDFS:]
        asked = [PdfRequest(raw, one.position, one.filename) for one in read]
        answers = self._reader.pdfs_many(asked) if asked else []
        return (
            *(
                ReturnedPdf(one.filename, refused=PdfRefusal.UNREADABLE) if isinstance(answer, Failure) else answer
                for one, answer in zip(read, answers, strict=True)
            ),
            *(ReturnedPdf(one.filename, refused=PdfRefusal.TOO_MANY) for one in spared),
        )


def _is_pdf(one: Attachment) -> bool:
    return one.content_type in _PDF or one.filename.casefold().endswith(_ENDING)
