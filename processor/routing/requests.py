"""Mail that is a request: it joins its ticket, or opens one."""

from datetime import datetime

from processor.effects.decision import Decision
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match
from processor.routing.threads import choose_thread
from processor.tickets.joining import join
from processor.tickets.opening import Continues, open_from_mail


def join_ticket(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Hand it to the ticket that it belongs to."""
    thread = choose_thread(reading.message, facts)
    assert thread.ticket is not None
    return join(reading, facts, thread.ticket, now, (match, *thread.notes))


def open_ticket(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Open a ticket; a reply to an old conversation goes on in it."""
    thread = choose_thread(reading.message, facts)
    continues = Continues(thread_id=thread.match.thread_id if thread.match is not None else 0)
    return open_from_mail(reading, facts, (match, *thread.notes), continues)
