"""The end of the story: one customer signs completion with two issues outstanding, the other falls silent."""

from datetime import time
from typing import Final

from models.vocabulary import (
    ApprovalKind,
    Assurance,
    DeploymentStage,
    Outcome,
    ProposalState,
    ReplyOutcome,
    Treatment,
)
from processor.demo.rollout import BLAUFELD, BOSTON, ENGLISH, GERMAN, KASSEL, NORDWIND, RECEIPT, REQUEST
from processor.demo.script import Answer, Deal, Examine, Exhibit, Mail, Scene, Wanted
from processor.demo.sites import Bill, Charged, Later, Release, Site
from processor.demo.story import ANNA, CSM, THOMAS
from processor.effects.mail import MailTemplate

_NINE = time(9, 0, 5)
_AFTER = time(0, 0, 5)

SIGNED: Final = (
    Scene(
        "finished",
        "Day 7, 09:00 in Kassel: the Completion form leaves by itself",
        "Kassel: day 7",
        Later(KASSEL, 7, _NINE),
        Wanted(
            ticket=KASSEL,
            mails=(Answer(THOMAS, REQUEST, GERMAN),),
            site=Site(KASSEL, DeploymentStage.COMPLETION),
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
            KASSEL,
            mails=(Answer(THOMAS, RECEIPT, GERMAN),),
            site=Site(KASSEL, DeploymentStage.BUSINESS_AS_USUAL, issues=2),
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
        Later(BOSTON, 7, _NINE),
        Wanted(
            ticket=BOSTON,
            mails=(Answer(ANNA, REQUEST, ENGLISH),),
            site=Site(BOSTON, DeploymentStage.COMPLETION),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, kind=ApprovalKind.COMPLETION),
        ),
    ),
    Scene(
        "boston12",
        "Nobody in Boston answers; five days later a reminder leaves",
        "Boston: day 12",
        Later(BOSTON, 12, time(9, 1)),
        Wanted(
            ticket=BOSTON,
            mails=(Answer(ANNA, MailTemplate.APPROVAL_REMINDER, ENGLISH),),
            site=Site(BOSTON, DeploymentStage.COMPLETION),
        ),
    ),
    Scene(
        "fault",
        "On the same day Thomas reports a fault; Kassel is in its warranty",
        "fault, German",
        Mail("fault", THOMAS),
        Wanted(Outcome.OPENED, "fault", Answer(THOMAS, MailTemplate.ACKNOWLEDGEMENT, GERMAN), customer=BLAUFELD),
    ),
    Scene(
        "noise",
        "And bytes that are no mail at all lie in the mailbox",
        "random bytes",
        Mail("noise", "", dropped=True),
        Wanted(Outcome.QUARANTINED),
    ),
    Scene(
        "midnight",
        "Day 21 is over in Boston. But something unreadable lies in quarantine: an answer? Nothing is deemed",
        "Boston: day 22",
        Later(BOSTON, 22, _AFTER),
        Wanted(ticket=BOSTON, site=Site(BOSTON, DeploymentStage.COMPLETION, waits="is in quarantine")),
    ),
    Scene(
        "deemed",
        "Maria looks at it. Now completion is deemed accepted, and Anna is told",
        "deemed accepted",
        Release(),
        Wanted(
            ticket=BOSTON,
            mails=(Answer(ANNA, RECEIPT, ENGLISH),),
            site=Site(BOSTON, DeploymentStage.BUSINESS_AS_USUAL, deemed=True),
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
        Wanted(Outcome.OPENED, "wish", Answer(ANNA, MailTemplate.ACKNOWLEDGEMENT, ENGLISH), customer=NORDWIND),
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
