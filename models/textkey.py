"""When two texts are the same one: the key that labelled texts are kept by."""

import hashlib
from typing import Final

from models.fields import clean_text

LONGEST_BODY: Final = 8_000
"""Characters of a body that are kept to learn from: twice what the model reads, so that it may come to read more."""


def text_key(subject: str, body: str) -> str:
    """The SHA-256, in hexadecimal, of a text without regard to case and spacing.

    Of the body only what is kept counts, so that the key of a mail is the key of its stored form.
    """
    words = f"{_plain(subject)}\n{_plain(body[:LONGEST_BODY])}"
    return hashlib.sha256(words.encode()).hexdigest()


def _plain(text: str) -> str:
    return " ".join(clean_text(text).casefold().split())
