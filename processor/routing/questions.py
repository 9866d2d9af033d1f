"""The questions that routing asks of every mail, one function each: yes is a Match with the reason, no is None."""

from models.vocabulary import Kind, Outcome
from processor.approvals.decide import is_for_us
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message
from processor.routing.threads import choose_thread
from processor.tickets.marks import (
    believed_automatic,
    by_null_path_alone,
    by_words_alone,
    is_notification,
    looks_automatic,
)
from processor.tickets.parties import is_from_us


def unreadable(reading: Reading, facts: MessageFacts) -> Match | None:
    """The bytes are no mail that could be read."""
    if reading.message.kind is not Kind.UNREADABLE:
        return None
    told = "; ".join(match.reason for match in reading.message.matches)
    more = (defect for defect in reading.message.defects if defect not in told)
    why = "; ".join(word for word in (told, *more) if word)
    return Match("unreadable", why or "the bytes could not be read as mail")


def duplicate(reading: Reading, facts: MessageFacts) -> Match | None:
    """The same mail was fetched before: by another address, or from a folder whose UIDs were renumbered.

    An answer written by hand, of which a copy came to the inbox first and was parked, is still an answer.
    """
    if facts.duplicate_of == 0:
        return None
    if reading.fetched.sent_folder and facts.duplicate_outcome is Outcome.OWN and not _proven_ours(facts):
        return None
    return Match("duplicate", f"the same mail as fetch record {facts.duplicate_of}")


def own_copy(reading: Reading, facts: MessageFacts) -> Match | None:
    """It is a mail that we sent: our loop token or our Message-ID says so, and nobody outside can invent those."""
    if facts.own_copy is not None and reading.message.kind is not Kind.BOUNCE:
        return Match("own_copy", f"a copy of our own mail {facts.own_copy.message_id}")
    if facts.loop_token_valid:
        return Match("own_copy", "it carries our loop token")
    return None


def sent_by_hand(reading: Reading, facts: MessageFacts) -> Match | None:
    """One of us wrote it in a mail program: it lies in the folder of what was sent."""
    if reading.fetched.sent_folder and not reading.fetched.history:
        return Match("sent_by_hand", "it lies in the folder of sent mail and is none of our automatic mails")
    return None


def history(reading: Reading, facts: MessageFacts) -> Match | None:
    """It is from before `import_since`: kept and threaded, never answered."""
    if reading.fetched.history:
        return Match("history", "received before the day from which mail is handled")
    return None


def bounce(reading: Reading, facts: MessageFacts) -> Match | None:
    """It is a delivery status notification (RFC 3464), or one in all but form."""
    if reading.message.kind is Kind.BOUNCE and not _bounce_by_a_person(reading.message, facts):
        return Match("bounce", "a delivery status notification")
    return None


def complaint(reading: Reading, facts: MessageFacts) -> Match | None:
    """It is a feedback report (RFC 5965), or one in its words and from nobody that we know."""
    message = reading.message
    if message.kind is Kind.COMPLAINT and not (by_words_alone(message) and _is_known(facts)):
        return Match("complaint", "a feedback report: somebody called a mail of ours spam")
    return None


def read_receipt(reading: Reading, facts: MessageFacts) -> Match | None:
    """It is a message disposition notification (RFC 8098)."""
    if reading.message.kind is Kind.READ_RECEIPT:
        return Match("read_receipt", "a read receipt")
    return None


def parked(reading: Reading, facts: MessageFacts) -> Match | None:
    """It says that it is from our own address, and is empty or automatic: a loop, or our own autoresponder."""
    message = reading.message
    if not is_from_us(message, facts.policy):
        return None
    if looks_automatic(message):
        return Match("parked", "automatic mail from our own address")
    if not message.text.strip() and not message.attachments:
        return Match("parked", "an empty mail from our own address")
    return None


def automatic(reading: Reading, facts: MessageFacts) -> Match | None:
    """A machine wrote it (RFC 3834), unless it is a new notification from a customer's own ticket system.

    An absence note answers something. One that answers nothing of ours and is one by its words alone may be a request;
    one that answers a request for approval is judged there, since an approver may write of an absence too.
    """
    message = reading.message
    if message.kind is not Kind.AUTO_REPLY:
        return None
    if _maybe_by_a_person(message, facts):
        return None
    return Match("automatic", "an automatic reply")


def approval_reply(reading: Reading, facts: MessageFacts) -> Match | None:
    """It names a request for approval that somebody was sent, or the receipt of an acceptance."""
    approval = facts.approval
    if approval is None or not is_for_us(approval):
        return None
    if approval.acceptance is not None:
        return Match("approval_reply", f"it answers the receipt of {approval.acceptance.number}")
    assert approval.request is not None
    key = approval.request.key
    return Match("approval_reply", f"it answers the request to approve {key.name} version {key.version}")


def form_reply(reading: Reading, facts: MessageFacts) -> Match | None:
    """It names a form that somebody was sent to fill in."""
    if facts.form is None or facts.form.form is None:
        return None
    return Match("form_reply", f"it answers the form {facts.form.form.key.name}")


def part_of_ticket(reading: Reading, facts: MessageFacts) -> Match | None:
    """It names a ticket by a key that lets this sender write in it."""
    ticket = choose_thread(reading.message, facts).ticket
    return Match("part_of_ticket", f"it belongs to #{ticket.number}") if ticket is not None else None


def unknown_list(reading: Reading, facts: MessageFacts) -> Match | None:
    """It is list or bulk mail from nobody that we know."""
    if reading.message.kind is Kind.LIST and not _is_known(facts):
        return Match("unknown_list", "list or bulk mail, and its sender is no contact and at no customer")
    return None


def new_request(reading: Reading, facts: MessageFacts) -> Match | None:
    """Nothing above applies, so it is a request of its own: the last question is always answered yes."""
    if is_from_us(reading.message, facts.policy):
        return Match("new_request", "it says that it is from our own address and nothing proves it: somebody must look")
    if believed_automatic(reading.message):
        return Match("new_request", "it may be automatic, but it answers nothing of ours: somebody must look")
    return Match("new_request", "it belongs to no ticket")


def _bounce_by_a_person(message: Message, facts: MessageFacts) -> bool:
    """Whether a bounce without form may be a person's mail, which is worse to lose than a ticket to close.

    About a mail of ours it is one, unless its sender takes part in that conversation: daemons don't.
    """
    if message.sender is None:
        return False
    sent = facts.bounced
    if sent is not None:
        return by_words_alone(message) and sent.ticket is not None and message.sender.key in sent.ticket.parties
    return by_words_alone(message) or (by_null_path_alone(message) and _is_known(facts))


def _maybe_by_a_person(message: Message, facts: MessageFacts) -> bool:
    """Whether what carries marks of automatic mail may be a request all the same, or an approver's own answer."""
    if is_for_us(facts.approval):
        return by_words_alone(message)
    maybe_request = by_words_alone(message) or (is_notification(message) and _is_known(facts))
    return maybe_request and choose_thread(message, facts).ticket is None


def _is_known(facts: MessageFacts) -> bool:
    return facts.sender.contact is not None or facts.sender.customer_id != 0


def _proven_ours(facts: MessageFacts) -> bool:
    return facts.own_copy is not None or facts.loop_token_valid
