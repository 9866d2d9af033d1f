"""What only a full server can show: TLS, UIDVALIDITY, large folders, rates."""

import os
import shutil
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from processor.errors import SettingsError
from processor.mailbox import searching
from processor.mailbox.errors import MailboxLost, MailboxRefused, MailboxUnreachable
from processor.mailbox.imap import ImapSource
from processor.mailbox.settings import ImapSettings
from processor.mailbox.source import AfterHow, MarkSeen, MoveTo
from tests.contract.mailbox.boxes import ImapBox
from tests.contract.mailbox.rawimap import RawImap
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import BARE, NO_MOVE, PASSWORD, Dovecot, free_ports, strip_trace

pytestmark = pytest.mark.dovecot
MAIL = b"Subject: x\r\n\r\nhello\r\n"


def connected(server: Dovecot, user: str, **overrides: Any) -> ImapSource:
    source = ImapSource(ImapSettings("127.0.0.1", server.imap, "plain", user, PASSWORD, **overrides))
    source.connect()
    return source


def fill(server: Dovecot, user: str, count: int, size: int = 500) -> None:
    """Put files straight into the Maildir; Dovecot finds them at the next SELECT."""
    new = server.maildir(user) / "new"
    for number in range(count):
        text = f"Subject: {number}\nMessage-ID: <{number}@example.com>\n\n" + ("y" * 70 + "\n") * (size // 71)
        path = new / f"{1700000000 + number}.M{number}P1.host"
        path.write_text(text)
        if os.getuid() == 0:
            shutil.chown(path, "mail", "mail")


def test_a_wrong_password_is_refused_with_the_remedy(dovecot: Dovecot, mailbox_user: str) -> None:
    source = ImapSource(ImapSettings("127.0.0.1", dovecot.imap, "plain", mailbox_user, "not-the-word"))
    with pytest.raises(MailboxRefused, match=r"refused the log-in.*Check user and password") as caught:
        source.connect()
    assert "not-the-word" not in str(caught.value)
    assert "not-the-word" not in repr(source._settings)


def test_a_corrected_password_counts_at_the_next_log_in(dovecot: Dovecot, mailbox_user: str) -> None:
    known = ["not-the-word"]
    source = ImapSource(ImapSettings("127.0.0.1", dovecot.imap, "plain", mailbox_user, lambda: known[-1]))
    with pytest.raises(MailboxRefused):
        source.connect()
    known.append(PASSWORD)
    source.connect()
    assert source.open("INBOX").exists == 0
    source.close()


def test_a_password_that_cannot_be_read_leaves_no_connection(dovecot: Dovecot, mailbox_user: str) -> None:
    def unreadable() -> str:
        raise SettingsError("cannot read the file")

    source = ImapSource(ImapSettings("127.0.0.1", dovecot.imap, "plain", mailbox_user, unreadable))
    with pytest.raises(SettingsError, match="cannot read the file"):
        source.connect()
    with pytest.raises(MailboxLost):
        source.list_uids("INBOX", 1)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_untrusted_certificate_is_refused(dovecot: Dovecot, mailbox_user: str, security: Any) -> None:
    port = dovecot.imaps if security == "tls" else dovecot.imap
    source = ImapSource(ImapSettings("127.0.0.1", port, security, mailbox_user, PASSWORD))
    with pytest.raises(MailboxRefused, match=r"certificate is not trusted.*ca_file"):
        source.connect()


def test_a_ca_file_that_is_not_there_is_named(dovecot: Dovecot, mailbox_user: str) -> None:
    missing = Path("absent.pem")
    source = ImapSource(ImapSettings("127.0.0.1", dovecot.imaps, "tls", mailbox_user, PASSWORD, ca_file=missing))
    with pytest.raises(MailboxRefused, match=r"ca_file absent\.pem"):
        source.connect()


def test_tls_on_a_port_without_tls_says_so(dovecot: Dovecot, mailbox_user: str) -> None:
    source = ImapSource(ImapSettings("127.0.0.1", dovecot.imap, "tls", mailbox_user, PASSWORD))
    with pytest.raises(MailboxRefused, match="security = 'starttls'"):
        source.connect()


def test_nobody_listening_is_unreachable() -> None:
    (port,) = free_ports(1)
    with pytest.raises(MailboxUnreachable, match="Check host, port and network"):
        ImapSource(ImapSettings("127.0.0.1", port, "plain", "user", PASSWORD)).connect()


@pytest.mark.parametrize("host", ["mail.example.com", "192.0.2.1", "0.0.0.0", "localhost.example.com"])
def test_plain_is_for_this_machine_only(host: str) -> None:
    with pytest.raises(SettingsError, match="in clear"):
        ImapSettings(host, 143, "plain", "user", PASSWORD)


def test_delivery_by_lmtp_is_served_whole(dovecot: Dovecot, mailbox_user: str) -> None:
    raw = "Subject: Отчёт\r\n\r\nстрока\r\n".encode("cp1251")
    dovecot.deliver(mailbox_user, raw)
    source = connected(dovecot, mailbox_user)
    source.open("INBOX")
    (batch,) = source.fetch("INBOX", source.list_uids("INBOX", 1))
    assert strip_trace(batch.served[0].raw) == raw
    source.close()


def test_a_new_uidvalidity_is_told_and_old_marks_touch_nothing(dovecot: Dovecot, mailbox_user: str) -> None:
    for _ in range(2):
        dovecot.deliver(mailbox_user, MAIL)
    source = connected(dovecot, mailbox_user)
    before = source.open("INBOX")
    uids = source.list_uids("INBOX", 1)
    source.close()
    dovecot.renumber(mailbox_user)
    source.connect()
    after = source.open("INBOX", writable=True)
    assert after.uidvalidity == before.uidvalidity + 1000
    for action in (MarkSeen(), MoveTo("Processed")):
        assert source.after("INBOX", before.uidvalidity, uids, action).how is AfterHow.RENUMBERED
    assert len(source.list_uids("INBOX", 1)) == 2
    source.close()
    raw = RawImap(dovecot.imap, mailbox_user, PASSWORD)
    assert not any("\\Seen" in flags for flags in raw.flags("INBOX").values())
    assert raw.bodies("Processed") == []
    raw.close()


def test_deleted_mail_is_not_listed(dovecot_box: ImapBox, dovecot: Dovecot) -> None:
    for _ in range(2):
        dovecot_box.put(MAIL)
    dovecot_box.raw.command("SELECT INBOX")
    dovecot_box.raw.command(r"UID STORE 1 +FLAGS (\Deleted)")
    source = connected(dovecot, dovecot_box.user)
    source.open("INBOX")
    assert source.list_uids("INBOX", 1) == [2]
    source.close()


def test_a_folder_read_only_is_opened_for_writing_when_marking(dovecot_box: ImapBox, dovecot: Dovecot) -> None:
    dovecot_box.put(MAIL)
    source = connected(dovecot, dovecot_box.user)
    state = source.open("INBOX")
    assert source.after("INBOX", state.uidvalidity, [1], MarkSeen()).how is AfterHow.FLAGGED
    assert dovecot_box.seen() == 1
    source.close()


@pytest.mark.parametrize(
    ("capability", "how", "left"),
    [
        (NO_MOVE, AfterHow.COPIED_AND_EXPUNGED, [b"other"]),
        (BARE, AfterHow.COPIED_AND_FLAGGED_DELETED, [b"one", b"other"]),
    ],
)
@pytest.mark.usefixtures("dovecot")
def test_moving_without_move_spares_what_others_deleted(capability: str, how: AfterHow, left: list[bytes]) -> None:
    with dovecot_server.running(capability) as server:
        user = server.fresh_user()
        raw = RawImap(server.imap, user, PASSWORD)
        raw.append("INBOX", b"Subject: one\r\n\r\none\r\n")
        raw.append("INBOX", b"Subject: other\r\n\r\nother\r\n", r"\Deleted")
        source = connected(server, user)
        state = source.open("INBOX", writable=True)
        for _ in range(2):
            assert source.after("INBOX", state.uidvalidity, [1], MoveTo("Processed")).how is how
        assert source.list_uids("INBOX", 1) == []
        assert [body.split(b"\r\n")[2] for body in raw.bodies("INBOX")] == left
        assert [body.split(b"\r\n")[2] for body in raw.bodies("Processed")] == [b"one"]
        source.close()
        raw.close()


def test_the_target_folder_is_made_when_missing(dovecot_box: ImapBox, dovecot: Dovecot) -> None:
    dovecot_box.put(MAIL)
    source = connected(dovecot, dovecot_box.user)
    state = source.open("INBOX", writable=True)
    source.after("INBOX", state.uidvalidity, [1], MoveTo("Erledigt/Прочее"))
    assert dovecot_box.bodies() == []
    assert source.open("Erledigt/Прочее").exists == 1
    source.close()


def test_a_folder_of_thousands_is_listed_and_fetched_whole(
    dovecot_box: ImapBox, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With windows smaller than the folder, as a folder of 100,000 has; and no command line that grows with it."""
    count = 3000
    dovecot_box.put(MAIL)
    fill(dovecot, dovecot_box.user, count)
    monkeypatch.setattr(searching, "WINDOW", 700)
    lines: list[int] = []
    plain = socket.socket.sendall

    def sendall(sock: socket.socket, data: bytes) -> None:
        lines.append(len(data))
        plain(sock, data)

    monkeypatch.setattr(socket.socket, "sendall", sendall)
    source = connected(dovecot, dovecot_box.user)
    state = source.open("INBOX", writable=True)
    assert state.exists == count + 1
    uids = source.list_uids("INBOX", 1)
    assert uids == list(range(1, count + 2))
    assert source.list_uids("INBOX", count) == [count, count + 1]
    dovecot_box.raw.command("SELECT INBOX")
    dovecot_box.raw.command(r"UID STORE 5:900 +FLAGS (\Deleted)")
    dovecot_box.raw.command("EXPUNGE")
    kept = [uid for uid in uids if not 5 <= uid <= 900]
    assert source.list_uids("INBOX", 1) == kept
    batches = list(source.fetch("INBOX", uids))
    assert [one.uid for batch in batches for one in batch.served] == kept
    assert sorted(uid for batch in batches for uid in batch.gone) == list(range(5, 901))
    assert sorted(one.raw for batch in batches for one in batch.served) == sorted(dovecot_box.bodies())
    assert source.after("INBOX", state.uidvalidity, kept, MoveTo("Processed")).done == tuple(kept)
    assert source.list_uids("INBOX", 1) == []
    assert max(lines) < 8192
    source.close()


def test_the_first_of_many_has_an_empty_message_id(dovecot_box: ImapBox, dovecot: Dovecot) -> None:
    dovecot_box.put(b"Message-ID: \r\nSubject: first\r\n\r\nx\r\n")
    for _ in range(120):
        dovecot_box.put(b"Subject: no id\r\n\r\nx\r\n")
    source = connected(dovecot, dovecot_box.user)
    source.open("INBOX")
    batches = list(source.fetch("INBOX", source.list_uids("INBOX", 1)))
    assert sum(len(batch.served) for batch in batches) == 121
    source.close()


@pytest.mark.measured
def test_fetching_keeps_up_with_a_bare_socket(
    dovecot_box: ImapBox, dovecot: Dovecot, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Messages a second against `UID FETCH 1:*` read from a bare socket, in one run; the share is printed."""
    count = 1500
    dovecot_box.put(MAIL)
    fill(dovecot, dovecot_box.user, count, 3000)
    dovecot_box.bodies()
    source = connected(dovecot, dovecot_box.user)
    source.open("INBOX")
    uids = source.list_uids("INBOX", 1)
    limit, ours = [], []
    for _ in range(2):
        began = time.perf_counter()
        assert len(dovecot_box.bodies()) == count + 1
        limit.append(count / (time.perf_counter() - began))
        began = time.perf_counter()
        assert sum(len(batch.served) for batch in source.fetch("INBOX", uids)) == count + 1
        ours.append(count / (time.perf_counter() - began))
    share = max(ours) / max(limit)
    record_property("fetch_share", share)
    with capsys.disabled():
        print(f"\nfetch {max(ours):.0f}/s of {max(limit):.0f}/s by a bare socket, load {os.getloadavg()[0]:.1f}")
    assert share > 0.05
    source.close()
