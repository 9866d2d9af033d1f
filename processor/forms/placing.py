"""Answers without a label inside a quoted form: do they stand below their questions, or above them?"""

from datetime import date

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.origin import Origin
from processor.forms.pieces import Gap, Piece, Scan
from processor.forms.values.found import Value
from processor.forms.values.read import read_value

_TYPED = frozenset(
    {FieldType.DATE, FieldType.NUMBER, FieldType.EMAIL, FieldType.PHONE, FieldType.YES_NO, FieldType.CHOICE}
)


def place_gaps(
    scan: Scan, fields: dict[str, FieldDefinition], language: str, written_on: date | None = None
) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the answers without labels, and those that could belong to either neighbour.

    People answer below a question, unless what they wrote says otherwise: its type, or what it stands next to. What
    stands before the first question and answers none is left over.
    """
    filled = {piece.key for piece in scan.pieces if piece.values and piece.origin is not Origin.NEW}

    def fits(gap: Gap, key: str) -> int:
        return 0 if not key or key in filled else _fits(gap, fields[key], language, written_on)

    below = above = 0
    for gap in scan.gaps:
        under = fits(gap, gap.above)
        over = fits(gap, gap.below)
        below += 2 * (under > over) + (under > 0 and not over) + (gap.touches_above and not gap.touches_below)
        above += 2 * (over > under) + (over > 1 and not under) + (gap.touches_below and not gap.touches_above)
    upwards = above >= 2 * below and above > 0
    if above and not upwards and below < 2 * above:
        scan.leftovers += [list(gap.said) for gap in scan.gaps if not (gap.above or gap.below)]
        return [], [_piece(gap, gap.above or gap.below) for gap in scan.gaps if gap.above or gap.below]
    placed: list[Piece] = []
    for gap in scan.gaps:
        key = gap.below if upwards else gap.above
        if key and not _stands_apart(gap, scan, fields) and not (upwards and not fits(gap, key)):
            placed.append(_piece(gap, key))
        else:
            scan.leftovers.append(list(gap.said))
    return placed, []


def _stands_apart(gap: Gap, scan: Scan, fields: dict[str, FieldDefinition]) -> bool:
    """Whether what stands below the last question of the quote is written there only because the quote ends.

    So it is where a blank line parts it from an optional question, and no other answer stands like that.
    """
    field = fields.get(gap.above)
    if field is None or field.required or gap.below or gap.touches_above:
        return False
    return not any(other is not gap and other.above and not other.touches_above for other in scan.gaps)


def _piece(gap: Gap, key: str) -> Piece:
    return Piece(key, gap.origin, list(gap.said), list(gap.said), deep=gap.deep, gap=True)


def _fits(gap: Gap, field: FieldDefinition, language: str, written_on: date | None) -> int:
    """2 for an answer of the field's type, 1 where the field takes any words, 0 where they can't be its answer."""
    if not isinstance(read_value(field, tuple(gap.said), language, written_on=written_on), Value):
        return 0
    return 2 if field.type in _TYPED else 1
