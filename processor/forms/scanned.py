"""The whole walk over a reply's lines, and what of its pieces holds nothing."""

from collections.abc import Callable

from processor.forms.labels import Labels
from processor.forms.origin import Line, Origin
from processor.forms.ours import Ours
from processor.forms.pieces import Scan
from processor.forms.scanning import LABEL_END, Walk


def scan(lines: list[Line], labels: Labels, ours: Ours, claimed: Callable[[str], bool]) -> Scan:
    """All that the lines say, by field."""
    walk = Walk(labels, ours, claimed)
    for line in lines:
        walk.step(line)
    walk.end()
    return _without_empty(walk.found)


def _without_empty(found: Scan) -> Scan:
    """Labels that nothing follows are a form typed again and not filled in; a bare word is left over."""
    for piece in found.pieces:
        retyped = LABEL_END.search(piece.said[0]) is not None or piece.said[0].lstrip()[:1].isdigit()
        if not (piece.values or retyped or piece.ours or piece.origin is Origin.QUOTE):
            found.leftovers.append(list(piece.said))
    found.pieces = [piece for piece in found.pieces if piece.values]
    return found
