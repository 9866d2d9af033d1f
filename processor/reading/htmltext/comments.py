"""HTML comments, removed before any parser sees them, as browsers read them."""

_OPEN = "<!--"
_ENDS = ("-->", "--!>")


def drop_comments(html: str) -> str:
    """Give back `html` without comments, in one pass.

    Conditional comments for Outlook are comments to everybody else. An empty comment (`<!-->`) ends at once, and one
    that never ends hides nothing: only its opening is dropped, since losing what a customer wrote is worse.
    """
    pieces: list[str] = []
    at = 0
    endless = dict.fromkeys(_ENDS, False)
    while (start := html.find(_OPEN, at)) >= 0:
        pieces.append(html[at:start])
        inside = start + len(_OPEN)
        if html.startswith((">", "->"), inside):
            at = html.index(">", inside) + 1
            continue
        at = _end(html, inside, endless)
    pieces.append(html[at:])
    return "".join(pieces)


def _end(html: str, inside: int, endless: dict[str, bool]) -> int:
    """Where reading goes on: behind the comment's end, or behind its opening when it has none."""
    found = -1
    for end in _ENDS:
        place = -1 if endless[end] else html.find(end, inside, found if found >= 0 else len(html))
        if place >= 0:
            found = place
        elif found < 0:
            endless[end] = True
    if found >= 0:
        return html.index(">", found) + 1
    if html.startswith("[if", inside):
        close = html.find("]>", inside, inside + 200)
        return close + 2 if close >= 0 else inside
    return inside
