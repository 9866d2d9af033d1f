"""Begin a deployment: the row, and the ticket in which everything about it is said."""

from datetime import datetime

from models.vocabulary import DecidedBy, DeploymentStage, EntryKind, Source
from processor.approvals.people import is_ours
from processor.deployments.common import given
from processor.deployments.quantities import require_amount
from processor.deployments.states import words
from processor.deployments.texts import say, spoken
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import DEPLOYMENT, CreateDeployment
from processor.effects.tickets import CONTACT, TICKET, AddParty, ContactRef, CreateContact, Enter, OpenTicket
from processor.errors import Refused
from processor.facts.deployments import StartDeployment
from processor.facts.known import Policy, SenderFacts
from processor.facts.message import is_deliverable
from processor.sla.localtime import require_near, zone


def decide_start(command: StartDeployment, sender: SenderFacts, mail: Policy, now: datetime) -> Decision:
    """The decision that a deployment begins, at the stage of its stakeholders. Nobody is written to.

    `sender` is what is known of the contact's address. The ticket needs no review: it is no request. Raises Refused for
    a deployment without customer, site or title, for a name that is no time zone, for quantities that nobody counts or
    that are named twice, for days too far away, and for a contact of another customer or of ours.
    """
    _checked(command, sender, mail, now)
    language = spoken(command.language or mail.default_language.value)
    contact, made = _contact(command, sender, language)
    title, site = command.title.strip(), command.site.strip()
    opened = OpenTicket(
        TICKET,
        ordinal=0,
        subject=say("subject", language, title=title, site=site),
        source=Source.DEPLOYMENT,
        language=language,
        customer_id=command.customer_id,
        requester=contact,
        category=None,
        severity=None,
        reason=None,
        decided_by=DecidedBy.RULE,
    )
    created = CreateDeployment(
        DEPLOYMENT,
        TICKET,
        command.customer_id,
        site,
        title,
        language,
        command.timezone,
        DeploymentStage.STAKEHOLDERS,
        command.plan,
        command.quantities,
        tuple(one.strip() for one in command.conditions),
        command.by,
    )
    text = f"began the deployment of {title} at {site} for {command.customer}; days are those of {command.timezone}"
    party = (AddParty(TICKET, contact),) if contact is not None else ()
    effects: tuple[Effect, ...] = (
        *made, opened, *party, created, Enter(TICKET, EntryKind.DEPLOYMENT, command.by, text)
    )  # fmt: skip
    return Decision(None, (), effects)


def _checked(command: StartDeployment, sender: SenderFacts, mail: Policy, now: datetime) -> None:
    if command.customer_id == 0:
        raise Refused("a deployment needs a customer: signoff customer add, then start it again")
    given(command.site, "a deployment needs a site: where it is deployed")
    given(command.title, "a deployment needs a title: what is deployed")
    zone(command.timezone)
    if any(not one.strip() for one in command.conditions):
        raise Refused("a condition needs words: say what Go-Live has to wait for")
    names = [name.casefold() for name, _ in command.quantities]
    if len(set(names)) < len(names) or any(not name.strip() for name in names):
        raise Refused("each quantity needs a name of its own")
    for name, amount in command.quantities:
        require_amount(name, amount)
    _planned(command, now)
    known = sender.contact.customer_id if sender.contact is not None else 0
    if known not in {0, command.customer_id}:
        raise Refused(f"{command.contact} is a contact of another customer")
    if is_ours(command.contact, mail):
        raise Refused(f"{command.contact} is an address of ours: name a contact of the customer")


def _planned(command: StartDeployment, now: datetime) -> None:
    stages = [stage for stage, _ in command.plan]
    if DeploymentStage.CANCELLED in stages:
        raise Refused("nobody plans a deployment that is given up")
    twice = next((stage for stage in stages if stages.count(stage) > 1), None)
    if twice is not None:
        raise Refused(f"{words(twice)} is planned for two days: give one")
    for _, day in command.plan:
        require_near(day, now)


def _contact(
    command: StartDeployment, sender: SenderFacts, language: str
) -> tuple[ContactRef | None, tuple[CreateContact, ...]]:
    if not command.contact:
        return None, ()
    if not is_deliverable(command.contact):
        raise Refused(f"{command.contact!r} is no mail address")
    if sender.contact is not None:
        return sender.contact.contact_id, ()
    return CONTACT, (CreateContact(CONTACT, command.contact, "", command.customer_id, language),)
