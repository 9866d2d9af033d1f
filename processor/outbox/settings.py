"""How to reach the server that takes our mail."""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from processor.errors import SettingsError

Security = Literal["tls", "starttls", "plain"]


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where and how mail is handed over. Times are in seconds.

    `security` is "tls" (from the first byte, RFC 8314), "starttls" (RFC 3207; a server that doesn't offer it or fails
    at it ends the attempt) or "plain", which is allowed on the loopback only. `timeout` bounds connecting and each
    reply; `final_timeout` bounds the reply to a whole mail, which a server may scan before it answers (RFC 5321
    section 4.5.3.2.6 asks for ten minutes): too short makes mails uncertain that were in fact delivered. A `password`
    that is a function is asked at each log-in, so that a corrected one counts without a restart.

    Raises SettingsError for a plain connection to another machine.
    """

    host: str
    port: int
    security: Security = "tls"
    user: str = ""
    password: str | Callable[[], str] = field(default="", repr=False)
    ca_file: str = ""
    timeout: float = 30.0
    final_timeout: float = 300.0
    connections: int = 3
    helo: str = "localhost"

    def __post_init__(self) -> None:
        """Refuse what would send mail and password readable over a network."""
        if self.security == "plain" and not _is_loopback(self.host):
            raise SettingsError(
                f"SMTP without encryption is allowed only to this machine itself, not to {self.host}: "
                'set security to "tls" or "starttls"'
            )
        if self.connections < 1:
            raise SettingsError(f"SMTP needs at least one connection, not {self.connections}")

    @property
    def secret(self) -> str:
        """The password as it is now."""
        return self.password if isinstance(self.password, str) else self.password()

    def tls_context(self) -> ssl.SSLContext | None:
        """What certificates are checked against, or None for a plain connection.

        Raises SettingsError when the file of authorities can't be read.
        """
        if self.security == "plain":
            return None
        try:
            return ssl.create_default_context(cafile=self.ca_file or None)
        except OSError as error:
            raise SettingsError(f"the certificate authorities in {self.ca_file} can't be read: {error}") from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
