"""A private Dovecot for tests: own folder, own ports, own users; as root or as an ordinary user.

Needs Debian's dovecot-imapd and dovecot-lmtpd; nothing of the system's own configuration is read or changed.
"""

import grp
import os
import pwd
import random
import re
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import trustme

PASSWORD = "secret"
PACKAGES = "dovecot-imapd dovecot-lmtpd"
NO_IDLE = "IMAP4rev1 LITERAL+ UIDPLUS MOVE"
NO_MOVE = "IMAP4rev1 LITERAL+ UIDPLUS IDLE"
BARE = "IMAP4rev1"
_USERS = 1000
_PORTS = range(12_000, 32_000)
_CHANCE = random.SystemRandom()

_CONFIG = """
base_dir = {dir}/run
state_dir = {dir}/run
log_path = {dir}/dovecot.log
info_log_path = {dir}/dovecot-info.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
ssl = yes
ssl_cert = <{dir}/cert.pem
ssl_key = <{dir}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {dir}/users
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={dir}/mail/%u
}}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 100
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Processed {{
    auto = create
  }}
  mailbox Failed {{
    auto = create
  }}
  mailbox Sent {{
    auto = create
  }}
}}
protocol imap {{
  imap_capability = {capability}
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  chroot =
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
auth_failure_delay = 0 secs
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  user = {internal}
}}
service auth-worker {{
  user = {internal}
}}
"""


def missing() -> str | None:
    """Why there can be no Dovecot here, or None: the packages to install."""
    if shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        return f"no dovecot: apt-get install -y --no-install-recommends {PACKAGES}"
    if not Path("/usr/lib/dovecot/lmtp").exists():
        return f"no LMTP in dovecot: apt-get install -y --no-install-recommends {PACKAGES}"
    return None


@dataclass
class Dovecot:
    """A running instance. Every name from `user000` to `user999` is an account with an empty mailbox."""

    dir: Path
    imap: int
    imaps: int
    lmtp: int
    capability: str
    process: subprocess.Popen[bytes] | None = None
    used: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def ca_file(self) -> Path:
        return self.dir / "ca.pem"

    def fresh_user(self) -> str:
        """An account that no test has used."""
        self.used += 1
        assert self.used <= _USERS, "more accounts needed than are listed"
        return f"user{self.used - 1:03}"

    def start(self) -> None:
        program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert program, missing()
        self.process = subprocess.Popen([program, "-F", "-c", str(self.dir / "dovecot.conf")], start_new_session=True)
        wait_for(self._greets, 15, lambda: f"Dovecot did not start: {self.errors()}")

    def crash(self) -> None:
        """Kill it with all its sessions, as a machine that lost its power."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(15)
        self.process = None

    def deliver(self, user: str, raw: bytes, sender: str = "sender@example.com") -> None:
        """Hand a mail over by LMTP; Dovecot puts Return-Path, Delivered-To and Received before it."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as client:
            client.sendmail(sender, [user], raw)

    def maildir(self, user: str) -> Path:
        return self.dir / "mail" / user / "Maildir"

    def renumber(self, user: str) -> None:
        """Give INBOX another UIDVALIDITY. No session of this account may be open."""
        for path in self.maildir(user).glob("dovecot.index*"):
            path.unlink()
        uidlist = self.maildir(user) / "dovecot-uidlist"
        raised = re.sub(r" V(\d+) ", lambda match: f" V{int(match[1]) + 1000} ", uidlist.read_text(), count=1)
        uidlist.write_text(raised)

    def errors(self) -> str:
        log = self.dir / "dovecot.log"
        return log.read_text()[-2000:] if log.exists() else "(no log)"

    def _greets(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.imap), 1) as sock:
                return sock.recv(64).startswith(b"* OK")
        except OSError:
            return False


@contextmanager
def running(capability: str = "") -> Iterator[Dovecot]:
    """A Dovecot in a temporary folder of its own (one that its users may enter), stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="signoff-dovecot-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with _running(Path(folder), capability) as server:
            yield server


@contextmanager
def _running(directory: Path, capability: str) -> Iterator[Dovecot]:
    imap, imaps, lmtp = free_ports(3)
    server = Dovecot(directory, imap, imaps, lmtp, capability)
    _certificates(directory)
    users = "".join(f"user{number:03}:{{PLAIN}}{PASSWORD}::::::\n" for number in range(_USERS))
    (directory / "users").write_text(users)
    (directory / "dovecot.conf").write_text(_CONFIG.format(**_accounts(), **_places(server)))
    (directory / "run").mkdir()
    mail = directory / "mail"
    mail.mkdir()
    if os.getuid() == 0:
        shutil.chown(mail, "mail", "mail")
    server.start()
    try:
        yield server
    finally:
        if server.process is not None:
            server.crash()  # nobody needs its mail any more, and a session in IDLE would end some ten seconds later


def client_context(server: Dovecot) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on; taken together, so that they differ.

    They lie below those that Linux gives to connections going out, so that none of these takes a port before its server
    listens; and they come by chance, so that workers and forked processes which ask at one time get others.
    """
    socks: list[socket.socket] = []
    while len(socks) < count:
        with suppress(OSError):
            socks.append(socket.create_server(("127.0.0.1", _CHANCE.choice(_PORTS))))
    ports = [sock.getsockname()[1] for sock in socks]
    for sock in socks:
        sock.close()
    return ports


def wait_for(condition: Callable[[], bool], seconds: float, complaint: Callable[[], str] = lambda: "too slow") -> None:
    """Poll until it holds; AssertionError after so many seconds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, complaint()
        time.sleep(0.01)


def _accounts() -> dict[str, str]:
    if os.getuid() == 0:
        return {
            "internal": "dovecot",
            "internal_group": "dovecot",
            "login": "dovenull",
            "mail": "mail",
            "mail_group": "mail",
        }
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    return {"internal": user, "internal_group": group, "login": user, "mail": user, "mail_group": group}


def _places(server: Dovecot) -> dict[str, object]:
    return {
        "dir": server.dir,
        "imap": server.imap,
        "imaps": server.imaps,
        "lmtp": server.lmtp,
        "capability": server.capability,
    }


def _certificates(directory: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(directory / "ca.pem")
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    certificate.private_key_pem.write_to_path(directory / "key.pem")
    (directory / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))


def strip_trace(raw: bytes) -> bytes:
    """The mail without the headers that LMTP delivery put before it."""
    return re.sub(rb"\A(?:(?:Return-Path|Delivered-To|Received):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)+", b"", raw)
