"""The story behind the browser tests: who works here, who writes, and what is on every desk.

A page author adds what a page needs as a function of a `Story` and lists it in `CHAPTERS`; everything is done by the
same services that the pages use. It is told once for a worker; each test file gets a copy of what came of it.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from models.vocabulary import Language, Role, Side
from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.daemon.once import Once
from processor.documents.press import DirectPress
from processor.facts.deployments.commands import StageDone, StartDeployment
from processor.facts.proposing import ConfirmEntry, EnterCommand
from processor.services.drafts import changed
from processor.services.proposals import Writing
from tests.servers.dealing import TERMS
from tests.servers.installation import letter
from tests.web.storydeployments import journeys
from tests.web.storyproposals import agreements

CSM: Final = "carla@vendor.example"
LOGINS: Final = {
    Role.CSM: CSM,
    Role.LEAD: "lena@vendor.example",
    Role.APPROVER: "vera@vendor.example",
    Role.AUDITOR: "anton@vendor.example",
    Role.ADMIN: "adam@vendor.example",
}
"""Who works here: one user of each role. Their password is PASSWORD."""

NAMES: Final = {
    CSM: "Carla Meier",
    "lena@vendor.example": "Lena Orlova",
    "vera@vendor.example": "Vera Petrova",
    "anton@vendor.example": "Anton Kraus",
    "adam@vendor.example": "Adam Roth",
}
PASSWORD: Final = "correct horse battery"

ALPHA: Final = "Alpha AG"
NEVA: Final = "Нева Логистик"
CUSTOMER: Final = "Northwind Ltd"


@dataclass
class Story:
    """What is told with: the installation, its mailbox, and the time at which the next thing happens."""

    app: App
    maildir: Path
    now: datetime
    mails: int = 0

    def later(self, minutes: float = 1) -> datetime:
        """The time, so much later than the last."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def mail(self, sender: str, subject: str, body: str, head: tuple[str, ...] = ()) -> None:
        """A mail arrives; `handle` reads all that did."""
        self.raw(letter(sender, subject, body, head=head))

    def raw(self, mail: bytes) -> None:
        """A mail arrives, byte for byte."""
        self.mails += 1
        path = self.maildir / "new" / f"{self.mails:06d}.mail"
        path.write_bytes(mail)
        moment = self.later().timestamp()
        os.utime(path, (moment, moment))

    def handle(self) -> None:
        """Signoff does everything that is due."""
        done = Once(self.app).run()
        assert not done.for_good, done.failed


def users(story: Story) -> None:
    """One user of each role. The first lets the others in, and nobody let him in but whoever runs the machine."""
    service = story.app.users()
    admin = LOGINS[Role.ADMIN]
    for role in (Role.ADMIN, Role.CSM, Role.LEAD, Role.APPROVER, Role.AUDITOR):
        login = LOGINS[role]
        by = "operator" if login == admin else admin
        service.add(login, NAMES[login], (role,), Language.ENGLISH.value, PASSWORD, by, story.later())


def people(story: Story) -> None:
    """Customers, their contacts, and the approvers of both sides."""
    now = story.later().replace(microsecond=0)
    book = story.app.people()
    book.add_customer(CUSTOMER, "en", ("northwind.example",), "Two plants, one contract.", CSM, now)
    book.add_customer(ALPHA, "de", ("alpha.example",), "", CSM, now)
    book.add_customer(NEVA, "ru", ("neva.example",), "", CSM, now)
    book.add_contact(CUSTOMER, "anna@northwind.example", "Anna Berg", "en", CSM, now)
    book.add_contact(ALPHA, "jonas@alpha.example", "Jonas Weber", "de", CSM, now)
    book.add_contact(NEVA, "olga@neva.example", "Ольга Смирнова", "ru", CSM, now)
    register = story.app.register()
    for customer, side, address, name in (
        ("", Side.VENDOR, "vera@vendor.example", "Vera Petrova"),
        (CUSTOMER, Side.CUSTOMER, "paul@northwind.example", "Paul Becker"),
        (ALPHA, Side.CUSTOMER, "ines@alpha.example", "Ines Kurz"),
    ):
        user = "vera@vendor.example" if side is Side.VENDOR else ""
        entry = register.enter(customer, EnterCommand(CSM, side, address, name, user=user), now)
        register.confirm(entry.entry.approver_id, ConfirmEntry("lena@vendor.example"), now)


