"""Forms that are signed: bytes that never vary, and pages that say all of it."""

import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.vocabulary import ApprovalKind, Language
from processor.documents.press import DirectPress
from processor.documents.proposal import canonical, digest, file_name, proposal_html, proposal_pdf, proposal_text, thaw
from processor.documents.templates import Templates
from processor.facts.proposals import FrozenProposal, Section
from tests.unit.documents.proposals import proposal
from tests.unit.documents.signed import KINDS, form, long_form

TEMPLATES = Templates()
ALL = [(kind, language.value) for kind in KINDS for language in Language]
HEADS = {
    (ApprovalKind.GO_LIVE, "en"): "Go-Live form GL-3, version 1",
    (ApprovalKind.GO_LIVE, "ru"): "Форма запуска GL-3, версия 1",
    (ApprovalKind.GO_LIVE, "de"): "Go-live-Formular GL-3, Version 1",
    (ApprovalKind.COMPLETION, "en"): "Completion form CO-3, version 1",
    (ApprovalKind.COMPLETION, "ru"): "Форма завершения CO-3, версия 1",
    (ApprovalKind.COMPLETION, "de"): "Abschlussformular CO-3, Version 1",
    (ApprovalKind.FORM, "en"): "Form FO-12, version 1",
    (ApprovalKind.FORM, "ru"): "Форма FO-12, версия 1",
    (ApprovalKind.FORM, "de"): "Formular FO-12, Version 1",
}
MEANINGS = {
    (ApprovalKind.GO_LIVE, "en"): "The site may be activated. The date on which the system is taken live is recorded",
    (ApprovalKind.GO_LIVE, "ru"): "День, когда система начнёт работать, записывается отдельно",
    (ApprovalKind.GO_LIVE, "de"): "An welchem Tag das System live geht, wird davon getrennt festgehalten",
    (ApprovalKind.COMPLETION, "en"): "acceptance with outstanding issues is acceptance.",
    (ApprovalKind.COMPLETION, "ru"): "приёмка с замечаниями — это приёмка.",
    (ApprovalKind.COMPLETION, "de"): "eine Annahme mit offenen Punkten ist eine Annahme.",
    (ApprovalKind.FORM, "en"): "The information in this form is right.",
    (ApprovalKind.FORM, "ru"): "Сведения в этой форме верны.",
    (ApprovalKind.FORM, "de"): "Die Angaben in diesem Formular sind richtig.",
}


