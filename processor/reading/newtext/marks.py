"""Marks that the HTML reader leaves in its text for the reply cutter, and that nobody else can write.

Each mark holds a token drawn when the process starts. A sender can't know it, so no mail can forge a mark and so
make words that a person sees look like a quote. A mark lives only between `html_to_text` and `split_reply` of one
process: both parts of `split_reply`'s answer are free of marks, and `strip_marks` cleans a text that is shown as it is.
"""

import re
import secrets

from processor.reading.newtext.late import late

_TOKEN = secrets.token_hex(8)
QUOTE_MARK = f"\ufdd0{_TOKEN}q\ufdd1"
"""A line of its own: the mail client's quote starts here."""
OPEN_MARK = f"\ufdd0{_TOKEN}o\ufdd1"
"""Inside `html_to_text` only: what follows stands one quote level deeper."""
CLOSE_MARK = f"\ufdd0{_TOKEN}c\ufdd1"
"""Inside `html_to_text` only: the end of what `OPEN_MARK` opened."""
ANY_MARK = late(f"\ufdd0{_TOKEN}([qoc])\ufdd1")
_MARKED_LINE = late(f"^[> ]*\ufdd0{_TOKEN}[qoc]\ufdd1[ ]*\n?", re.MULTILINE)


def strip_marks(text: str) -> str:
    """Give back `text` as a person may see it: lines that hold only a mark are gone, other marks are cut out."""
    if "\ufdd0" not in text:
        return text
    return ANY_MARK.sub("", _MARKED_LINE.sub("", text))
