"""The third part of the story, in moved time: two deployments begin, and are taken live."""

from datetime import time
from decimal import Decimal
from typing import Final

from models.vocabulary import (
    ApprovalKind,
    Assurance,
    DeploymentStage,
    FormState,
    Language,
    LiveRecord,
    Outcome,
    ProposalState,
    ReplyOutcome,
    Side,
)
from processor.demo.agreement import LENA
from processor.demo.script import Answer, Deal, Enrol, Mail, Scene, Wanted
from processor.demo.sites import Ask, Begin, Done, Later, SendGoLive, Site, TakeItLive
from processor.demo.story import ANNA, CSM, THOMAS
from processor.effects.mail import MailTemplate
from processor.facts.deployments import StartDeployment
from processor.facts.proposing import EnterCommand

BLAUFELD = "Blaufeld GmbH"
NORDWIND = "Nordwind Logistics"
KASSEL = "kassel"
BOSTON = "boston"
GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
RECEIPT, REQUEST = MailTemplate.APPROVAL_RECEIPT, MailTemplate.APPROVAL_REQUEST

SIGNERS: Final = (
    (BLAUFELD, EnterCommand(CSM, Side.CUSTOMER, THOMAS, "Thomas Keller", "Leiter Kundenservice", language="de")),
    (NORDWIND, EnterCommand(CSM, Side.CUSTOMER, ANNA, "Anna Lindqvist", "Operations Manager", language="en")),
)

STAKEHOLDERS: Final = (
    (1, "Thomas Keller"),
    (2, THOMAS),
    (6, "Petra Arendt"),
    (7, "petra.arendt@blaufeld.example"),
    (9, "Jan Vogt"),
    (10, "jan.vogt(at)blaufeld"),
    (12, "Selim Kaya"),
    (13, "it@blaufeld.example"),
    (15, "Selim Kaya"),
    (16, "it@blaufeld.example"),
    (18, "Buchhaltung"),
    (19, "rechnung@blaufeld.example"),
)
"""What Thomas writes into the quoted form: one answer is no address."""

PREPARED: Final = (
    (1, "ja"),
    (2, "ja"),
    (3, "ja"),
    (4, "nein"),
    (5, "Debian 12"),
    (6, "Asterisk 20"),
    (8, "40"),
    (9, "4"),
    (11, "wir schicken Aufnahmen"),
    (12, "VPN"),
    (14, "15.06.2027"),
    (15, "abends"),
)

PREPARATION: Final = (
    Scene(
        KASSEL,
        "Maria starts the deployment at Blaufeld's site in Kassel; going live waits for the first payment",
        "Kassel begins",
        Begin(
            StartDeployment(
                CSM,
                0,
                BLAUFELD,
                "Kassel",
                "Kontaktzentrum",
                "de",
                "Europe/Berlin",
                contact=THOMAS,
                quantities=(("queues", Decimal(4)), ("seats", Decimal(40))),
                conditions=("Erste Rate ist bezahlt",),
            )
        ),
        Wanted(ticket=KASSEL, site=Site(KASSEL, DeploymentStage.STAKEHOLDERS)),
    ),
    Scene(
        "signers",
        "Thomas may sign for Blaufeld, and Anna for Nordwind",
        "register",
        Enrol(SIGNERS, LENA),
        Wanted(
            mails=(
                Answer(THOMAS, MailTemplate.REGISTER_CHANGE, GERMAN),
                Answer(ANNA, MailTemplate.REGISTER_CHANGE, ENGLISH),
            )
        ),
    ),
    Scene(
        "asked",
        "Who is responsible for what? The form goes out by mail",
        "stakeholders form",
        Ask(KASSEL, CSM, "stakeholders"),
        Wanted(
            ticket=KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_REQUEST, GERMAN),),
            site=Site(KASSEL, DeploymentStage.STAKEHOLDERS, FormState.ASKED),
        ),
    ),
    Scene(
        "filled",
        "Thomas types his answers into the quoted form; one of them is no mail address",
        "Thomas's answers",
        Mail("filled", THOMAS, answers="asked", signed=True, fills=STAKEHOLDERS),
        Wanted(
            Outcome.FORM_ANSWERED,
            KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_MISSING, GERMAN),),
            site=Site(KASSEL, DeploymentStage.STAKEHOLDERS, FormState.PARTIAL, answered=11),
        ),
    ),
    Scene(
        "mended",
        "Only that is asked again, and he answers it",
        "the missing one",
        Mail("mended", THOMAS, answers="filled", signed=True),
        Wanted(
            Outcome.FORM_ANSWERED,
            KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_THANKS, GERMAN),),
            site=Site(KASSEL, DeploymentStage.STAKEHOLDERS, FormState.ANSWERED, answered=12),
        ),
    ),
    Scene(
        "preparing",
        "What is needed to install? That form is signed once it is complete",
        "pre-install form",
        Ask(KASSEL, CSM, "pre_install", done="FQ-1 is answered"),
        Wanted(
            ticket=KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_REQUEST, GERMAN),),
            site=Site(KASSEL, DeploymentStage.PRE_INSTALL, FormState.ASKED),
        ),
    ),
    Scene(
        "prepared",
        "He fills it in; his answers come back as a frozen summary, for filling in never signs",
        "Thomas's answers",
        Mail("prepared", THOMAS, answers="preparing", signed=True, fills=PREPARED),
        Wanted(
            Outcome.FORM_ANSWERED,
            KASSEL,
            mails=(Answer(THOMAS, REQUEST, GERMAN),),
            site=Site(KASSEL, DeploymentStage.PRE_INSTALL, FormState.TO_SIGN, answered=12),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, kind=ApprovalKind.FORM),
        ),
    ),
    Scene(
        "summary",
        "“Genehmigt”: now it is signed",
        "Thomas: Genehmigt",
        Mail("summary", THOMAS, answers="prepared", signed=True),
        Wanted(
            Outcome.ACCEPTED,
            KASSEL,
            mails=(Answer(THOMAS, RECEIPT, GERMAN),),
            site=Site(KASSEL, DeploymentStage.PRE_INSTALL, FormState.SIGNED, answered=12),
            deal=Deal(ProposalState.ACCEPTED, ReplyOutcome.APPROVE, Assurance.A3, 1, ApprovalKind.FORM),
        ),
    ),
    Scene(
        BOSTON,
        "At the same time Nordwind begins in Boston, where days begin hours later",
        "Boston begins",
        Begin(StartDeployment(CSM, 0, NORDWIND, "Boston", "Contact centre", "en", "America/New_York", contact=ANNA)),
        Wanted(ticket=BOSTON, site=Site(BOSTON, DeploymentStage.STAKEHOLDERS)),
    ),
)

