"""The line "please reply above this line" that our mails carry, and its like in other systems' mails."""

import re

from processor.reading.newtext.late import late

REPLY_ABOVE = {
    "en": "##- Please type your reply above this line -##",
    "ru": "##- Пожалуйста, пишите ответ выше этой строки -##",
    "de": "##- Bitte schreiben Sie Ihre Antwort über diese Zeile -##",
}
"""Our own marker per language; `reply_above_line` chooses."""

ABOVE_OR_IN_FORM = {
    "en": "##- Reply above this line, or in the form below -##",
    "ru": "##- Пишите ответ выше этой строки или в анкете ниже -##",
    "de": "##- Bitte über dieser Zeile antworten oder unten im Formular -##",
}
"""The same where the mail holds a form that may be filled in below."""

_ABOVE = late(
    r"(?:reply|respond|response|write|type|answer)\b.{0,30}\babove (?:this|the) (?:dotted )?line"
    r"|(?:ответ|пиш|напиш|отве[тч]).{0,40}выше (?:этой|данной) (?:строки|линии|черты)"
    r"|(?:выше|над) (?:этой|данной) (?:строк[иой]{1,2}|лини[ией]{1,2}|черт[ыой]{1,2}).{0,30}(?:ответ|пиш)"
    r"|(?:antwort|schreib).{0,40}(?:über|oberhalb) (?:von )?dieser? (?:zeile|linie)"
    r"|(?:über|oberhalb) dieser? (?:zeile|linie).{0,30}(?:antwort|schreib)",
    re.IGNORECASE,
)
_PIECES = ("above", "выше", "над ", "über", "oberhalb")
_LONGEST = 160
_MARKS = tuple("#-=_*~([<—–")


def reply_above_line(language: str, form: bool = False) -> str:
    """Give back the marker line for the top of an outgoing mail; languages that we don't write get the English one.

    `form` says that the mail holds a form, which its reader may fill in where it stands.
    """
    lines = ABOVE_OR_IN_FORM if form else REPLY_ABOVE
    return lines.get(language.partition("-")[0].casefold(), lines["en"])


def is_reply_above(line: str) -> bool:
    """Whether the line is such a marker, quoted or not, ours or another system's.

    Marks must stand around the words, or the words end the line: a sentence that goes on isn't a marker.
    """
    text = line.strip().lstrip("> |").strip()
    if not 12 <= len(text) <= _LONGEST or not _may_say_above(text):
        return False
    found = _ABOVE.search(text)
    return found is not None and (text.startswith(_MARKS) or found.end() >= len(text.rstrip(" .:!")))


def _may_say_above(text: str) -> bool:
    """Whether a word for "above" stands in the text; every line is asked, so the pattern is spared where none does."""
    low = text.lower()
    return any(piece in low for piece in _PIECES)
