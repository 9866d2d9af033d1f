"""Any bytes at all: a ticket, a named outcome, or quarantine with the reason; and the next mail goes on."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bench import corpora
from models.vocabulary import FetchState, Outcome
from processor.facts.own import OwnMarks
from processor.reading.limits import Limits
from processor.reading.sandbox import Reader
from tests.unit.services.desk import ADDRESSES, DOMAIN, Desk, mail

OPENED, JOINED = Outcome.OPENED, Outcome.JOINED
STATUS = "--cut\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n\r\nAction: failed\r\n"
MIXED = 'multipart/mixed; boundary="cut"'
TEXT = "--cut\r\nContent-Type: text/plain\r\n\r\nPlease look.\r\n"
CLIMBS = TEXT + (
    "--cut\r\nContent-Type: application/pdf\r\n"
    'Content-Disposition: attachment; filename="../../../etc/passwd"\r\n\r\n%PDF\r\n--cut--'
)
NAMED = mail("Twice", Message_ID="<twice@customer.example>")
COPIED = mail("Copied", Message_ID="<copied@customer.example>")

# What two ticket systems lost, jammed at or answered wrongly, each with what becomes of it here.
CASES: dict[str, tuple[list[bytes], list[Outcome]]] = {
    "an unknown charset": ([mail(Content_Type="text/plain; charset=x-unknown-99")], [OPENED]),
    "a raw UTF-8 subject": ([mail("SUBJECT").replace(b"SUBJECT", "Отчёт пуст".encode())], [OPENED]),
    "a raw windows-1251 subject": ([mail("SUBJECT").replace(b"SUBJECT", "Отчёт пуст".encode("cp1251"))], [OPENED]),
    "no From": ([mail(sender="")], [OPENED]),
    "nothing at all": ([b""], [Outcome.QUARANTINED]),
    "no Subject": ([mail("")], [OPENED]),
    "a multipart without boundary": ([mail(body=TEXT, Content_Type="multipart/mixed")], [OPENED]),
    "a multipart with another boundary": ([mail(body=TEXT, Content_Type='multipart/mixed; boundary="b"')], [OPENED]),
    "HTML only": ([mail(body="<p>Please look.</p>", Content_Type="text/html")], [OPENED]),
    "an attached message only": ([mail(body=mail("Inner").decode(), Content_Type="message/rfc822")], [OPENED]),
    "broken base64": ([mail(body="%%%=*", Content_Transfer_Encoding="base64")], [OPENED]),
    "a broken Date": ([mail(Date="yesterday at noon")], [OPENED]),
    "NUL bytes": ([mail("Nul \x00 here", body="a\x00b")], [OPENED]),
    "a subject of 2 kB": ([mail("long " * 400)], [OPENED]),
    "a file name that climbs": ([mail(body=CLIMBS, Content_Type=MIXED)], [OPENED]),
    "another mail of the same Message-ID": (
        [NAMED, mail("Twice", body="Not the same.", Message_ID="<twice@customer.example>")],
        [OPENED, JOINED],
    ),
    "the same mail again": ([COPIED, COPIED], [OPENED, Outcome.DUPLICATE]),
    "an automatic reply": ([mail("Away", Auto_Submitted="auto-replied")], [Outcome.AUTOMATIC]),
    "a bounce": (
        [
            mail(
                "Undeliverable",
                body=f"{TEXT}{STATUS}--cut--",
                Return_Path="<>",
                Content_Type='multipart/report; report-type=delivery-status; boundary="cut"',
            )
        ],
        [Outcome.BOUNCE],
    ),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An installation whose mail is read in a child process, as the daemon does it."""
    reader = Reader(OwnMarks(frozenset(ADDRESSES.values()), DOMAIN), Limits())
    made = Desk(tmp_path, reader=reader)
    made.sweep()
    yield made
    made.close()
    reader.close()


def handle_all(desk: Desk) -> None:
    """Until nothing waits, conversations in their order: an hour of turns at most."""
    for _ in range(1200):
        desk.handle()
        if not any(line.state in {FetchState.WAITING, FetchState.CLAIMED} for line in desk.fetched()):
            return
        desk.now += timedelta(seconds=3)
    raise AssertionError([line for line in desk.fetched() if line.outcome is None][:5])


def assert_in_order(desk: Desk, mails: int) -> None:
    """One outcome each; in quarantine only by the rule that says why."""
    lines = desk.fetched()
    assert len({line.fetch_id for line in lines}) == len(lines) == mails
    assert [line for line in lines if line.outcome is None] == []
    audit = desk.store.views.audit(desk.now)
    assert (audit.messages, audit.waiting) == (mails, 0)
    assert [finding for finding in audit.findings if "mail" not in finding.what.split()[:1]] == []
    for line in lines:
        if line.outcome is Outcome.QUARANTINED:
            assert line.matches[0][0] == "unreadable", (line.last_error, line.matches)
            assert line.matches[0][1]


def test_each_malformed_mail_between_two_good_ones(desk: Desk) -> None:
    expected: list[Outcome] = []
    for place, (mails, outcomes) in enumerate(CASES.values()):
        distinct = [raw.replace(b"anna@customer.example", b"p%d@customer.example" % place) for raw in mails]
        ahead, behind = (mail(f"Good {place}", sender=f"{side}{place}@customer.example") for side in "ab")
        desk.put(ahead, *distinct, behind)
        expected += [OPENED, *outcomes, OPENED]
    assert desk.sweep() == len(expected)
    handle_all(desk)
    assert_in_order(desk, len(expected))
    named = [name for name, (mails, _) in CASES.items() for name in ["good", *[name] * len(mails), "good"]]
    found = zip(named, desk.outcomes(), expected, strict=True)
    assert [case for case in found if case[1] is not case[2]] == []
    assert len(CASES) == 19


def test_every_file_of_the_shared_mail_corpora_has_one_outcome(desk: Desk) -> None:
    shared = corpora.shared()
    folder = shared / "data" / "mail" if shared else None
    if folder is None or not folder.is_dir():
        if os.environ.get("SIGNOFF_REQUIRE_ALL") == "1":
            pytest.fail("the shared mail corpora are not beside the checkout")
        pytest.skip("the shared mail corpora are not beside the checkout")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(files) > 1000
    began = time.monotonic()
    desk.put(*(path.read_bytes() for path in files))
    good = mail("The last one", sender="last@customer.example")
    desk.put(good)
    assert desk.sweep() == len(files) + 1
    handle_all(desk)
    assert_in_order(desk, len(files) + 1)
    assert desk.outcomes()[-1] is OPENED
    # What has no header field at all is no mail; whatever has one of these on its first line is one.
    fields = (b"from:", b"subject:", b"received:", b"return-path:", b"to:", b"delivered-to:")
    heads = [path.read_bytes().lstrip().lower().startswith(fields) for path in files]
    quarantined = [line.outcome is Outcome.QUARANTINED for line in desk.fetched()]
    assert [path.name for path, head, out in zip(files, heads, quarantined, strict=False) if head and out] == []
    assert sum(heads) > 500
    print(f"{len(files)} files in {time.monotonic() - began:.1f} s: {Counter(desk.outcomes())}")
