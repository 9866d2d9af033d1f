"""The story, one scene after another, and what must come true in each."""

from typing import Final

from models.vocabulary import CaseReason, Category, Language, Outcome, ReviewReason, Severity, TicketState
from processor.demo.script import Answer, Mail, Scene, Wanted, Work
from processor.effects.mail import MailTemplate
from processor.facts.causes import Close, Confirm, Correct, Reply

ANNA = "anna.lindqvist@nordwind.example"
OLGA = "o.smirnova@vektor.example"
THOMAS = "thomas.keller@blaufeld.example"
JONAS = "jonas.brandt@freemail.example"
PAT = "pat.quinn@elsewhere.example"
RUSTY = "operator@rusty.example"
CSM = "maria@vendor.example"

CUSTOMERS: Final = (
    ("Nordwind Logistics", Language.ENGLISH, "nordwind.example"),
    ("Вектор", Language.RUSSIAN, "vektor.example"),
    ("Blaufeld GmbH", Language.GERMAN, "blaufeld.example"),
)
"""Name, language and mail domain of the customers that are known from the start."""

PREMIUM: Final = "Nordwind Logistics"
"""The customer who has bought the quickest answers."""

LOOKED_AT = "Thank you, I see the error in our log. We are on it and I will write again today."
DONE = "Учётная запись создана, доступ к отчётам открыт."

_ACK = MailTemplate.ACKNOWLEDGEMENT

PROLOGUE: Final = Scene(
    "old",
    "An old mail lies in the mailbox from before Signoff came",
    "old mail",
    Mail("old", ANNA),
    Wanted(Outcome.HISTORY),
)

CUSTOMERS_WRITE: Final = (
    Scene(
        "bug",
        "Anna of Nordwind Logistics reports a bug, with a screenshot",
        "bug, English",
        Mail("bug", ANNA),
        Wanted(
            Outcome.OPENED,
            "bug",
            Answer(ANNA, _ACK, Language.ENGLISH),
            customer="Nordwind Logistics",
            attachments=1,
            state=TicketState.NEW,
            category=Category.BUG,
            queued=(ReviewReason.NEEDS_CONFIRMATION,),
        ),
    ),
    Scene(
        "howto",
        "Olga of Вектор asks in Russian how to add a user",
        "how-to, Russian",
        Mail("howto", OLGA),
        Wanted(Outcome.OPENED, "howto", Answer(OLGA, _ACK, Language.RUSSIAN), customer="Вектор"),
    ),
    Scene(
        "scope",
        "Thomas of Blaufeld asks for more than was agreed: in German, HTML only, from Outlook",
        "scope, German",
        Mail("scope", THOMAS),
        Wanted(Outcome.OPENED, "scope", Answer(THOMAS, _ACK, Language.GERMAN), customer="Blaufeld GmbH"),
    ),
    Scene(
        "reply",
        "Anna adds something by answering the acknowledgement, all of it quoted below",
        "Anna's reply",
        Mail("reply", ANNA, answers="bug"),
        Wanted(Outcome.JOINED, "bug", customer="Nordwind Logistics"),
    ),
    Scene(
        "absence",
        "Thomas is out of office, his mail server answers our acknowledgement",
        "out of office",
        Mail("absence", "", answers="scope"),
        Wanted(Outcome.AUTOMATIC, "scope"),
    ),
    Scene(
        "unknown",
        "Somebody nobody knows writes from a free-mail address",
        "unknown person",
        Mail("unknown", JONAS),
        Wanted(
            Outcome.OPENED,
            "unknown",
            Answer(JONAS, _ACK, Language.ENGLISH),
            customer="",
            queued=(ReviewReason.UNKNOWN_SENDER,),
        ),
    ),
    Scene(
        "bounce",
        "The acknowledgement to that address comes back: the account is closed",
        "bounce",
        Mail("bounce", "", answers="unknown"),
        Wanted(Outcome.BOUNCE, "unknown", bounced="unknown", queued=(ReviewReason.BOUNCED,)),
    ),
    Scene(
        "twice",
        "Anna's first mail is delivered a second time",
        "bug mail again",
        Mail("bug", ANNA),
        Wanted(Outcome.DUPLICATE, repeats="bug"),
    ),
    Scene(
        "newsletter",
        "A newsletter",
        "newsletter",
        Mail("newsletter", "bounce-8812@shopnews.example"),
        Wanted(Outcome.BULK),
    ),
    Scene(
        "stranger",
        "A stranger names Anna's ticket, but only by its number, which anyone can guess",
        "only a number",
        Mail("stranger", PAT),
        Wanted(
            Outcome.OPENED,
            "stranger",
            Answer(PAT, _ACK, Language.ENGLISH),
            customer="",
            queued=(ReviewReason.UNKNOWN_SENDER,),
        ),
    ),
    Scene(
        "broken",
        "A broken mail: NULs, an unknown charset, parts that never end; the daemon goes on",
        "broken mail",
        Mail("broken", RUSTY),
        Wanted(Outcome.OPENED, "broken", Answer(RUSTY, _ACK, Language.ENGLISH), customer=""),
    ),
)

STAFF_WORKS: Final = (
    Scene(
        "confirmed",
        "Maria, a CSM, finds that Anna's mail is a bug indeed",
        "Maria confirms",
        Work("bug", Confirm(CSM)),
        Wanted(ticket="bug", category=Category.BUG, state=TicketState.OPEN, unqueued=True),
    ),
    Scene(
        "corrected",
        "She corrects what the broken mail was taken for",
        "Maria corrects",
        Work("broken", Correct(CSM, Category.CUSTOMER_SUCCESS, Severity.MEDIUM, CaseReason.QUESTION_ABOUT_HANDLING)),
        Wanted(ticket="broken", category=Category.CUSTOMER_SUCCESS, state=TicketState.OPEN, unqueued=True),
    ),
    Scene(
        "answered",
        "She answers Anna",
        "Maria answers",
        Work("bug", Reply(CSM, LOOKED_AT, wait=False)),
        Wanted(
            ticket="bug",
            answer=Answer(ANNA, MailTemplate.ANSWER, Language.ENGLISH),
            state=TicketState.OPEN,
        ),
    ),
    Scene(
        "closed",
        "She closes Olga's ticket; Olga is told why, in Russian",
        "Maria closes",
        Work("howto", Close(CSM, DONE, tell=True)),
        Wanted(
            ticket="howto",
            answer=Answer(OLGA, MailTemplate.CLOSING, Language.RUSSIAN),
            state=TicketState.CLOSED,
        ),
    ),
    Scene(
        "again",
        "Olga answers that it does not work yet",
        "Olga's reply",
        Mail("again", OLGA, answers="closed"),
        Wanted(
            Outcome.JOINED,
            "howto",
            Answer(OLGA, _ACK, Language.RUSSIAN),
            customer="Вектор",
            state=TicketState.OPEN,
        ),
    ),
)
