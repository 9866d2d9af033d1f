"""Fixtures: an SMTP sink on the loopback, plain or with TLS under an authority of its own."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.servers.smtpsink import SmtpSink


class Authority:
    """A certificate authority that nobody else trusts, its file, and a server's context under it."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.file = folder / "authority.pem"
        self._ca.cert_pem.write_to_path(str(self.file))

    def server(self, *names: str) -> ssl.SSLContext:
        """A server's context with a certificate for these names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert(*names).configure_cert(context)
        return context


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A plain SMTP server that takes everything until it is told otherwise."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the session's TLS servers."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def smtps_sink(authority: Authority) -> Iterator[SmtpSink]:
    """An SMTP server with TLS from the first byte."""
    with SmtpSink(tls=authority.server("127.0.0.1"), implicit_tls=True) as sink:
        yield sink


@pytest.fixture
def starttls_sink(authority: Authority) -> Iterator[SmtpSink]:
    """An SMTP server that demands STARTTLS, then a log-in."""
    with SmtpSink(tls=authority.server("127.0.0.1"), user="signoff", password="correct horse") as sink:
        yield sink
