import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import trustme

from processor import clock
from processor.errors import SettingsError, Temporary
from processor.evidence.timestamps import Stamp, TimestampAuthority, Timestamps
from processor.evidence.tokens import TokenFault, read_token, token_of
from tests.servers.tsa import Authority, serving

DIGEST = sha256(b"a checkpoint").digest()


@pytest.fixture
def open_servers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def two(first: Authority, second: Authority, stack: ExitStack, seconds: float = 3) -> Timestamps:
    return Timestamps(
        [
            TimestampAuthority("First", stack.enter_context(serving(first)), first.root, timeout_seconds=seconds),
            TimestampAuthority("Second", stack.enter_context(serving(second)), second.root, timeout_seconds=seconds),
        ],
        os.urandom,
    )


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    return Authority(tmp_path_factory.mktemp("one"), "First"), Authority(tmp_path_factory.mktemp("two"), "Second")


def refused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_the_first_authority_that_answers_stamps(pair: tuple[Authority, Authority], open_servers: ExitStack) -> None:
    first, second = pair
    first.behave, second.behave, asked = "well", "well", second.asked
    stamp = two(first, second, open_servers).stamp(DIGEST)
    assert stamp.authority == "First"
    assert second.asked == asked
    assert abs(stamp.at - clock.utc_now()) < timedelta(minutes=1)
    assert read_token(token_of(stamp.response)[0], DIGEST, first.root).trusted


@pytest.mark.parametrize("behave", ["garbage", "page", "error", "elsewhere", "huge", "silent", "drip"])
def test_an_authority_that_fails_is_passed_over(
    behave: str, pair: tuple[Authority, Authority], open_servers: ExitStack
) -> None:
    first, second = pair
    first.behave, second.behave = behave, "well"
    stamp = two(first, second, open_servers, seconds=1.5).stamp(DIGEST)
    assert stamp.authority == "Second"


def test_an_answer_to_another_question_is_refused(pair: tuple[Authority, Authority], open_servers: ExitStack) -> None:
    """The same digest asked twice: an old answer carries the old nonce."""
    first, second = pair
    first.behave, second.behave = "old", "well"
    stamps = two(first, second, open_servers)
    assert stamps.stamp(DIGEST).authority == "First"
    assert first.behave == "replay"
    assert stamps.stamp(DIGEST).authority == "Second"
    with pytest.raises(Temporary, match="over something else"):
        Timestamps(stamps._authorities[:1], os.urandom).stamp(sha256(b"other").digest())


def test_where_none_answers_it_is_tried_later_and_each_is_named(pair: tuple[Authority, Authority]) -> None:
    ports = [refused_port(), refused_port()]
    down = Timestamps([TimestampAuthority(f"A{port}", f"http://127.0.0.1:{port}/") for port in ports], os.urandom)
    with pytest.raises(Temporary) as caught:
        down.stamp(DIGEST)
    assert all(f"A{port}: " in str(caught.value) for port in ports)
    assert "refused" in str(caught.value)


def test_without_authorities_there_is_no_outside_time() -> None:
    assert not Timestamps([], os.urandom)
    with pytest.raises(Temporary, match="none is configured"):
        Timestamps([], os.urandom).stamp(DIGEST)


def test_a_token_of_another_authority_is_refused(pair: tuple[Authority, Authority], open_servers: ExitStack) -> None:
    first, second = pair
    first.behave = "well"
    url = open_servers.enter_context(serving(first))
    with pytest.raises(Temporary, match="leads to none of the roots"):
        Timestamps([TimestampAuthority("First", url, second.root)], os.urandom).stamp(DIGEST)


def test_a_token_of_a_key_that_is_not_for_stamps_is_refused(authority: Authority) -> None:
    """`openssl ts` refuses such a key, so the check is made on a certificate that lost its purpose."""
    token = token_of(authority.reply(_query()))[0]
    purpose = bytes.fromhex("06082b06010505070308")
    assert purpose in token
    with pytest.raises(TokenFault):
        read_token(token.replace(purpose, bytes.fromhex("06082b06010505070301")), DIGEST, authority.root)


def test_a_flipped_bit_in_what_a_token_signs_is_seen(authority: Authority) -> None:
    token = token_of(authority.reply(_query()))[0]
    at = token.index(DIGEST)
    for place in (at, at + 31):
        broken = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
        with pytest.raises(TokenFault):
            read_token(broken, DIGEST, authority.root)
    with pytest.raises(TokenFault, match="something else"):
        read_token(token, sha256(b"other").digest(), authority.root)


@pytest.mark.parametrize("answer", [b"", b"\x30\x00", b"<html>", b"\x30\x80" + b"\x00" * 40, os.urandom(200)])
def test_what_is_no_response_is_a_named_fault(answer: bytes) -> None:
    with pytest.raises(TokenFault):
        token_of(answer)
    with pytest.raises(TokenFault):
        read_token(answer, DIGEST)


def test_an_authority_behind_a_private_ca(pair: tuple[Authority, Authority], tmp_path: Path) -> None:
    """Over TLS with the CA that is configured, and not with the system's."""
    first, _ = pair
    first.behave = "well"
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("localhost").configure_cert(context)
    with serving(first, context) as url:
        known = TimestampAuthority("First", url, first.root, tls_ca_file=str(tmp_path / "ca.pem"))
        stamp: Stamp = Timestamps([known], os.urandom).stamp(DIGEST)
        assert stamp.authority == "First"
        with pytest.raises(Temporary, match="certificate verify failed"):
            Timestamps([TimestampAuthority("First", url, first.root)], os.urandom).stamp(DIGEST)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://a.example/", "tsa.example"])
def test_only_http_is_an_address(url: str) -> None:
    with pytest.raises(SettingsError, match="http or https"):
        TimestampAuthority("A", url)


def _query() -> bytes:
    from processor.evidence.timestamps import _query as query

    return query(DIGEST, 1)
