"""Mail that is a request, or answers one of ours: it decides an approval, joins its ticket, or opens one."""

from datetime import datetime

from processor.approvals.case import Ways
from processor.approvals.decide import decide_approval
from processor.approvals.grammar import judge_reply
from processor.deployments.following import follow
from processor.effects.decision import Decision
from processor.facts.causes import Reading
from processor.facts.known import TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match
from processor.routing.threads import choose_thread
from processor.tickets.joining import join
from processor.tickets.opening import Continues, open_from_mail


def answer_request(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Let approvals decide; what turns out to be about something else joins the ticket like any other mail.

    What becomes of a form moves the deployment that it belongs to.
    """

    def join_like_any(ticket: TicketFacts, matches: tuple[Match, ...]) -> Decision:
        return join(reading, facts, ticket, now, matches)

    decision = decide_approval(reading, facts, now, match, Ways(judge_reply, join_like_any))
    if facts.deployment is None or facts.deployment_policy is None:
        return decision
    return follow(decision, facts.deployment, facts.deployment_policy, now, facts.filled)


def answer_form(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """Let forms read what was answered."""
    from processor.forms.decide import decide_answers  # noqa: PLC0415 - long patterns, which few mails need

    return decide_answers(reading, facts, now, match)


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
