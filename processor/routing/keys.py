"""The keys by which a mail names a conversation: unguessable tokens, Message-IDs, and guessable numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from processor.facts.message import Message
from processor.ids import numbers_in_subject, token_in_address, token_in_message_id, tokens_in_text


@dataclass(frozen=True, slots=True)
class ThreadKeys:
    """What the store looks conversations up by. Nothing in it is empty: a missing key is equal to none (rule 6).

    `tokens` stand in the order of trust, each once. `message_ids` end with the mail's own, by which copies are found.
    """

    tokens: tuple[str, ...]
    message_ids: tuple[str, ...]
    numbers: tuple[int, ...]


def thread_keys(message: Message) -> ThreadKeys:
    """All keys of a mail.

    Many ticket systems and relays replace our Message-ID and drop References, so the subject tag and the tag in the
    text that is quoted count as well.
    """
    return ThreadKeys(
        tokens=_each_once(
            (
                *plus_tokens(message),
                *_in_message_ids(message.in_reply_to),
                *_in_message_ids(reversed(message.references)),
                *tokens_in_text(message.subject),
                *tokens_in_text(message.quoted_text),
                *tokens_in_text(message.text),
            )
        ),
        message_ids=_each_once((*message.in_reply_to, *message.references, message.message_id)),
        numbers=tuple(number for number in numbers_in_subject(message.subject) if number > 0),
    )


def plus_tokens(message: Message) -> tuple[str, ...]:
    """The tokens of the plus addresses that the mail was delivered to."""
    return _each_once(token_in_address(address) for address in message.recipients)


def _in_message_ids(message_ids: Iterable[str]) -> tuple[str, ...]:
    return _each_once(token_in_message_id(message_id) for message_id in message_ids)


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
