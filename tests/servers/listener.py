"""Somebody to whom nothing should ever be sent: a listener that remembers all that it was asked for."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

WAIT = 10.0


class Listener:
    """Answers every request with nothing (204). `url` is where it listens."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        paths = self._paths

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paths.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - named by http.server

            def log_message(self, *args: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return list(self._paths)

    def forget(self) -> None:
        """Nothing was asked for yet."""
        self._paths.clear()

    def wait_for(self, path: str) -> None:
        """Fails unless this is asked for in time."""
        until = time.monotonic() + WAIT
        while path not in self._paths:
            assert time.monotonic() < until, f"{path} was never asked for"
            time.sleep(0.01)
