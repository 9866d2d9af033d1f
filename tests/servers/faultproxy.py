"""A TCP proxy that misbehaves when told to, in each direction by itself, at any moment."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["pass", "stall", "bytewise", "split"]
_CHUNK = 65536


@dataclass
class Direction:
    """How one direction behaves.

    `stall`: what arrives is held until the mode changes. `bytewise`: one byte a segment. `split`: every line goes in
    two segments with a pause between. `cut_after`: so many more bytes pass, then the connection is closed.
    """

    mode: Mode = "pass"
    cut_after: int | None = None
    passed: int = 0


class FaultProxy:
    """Listens on `port` and passes on to `target`. `to_client` and `to_server` are its two directions."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.to_client = Direction()
        self.to_server = Direction()
        self.accepted = 0
        self.pause = 0.02
        self._links: list[_Link] = []
        self._stopped = threading.Event()
        self._refusing = False
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def heal(self) -> None:
        """Pass everything on again, and take connections."""
        self.to_client, self.to_server = Direction(), Direction()
        self._refusing = False

    def refuse(self) -> None:
        """From now on close every new connection at once, as a server that is away."""
        self._refusing = True

    def fin(self) -> None:
        """Close all connections in good order."""
        self._end(reset=False)

    def rst(self) -> None:
        """Reset all connections."""
        self._end(reset=True)

    def close(self) -> None:
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.fin()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            if self._refusing:
                client.close()
                continue
            try:
                server = socket.create_connection(self.target, 5)
            except OSError:
                client.close()
                continue
            for sock in (client, server):
                sock.settimeout(None)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link = _Link(client, server)
            with self._lock:
                self._links.append(link)
            for source, sink, name in ((server, client, "to_client"), (client, server, "to_server")):
                thread = threading.Thread(target=self._pump, args=(link, source, sink, name), daemon=True)
                link.pumps.append(thread)
                thread.start()

    def _pump(self, link: "_Link", source: socket.socket, sink: socket.socket, name: str) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                while self._way(name).mode == "stall" and not self._stopped.is_set() and not link.ended:
                    time.sleep(0.01)
                if link.ended or not self._pass(sink, data, self._way(name)):
                    break
        if not link.ended:
            link.shut(socket.SHUT_RDWR)

    def _pass(self, sink: socket.socket, data: bytes, way: Direction) -> bool:
        whole = way.cut_after is None or len(data) <= way.cut_after - way.passed
        if way.cut_after is not None and not whole:
            data = data[: max(0, way.cut_after - way.passed)]
        way.passed += len(data)
        for piece in self._pieces(data, way.mode):
            sink.sendall(piece)
            if way.mode == "split":
                time.sleep(self.pause)
        return whole

    def _way(self, name: str) -> Direction:
        return self.to_client if name == "to_client" else self.to_server

    @staticmethod
    def _pieces(data: bytes, mode: Mode) -> Iterator[bytes]:
        if mode == "bytewise":
            yield from (data[at : at + 1] for at in range(len(data)))
        elif mode == "split":
            for line in data.splitlines(keepends=True):
                middle = max(1, len(line) // 2)
                yield line[:middle]
                if line[middle:]:
                    yield line[middle:]
        else:
            yield data

    def _end(self, *, reset: bool) -> None:
        with self._lock:
            links, self._links = self._links, []
        for link in links:
            link.end(reset=reset)


@dataclass
class _Link:
    """One connection through the proxy."""

    client: socket.socket
    server: socket.socket
    pumps: list[threading.Thread] = field(default_factory=list)
    ended: bool = False

    def shut(self, how: int) -> None:
        for sock in (self.client, self.server):
            with suppress(OSError):
                sock.shutdown(how)

    def end(self, *, reset: bool) -> None:
        """Close both sides. A reset needs every thread out of recv first, or the kernel keeps the socket open."""
        self.ended = True
        if reset:
            with suppress(OSError):
                self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.shut(socket.SHUT_RD if reset else socket.SHUT_RDWR)
        for pump in self.pumps:
            pump.join(5)
        self.client.close()
        self.server.close()


@contextmanager
def proxied(port: int) -> Iterator[FaultProxy]:
    """A proxy before this port of this machine."""
    proxy = FaultProxy(("127.0.0.1", port))
    try:
        yield proxy
    finally:
        proxy.close()
