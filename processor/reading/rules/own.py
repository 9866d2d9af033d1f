"""Our own mail that came back to us."""

from processor.facts.message import Match
from processor.reading.clues import Clues


def own_sender(clues: Clues) -> Match | None:
    """The From address is one of our mailboxes."""
    if clues.sender and clues.sender.key in clues.own.addresses:
        return Match("own_sender", f"sent from our own address {clues.sender.address}")
    return None


def own_message_id(clues: Clues) -> Match | None:
    """The Message-ID is of the domain that only our outgoing mail has."""
    domain = clues.own.message_id_domain.casefold()
    ids = clues.headers.ids("message-id")
    if domain and ids and ids[0].strip("<>").rpartition("@")[2].casefold() == domain:
        return Match("own_message_id", f"its Message-ID is of our domain {domain}")
    return None
