"""Serves over HTTP, from threads of their own: health and metrics, and the pages."""

import asyncio
import contextlib
import errno
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime
from typing import Final, TypeVar

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from processor.clock import utc_now
from processor.errors import SettingsError, SignoffError
from processor.observability.metrics import REGISTRY
from processor.services.health import Condition

T = TypeVar("T")
Look = Callable[[datetime], Condition]
Collect = Callable[[datetime], None]

PAGE_THREADS: Final = 8
DOOR_THREADS: Final = 3
HEALTH_THREADS: Final = 2
_MOST_AT_ONCE: Final = 200
_KEEP_ALIVE_SECONDS: Final = 30
_LAST_SECONDS: Final = 5
SILENT_SECONDS: Final = 30.0
"""A server that has done nothing for so long hangs: it does something ten times a second."""


def health_app(look: Look, collect: Collect, pool: Executor) -> Starlette:
    """The pages: `/healthz` (the process lives), `/readyz` (work is done), `/metrics` (Prometheus).

    `look` answers how the loops are, `collect` brings gauges up to date; both run in the pool.
    """

    async def in_pool(work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        found = await in_pool(lambda: look(utc_now()))
        return JSONResponse(_body(found), status_code=200 if found.ready else 503)

    async def metrics(_request: Request) -> Response:
        with contextlib.suppress(SignoffError):  # counters still tell, when the database can't be asked
            await in_pool(lambda: collect(utc_now()))
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)])


def _body(found: Condition) -> dict[str, object]:
    return {
        "ready": found.ready,
        "loops": {row.name: row.state.value for row in found.loops},
        "problems": list(found.problems),
        "paused": list(found.paused),
    }


class _Impatient(H11Protocol):
    """HTTP/1.1, whose connections end where no whole request comes in time, be it that one comes letter by letter.

    Uvicorn waits for ever for the first one; two hundred silent connections were enough to let nobody else in.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(self.timeout_keep_alive, self._look, None)

    def _look(self, before: object) -> None:
        """Ends the connection that still waits for the request that it waited for `before`."""
        if self.transport.is_closing():
            return
        waiting = self.cycle is None or self.cycle.response_complete
        if waiting and before is self.cycle:
            self.transport.close()
        else:
            self.loop.call_later(self.timeout_keep_alive, self._look, self.cycle if waiting else self)


class _Beating(uvicorn.Server):
    """Uvicorn, of which one can tell whether it still turns."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.beat = time.monotonic()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second, between whatever is answered."""
        self.beat = time.monotonic()
        return await super().on_tick(counter)


class Server:
    """Runs an application under uvicorn, in a thread of its own.

    `setting` is what the operator has to change where the address can't be listened on: SettingsError names it. Whoever
    watches it asks `trouble`; where it has fallen, `start` takes it up again at the same address.
    """

    def __init__(
        self, name: str, setting: str, listen: str, app: ASGIApp, after: Callable[[], None] = lambda: None
    ) -> None:
        self.name = name
        self.address = f"{setting} {listen}"
        self._socket = _listening(setting, listen)
        self.port = int(self._socket.getsockname()[1])
        self._config = uvicorn.Config(
            app,
            http=_Impatient,
            log_level="warning",
            lifespan="off",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws="none",
            loop="asyncio",
            limit_concurrency=_MOST_AT_ONCE,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_LAST_SECONDS,
        )
        self._after = after
        self._stopping = False
        self._broken: BaseException | None = None
        self._server = _Beating(self._config)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def is_serving(self) -> bool:
        """Whether its thread lives."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin serving, also again after it has fallen; nothing once it was asked to end."""
        if self._stopping:
            return
        if self._thread.ident is not None:
            self._server = _Beating(self._config)
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def trouble(self) -> str:
        """What is the matter with it, empty where it serves."""
        if self._stopping:
            return ""
        if not self.is_serving:
            return f"ended by itself ({self._broken!r})" if self._broken else "ended by itself"
        silent = time.monotonic() - self._server.beat
        hangs = f"has done nothing for {silent:.0f} seconds: restart the daemon where that stays"
        return hangs if silent > SILENT_SECONDS else ""

    def stop(self) -> None:
        """Ask it to end: what is being answered is answered first."""
        self._stopping = True
        self._server.should_exit = True
        self._socket.close()

    def join(self, seconds: float) -> bool:
        """Whether it ended within `seconds`."""
        self._thread.join(seconds)
        if self._thread.is_alive():
            return False
        after, self._after = self._after, lambda: None
        after()
        return True

    def _run(self) -> None:
        """Uvicorn closes the socket that it is given; ours stays open, so that nobody else takes the address."""
        self._broken = None
        try:
            with self._socket.dup() as listening:
                self._server.run(sockets=[listening])
        except BaseException as error:
            if not self._stopping:
                self._broken = error


class ServingThreads:
    """The threads that answers are made in, each with a connection to the database that stays open.

    A library's pool won't do: it makes and drops threads as it likes, and each would leave a connection behind.
    """

    def __init__(self, name: str, count: int, close_thread: Callable[[], None]) -> None:
        self._close_thread = close_thread
        self._count = count
        self.pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    def close(self) -> None:
        """Closes every thread's connection, and ends the threads."""
        together = threading.Barrier(self._count)

        def leave() -> None:
            with contextlib.suppress(threading.BrokenBarrierError):
                together.wait(_LAST_SECONDS)  # so that each thread takes exactly one of these
            self._close_thread()

        for _ in range(self._count):
            self.pool.submit(leave)
        self.pool.shutdown(wait=True)


def _listening(setting: str, listen: str) -> socket.socket:
    """The socket, bound at once: an address that is taken must stop the start, not a thread later on."""
    host, _, port = listen.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    try:
        made = socket.create_server((host.strip("[]"), int(port)), family=family)
        # What is accepted inherits it. asyncio sets it only where the socket names its protocol, and this one doesn't:
        # the second piece of each answer would wait 40 ms until the client said that it has the first.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (OSError, OverflowError) as error:
        why, remedy = _why_not(error)
        raise SettingsError(f"{setting}: cannot listen on {listen} ({why}): {remedy}, or empty for nowhere") from error
    return made


def _why_not(error: OSError | OverflowError) -> tuple[str, str]:
    """Why an address can't be had, and what to do."""
    number = getattr(error, "errno", None)
    why = os.strerror(number) if number and number > 0 else str(error)
    if number == errno.EADDRINUSE:
        return why, "another process listens there, perhaps a signoff run: end it, or give another port"
    return why, "give another address and port"
