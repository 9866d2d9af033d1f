"""The world that the story is played in: mail servers, customers, a database and keys, all of it gone afterwards."""

import secrets
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.vocabulary import Language, Role, SuccessPlan
from processor.clock import utc_now
from processor.config.load import load_settings
from processor.daemon.daemon import Daemon, LoopName
from processor.daemon.intake import Pace
from processor.demo.installation import SharedPress, StoryApp, story_app
from processor.demo.mailbox import PASSWORD, USER, Mailbox
from processor.demo.nameserver import Nameserver
from processor.demo.postoffice import PostOffice
from processor.demo.signing import Signing
from processor.demo.story import CSM, CUSTOMERS, PREMIUM
from processor.demo.timeserver import TimeServer
from processor.demo.travel import AGO, Travel
from processor.services.customers import TermsChange

ADDRESS = "support@vendor.example"
MAILBOX = "support"
_LOOK_SECONDS = 4.0
"""The story's mailbox tells only what comes while it is listened to: what comes between two IDLEs is found in time."""
_CONFIG = """\
[signoff]
sender_name = "Vendor Support"
data_dir = "data"
key = {{ file = "data/signoff.key" }}

[store]
url = "sqlite:///data/signoff.db"

[[mailbox]]
name = "{mailbox}"
address = "{address}"

[mailbox.imap]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{user}"
password = {{ file = "imap.secret" }}

[smtp]
host = "127.0.0.1"
port = {smtp}
security = "plain"

[health]
listen = "127.0.0.1:{web}"

[web]
listen = "127.0.0.1:{pages}"
totp = "optional"

[sender]
nameservers = ["{dns}"]

[approvals]
register_delay_hours = 0

[response]
plan = "none"

[deployments]
longest_outage_days = 40
reminder_days = [5]

[evidence]
organisation = "Vendor Ltd"
keys = "data/keys"
timestamp_authorities = ["{time}"]
timestamp_ca_file = "time-root.pem"
"""


@dataclass(slots=True)
class World:
    """Everything there is. `app` is made by bootstrap from `config`, as any installation is.

    `signing` is what the mail servers of all companies do; their keys are in the world's DNS. `password` is that of the
    CSM, for this time only.
    """

    config: Path
    app: StoryApp
    office: PostOffice
    signing: Signing
    travel: Travel
    password: str
    daemon: Daemon | None = None
    since: datetime | None = None

    @property
    def health(self) -> str:
        """Where the daemon tells how it is."""
        return f"http://{self.app.settings.health.listen}/readyz"

    @property
    def pages(self) -> str:
        """Where the CSM's pages are."""
        return self.app.settings.web.address

    @property
    def evidence(self) -> Path:
        """The folder that bundles are written to."""
        return self.config.parent / "evidence"

    def start(self) -> None:
        """Start the daemon with all its loops.

        Ctrl-C is for this thread alone: threads and reading processes inherit that they don't get it.
        """
        loops = [loop for loop in LoopName if loop is not LoopName.LEARN]
        self.daemon = Daemon(self.app, loops, Pace(wait=_LOOK_SECONDS))
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.daemon.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def mail_queued(self) -> None:
        """A service was called beside the daemon: what it queued is looked for at once."""
        if self.daemon is not None:
            self.daemon.mail_queued()

    def look_at_time(self) -> None:
        """The story has no half minute in which timers look by themselves."""
        if self.daemon is not None:
            self.daemon.time_passed()

    def later(self, moment: datetime) -> None:
        """It is this moment now; the daemon was off in between, as nothing may move a clock under its feet."""
        self.stop()
        self.travel.to(moment)
        self.since = moment
        self.start()

    def today(self) -> None:
        """The present is reached: other processes see the same time from here on."""
        self.stop()
        self.travel.home()
        self.start()

    def is_swept(self) -> bool:
        """Whether the mailbox was looked through since the clock was moved."""
        cursor = self.app.store.fetches.cursor(MAILBOX, "INBOX")
        swept = cursor.last_sweep_at if cursor is not None else None
        return swept is not None and (self.since is None or swept >= self.since)

    def stop(self) -> None:
        """End the daemon, if it runs."""
        if self.daemon is not None:
            self.daemon.stop()
            self.daemon = None


@contextmanager
def small_world() -> Iterator[World]:
    """A world in a temporary folder, gone on the way out."""
    with ExitStack() as ending:
        travel = Travel()
        ending.callback(travel.home)
        travel.by(-AGO)
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="signoff-demo-")))
        mailbox = ending.enter_context(Mailbox())
        office = ending.enter_context(PostOffice(ADDRESS, mailbox))
        nameserver = ending.enter_context(Nameserver())
        time = ending.enter_context(TimeServer())
        (folder / "time-root.pem").write_bytes(time.root)
        config = _configure(folder, mailbox, office, dns=nameserver.address, time=time.address)
        press = SharedPress()
        ending.callback(press.end)
        app, password = story_app(load_settings(config), press), _password()
        world = World(config, app, office, Signing(nameserver), travel, password)
        ending.callback(app.store.close)
        _people(app, password)
        ending.callback(world.stop)
        yield world


def _people(app: StoryApp, password: str) -> None:
    """Who is known from the start: the customers, what one of them has bought, and the CSM, who may sign in."""
    for name, language, domain in CUSTOMERS:
        app.people().add_customer(name, language.value, (domain,), "", CSM, utc_now())
    app.customers().agree(PREMIUM, TermsChange(plan=SuccessPlan.PREMIUM.value), CSM, utc_now())
    app.users().add(CSM, "Maria Weber", (Role.LEAD,), Language.ENGLISH.value, password, "operator", utc_now())


def _password() -> str:
    """Another one each time, and short enough to be typed: whoever else is on this machine must not guess it."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def _configure(folder: Path, mailbox: Mailbox, office: PostOffice, **others: str) -> Path:
    config = folder / "config.toml"
    (folder / "imap.secret").write_text(PASSWORD, encoding="ascii")
    places = {"imap": mailbox.port, "smtp": office.port, "web": _free_port(), "pages": _free_port()}
    config.write_text(_CONFIG.format(address=ADDRESS, mailbox=MAILBOX, user=USER, **others, **places), encoding="utf-8")
    return config


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
