"""Each thing that the doctor looks at, well and not well."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import Category, Health, Switch
from processor.errors import Permanent, SettingsError, Temporary
from processor.mailbox.source import (
    AfterAction,
    AfterHow,
    AfterResult,
    Description,
    FetchBatch,
    FolderState,
    Keep,
    MoveTo,
    Served,
    WaitResult,
)
from processor.services.doctor.database import database_check
from processor.services.doctor.findings import Check, Finding, Level, examine, ok
from processor.services.doctor.leases import leases_check
from processor.services.doctor.mailboxes import mailbox_check, plus_address_check
from processor.services.doctor.model import model_check
from processor.services.doctor.outgoing import smtp_check
from processor.services.doctor.work import work_checks
from processor.services.receive import Intake
from processor.services.standing import Terms, record_of
from processor.store.fetches import KeptMail
from processor.store.store import Store, open_store
from tests.servers.sqlite import migrated_store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LOOPS = ("deliver", "intake:support", "handle:support")


class Mailbox:
    """A source that lists some uids and can do what it is said to."""

    def __init__(self, uids: Sequence[int] = (), *, moves: bool = True, received_at: datetime = NOW) -> None:
        self.uids, self.moves, self.received_at = list(uids), moves, received_at
        self.closed = 0

    def connect(self) -> None: ...

    def open(self, folder: str, *, writable: bool = False) -> FolderState:
        assert not writable, "the doctor changes nothing"
        return FolderState(folder, 7, None, len(self.uids), True)

    def list_uids(self, folder: str, from_uid: int) -> list[int]:
        return [uid for uid in self.uids if uid >= from_uid]

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[FetchBatch]:
        yield FetchBatch(tuple(Served(folder, 7, uid, b"x", self.received_at, 1, False) for uid in uids))

    def wait(self, seconds: float, stop: Event) -> WaitResult:
        raise AssertionError("the doctor waits for nothing")

    def after(self, folder: str, uidvalidity: int, uids: Sequence[int], action: AfterAction) -> AfterResult:
        return AfterResult((), AfterHow.NOTHING)

    def find_message_id(self, folder: str, message_id: str) -> list[int]:
        return []

    def describe(self) -> Description:
        return Description("mailbox support", ("MOVE",) if self.moves else (), True, self.moves)

    def close(self) -> None:
        self.closed += 1


def intake(after: AfterAction | None = None) -> Intake:
    return Intake("support", "INBOX", "", after or Keep(), None, timedelta(minutes=5))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = migrated_store(tmp_path / "signoff.db")
    yield opened
    opened.close()


def keep(store: Store, *uids: int, swept: datetime = NOW) -> None:
    rows = [KeptMail(uid, f"Subject: {uid}\r\n\r\n".encode(), NOW, False, False, False, False) for uid in uids]
    store.fetches.keep("support", "INBOX", 7, rows, max(uids, default=0) + 1, NOW)
    store.fetches.note_sweep("support", "INBOX", len(uids), swept)


def found(*checks: Check) -> list[Finding]:
    return list(examine(checks, NOW))


def worst(findings: Sequence[Finding]) -> Level:
    return max((finding.level for finding in findings), key=[Level.OK, Level.WARN, Level.FAIL].index)


def test_whatever_is_not_well_says_what_to_do(store: Store) -> None:
    checks = [mailbox_check(intake(), Mailbox([1, 2]), store), *work_checks(store, LOOPS), leases_check(store, LOOPS)]
    for finding in found(*checks):
        assert bool(finding.remedy) == (finding.level is not Level.OK), finding


@pytest.mark.parametrize(
    ("error", "misconfigured"), [(SettingsError("x"), True), (Temporary("x"), False), (Permanent("x"), False)]
)
def test_what_a_check_raises_is_a_failure_and_the_others_go_on(error: Exception, misconfigured: bool) -> None:
    def broken(_now: datetime) -> Iterator[Finding]:
        yield ok("a", "began")
        raise error

    findings = found(Check("a", broken), Check("b", lambda _: [ok("b", "fine")]))
    assert [finding.level for finding in findings] == [Level.OK, Level.FAIL, Level.OK]
    assert findings[1].misconfigured == misconfigured


def test_all_mails_on_the_server_are_on_the_books(store: Store) -> None:
    keep(store, 1, 2)
    source = Mailbox([1, 2])
    findings = found(mailbox_check(intake(), source, store))
    assert worst(findings) is Level.OK
    assert "all 2 mails in INBOX are in the fetch records" in findings[-1].text
    assert source.closed == 1


def test_mail_that_no_sweep_took_is_a_failure_and_fresh_mail_only_a_warning(store: Store) -> None:
    keep(store, 1, swept=NOW - timedelta(minutes=1))
    [*_, fresh] = found(mailbox_check(intake(), Mailbox([1, 2, 3]), store))
    assert (fresh.level, "2 of 3 mails" in fresh.text) == (Level.WARN, True)
    store.fetches.note_sweep("support", "INBOX", 1, NOW - timedelta(hours=1))
    [*_, late] = found(mailbox_check(intake(), Mailbox([1, 2, 3]), store))
    assert late.level is Level.FAIL
    assert "last searched 2026-03-02 08:30 UTC" in late.text


def test_an_unknown_folder_and_a_renumbered_one_are_told(store: Store) -> None:
    [*_, unknown] = found(mailbox_check(intake(), Mailbox([1]), store))
    assert "none fetched yet" in unknown.text
    store.fetches.keep("support", "INBOX", 6, (), 5, NOW)
    [*_, renumbered] = found(mailbox_check(intake(), Mailbox([1]), store))
    assert "UIDVALIDITY 6 to 7" in renumbered.text


def test_a_clock_that_is_ahead_is_told() -> None:
    ahead = Mailbox([1], received_at=NOW + timedelta(minutes=10))
    assert "600 s ahead" in found(mailbox_check(intake(), ahead, None))[-1].text
    right = Mailbox([1], received_at=NOW + timedelta(minutes=1))
    assert worst(found(mailbox_check(intake(), right, None))) is Level.OK


def test_moving_without_the_means_is_told() -> None:
    without = found(mailbox_check(intake(MoveTo("Processed")), Mailbox(moves=False), None))
    assert "neither MOVE nor UIDPLUS" in without[1].text
    assert worst(found(mailbox_check(intake(MoveTo("Processed")), Mailbox(), None))) is Level.OK


def test_the_plus_address_is_recalled() -> None:
    [used] = found(plus_address_check("support", "support@vendor.example", used=True))
    assert "support+so-…@vendor.example" in used.text
    [unused] = found(plus_address_check("support", "support@vendor.example", used=False))
    assert "+so" not in unused.text


def test_the_database_is_fresh_behind_or_up_to_date(tmp_path: Path, store: Store) -> None:
    assert worst(found(database_check(store, "me"))) is Level.OK
    assert store.leases.holder("doctor", NOW) is None
    fresh = open_store(f"sqlite:///{tmp_path}/fresh.db")
    assert "holds nothing yet" in found(database_check(fresh, "me"))[0].text
    fresh.close()


def test_a_database_behind_names_what_it_lacks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "pending", lambda _: ["0002_next"])
    [finding] = found(database_check(store, "me"))
    assert (finding.level, "0002_next" in finding.text) == (Level.FAIL, True)


def test_outcomes_are_proven_and_stuck_mail_is_named(store: Store) -> None:
    keep(store, 1)
    [outcomes, *_] = found(*work_checks(store, LOOPS))
    assert (outcomes.level, "1 wait" in outcomes.text) == (Level.OK, True)
    later = list(examine(work_checks(store, LOOPS), NOW + timedelta(days=1)))
    assert (later[0].level, "waits too long" in later[0].text) == (Level.FAIL, True)


def test_quarantine_and_pauses_are_warnings(store: Store) -> None:
    keep(store, 1)
    [claim] = store.claims.claim("support", "me", 10, NOW, timedelta(minutes=5))
    store.claims.quarantine(claim, "it broke", NOW)
    store.pauses.pause(Switch.OUTBOX, "new templates", "boris", NOW)
    findings = {finding.check: finding for finding in found(*work_checks(store, LOOPS))}
    assert findings["quarantine"].level is Level.WARN
    assert findings["pauses"].remedy.endswith("signoff resume outbox")


def test_a_loop_that_is_down_stale_or_no_longer_configured(store: Store) -> None:
    store.health.report("intake:support", Health.DOWN, "wrong password", "mend it", NOW)
    store.health.report("deliver", Health.OK, "", "", NOW - timedelta(minutes=10))
    store.health.report("intake:gone", Health.DOWN, "x", "y", NOW)
    texts = [finding.text for finding in found(work_checks(store, LOOPS)[-1])]
    assert len(texts) == 2
    assert "deliver has not reported since 2026-03-02 09:20:00 UTC" in texts[0]
    assert "wrong password" in texts[1]


def test_a_lease_that_nobody_holds_is_told(store: Store) -> None:
    store.leases.take("intake:support", "host:1:1", NOW, timedelta(minutes=1))
    findings = found(leases_check(store, ("intake:support", "handle:support")))
    assert [finding.level for finding in findings] == [Level.OK, Level.WARN]
    assert "host:1:1" in findings[0].text
    assert "nobody does handle:support" in findings[1].text


def test_the_server_for_outgoing_mail_is_asked() -> None:
    async def well() -> str:
        return "SMTP server answers"

    async def unwell() -> str:
        raise Temporary("no route")

    assert found(smtp_check(well))[0].text == "SMTP server answers"
    assert worst(found(smtp_check(unwell))) is Level.FAIL


def test_a_model_that_cannot_be_used_is_a_warning() -> None:
    class Unusable:
        def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
            raise ModelUnusable("it is gone")

    [finding] = found(model_check(Unusable))
    assert (finding.level, finding.text) == (Level.WARN, "it is gone")


class Judges:
    """A classifier that says one thing of everything."""

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        return [TextVerdict(Category.BUG, 0.9, (), (), None, None, None, 0.8, automatic=True, model_id="m1")]


class Learned:
    """So many decisions, and what of the automatic labels was right."""

    def __init__(self, decided: int, evidence: tuple[bool, ...] = ()) -> None:
        self._decided, self._evidence = decided, evidence

    def evidence(self, limit: int) -> tuple[bool, ...]:
        return self._evidence[:limit]

    def decided(self) -> dict[tuple[Category, str], int]:
        return {(Category.BUG, "en"): self._decided}


@pytest.mark.parametrize(
    ("learned", "terms", "level", "text"),
    [
        (Learned(12), Terms(), Level.OK, "automatic labels are in shadow: a CSM has decided 12 of 60"),
        (Learned(60), Terms(), Level.OK, "automatic labels are acted on: none was reviewed"),
        (Learned(60, (True,) * 7), Terms(), Level.OK, "automatic labels are acted on: 7 of 7 reviewed ones were right"),
        (Learned(60), Terms(automatic=False), Level.OK, "automatic labels are switched off"),
        (Learned(60, (False,) * 7), Terms(), Level.WARN, "automatic labels are off: 0 of 7 reviewed automatic labels"),
    ],
)
def test_how_far_the_model_is_trusted_is_told(learned: Learned, terms: Terms, level: Level, text: str) -> None:
    judges, trusted = found(model_check(Judges, lambda: record_of(learned, terms)))
    assert (judges.level, judges.text) == (Level.OK, "m1 judges")
    assert trusted.level is level
    assert trusted.text.startswith(text)
    assert bool(trusted.remedy) == (level is Level.WARN)
