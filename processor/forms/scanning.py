"""A walk over the lines of a reply: which of them answer which field, and which answer none."""

import re
from collections.abc import Callable
from dataclasses import replace

from models.vocabulary import FieldType
from processor.forms.civilities import (
    is_afterword,
    is_closing,
    is_courtesy,
    is_generic_contact,
    is_greeting,
    is_of_signature,
    is_on_behalf,
)
from processor.forms.continuing import LONG, Where, goes_on
from processor.forms.folding import fold
from processor.forms.labels import Labels, Named, Sureness, split_label
from processor.forms.origin import Line, Origin
from processor.forms.ours import Ours
from processor.forms.pieces import Gap, Piece, Scan
from processor.forms.values.texts import bullet

LABEL_END = re.compile(r"(?:[:?]|_{2,}|…)\W*$")
_INLINE_ITEM = re.compile(r"\(?1(?P<mark>[.)])\s+\S")
_SURELY_OURS = 20
_MOST_SIGNATURE = 10


class Walk:
    """The state of the walk. Call `step` for each line, in order."""

    def __init__(self, labels: Labels, ours: Ours, claimed: Callable[[str], bool]) -> None:
        """`claimed` says whether a quoted line was read as part of a table."""
        self.labels, self.ours, self.claimed = labels, ours, claimed
        self.fields = {one.key: one for one in labels.definition.fields}
        self.only_long = all(one.type is FieldType.LONG_TEXT for one in labels.definition.fields)
        self.found = Scan()
        self.target: Piece | None = None
        self.gap: Gap | None = None
        self.awaiting = ""
        self.near = ""
        self.signature = 0
        self.blank = True
        self.quoting = False
        self.paragraph: list[str] | None = None
        self.span = False
        self.apart = False
        """Whether a blank line stood before the answer that is going on: then its paragraphs may be more than one."""

    def step(self, line: Line) -> None:
        """Place one line."""
        if line.origin is not Origin.NEW and not self.quoting:
            self.end()
            self.quoting, self.target, self.near, self.signature = True, None, "", 0
        if not line.text:
            self.blank, self.paragraph = True, None
            return
        written = line if line.origin is Origin.NEW else self._unhinted(line)
        if written is not None:
            self._place(written)
        self.blank = False

    def end(self) -> None:
        """The new text, or the whole reply, ends: the answer that is open then is the last one."""
        if self.target is not None and self.target.values:
            self.found.last.append(self.target)

    def _unhinted(self, line: Line) -> Line | None:
        """The line without a hint of ours that stands on it too; None where nothing else but blanks does."""
        if self.ours.has(line.text, True) or self.ours.is_hint(line.text):
            return line
        text = self.ours.without_hints(line.text)
        if text == line.text:
            return line
        if not any(map(str.isalnum, text)):
            return None
        return replace(line, text=text, raw=text)

    def _place(self, line: Line) -> None:
        quoted = line.origin is Origin.QUOTE
        if quoted and self.claimed(line.text):
            self.target, self.awaiting = None, ""
            return
        named = self._named(line)
        if self._is_hint(line, named):
            return
        if (
            not self._is_answer(line)
            and self.ours.has(line.text, quoted)
            and not (named is not None and named.rest and not self.ours.left(named.key, named.rest))
        ):
            self._our_line(named, line)
            return
        if named is not None:
            self._labelled(named, line)
        elif not self._civil(line):
            self._unlabelled(line)

    def _is_hint(self, line: Line, named: Named | None) -> bool:
        """Whether the line is one that stands below a label, shown without its brackets as in an HTML mail."""
        if not self.ours.is_hint(line.text) or (named is not None and named.sureness >= Sureness.SLIPS):
            return False
        below = self.awaiting or (self.target.key if self.target is not None and not self.target.values else "")
        return (
            line.origin is not Origin.NEW or bool(below) or line.text.startswith("(") or len(line.text) > _SURELY_OURS
        )

    def _is_answer(self, line: Line) -> bool:
        """Whether a bare number or a choice stands on its own line where one is asked for, though we print such too."""
        asked = self.fields.get(self.awaiting)
        if asked is None or line.origin is not Origin.QUOTE:
            return False
        if asked.type is FieldType.CHOICE:
            words = {fold(label) for one in asked.choices for _, label in one.labels}
            return fold(line.text) in words and line.text[-1:].isalpha()
        return asked.type is FieldType.NUMBER and line.text.isdigit()

    def _named(self, line: Line) -> Named | None:
        goes_on = not self.blank and self.target is not None and bool(self.target.values)
        near = self.near if goes_on or line.origin is Origin.QUOTE else ""
        named = split_label(self.labels, line.text, near)
        if named is not None and named.sureness is Sureness.NUMBER and named.rest and self._awaited_item(named):
            return None
        if named is None or self._is_role(named, line) or self._is_older(named, line):
            return None
        if line.origin is Origin.QUOTE:
            weak = not named.rest and named.sureness < Sureness.EXACT
            return None if weak and self._is_item(named, line) else named
        if is_on_behalf(line.text) or (self.signature and is_generic_contact(line.text)):
            return None
        if not named.rest and (self._is_item(named, line) or self._is_bare(named, line)):
            return None
        typed = any(map(str.isdigit, line.raw[:_SURELY_OURS]))
        if named.sureness is Sureness.NUMBER and typed and self._nested(named):
            return None
        return named

    def _is_older(self, named: Named, line: Line) -> bool:
        """Whether a bare number stands in a quote above our form: somebody's older answer, quoted along."""
        prefixed = line.origin is Origin.QUOTE and line.raw.lstrip().startswith(">")
        return prefixed and named.sureness is Sureness.NUMBER and not self.span

    def _is_role(self, named: Named, line: Line) -> bool:
        """Whether a word that also is a label stands as the answer to the question above it: "Accounting"."""
        if named.rest or named.number or not self.awaiting or line.origin is Origin.NEW:
            return False
        return LABEL_END.search(line.text) is None and fold(line.text) not in self.labels.printed

    def _is_bare(self, named: Named, line: Line) -> bool:
        """Whether a label's words stand like a role in a signature: below a name, without any sign of a label."""
        marked = named.number or LABEL_END.search(line.text) is not None
        return not marked and (bool(self.signature) or (self.paragraph is not None and not self.blank))

    def _is_item(self, named: Named, line: Line) -> bool:
        """Whether words that only look like a label are an item of the list that is being answered."""
        piece = self.target
        lists = piece is not None and self.fields[piece.key].type is FieldType.LIST
        waits = bool(self.awaiting) and self.fields[self.awaiting].type is FieldType.LIST
        marked = LABEL_END.search(line.text) is not None
        if not (lists or waits) or marked:
            return False
        if named.number and piece is not None and self._nested(named):
            return True
        return not named.number or (bullet(line.text) is not None and named.sureness < Sureness.EXACT)

    def _awaited_item(self, named: Named) -> bool:
        """Whether a number is that of an item below a question of the quoted form that asks for a long answer."""
        if not self.awaiting or self.fields[self.awaiting].type not in LONG:
            return False
        items = len(self.gap.said) if self.gap is not None else 0
        return named.number <= items + 1

    def _nested(self, named: Named) -> bool:
        """Whether a number is that of an item inside a long answer, not of a field."""
        piece = self.target
        if piece is None or self.fields[piece.key].type not in LONG:
            return False
        starts = named.number == 1 and piece.nested == 0 and not self._is_next(named, piece)
        if not starts and (named.number != piece.nested + 1 or named.mark != piece.mark or not piece.nested):
            return False
        piece.nested, piece.mark = named.number, named.mark
        return True

    def _is_next(self, named: Named, piece: Piece) -> bool:
        """Whether a 1 below a numbered answer is the first question, answered out of turn, and no item of a list."""
        opens = not piece.values or piece.values[-1].endswith(":")
        return piece.number > 1 and not opens and all(one.key != named.key for one in self.found.pieces)

    def _our_line(self, named: Named | None, line: Line) -> None:
        """Our own words: a label opens its field, anything else leaves it open."""
        if line.origin is not Origin.NEW:
            self.span = True
        if named is None or named.sureness < Sureness.SLIPS:
            if self.gap is not None and line.origin is not Origin.NEW:
                self.gap = None
            if line.origin is not Origin.NEW and self.ours.outside(line.text):
                self.awaiting, self.target = "", None
            return
        self._close_gap(named.key)
        self.near, self.target = named.key, None
        if line.origin is Origin.NEW:
            self.target = self._piece(named, line, [])
            self.target.ours = True
        else:
            self.awaiting = named.key

    def _labelled(self, named: Named, line: Line) -> None:
        self.signature = 0
        self._close_gap(named.key)
        self.near = named.key
        self.awaiting = ""
        empty = self.ours.left(named.key, named.rest)
        if line.origin is not Origin.NEW:
            self.span = True
            if empty:
                self.target, self.awaiting, self.apart = None, named.key, True
                if line.origin is Origin.BETWEEN:
                    self.target = self._piece(named, line, [])
                return
        self.apart = self.blank or (line.origin is Origin.QUOTE and named.number > 0)
        self.target = self._piece(named, line, [] if empty else [named.rest])

    def _piece(self, named: Named, line: Line, values: list[str]) -> Piece:
        doubtful = named.sureness is Sureness.NUMBER
        said = [line.text if line.origin is Origin.QUOTE else line.raw.strip()]
        piece = Piece(named.key, line.origin, said, values, doubtful, line.deep, number=named.number)
        first = _INLINE_ITEM.match(values[0]) if values else None
        if first is not None:
            piece.nested, piece.mark = 1, first["mark"]
        self.found.pieces.append(piece)
        self.paragraph = None
        return piece

    def _close_gap(self, key: str) -> None:
        """The label that stands below the newest lines without one."""
        if self.gap is not None and not self.gap.below:
            self.gap.below, self.gap.touches_below = key, not self.blank
        self.gap = None

    def _civil(self, line: Line) -> bool:
        """Whether the line is a greeting, a courtesy or part of the signature, and nothing else."""
        if line.origin is Origin.QUOTE:
            return False
        if is_closing(line.text) and not self._wants(line):
            self.signature, self.target = 1, None
            return True
        if self.signature:
            self.signature += 1
            if self.signature <= _MOST_SIGNATURE and is_of_signature(line.text):
                return True
            self.signature = 0
        waits = self.target is not None and not self.target.values
        return not waits and not self.awaiting and (is_greeting(line.text) or is_courtesy(line.text))

    def _wants(self, line: Line) -> bool:
        """Whether a field that waits for its answer is answered by this line, whatever else it looks like."""
        return self.target is not None and not self.target.values and not self.blank and len(line.text.split()) < 2

    def _unlabelled(self, line: Line) -> None:
        if is_afterword(line.text) and line.origin is not Origin.QUOTE:
            self.target, self.gap, self.awaiting = None, None, ""
        if self.target is not None and goes_on(self.target, line, self._where()):
            self._add(self.target, line)
        elif self.gap is not None and not self._ends_gap(line):
            self.gap.said.append(line.text if line.origin is Origin.QUOTE else line.raw.strip())
        elif line.origin is not Origin.NEW and (self.awaiting or (line.origin is Origin.BETWEEN and not self.target)):
            text = line.text if line.origin is Origin.QUOTE else line.raw.strip()
            self.gap = Gap(self.awaiting, "", line.origin, [text], line.deep, not self.blank)
            self.found.gaps.append(self.gap)
            self.target = None
        else:
            self._leave(line)

    def _ends_gap(self, line: Line) -> bool:
        """A second paragraph belongs to the same answer only where the answer may be long."""
        gap = self.gap
        assert gap is not None
        if not self.blank:
            return False
        return not gap.above or self.fields[gap.above].type not in LONG

    def _leave(self, line: Line) -> None:
        if line.origin is Origin.QUOTE and (not self.span or line.deep > 1):
            return
        if self.paragraph is None:
            self.paragraph = []
            self.found.leftovers.append(self.paragraph)
        self.paragraph.append(line.text if line.origin is Origin.QUOTE else line.raw.strip())
        self.target, self.near = None, ""

    def _add(self, piece: Piece, line: Line) -> None:
        if self.blank and piece.values:
            piece.breaks.append(len(piece.values))
        piece.values.append(line.text)
        piece.said.append(line.text if line.origin is Origin.QUOTE else line.raw.strip())

    def _where(self) -> Where:
        return Where(self.fields, self.blank, self.apart, self.only_long)
