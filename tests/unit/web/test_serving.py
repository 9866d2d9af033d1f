"""The threads that answers are made in: few, and each closes the connection that it opened."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import anyio._backends._asyncio as library
import httpx
import pytest

from processor.services.health import Condition
from processor.web import server as serving
from processor.web.server import HEALTH_THREADS, Server, ServingThreads, health_app


def test_health_is_looked_at_by_the_same_few_threads_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that drops a thread after a pause leaves its connection open: one for each scrape beside a probe."""
    monkeypatch.setattr(library.WorkerThread, "MAX_IDLE_TIME", 0.01)
    looked: set[threading.Thread] = set()
    closed: list[threading.Thread] = []

    def look(_now: datetime) -> Condition:
        looked.add(threading.current_thread())
        time.sleep(0.02)
        return Condition(True, (), (), ())

    threads = ServingThreads("health", HEALTH_THREADS, lambda: closed.append(threading.current_thread()))
    app = health_app(look, lambda now: look(now) and None, threads.pool)
    server = Server("web", "health.listen", "127.0.0.1:0", app, threads.close)
    server.start()
    url = f"http://127.0.0.1:{server.port}"
    with ThreadPoolExecutor(3) as pool:
        for _ in range(6):
            paths = ("/readyz", "/metrics", "/readyz")
            assert {one.status_code for one in pool.map(lambda path: httpx.get(url + path), paths)} == {200}
            time.sleep(0.05)
    server.stop()
    assert server.join(15)
    assert len(looked) == HEALTH_THREADS
    assert len(closed) == HEALTH_THREADS
    assert set(closed) == looked


def test_who_says_nothing_is_waited_for_no_longer_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silent ones, one that stops in the middle of the first request, and one in the middle of the second."""
    monkeypatch.setattr(serving, "_KEEP_ALIVE_SECONDS", 1)
    threads = ServingThreads("health", HEALTH_THREADS, lambda: None)
    app = health_app(lambda _now: Condition(True, (), (), ()), lambda _now: None, threads.pool)
    server = Server("web", "health.listen", "127.0.0.1:0", app, threads.close)
    server.start()
    whole, half = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHo"
    begun = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(3)]
    begun[1].sendall(half)
    begun[2].sendall(whole)
    answered(begun[2])
    begun[2].sendall(half)
    for one in begun:
        assert one.recv(1000) == b"", "it is closed"
        one.close()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as busy:
        for _ in range(8):
            busy.sendall(whole)
            answered(busy)
            time.sleep(0.4)
    server.stop()
    assert server.join(15)


def answered(one: socket.socket) -> None:
    """Reads the whole answer."""
    said = b""
    while not said.endswith(b"ok\n"):
        part = one.recv(1000)
        assert part, said
        said += part
