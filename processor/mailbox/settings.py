"""Settings of the mailbox sources, already read and checked for shape by `config`."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from processor.errors import SettingsError

LONGEST_IDLE = 29 * 60.0
"""Seconds after which RFC 2177 lets a server log an idling client out."""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """One IMAP account. Times in seconds, sizes in bytes.

    `read` bounds every command as a whole, `fetch` one FETCH of a batch as a whole: a server that drips a byte now
    and then is as lost as a silent one. Raises SettingsError for what must not be tried, such as a password in clear
    over a network.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "plain"]
    user: str
    password: str | Callable[[], str] = field(repr=False)
    ca_file: Path | None = None
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    fetch_timeout: float = 240.0
    idle: bool = True
    idle_renew_seconds: float = 600.0
    poll_seconds: float = 30.0
    batch_count: int = 50
    batch_bytes: int = 8 * 1024 * 1024
    max_message_bytes: int = 25 * 1024 * 1024
    partial_bytes: int = 65536

    def __post_init__(self) -> None:
        """Refuse what the class forbids."""
        if self.security == "plain" and not is_loopback(self.host):
            raise SettingsError(
                f"security = 'plain' would send the password of {self.user} to {self.host} in clear: "
                "use 'tls' or 'starttls'; 'plain' is for this machine only."
            )
        if not 0 < self.idle_renew_seconds < LONGEST_IDLE:
            raise SettingsError(
                f"idle_renew_seconds is {self.idle_renew_seconds:g}: give more than 0 and less than {LONGEST_IDLE:g}, "
                "for servers log out a client that idles longer (RFC 2177)."
            )

    @property
    def secret(self) -> str:
        """The password as it is now."""
        return self.password if isinstance(self.password, str) else self.password()

    @property
    def where(self) -> str:
        """The account as named in messages."""
        return f"mailbox {self.user} at {self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class MaildirSettings:
    """One Maildir on this machine; `uidlist_dir` keeps our numbering of it (the Maildir itself when None)."""

    path: Path
    uidlist_dir: Path | None = None
    poll_seconds: float = 1.0
    batch_count: int = 50
    batch_bytes: int = 8 * 1024 * 1024
    max_message_bytes: int = 25 * 1024 * 1024
    partial_bytes: int = 65536


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine; names other than localhost are not looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
