"""The lines of a reply that are its writer's signature: for answers that say "see signature"."""

import re

from processor.forms.folding import fold

_PARAGRAPH = re.compile(r"\n\s*\n|\n-- ?\n")
_MOST_LINES = 8
_MOST_SENTENCE = 100


def signature_of(text: str, sender: str) -> str:
    """The last paragraph outside the quote that holds the writer's name and is set like a card; empty for none."""
    names = [word for word in fold(sender).split() if len(word) > 2]
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
    for paragraph in reversed(_PARAGRAPH.split(own.replace("\r", ""))):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip(" -_")]
        first = fold(lines[0]).split() if lines else []
        if names and names[-1] in first and len(lines) <= _MOST_LINES and all(map(_is_short, lines)):
            return "\n".join(lines)
    return ""


def _is_short(line: str) -> bool:
    return (
        len(line) < _MOST_SENTENCE
        and not re.match(r"\d{1,2}[.)]\s", line)
        and ":" not in line[3:20].replace("Tel:", "")
    )
