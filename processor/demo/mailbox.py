"""The vendor's IMAP mailbox: pymap's in-memory server, in this process, on a free port of the loopback."""

import asyncio
import socket
from argparse import ArgumentParser, Namespace
from datetime import datetime
from typing import Any, Self

from imapclient import IMAPClient
from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer, IMAPService
from pysasl.hashing import BuiltinHash

from processor.demo.loopthread import LoopThread

USER = "support"
PASSWORD = "demo-only"  # noqa: S105 - of a server that lives for seconds and listens on the loopback only
_TIMEOUT = 10.0


class Mailbox:
    """A mailbox that is empty at first and gone at the end. `append` is for one thread at a time."""

    def __init__(self) -> None:
        self.port = 0
        self._thread = LoopThread("demo-imap")
        self._server: asyncio.Server | None = None
        self._client: Any = None

    def __enter__(self) -> Self:
        """Serve, from before this returns."""
        self._thread.start()
        self._server = self._thread.call(self._serve())
        self.port = self._server.sockets[0].getsockname()[1]
        self._client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=_TIMEOUT)
        # Without it every APPEND waits 40 ms for an acknowledgement of its first packet.
        self._client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client.login(USER, PASSWORD)
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection and end."""
        if self._client is not None:
            self._client.logout()
        if self._server is not None:
            self._thread.call(self._close(self._server))
        self._thread.stop()

    def append(self, raw: bytes, at: datetime) -> None:
        """Put a mail into the inbox, received at this moment."""
        self._client.append("INBOX", raw, (), at)

    @staticmethod
    async def _close(server: asyncio.Server) -> None:
        """In the loop's own thread, where the last connections are just being given up."""
        server.close()

    async def _serve(self) -> asyncio.Server:
        backend, config = await DictBackend.init(_arguments(), hash_context=BuiltinHash(rounds=1))
        config.apply_context()
        proxy = ProxyProtocolReader(config.proxy_protocol)
        imap = IMAPServer(backend.login, config)

        async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, peer: SocketInfo) -> None:
            await imap(reader, _WholeAnswers(writer), peer)  # type: ignore[arg-type]

        return await asyncio.start_server(proxy.get_callback(connection), "127.0.0.1", 0)


class _WholeAnswers:
    """A stream writer that sends an answer in one piece. pymap sends word by word, which no server in use does."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._held = bytearray()

    def write(self, data: bytes) -> None:
        self._held += data

    async def drain(self) -> None:
        self._writer.write(bytes(self._held))
        self._held.clear()
        await self._writer.drain()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)


def _arguments() -> Namespace:
    """What pymap's own command line would be given."""
    parser = ArgumentParser()
    IMAPService.add_arguments(parser)
    parser.set_defaults(debug=False, passlib_cfg=None, skip_services=[])
    DictBackend.add_subparser("dict", parser.add_subparsers(dest="backend"))
    return parser.parse_args(["--no-tls", "dict", "--demo-user", USER, "--demo-password", PASSWORD])
