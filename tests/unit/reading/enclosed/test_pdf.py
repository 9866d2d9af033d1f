"""Returned PDFs: filled in in every usual way they are read right; what is not ours or could harm is refused."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from pyhanko.pdf_utils import generic

from models.vocabulary import PdfRefusal
from processor.reading.enclosed.pdf import read_pdf
from tests.unit.reading.enclosed.filling import (
    appended,
    encrypted,
    fields,
    form,
    name,
    rewritten,
    table,
    typed,
)

TEXTS = {"superuser": "Анна Berg-Müller", "mail": "anna@customer.example", "goals": "Раз\nzwei\nthree (3) \\ €"}
SCRIPT = table(S=name("/JavaScript"), JS=generic.pdf_string("app.alert(1)"))
NAMED = generic.ArrayObject([generic.pdf_string("a"), SCRIPT])


def _dict(data: bytes) -> dict[str, str]:
    read = read_pdf(data, "form.pdf")
    assert read.refused == ""
    assert read.form == "FQ-12.1"
    return dict(read.fields)


def test_what_was_typed_clicked_and_picked_in_a_viewer() -> None:
    filled = typed(form(), TEXTS, {"remote": "no", "site": "centre"}, {"zone": 4})
    assert _dict(filled) == {**TEXTS, "remote": "no", "site": "centre", "zone": "zone3"}


def test_what_was_changed_in_a_prefilled_form() -> None:
    before = _dict(form(prefilled=True))
    filled = typed(form(prefilled=True), {"superuser": "Boris", "goals": ""}, {"remote": "no"}, {})
    assert _dict(filled) == {key: text for key, text in before.items() if key != "goals"} | {
        "superuser": "Boris",
        "remote": "no",
    }


def test_an_incremental_update_counts_and_the_last_one_most() -> None:
    once = appended(
        form(), {"superuser": generic.pdf_string("Anna"), "site": name("/1"), "zone": generic.pdf_string("zone2")}
    )
    twice = appended(once, {"superuser": generic.pdf_string("Boris")})
    assert _dict(once) == {"superuser": "Anna", "site": "centre", "zone": "zone2"}
    assert _dict(twice) == {"superuser": "Boris", "site": "centre", "zone": "zone2"}


def test_written_anew_with_object_streams() -> None:
    filled = typed(form("ru"), TEXTS, {"remote": "yes"}, {"zone": 8})
    again = rewritten(filled)
    assert b"/ObjStm" in again or b"/XRef" in again
    assert _dict(again) == {**TEXTS, "remote": "yes", "zone": "zone7"}


@pytest.mark.parametrize(
    "value",
    [
        generic.TextStringObject("Zoë"),
        generic.ByteStringObject(b"\xfe\xff" + "Zoë".encode("utf-16-be")),
        generic.ByteStringObject(b"\xef\xbb\xbf" + "Zoë".encode()),
        generic.ByteStringObject("Zoë".encode("latin-1")),
        generic.TextStringObject("  Zo\u00eb\u200b \x00"),
    ],
)
def test_text_in_every_encoding(value: generic.PdfObject) -> None:
    assert _dict(appended(form(), {"superuser": value})) == {"superuser": "Zoë"}


def test_line_ends_and_long_answers() -> None:
    assert _dict(appended(form(), {"goals": generic.pdf_string("a\rb\r\nc\nd")})) == {"goals": "a\nb\nc\nd"}
    long = "ж" * 20_001
    assert read_pdf(appended(form(), {"goals": generic.pdf_string(long)}), "f").refused == PdfRefusal.TOO_LARGE
    assert len(_dict(appended(form(), {"goals": generic.pdf_string(long[:-1])}))["goals"]) == 20_000


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted_is_refused(password: str) -> None:
    assert read_pdf(encrypted(form(), password), "f.pdf").refused == PdfRefusal.ENCRYPTED


def _at_root(key: str, value: generic.PdfObject) -> Callable[[Any], None]:
    def change(writer: Any) -> None:
        writer.root[name(f"/{key}")] = value

    return change


def _at_field(key: str, value: generic.PdfObject) -> Callable[[Any], None]:
    def change(writer: Any) -> None:
        fields(writer)["mail"][name(f"/{key}")] = value

    return change


def _at_page(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[name("/AA")] = table(O=SCRIPT)


def _xfa(writer: Any) -> None:
    writer.root["/AcroForm"][name("/XFA")] = generic.ArrayObject([generic.pdf_string("template")])


def _deep(writer: Any) -> None:
    launch = writer.add_object(table(S=name("/Launch"), F=generic.pdf_string("calc.exe")))
    harmless = table(S=name("/GoTo"), Next=generic.ArrayObject([launch]))
    fields(writer)["mail"][name("/A")] = writer.add_object(harmless)


FILES = table(
    EmbeddedFiles=table(Names=generic.ArrayObject([generic.pdf_string("x"), table(EF=table(F=generic.NullObject()))]))
)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_at_root("OpenAction", SCRIPT), PdfRefusal.SCRIPTS),
        (_at_root("OpenAction", table(S=name("/Named"), N=name("/Print"))), PdfRefusal.SCRIPTS),
        (_at_root("Names", table(JavaScript=table(Names=NAMED))), PdfRefusal.SCRIPTS),
        (_at_root("Names", FILES), PdfRefusal.FILES),
        (_at_field("AA", table(K=SCRIPT)), PdfRefusal.SCRIPTS),
        (_at_field("A", table(S=name("/SubmitForm"), F=generic.pdf_string("http://evil.example"))), PdfRefusal.SCRIPTS),
        (_at_field("Subtype", name("/FileAttachment")), PdfRefusal.FILES),
        (_at_page, PdfRefusal.SCRIPTS),
        (_deep, PdfRefusal.SCRIPTS),
        (_xfa, PdfRefusal.XFA),
    ],
)  # fmt: skip
def test_what_starts_or_brings_something_is_refused(change: Callable[[Any], None], why: PdfRefusal) -> None:
    read = read_pdf(rewritten(form(), change), "f.pdf")
    assert read.refused == why
    assert read.fields == ()


def _by_hand(catalog: bytes = b"", field: bytes = b"") -> bytes:
    """A small form as other programs write it: nothing compressed, a table of objects at the end."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /FT /Tx /T (signoff_form) /V (FQ-12.1) >>",
        b"<< /FT /Tx /T (mail) %s >>" % (field or b"/V (anna@customer.example)"),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /Fields 7 0 R >>",
        b"[3 0 R 4 0 R]",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table_at = b"xref\n0 8\n0000000000 65535 f \n" + rows + b"trailer << /Size 8 /Root 1 0 R >>\n"
    return data + table_at + b"startxref\n%d\n%%%%EOF\n" % len(data)


