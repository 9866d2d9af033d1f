"""A real SMTP server (aiosmtpd) in a thread that keeps what it gets and plays scripted misfortunes."""

import asyncio
import ssl
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class At(StrEnum):
    """The command at which a scene begins. MESSAGE is the moment after the final dot."""

    GREETING = "greeting"
    RSET = "rset"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    MESSAGE = "message"


class Then(StrEnum):
    """What the server does: answer, say nothing for ever, or drop the connection."""

    ANSWER = "answer"
    SILENCE = "silence"
    DROP = "drop"


@dataclass
class Scene:
    """One scripted misfortune. `recipient` limits it to one address, `times` to so many plays (0: always).

    `keep` at MESSAGE: the mail is kept as accepted although the client never learns so. BODY, the time after 354,
    knows only DROP (after `after` bytes) and SILENCE (the server stops reading).
    """

    at: At
    then: Then = Then.ANSWER
    reply: str = ""
    recipient: str = ""
    times: int = 1
    keep: bool = False
    after: int = 0


@dataclass(frozen=True)
class Received:
    """One mail the server took: envelope, exact bytes, and over which connection."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    mail_options: tuple[str, ...]
    connection: int
    tls: bool


@dataclass
class SmtpSink:
    """Starts on a free loopback port when entered, and keeps everything. `log` holds (connection, command) pairs."""

    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    user: str = ""
    password: str = ""
    smtputf8: bool = True
    size_limit: int = 33554432
    port: int = 0
    received: list[Received] = field(default_factory=list)
    log: list[tuple[int, str]] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    connections: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _open: set[Any] = field(default_factory=set)
    _transports: list[Any] = field(default_factory=list)

    def __enter__(self) -> "SmtpSink":
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtpsink", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *exc: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def play(self, *scenes: Scene) -> None:
        """Add scenes; each is played when its command comes, the first that fits first."""
        self.scenes.extend(scenes)

    def hang_up(self) -> None:
        """Close every connection from the server's side, as an idle time-out would."""

        async def close() -> None:
            for server in list(self._open):
                if server.transport is not None:
                    server.transport.close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(10)

    def stop_listening(self) -> None:
        """Refuse new connections from now on; open ones go on."""

        async def close() -> None:
            self._server.close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(10)

    def wait_for(self, count: int, timeout: float = 10.0) -> list[Received]:
        """The mails received, once there are `count` of them; AssertionError when they don't come in time."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.received) >= count, timeout)
        assert came, f"{len(self.received)} mails came in {timeout} s, not {count}"
        return list(self.received)

    def commands(self) -> Counter[str]:
        """How often each command came."""
        return Counter(command for _, command in self.log)

    def scene(self, at: At, recipient: str = "") -> Scene | None:
        """Take the next scene for this command off the script."""
        for scene in self.scenes:
            if scene.at is at and scene.recipient in ("", recipient):
                if scene.times == 1:
                    self.scenes.remove(scene)
                elif scene.times:
                    scene.times -= 1
                return scene
        return None

    def keep(self, server: "_Server", envelope: Envelope) -> None:
        """Record a mail as accepted."""
        mail = Received(
            "" if envelope.mail_from == "<>" else envelope.mail_from or "",
            tuple(envelope.rcpt_tos),
            bytes(envelope.original_content or b""),
            tuple(envelope.mail_options),
            server.number,
            server.secured,
        )
        with self._changed:
            self.received.append(mail)
            self._changed.notify_all()

    async def silence(self) -> None:
        """Answer nothing until the sink ends or the connection is lost."""
        await self._ended.wait()

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        """Accept the one user and password."""
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (
            self.user.encode(),
            self.password.encode(),
        )
        return AuthResult(success=good, handled=False)

    async def _listen(self) -> None:
        self._server = await self._loop.create_server(
            self._serve, "127.0.0.1", self.port, ssl=self.tls if self.implicit_tls else None
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def _serve(self) -> "_Server":
        self.connections += 1
        return _Server(self, self.connections)

    async def _stop(self) -> None:
        self._server.close()
        self._ended.set()
        for transport in self._transports:
            with suppress(AttributeError):  # one that is closed has lost its TLS protocol in CPython 3.11.2
                transport.abort()
        mine = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not mine]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for _ in range(50):  # turns of the loop, in which closed and half-made connections are taken down
            await asyncio.sleep(0)


class _Server(SMTP):
    """One connection; commands with a scene play it, the rest is aiosmtpd's."""

    def __init__(self, sink: SmtpSink, number: int) -> None:
        self._sink = sink
        self.number = number
        starttls = sink.tls if sink.tls and not sink.implicit_tls else None
        super().__init__(
            _Handler(sink),
            hostname="sink.example",
            enable_SMTPUTF8=sink.smtputf8,
            data_size_limit=sink.size_limit,
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=sink.authenticate if sink.user else None,
            auth_required=bool(sink.user and starttls),
            auth_require_tls=starttls is not None,
            loop=sink._loop,
        )

    @property
    def secured(self) -> bool:
        return self.transport is not None and self.transport.get_extra_info("ssl_object") is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._sink._open.add(self)
        self._sink._transports.append(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._sink._open.discard(self)
        super().connection_lost(error)

    async def push(self, status: Any) -> None:
        """Send a reply; the greeting, which aiosmtpd has no method for, is known by its text."""
        scene = self._sink.scene(At.GREETING) if str(status).startswith("220 sink.example") else None
        if scene is None:
            await super().push(status)
        else:
            await self.plays(scene)
            await super().push(scene.reply)

    async def smtp_EHLO(self, arg: str) -> None:
        self._note("EHLO")
        await super().smtp_EHLO(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        self._note("AUTH")
        await super().smtp_AUTH(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        self._note("QUIT")
        await super().smtp_QUIT(arg)

    async def smtp_RSET(self, arg: str) -> None:
        self._note("RSET")
        if await self._goes_on(At.RSET):
            await super().smtp_RSET(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        self._note("MAIL")
        if await self._goes_on(At.MAIL):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        self._note("RCPT")
        address = (arg or "").partition("<")[2].partition(">")[0]
        if await self._goes_on(At.RCPT, address):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        self._note("DATA")
        if not await self._goes_on(At.DATA):
            return
        scene = self._sink.scene(At.BODY)
        if scene is None:
            await super().smtp_DATA(arg)
            return
        await super().push("354 go ahead")
        if scene.after:
            await self._reader.readexactly(scene.after)
        if scene.then is Then.SILENCE:
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.pause_reading()
        await self.plays(scene)

    def _note(self, command: str) -> None:
        self._sink.log.append((self.number, command))

    async def _goes_on(self, at: At, recipient: str = "") -> bool:
        scene = self._sink.scene(at, recipient)
        if scene is None:
            return True
        await self.plays(scene)
        if scene.then is Then.ANSWER:
            await super().push(scene.reply)
        return False

    async def plays(self, scene: Scene) -> None:
        """Play silence or the drop; a drop ends the handler, for the connection is gone."""
        if scene.then is Then.SILENCE:
            await self._sink.silence()
        if scene.then is Then.DROP:
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.abort()
            raise asyncio.CancelledError


class _Handler:
    """aiosmtpd's hook after the final dot."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_DATA(self, server: _Server, _session: Session, envelope: Envelope) -> str:
        scenes = (self._sink.scene(At.MESSAGE, recipient) for recipient in envelope.rcpt_tos)
        scene = next((scene for scene in scenes if scene is not None), None)
        if scene is None or scene.keep:
            self._sink.keep(server, envelope)
        if scene is None:
            return f"250 2.0.0 kept as {len(self._sink.received)}"
        await server.plays(scene)
        return scene.reply
