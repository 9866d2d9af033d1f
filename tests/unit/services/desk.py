"""A whole installation in one process: a Maildir, SQLite, the real reading, deciding, applying and composing."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from models.vocabulary import Language, Outcome
from processor.documents.mail import Templates
from processor.evidence.ledger import leaf
from processor.facts.approvals import ApprovalPolicy
from processor.facts.causes import TicketCommand
from processor.facts.known import Policy
from processor.facts.own import OwnMarks
from processor.facts.proof import Trust
from processor.ids import Ids
from processor.mailbox.maildir import MaildirSource
from processor.mailbox.settings import MaildirSettings
from processor.mailbox.source import AfterAction, Keep, Source
from processor.outbox.parcel import Parcel, SendResult
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader
from processor.services.approving import Approving
from processor.services.composing import Composer, Letterhead, MailboxLetterhead
from processor.services.deliver import Deliver
from processor.services.enclosing import Enclosing
from processor.services.gather import Classifier, Gather, MissingModel, Reader
from processor.services.handle import Handle, Handling
from processor.services.proving import Proving
from processor.services.receive import Intake, Receive
from processor.services.tickets import Tickets
from processor.store.apply import Applier
from processor.store.views.fetched import FetchedLine
from processor.store.views.tickets import TicketFilter, TicketLine, TicketView
from tests.servers.sqlite import migrated_store
from tests.unit.services.keysource import FakeKeys

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
ADDRESSES = {"support": "support@desk.example", "billing": "billing@desk.example"}
DOMAIN = "signoff.desk.example"
TRIES = 3


class Desk:
    """One installation with a Maildir for each of its mailboxes. Time stands still unless a call says otherwise."""

    def __init__(
        self,
        folder: Path,
        *,
        after: AfterAction | None = None,
        history_before: datetime | None = None,
        plus_addressing: bool = True,
        classifier: Classifier | None = None,
        reader: Reader | None = None,
        **policy: Any,
    ) -> None:
        self.folder = folder
        self.now = NOW
        self.after = after or Keep()
        self.history_before = history_before
        self.store = migrated_store(folder / "signoff.db")
        self.store.audit.leaves = leaf
        self.ids = Ids(b"k" * 32, DOMAIN)
        self.policy = policy_of(**policy)
        boxes = {name: MailboxLetterhead(address, plus_addressing) for name, address in ADDRESSES.items()}
        self.composer = Composer(self.ids, Templates(), Letterhead("Vendor Support", "support", boxes))
        self.applier = Applier(self.store, self.ids, self.composer, leaves=leaf)
        self.prover = DirectReader(OwnMarks(frozenset(ADDRESSES.values()), DOMAIN), Limits())
        self.reader = reader or self.prover
        self.keys = FakeKeys()
        self.trust = Trust()
        self.approvals = ApprovalPolicy(vendor="Vendor")
        self.gather = Gather(classifier or MissingModel("there is none in this test"))
        self.tickets = Tickets(self.store, self.applier, self.policy)
        self._files = 0
        self._receives: dict[str, Receive] = {}

    def close(self) -> None:
        self.store.close()

    def maildir(self, mailbox: str = "support") -> Path:
        root = self.folder / mailbox
        for part in ("cur", "new", "tmp"):
            (root / part).mkdir(parents=True, exist_ok=True)
        return root

    def put(self, *mails: bytes, mailbox: str = "support", folder: str = "", at: datetime | None = None) -> None:
        """Deliver mails, in this order, as the server would: `at` is when they arrived."""
        root = self.maildir(mailbox)
        target = root / f".{folder}" if folder else root
        for part in ("cur", "new", "tmp"):
            (target / part).mkdir(parents=True, exist_ok=True)
        for raw in mails:
            self._files += 1
            path = target / "new" / f"{self._files:09d}.mail"
            path.write_bytes(raw)
            moment = (at or self.now).timestamp()
            os.utime(path, (moment, moment))

    def source(self, mailbox: str = "support") -> MaildirSource:
        return MaildirSource(MaildirSettings(self.maildir(mailbox), self.folder / f"{mailbox}-uids"))

    def receive(self, mailbox: str = "support", source: Source | None = None, sent_folder: str = "") -> Receive:
        """Intake as after a start of the daemon."""
        (self.folder / f"{mailbox}-uids").mkdir(exist_ok=True)
        intake = Intake(mailbox, "INBOX", sent_folder, self.after, self.history_before, timedelta(minutes=5))
        made = Receive(intake, source or self.source(mailbox), self.store.fetches, lambda: None)
        made.connected()
        return made

    def sweep(self, mailbox: str = "support", sent_folder: str = "") -> int:
        receive = self._receives.get(mailbox) or self.receive(mailbox, sent_folder=sent_folder)
        self._receives[mailbox] = receive
        return receive.sweep(self.now).kept

    def forget_connections(self) -> None:
        """What a restart of the daemon, or a lost connection, does."""
        self._receives = {}

    def handler(self, mailbox: str = "support") -> Handle:
        handling = Handling(mailbox, self.policy, TRIES)
        proving, enclosing = Proving(self.prover, self.keys, self.trust), Enclosing(self.prover)
        approving = Approving(proving, self.ids, self.approvals, self.store, enclosing)
        arguments = (self.store, self.reader, self.gather, approving, self.applier, self.ids, f"test:{os.getpid()}:0")
        return Handle(handling, *arguments, lambda: None)

    def handle(self, mailbox: str = "support") -> None:
        """Turns until nothing is due; messages that wait for an earlier one of their conversation included."""
        handle = self.handler(mailbox)
        while handle.turn(self.now):
            pass

    def work(self, *mails: bytes, mailbox: str = "support") -> list[Outcome | None]:
        """Deliver, fetch and handle, each mail by itself; what became of all mails so far."""
        for raw in mails:
            self.put(raw, mailbox=mailbox)
            self.sweep(mailbox)
            self.handle(mailbox)
        if not mails:
            self.sweep(mailbox)
            self.handle(mailbox)
        return self.outcomes()

    def fetched(self) -> list[FetchedLine]:
        """Every fetch record, the first one first."""
        return sorted(self.store.views.fetched(limit=100_000), key=lambda line: line.fetch_id)

    def outcomes(self) -> list[Outcome | None]:
        """The outcome of every fetch record, in the order fetched."""
        return [line.outcome for line in self.fetched()]

    def opened(self) -> list[TicketLine]:
        """All tickets, the first one first."""
        return sorted(self.store.views.tickets(TicketFilter(limit=100_000)), key=lambda line: line.number)

    def ticket(self, number: int) -> TicketView:
        return self.store.views.ticket(number)

    def command(self, number: int, command: TicketCommand, other: int | None = None) -> None:
        """What a CSM does; each a second later, since a command is told from others by its moment too."""
        self.now += timedelta(seconds=1)
        self.tickets.work(number, command, self.now, other)

    def sent(self) -> list[bytes]:
        """The bytes of all mails queued or sent, the first one first."""
        ids = sorted(row.outbox_id for row in self.store.outbox.list(None))
        return [self.store.outbox.raw(outbox_id) for outbox_id in ids]

    def deliver(self, *results: type[SendResult] | SendResult) -> "Scripted":
        """One turn of delivery, the server answering each mail with the next of these results."""
        sender = Scripted(results)
        made = Deliver(self.store, sender, f"test:{os.getpid()}:0", timedelta(hours=48))
        made.turn(self.now)
        made.close()
        return sender


class Scripted:
    """Stands in for the SMTP server: notes what it is given, and answers by the script."""

    def __init__(self, results: Sequence[Any]) -> None:
        self.results, self.parcels = list(results), list[Parcel]()

    async def send(self, parcels: Sequence[Parcel]) -> list[SendResult]:
        self.parcels += parcels
        return [self.results.pop(0)(parcel.key) for parcel in parcels]

    async def close(self) -> None:
        """Nothing is held."""


def policy_of(**changes: Any) -> Policy:
    values: dict[str, Any] = {
        "acknowledge": True,
        "caps_per_address": 5,
        "caps_per_conversation": 3,
        "reopen_for": timedelta(days=14),
        "languages": tuple(Language),
        "default_language": Language.ENGLISH,
        "own_addresses": tuple(ADDRESSES.values()),
    }
    return Policy(**values | changes)


def mail(
    subject: str = "The report is empty",
    body: str = "It shows nothing since Monday.",
    sender: str = "Anna <anna@customer.example>",
    to: str = ADDRESSES["support"],
    **fields: str,
) -> bytes:
    """A plain mail; underscores in the names of more fields stand for dashes, an empty value leaves the field out."""
    named = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": "Tue, 04 Mar 2031 09:00:00 +0000",
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"{head}\r\n{body}\r\n".encode()
