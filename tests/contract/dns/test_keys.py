"""The key source of tests and the resolver on a real DNS server answer alike."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dns.rcode
import pytest

from processor.dns.errors import DnsUnavailable
from processor.dns.resolver import Resolver
from processor.errors import Temporary
from processor.services.proving import KeySource
from tests.servers.nameserver import SILENT, nameserver
from tests.unit.services.keysource import FakeKeys

NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
KEY = "v=DKIM1; k=rsa; p=" + "A" * 392
NAME = "s1._domainkey.customer.example.com"
GONE = "s2._domainkey.customer.example.com"
BROKEN = "s3._domainkey.customer.example.com"
QUIET = "s4._domainkey.customer.example.com"


@pytest.fixture(params=["fake", "server"])
def keys(request: pytest.FixtureRequest) -> Iterator[KeySource]:
    if request.param == "fake":
        yield FakeKeys({NAME: KEY, BROKEN: None, QUIET: None})
        return
    text = KEY.encode()
    records = {NAME: [[text[:200], text[200:]]], BROKEN: dns.rcode.SERVFAIL, QUIET: SILENT}
    with nameserver(records) as served:
        yield Resolver((served.address,), timeout_seconds=0.5)


def test_a_record_is_given_whole_with_the_time_of_looking(keys: KeySource) -> None:
    record = keys.txt(NAME, NOW)
    assert (record.name, record.text, record.looked_up_at) == (NAME, KEY, NOW)


def test_what_is_not_there_is_an_answer(keys: KeySource) -> None:
    assert keys.txt(GONE, NOW).text == ""


@pytest.mark.parametrize("name", [BROKEN, QUIET], ids=["servfail", "silence"])
def test_no_answer_is_an_error_that_passes(keys: KeySource, name: str) -> None:
    with pytest.raises(DnsUnavailable, match=name):
        keys.txt(name, NOW)
    assert issubclass(DnsUnavailable, Temporary)
