"""Where pages may lead, by what name they are asked for, and who asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.errors import SettingsError
from processor.web.addresses import asking_address, hosts_of, own_path


@pytest.mark.parametrize(
    "given",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil", "",
     "/\t/evil.example", "/\n/evil.example", " //evil.example", "/a\\b", "/x\r\nSet-Cookie: a=b", "/" + "a" * 2000],
)  # fmt: skip
def test_no_path_leads_to_somebody_else(given: str) -> None:
    assert own_path(given) == "/"


@pytest.mark.parametrize("given", ["/", "/queue", "/tickets?q=a%20b&at=50", "/tickets/17#m3"])
def test_our_own_paths_stay(given: str) -> None:
    assert own_path(given) == given


@given(st.text(max_size=40))
def test_a_path_begins_with_one_slash_whatever_was_given(given: str) -> None:
    path = own_path(given)
    assert path[0] == "/"
    assert path[1:2] not in {"/", "\\"}
    assert path.isascii()


def test_names_by_which_pages_may_be_asked_for() -> None:
    loopback = {"127.0.0.1:8026", "localhost:8026", "[::1]:8026"}
    assert hosts_of("127.0.0.1:8026", "") == loopback
    assert hosts_of("127.0.0.1:8026", "https://Desk.vendor.example") == {*loopback, "desk.vendor.example"}
    assert hosts_of("0.0.0.0:8026", "https://desk.vendor.example") == {"desk.vendor.example"}
    with pytest.raises(SettingsError, match=r"web\.public_url"):
        hosts_of("0.0.0.0:8026", "")


def test_the_port_that_the_scheme_has_anyway_is_left_out_by_browsers() -> None:
    assert hosts_of("desk.internal:80", "") == {"desk.internal", "desk.internal:80"}
    assert {"127.0.0.1", "localhost", "[::1]"} <= hosts_of("127.0.0.1:80", "")
    own = {"desk.vendor.example", "desk.vendor.example:443"}
    assert hosts_of("0.0.0.0:8026", "https://desk.vendor.example:443") == own
    assert hosts_of("0.0.0.0:8026", "https://desk.vendor.example:8443") == {"desk.vendor.example:8443"}


@pytest.mark.parametrize("listen", ["[::]:8026", "[0:0:0:0:0:0:0:0]:8026", "0.0.0.0:8026"])
def test_every_address_of_the_machine_is_no_name(listen: str) -> None:
    assert hosts_of(listen, "https://desk.vendor.example") == {"desk.vendor.example"}
    with pytest.raises(SettingsError, match=r"web\.public_url"):
        hosts_of(listen, "")


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("203.0.113.9", "198.51.100.1", (), "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", ("10.0.0.0/8",), "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "6.6.6.6, 198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 10.0.0.3", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "nobody", ("10.0.0.0/8",), "10.0.0.2"),
        ("10.0.0.2", "", ("10.0.0.0/8",), "10.0.0.2"),
    ],
)
def test_who_asks_is_said_by_nobody_but_proxies_that_are_known(
    peer: str, forwarded: str, trusted: tuple[str, ...], address: str
) -> None:
    assert asking_address(peer, forwarded, trusted) == address
