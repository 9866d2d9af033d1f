"""Words that are never part of a person's name, however they are written: pronouns, short forms of them, verbs."""

import re
from typing import Final

from processor.forms.folding import fold
from processor.forms.words import word_set

_SHORT: Final = re.compile(
    r"[a-z]+(?:n['’]t|['’](?:m|re|ll|d|ve))|(?:it|that|this|he|she|there|here|who|what|let)['’]s", re.IGNORECASE
)
"""A word that a verb hangs on: I'll, won't, that's."""
_NEVER: Final = word_set(
    "i we you he she they it me us him them this that who my our your his her their",
    "is are was were be been has have had does did sends send comes come follows follow goes handles knows decides",
    "ich wir er sie ihr uns mich mir euch ihm ihnen mein unser wer",
    "ist sind war waren wird werden wurde hat haben hatte kommt kommen folgt folgen schicke schicken sende senden",
    "weiss wissen uebernimmt macht machen nenne nennen",
    "я мы ты вы он она они оно меня нас вас его нам вам мой наш ваш кто это",
    "есть был была было будет будут пришлю пришлем сообщу сообщим знает знаю знаем делает ведет отправлю назову напишу",
)
_INITIAL: Final = 1


def tells(text: str) -> bool:
    """Whether any word of what should be a name is a pronoun, a short form or a verb: then it is none.

    A single letter with a stop is an initial.
    """
    return any(_is_told(word) for word in re.findall(r"[\w'’.-]+", text))


def _is_told(word: str) -> bool:
    plain = word.strip(".'’-")
    if _SHORT.fullmatch(plain):
        return True
    initial = len(plain) == _INITIAL and word.endswith(".")
    return not initial and fold(plain) in _NEVER
