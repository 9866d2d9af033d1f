"""An installation that has a customer, approvers on both sides, and the services of proposals, sealing and timers."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from models.vocabulary import CaseReason, Category, Language, Outcome, ProposalState, Severity, Side
from processor.documents.pdf import EmbeddedFile
from processor.documents.press import DirectPress, PdfMaker
from processor.documents.templates import Templates
from processor.evidence.keys.ring import KeyRing, open_or_create
from processor.evidence.keys.seal import seal_of
from processor.evidence.timestamps import Timestamps
from processor.facts.causes import Correct
from processor.facts.deployments import DeploymentPolicy
from processor.facts.proposals import ProposalContent
from processor.facts.proposing import ConfirmEntry, EndEntry, EnterCommand
from processor.services.clockwatch import ClockWatch
from processor.services.drafts import changed
from processor.services.following import Following
from processor.services.freezing import Freezing
from processor.services.ledger import Ledger
from processor.services.mailhandled import Folder
from processor.services.papers import Papers
from processor.services.proposals import Proposals, Writing
from processor.services.register import Register
from processor.services.sealing import Sealer, Sealing
from processor.services.timekeeping import Timekeeping
from processor.services.timers import Timers
from processor.store.views.acceptances import AcceptanceLine
from processor.store.views.proposals import ProposalView
from tests.unit.reading.sender.signing import SIGNED, rsa_signer, signed
from tests.unit.services.desk import ADDRESSES, Desk, mail

CUSTOMER = "Customer AG"
ANNA = "anna@customer.example"
OLGA = "olga@customer.example"
VERA = "vera@vendor.example"
SCOPE: dict[str, Any] = {
    "scope": "One report over both plants.",
    "criteria": ["The monthly report shows both plants."],
    "hours": "12.5",
    "price": "4200.00",
    "currency": "EUR",
}


class PlainPress:
    """Makes no PDF, at once: for tests that look at everything else. `meanwhile` happens while it does."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.meanwhile = meanwhile

    def pdf(self, html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
        self.meanwhile()
        return b"%PDF " + html.encode()

    def close(self) -> None:
        """Nothing is held."""


class ProposingDesk(Desk):
    """Vera of the vendor and Olga of the customer may approve; Anna has asked for a change, which boris works on."""

    def __init__(self, folder: Path, press: PdfMaker | None = None, **settings: Any) -> None:
        super().__init__(folder, **settings)
        freezing = Freezing(Templates(), press or PlainPress(), self.ids, "Vendor")
        following = Following(self.store, DeploymentPolicy())
        papers = Papers(self.store, self.policy, self.approvals, following)
        self.proposals = Proposals(self.store, self.applier, papers, freezing)
        self.register = Register(self.store, self.applier, self.policy, self.approvals)
        folders = (Folder("support", "INBOX"),)
        self.timers = Timers(self.store, self.applier, self.policy, self.approvals, folders, following)
        for domain in ("customer.example", "vendor.example"):
            self.keys.texts[f"s1._domainkey.{domain}"] = rsa_signer().record()

    def timekeeping(self, ticks: Callable[[], float] | None = None) -> Timekeeping:
        """All timers, by a monotonic clock that goes with the desk's unless another is given."""
        watch = ClockWatch(self.store.clock, timedelta(days=7), ticks or self._seconds)
        return Timekeeping(self.store, watch, (self.timers,))

    def _seconds(self) -> float:
        return self.now.timestamp()

    def sealing(self) -> Sealing:
        def ring(may_create: bool, now: datetime) -> KeyRing:
            place = self.folder / "keys"
            return open_or_create(place, "Vendor", None, now, domain="desk.example", may_create=may_create)

        sealer = Sealer(DirectPress(), lambda opened: seal_of(opened, None), Timestamps([], secrets.token_bytes), ())
        return Sealing(self.store, Ledger(self.store, ring), sealer, self.applier, self.ids, lambda: None)

    def seal(self) -> int:
        self.tick()
        sealing = self.sealing()
        try:
            return sealing.turn(self.now)
        finally:
            sealing.close()

    def tick(self, passed: timedelta = timedelta(seconds=1)) -> datetime:
        self.now += passed
        return self.now

    def enter(self, address: str, name: str, customer: str = CUSTOMER, user: str = "", **more: Any) -> int:
        side = Side.CUSTOMER if customer else Side.VENDOR
        command = EnterCommand("boris", side, address, name, user=user, **more)
        return self.register.enter(customer, command, self.tick()).entry.approver_id

    def approver(self, address: str, name: str, customer: str = CUSTOMER, user: str = "", **more: Any) -> int:
        """An entry of the register that counts now."""
        entry = self.enter(address, name, customer, user, **more)
        self.register.confirm(entry, ConfirmEntry("carla"), self.tick())
        self.tick(self.approvals.register_delay)
        return entry

    def ended(self, entry: int) -> None:
        """The entry counts no more."""
        self.register.end(entry, EndEntry("boris", "she has left"), self.tick())
        self.register.confirm(entry, ConfirmEntry("carla"), self.tick())

    def begin(self) -> int:
        """The number of the ticket in which Anna has asked, with both parties' approvers in the register."""
        self.store.people.add_customer(CUSTOMER, language=Language.RUSSIAN.value, domains=("customer.example",))
        self.approver(VERA, "Vera Petrova", customer="", user="vera", title="Head of Delivery")
        self.approver(OLGA, "Olga Smirnova", title="Finance Director", language="ru")
        self.work(mail("Both plants", "Please show both plants.", sender=f"Anna <{ANNA}>", Message_ID="<1@c>"))
        number = self.opened()[0].number
        for line in self.store.views.reviews():
            labels = Correct("boris", Category.ADDITIONAL_SCOPE, Severity.MEDIUM, CaseReason.FEATURE_REQUEST)
            self.tickets.review(line.review_id, labels, self.tick())
        return number

    def accepted(self, **values: Any) -> int:
        """The number of a proposal that both sides have accepted."""
        number = self.drafted(self.begin(), **values)
        self.send(number)
        self.reply(VERA, "Vera Petrova", "Approved")
        self.reply(OLGA, "Olga Smirnova", "Согласовано")
        return number

    def content(self, ticket: int, **values: Any) -> ProposalContent:
        began = self.proposals.beginning(ticket, self.now).content
        return changed(began, SCOPE | {"valid_until": date(2031, 4, 1)} | values)

    def drafted(self, ticket: int, by: str = "boris", **values: Any) -> int:
        """The number of a complete draft."""
        writing = Writing(by, "ru", self.content(ticket, **values))
        return self.proposals.draft(ticket, writing, self.tick()).line.number

    def edited(self, number: int, **values: Any) -> ProposalView:
        began = self.proposals.current(number, self.now)
        content = changed(began.content, values)
        writing = Writing("boris", began.language, content, began.turn, began.quorum, seen=began.row_version)
        return self.proposals.edit(number, writing, self.tick())

    def send(self, number: int) -> ProposalView:
        return self.proposals.send(number, "boris", self.tick())

    def sent_to(self, address: str) -> list[EmailMessage]:
        """The mails queued for an address, the first one first."""
        rows = sorted(self.store.outbox.list(None), key=lambda row: row.outbox_id)
        raws = [self.store.outbox.raw(row.outbox_id) for row in rows if row.recipient == address]
        found = [message_from_bytes(raw, policy=policy.default) for raw in raws]
        assert all(isinstance(one, EmailMessage) for one in found)
        return found

    def answer(
        self, address: str, name: str, words: str, at: datetime | None = None, to: EmailMessage | None = None
    ) -> bytes:
        """An answer to the newest mail to an address, DKIM-signed by the address's domain."""
        asked = to or self.sent_to(address)[-1]
        moment = at or self.now
        domain = address.rpartition("@")[2]
        raw = mail(
            f"Re: {asked['Subject']}",
            words,
            sender=f"{name} <{address}>",
            to=str(asked["Reply-To"] or ADDRESSES["support"]),
            Message_ID=f"<{int(moment.timestamp())}.{len(words)}@{domain}>",
            In_Reply_To=str(asked["Message-ID"]),
            Date=f"{moment:%a, %d %b %Y %H:%M:%S} +0000",
            MIME_Version="1.0",
            Content_Type="text/plain; charset=utf-8",
        )
        return signed(raw, rsa_signer(), domain, SIGNED, t=str(int(moment.timestamp())))

    def reply(self, address: str, name: str, words: str, to: EmailMessage | None = None) -> Outcome | None:
        """The outcome of such an answer, which came a minute later."""
        self.tick(timedelta(minutes=1))
        return self.work(self.answer(address, name, words, to=to))[-1]

    def state(self, number: int) -> ProposalState:
        return self.store.views.proposal(number).line.state

    def acceptances(self) -> list[AcceptanceLine]:
        return sorted(self.store.views.acceptances(), key=lambda line: line.acceptance_id)
