"""Bytes to text: the declared charset, else UTF-8, else a guess among few that the bytes themselves support.

Free guessing is unsafe on short Cyrillic (a Russian word is taken for Japanese), so the candidates are the charsets
of the languages Signoff speaks, and those East Asian ones whose byte patterns leave no doubt.
"""

import codecs
import re
from dataclasses import dataclass

from processor.reading.guess import east_asian, western_or_cyrillic

# Names seen in real mail that Python doesn't know, or knows in a narrower form than the mails that use them.
_ALIASES = {
    "iso-gb2312": "gb18030",
    "gb2312": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "windows-874": "cp874",
    "utf8mb4": "utf-8",
    "utf": "utf-8",
    "unicode": "utf-8",
    "cp-850": "cp850",
    "ansi": "cp1252",
}
_UNDECLARED = frozenset({"", "x-unknown", "unknown-8bit", "unknown", "default", "binary", "8bit", "us-ascii", "ascii"})
# Codecs that turn text into other text: a sender must not choose them.
_FORBIDDEN = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and whether its charset had to be guessed (or characters were lost)."""

    text: str
    recovered: bool = False


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`: by its declared charset, else UTF-8, else by its bytes, else with replacements."""
    name = _canonical(declared)
    if name not in _UNDECLARED:
        text = _strictly(data, name)
        if text is not None:
            return Decoded(text)
    if name in _UNDECLARED and b"\x1b$" in data and (text := _strictly(data, "iso-2022-jp")) is not None:
        return Decoded(text, recovered=True)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _guess(data, name)


def scalar(text: str) -> str:
    """The text with what is not a Unicode scalar value replaced: lone surrogates can't be stored or shown."""
    return _SURROGATES.sub("\ufffd", text)


def _canonical(declared: str) -> str:
    """The name of a declared charset as Python spells it, without quotes, language tag (RFC 2231) and odd bytes."""
    name = declared.strip().strip("\"'").split("*")[0].strip().lower()
    return _ALIASES.get(name, name)


def _strictly(data: bytes, name: str) -> str | None:
    """What a codec makes of the bytes, or None where it is unknown, forbidden or refuses them."""
    try:
        found = codecs.lookup(name).name
        if found.replace("-", "_") in _FORBIDDEN:
            return None
        text = data.decode(found)
    except (LookupError, UnicodeError, ValueError):
        return _jis_with_vendor_rows(data) if name.startswith(("iso-2022-jp", "iso2022_jp", "cp5022")) else None
    if found == "cp1252" or not _SURROGATES.search(text):
        return text
    return None


def _jis_with_vendor_rows(data: bytes) -> str | None:
    """ISO-2022-JP whose rows hold vendor characters (circled digits), as sent under the name of the standard."""
    pieces = re.split(rb"\x1b(\$[@B]|\([BJI])", data)
    out = bytearray(pieces[0])
    for escape, run in zip(pieces[1::2], pieces[2::2], strict=True):
        wide = escape.startswith(b"$")
        out += bytes(byte | 0x80 if wide and 0x21 <= byte <= 0x7E else byte for byte in run)
    try:
        return out.decode("euc_jis_2004")
    except UnicodeDecodeError:
        return None


def _guess(data: bytes, declared: str) -> Decoded:
    """The likeliest reading of bytes that neither their declaration nor UTF-8 explains."""
    if declared not in _UNDECLARED and _known(declared):
        # A few bad bytes in a text that is otherwise what it says: keep the rest.
        text = data.decode(declared, "replace")
        if text.count("\ufffd") * 20 <= len(text):
            return Decoded(scalar(text), recovered=True)
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 8 <= sum(1 for character in text if ord(character) > 127):
        return Decoded(text, recovered=True)
    name = western_or_cyrillic(data) or east_asian(data) or "cp1252"
    return Decoded(scalar(data.decode(name, "replace")), recovered=True)


def _known(name: str) -> bool:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return info.name.replace("-", "_") not in _FORBIDDEN and bool(getattr(info, "_is_text_encoding", True))
