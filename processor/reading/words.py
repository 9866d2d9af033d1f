"""Header text to plain text: encoded words (RFC 2047) as clients really write them, and raw 8-bit header text."""

import base64
import binascii
import quopri
import re
from dataclasses import dataclass

from processor.reading.charset import Decoded, decode, scalar

# More lenient than RFC 2047: blanks and line ends inside the word, and no limit of length.
_WORD = re.compile(r"=\?([^?\s=]*)\?([bBqQ])\?(.*?)\?=", re.DOTALL)
_BETWEEN = re.compile(r"[ \t\r\n]*")
_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*|\r")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(slots=True)
class _Run:
    """Neighbouring encoded words of one charset: joined as bytes, since some clients split characters between words."""

    charset: str
    data: bytes


def header_text(raw: str) -> Decoded:
    """The readable text of a header field's value, on one line and without control characters.

    `raw` is as the standard parser gives it: 8-bit bytes as surrogate escapes.
    """
    recovered = False
    pieces: list[str] = []
    for run in _runs(raw):
        decoded = decode(run.data, run.charset) if isinstance(run, _Run) else _literal(run)
        recovered |= decoded.recovered
        pieces.append(decoded.text)
    text = _FOLD.sub(" ", "".join(pieces))
    return Decoded(_CONTROLS.sub("", text).replace("\n", " ").strip(), recovered)


def raw_bytes(raw: str) -> bytes:
    """The bytes that a header value stood for before parsing."""
    return raw.encode("utf-8", "surrogateescape") if raw.isascii() else _escaped(raw)


def _escaped(raw: str) -> bytes:
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return scalar(raw).encode("utf-8")


def _literal(text: str) -> Decoded:
    """Text outside encoded words: ASCII as it is, else bytes of a charset that nobody declared."""
    return Decoded(text) if text.isascii() else decode(raw_bytes(text))


def _runs(raw: str) -> list["_Run | str"]:
    """The value cut into literal text and encoded runs; blanks between two encoded words are no text."""
    out: list[_Run | str] = []
    end = 0
    for found in _WORD.finditer(raw):
        between = raw[end : found.start()]
        last = out[-1] if out else None
        glued = isinstance(last, _Run) and _BETWEEN.fullmatch(between) is not None
        if between and not glued:
            out.append(between)
        run = _Run(found[1].lower(), _word_bytes(found[2], found[3]))
        if glued and isinstance(last, _Run) and last.charset.split("*")[0] == run.charset.split("*")[0]:
            last.data += run.data
        else:
            out.append(run)
        end = found.end()
    if end < len(raw):
        out.append(raw[end:])
    return out


def _word_bytes(encoding: str, text: str) -> bytes:
    """The bytes of one encoded word; what is no valid encoding is kept as it stands."""
    data = raw_bytes(_FOLD.sub("", text))
    if encoding in "qQ":
        return quopri.decodestring(data.replace(b"_", b" ").replace(b"=\n", b""), header=False)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return data
