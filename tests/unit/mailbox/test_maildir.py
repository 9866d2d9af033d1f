"""What is the Maildir's own; the rest is in the contract suite."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processor.mailbox.errors import MailboxRefused
from processor.mailbox.maildir import MaildirSource
from processor.mailbox.settings import MaildirSettings
from processor.mailbox.source import MarkSeen, MoveTo


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    return tmp_path


@pytest.fixture
def source(maildir: Path) -> MaildirSource:
    return MaildirSource(MaildirSettings(maildir))


def raws(source: MaildirSource) -> list[bytes]:
    uids = source.list_uids("INBOX", 1)
    return [one.raw for batch in source.fetch("INBOX", uids) for one in batch.served]


def test_bytes_are_those_on_disk_down_to_nul_and_line_ends(source: MaildirSource, maildir: Path) -> None:
    raw = b"Subject: \xff\x00\n\r\n" + bytes(range(256)) + b"\r"
    (maildir / "new" / "1.a").write_bytes(raw)
    source.open("INBOX")
    assert raws(source) == [raw]
    assert (maildir / "new" / "1.a").exists()


def test_a_file_keeps_its_uid_when_a_mail_reader_moves_it(source: MaildirSource, maildir: Path) -> None:
    one_by_one = MaildirSource(MaildirSettings(maildir, batch_count=1))
    for name in ("1.a", "2.b"):
        (maildir / "new" / name).write_bytes(name.encode())
    uids = source.list_uids("INBOX", 1)
    fetching = one_by_one.fetch("INBOX", uids)
    next(fetching)
    (maildir / "new" / "2.b").rename(maildir / "cur" / "2.b:2,RS")
    (batch,) = fetching
    assert [(one.uid, one.raw) for one in batch.served] == [(uids[1], b"2.b")]
    assert source.list_uids("INBOX", 1) == uids


def test_a_later_file_has_a_higher_uid_whatever_its_name(source: MaildirSource, maildir: Path) -> None:
    (maildir / "new" / "9.late").write_bytes(b"a")
    source.open("INBOX")
    (first,) = source.list_uids("INBOX", 1)
    (maildir / "new" / "1.early").write_bytes(b"b")
    (second,) = source.list_uids("INBOX", first + 1)
    assert second > first


def test_trashed_and_hidden_files_are_not_listed(source: MaildirSource, maildir: Path) -> None:
    (maildir / "cur" / "1.a:2,ST").write_bytes(b"a")
    (maildir / "new" / ".hidden").write_bytes(b"b")
    (maildir / "new" / "folder").mkdir()
    source.open("INBOX")
    assert source.list_uids("INBOX", 1) == []


def test_arrival_is_the_files_time(source: MaildirSource, maildir: Path) -> None:
    path = maildir / "new" / "1.a"
    path.write_bytes(b"a")
    os.utime(path, (86400, 86400))
    source.open("INBOX")
    (batch,) = source.fetch("INBOX", source.list_uids("INBOX", 1))
    assert batch.served[0].received_at == datetime(1970, 1, 2, tzinfo=UTC)


def test_flags_are_added_to_those_there(source: MaildirSource, maildir: Path) -> None:
    (maildir / "cur" / "1.a:2,R").write_bytes(b"a")
    state = source.open("INBOX")
    source.after("INBOX", state.uidvalidity, [1], MarkSeen())
    assert [path.name for path in (maildir / "cur").iterdir()] == ["1.a:2,RS"]
    source.after("INBOX", state.uidvalidity, [1], MoveTo("Done/Late"))
    assert [path.name for path in (maildir / ".Done.Late" / "cur").iterdir()] == ["1.a:2,RS"]


def test_the_list_may_live_elsewhere_so_that_the_maildir_stays_as_it_is(maildir: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "state"
    elsewhere.mkdir()
    source = MaildirSource(MaildirSettings(maildir, uidlist_dir=elsewhere))
    (maildir / "new" / "1.a").write_bytes(b"a")
    source.open("INBOX")
    assert raws(source) == [b"a"]
    assert {path.name for path in maildir.iterdir()} == {"cur", "new", "tmp", "state"}


def test_a_file_that_cannot_be_read_fails_alone(maildir: Path) -> None:
    source = MaildirSource(MaildirSettings(maildir, batch_count=1))
    for name in ("1.a", "2.b", "3.c"):
        (maildir / "new" / name).write_bytes(name.encode())
    fetching = source.fetch("INBOX", source.list_uids("INBOX", 1))
    next(fetching)
    (maildir / "new" / "2.b").unlink()
    (maildir / "new" / "2.b").mkdir()
    second, third = fetching
    assert [one.uid for one in second.failed] == [2]
    assert [one.raw for one in third.served] == [b"3.c"]


def test_what_is_no_maildir_is_refused_by_path(tmp_path: Path) -> None:
    with pytest.raises(MailboxRefused, match="not a Maildir"):
        MaildirSource(MaildirSettings(tmp_path / "absent")).connect()
