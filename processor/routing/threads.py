"""Which of the conversations that a mail names it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.vocabulary import TicketState
from processor.facts.known import ThreadKey, ThreadMatch, TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message
from processor.ids import token_in_message_id
from processor.routing.keys import thread_keys
from processor.tickets.parties import is_party, wrote_in

_STRENGTH = {
    ThreadKey.TOKEN: 0,
    ThreadKey.OUR_MESSAGE_ID: 0,
    ThreadKey.MESSAGE_ID: 1,
    ThreadKey.ANCESTOR: 2,
    ThreadKey.NUMBER: 3,
}
_WORDS = {
    ThreadKey.TOKEN: "a token of ours",
    ThreadKey.OUR_MESSAGE_ID: "the Message-ID of a mail of ours",
    ThreadKey.MESSAGE_ID: "the Message-ID of a mail in it",
    ThreadKey.ANCESTOR: "an older mail that both refer to",
    ThreadKey.NUMBER: "its number only",
}
# These prove nothing about who writes: anybody may know or guess them.
_PARTIES_ONLY = frozenset({ThreadKey.ANCESTOR, ThreadKey.NUMBER})


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation chosen, if any, and what was said about it and about the others."""

    match: ThreadMatch | None
    notes: tuple[Match, ...]

    @property
    def ticket(self) -> TicketFacts | None:
        """The ticket to join, if the conversation is one."""
        return self.match.ticket if self.match is not None else None


def choose_thread(message: Message, facts: MessageFacts) -> Thread:
    """The first conversation, the strongest key first, that this sender may write in by that key.

    A token or a Message-ID of ours threads alone, since it cannot be guessed; whether the sender is verified is decided
    when joining. Among several, the one that the plus address or In-Reply-To names wins, then the sender's own,
    then the one still at work.
    """
    chosen: ThreadMatch | None = None
    notes: list[Match] = []
    for match in sorted(facts.threads, key=lambda match: _rank(match, message, facts)):
        refusal = _refusal(match, message, facts)
        if refusal is not None:
            notes.append(refusal)
        elif chosen is None:
            chosen = match
            notes.append(Match(f"thread_by_{match.key.value}", f"{_name(match)} is named by {_WORDS[match.key]}"))
        elif _identity(match) != _identity(chosen):
            notes.append(Match("other_conversation", f"{_name(match)} is named too, by {_WORDS[match.key]}"))
    return Thread(chosen, tuple(dict.fromkeys(notes)))


def thread_of_our_answer(message: Message, facts: MessageFacts) -> Thread:
    """The ticket that a mail written by one of us answers: it must be addressed to a party, unless the key is ours."""
    written_to = {address.key for address in (*message.to, *message.cc)}
    for match in sorted(facts.threads, key=lambda match: _rank(match, message, facts)):
        ticket = match.ticket
        if ticket is None or ticket.state is TicketState.MERGED:
            continue
        if match.key not in _PARTIES_ONLY or written_to & ticket.parties:
            note = Match(f"thread_by_{match.key.value}", f"{_name(match)} is named by {_WORDS[match.key]}")
            return Thread(match, (note,))
    return Thread(None, ())


def _refusal(match: ThreadMatch, message: Message, facts: MessageFacts) -> Match | None:
    """Why this key does not let this sender into this conversation, or None."""
    ticket = match.ticket
    if ticket is None:
        if wrote_in(message, facts, match):
            return None
        return Match("stranger_to_conversation", "an older conversation is named by somebody who never wrote in it")
    if ticket.state is TicketState.MERGED:
        return Match("merged_without_target", f"{_name(match)} was merged and what it goes on in is not known")
    if is_party(message, facts, ticket):
        return None
    if match.key in _PARTIES_ONLY:
        return Match(
            f"{match.key.value}_is_not_enough",
            f"{_name(match)} is named by {_WORDS[match.key]}, and the sender is no party of it",
        )
    if match.value == message.message_id and match.value not in (*message.in_reply_to, *message.references):
        return Match("same_message_id", f"a mail in {_name(match)} has the same Message-ID, from another sender")
    return None


def _rank(match: ThreadMatch, message: Message, facts: MessageFacts) -> tuple[int, int, bool, bool, int, int]:
    """Of two that one key names, the sender's own comes first: anybody can copy a Message-ID into theirs."""
    ticket = match.ticket
    foreign = not (is_party(message, facts, ticket) if ticket is not None else wrote_in(message, facts, match))
    closed = ticket is not None and ticket.state is TicketState.CLOSED
    newest = -(ticket.ticket_id if ticket is not None else 0)
    return _STRENGTH[match.key], _place(match, message), foreign, closed, newest, -match.thread_id


def _place(match: ThreadMatch, message: Message) -> int:
    """Where the mail names it: the order of trust of thread_keys; an answer's own parent before older ancestors."""
    keys = thread_keys(message)
    if match.key is ThreadKey.TOKEN:
        return _index(match.value, keys.tokens)
    if match.key is ThreadKey.OUR_MESSAGE_ID:
        return _index(token_in_message_id(match.value), keys.tokens)
    return _index(match.value, (*message.in_reply_to, *reversed(message.references)))


def _index(word: str, words: Iterable[str]) -> int:
    found = list(words)
    return found.index(word) if word in found else len(found)


def _identity(match: ThreadMatch) -> tuple[int, int]:
    return (match.ticket.ticket_id, 0) if match.ticket is not None else (0, match.thread_id)


def _name(match: ThreadMatch) -> str:
    return f"#{match.ticket.number}" if match.ticket is not None else "an older conversation"
