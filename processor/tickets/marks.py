"""What of a mail a person has to look at, read from the marks that `processor.reading` left on it."""

from models.vocabulary import Kind
from processor.facts.message import Message

_UNREAD = ("unreadable", "could not be read", "too deep to read")
_CUT = ("the rest is left",)
_DOUBTFUL_SENDER = ("several from headers", "several sender addresses", "no sender address")
_AUTO_GENERATED = "auto_submitted"
_ANSWERING = ("vacation", "absence", "auto_header", "auto_precedence")
_AUTOMATIC = ("auto", "absence", "vacation")
_WORDS = frozenset({"bounce_subject", "bounce_text", "complaint_text", "absence_subject", "absence_text"})
_OTHER_SIGNS = frozenset({"vacation_header", "auto_submitted", "auto_header", "auto_precedence", "no_return_path"})


def could_not_be_read(message: Message) -> bool:
    """Whether something of the mail is unknown to us: only its head was fetched, or a part could not be read."""
    return message.partial or _names(message, _UNREAD)


def is_sender_doubtful(message: Message) -> bool:
    """Whether it names several senders, or none: whom a reader takes for the sender is not known."""
    return _names(message, _DOUBTFUL_SENDER)


def has_unread_part(message: Message) -> bool:
    """Whether a part was not read, or not to its end, or all there is to read sits in attachments."""
    return _names(message, _UNREAD + _CUT) or (not message.text.strip() and bool(message.attachments))


def _names(message: Message, words: tuple[str, ...]) -> bool:
    return any(word in defect.casefold() for defect in message.defects for word in words)


def is_notification(message: Message) -> bool:
    """Whether another system, such as a customer's ticket system, wrote this by itself (RFC 3834 section 5).

    Exchange marks its out-of-office replies auto-generated too; those are told apart by their other marks.
    """
    rules = [match.rule for match in message.matches]
    return (
        message.kind is Kind.AUTO_REPLY
        and _AUTO_GENERATED in rules
        and not any(rule.startswith(_ANSWERING) for rule in rules)
    )


def looks_automatic(message: Message) -> bool:
    """Whether a rule of reading found a mark of automatic mail, whatever kind was decided in the end."""
    return any(match.rule.startswith(_AUTOMATIC) for match in message.matches)


def by_words_alone(message: Message) -> bool:
    """Whether a single rule about words made it what it is, and nothing else speaks for it: a person may write them."""
    rules = {match.rule for match in message.matches}
    return message.kind is not Kind.HUMAN and len(rules & _WORDS) == 1 and not rules & _OTHER_SIGNS


def by_null_path_alone(message: Message) -> bool:
    """Whether only a null Return-Path made it a bounce: some gateways take the envelope sender from people's mail."""
    return any(match.rule == "null_return_path" for match in message.matches)


def believed_automatic(message: Message) -> bool:
    """Whether reading took it for the mail of a machine, rightly or not."""
    return message.kind in {Kind.AUTO_REPLY, Kind.BOUNCE, Kind.COMPLAINT}
