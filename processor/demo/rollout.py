"""The third part of the story, in moved time: one customer signs with two issues outstanding, another falls silent."""

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
    Treatment,
)
from processor.demo.agreement import LENA
from processor.demo.script import Answer, Deal, Enrol, Examine, Exhibit, Mail, Scene, Wanted
from processor.demo.sites import Ask, Begin, Bill, Charged, Done, Later, Release, SendGoLive, Site, TakeItLive
from processor.demo.story import ANNA, CSM, THOMAS
from processor.effects.mail import MailTemplate
from processor.facts.deployments import StartDeployment
from processor.facts.proposing import EnterCommand

BLAUFELD = "Blaufeld GmbH"
NORDWIND = "Nordwind Logistics"
_KASSEL = "kassel"
_BOSTON = "boston"
_DE, _EN = Language.GERMAN, Language.ENGLISH
_RECEIPT, _REQUEST = MailTemplate.APPROVAL_RECEIPT, MailTemplate.APPROVAL_REQUEST
_NINE = time(9, 0, 5)
_AFTER = time(0, 0, 5)

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
        _KASSEL,
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
        Wanted(ticket=_KASSEL, site=Site(_KASSEL, DeploymentStage.STAKEHOLDERS)),
    ),
    Scene(
        "signers",
        "Thomas may sign for Blaufeld, and Anna for Nordwind",
        "register",
        Enrol(SIGNERS, LENA),
        Wanted(
            mails=(Answer(THOMAS, MailTemplate.REGISTER_CHANGE, _DE), Answer(ANNA, MailTemplate.REGISTER_CHANGE, _EN))
        ),
    ),
    Scene(
        "asked",
        "Who is responsible for what? The form goes out by mail",
        "stakeholders form",
        Ask(_KASSEL, CSM, "stakeholders"),
        Wanted(
            ticket=_KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_REQUEST, _DE),),
            site=Site(_KASSEL, DeploymentStage.STAKEHOLDERS, FormState.ASKED),
        ),
    ),
    Scene(
        "filled",
        "Thomas types his answers into the quoted form; one of them is no mail address",
        "Thomas's answers",
        Mail("filled", THOMAS, answers="asked", signed=True, fills=STAKEHOLDERS),
        Wanted(
            Outcome.FORM_ANSWERED,
            _KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_MISSING, _DE),),
            site=Site(_KASSEL, DeploymentStage.STAKEHOLDERS, FormState.PARTIAL, answered=11),
        ),
    ),
    Scene(
        "mended",
        "Only that is asked again, and he answers it",
        "the missing one",
        Mail("mended", THOMAS, answers="filled", signed=True),
        Wanted(
            Outcome.FORM_ANSWERED,
            _KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_THANKS, _DE),),
            site=Site(_KASSEL, DeploymentStage.STAKEHOLDERS, FormState.ANSWERED, answered=12),
        ),
    ),
    Scene(
        "preparing",
        "What is needed to install? That form is signed once it is complete",
        "pre-install form",
        Ask(_KASSEL, CSM, "pre_install", done="FQ-1 is answered"),
        Wanted(
            ticket=_KASSEL,
            mails=(Answer(THOMAS, MailTemplate.FORM_REQUEST, _DE),),
            site=Site(_KASSEL, DeploymentStage.PRE_INSTALL, FormState.ASKED),
        ),
    ),
    Scene(
        "prepared",
        "He fills it in; his answers come back as a frozen summary, for filling in never signs",
        "Thomas's answers",
        Mail("prepared", THOMAS, answers="preparing", signed=True, fills=PREPARED),
        Wanted(
            Outcome.FORM_ANSWERED,
            _KASSEL,
            mails=(Answer(THOMAS, _REQUEST, _DE),),
            site=Site(_KASSEL, DeploymentStage.PRE_INSTALL, FormState.TO_SIGN, answered=12),
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
            _KASSEL,
            mails=(Answer(THOMAS, _RECEIPT, _DE),),
            site=Site(_KASSEL, DeploymentStage.PRE_INSTALL, FormState.SIGNED, answered=12),
            deal=Deal(ProposalState.ACCEPTED, ReplyOutcome.APPROVE, Assurance.A3, 1, ApprovalKind.FORM),
        ),
    ),
    Scene(
        _BOSTON,
        "At the same time Nordwind begins in Boston, where days begin hours later",
        "Boston begins",
        Begin(StartDeployment(CSM, 0, NORDWIND, "Boston", "Contact centre", "en", "America/New_York", contact=ANNA)),
        Wanted(ticket=_BOSTON, site=Site(_BOSTON, DeploymentStage.STAKEHOLDERS)),
    ),
)

