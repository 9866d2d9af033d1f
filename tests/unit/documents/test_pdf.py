import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processor.documents.legible import legible, shown
from processor.documents.pdf import EmbeddedFile, render_pdf
from processor.documents.press import DirectPress, Press
from processor.errors import Permanent

NOW = datetime(2026, 11, 20, 8, 3, 25, tzinfo=UTC)
PAGE = "<html lang=ru><title>Приёмка</title><body style='font-family: sans-serif'>{}</body></html>"
MAIL = EmbeddedFile("reply.eml", b"From: ivan@romashka.example\r\n\r\n\xff\x00ok\r\n", "Source", "the reply")


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, timeout=30).stdout.decode()


def test_text_of_every_language_comes_out_again(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(render_pdf(PAGE.format("Согласовано, Grüße, naïve €"), NOW))
    assert "Согласовано, Grüße, naïve €" in run("pdftotext", path, "-")


def test_only_shipped_fonts_are_used_and_all_are_embedded(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    body = "<b>fett</b> <code style='font-family: Courier, monospace'>x</code> <i style='font-family: Arial'>i</i> 漢"
    path.write_bytes(render_pdf(PAGE.format(body), NOW))
    lines = run("pdffonts", path).splitlines()[2:]
    assert lines
    for line in lines:
        assert "+DejaVu-Sans" in line
        assert line.split()[-5] == "yes"


def test_the_document_says_that_it_is_pdf_a_3b_and_when_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(render_pdf(PAGE.format("x"), NOW, [MAIL]))
    meta = run("pdfinfo", "-meta", path)
    assert 'pdfaid:part="3"' in meta
    assert 'pdfaid:conformance="B"' in meta
    assert "2026-11-20T08:03:25Z" in run("pdfinfo", "-isodates", path)


def test_files_are_inside_byte_for_byte_and_associated_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(render_pdf(PAGE.format("x"), NOW, [MAIL, EmbeddedFile("acceptance.json", b"{}", "Data")]))
    run("pdfdetach", "-saveall", "-o", tmp_path, path)
    assert (tmp_path / "reply.eml").read_bytes() == MAIL.content
    assert (tmp_path / "acceptance.json").read_bytes() == b"{}"
    shown_catalog = run("mutool", "show", path, "trailer/Root/AF")
    assert shown_catalog.count(" 0 R") == 2


def test_the_same_arguments_make_the_same_bytes_and_others_do_not() -> None:
    first = render_pdf(PAGE.format("x"), NOW, [MAIL])
    assert render_pdf(PAGE.format("x"), NOW, [MAIL]) == first
    assert render_pdf(PAGE.format("x"), NOW.replace(second=26), [MAIL]) != first
    assert render_pdf(PAGE.format("x"), NOW) != first


@pytest.mark.parametrize(
    "body",
    [
        "<img src='file:///etc/hostname'>",
        "<link rel=stylesheet href='http://a.example/x.css'>",
        "<p style='background: url(https://a.example/x.png)'>x",
        "<style>@font-face { font-family: a; src: url(file:///etc/hostname) }</style><p style='font-family: a'>x",
        "<style>@import 'http://a.example/'</style>",
        "<object data='file:///etc/hostname'></object>",
    ],
)
def test_a_document_that_would_fetch_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="may fetch nothing"):
        render_pdf(PAGE.format(body), NOW)


def test_a_link_named_as_attachment_attaches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(render_pdf(PAGE.format("<link rel=attachment href='file:///etc/hostname'>x"), NOW))
    assert "0 embedded files" in run("pdfdetach", "-list", path)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        render_pdf(PAGE.format("x"), NOW.replace(tzinfo=None))


def test_what_has_no_glyph_is_written_out() -> None:
    assert legible("Approved \U0001f44d") == "Approved [U+1F44D THUMBS UP SIGN]"
    assert legible("❤\ufe0f") == "❤"
    assert legible("a\u202eb") == "a[U+202E RIGHT-TO-LEFT OVERRIDE]b"
    assert legible("\x07\ue000") == "[U+0007][U+E000]"


def test_what_has_a_glyph_stays() -> None:
    assert shown("Согласовано, Größe – „ja“ €\n\t«да» ✓ ✗")


def test_the_press_makes_the_same_bytes_in_its_child() -> None:
    press = Press()
    try:
        assert press.pdf(PAGE.format("Да"), NOW, [MAIL]) == DirectPress().pdf(PAGE.format("Да"), NOW, [MAIL])
    finally:
        press.close()


def test_a_document_over_its_time_is_refused_and_the_next_one_is_made() -> None:
    press = Press(deadline_seconds=3)
    try:
        with pytest.raises(Permanent, match="longer than 3 seconds"):
            press.pdf(PAGE.format("<table><tr><td>x" * 20000), NOW)
        assert press.pdf(PAGE.format("x"), NOW).startswith(b"%PDF-1.7")
    finally:
        press.close()


def test_a_document_that_fails_says_why_and_keeps_the_child() -> None:
    press = Press()
    try:
        with pytest.raises(Permanent, match="may fetch nothing"):
            press.pdf(PAGE.format("<img src='http://a.example/'>"), NOW)
        assert press.pdf(PAGE.format("x"), NOW).startswith(b"%PDF-1.7")
    finally:
        press.close()
