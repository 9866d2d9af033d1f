"""What a reply to a form encloses: its tables and PDFs, read in the child process, each failure its own."""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage

import pytest

from models.vocabulary import PdfRefusal
from processor.facts.forms import Enclosed, ReturnedPdf
from processor.facts.own import OwnMarks
from processor.reading.enclosed.requests import PdfRequest, RowsRequest
from processor.reading.limits import Limits
from processor.reading.read import read
from processor.reading.sandbox import DirectReader, Failure, Reader
from processor.services.enclosing import Enclosing
from tests.unit.reading.enclosed.filling import appended, encrypted, form, generic

OWN, LIMITS = OwnMarks(), Limits()
FILLED = appended(form(), {"superuser": generic.pdf_string("Анна")})


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader(OWN, LIMITS)
    yield made
    made.close()


def reply(*files: tuple[str, bytes, str]) -> bytes:
    """A reply with an HTML table, and these files: name, bytes, media type."""
    message = EmailMessage()
    message["From"] = "anna@customer.example"
    message["Subject"] = "Re: form"
    message.set_content("see the table")
    message.add_alternative("<table><tr><td>1)</td><td>Superuser</td><td>Anna</td></tr></table>", subtype="html")
    for name, data, kind in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def enclosed(raw: bytes, reader: Reader | DirectReader) -> Enclosed:
    return Enclosing(reader).enclosed(raw, read(raw, OWN, LIMITS))


def test_rows_and_pdfs_in_either_process(reader: Reader) -> None:
    raw = reply(
        ("form.pdf", FILLED, "application/pdf"),
        ("FORM 2.PDF", encrypted(form(), ""), "application/octet-stream"),
        ("scan.jpg", b"\xff\xd8", "image/jpeg"),
        ("notes.pdf", b"no pdf", "application/pdf"),
    )
    found = enclosed(raw, reader)
    assert found == enclosed(raw, DirectReader(OWN, LIMITS))
    assert found.rows == (("1)", "Superuser", "Anna"),)
    assert found.pdfs == (
        ReturnedPdf("form.pdf", (("superuser", "Анна"),), form="FQ-12.1"),
        ReturnedPdf("FORM 2.PDF", refused=PdfRefusal.ENCRYPTED),
        ReturnedPdf("notes.pdf", refused=PdfRefusal.NOT_PDF),
    )


def test_only_a_few_pdfs_are_read(reader: Reader) -> None:
    found = enclosed(reply(*((f"{at}.pdf", b"%PDF-", "application/pdf") for at in range(8))), reader)
    assert [one.refused for one in found.pdfs] == [PdfRefusal.BROKEN] * 5 + [PdfRefusal.TOO_MANY] * 3
    assert [one.filename for one in found.pdfs] == [f"{at}.pdf" for at in range(8)]


def test_what_takes_too_long_harms_nothing_else() -> None:
    slow = Reader(OWN, LIMITS, deadline_seconds=0.02)
    try:
        found = enclosed(reply(("a.pdf", FILLED, "application/pdf"), ("b.pdf", FILLED, "application/pdf")), slow)
    finally:
        slow.close()
    assert [one.refused for one in found.pdfs] == [PdfRefusal.UNREADABLE] * 2


class Failing:
    """A reading process that can read nothing."""

    def rows_many(self, items: Sequence[RowsRequest]) -> list[tuple[tuple[str, ...], ...] | Failure]:
        return [Failure("no") for _ in items]

    def pdfs_many(self, items: Sequence[PdfRequest]) -> list[ReturnedPdf | Failure]:
        return [Failure("no") for _ in items]


def test_a_failure_is_told_of() -> None:
    raw = reply(("form.pdf", FILLED, "application/pdf"))
    found = Enclosing(Failing()).enclosed(raw, read(raw, OWN, LIMITS))
    assert found == Enclosed((), (ReturnedPdf("form.pdf", refused=PdfRefusal.UNREADABLE),))
