"""The world's DNS, a small server on the loopback: it has the keys that the story's mail servers sign with."""

import asyncio
from typing import Self, cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from processor.demo.loopthread import LoopThread

_TTL = 300


class Nameserver:
    """Answers TXT questions over UDP on a free port; every name that was not published does not exist."""

    def __init__(self) -> None:
        self.address = ""
        self._records: dict[str, str] = {}
        self._thread = LoopThread("demo-dns")
        self._transport: asyncio.BaseTransport | None = None

    def __enter__(self) -> Self:
        """Listen, from before this returns."""
        self._thread.start()
        self._transport = self._thread.call(self._listen())
        host, port = self._transport.get_extra_info("sockname")
        self.address = f"{host}:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        """Close the port and end."""
        if self._transport is not None:
            self._thread.loop.call_soon_threadsafe(self._transport.close)
        self._thread.stop()

    def publish(self, name: str, text: str) -> None:
        """The text is what the name has from now on."""
        self._records[name.lower()] = text

    def answer(self, wire: bytes) -> bytes:
        """The answer to a question, both as they go over the wire (RFC 1035 section 4.1)."""
        query = dns.message.from_wire(wire)
        name = query.question[0].name.to_text(omit_final_dot=True).lower()
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if name in self._records:
            reply.answer.append(dns.rrset.from_text(f"{name}.", _TTL, "IN", "TXT", f'"{self._records[name]}"'))
        else:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()

    async def _listen(self) -> asyncio.BaseTransport:
        made = await self._thread.loop.create_datagram_endpoint(lambda: _Listening(self), ("127.0.0.1", 0))
        return made[0]


class _Listening(asyncio.DatagramProtocol):
    """The port's side of the server."""

    def __init__(self, server: Nameserver) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        self._transport.sendto(self._server.answer(data), addr)
