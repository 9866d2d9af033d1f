"""What a CSM begins with when they decide about a reply by hand: the evidence it is, and the words to the customer."""

from dataclasses import dataclass
from datetime import UTC

from models.vocabulary import Side
from processor.documents.words import Words
from processor.store.people import ContactRow
from processor.store.views.paperdetails import ArrivedMail
from processor.store.views.proposals import ProposalLine, ProposalView
from processor.store.views.tickets import TicketLine
from processor.web.pages.proposalreplies import Held

__all__ = ["Addressee", "addressees", "begun_evidence", "named_mail", "telling"]


def named_mail(mail: ArrivedMail) -> str:
    """A mail as the certificate names it, in no language: who, when, its own id, and the digest of its bytes."""
    who = f"{mail.from_name} <{mail.from_address}>" if mail.from_name else mail.from_address
    parts = [who, f"{mail.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", mail.message_id]
    return ", ".join([*(" ".join(part.split()) for part in parts if part), f"SHA-256 {mail.sha256}"])


def begun_evidence(mail: ArrivedMail | None) -> int:
    """The row of the mail that is chosen as evidence, 0 for none."""
    return mail.message_row if mail is not None else 0


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody of the customer's who can be told; `why` is a word for why they are offered."""

    address: str
    name: str
    why: str


def addressees(
    view: ProposalView, held: tuple[Held, ...], ticket: TicketLine, contacts: tuple[ContactRow, ...]
) -> tuple[Addressee, ...]:
    """Who can be told, first whose answer waits, then who else was asked, who wrote first, and the other contacts."""
    waits = {one.approver for one in held if one.waits}
    asked = [one for one in view.requests if one.side is Side.CUSTOMER and one.version == view.line.sent_version]
    found = [Addressee(one.address, one.name, "answered") for one in asked if one.address in waits]
    found += [Addressee(one.address, one.name, "asked") for one in asked]
    found += [Addressee(ticket.requester, ticket.requester_name, "requester")] if ticket.requester else []
    found += [Addressee(one.address, one.name, "contact") for one in contacts]
    kept: dict[str, Addressee] = {}
    for one in found:
        kept.setdefault(one.address.casefold(), one)
    return tuple(kept.values())


def telling(words: Words, line: ProposalLine, to: Addressee | None, writer: str) -> str:
    """The words to begin with when the customer is told that their answer did not count, in their language."""
    name = (to.name or to.address) if to is not None else ""
    return words("proposals.tell.begin", name=name, number=line.number, title=line.title, writer=writer)
