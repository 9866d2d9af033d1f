"""Who is told of a release, and with which words."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from models.vocabulary import EntryKind
from processor.effects.decision import Decision, Effect
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import Enter
from processor.facts.known import PartyFacts, Policy, TicketFacts
from processor.tickets.releases import Release
from processor.tickets.staffmail import answerable

_NUMBERED: Final = MappingProxyType({"en": "No. {}: {}", "ru": "№ {}: {}", "de": "Nr. {}: {}"})
_CLOSED: Final = MappingProxyType(
    {"en": "Resolved in release {}.", "ru": "Решено в релизе {}.", "de": "Gelöst in Release {}."}
)


@dataclass(frozen=True, slots=True)
class ReleaseTicket:
    """A ticket that a release resolves. `cared_for`: its customer is on software care today."""

    ticket: TicketFacts
    cared_for: bool
    told: bool


def left_out(one: ReleaseTicket, policy: Policy) -> str:
    """Why the requester of a ticket is not told, empty where they are."""
    if one.told:
        return "was told before"
    if not one.cared_for:
        return "its customer is not on software care"
    if answerable(one.ticket, policy) is None:
        return "has no requester who could be written to"
    return ""


def decide_announcement(
    release: Release, tickets: tuple[ReleaseTicket, ...], notes: tuple[tuple[str, str], ...], policy: Policy, by: str
) -> Decision:
    """One mail to each requester whose tickets the release resolves, in their language, and a line on each ticket.

    `notes` says what is new, by language; where there is none in somebody's language, their mail has none.
    """
    groups: dict[str, list[tuple[PartyFacts, TicketFacts]]] = {}
    for one in tickets:
        requester = answerable(one.ticket, policy)
        if requester is not None and not left_out(one, policy):
            groups.setdefault(requester.address.casefold(), []).append((requester, one.ticket))
    effects: list[Effect] = []
    for ordinal, group in enumerate(groups.values()):
        effects.append(_mail(release, group, dict(notes), ordinal))
        effects += [
            Enter(ticket.ticket_id, EntryKind.MESSAGE_OUT, by, f"told {person.address} that release {release} is out")
            for person, ticket in group
        ]
    return Decision(None, (), tuple(effects))


def closing_words(release: Release, language: str) -> str:
    """Why a ticket is closed with a release, as its requester reads it."""
    return _CLOSED.get(language, _CLOSED["en"]).format(release)


def _mail(
    release: Release, group: list[tuple[PartyFacts, TicketFacts]], notes: dict[str, str], ordinal: int
) -> SendMail:
    """The mail about one ticket belongs to it, so that an answer finds it; one about several belongs to none."""
    person, newest = group[-1]
    language = person.language or newest.language
    numbered = _NUMBERED.get(language, _NUMBERED["en"])
    lines = "\n".join(numbered.format(ticket.number, " ".join(ticket.subject.split())) for _, ticket in group)
    return SendMail(
        MailTemplate.RELEASE,
        ordinal=ordinal,
        ticket=newest.ticket_id if len(group) == 1 else None,
        to=person.address,
        to_name=person.name,
        language=language,
        automatic="auto-generated",
        values=(("release", str(release)), ("tickets", lines), ("notes", notes.get(language, ""))),
    )