GOING_LIVE: Final = (
    Scene(
        "weeks",
        "Three weeks pass",
        "three weeks later",
        Later(KASSEL, 21, time(10)),
        Wanted(ticket=KASSEL, site=Site(KASSEL, DeploymentStage.PRE_INSTALL)),
    ),
    Scene(
        "built",
        "Kassel is installed, trained and tested",
        "Kassel: stages",
        Done(
            KASSEL,
            CSM,
            (
                (20, "the form is signed"),
                (8, "installed with Selim Kaya"),
                (4, "two groups trained"),
                (1, "UAT: 31 of 31"),
            ),
        ),
        Wanted(ticket=KASSEL, site=Site(KASSEL, DeploymentStage.GO_LIVE)),
    ),
    Scene(
        "unpaid",
        "Nothing is paid yet: Go-Live can't even be sent",
        "Go-Live refused",
        SendGoLive(KASSEL, CSM, refused="Erste Rate ist bezahlt"),
        Wanted(ticket=KASSEL, site=Site(KASSEL, DeploymentStage.GO_LIVE)),
    ),
    Scene(
        "paid",
        "The payment comes, and the Go-Live form goes out",
        "Go-Live sent",
        SendGoLive(KASSEL, CSM, met=True),
        Wanted(
            ticket=KASSEL,
            mails=(Answer(THOMAS, REQUEST, GERMAN),),
            site=Site(KASSEL, DeploymentStage.GO_LIVE),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, kind=ApprovalKind.GO_LIVE),
        ),
    ),
    Scene(
        "released",
        "Thomas approves it by signed mail",
        "Thomas: Freigegeben",
        Mail("released", THOMAS, answers="paid", signed=True),
        Wanted(
            Outcome.ACCEPTED,
            KASSEL,
            mails=(Answer(THOMAS, RECEIPT, GERMAN),),
            site=Site(KASSEL, DeploymentStage.GO_LIVE),
            deal=Deal(ProposalState.ACCEPTED, ReplyOutcome.APPROVE, Assurance.A3, 1, ApprovalKind.GO_LIVE),
        ),
    ),
    Scene(
        "live",
        "Kassel is taken live",
        "Kassel live",
        TakeItLive(KASSEL, CSM),
        Wanted(ticket=KASSEL, site=Site(KASSEL, DeploymentStage.WARRANTY, live=LiveRecord.RECORDED)),
    ),
    Scene(
        "moved_in",
        "Boston is ready too",
        "Boston: stages",
        Done(BOSTON, CSM, tuple((0, how) for how in ("by phone", "by phone", "installed", "trained", "tested"))),
        Wanted(ticket=BOSTON, site=Site(BOSTON, DeploymentStage.GO_LIVE)),
    ),
    Scene(
        "assessed",
        "Boston works with it, and signs nothing: Maria assesses the date, with a reason",
        "Boston live",
        TakeItLive(BOSTON, CSM, LiveRecord.ASSESSED, "412 calls were taken today; nobody signs the form"),
        Wanted(ticket=BOSTON, site=Site(BOSTON, DeploymentStage.WARRANTY, live=LiveRecord.ASSESSED)),
    ),
)
