"""The readable body of a mail: which text parts it is made of, and whether its text and HTML say the same."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message as Part

from processor.facts.message import Attachment
from processor.reading import parts
from processor.reading.charset import decode
from processor.reading.defects import Defect
from processor.reading.flowed import unflow
from processor.reading.htmltext import html_to_text
from processor.reading.limits import Limits
from processor.reading.newtext import split_reply, strip_marks
from processor.reading.parts import Leaf, Tree, Walk

_STUB = re.compile(
    r"(?:html|multi-?part|mime).{0,80}(?:format|view|reader|client|support|capable|display|enabled)"
    r"|(?:format|view|reader|client|support|display).{0,80}html|^\s*(?:https?://\S+|\[?cid:\S+)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_STUB_LENGTH = 300
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANKS = re.compile("[\xa0\u2007\u202f]")
_LINE_ENDS = re.compile(r"\r\n|\r|\x0b|\x0c|\u2028|\u2029|\x85")
_TOKEN = re.compile(r"\w+")
_LINK = re.compile(
    r"<?\b(?:https?://|www\.|mailto:)[^\s>]+>?|\[cid:[^\]]*\]|\[image:[^\]]*\]|<[^\s<>@]+@[^\s<>]+>", re.I
)
_MARKUP = re.compile(r"<!--.*?-->|<(style|script|title|head)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


TextOf = Callable[[Leaf], str]


@dataclass(slots=True)
class Body:
    """What a mail's readable parts say, in order, and what was met on the way.

    `marked` is the same text with the marks of quotes that only the reply cutter understands, `whole` that
    before uuencoded files were taken out of it. `differs` tells whether
    text and HTML say different things: asked only of people's mail, since it costs as much as all the rest.
    """

    text: str = ""
    marked: str = ""
    whole: str = ""
    hidden: bool = False
    recovered: bool = False
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    differs: Callable[[], bool] = field(default=lambda: False)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The leaves that make the body, and their HTML or plain alternatives that were not chosen."""

    chosen: list[Leaf]
    others: list[Leaf]


def read_body(found: Walk, limits: Limits) -> Body:
    """The body of a walked mail: plain text where it says something, else HTML as text (RFC 2046 section 5.1.4)."""
    body = Body()
    texts: dict[int, str] = {}

    def text_of(leaf: Leaf) -> str:
        if leaf.position not in texts:
            texts[leaf.position] = _plain(leaf, body, limits)
        return texts[leaf.position]

    choice = _choose(found.root, text_of, set())
    pieces = [_readable(leaf, text_of(leaf), body) for leaf in choice.chosen]
    body.whole = "\n".join(piece.strip("\n") for piece in pieces if piece.strip())
    body.marked, files = parts.uuencoded(body.whole, found.count)
    body.text = strip_marks(body.marked)
    if choice.others:
        body.differs = lambda: _differ(choice, text_of, body)
    used = {leaf.position for leaf in (*choice.chosen, *choice.others)}
    body.attachments = [parts.attachment(leaf) for leaf in found.leaves if leaf.position not in used] + files
    return body


def html_of(found: Walk, limits: Limits) -> str:
    """The HTML of a walked mail's body: its parts in order, none of which is attached."""
    pages = (leaf for leaf in found.leaves if leaf.kind == "text/html" and not leaf.attached)
    return "\n".join(_plain(leaf, Body(), limits) for leaf in pages)[: limits.text_chars]


def _choose(tree: Tree, text_of: TextOf, seen: set[str]) -> _Choice:
    """The body leaves below a container; of alternatives, the plain text unless it is empty or a stub."""
    chosen: list[Leaf] = []
    others: list[Leaf] = []
    below = [
        _choose(child, text_of, seen) if isinstance(child, Tree) else _leaf(child, seen) for child in tree.children
    ]
    if tree.kind != "multipart/alternative":
        for choice in below:
            chosen += choice.chosen
            others += choice.others
        return _Choice(chosen, others)
    plain = [leaf for choice in below for leaf in choice.chosen if leaf.kind == "text/plain"]
    html = [leaf for choice in below for leaf in choice.chosen if leaf.kind == "text/html"]
    inner = [leaf for choice in below for leaf in choice.others]
    if html and _is_stub("\n".join(text_of(leaf) for leaf in plain)):
        return _Choice(html, plain + inner)
    return _Choice(plain, html + inner) if plain else _Choice(html, inner)


