"""`signoff deployment`: from its start to its pictures, on a real database, through the whole service and core."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from xml.etree import ElementTree

import pytest
from freezegun import freeze_time

from tests.unit.cli.conftest import CONFIG, Signoff

OLGA, ANNA = "olga@customer.example", "anna@customer.example"
STAGES = ("stakeholders", "pre_install", "installation", "training", "testing")
PLAN = ("--plan", "installation=2026-03-10", "--plan", "go_live=2026-03-12")


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    """A deployment in Berlin whose contact is Anna; Olga signs for the customer."""
    signoff.config.write_text(
        f"{CONFIG}[approvals]\nregister_delay_hours = 0\n[evidence]\norganisation = 'Vendor Ltd'\n"
    )
    with freeze_time("2026-03-02 10:00"):
        signoff("customer", "add", "Customer AG", "--domain", "customer.example", "--language", "de")
        signoff("approver", "add", OLGA, "--customer", "Customer AG", "--name", "Olga Smirnova", "--by", "boris")
        signoff("approver", "confirm", "1", "--by", "carla")
        site = ("--site", "Werk Süd", "--title", "Leitstelle", "--contact", ANNA, "--timezone", "Europe/Berlin")
        more = ("--includes", "queues=4", "--condition", "The invoice is paid")
        said = signoff("deployment", "start", "Customer AG", *site, *PLAN, *more).stdout
        assert "deployment 1 of Leitstelle is begun" in said
    return signoff


def prepared(desk: Signoff) -> None:
    """Every stage before Go-Live is done, on the days after the start."""
    for at, _ in enumerate(STAGES):
        with freeze_time(datetime(2026, 3, 3 + at, 10, tzinfo=UTC)):
            desk("deployment", "stage", "done", "1", "--how", "am Telefon mit Anna")


def live(desk: Signoff) -> None:
    prepared(desk)
    with freeze_time("2026-03-16 20:00"):
        desk("deployment", "condition", "met", "1", "1")
        why = ("--assessed", "--reason", "sie nutzen es")
        said = desk("deployment", "go-live", "live", "1", "--at", "2026-03-16T18:00", *why).stdout
        assert "warranty" in said
        assert "2026-03-23 09:00  completion form" in said
        assert "2026-04-07 00:00  deemed acceptance" in said


def test_the_stages_the_condition_and_the_holds(desk: Signoff) -> None:
    with freeze_time("2026-03-03 10:00"):
        shown = desk("deployment", "show", "1").stdout
        for words in ("stakeholders", "The invoice is paid  (unmet)", "queues: 4; used 0", "2026-03-10"):
            assert words in shown
        assert [row["number"] for row in desk.rows("deployment", "list", "--stage", "stakeholders")] == [1]
        assert desk.rows("deployment", "list", "--stage", "warranty") == []
        assert "on hold: they move house" in desk("deployment", "hold", "1", "--reason", "they move house").stdout
        assert "on hold" in desk("deployment", "list").stdout
        desk("deployment", "resume", "1")
    prepared(desk)
    with freeze_time("2026-03-08 10:00"):
        refused = desk("deployment", "go-live", "send", "1", code=1).stderr
        assert "The invoice is paid" in refused
        assert "going live waits for 1 condition" in desk("deployment", "stage", "reopen", "1", "--reason", "x").stdout
        desk("deployment", "stage", "done", "1", "--how", "noch einmal")
        desk("deployment", "condition", "waive", "1", "1", "--reason", "agreed by the director")
        desk("deployment", "go-live", "send", "1")
        assert "GL-1  version 1  awaiting customer" in desk("deployment", "show", "1").stdout
        desk("deployment", "go-live", "record", "1", "--approver", OLGA, "--evidence", "im Gespräch")
        assert "GL-1  version 1  accepted" in desk("deployment", "show", "1").stdout
        assert (
            "is still to come" in desk("deployment", "go-live", "live", "1", "--at", "2026-03-09T18:00", code=1).stderr
        )
        wrong = desk("deployment", "go-live", "live", "1", "--at", "tomorrow", code=2).stderr
        assert "is not a moment such as" in wrong
        desk("deployment", "go-live", "live", "1", "--at", "2026-03-08T10:30")
        [row] = desk.rows("deployment", "list")
        assert (row["stage"], row["live_at"]) == ("warranty", "2026-03-08T09:30:00+00:00")


def test_more_than_the_fee_includes_drafts_a_proposal(desk: Signoff) -> None:
    with freeze_time("2026-03-03 10:00"):
        said = desk("deployment", "quantity", "1", "queues", "6").stdout
        assert "the fee includes 4 of queues, not 6" in said
        assert "2 more than that" in desk("deployment", "show", "1").stdout
        [proposal] = desk.rows("proposal", "list")
        assert "queues" in proposal["title"]


def test_completion_recorded_by_hand_with_an_issue(desk: Signoff) -> None:
    live(desk)
    with freeze_time("2026-03-20 10:00"):
        refused = desk(
            "deployment", "complete", "record", "1", "--approver", OLGA, "--evidence", "am Telefon", code=1
        ).stderr
        assert "send it first" in refused
        sent = desk("deployment", "complete", "send", "1").stdout
        assert "CO-1 version 1 goes to the customer's approvers" in sent
    with freeze_time("2026-03-21 10:00"):
        by_hand = ("--approver", OLGA, "--evidence", "am Telefon", "--issue", "Der Bericht ist langsam")
        assert "#2" in desk("deployment", "complete", "record", "1", *by_hand).stdout
        [view] = desk.rows("deployment", "show", "1")
        assert view["stage"] == "business_as_usual"
        [issue] = view["outstanding"]
        assert issue["text"] == "Der Bericht ist langsam"
        charge = desk("ticket", "show", str(issue["ticket_number"])).stdout
        assert "outstanding: outstanding at the completion of deployment 1" in charge
        svg = picture(desk, "timeline")
        assert f"#{issue['ticket_number']}" in svg
        assert "Angenommen" in svg


def picture(desk: Signoff, kind: str) -> str:
    """The words of a picture."""
    file = desk.folder / f"{kind}.svg"
    desk("deployment", kind, "1", "--svg", str(file))
    root = ElementTree.fromstring(file.read_bytes())
    return " ".join(text for node in root.iter() if node.tag.endswith("text") and (text := node.text))


def test_the_timeline_as_table_picture_and_mail(desk: Signoff, tmp_path: Path) -> None:
    live(desk)
    with freeze_time("2026-03-17 10:00"):
        said = desk("deployment", "timeline", "1").stdout
        assert "am Telefon mit Anna" in said
        assert re.search(r"warranty .*2026-03-16 \(to 2026-04-06\)", said)
        svg = picture(desk, "timeline")
        for words in (
            "ZEITPLAN",
            "Leitstelle",
            "Customer AG · Werk Süd",
            "Stand: 17. März 2026",
            "Produktiv",
            "Heute",
        ):
            assert words in svg.replace("\xa0", " "), words
        assert "10.03.2026" in svg
        assert "5 Tage früher" in svg
        pdf = tmp_path / "timeline.pdf"
        assert "wrote" in desk("deployment", "timeline", "1", "--pdf", str(pdf)).stdout
        assert pdf.read_bytes().startswith(b"%PDF-")
        words = ("--mail-to-contact", "--text", "Wie besprochen.")
        assert f"goes to {ANNA}" in desk("deployment", "timeline", "1", *words).stdout
        mail = mailed(desk)
        assert mail["To"] == ANNA
        [attached] = mail.iter_attachments()
        assert (attached.get_filename(), attached.get_content_type()) == ("timeline-1.pdf", "application/pdf")
        body = mail.get_body(("plain",))
        assert body is not None
        assert "Wie besprochen." in body.get_content()
        assert "sent the timeline to" in desk("ticket", "show", "1").stdout


def mailed(desk: Signoff) -> EmailMessage:
    newest = desk.rows("outbox", "list")[0]
    raw = desk("outbox", "show", str(newest["outbox_id"]), "--raw").stdout_bytes
    return message_from_bytes(raw, policy=default)


def test_goals_and_their_roadmap(desk: Signoff) -> None:
    with freeze_time("2026-03-05 10:00"):
        assert "no goals yet" in desk("deployment", "roadmap", "1").stdout
        assert "Noch sind keine Ziele gesetzt." in picture(desk, "roadmap")
        desk("deployment", "goal", "add", "1", "Wartezeit unter 60 Sekunden", "--due", "2026-03-20")
        desk("deployment", "goal", "add", "1", "Alle geschult")
        desk("deployment", "goal", "due", "1", "2", "2026-06-01")
        desk("deployment", "goal", "result", "1", "1", "Heute 75 Sekunden")
    with freeze_time("2026-03-25 10:00"):
        desk("deployment", "goal", "achieved", "1", "1", "--on", "2026-03-24", "--result", "55 Sekunden")
        first, second = desk.rows("deployment", "roadmap", "1")
        assert (first["achieved"], first["result"], second["due"]) == ("2026-03-24", "55 Sekunden", "2026-06-01")
        svg = picture(desk, "roadmap")
        for words in ("Wartezeit unter 60", "55 Sekunden", "24.03.2026", "01.06.2026", "Alle geschult"):
            assert words in svg, words
        assert "the roadmap goes to" in desk("deployment", "roadmap", "1", "--mail", OLGA).stdout
        assert "Fahrplan" in mailed(desk)["Subject"]
        desk("deployment", "goal", "drop", "1", "2", "--reason", "not wanted any more")
        assert "dropped the goal 2, Alle geschult: not wanted any more" in desk("ticket", "show", "1").stdout
        assert len(desk.rows("deployment", "roadmap", "1")) == 1


def test_check_ins_and_the_scheme(desk: Signoff, tmp_path: Path) -> None:
    with freeze_time("2026-03-05 10:00"):
        said = desk("deployment", "check-in", "every", "1", "30", "--from", "2026-03-29").stdout
        assert "every 30 days, the next at 2026-03-29 07:00 UTC" in said
        assert f"goes to {ANNA}" in desk("deployment", "check-in", "send", "1").stdout
        assert "Welche Aufgaben haben Sie jetzt?" in mailed_text(desk)
        said = desk("deployment", "check-in", "show", "1").stdout
        assert "FQ-1  2026-03-05 10:00 UTC  asked" in said
        desk("form", "answer", "1", "developed=Ein Portal", "tasks_now=Weniger Anrufe", "--evidence", "am Telefon")
        assert "developed (first): Ein Portal" in desk("deployment", "check-in", "show", "1").stdout
        assert "no check-ins" in desk("deployment", "check-in", "stop", "1").stdout
        assert "has no schedule" in desk("deployment", "check-in", "stop", "1", code=1).stderr
        assert "is over" in desk("deployment", "check-in", "every", "1", "7", "--from", "2026-03-01", code=1).stderr
        assert "no scheme is kept" in desk("deployment", "scheme", "1", "--out", str(tmp_path / "x"), code=1).stderr
        scheme = tmp_path / "scheme.svg"
        scheme.write_bytes(b"<svg/>")
        assert "scheme.svg" in desk("deployment", "scheme", "1", "--file", str(scheme)).stdout
        scheme.write_bytes(b"<svg>new</svg>")
        desk("deployment", "scheme", "1", "--file", str(scheme))
        assert len(desk.rows("deployment", "scheme", "1")) == 2
        desk("deployment", "scheme", "1", "--out", str(tmp_path / "kept.svg"))
        assert (tmp_path / "kept.svg").read_bytes() == b"<svg>new</svg>"
        assert "is there already" in desk("deployment", "scheme", "1", "--out", str(scheme), code=1).stderr
        empty = tmp_path / "empty.png"
        empty.touch()
        assert "is empty" in desk("deployment", "scheme", "1", "--file", str(empty), code=1).stderr


def mailed_text(desk: Signoff) -> str:
    body = mailed(desk).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_bad_input_has_a_clear_answer(desk: Signoff) -> None:
    with freeze_time("2026-03-05 10:00"):
        assert "there is no deployment 7" in desk("deployment", "timeline", "7", code=1).stderr
        both = ("--mail", ANNA, "--mail-to-contact")
        assert "not both" in desk("deployment", "roadmap", "1", *both, code=2).stderr
        assert "--text goes with" in desk("deployment", "roadmap", "1", "--text", "x", code=2).stderr
        ours = desk("deployment", "timeline", "1", "--mail", "support@vendor.example", code=1).stderr
        assert "is no address of the customer's" in ours
        late = desk("deployment", "goal", "add", "1", "Ziel")
        assert late.exit_code == 0
        assert "is yet to come" in desk("deployment", "goal", "achieved", "1", "1", "--on", "2026-03-06", code=1).stderr
        assert "there is no goal 9" in desk("deployment", "goal", "result", "1", "9", "x", code=1).stderr
        assert "needs words" in desk("deployment", "goal", "add", "1", " ", code=1).stderr
        assert "is not a day" in desk("deployment", "goal", "add", "1", "x", "--due", "2026-02-30", code=2).stderr
        assert (
            "is no time zone"
            in desk("deployment", "start", "Customer AG", "--site", "x", "--timezone", "Mars/Base", code=1).stderr
        )
        assert "Refused" not in desk("deployment", "stage", "done", "1", "--how", " ", code=1).stderr


def test_days_moments_and_amounts_that_nobody_means_have_a_clear_answer(desk: Signoff) -> None:
    prepared(desk)
    with freeze_time("2026-03-16 20:00"):
        assessed = ("deployment", "go-live", "live", "1", "--assessed", "--reason", "x", "--at")
        for at in ("0001-01-01T00:00", "9999-12-31T23:59-12:00"):
            assert "look at its year" in desk(*assessed, at, code=2).stderr
        gap = desk(*assessed, "2026-03-29T02:30", code=2).stderr
        assert "2026-03-29T02:30+01:00 or 2026-03-29T02:30+02:00" in " ".join(gap.split())
        for amount in ("1e99999", "1e999999999", "1000000000", "0.00001"):
            told = desk("deployment", "quantity", "1", "queues", amount, code=2).stderr
            assert "from 0 to 999999999" in " ".join(told.split())
        for day in ("9999-12-31", "0001-01-01"):
            for words in (("stage", "plan", "1", "warranty", day), ("goal", "add", "1", "Ziel", "--due", day)):
                assert "look at its year" in desk("deployment", *words, code=1).stderr
        assert (
            "look at its year"
            in desk("deployment", "check-in", "every", "1", "7", "--from", "9999-12-31", code=1).stderr
        )
        assert "no customer named" in desk("deployment", "list", "--customer", "Nobody", code=1).stderr
        done = desk("deployment", "stage", "done", "1", "--how", "x", code=1).stderr
        assert "signoff deployment go-live live 1 --at" in done


def test_giving_up(desk: Signoff) -> None:
    with freeze_time("2026-03-05 10:00"):
        desk("deployment", "hold", "1", "--reason", "kein Server")
        said = desk("deployment", "cancel", "1", "--reason", "sie wollen nicht mehr").stdout
        assert said == "deployment 1 of Leitstelle: cancelled\n", "it is on hold no more, and waits for nothing"
        for words in (("deployment", "check-in", "every", "1", "7"), ("deployment", "check-in", "send", "1")):
            assert "deployment 1 is given up" in desk(*words, code=1).stderr
        assert "deployment 1 is given up" in desk("form", "send", "1", "pre_install", code=1).stderr
        assert desk.rows("deployment", "list")[0]["stage"] == "cancelled"
        assert "Abgebrochen" in picture(desk, "timeline")


def test_deeming_by_hand_needs_a_term_that_is_over(desk: Signoff) -> None:
    live(desk)
    with freeze_time(datetime(2026, 3, 18, tzinfo=UTC) + timedelta(days=1)):
        assert desk("deployment", "complete", "deem", "1", "--reason", "they use it", code=1).stderr
        assert "needs a reason" in desk("deployment", "complete", "deem", "1", "--reason", " ", code=1).stderr
