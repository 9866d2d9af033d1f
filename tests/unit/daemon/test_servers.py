"""What is served over HTTP: told of when it falls, taken up again, and given up where nothing else is done."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from datetime import timedelta
from itertools import repeat
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from models.vocabulary import Health
from processor.bootstrap.app import App
from processor.cli.program import main
from processor.clock import utc_now
from processor.daemon import loop
from processor.daemon import servers as watching
from processor.daemon.daemon import Daemon, LoopName
from processor.daemon.servers import FALLS, WITHIN, Servers
from processor.errors import Permanent, SettingsError
from processor.services.doctor.work import work_checks
from processor.services.health import condition
from processor.web import server as serving
from processor.web.server import Server
from tests.servers.dovecot import wait_for
from tests.web.conftest import free_port
from tests.web.site import app_in


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = app_in(tmp_path, web=free_port())
    made.store.migrate()
    yield made
    made.store.close()


@pytest.fixture
def falling(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the servers fall by, one after another, as soon as they serve."""
    coming: list[Exception] = []
    tick = serving._Beating.on_tick

    async def on_tick(server: serving._Beating, counter: int) -> bool:
        if coming:
            raise coming.pop()
        return await tick(server, counter)

    monkeypatch.setattr(serving._Beating, "on_tick", on_tick)
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.05)
    return coming


def signin_of(app: App) -> int:
    try:
        return httpx.get(f"http://{app.settings.web.listen}/signin", timeout=10).status_code
    except httpx.TransportError:
        return 0


def state_of(app: App) -> tuple[Health, str]:
    [row] = [row for row in app.store.health.all() if row.name == "web"]
    return row.state, row.text


def test_pages_that_fall_are_told_of_and_taken_up_again(
    app: App, falling: list[Exception], capfd: pytest.CaptureFixture[str]
) -> None:
    daemon = Daemon(app, [LoopName.WEB])
    daemon.start()
    try:
        wait_for(lambda: any(row.name == "web" for row in app.store.health.all()), 20)
        assert state_of(app) == (Health.OK, "")
        falling.append(RuntimeError("the loop broke"))
        said = f"pages (web.listen {app.settings.web.listen}) ended by itself (RuntimeError('the loop broke'))"
        log = ""

        def told() -> bool:
            nonlocal log
            log += "".join(capfd.readouterr())
            return "not serving" in log

        wait_for(told, 20)
        assert "[error" in log
        assert said in log
        wait_for(lambda: signin_of(app) == 200, 20)
        wait_for(lambda: state_of(app) == (Health.OK, ""), 20)
    finally:
        daemon.stop()
    assert signin_of(app) == 0, "a server that was to end is not taken up again"


def test_while_they_are_down_the_daemon_is_not_ready_and_doctor_says_so(app: App) -> None:
    server = served()
    keeper = Servers([server], app.store.health, app.store.close_thread)
    server.start()
    server._server.should_exit = True
    wait_for(lambda: not server.is_serving, 20)
    now = utc_now()
    with pytest.raises(Permanent, match=r"pages \(web\.listen 127\.0\.0\.1:0\) ended by itself$"):
        keeper.look(now)
    app.store.health.report("web", Health.DOWN, "pages ended by itself", "see the log", now)
    found = condition(app.store, now, app.loop_names())
    assert (found.ready, found.problems) == (False, ("web is down: pages ended by itself; see the log",))
    [loops] = [check for check in work_checks(app.store, app.loop_names()) if check.name == "loops"]
    assert [(one.level.value, one.text) for one in loops.look(now)] == [("fail", "web is down: pages ended by itself")]
    assert keeper.look(now) == 0, "it serves again"
    server.stop()
    assert server.join(15)


def served(listen: str = "127.0.0.1:0") -> Server:
    async def nothing(_scope: object, _receive: object, _send: object) -> None:
        await asyncio.sleep(0)

    return Server("pages", "web.listen", listen, nothing)


def test_one_that_hangs_is_told_of_and_cannot_be_taken_up(monkeypatch: pytest.MonkeyPatch, app: App) -> None:
    server = served()
    server.start()
    wait_for(lambda: server._server.started, 20)
    monkeypatch.setattr(serving, "SILENT_SECONDS", -1.0)
    with pytest.raises(Permanent, match="has done nothing for 0 seconds: restart the daemon"):
        Servers([server], app.store.health, app.store.close_thread).look(utc_now())
    assert server.is_serving
    server.stop()
    assert server.join(15)


@pytest.mark.parametrize("alone", [True, False])
def test_only_where_nothing_else_is_done_the_process_ends_once_it_is_hopeless(app: App, alone: bool) -> None:
    gone: list[str] = []
    server, now = served(), utc_now()
    keeper = Servers([server], app.store.health, app.store.close_thread, gone.append if alone else None)
    for _ in range(FALLS):
        assert gone == []
        fall(server)
        with pytest.raises(Permanent):
            keeper.look(now)
    assert len(gone) == alone
    assert server.is_serving is not alone
    server.stop()
    assert server.join(15)


def fall(server: Server) -> None:
    if not server.is_serving:
        server.start()
    server._server.should_exit = True
    wait_for(lambda: not server.is_serving, 20)


def test_falls_that_are_far_apart_are_no_reason_to_end(app: App) -> None:
    gone: list[str] = []
    server, now = served(), utc_now()
    keeper = Servers([server], app.store.health, app.store.close_thread, gone.append)
    for _ in range(FALLS + 1):
        fall(server)
        with pytest.raises(Permanent):
            keeper.look(now)
        now += WITHIN / (FALLS - 1) + timedelta(seconds=1)
    assert gone == []
    server.stop()
    assert server.join(15)


def test_signoff_run_only_web_ends_with_1_and_says_why(
    app: App, tmp_path: Path, falling: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "delays", lambda _random: repeat(0.0))
    falling += [OSError(f"out of something {number}") for number in range(50)]
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        done = CliRunner().invoke(main, ["--config", str(tmp_path / "config.toml"), "run", "--only", "web"])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert done.exit_code == 1
    assert f"signoff: what is served over HTTP fell {FALLS} times within 10 minutes: see the log" in done.stderr


def test_an_address_that_is_taken_stops_the_start_and_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SettingsError) as told:
            served(listen)
    said = str(told.value)
    assert said.startswith(f"web.listen: cannot listen on {listen} (Address already in use): another process listens")
    assert "end it, or give another port" in said


def test_the_address_stays_ours_while_a_server_is_down() -> None:
    server = served()
    server.start()
    fall(server)
    with pytest.raises(SettingsError):
        served(f"127.0.0.1:{server.port}")
    server.stop()
    assert server.join(15)
    other = served(f"127.0.0.1:{server.port}")
    other.stop()
