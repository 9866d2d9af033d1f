"""A version of a proposal: bytes that never vary, and pages that say all of it."""

import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.vocabulary import Language, Quorum, Side, Turn
from processor.documents import formats
from processor.documents.press import DirectPress
from processor.documents.proposal import canonical, digest, file_name, proposal_html, proposal_pdf, proposal_text, thaw
from processor.documents.templates import Templates
from processor.facts.proposals import AttachedDocument, FrozenProposal, Money, Signatory
from tests.unit.documents.proposals import content, long_proposal, proposal

TEMPLATES = Templates()
LANGUAGES = [language.value for language in Language]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_same_bytes_every_time() -> None:
    """The golden digest: acceptances name it, so a change of these bytes would be a new schema."""
    assert digest(proposal()) == "023750a542e595c18e25c223207a447267d65f9981845c29dd74e64b2a1653b6"
    assert digest(proposal()) == hashlib.sha256(canonical(proposal())).hexdigest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bytes_are_canonical_json(language: str) -> None:
    """RFC 8785: sorted keys, no blanks, only the escapes that must be, UTF-8."""
    raw = canonical(proposal(language))
    fields = json.loads(raw)
    assert list(fields) == sorted(fields)
    assert raw == json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert fields["schema"] == "signoff-proposal/1"
    assert fields["price"] == {"amount": "4200.00", "currency": "EUR"}
    assert (fields["hours"], fields["valid_until"], fields["frozen_at"]) == (
        "37.5",
        "2031-04-04",
        "2031-03-01T12:30:00Z",
    )
    assert {key: type(value) for key, value in fields.items() if isinstance(value, float)} == {}


def test_equal_facts_make_equal_bytes() -> None:
    moscow = timezone(timedelta(hours=3))
    later = replace(
        proposal(),
        frozen_at=datetime(2031, 3, 1, 15, 30, tzinfo=moscow),
        content=content(hours=Decimal("37.500"), price=Money(Decimal("4.2E+3"), "EUR")),
    )
    assert canonical(later) == canonical(proposal())


OTHERS: list[FrozenProposal] = [
    proposal(number=18),
    proposal(version=4),
    proposal(language="de", content=content("en"), customer="Customer Ltd"),
    proposal(vendor="Example Software AG"),
    proposal(customer="Customer Inc"),
    proposal(frozen_at=datetime(2031, 3, 1, 12, 31, tzinfo=UTC)),
    proposal(turn=Turn.TOGETHER),
    proposal(quorum=Quorum.ANY),
    proposal(signatories=proposal().signatories[::-1]),
    proposal(signatories=(*proposal().signatories, Signatory(Side.CUSTOMER, "Sam", "sam@customer.example"))),
    *(
        proposal(content=content(**{name: value}))  # type: ignore[arg-type]
        for name, value in (
            ("title", "Nightly export of invoices"),
            ("request", "Another"),
            ("goals", ""),
            ("scope", "All of it"),
            ("criteria", ()),
            ("criteria", content().criteria[::-1]),
            ("hours", None),
            ("hours", Decimal("37.6")),
            ("price", None),
            ("price", Money(Decimal("4200.01"), "EUR")),
            ("price", Money(Decimal("4200"), "USD")),
            ("valid_until", date(2031, 4, 5)),
            ("documents", ()),
            ("documents", (AttachedDocument("Mapping.pdf", "application/pdf", "ac" * 32, 182_400),)),
        )
    ),
]


def test_any_change_makes_another_version() -> None:
    digests = {digest(other) for other in [proposal(), *OTHERS]}
    assert len(digests) == len(OTHERS) + 1


@pytest.mark.parametrize("frozen", [*OTHERS, *map(proposal, LANGUAGES), *map(long_proposal, LANGUAGES)])
def test_the_bytes_can_be_read_again(frozen: FrozenProposal) -> None:
    again = thaw(canonical(frozen))
    assert again == frozen
    assert canonical(again) == canonical(frozen)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        canonical(proposal()) + b"\n",
        canonical(proposal()).replace(b'"number":17', b'"number": 17'),
        canonical(proposal()).replace(b"4200.00", b"4200"),
        canonical(proposal()).replace(b"signoff-proposal/1", b"signoff-proposal/2"),
        canonical(proposal()).replace(b'"customer"', b'"consumer"', 1),
        canonical(proposal()).replace(b"4200.00", b"NaN"),
        canonical(proposal()).replace(b'"vendor","title"', b'"vendor","titel"'),
    ],
)
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        thaw(raw)


@settings(max_examples=100, deadline=None)
@given(
    words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=4, max_size=4),
    amount=st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=2),
    currency=st.sampled_from(["EUR", "JPY", "KWD", "USD"]),
)
def test_any_words_and_amounts_come_back(words: list[str], amount: Decimal, currency: str) -> None:
    title, request, goals, one = words
    given_content = content(
        title=title, request=request, goals=goals, criteria=(one,), hours=amount, price=Money(amount, currency)
    )
    frozen = proposal(content=given_content)
    assert thaw(canonical(frozen)) == frozen
    assert proposal_text(TEMPLATES, frozen).endswith(digest(frozen) + "\n")


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        canonical(proposal(content=content(hours=Decimal(amount))))
    with pytest.raises(ValueError, match="zone"):
        canonical(proposal(frozen_at=datetime(2031, 3, 1)))  # noqa: DTZ001 - that is the fault


