"""Replies to requests for approval as a CSM judges them: the passage that stopped each, and what its proof lacked."""

import re
from dataclasses import dataclass
from typing import Final

from models.vocabulary import ProposalState, ReplyOutcome, RequestState, Side
from processor.documents.words import Words
from processor.store.views.paperdetails import ArrivedMail
from processor.store.views.proposals import ProposalView, ReplyLine, RequestLine
from processor.web.pages.differing import Piece

__all__ = ["AWAITING", "Held", "is_open", "replies_of"]

AWAITING: Final = {
    ProposalState.AWAITING_VENDOR: Side.VENDOR,
    ProposalState.AWAITING_CUSTOMER: Side.CUSTOMER,
}
_SAYS_NOTHING: Final = frozenset({ReplyOutcome.AUTO_REPLY, ReplyOutcome.UNRELATED})
_LINE: Final = re.compile(r'nothing accounts for the line "(.*)"', re.S)
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Held:
    """A reply with the mail that it came in. `waits`: nobody has decided yet what to make of it.

    `pieces` are its words, those lines marked that no rule accounts for; `stopped` says so in words, `ruled`
    what decided, `lacks` what of the sender's proof was missing, both as they were written down.
    """

    reply: ReplyLine
    mail: ArrivedMail | None
    waits: bool
    approver: str
    pieces: tuple[Piece, ...]
    stopped: tuple[str, ...]
    ruled: str
    lacks: tuple[str, ...]


def is_open(request: RequestLine, view: ProposalView) -> bool:
    """Whether an acceptance of this person could be recorded now."""
    return request.state is RequestState.OPEN and AWAITING.get(view.line.state) is request.side


def replies_of(view: ProposalView, arrived: tuple[ArrivedMail, ...], words: Words) -> tuple[Held, ...]:
    """What was answered, the newest first."""
    mails = {one.fetch_id: one for one in arrived}
    asked = {(one.version, one.name): one for one in view.requests}
    return tuple(
        _held(reply, asked.get((reply.version, reply.name)), mails.get(reply.fetch_id), view, words)
        for reply in reversed(view.replies)
    )


def _held(
    reply: ReplyLine, request: RequestLine | None, mail: ArrivedMail | None, view: ProposalView, words: Words
) -> Held:
    waits = request is not None and is_open(request, view) and reply.outcome not in _SAYS_NOTHING
    quoted = [found[1] for issue in reply.issues if (found := _LINE.fullmatch(issue))]
    marked = [line for line in quoted if line not in reply.name]
    return Held(
        reply=reply,
        mail=mail,
        waits=waits,
        approver=request.address if request is not None else "",
        pieces=_pieces(reply.text[:_LONGEST], marked),
        stopped=tuple(_stopped(reply, marked, words)),
        ruled=reply.reasons[1] if len(reply.reasons) > 1 else "",
        lacks=tuple(one for one in reply.reasons[2:] if one not in reply.issues),
    )


def _stopped(reply: ReplyLine, marked: list[str], words: Words) -> list[str]:
    """What of the words stood against taking them for an answer; a signature that isn't known is no passage."""
    found = [words("proposals.no_rule", passage=one) for one in marked]
    return [*found, *(words.sentence(one) for one in reply.issues if not _LINE.fullmatch(one))]


def _pieces(text: str, marked: list[str]) -> tuple[Piece, ...]:
    """The text, the lines marked that are quoted in what stood against it."""
    pieces: list[Piece] = []
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        differs = bool(bare) and any(bare in one or one in bare for one in marked if one)
        if pieces and pieces[-1].differs == differs:
            pieces[-1] = Piece(pieces[-1].text + line, differs)
        else:
            pieces.append(Piece(line, differs))
    return tuple(pieces)
