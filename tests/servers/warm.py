"""`signoff` in processes of its own, without the seconds that an interpreter takes to import it all.

One process has everything imported and forks itself for each command: what runs there has its own id, signals, files
and end, as if it had just been started. Tests about the start itself start the real command instead.
"""

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import types
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

CHECKOUT = Path(__file__).parents[2]
SIGNOFF = Path(sys.executable).parent / "signoff"
START_SECONDS = 120.0
ROOMS = ("models", "classifiers", "processor")
APART = (".__main__", ".retrain")
"""Modules that do their work when they are imported, or that are never imported by the command."""


class Process(Protocol):
    """What tests ask of a process, whoever started it."""

    pid: int

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it ended. Raises subprocess.TimeoutExpired."""

    def send_signal(self, sig: int) -> None:
        """A signal, unless it has ended."""

    def kill(self) -> None:
        """SIGKILL, unless it has ended."""


class Forked:
    """A command that was forked off; `told` is the pipe by which its end is told."""

    def __init__(self, told: int) -> None:
        self._told = told
        self._said = b""
        self.returncode: int | None = None
        self.pid = int(self._line(START_SECONDS))

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self.returncode = int(self._line(timeout))
            os.close(self._told)
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _line(self, seconds: float | None) -> bytes:
        until = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._said:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._told], [], [], left)[0]:
                raise subprocess.TimeoutExpired("signoff", seconds or 0.0)
            said = os.read(self._told, 64)
            assert said, "who watched the command is gone"
            self._said += said
        line, _, self._said = self._said.partition(b"\n")
        return line


class _Warm:
    """The process that forks, as long as this one lives."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._turn = threading.Lock()
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        atexit.register(self._end)

    def _end(self) -> None:
        self._orders.close()
        if os.getpid() == self.owner:
            self._process.wait(10)

    def fork(self, order: Mapping[str, Any], files: Sequence[int]) -> Forked:
        told, telling = os.pipe()
        try:
            with self._turn:
                socket.send_fds(self._orders, [json.dumps(order).encode()], [*files, telling])
        finally:
            os.close(telling)
        return Forked(told)


_warm: _Warm | None = None
_starting = threading.Lock()


def start(
    words: Sequence[str], environment: Mapping[str, str], files: tuple[int, int, int], cwd: Path | None = None
) -> Forked:
    """`signoff` with these words and these open files as its standard ones, which stay the caller's, too."""
    global _warm  # noqa: PLW0603 - one for each process that runs tests
    with _starting:
        if _warm is None or _warm.owner != os.getpid():
            _warm = _Warm()
    order = {"words": list(words), "environment": dict(environment), "cwd": str(cwd or Path.cwd())}
    return _warm.fork(order, files)


def _serve(orders: socket.socket) -> None:
    """Fork for each order, until whoever gives them is gone."""
    while True:
        order, files, _, _ = socket.recv_fds(orders, 1 << 20, 4)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                """Whoever watched a command that ended is waited for, so that its time counts."""
        if not order:
            return
        if os.fork() == 0:
            orders.close()
            _watch(json.loads(order), files)
        for file in files:
            os.close(file)


def _watch(order: dict[str, Any], files: Sequence[int]) -> None:
    """Fork the command, and tell its id and then its exit code."""
    *standard, telling = files
    child = os.fork()
    if child == 0:
        os.close(telling)
        _run(order, standard)
    for file in standard:
        os.close(file)
    os.write(telling, f"{child}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(BrokenPipeError):
        os.write(telling, f"{code}\n".encode())
    os._exit(0)


def _run(order: dict[str, Any], standard: Sequence[int]) -> None:
    """Be the command, to its end."""
    for number, file in enumerate(standard):
        os.dup2(file, number)
        os.close(file)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "wb", closefd=False)))
    errors = io.BufferedWriter(io.FileIO(2, "wb", closefd=False))
    sys.stderr = io.TextIOWrapper(errors, errors="backslashreplace", line_buffering=True)
    sys.argv = [str(SIGNOFF), *order["words"]]
    script = types.ModuleType("__main__")
    script.__file__ = str(SIGNOFF)  # what a spawned child of the command imports first
    sys.modules["__main__"] = script
    os._exit(_code_of_main())


def _code_of_main() -> int:
    """What the command would end with; everything that it wrote is out."""
    from processor.cli import main

    code: Any = 0
    try:
        main(prog_name="signoff")
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - as an interpreter ends with it
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if isinstance(code, str):
        os.write(2, f"{code}\n".encode())
        return 1
    return int(code or 0)


def _import_all() -> None:
    """Whatever a command may import later."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not found.name.endswith(APART):
                importlib.import_module(found.name)
    importlib.import_module("weasyprint")


def main() -> None:
    """Serve orders that come by the socket of this number."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    _import_all()
    gc.collect()
    gc.freeze()
    _serve(orders)


if __name__ == "__main__":
    main()