MAILS: Final = (
    (
        "Anna Berg <anna@northwind.example>",
        "The export fails since this morning",
        "Hello,\n\nsince this morning the nightly export stops with error 4711, and nobody at either plant gets the\n"
        "report. Please help soon, month end is tomorrow.\n\nBest regards\nAnna",
    ),
    (
        "Anna Berg <anna@northwind.example>",
        "Both plants in one report",
        "Could you make us an offer for one report over both plants? It is not part of our contract yet.\n\nAnna",
    ),
    (
        "Jonas Weber <jonas@alpha.example>",
        "Rechte für neue Kollegin",
        "Guten Tag,\n\nwie lege ich für Frau Lang einen Zugang mit Leserechten an? Im Handbuch finde ich nichts\n"
        "dazu.\n\nViele Grüße\nJonas Weber",
    ),
    (
        "Jonas Weber <jonas@alpha.example>",
        "Abstürze beim Speichern",
        "Beim Speichern stürzt das Programm ab, bei drei Leuten, seit dem letzten Update. Bitte dringend ansehen.",
    ),
    (
        "Ольга Смирнова <olga@neva.example>",
        "Не открывается карточка заказа",
        "Добрый день!\n\nПосле обновления не открывается карточка заказа: белый экран. Работа склада стоит.\n\nОльга",
    ),
    (
        "Ольга Смирнова <olga@neva.example>",
        "Как выгрузить остатки?",
        "Подскажите, пожалуйста, как выгрузить остатки по складам в таблицу?",
    ),
    ("Sam Lake <sam@stranger.example>", "Question about prices", "What does the premium plan cost for 40 people?"),
)


def mails(story: Story) -> None:
    """Requests in three languages, of known and unknown people."""
    for sender, subject, body in MAILS:
        story.mail(sender, subject, body)
    story.handle()


def proposals(story: Story) -> None:
    """A draft, and one that waits for the vendor's approver."""
    service = story.app.proposals(DirectPress())
    numbers = [line.number for line in story.app.store.views.tickets() if line.customer == CUSTOMER]
    for at, ticket in enumerate(numbers[:2]):
        begun = service.beginning(ticket, story.later())
        content = changed(begun.content, {**TERMS, "approvers": ["paul@northwind.example"]})
        drafted = service.draft(ticket, Writing(CSM, "en", content, begun.turn, begun.quorum), story.later())
        if at:
            service.send(drafted.line.number, CSM, story.later())


def deployments(story: Story) -> None:
    """One that has just begun, and one in training."""
    service = story.app.deployments()
    for customer, site, language, done in ((CUSTOMER, "Plant 1", "en", 3), (ALPHA, "Werk Süd", "de", 0)):
        known = story.app.people().customer(customer)
        contact = known.contacts[0].address
        begun = StartDeployment(
            CSM, known.customer_id, customer, site, "Contact centre", language, "Europe/Berlin", contact
        )
        number = service.start(begun, story.later()).line.number
        for _ in range(done):
            service.do(number, StageDone(CSM, story.now.date(), "by phone"), story.later())


CHAPTERS: Final[tuple[Callable[[Story], None], ...]] = (
    users,
    people,
    mails,
    proposals,
    deployments,
    journeys,
    agreements,
)
"""What is told, in order."""


def tell(app: App, maildir: Path) -> Story:
    """Everything, within the last two days."""
    morning = utc_now().replace(hour=9, minute=0, second=0, microsecond=0)  # no day ends amid it, here or at a customer
    story = Story(app, maildir, morning - timedelta(days=2))
    for chapter in CHAPTERS:
        chapter(story)
    return story
