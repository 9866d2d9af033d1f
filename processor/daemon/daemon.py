"""The daemon: its loops, how they wake each other, and how all of it stops within seconds."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from processor.bootstrap.app import App
from processor.config.sections import Mailbox
from processor.daemon.ending import Ending
from processor.daemon.health import ThrottledReporter
from processor.daemon.intake import IntakeLoop, Pace
from processor.daemon.leases import LeaseKeeper
from processor.daemon.modelwatch import watched
from processor.daemon.servers import Servers
from processor.daemon.wheel import Wheel
from processor.errors import Permanent, SettingsError
from processor.observability.log import get_log
from processor.reading.sandbox import Reader
from processor.services.deliver import Deliver
from processor.services.gather import Gather
from processor.services.handle import Handle
from processor.services.health import collect, condition
from processor.services.learning.current import CurrentModel
from processor.web.server import HEALTH_THREADS, Server, ServingThreads, health_app
from processor.web.serving import page_server
from processor.web.site import Wakes

IDLE_SECONDS = 2.0
"""How long a loop that nobody woke waits before it looks for work left by another process."""

TIMERS_SECONDS = 30.0
"""How long timers wait before they look again what is due: they are set in days."""

LEARN_SECONDS = 5.0
"""How long learning waits before it looks whether a training is due, or done."""

STOP_SECONDS = 8.0


class LoopName(StrEnum):
    """The loops that `signoff run --only` chooses from."""

    INTAKE = "intake"
    HANDLE = "handle"
    DELIVER = "deliver"
    SEAL = "seal"
    TIMERS = "timers"
    LEARN = "learn"
    WEB = "web"


class Running(Protocol):
    """What the daemon starts and stops."""

    name: str

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """Ask to end soon."""

    def join(self, seconds: float) -> bool:
        """Whether it ended within `seconds`."""


class Daemon:
    """All loops of one process over one installation. `pace` is that of looking into mailboxes."""

    def __init__(self, app: App, only: Iterable[LoopName] = tuple(LoopName), pace: Pace | None = None) -> None:
        self._app = app
        self._only = frozenset(only)
        self._pace = pace or Pace()
        self._log = get_log("daemon")
        self._ending = Ending()
        self._failed = ""
        self._leases = LeaseKeeper(app.store.leases, app.owner, app.store.close_thread)
        self._reporter = ThrottledReporter(app.store.health)
        self._readers: list[Reader] = []
        self._handles: dict[str, Wheel] = {}
        self._deliver: Deliver | None = None
        self._delivery: Wheel | None = None
        self._sealing: Wheel | None = None
        self._timing: Wheel | None = None
        self._loops: list[Running] = []
        self._assemble()

    def start(self) -> None:
        """Start every loop; returns at once."""
        self._leases.start()
        for loop in self._loops:
            loop.start()
        self._log.info("running", loops=[loop.name for loop in self._loops], observe=self._app.observe)

    def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Run until SIGTERM or SIGINT; `started` is called once all loops are.

        Raises Permanent where what it was to do can't be done.
        """
        self._ending.listen()
        self.start()
        started()
        self._ending.wait()
        self.stop()
        if self._failed:
            raise Permanent(self._failed)

    def stop(self) -> None:
        """End all loops: batches on their way are finished, a mail whose answer is awaited becomes uncertain."""
        for loop in self._loops:
            loop.stop()
        for loop in self._loops:
            if not loop.join(STOP_SECONDS) and self._deliver is not None and loop is self._delivery:
                self._deliver.interrupt()
                loop.join(STOP_SECONDS)
        self._leases.stop()
        for reader in self._readers:
            reader.close()
        self._app.store.close_thread()
        self._log.info("stopped")

    def mail_queued(self) -> None:
        """Tell the delivery that a mail was queued, so that it need not wait for its next look."""
        if self._delivery is not None:
            self._delivery.wake()

    def accepted(self) -> None:
        """Tell the seal that an acceptance was recorded."""
        if self._sealing is not None:
            self._sealing.wake()

    def time_passed(self) -> None:
        """Tell the timers to look what is due at once, rather than within half a minute."""
        if self._timing is not None:
            self._timing.wake()

    def _assemble(self) -> None:
        if LoopName.DELIVER in self._only:
            self._assemble_delivery()
        if LoopName.SEAL in self._only:
            self._assemble_sealing()
        if LoopName.HANDLE in self._only:
            model = self._app.current_model()
            model.fault()  # loads it now, which takes seconds that the first mail would wait
            gather = self._app.gather(model)
            for mailbox in self._app.settings.mailbox:
                self._assemble_handling(mailbox, gather, model)
        if LoopName.INTAKE in self._only:
            for mailbox in self._app.settings.mailbox:
                self._loops.append(self._intake(mailbox))
        if LoopName.TIMERS in self._only:
            self._timing = self._timers()
            self._loops.append(self._timing)
        if LoopName.LEARN in self._only:
            self._loops.append(self._learning())
        if LoopName.WEB in self._only:
            self._assemble_web()
        if not self._loops:
            raise SettingsError("nothing to run: --only names loops that this configuration does not have")

    def _assemble_delivery(self) -> None:
        deliver = self._app.deliver()

        def after() -> None:
            deliver.close()
            self._app.store.close_thread()

        self._deliver = deliver
        self._delivery = Wheel("deliver", deliver.turn, self._reporter, idle=IDLE_SECONDS, after=after)
        self._loops.append(self._delivery)

    def _assemble_sealing(self) -> None:
        sealing = self._app.sealing(self.mail_queued)

        def turn(now: datetime) -> int:
            return sealing.turn(now) if self._leases.hold(LoopName.SEAL, now) else 0

        def after() -> None:
            sealing.close()
            self._app.store.close_thread()

        self._sealing = Wheel("seal", turn, self._reporter, idle=IDLE_SECONDS, after=after)
        self._loops.append(self._sealing)

    def _assemble_handling(self, mailbox: Mailbox, gather: Gather, model: CurrentModel) -> None:
        reader = self._app.reader()
        self._readers.append(reader)
        handle = self._app.handle(mailbox, reader, gather, self.mail_queued, self.accepted)
        turn = watched(_Leased(self._leases, f"handle:{mailbox.name}", handle), model.fault, self._reporter)
        wheel = Wheel(
            f"handle:{mailbox.name}",
            turn,
            self._reporter,
            idle=IDLE_SECONDS,
            after=self._app.store.close_thread,
        )
        self._handles[mailbox.name] = wheel
        self._loops.append(wheel)

    def _intake(self, mailbox: Mailbox) -> IntakeLoop:
        source = self._app.source(mailbox)
        handle = self._handles.get(mailbox.name)
        receive = self._app.receive(mailbox, source, handle.wake if handle else lambda: None)
        name = f"intake:{mailbox.name}"
        return IntakeLoop(
            name,
            source,
            receive,
            self._reporter,
            self._pace,
            allowed=lambda now: self._leases.hold(name, now),
            after=self._app.store.close_thread,
            caught_up=self.time_passed,  # no silence is held against anybody before the mailbox was seen
        )

    def _timers(self) -> Wheel:
        timers = self._app.timers(self.mail_queued)

        def turn(now: datetime) -> int:
            return timers.turn(now) if self._leases.hold(LoopName.TIMERS, now) else 0

        return Wheel("timers", turn, self._reporter, idle=TIMERS_SECONDS, after=self._app.store.close_thread)

    def _learning(self) -> Wheel:
        learn = self._app.learn()

        def after() -> None:
            learn.stop()
            self._app.store.close_thread()

        return Wheel("learn", learn.turn, self._reporter, idle=LEARN_SECONDS, after=after)

    def _assemble_web(self) -> None:
        """Health and metrics, and the pages: each has an address of its own, and may be nowhere."""
        settings, store, names = self._app.settings, self._app.store, self._app.loop_names()
        servers = []
        if settings.health.listen:
            standings = self._app.standings()
            threads = ServingThreads("health", HEALTH_THREADS, store.close_thread)
            health = health_app(
                lambda now: condition(store, now, names, self._reporter.rows()),
                lambda now: collect(store, standings, now),
                threads.pool,
            )
            servers.append(Server("health", "health.listen", settings.health.listen, health, threads.close))
        if settings.web.listen:
            servers.append(page_server(self._app, Wakes(self.mail_queued, self.accepted)))
        if servers:
            give_up = self._fail if self._only == {LoopName.WEB} else None
            self._loops.append(Servers(servers, self._reporter, store.close_thread, give_up))

    def _fail(self, why: str) -> None:
        self._failed = why
        self._ending.ask()


class _Leased:
    """A turn that is made only while the lease is ours. What another process had claimed is taken over with it."""

    def __init__(self, leases: LeaseKeeper, name: str, handle: Handle) -> None:
        self._leases = leases
        self._name = name
        self._handle = handle
        self._held = False

    def __call__(self, now: datetime) -> int:
        if not self._leases.hold(self._name, now):
            self._held = False
            return 0
        if not self._held:
            self._handle.take_over()
            self._held = True
        try:
            return self._handle.turn(now)
        except Exception:
            self._held = False
            raise
