"""Begin a deployment: the row, and the ticket in which everything about it is said."""

from datetime import datetime

from models.vocabulary import DecidedBy, DeploymentStage, EntryKind, Source
from processor.deployments.common import given
from processor.deployments.texts import say, spoken
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import DEPLOYMENT, CreateDeployment
from processor.effects.tickets import CONTACT, TICKET, AddParty, ContactRef, CreateContact, Enter, OpenTicket
from processor.errors import Refused
from processor.facts.deployments import StartDeployment
from processor.facts.known import Policy, SenderFacts
from processor.facts.message import is_deliverable
from processor.sla.localtime import zone


def decide_start(command: StartDeployment, sender: SenderFacts, mail: Policy, now: datetime) -> Decision:
    """The decision that a deployment begins, at the stage of its stakeholders. Nobody is written to.

    `sender` is what is known of the contact's address. The ticket needs no review: it is no request. Raises Refused for
    a deployment without customer, site or title, for a name that is no time zone, for quantities below zero or named
    twice, and for a contact of another customer. `now` belongs to the form of every decision.
    """
    _checked(command, sender)
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


def _checked(command: StartDeployment, sender: SenderFacts) -> None:
    if command.customer_id == 0:
        raise Refused("a deployment needs a customer: signoff customer add, then start it again")
    given(command.title, "a deployment needs a title: what is deployed")
    given(command.site, "a deployment needs a site: where it is deployed")
    zone(command.timezone)
    if any(not one.strip() for one in command.conditions):
        raise Refused("a condition needs words: say what Go-Live has to wait for")
    names = [name.casefold() for name, _ in command.quantities]
    if len(set(names)) < len(names) or any(not name.strip() for name in names):
        raise Refused("each quantity needs a name of its own")
    if any(not amount.is_finite() or amount < 0 for _, amount in command.quantities):
        raise Refused("the standard fee includes nothing below zero: give the quantities as numbers")
    known = sender.contact.customer_id if sender.contact is not None else 0
    if known not in {0, command.customer_id}:
        raise Refused(f"{command.contact} is a contact of another customer")


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
