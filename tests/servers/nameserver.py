"""A DNS server on 127.0.0.1 that answers TXT questions as a test says, and counts them."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

SILENT = "silent"
"""What a name is given that gets no answer at all."""


@dataclass
class Nameserver:
    """Names with their TXT records, each a list of strings; a name may have an rcode instead, or be SILENT."""

    records: dict[str, list[list[bytes]] | dns.rcode.Rcode | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, wire: bytes) -> bytes | None:
        query = dns.message.from_wire(wire)
        name = query.question[0].name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        found = self.records.get(name)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if found == SILENT:
            return None
        if isinstance(found, dns.rcode.Rcode):
            reply.set_rcode(found)
        elif not isinstance(found, list):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif found:
            texts = [" ".join('"' + _escaped(one) + '"' for one in strings) for strings in found]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 300, "IN", "TXT", *texts))
        return reply.to_wire(max_size=65535)


def _escaped(text: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03d}" for byte in text)


@contextmanager
def nameserver(records: Mapping[str, list[list[bytes]] | dns.rcode.Rcode | str] | None = None) -> Iterator[Nameserver]:
    """A running server, by UDP, on a port of its own choosing."""
    served = Nameserver(dict(records or {}))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        host, port = listening.getsockname()
        served.address = f"{host}:{port}"
        thread = threading.Thread(target=_serve, args=(listening, served), daemon=True)
        thread.start()
        try:
            yield served
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
                ending.sendto(b"", (host, port))
            thread.join(5)


def _serve(listening: socket.socket, served: Nameserver) -> None:
    while True:
        wire, sender = listening.recvfrom(4096)
        if not wire:
            return
        reply = served.answer(wire)
        if reply is not None:
            listening.sendto(reply, sender)
