"""Addresses of the web: who may be asked for pages, who asks, and where a page may lead."""

import re
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from processor.errors import SettingsError

__all__ = ["asking_address", "hosts_of", "own_path"]

_USUAL: Final = {"http": 80, "https": 443}
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_OWN_PATH: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,1000}")


def own_path(given: str, otherwise: str = "/") -> str:
    """The path where it leads to a page of ours; else `otherwise`. A browser reads `//` and `/\\` as another host."""
    return given if _OWN_PATH.fullmatch(given) else otherwise


def hosts_of(listen: str, public_url: str) -> frozenset[str]:
    """What the field Host of a request may say, in lower case.

    Any other name means that somebody's own domain was pointed at us (DNS rebinding). Raises SettingsError where pages
    are served to others and nothing says by what name.
    """
    host, _, port = listen.rpartition(":")
    hosts = _as_asked(public_url) if public_url else set()
    if host in LOOPBACK:
        hosts |= {name for own in LOOPBACK for name in _as_asked(f"http://{own}:{port}")}
    elif not _is_everywhere(host):
        hosts |= _as_asked(f"http://{host}:{port}")
    elif not public_url:
        raise SettingsError(f"web.public_url: give the address that people open, since web.listen is {listen}")
    return frozenset(hosts)


def _as_asked(url: str) -> set[str]:
    """How requests for the address name its host: browsers leave out the port that the scheme has anyway."""
    parts = urlsplit(url.casefold())
    usual = f":{_USUAL[parts.scheme]}"
    return {parts.netloc, parts.netloc.removesuffix(usual)}


def _is_everywhere(host: str) -> bool:
    """Whether to listen there is to listen on every address of the machine, however it is written."""
    name = host.strip("[]")
    return _is_address(name) and ip_address(name).is_unspecified


def asking_address(peer: str, forwarded: str, trusted: Sequence[str]) -> str:
    """Who asks: the peer, or whom the nearest proxy that we don't know says it asks for (X-Forwarded-For)."""
    networks = [ip_network(one) for one in trusted]
    chain = [one.strip() for one in forwarded.split(",") if one.strip()] if networks else []
    address = peer
    while chain and _is_within(address, networks):
        address = chain.pop()
    return address if _is_address(address) else peer


def _is_within(address: str, networks: Sequence[object]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)  # type: ignore[operator]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