GOING_LIVE: Final = (
    Scene(
        "weeks",
        "Three weeks pass",
        "three weeks later",
        Later(_KASSEL, 21, time(10)),
        Wanted(ticket=_KASSEL, site=Site(_KASSEL, DeploymentStage.PRE_INSTALL)),
    ),
    Scene(
        "built",
        "Kassel is installed, trained and tested",
        "Kassel: stages",
        Done(
            _KASSEL,
            CSM,
            (
                (20, "the form is signed"),
                (8, "installed with Selim Kaya"),
                (4, "two groups trained"),
                (1, "UAT: 31 of 31"),
            ),
        ),
        Wanted(ticket=_KASSEL, site=Site(_KASSEL, DeploymentStage.GO_LIVE)),
    ),
    Scene(
        "unpaid",
        "Nothing is paid yet: Go-Live can't even be sent",
        "Go-Live refused",
        SendGoLive(_KASSEL, CSM, refused="Erste Rate ist bezahlt"),
        Wanted(ticket=_KASSEL, site=Site(_KASSEL, DeploymentStage.GO_LIVE)),
    ),
    Scene(
        "paid",
        "The payment comes, and the Go-Live form goes out",
        "Go-Live sent",
        SendGoLive(_KASSEL, CSM, met=True),
        Wanted(
            ticket=_KASSEL,
            mails=(Answer(THOMAS, _REQUEST, _DE),),
            site=Site(_KASSEL, DeploymentStage.GO_LIVE),
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
            _KASSEL,
            mails=(Answer(THOMAS, _RECEIPT, _DE),),
            site=Site(_KASSEL, DeploymentStage.GO_LIVE),
            deal=Deal(ProposalState.ACCEPTED, ReplyOutcome.APPROVE, Assurance.A3, 1, ApprovalKind.GO_LIVE),
        ),
    ),
    Scene(
        "live",
        "Kassel is taken live",
        "Kassel live",
        TakeItLive(_KASSEL, CSM),
        Wanted(ticket=_KASSEL, site=Site(_KASSEL, DeploymentStage.WARRANTY, live=LiveRecord.RECORDED)),
    ),
    Scene(
        "moved_in",
        "Boston is ready too",
        "Boston: stages",
        Done(_BOSTON, CSM, tuple((0, how) for how in ("by phone", "by phone", "installed", "trained", "tested"))),
        Wanted(ticket=_BOSTON, site=Site(_BOSTON, DeploymentStage.GO_LIVE)),
    ),
    Scene(
        "assessed",
        "Boston works with it, and signs nothing: Maria assesses the date, with a reason",
        "Boston live",
        TakeItLive(_BOSTON, CSM, LiveRecord.ASSESSED, "412 calls were taken today; nobody signs the form"),
        Wanted(ticket=_BOSTON, site=Site(_BOSTON, DeploymentStage.WARRANTY, live=LiveRecord.ASSESSED)),
    ),
)

