import hashlib
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import Assurance, Language
from processor.documents.certificate import (
    CertificateFacts,
    NamedDigest,
    certificate_files,
    certificate_html,
    make_certificate,
)
from processor.documents.press import DirectPress
from tests.unit.documents.acceptances import ISSUES, NOTICES, WORDS, acceptance, deemed, signed

CHECKOUT = Path(__file__).resolve().parents[3]
LANGUAGES = sorted(Language)
ZONELESS = re.compile(r"\d\d:\d\d(?::\d\d)?(?! UTC)\b")


def facts(accepted: dict[str, Any], language: str = "en", authority: str = "") -> CertificateFacts:
    return CertificateFacts(
        accepted,
        "Example Vendor GmbH",
        language,
        "ee" * 32,
        "ff" * 32,
        (NamedDigest("reply.eml", hashlib.sha256(b"reply").hexdigest()),),
        authority,
    )


def text_of(made: CertificateFacts, folder: Path) -> str:
    path = folder / "certificate.pdf"
    path.write_bytes(make_certificate(DirectPress(), made, certificate_files(b"reply", b"sent", b"{}")))
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, timeout=30)
    return run.stdout.decode()


def pages(folder: Path) -> int:
    run = subprocess.run(["pdfinfo", folder / "certificate.pdf"], capture_output=True, check=True, timeout=30)
    return int(re.findall(rb"Pages:\s+(\d+)", run.stdout)[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_says_who_what_and_when_in_the_language(language: str, tmp_path: Path) -> None:
    text = text_of(facts(acceptance(language), language, "Example TSA"), tmp_path)
    name, title, reply = WORDS[language]
    flat = " ".join(text.split())
    for words in (name, title, "PR-17", "2026-11-20 08:03:25 UTC", "Example Vendor GmbH", "A3", "ab" * 32, "cd" * 32):
        assert words in flat
    assert "Example TSA" in flat
    for line in reply.split("\n"):
        assert line in text
    assert "EE:EE" in flat
    assert "pdfsig -nssdir sql:nss AC-2026-000017.pdf" in flat
    assert pages(tmp_path) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_time_on_the_page_carries_its_zone(language: str, tmp_path: Path) -> None:
    text = text_of(facts(acceptance(language), language), tmp_path)
    assert "2026-11-20 08:03:11 UTC" in " ".join(text.split()), "a time in another zone is shown in the page's one"
    times = [line for line in text.splitlines() if ZONELESS.search(re.sub(r"(?:[0-9A-F]{2}:)+[0-9A-F]{2}", "", line))]
    assert times == []


@pytest.mark.parametrize(
    ("language", "sealed", "clock"),
    [("en", "Sealed by", "local clock"), ("de", "Gesiegelt von", "lokalen Uhr"), ("ru", "Опечатано:", "местным часам")],
)
def test_the_seal_is_the_vendors_and_the_clock_is_named(language: str, sealed: str, clock: str, tmp_path: Path) -> None:
    flat = " ".join(text_of(facts(acceptance(language), language), tmp_path).split())
    assert f"{sealed} Example Vendor GmbH" in flat
    assert clock in flat
    assert "RFC 3161" not in flat
    assert not re.search(r"signed by (the customer|Ivan)|unterschrieben von|подписано заказчиком", flat, re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "of one of"), ("de", "einer dieser Stellen:"), ("ru", "одной из")]
)
def test_of_several_authorities_none_is_promised(language: str, words: str) -> None:
    """Which one answers is known only when the page is done."""
    assert f"{words}" in certificate_html(facts(acceptance(language), language, "First TSA, Second TSA"))
    assert f"{words}" not in certificate_html(facts(acceptance(language), language, "First TSA"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", sorted(Assurance))
def test_every_level_is_named_with_its_meaning(language: str, level: str) -> None:
    accepted = acceptance(language)
    accepted["acceptance"]["assurance"] = level
    html = certificate_html(facts(accepted, language))
    assert re.search(rf"<b>{level}</b> – \w[^<]{{20,}}\.", html)


def test_what_was_not_checked_and_what_failed_is_shown(tmp_path: Path) -> None:
    accepted = acceptance(checks=[{"name": "dkim", "result": "failed", "detail": "body hash"}, *acceptance()["checks"]])
    text = text_of(facts(accepted), tmp_path)
    assert re.search(r"✗\s+Domain signature of the mail \(DKIM\)\s+failed: body hash", text)
    assert re.search(r"–\s+Personal certificate \(S/MIME\)\s+not done: the mail carries no S/MIME signature", text)


def test_a_check_without_a_translation_is_shown_by_its_name(tmp_path: Path) -> None:
    accepted = acceptance(checks=[{"name": "moon_phase", "result": "passed", "detail": "full"}])
    assert re.search(r"✓\s+moon phase\s+full", text_of(facts(accepted), tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["recorded", "deemed"])
def test_an_acceptance_without_a_reply_is_named_for_what_it_is(language: str, kind: str) -> None:
    accepted = deemed(language) if kind == "deemed" else acceptance(language, reply=None, sent=None)
    accepted["acceptance"] |= {"type": kind, "recorded_by": "Clerk" if kind == "recorded" else ""}
    html = certificate_html(facts(accepted, language))
    assert "reply.eml</" not in html.partition("<blockquote")[0].partition("lead")[2].partition("</p>")[0]
    assert ("Clerk" in html) is (kind == "recorded")
    assert "<blockquote" not in html


def test_a_code_that_came_back_is_told_with_its_times(tmp_path: Path) -> None:
    times = {"sent_at": "2026-11-20T07:00:00+00:00", "answered_at": "2026-11-20T08:03:25+00:00"}
    accepted = acceptance(challenge=times)
    accepted["acceptance"]["assurance"] = "A2C"
    flat = " ".join(text_of(facts(accepted), tmp_path).split())
    assert "CERTIFICATE OF ACCEPTANCE" in flat
    words = "<b>A2C</b> – an authorised address without a signature of its own; a one-time code sent to"
    assert words in certificate_html(facts(accepted))
    assert "2026-11-20 07:00:00 UTC" in flat


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "<script>x</script><img src='file:///etc/hostname'> }} {{ 7*7 }} \u202etxt.exe"
    accepted = acceptance()
    accepted["reply"]["text"] = evil
    accepted["approver"] |= {"name": evil, "title": evil, "register": [evil]}
    accepted["document"]["title"] = evil
    accepted["checks"][0]["detail"] = evil
    accepted["acceptance"]["number"] = "AC-1</style><b>\"'\\"
    html = certificate_html(facts(accepted))
    assert "<script>" not in html
    assert "<img" not in html
    assert html.count("</style>") == 1
    text = text_of(facts(accepted), tmp_path)
    assert "{{ 7*7 }}" in text
    assert "U+202E" in text


def test_a_long_reply_is_cut_and_says_so(tmp_path: Path) -> None:
    accepted = acceptance()
    accepted["reply"]["text"] = "word " * 1000
    text = text_of(facts(accepted), tmp_path)
    assert "Truncated, full text in reply.eml." in text
    assert pages(tmp_path) <= 2
    accepted["reply"]["text"] = "line\n" * 200
    assert "Truncated, full text in reply.eml." in text_of(facts(accepted), tmp_path)


def test_an_emoji_is_written_out(tmp_path: Path) -> None:
    accepted = acceptance()
    accepted["reply"]["text"] = "Approved \U0001f44d"
    assert "Approved [U+1F44D THUMBS UP SIGN]" in text_of(facts(accepted), tmp_path)


@pytest.mark.parametrize("digest", ["", "AB" * 32, "ab" * 31, None])
def test_no_certificate_without_the_digest_of_what_was_accepted(digest: object) -> None:
    accepted = acceptance()
    accepted["document"]["sha256"] = digest
    with pytest.raises(ValueError, match="without the SHA-256"):
        facts(accepted)


def test_a_time_without_its_zone_makes_no_certificate() -> None:
    accepted = acceptance()
    accepted["reply"]["received_at"] = "2026-11-20T08:03:25"
    with pytest.raises(ValueError, match="zone"):
        certificate_html(facts(accepted))


def test_twice_is_the_same_and_takes_little(tmp_path: Path) -> None:
    made, files = facts(acceptance("ru"), "ru"), certificate_files(b"reply", b"sent", b"{}")
    first = make_certificate(DirectPress(), made, files)
    spent = []
    for _ in range(3):
        start = time.process_time()
        assert make_certificate(DirectPress(), made, files) == first
        spent.append(time.process_time() - start)
    assert min(spent) < 0.5  # the least: other work on the processor makes it dearer, nothing makes it cheaper


def test_every_check_of_an_approval_has_a_name_in_every_language() -> None:
    rooms = (CHECKOUT / "processor" / "approvals", CHECKOUT / "processor" / "deployments")
    sources = "".join(path.read_text() for room in rooms for path in room.glob("*.py"))
    names = sorted(set(re.findall(r"(?:Check|done|_against|_check)\(\s*\"([a-z_]+)\"", sources)))
    assert len(names) > 12
    for language in LANGUAGES:
        accepted = acceptance(language, checks=[{"name": one, "result": "passed", "detail": ""} for one in names])
        shown = re.findall(r'<td class="name">(.*?)</td>', certificate_html(facts(accepted, language)))
        assert len(shown) == len(names)
        assert [one for one, words in zip(names, shown, strict=True) if words == one.replace("_", " ")] == []


def test_the_headline_tells_when_it_was_accepted_not_when_it_was_recorded() -> None:
    headline = re.findall(r"<h1>(.*?)</h1>", certificate_html(facts(acceptance())), re.DOTALL)[0]
    assert headline.strip().endswith("on 2026-11-20 08:03:25 UTC")


CLAIMS = {
    ("go_live", "en"): "This does not say when the system was taken live: that date is recorded apart.",
    ("go_live", "ru"): "О том, когда систему запустили, здесь не сказано: этот день записывается отдельно.",
    ("go_live", "de"): "Wann das System live ging, steht hier nicht: Dieser Tag wird davon getrennt festgehalten.",
    ("completion", "en"): "Acceptance with outstanding issues is acceptance; each of these has its ticket:",
    ("completion", "ru"): "Приёмка с замечаниями – это приёмка; по каждому из них есть заявка:",
    ("completion", "de"): "Eine Annahme mit offenen Punkten ist eine Annahme; jeder von ihnen hat sein Ticket:",
    ("form", "en"): "The information in the form is right, as given. Nothing beyond it is accepted.",
    ("form", "ru"): "Сведения в форме верны в том виде, в каком даны. Ничего сверх этого не согласовано.",
    ("form", "de"): "Die Angaben im Formular sind richtig, wie sie dort stehen. Darüber hinaus ist nichts angenommen.",
}
PROPOSAL_WORDS = re.compile(r"proposal|предложени|angebot", re.IGNORECASE)


@pytest.mark.parametrize(("kind", "language"), list(CLAIMS))
def test_each_kind_claims_what_it_is_and_no_more(kind: str, language: str) -> None:
    accepted = signed(kind, language, checks=[])
    accepted["sent"]["wording"] = ""
    html = certificate_html(facts(accepted, language))
    for (other, spoken), claim in CLAIMS.items():
        if spoken == language:
            assert (claim in html) is (other == kind)
    assert not PROPOSAL_WORDS.search(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    assert {"go_live": "GL-3", "completion": "CO-3", "form": "FO-3"}[kind] in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_outstanding_issues_stand_there_with_their_tickets(language: str, tmp_path: Path) -> None:
    text = text_of(facts(signed("completion", language), language), tmp_path)
    for number, issue in zip((1043, 1044), ISSUES[language], strict=True):
        assert re.search(rf"{re.escape(issue)}\s+#{number}", text)
    none = signed("completion", language, outstanding=[])
    assert CLAIMS["completion", language] not in certificate_html(facts(none, language))


DEEMED = {
    "en": ("Nobody signed this: completion of the deployment is deemed accepted", "Not signed by the customer."),
    "ru": ("Никто этого не подписал: завершение внедрения считается принятым", "Заказчиком не подписано."),
    "de": ("Niemand hat dies unterzeichnet: Der Abschluss der Einführung gilt", "Vom Kunden nicht unterzeichnet."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deemed_one_says_that_nobody_signed_and_what_it_rests_on(language: str, tmp_path: Path) -> None:
    flat = " ".join(text_of(facts(deemed(language), language), tmp_path).split())
    for words in (
        *DEEMED[language],
        "2026-10-27 (Europe/Moscow)",
        "2026-11-17 21:00:00 UTC",
        "2026-11-17 21:00:31 UTC",
    ):
        assert words in flat
    for notice in NOTICES:
        assert notice["recipient"] in flat
        assert notice["smtp_reply"] in flat
        assert notice["sent_at"].replace("T", " ").replace("+00:00", " UTC") in flat
    assert pages(tmp_path) == 1
    assert WORDS[language][2].split("\n")[0] not in flat


def test_a_notice_that_came_back_is_marked() -> None:
    accepted = deemed()
    accepted["notices"][1]["bounced_at"] = "2026-11-09T07:00:00+00:00"
    assert "came back for good on 2026-11-09 07:00:00 UTC" in certificate_html(facts(accepted))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_decided_is_told_with_the_reason(language: str) -> None:
    accepted = deemed(language)
    accepted["acceptance"] |= {"recorded_by": "Maria Stein", "evidence": "They were called and did not object."}
    html = certificate_html(facts(accepted, language))
    assert "Maria Stein" in html
    assert "They were called and did not object." in html


def test_the_days_are_those_of_a_real_time_zone() -> None:
    accepted = deemed()
    accepted["acceptance"]["terms"] = {**accepted["acceptance"]["terms"], "timezone": "Moon/Crater"}
    with pytest.raises(ValueError, match="time zone"):
        certificate_html(facts(accepted))


def test_the_files_inside_are_named_for_what_they_are() -> None:
    names = [one.filename for one in certificate_files(b"", b"x", b"{}", "completion", (b"1", b"2"))]
    assert names == ["request.eml", "notice-1.eml", "notice-2.eml", "acceptance.json"]
    assert [one.filename for one in certificate_files(b"r", b"x", b"{}")] == [
        "reply.eml", "proposal.eml", "acceptance.json",
    ]  # fmt: skip
