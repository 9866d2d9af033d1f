"""Pictures that a mail shows amid its words, put into its page as `data:` URLs (RFC 2392, RFC 2397)."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final
from urllib.parse import unquote

__all__ = ["MOST_BYTES", "MOST_PIXELS", "Inlaid", "Sayings", "inlay", "picture_type"]

MOST_BYTES: Final = 5_000_000
"""So many bytes of pictures are shown in one mail; what is shown twice counts twice."""

MOST_PIXELS: Final = 40_000_000
"""All pictures of a mail have so many together: a small file can unfold to more than a browser has room for."""

# What was cleaned is written anew with its quotes escaped, so this stands nowhere but in a picture's own tag.
_TAG: Final = re.compile(r'<img((?: [a-z]+="[^"]*")*?) src="cid:([^"]*)"((?: [a-z]+="[^"]*")*)>', re.IGNORECASE)
_ALT: Final = re.compile(r' alt="([^"]*)"')
_MOST_SEGMENTS: Final = 500
_FRAME_HEADERS: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


@dataclass(frozen=True, slots=True)
class Sayings:
    """What stands where a picture is not shown: it is not in the mail or is none, or it is too large to show here."""

    missing: str = "picture"
    too_large: str = "picture, among the files"


@dataclass(frozen=True, slots=True)
class Inlaid:
    """The parts of a mail that its HTML can point to, by Content-ID without its brackets.

    `left` are the Content-IDs of parts that were too much to bring along.
    """

    parts: Mapping[str, bytes] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    sayings: Sayings = Sayings()


def inlay(html: str, inlaid: Inlaid) -> str:
    """Cleaned HTML whose pictures with `cid:` are in it, or are words: their own, else ours."""
    room, canvas = MOST_BYTES, MOST_PIXELS
    looks: dict[str, tuple[str, int]] = {}  # a mail may show one picture ten thousand times

    def put(found: re.Match[str]) -> str:
        nonlocal room, canvas
        before, coded, after = found.groups()
        name = _named(unescape(coded), inlaid)
        body = inlaid.parts.get(name, b"")
        if name not in looks:
            looks[name] = _looked_at(body)
        kind, pixels = looks[name]
        alt = _ALT.search(before + after)
        own = alt[1].strip() if alt else ""
        if name not in inlaid.left and not kind:
            return _box(own or escape(inlaid.sayings.missing))
        if name in inlaid.left or pixels > canvas or len(body) > room:
            return _box(f"{own} ({escape(inlaid.sayings.too_large)})".lstrip())
        room, canvas = room - len(body), canvas - pixels
        return f'<img{before} src="data:{kind};base64,{b64encode(body).decode()}"{after}>'

    return _TAG.sub(put, html)


def picture_type(body: bytes) -> str:
    """The media type that the bytes begin as; empty for what is no PNG, JPEG, GIF or WebP, or has too many pixels.

    What the mail says of them does not count. SVG is none: it is a document, and can do what documents do.
    """
    kind, pixels = _looked_at(body)
    return kind if pixels <= MOST_PIXELS else ""


def _looked_at(body: bytes) -> tuple[str, int]:
    """Media type and number of pixels; nothing for what is no picture."""
    for kind, begins, size_of in _KINDS:
        if begins.match(body):
            width, height = size_of(body)
            return (kind, width * height) if width and height else ("", 0)
    return "", 0


def _named(coded: str, inlaid: Inlaid) -> str:
    """The Content-ID that is meant: percent-encoded (RFC 2392 section 2), or as it is, as many programs write it."""
    known = (one for one in (unquote(coded), coded) if one in inlaid.parts or one in inlaid.left)
    return next(known, "")


def _box(words: str) -> str:
    return f'<span class="picture">{words}</span>'


def _png(body: bytes) -> tuple[int, int]:
    return int.from_bytes(body[16:20]), int.from_bytes(body[20:24])


def _gif(body: bytes) -> tuple[int, int]:
    return int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little")


def _webp(body: bytes) -> tuple[int, int]:
    """The canvas of the extended form, or the frame of a simple one (RFC 9649 sections 2.5 to 2.7)."""
    form = body[12:16]
    if form == b"VP8X":
        return int.from_bytes(body[24:27], "little") + 1, int.from_bytes(body[27:30], "little") + 1
    if form == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = int.from_bytes(body[26:28], "little"), int.from_bytes(body[28:30], "little")
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(body: bytes) -> tuple[int, int]:
    """What the first frame header says (ITU-T T.81 section B.2.2), found by going from segment to segment."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 9 > len(body) or body[at] != 0xFF:
            break
        marker = body[at + 1]
        if marker in _FRAME_HEADERS:
            return int.from_bytes(body[at + 7 : at + 9]), int.from_bytes(body[at + 5 : at + 7])
        at += 1 if marker == 0xFF else 2 + max(2, int.from_bytes(body[at + 2 : at + 4]))
    return 0, 0


_KINDS: Final = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL), _png),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff"), _jpeg),
    ("image/gif", re.compile(rb"GIF8[79]a"), _gif),
    ("image/webp", re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL), _webp),
)
"""The media types, how such files begin, and how they say their width and height."""
