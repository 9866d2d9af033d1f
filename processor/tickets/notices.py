"""Tell the staff by mail what needs a person soon and could be overlooked in the queue."""

from models.vocabulary import ReviewReason
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import TicketRef
from processor.facts.known import Policy
from processor.tickets.parties import is_own_address

_FIRST_ORDINAL = 100
_EVENTS = {
    ReviewReason.OVERSIZE: (
        "A mail was larger than the limit: only its header and its beginning were fetched.",
        "Open the mail in the mailbox itself, and tell the customer how to send large files.",
    ),
    ReviewReason.UNREADABLE_PART: (
        "A part of a mail could not be read, or all of it is in attachments.",
        "Look at the attachments, and ask the customer if something is missing.",
    ),
    ReviewReason.BOUNCED: (
        "A mail of ours could not be delivered, for good.",
        "Find another way to reach the customer, and correct the address.",
    ),
}


def notices(policy: Policy, ticket: TicketRef, reasons: tuple[ReviewReason, ...]) -> tuple[SendMail, ...]:
    """One mail to each address that the settings name, about the first of these reasons that calls for it."""
    event = next((_EVENTS[reason] for reason in reasons if reason in _EVENTS), None)
    if event is None:
        return ()
    what, remedy = event
    return tuple(
        SendMail(
            MailTemplate.INTERNAL_NOTICE,
            ordinal=_FIRST_ORDINAL + place,
            ticket=ticket,
            to=address,
            to_name="",
            language=policy.default_language.value,
            automatic="auto-generated",
            values=(("reason", what), ("body", remedy)),
        )
        for place, address in enumerate(policy.notify_staff)
        if not is_own_address(address, policy)
    )
