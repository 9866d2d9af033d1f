"""Commands about mail: once, inspect, quarantine, outbox, pause; and migrate."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from processor.cli import main
from tests.unit.cli.conftest import MAIL, Signoff

FIELDS = [
    "file",
    "sha256",
    "size",
    "message_id",
    "in_reply_to",
    "references",
    "from",
    "reply_to",
    "to",
    "cc",
    "subject",
    "date",
    "language",
    "kind",
    "may_reply",
    "may_approve",
    "reasons",
    "text",
    "new_text",
    "attachments",
    "bounce",
    "defects",
    "classification",
    "severity",
    "reason",
    "decision",
    "error",
]


def test_once_observing_sends_nothing_and_lists_what_it_would(signoff: Signoff) -> None:
    signoff.deliver()
    said = signoff("once", "--observe").stdout
    assert said.splitlines() == [
        "1 mail fetched, 1 mail handled, 0 mails tried to send",
        "messages by outcome: 1 opened; 1 item in the queue",
        "1 mail would have been sent; see: signoff outbox list --state observed",
    ]
    [mail] = signoff.rows("outbox", "list", "--state", "observed")
    assert mail["recipient"] == "anna@customer.example"
    assert b"Subject: [#" in signoff("outbox", "show", str(mail["outbox_id"]), "--raw").stdout_bytes
    assert "observed" in signoff("outbox", "show", str(mail["outbox_id"])).stdout


def test_an_unreachable_server_leaves_the_mail_queued_and_a_person_may_hasten_or_cancel_it(signoff: Signoff) -> None:
    signoff.deliver()
    assert "no mail can be sent" in signoff("once", code=75).stderr
    [mail] = signoff.rows("outbox", "list", "--state", "queued")
    assert "can't be reached" in mail["last_error"]
    number = str(mail["outbox_id"])
    signoff("outbox", "retry", number)
    assert "can't be reached" in signoff("once", code=75).stderr
    signoff("outbox", "cancel", number)
    assert signoff.rows("outbox", "list")[0]["state"] == "cancelled"
    assert "only what is queued or uncertain or failed" in signoff("outbox", "retry", number, code=1).stderr


def test_a_pause_is_shown_where_it_matters_and_ends(signoff: Signoff) -> None:
    signoff("pause", "outbox", "--reason", "new templates", "--by", "boris")
    signoff.deliver()
    assert "0 mails tried to send" in signoff("once").stdout
    assert "the outbox is paused by boris" in signoff("outbox", "list").stderr
    doctor = signoff("doctor", code=1).stdout
    assert "outbox is paused by boris" in doctor
    assert "signoff resume outbox" in doctor
    assert signoff("resume", "outbox").stdout == "outbox goes on\n"
    assert signoff("resume", "outbox").stdout == "outbox was not paused\n"
    assert signoff("outbox", "list").stderr == ""


def test_quarantine_is_empty_and_knows_no_such_message(signoff: Signoff) -> None:
    assert signoff("quarantine", "list").stdout == "quarantine is empty\n"
    for command in ("show", "retry", "release"):
        assert "is not in quarantine" in signoff("quarantine", command, "7", code=1).stderr


def test_a_text_cannot_command_the_terminal(signoff: Signoff) -> None:
    signoff("ticket", "open", "--source", "phone", "--subject", "red \x1b[31m alert\u202e", "--body", "a\x1b]0;x\x07b")
    for words in (("ticket", "list"), ("ticket", "show", "1", "--bodies"), ("queue", "list"), ("queue", "show", "1")):
        said = signoff(*words).stdout
        assert "red" in said
        assert not {"\x1b", "\x07", "\u202e"} & set(said)


def inspect(*words: str, stdin: bytes | None = None) -> tuple[int, list[dict[str, object]], str]:
    done = CliRunner().invoke(main, ["inspect", "--json", *words], input=stdin, prog_name="signoff")
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_inspect_gives_every_field_for_every_file_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    good, empty = tmp_path / "good.eml", tmp_path / "empty.eml"
    good.write_text(MAIL.format(number=1, subject="The export fails"))
    empty.write_bytes(b"")
    code, rows, said = inspect(str(good), str(empty), str(tmp_path / "gone.eml"), "-", stdin=b"Subject: x\n\nhi\n")
    assert code == 0
    assert "gone.eml: No such file" in said
    assert [row["file"] for row in rows] == [str(good), str(empty), str(tmp_path / "gone.eml"), "-"]
    assert all(list(row) == FIELDS for row in rows)
    first, second, third, fourth = rows
    assert first["from"] == {"name": "Anna", "address": "anna@customer.example"}
    assert (first["kind"], first["subject"], first["error"]) == ("human", "The export fails", None)
    assert first["decision"] is None
    classified = first["classification"]
    assert isinstance(classified, dict)
    assert {"category", "confidence", "automatic", "probabilities", "why", "model"} <= set(classified)
    assert abs(sum(classified["probabilities"].values()) - 1) < 1e-6
    for row in (second, third):
        assert (row["kind"], row["classification"]) == ("unreadable", None)
        assert row["error"]
    assert fourth["subject"] == "x"


def test_inspect_fails_only_when_nothing_could_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    code, rows, _ = inspect(str(tmp_path / "gone.eml"), str(tmp_path))
    assert code == 1
    assert [row["size"] for row in rows] == [None, None]


def test_inspect_for_people_shows_the_new_text(signoff: Signoff) -> None:
    signoff.deliver()
    said = signoff("inspect", str(signoff.folder / "Maildir" / "new" / "1.eml")).stdout
    assert "Anna <anna@customer.example>" in said
    assert "  Hello, since this morning the export stops with error 500." in said


def test_migrate_says_what_it_did_and_a_database_behind_stops_every_command(signoff: Signoff) -> None:
    [done] = signoff.rows("migrate")
    assert done["applied"]
    assert signoff("migrate").stdout == "the database is up to date\n"
    assert signoff("ticket", "list").stdout == "no tickets\n"
    database = signoff.folder / "var" / "signoff.db"
    with sqlite3.connect(database) as connection:
        [table] = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "migra" in name
        ]
        connection.execute(f"DELETE FROM {table}")
    connection.close()
    for words in (("ticket", "list"), ("run",), ("once",)):
        assert "run `signoff migrate`" in signoff(*words, code=2).stderr
    assert "0001" in signoff("migrate", "--check", code=1).stdout


REPLY = """\
From: Anna Keller <anna.keller@customer.example>
To: support+p.17.3.abcdefghij234567@vendor.example
Subject: Re: [PR-17.3 abcdefghij234567] Proposal
Message-ID: <reply@customer.example>
Date: Mon, 05 Jan 2026 10:00:00 +0000

{words}
"""


@pytest.mark.parametrize(
    ("words", "outcome", "accepted"),
    [("Approved.", "approve", True), ("Approved, but only if the price stays.", "conditional", False)],
)
def test_inspect_tells_what_a_reply_to_a_proposal_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, outcome: str, accepted: bool
) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    reply = tmp_path / "reply.eml"
    reply.write_text(REPLY.format(words=words))
    _, [row], _ = inspect(str(reply))
    assert (row["decision"]["outcome"], row["decision"]["auto_accept"]) == (outcome, accepted)
    assert bool(row["decision"]["issues"]) is not accepted
