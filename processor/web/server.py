"""Serves health and metrics over HTTP, from a thread of its own, to this machine or a private network."""

import threading

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from processor.clock import utc_now
from processor.errors import SignoffError
from processor.observability.metrics import REGISTRY
from processor.services.health import Condition, collect, condition
from processor.store.store import Store


def health_app(store: Store) -> Starlette:
    """The pages: `/healthz` (the process lives), `/readyz` (work is done), `/metrics` (Prometheus)."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        try:
            found = await run_in_threadpool(lambda: condition(store, utc_now()))
        except SignoffError as error:
            return JSONResponse({"ready": False, "problems": [str(error)]}, status_code=503)
        return JSONResponse(_body(found), status_code=200 if found.ready else 503)

    async def metrics(_request: Request) -> Response:
        await run_in_threadpool(lambda: collect(store, utc_now()))
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
    """Runs the pages under uvicorn."""

    def __init__(self, listen: str, store: Store) -> None:
        self.name = "web"
        host, _, port = listen.rpartition(":")
        config = uvicorn.Config(
            health_app(store), host=host, port=int(port), log_level="warning", lifespan="off", access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name=self.name, daemon=True)

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
