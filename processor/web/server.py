"""Serves health and metrics over HTTP, from a thread of its own, to this machine or a private network."""

import contextlib
import socket
import threading
from collections.abc import Callable
from datetime import datetime

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from processor.clock import utc_now
from processor.errors import SettingsError, SignoffError
from processor.observability.metrics import REGISTRY
from processor.services.health import Condition

Look = Callable[[datetime], Condition]
Collect = Callable[[datetime], None]


def health_app(look: Look, collect: Collect) -> Starlette:
    """The pages: `/healthz` (the process lives), `/readyz` (work is done), `/metrics` (Prometheus).

    `look` answers how the loops are, `collect` brings gauges up to date; both run in the thread pool.
    """

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        found = await run_in_threadpool(lambda: look(utc_now()))
        return JSONResponse(_body(found), status_code=200 if found.ready else 503)

    async def metrics(_request: Request) -> Response:
        with contextlib.suppress(SignoffError):  # counters still tell, when the database can't be asked
            await run_in_threadpool(lambda: collect(utc_now()))
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)])


def _body(found: Condition) -> dict[str, object]:
    return {
        "ready": found.ready,
        "loops": {row.name: row.state.value for row in found.loops},
        "problems": list(found.problems),
        "paused": list(found.paused),
    }


class HealthServer:
    """Runs the pages under uvicorn. Raises SettingsError where the address can't be listened on."""

    def __init__(self, listen: str, app: Starlette) -> None:
        self.name = "web"
        self._socket = _listening(listen)
        config = uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    def start(self) -> None:
        """Begin serving."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end."""
        self._server.should_exit = True

    def join(self, seconds: float) -> bool:
        """Whether it ended within `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        with self._socket:
            self._server.run(sockets=[self._socket])


def _listening(listen: str) -> socket.socket:
    """The socket, bound at once: an address that is taken must stop the start, not a thread later on."""
    host, _, port = listen.rpartition(":")
    try:
        return socket.create_server((host, int(port)))
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"health.listen: cannot listen on {listen} ({why}): give another address and port, or empty for nowhere"
        ) from error
