"""Where nobody can tell the sender's words from a quote: the text is kept or cut, and a person looks."""

from processor.reading.newtext.cutter import Cut, quoted_by_prefix
from processor.reading.newtext.headers import Likeness, header_likeness
from processor.reading.newtext.inline import may_be_joined
from processor.reading.newtext.lines import is_quoted
from processor.reading.newtext.own import announces_answers, recalls

_NEAR = 12


def why_doubtful(lines: list[str], cut: Cut | None) -> str:
    """Give back why the sender's words may not be told from the quote, or an empty string."""
    above = lines[: cut.start] if cut else lines
    if any(header_likeness(above, index) is Likeness.DOUBT for index in range(len(above))):
        return "lines that may be the header of a mail, or the sender's own list"
    if any(line.endswith(":") and recalls(line[:400]) for line in above):
        return "a line that recalls what the reader wrote, with no sign where that ends"
    if any(may_be_joined(line) for line in above):
        return "a line that may hold a quote behind its attribution"
    if cut is None:
        return "a single line that starts with >" if any(map(is_quoted, above)) else ""
    if announces_answers(above):
        return "the sender speaks of answers inside the quote"
    near = range(cut.body, min(cut.body + _NEAR, len(lines)))
    unprefixed = cut.rule == "attribution" and not quoted_by_prefix(lines, cut.body)
    if unprefixed and any(quoted_by_prefix(lines, index) for index in near):
        return "lines without a prefix stand between an attribution and prefixed lines"
    return ""
