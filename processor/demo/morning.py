"""The end of the story: a morning in which mails have come, and wait for whoever sits down at the desk."""

from typing import Final

from models.vocabulary import Assurance, Category, Language, Outcome, ProposalState, ReplyOutcome, ReviewReason
from processor.demo.agreement import VEKTOR, VIKTOR
from processor.demo.rollout import BLAUFELD, KASSEL, NORDWIND
from processor.demo.script import Answer, Deal, Mail, Propose, Scene, Wanted
from processor.demo.story import CSM, OLGA, THOMAS
from processor.effects.mail import MailTemplate

BEN = "ben.ross@nordwind.example"
KIM = "kim.lee@nordwind.example"
RAJ = "raj.patel@nordwind.example"
SERGEI = "s.orlov@vektor.example"
PETRA = "petra.arendt@blaufeld.example"
MARTA = "marta.silva@lumen.example"

OFFER: Final = (
    ("title", "Zwei weitere Warteschlangen in Kassel"),
    ("goals", "Der Standort Kassel nimmt Anrufe für Vertrieb und Service getrennt an."),
    ("scope", "Zwei Warteschlangen, zehn Arbeitsplätze, ein Bericht über die Wartezeiten je Standort."),
    ("criteria", ["Anrufe für beide Bereiche kommen getrennt an.", "Der Bericht zeigt jeden Standort."]),
    ("hours", "12"),
    ("price", "2400.00"),
    ("currency", "EUR"),
    ("approvers", [THOMAS]),
)
"""What the CSM fills in for Thomas's request."""


_EN, _RU, _DE = Language.ENGLISH, Language.RUSSIAN, Language.GERMAN


def _comes(
    name: str,
    title: str,
    short: str,
    sender: str,
    language: Language,
    customer: str,
    *queued: ReviewReason,
    category: Category | None = None,
) -> Scene:
    """A mail that opens a ticket, is acknowledged, and waits in the queue."""
    answer = Answer(sender, MailTemplate.ACKNOWLEDGEMENT, language)
    wanted = Wanted(Outcome.OPENED, name, answer, customer=customer, category=category, queued=queued)
    return Scene(name, title, short, Mail(name, sender), wanted)


def _drops(number: int, title: str, sender: str) -> Scene:
    """One of three mails about the same fault, under the same subject."""
    reason, name = ReviewReason.NEEDS_CONFIRMATION, f"drops{number}"
    return _comes(name, title, f"the same fault, {number}", sender, _EN, NORDWIND, reason, category=Category.BUG)


MORNING: Final = (
    _comes(
        "holidays",
        "Ben of Nordwind asks something that is easy to place",
        "how-to, English",
        BEN,
        _EN,
        NORDWIND,
        category=Category.CUSTOMER_SUCCESS,
    ),
    _comes(
        "figures",
        "Sergei of Вектор is not sure himself whether it is a fault",
        "a doubt, Russian",
        SERGEI,
        _RU,
        VEKTOR,
        ReviewReason.UNSURE,
    ),
    _comes(
        "announcement",
        "Nor is Petra of Blaufeld",
        "a doubt, German",
        PETRA,
        _DE,
        BLAUFELD,
        ReviewReason.UNSURE,
    ),
    _comes(
        "lumen",
        "A new customer writes for the first time; nobody has entered them yet",
        "first mail",
        MARTA,
        _EN,
        "",
        ReviewReason.UNKNOWN_SENDER,
    ),
    _drops(1, "Three people of Nordwind report one fault: first Kim", KIM),
    _drops(2, "Then Raj", RAJ),
    _drops(3, "And Ben", BEN),
    _comes(
        "thanks",
        "Olga says thank you, and asks for nothing",
        "thanks, Russian",
        OLGA,
        _RU,
        VEKTOR,
        category=Category.NOT_A_REQUEST,
    ),
    Scene(
        "leave",
        "Thomas answers his form once more: something that fits none of its fields",
        "Thomas: and also …",
        Mail("leave", THOMAS, answers="mended", signed=True),
        Wanted(Outcome.HELD, KASSEL, queued=(ReviewReason.FORM_LEFTOVERS,)),
    ),
    Scene(
        "offered",
        "Maria offers Thomas what he asked for weeks ago; Viktor is asked first",
        "proposal sent",
        Propose("scope", CSM, OFFER),
        Wanted(
            ticket="scope",
            mails=(Answer(VIKTOR, MailTemplate.APPROVAL_REQUEST, _EN),),
            deal=Deal(ProposalState.AWAITING_VENDOR),
        ),
    ),
    Scene(
        "hours",
        "Viktor: “Approved, but only with 20 hours”. That is held, with the passage that stopped it",
        "vendor: only with …",
        Mail("hours", VIKTOR, answers="offered", signed=True),
        Wanted(
            Outcome.HELD,
            "scope",
            queued=(ReviewReason.APPROVAL_CONDITIONAL,),
            deal=Deal(ProposalState.AWAITING_VENDOR, ReplyOutcome.CONDITIONAL, Assurance.A3),
        ),
    ),
)
