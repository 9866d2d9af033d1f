"""Which requests for approval a mail names, and where."""

import re
from collections.abc import Iterator
from typing import Final

from processor.facts.approvals import Carrier, NamedApproval
from processor.facts.message import Message
from processor.ids import (
    ApprovalKey,
    approval_key_in_address,
    approval_key_in_message_id,
    approval_keys_in_text,
)

_NUMBER: Final = re.compile(r"(?<![\w.])PR[-\u2010\u2011\u2013 ]?(\d{1,9})(?![\w-])", re.IGNORECASE)
_MOST: Final = 8
_LARGEST: Final = 2**62


def named_approvals(message: Message) -> tuple[NamedApproval, ...]:
    """The keys that a mail carries, each once with all places where it stands; the place of most trust first.

    A mailbox that it was sent to says what it answers most surely, then what it replies to; the subject and the text
    are what a signature covers, but a text may quote other mails too, the nearest first.
    """
    found: dict[ApprovalKey, set[Carrier]] = {}
    for key, carrier in _keys(message):
        found.setdefault(key, set()).add(carrier)
    return tuple(NamedApproval(key, frozenset(carriers)) for key, carriers in list(found.items())[:_MOST])


def proposal_numbers(message: Message) -> tuple[int, ...]:
    """The numbers of proposals that the sender's own words or the subject name: guessable, so they prove nothing."""
    found = (int(match[1]) for text in (message.subject, message.new_text) for match in _NUMBER.finditer(text))
    return tuple(dict.fromkeys(number for number in found if 0 < number < _LARGEST))[:_MOST]


def _keys(message: Message) -> Iterator[tuple[ApprovalKey, Carrier]]:
    for address in message.recipients:
        if key := approval_key_in_address(address):
            yield key, Carrier.ADDRESS
    for message_id in (*message.in_reply_to, *reversed(message.references)):
        if key := approval_key_in_message_id(message_id):
            yield key, Carrier.MESSAGE_ID
    for key in approval_keys_in_text(message.subject):
        yield key, Carrier.SUBJECT
    for key in approval_keys_in_text(message.text):
        yield key, Carrier.TEXT
