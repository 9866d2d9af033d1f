"""The resolver: what it remembers and for how long, which of several records it takes, which servers it asks."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import dns.rcode
import pytest

from processor.dns.errors import DnsUnavailable
from processor.dns.resolver import FOUND_FOR, MISSING_FOR, Resolver, chosen
from processor.errors import SettingsError
from tests.servers.nameserver import nameserver

NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
NAME = "s1._domainkey.customer.example.com"


def test_answers_are_remembered_for_a_while() -> None:
    with nameserver({NAME: [[b"v=DKIM1; p=AAAA"]]}) as served:
        resolver = Resolver((served.address,))
        first = resolver.txt(NAME, NOW)
        assert resolver.txt(NAME, NOW + FOUND_FOR - timedelta(seconds=1)) is first
        assert resolver.txt("nobody.example.com", NOW).text == ""
        assert resolver.txt("nobody.example.com", NOW + MISSING_FOR - timedelta(seconds=1)).text == ""
        assert served.asked == [NAME, "nobody.example.com"]
        served.records["nobody.example.com"] = [[b"v=DKIM1; p=BBBB"]]
        assert resolver.txt("nobody.example.com", NOW + MISSING_FOR).text == "v=DKIM1; p=BBBB"
        again = resolver.txt(NAME, NOW + FOUND_FOR)
        assert again.looked_up_at == NOW + FOUND_FOR
        assert resolver.txt(NAME, NOW).looked_up_at == NOW, "an answer of later is none for an earlier time"


def test_a_failure_is_not_remembered() -> None:
    with nameserver({NAME: dns.rcode.SERVFAIL}) as served:
        resolver = Resolver((served.address,), timeout_seconds=0.5)
        with pytest.raises(DnsUnavailable):
            resolver.txt(NAME, NOW)
        served.records[NAME] = [[b"v=DKIM1; p=AAAA"]]
        assert resolver.txt(NAME, NOW).text == "v=DKIM1; p=AAAA"


def test_a_name_with_other_records_only_has_no_text() -> None:
    with nameserver({NAME: []}) as served:
        assert Resolver((served.address,)).txt(NAME, NOW).text == ""


@pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".example.com", ".".join(["abcdefgh"] * 40), "ä\ud800.example"])
def test_what_is_no_name_has_no_record(name: str) -> None:
    assert Resolver(("127.0.0.1:9",), timeout_seconds=0.1).txt(name, NOW).text == ""


def test_nobody_listening_is_no_answer() -> None:
    with pytest.raises(DnsUnavailable, match="look at the resolvers"):
        Resolver(("127.0.0.1:9",), timeout_seconds=0.3).txt(NAME, NOW)


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        ([b"site-verification=1", b"v=DKIM1; p=AAAA"], "v=DKIM1; p=AAAA"),
        ([b"site-verification=1", b"k=rsa; p=AAAA"], "k=rsa; p=AAAA"),
        ([b"k=rsa; p=BBBB", b"v=DKIM1; p=AAAA"], "v=DKIM1; p=AAAA"),
        ([b"something else"], "something else"),
        ([b"n=\xff; p=AAAA"], "n=\\xff; p=AAAA"),
        ([], ""),
    ],
)
def test_of_several_records_the_one_that_is_a_key(texts: list[bytes], text: str) -> None:
    assert chosen(texts) == text


@pytest.mark.parametrize("text", ["resolver.example", "127.0.0.1:0", "127.0.0.1:x", "[::1", "", "127.0.0.1:70000"])
def test_what_is_no_nameserver_is_a_setting_to_mend(text: str) -> None:
    with pytest.raises(SettingsError, match="no nameserver"):
        Resolver((text,))


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("192.0.2.1", "192.0.2.1", 53),
        ("192.0.2.1:5353", "192.0.2.1", 5353),
        ("[::1]:5353", "::1", 5353),
        ("::1", "::1", 53),
    ],
)
def test_nameservers_with_and_without_a_port(text: str, address: str, port: int) -> None:
    (made,) = Resolver((text,))._resolver.nameservers
    assert (ip_address(made.address), made.port) == (ip_address(address), port)
