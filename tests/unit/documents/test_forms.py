"""The fillable PDF of a form: its fields, its fonts, its mark, and that it is made again the same."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.vocabulary import Language
from processor.documents.forms import file_name, form_mark, form_pdf
from processor.documents.press import DirectPress, Press
from processor.documents.templates import Templates
from processor.facts.forms import FormToFill
from processor.reading.enclosed.pdf import read_pdf
from tests.unit.documents.forms import DEFINITION, EMPTY, KEY, PREFILLED, answer

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
TEMPLATES = Templates()


def made(form: FormToFill = EMPTY, language: str = "en") -> bytes:
    return form_pdf(TEMPLATES, form, language, KEY, "Example Support", "Customer Ltd", DirectPress(), NOW)


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, check=True, timeout=30).stdout.decode()


@pytest.mark.parametrize("language", [language.value for language in Language])
def test_the_page_shows_every_question_and_the_parties(tmp_path: Path, language: str) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(made(language=language))
    text = " ".join(run("pdftotext", path, "-").split())
    for field in DEFINITION.fields:
        assert dict(field.labels)[language] in text
    for needed in (dict(DEFINITION.titles)[language], dict(DEFINITION.intro)[language], "Customer Ltd", KEY.tag):
        assert needed in text


def test_each_question_has_its_field_and_only_those(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(made())
    listed = run("mutool", "show", path, "form")
    kinds = {"superuser": "Tx", "remote": "Btn", "site": "Btn", "zone": "Ch", "goals": "Tx", "queues": "Tx"}
    names = {line.split("(")[1].rstrip(")") for line in listed.splitlines() if "Name: (" in line}
    assert names == {field.key for field in DEFINITION.fields} | {"signoff_form"}
    for name, kind in kinds.items():
        block = next(part for part in listed.split("\n\n") if f"Name: ({name})" in part)
        assert f"Type: {kind}" in block
    top = run("mutool", "show", path, "trailer/Root/AcroForm/Fields")
    assert top.count(" R") == len(names)


def test_what_is_known_stands_in_the_fields() -> None:
    assert dict(read_pdf(made(PREFILLED), "form.pdf").fields) == {
        "superuser": "Anna Berg",
        "remote": "yes",
        "site": "centre",
        "start": "24 March 2031",
        "seats": "1,200",
        "goals": "Answer faster.\nСчитать звонки.",
        "queues": "Sales\nПоддержка",
    }
    untouched = read_pdf(made(), "form.pdf")
    assert untouched.fields == ()
    assert untouched.refused == ""
    assert untouched.form == form_mark(KEY) == "FQ-12.1"


def test_what_is_known_is_not_drawn_on_the_paper_too(tmp_path: Path) -> None:
    """Else it would stay there under what is typed over it."""
    first, second = tmp_path / "empty.pdf", tmp_path / "filled.pdf"
    first.write_bytes(made())
    second.write_bytes(made(PREFILLED))
    empty, filled = (run("mutool", "show", "-b", path, "pages/1/Contents").count(" TJ") for path in (first, second))
    assert empty == filled > 0


def test_our_fonts_are_inside(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(made(language="ru"))
    lines = run("pdffonts", path).splitlines()[2:]
    assert lines
    assert all("DejaVu-Sans" in line and line.split()[-5] == "yes" for line in lines)


def test_the_same_arguments_make_the_same_bytes_in_either_process() -> None:
    first = made(PREFILLED, "de")
    assert first == made(PREFILLED, "de")
    assert first != made(EMPTY, "de")
    press = Press()
    try:
        again = form_pdf(TEMPLATES, PREFILLED, "de", KEY, "Example Support", "Customer Ltd", press, NOW)
    finally:
        press.close()
    assert again == first
    assert file_name(KEY) == "FQ-12-v1.pdf"


def test_a_page_that_fetches_is_refused() -> None:
    with pytest.raises(ValueError, match="may fetch nothing"):
        DirectPress().form("<form><input name=a></form><img src='http://vendor.example/x.png'>", NOW, "FQ-1.1")
    with pytest.raises(ValueError, match="needs its zone"):
        DirectPress().form("<p>.", NOW.replace(tzinfo=None), "FQ-1.1")


def test_words_of_customers_stay_words() -> None:
    evil = '"><input name="x" value="y">'
    assert dict(read_pdf(made(FormToFill(DEFINITION, (answer("superuser", evil),))), "f.pdf").fields) == {
        "superuser": evil
    }