def test_a_form_that_another_program_wrote_anew() -> None:
    assert _dict(_by_hand()) == {"mail": "anna@customer.example"}
    assert _dict(b"\r\n" + _by_hand()) == {"mail": "anna@customer.example"}


def test_a_name_in_disguise_is_the_same_name() -> None:
    for hidden in (b"/OpenAction << /S /Java#53cript /J#53 (x) >>", b"/Open#41ction << /S /L#61unch >>"):
        assert read_pdf(_by_hand(hidden), "f.pdf").refused == PdfRefusal.SCRIPTS


def test_a_place_to_open_at_is_harmless() -> None:
    def at_page(writer: Any) -> None:
        writer.root[name("/OpenAction")] = generic.ArrayObject(
            [writer.root["/Pages"]["/Kids"].raw_get(0), name("/Fit")]
        )

    assert read_pdf(rewritten(form(), at_page), "f.pdf").refused == ""
    assert read_pdf(rewritten(form(), _at_root("AA", table())), "f.pdf").refused == ""


def test_what_is_not_ours_is_refused() -> None:
    def without_mark(writer: Any) -> None:
        fields(writer)["signoff_form"][name("/V")] = generic.pdf_string("")
        writer.set_info(table(Keywords=generic.pdf_string("holiday")))

    def other_mark(writer: Any) -> None:
        fields(writer)["signoff_form"][name("/V")] = generic.pdf_string("FQ-12.1 FQ-13.1")

    for change in (without_mark, other_mark):
        assert read_pdf(rewritten(form(), change), "f.pdf").refused == PdfRefusal.NOT_OURS


def test_a_form_without_its_fields_says_so() -> None:
    def flattened(writer: Any) -> None:
        del writer.root["/AcroForm"]
        writer.set_info(table(Keywords=generic.pdf_string("FQ-12.1")))

    read = read_pdf(rewritten(form(), flattened), "f.pdf")
    assert (read.refused, read.form) == (PdfRefusal.NO_FIELDS, "FQ-12.1")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", PdfRefusal.NOT_PDF),
        (b"PK\x03\x04 a document", PdfRefusal.NOT_PDF),
        (b"%PDF-1.7\nnothing more", PdfRefusal.BROKEN),
        (b"%PDF-1.7\n" + b"[" * 200_000, PdfRefusal.BROKEN),
        (b"%PDF-1.7\n" + b"x" * 10_000_000, PdfRefusal.TOO_LARGE),
    ],
)
def test_what_is_no_pdf_or_a_broken_one(data: bytes, why: PdfRefusal) -> None:
    assert read_pdf(data, "f.pdf").refused == why


def test_any_cut_or_flipped_file_is_read_or_refused() -> None:
    whole = typed(form(), TEXTS, {}, {})
    started = time.monotonic()
    for at in range(1, 12):
        cut = read_pdf(whole[: len(whole) * at // 12], "f.pdf")
        assert cut.refused
    tail = len(whole) - 12_000
    for at in range(24):
        place = tail + at * 499
        flipped = whole[:place] + bytes([whole[place] ^ 0x15]) + whole[place + 1 :]
        read = read_pdf(flipped, "f.pdf")
        assert read.refused in {"", *PdfRefusal}
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "field", [b"/Kids [4 0 R]", b"/Kids 4 0 R", b"/V 4 0 R", b"/Kids [[[]]]", b"/V << /V 4 0 R >>"]
)
def test_a_circle_and_nonsense_end(field: bytes) -> None:
    read = read_pdf(_by_hand(field=field), "f.pdf")
    assert read.fields == ()


def test_a_stream_that_swells_is_refused() -> None:
    bomb = generic.StreamObject(stream_data=b"a" * 60_000_000)
    bomb.compress()

    def swell(writer: Any) -> None:
        fields(writer)["mail"][name("/V")] = writer.add_object(bomb)

    swollen = rewritten(form(), swell)
    started = time.process_time()
    assert read_pdf(swollen, "f.pdf").refused == PdfRefusal.TOO_LARGE
    assert time.process_time() - started < 2


def test_the_name_of_the_file_is_kept_short() -> None:
    assert read_pdf(b"", "a\n" * 300).filename == ("a " * 300)[:200]