TEXTS = {
    "en": (
        "Proposal PR-17, version 3",
        "Price: EUR 4,200.00",
        "Hours: 37.5",
        "Valid through: 4 April 2031 (end of day, UTC)",
    ),
    "ru": (
        "Предложение PR-17, версия 3",
        "Стоимость: 4 200,00 EUR",
        "Часы: 37,5",
        "Действует по: 4 апреля 2031 г. (до",
    ),
    "de": ("Angebot PR-17, Version 3", "Preis: 4.200,00 EUR", "Stunden: 37,5", "Gültig bis: 4. April 2031 (Ende des"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_says_all_of_it(language: str) -> None:
    frozen = proposal(language)
    text = proposal_text(TEMPLATES, frozen)
    assert text.startswith(TEXTS[language][0] + "\n")
    for needed in (*TEXTS[language], *_everything(frozen)):
        assert needed in flat(text)
    assert "None" not in text
    assert max(map(len, text.splitlines())) <= 72


def _everything(frozen: FrozenProposal) -> list[str]:
    said = frozen.content
    words = [said.title, *said.request.split("\n\n"), said.goals, *said.scope.split("\n"), *said.criteria]
    people = [person for one in frozen.signatories for person in (one.name, one.title, one.address)]
    files = [word for one in said.documents for word in (one.filename, one.sha256)]
    return [*words, *people, *files, frozen.vendor, frozen.customer, digest(frozen), f"PR-{frozen.number}"]


def test_what_is_not_stated_is_said_so() -> None:
    bare = proposal(content=content(hours=None, price=None, goals=" ", criteria=(), documents=()))
    text = proposal_text(TEMPLATES, bare)
    assert "Price: not stated" in text
    assert "Hours: not stated" in text
    for heading in ("Business goals", "Acceptance criteria", "Documents that belong to it"):
        assert heading not in text
        assert heading not in proposal_html(TEMPLATES, bare)


def test_what_people_wrote_stays_text_and_nothing_is_loaded() -> None:
    evil = '<img src="https://evil.example/x"><script>x()</script>'
    html = proposal_html(
        TEMPLATES, proposal(customer=evil, content=content(title=evil, request=evil, criteria=(evil,)))
    )
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("&lt;img") >= 4
    DirectPress().pdf(html, proposal().frozen_at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_all_of_it_on_numbered_pages_and_is_always_the_same(language: str, tmp_path: Path) -> None:
    frozen = long_proposal(language)
    raw = proposal_pdf(TEMPLATES, frozen, DirectPress())
    assert raw == proposal_pdf(TEMPLATES, frozen, DirectPress())
    pages = _pages(raw, tmp_path)
    assert len(pages) >= 3
    label = TEXTS[language][0]
    for at, page in enumerate(pages, 1):
        assert re.search(rf"\b{at} ?/ ?{len(pages)}\s*$", page)
        assert label in flat(page)
        assert digest(frozen)[:16] in page
    whole = _joined(" ".join(page.rstrip().rpartition("\n")[0] for page in pages))
    for needed in (*_everything(frozen), TEXTS[language][1].partition(": ")[2]):
        assert _joined(needed) in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_proposal_is_one_page(language: str, tmp_path: Path) -> None:
    assert len(_pages(proposal_pdf(TEMPLATES, proposal(language), DirectPress()), tmp_path)) == 1


def _pages(raw: bytes, folder: Path) -> list[str]:
    assert shutil.which("pdftotext"), "the tests need poppler-utils"
    path = folder / "proposal.pdf"
    path.write_bytes(raw)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def _joined(text: str) -> str:
    """The letters alone: lines, columns and hyphens of a page part words."""
    return "".join(sign for sign in text if sign.isalnum())


def test_the_name_of_the_file() -> None:
    assert file_name(proposal()) == "PR-17-v3.pdf"


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("4200", "EUR", ("EUR 4,200.00", "4 200,00 EUR", "4.200,00 EUR")),
        ("0", "EUR", ("EUR 0.00", "0,00 EUR", "0,00 EUR")),
        ("1234567.5", "USD", ("USD 1,234,567.50", "1 234 567,50 USD", "1.234.567,50 USD")),
        ("-12.345", "EUR", ("EUR −12.345", "−12,345 EUR", "−12,345 EUR")),
        ("120000", "JPY", ("JPY 120,000", "120 000 JPY", "120.000 JPY")),
        ("1.5", "KWD", ("KWD 1.500", "1,500 KWD", "1,500 KWD")),
    ],
)
def test_amounts(amount: str, currency: str, written: tuple[str, str, str]) -> None:
    made = tuple(
        formats.money(Money(Decimal(amount), currency), language).replace("\xa0", " ") for language in LANGUAGES
    )
    assert made == written


def test_days_moments_and_sizes() -> None:
    at = datetime(2031, 3, 1, 15, 5, tzinfo=timezone(timedelta(hours=3)))
    moments = [formats.moment(at, language).replace("\xa0", " ") for language in LANGUAGES]
    assert moments == ["1 March 2031, 12:05 UTC", "1 марта 2031 г., 12:05 UTC", "1. März 2031, 12:05 UTC"]
    sizes = [formats.size(size, "de").replace("\xa0", " ") for size in (0, 999, 1000, 182_400, 1_830_000)]
    assert sizes == ["0 Byte", "999 Byte", "1 kB", "182 kB", "1,8 MB"]
    for month in range(1, 13):
        assert len({formats.day(date(2031, month, 9), language) for language in LANGUAGES}) == 3
    with pytest.raises(ValueError, match="zone"):
        formats.moment(datetime(2031, 3, 1), "en")  # noqa: DTZ001 - that is the fault