SIGNED: Final = (
    Scene(
        "finished",
        "Day 7, 09:00 in Kassel: the Completion form leaves by itself",
        "Kassel: day 7",
        Later(_KASSEL, 7, _NINE),
        Wanted(
            ticket=_KASSEL,
            mails=(Answer(THOMAS, _REQUEST, _DE),),
            site=Site(_KASSEL, DeploymentStage.COMPLETION),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, kind=ApprovalKind.COMPLETION),
        ),
    ),
    Scene(
        "completed",
        "“Abgenommen”, with two issues: accepted all the same, and each becomes a ticket",
        "Thomas: Abgenommen",
        Mail("completed", THOMAS, answers="finished", signed=True),
        Wanted(
            Outcome.ACCEPTED,
            _KASSEL,
            mails=(Answer(THOMAS, _RECEIPT, _DE),),
            site=Site(_KASSEL, DeploymentStage.BUSINESS_AS_USUAL, issues=2),
            deal=Deal(ProposalState.ACCEPTED, ReplyOutcome.APPROVE, Assurance.A3, 1, ApprovalKind.COMPLETION),
        ),
    ),
    Scene(
        "signed_proof",
        "What its certificate claims: signed",
        "verified",
        Examine("completed", Exhibit.PROVE),
        Wanted(),
    ),
)

SILENT: Final = (
    Scene(
        "boston7",
        "Then it is 09:00 of day 7 in Boston, too",
        "Boston: day 7",
        Later(_BOSTON, 7, _NINE),
        Wanted(
            ticket=_BOSTON,
            mails=(Answer(ANNA, _REQUEST, _EN),),
            site=Site(_BOSTON, DeploymentStage.COMPLETION),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, kind=ApprovalKind.COMPLETION),
        ),
    ),
    Scene(
        "boston12",
        "Nobody in Boston answers; five days later a reminder leaves",
        "Boston: day 12",
        Later(_BOSTON, 12, time(9, 1)),
        Wanted(
            ticket=_BOSTON,
            mails=(Answer(ANNA, MailTemplate.APPROVAL_REMINDER, _EN),),
            site=Site(_BOSTON, DeploymentStage.COMPLETION),
        ),
    ),
    Scene(
        "fault",
        "On the same day Thomas reports a fault; Kassel is in its warranty",
        "fault, German",
        Mail("fault", THOMAS),
        Wanted(Outcome.OPENED, "fault", Answer(THOMAS, MailTemplate.ACKNOWLEDGEMENT, _DE), customer=BLAUFELD),
    ),
    Scene(
        "midnight",
        "Day 21 is over in Boston. But something unreadable lies in quarantine: an answer? Nothing is deemed",
        "Boston: day 22",
        Later(_BOSTON, 22, _AFTER),
        Wanted(ticket=_BOSTON, site=Site(_BOSTON, DeploymentStage.COMPLETION)),
    ),
    Scene(
        "deemed",
        "Maria looks at it. Now completion is deemed accepted, and Anna is told",
        "deemed accepted",
        Release(),
        Wanted(
            ticket=_BOSTON,
            mails=(Answer(ANNA, _RECEIPT, _EN),),
            site=Site(_BOSTON, DeploymentStage.BUSINESS_AS_USUAL, deemed=True),
            deal=Deal(ProposalState.ACCEPTED, accepted=1, kind=ApprovalKind.COMPLETION),
        ),
    ),
    Scene(
        "deemed_proof",
        "What this certificate claims: deemed, not signed; the notices are inside",
        "verified",
        Examine("deemed", Exhibit.PROVE),
        Wanted(),
    ),
    Scene(
        "wish",
        "Anna reports something, after the completion",
        "fault, English",
        Mail("wish", ANNA),
        Wanted(Outcome.OPENED, "wish", Answer(ANNA, MailTemplate.ACKNOWLEDGEMENT, _EN), customer=NORDWIND),
    ),
    Scene(
        "charged",
        "Who pays for what? Maria accepts Thomas's fault as warranty",
        "how it is charged",
        Bill(
            CSM,
            (
                Charged("completed", Treatment.OUTSTANDING),
                Charged("fault", Treatment.WARRANTY),
                Charged("wish", Treatment.BILLABLE),
            ),
            warranty=("fault",),
        ),
        Wanted(),
    ),
)