def _leaf(leaf: Leaf, seen: set[str]) -> _Choice:
    """A text part that is the sender's: not attached; of named ones only the first text, as some clients name it."""
    if leaf.attached or leaf.kind not in {"text/plain", "text/html"}:
        return _Choice([], [])
    if leaf.named and leaf.kind in seen:
        return _Choice([], [])
    seen.add(leaf.kind)
    return _Choice([leaf], [])


def _is_stub(text: str) -> bool:
    """Whether plain text only stands in for the HTML beside it."""
    text = text.strip()
    return not text or (len(text) < _STUB_LENGTH and _STUB.search(text) is not None)


def _plain(leaf: Leaf, body: Body, limits: Limits) -> str:
    """A text part as text: charset, line ends, soft breaks and invisible characters dealt with."""
    part: Part = leaf.part
    data = parts.payload(part)
    if len(data) > 4 * limits.text_chars:
        data = data[: 4 * limits.text_chars]
    decoded = decode(data, parts.charset_of(part))
    body.recovered |= decoded.recovered
    text = decoded.text
    if len(text) > limits.text_chars:
        body.defects.append(Defect.TEXT_CUT)
        text = text[: limits.text_chars]
    if leaf.kind == "text/html":
        return text
    text = clean(text)
    if _parameter(part, "format") == "flowed":
        text = unflow(text, _parameter(part, "delsp") == "yes")
    return text


def clean(text: str) -> str:
    """Text with one kind of line end and blank, and without characters that can't be seen."""
    text = _LINE_ENDS.sub("\n", text)
    return _INVISIBLE.sub("", _BLANKS.sub(" ", text))


def _parameter(part: Part, name: str) -> str:
    try:
        return str(part.get_param(name, "")).lower()
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return ""


def _readable(leaf: Leaf, text: str, body: Body) -> str:
    """A chosen leaf as text."""
    if leaf.kind != "text/html":
        return text
    try:
        converted = html_to_text(text)
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        body.defects.append(Defect.HTML_UNREADABLE)
        return clean(_MARKUP.sub(" ", text))
    body.hidden |= converted.hidden
    if converted.simple:
        body.defects.append(Defect.HTML_UNREADABLE)
    return clean(converted.text)


def _differ(choice: _Choice, text_of: TextOf, body: Body) -> bool:
    """Whether text and HTML alternatives have different new texts: then nobody can know what the sender saw.

    Equal words throughout need no closer look; that spares most mails the conversion.
    """
    plain = "\n".join(text_of(leaf) for leaf in choice.chosen if leaf.kind == "text/plain")
    pages = [leaf for leaf in choice.others if leaf.kind == "text/html"]
    if not plain or not pages:
        return False
    if _words(plain) == _words("\n".join(_stripped(text_of(leaf)) for leaf in pages)):
        return False
    page = "\n".join(_readable(leaf, text_of(leaf), body) for leaf in pages)
    return _words(split_reply(plain).new_text) != _words(split_reply(page).new_text)


def _stripped(page: str) -> str:
    return html.unescape(_MARKUP.sub(" ", page))


def _words(text: str) -> str:
    """The words of a text run together: layout, punctuation and links differ between two forms of one text."""
    return "".join(_TOKEN.findall(_LINK.sub(" ", text) if _may_link(text) else text)).casefold()


def _may_link(text: str) -> bool:
    """Whether a link or an address may stand in the text: its pattern tries every word, so it is spared without one."""
    return "@" in text or "://" in text or "[" in text or "www." in (low := text.lower()) or "mailto:" in low
