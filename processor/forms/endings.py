"""What the last answer of a reply ends with that is no part of it: a remark below it, and the writer's name."""

import re
from itertools import pairwise
from typing import Final

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.pieces import Piece, Scan
from processor.forms.sentences import sentences
from processor.forms.words import CLOSING

_STOP: Final = re.compile(r"[.!?…]\W*$")
_MOST_NAME: Final = 4
_FEWEST_OTHERS: Final = 2
_WRAPPED: Final = 60


def end_answers(scan: Scan, fields: dict[str, FieldDefinition], sender: str) -> None:
    """Take from the last answers what is none; remarks are left over."""
    for piece in scan.last:
        if fields[piece.key].type is not FieldType.LONG_TEXT:
            continue
        _end_at_blank(piece, scan)
        while len(piece.values) > 1 and _is_signed(piece.values[-1], sender):
            _cut(piece, len(piece.values) - 1)
        _end_at_remark(piece, scan)


def _end_at_blank(piece: Piece, scan: Scan) -> None:
    """What the last answer goes on with over a blank line is a remark, or a signature without a closing."""
    if piece.breaks:
        cuts = [*piece.breaks, len(piece.values)]
        scan.leftovers += [piece.values[start:end] for start, end in pairwise(cuts)]
        _cut(piece, piece.breaks[0])


def _end_at_remark(piece: Piece, scan: Scan) -> None:
    """Where all other answers have one sentence, a second one at the end may be a remark: it is left over too.

    On a line of its own, behind a line that ends a sentence, it is no answer.
    """
    others = [one for one in scan.pieces if one is not piece]
    if len(others) < _FEWEST_OTHERS or any(len(one.values) > 1 or len(sentences(one.values[0])) > 1 for one in others):
        return
    loose = all(_STOP.search(one.values[0]) is None for one in others)
    if len(piece.values) > 1 and len(piece.values[0]) < _WRAPPED and _begins(piece.values, loose):
        scan.leftovers.append(piece.values[1:])
        _cut(piece, 1)
    elif len(told := sentences(" ".join(piece.values))) > 1:
        scan.leftovers.append([" ".join(told[1:])])


def _begins(lines: list[str], loose: bool) -> bool:
    """Whether a sentence begins with the second line; `loose`: the other answers end with no stop, but this line."""
    ended = _STOP.search(lines[0]) is not None or (loose and _STOP.search(lines[1]) is not None)
    return ended and lines[1][:1].isupper()


def _is_signed(line: str, sender: str) -> bool:
    """Whether a line is the writer's name, or a part of it."""
    whole, own = fold(line), fold(sender).split()
    words = next((whole[len(one) + 1 :] for one in CLOSING if whole.startswith(f"{one} ")), whole).split()
    if not words or len(words) > _MOST_NAME or not own:
        return False
    return any(word in own for word in words) and all(
        word in own or (len(word) == 1 and any(name.startswith(word) for name in own)) for word in words
    )


def _cut(piece: Piece, place: int) -> None:
    more = len(piece.values) - place
    del piece.values[place:], piece.said[len(piece.said) - more :]
