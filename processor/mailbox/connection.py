"""One IMAP connection: made, secured, logged in, watched by a clock, and closed for good on the first trouble."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient, SocketTimeout

from processor.errors import SignoffError
from processor.mailbox.answers import RAISED, explain, explain_connect, explain_login
from processor.mailbox.errors import MailboxBadAnswer, MailboxLost, MailboxRefused, MailboxTrouble
from processor.mailbox.settings import ImapSettings

_LOGOUT_SECONDS = 5.0
_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))


class Connection:
    """A logged-in session. Made by `Connection(settings)`; once closed, by us or by trouble, it is never used again.

    imapclient is not safe between threads, and its socket is unusable after a time-out, so every error except a plain
    NO or BAD closes it at once.
    """

    def __init__(self, settings: ImapSettings) -> None:
        self._settings = settings
        self._client = _dial(settings)
        self._alive = True
        try:
            with self._bounded(settings.read_timeout):
                if settings.security == "starttls":
                    self._start_tls()
                self._log_in()
        except SignoffError:
            self._drop()
            raise

    @property
    def alive(self) -> bool:
        """Whether it may still be used."""
        return self._alive

    @contextmanager
    def command(self, what: str, seconds: float | None = None) -> Iterator[Any]:
        """The client for one command, bounded as a whole by `seconds` (the read time-out when None).

        The socket's own time-out only bounds the gap between two bytes. Raises errors of this room only.
        """
        if not self._alive:
            raise MailboxLost(f"{self._settings.where}: not connected.")
        try:
            with self._bounded(self._settings.read_timeout if seconds is None else seconds):
                yield self._client
        except RAISED as error:
            raise self._fail(what, error) from error

    def lose(self, reason: str) -> MailboxLost:
        """Close without a word, and give back the error to raise."""
        self._drop()
        return MailboxLost(f"{self._settings.where}: {reason}, and the connection will be made anew.")

    def close(self) -> None:
        """LOGOUT, then close; never raises. Servers count a session that was not logged out against the account."""
        if self._alive:
            with suppress(MailboxTrouble), self.command("LOGOUT", _LOGOUT_SECONDS) as client:
                client.logout()
        self._drop()

    @contextmanager
    def _bounded(self, seconds: float) -> Iterator[None]:
        """Cut the connection after so many seconds; what then breaks comes out as TimeoutError."""
        cut = threading.Event()
        timer = threading.Timer(seconds, _cut, (self._client.socket(), cut))
        timer.daemon = True
        timer.start()
        try:
            yield
        except RAISED as error:
            if cut.is_set():
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()

    def _fail(self, what: str, error: BaseException) -> MailboxTrouble:
        explained = explain(self._settings.where, what, error)
        if not isinstance(explained, MailboxBadAnswer):
            self._drop()
        return explained

    def _drop(self) -> None:
        self._alive = False
        with suppress(*RAISED):
            self._client.shutdown()

    def _start_tls(self) -> None:
        """Secure the connection or give up: there is no log-in in clear as a fall-back."""
        try:
            self._client.starttls(_context(self._settings))
        except ssl.SSLCertVerificationError as error:
            raise explain_connect(self._settings.where, error) from error
        except RAISED as error:
            raise MailboxRefused(
                f"{self._settings.where}: STARTTLS failed ({error}), and the password is never sent in clear. "
                "Offer STARTTLS on the server, or use security = 'tls' with its TLS port."
            ) from error

    def _log_in(self) -> None:
        settings = self._settings
        try:
            password = settings.secret
            if (settings.user + password).isascii():
                self._client.login(settings.user, password)
            else:  # LOGIN carries ASCII only; SASL PLAIN carries UTF-8 (RFC 4616)
                self._client.plain_login(settings.user, password)
        except RAISED as error:
            raise explain_login(settings.where, error) from error


def _dial(settings: ImapSettings) -> Any:
    tls = settings.security == "tls"
    context = _context(settings) if tls else None
    timeout = SocketTimeout(connect=settings.connect_timeout, read=settings.read_timeout)
    try:
        client = IMAPClient(settings.host, settings.port, ssl=tls, ssl_context=context, timeout=timeout)
    except RAISED as error:
        raise explain_connect(settings.where, error) from error
    client.normalise_times = False
    client._imap.debug = 0  # imapclient has imaplib format every line for a logger, at three quarters of a fetch's CPU
    sock = client.socket()
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE:
        if hasattr(socket, name):  # not every system lets the intervals be set per socket
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return client


def _context(settings: ImapSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise MailboxRefused(f"{settings.where}: ca_file {settings.ca_file} cannot be read ({error}).") from error


def _cut(sock: socket.socket, cut: threading.Event) -> None:
    """Wake the thread that reads: the plain socket's shutdown, since SSLSocket's own would pull its state away."""
    cut.set()
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