def letters(text: str) -> str:
    """The letters alone: lines, columns and hyphens of a page part words, and its headings are in capitals."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def everything(frozen: FrozenProposal) -> list[str]:
    said = frozen.content
    words = [word for one in said.sections for word in (one.title, *(part for line in one.lines for part in line))]
    people = [part for one in frozen.signatories for part in (one.name, one.title, one.address)]
    files = [part for one in said.documents for part in (one.filename, one.sha256)]
    return [said.title, *words, *people, *files, frozen.vendor, frozen.customer, digest(frozen)]


def pages(raw: bytes, folder: Path) -> list[str]:
    path = folder / "form.pdf"
    path.write_bytes(raw)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_the_same_bytes_every_time() -> None:
    """The golden digests: acceptances name them, so a change of these bytes would be a new schema."""
    assert {kind.value: digest(form(kind))[:16] for kind in KINDS} == {
        "go_live": "8abe43be079c99a2",
        "completion": "e24d88ea3e95be3b",
        "form": "3dec87e66abe3846",
    }


def test_the_bytes_say_which_kind_and_what_the_sections_say() -> None:
    fields = json.loads(canonical(form(ApprovalKind.COMPLETION)))
    assert (fields["schema"], fields["kind"], fields["valid_until"]) == ("signoff-form/1", "completion", None)
    assert fields["sections"][0]["title"] == "Site"
    assert fields["sections"][0]["lines"][1] == ["Superuser", "Rita Sousa, rita@customer.example"]
    assert {"kind", "sections"}.isdisjoint(json.loads(canonical(proposal())))


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_the_bytes_can_be_read_again(kind: ApprovalKind, language: str) -> None:
    frozen = form(kind, language)
    assert thaw(canonical(frozen)) == frozen
    assert thaw(canonical(long_form(kind, language))) == long_form(kind, language)


def test_any_change_makes_another_version() -> None:
    made = form(ApprovalKind.GO_LIVE)
    first, *others = made.content.sections
    changed = replace(first, lines=(*first.lines[:-1], ("Planned date of going live", "4 March 2031")))
    one_line = Section(first.title, (*first.lines, *others[0].lines))
    versions = [
        made,
        *(replace(made, kind=kind) for kind in KINDS[1:]),
        replace(made, content=replace(made.content, sections=(changed, *others))),
        replace(made, content=replace(made.content, sections=(one_line, *others[1:]))),
        replace(made, content=replace(made.content, sections=made.content.sections[::-1])),
        replace(made, content=replace(made.content, valid_until=date(2031, 4, 4))),
        replace(made, content=replace(made.content, documents=())),
    ]
    assert len({digest(one) for one in versions}) == len(versions)


def test_a_proposal_has_no_sections_and_its_last_day() -> None:
    made = proposal()
    for content in (
        replace(made.content, sections=form(ApprovalKind.FORM).content.sections),
        replace(made.content, valid_until=None),
    ):
        with pytest.raises(ValueError, match="last day and no sections"):
            canonical(replace(made, content=content))
    with pytest.raises(ValueError, match="version is of a form"):
        canonical(replace(form(ApprovalKind.FORM), kind=ApprovalKind.RECEIPT))


@pytest.mark.parametrize(
    "raw",
    [
        canonical(form(ApprovalKind.GO_LIVE)).replace(b'"go_live"', b'"proposal"'),
        canonical(form(ApprovalKind.GO_LIVE)).replace(b"signoff-form/1", b"signoff-proposal/1"),
        canonical(proposal()).replace(b"signoff-proposal/1", b"signoff-form/1"),
        canonical(form(ApprovalKind.GO_LIVE)).replace(b'"sections":[', b'"sections":[1,'),
    ],
)
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        thaw(raw)


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_the_text_says_all_of_it(kind: ApprovalKind, language: str) -> None:
    frozen = form(kind, language)
    text = proposal_text(TEMPLATES, frozen)
    assert text.startswith(HEADS[kind, language] + "\n")
    for needed in (MEANINGS[kind, language], *everything(frozen)):
        assert letters(needed) in letters(text)
    assert "None" not in text
    assert max(map(len, text.splitlines())) <= 72


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_a_short_form_is_one_page_that_says_all_of_it(kind: ApprovalKind, language: str, tmp_path: Path) -> None:
    frozen = form(kind, language)
    raw = proposal_pdf(TEMPLATES, frozen, DirectPress())
    made = pages(raw, tmp_path)
    assert len(made) == 1
    for needed in (HEADS[kind, language], MEANINGS[kind, language], *everything(frozen)):
        assert letters(needed) in letters(made[0])


def test_a_long_form_has_numbered_pages_and_is_always_the_same(tmp_path: Path) -> None:
    frozen = long_form(ApprovalKind.FORM, "de")
    raw = proposal_pdf(TEMPLATES, frozen, DirectPress())
    assert raw == proposal_pdf(TEMPLATES, frozen, DirectPress())
    made = pages(raw, tmp_path)
    assert len(made) >= 3
    assert all(re.search(rf"\b{at} ?/ ?{len(made)}\s*$", page) for at, page in enumerate(made, 1))


def test_what_people_wrote_stays_text() -> None:
    evil = '<img src="https://evil.example/x"><script>x()</script>'
    made = form(ApprovalKind.FORM)
    content = replace(made.content, title=evil, sections=(Section(evil, ((evil, evil),)),))
    html = proposal_html(TEMPLATES, replace(made, content=content))
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("&lt;img") >= 4


def test_the_name_of_the_file() -> None:
    assert [file_name(form(kind)) for kind in KINDS] == ["GL-3-v1.pdf", "CO-3-v1.pdf", "FO-12-v1.pdf"]
