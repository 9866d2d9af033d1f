"""What a CSM begins with when they decide about a reply by hand: the evidence it is, and the words to the customer."""

from datetime import UTC

from processor.documents.words import Words
from processor.store.views.paperdetails import ArrivedMail
from processor.store.views.proposals import ProposalLine
from processor.store.views.tickets import TicketLine

__all__ = ["begun_evidence", "named_mail", "telling"]


def named_mail(mail: ArrivedMail) -> str:
    """A mail as the certificate names it, in no language: who, when, its own id, and the digest of its bytes."""
    who = f"{mail.from_name} <{mail.from_address}>" if mail.from_name else mail.from_address
    parts = [who, f"{mail.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", mail.message_id]
    return ", ".join([*(" ".join(part.split()) for part in parts if part), f"SHA-256 {mail.sha256}"])


def begun_evidence(mail: ArrivedMail | None) -> int:
    """The row of the mail that is chosen as evidence, 0 for none."""
    return mail.message_row if mail is not None else 0


def telling(words: Words, line: ProposalLine, ticket: TicketLine, writer: str) -> str:
    """The words to begin with when the customer is told that their answer did not count, in their language."""
    name = ticket.requester_name or ticket.requester
    return words("proposals.tell.begin", name=name, number=line.number, title=line.title, writer=writer)
