"""A company with a person behind it: "TeleNord, Herr Lorenz", "BT, account manager Ann Poe"; the person counts."""

import re
from collections.abc import Callable
from typing import Final

from processor.forms.folding import fold
from processor.forms.words import word_set

_BREAK: Final = re.compile(r"\s*[,;/(–—]\s*|\s+-\s+")
_MARK: Final = re.compile(
    r"[«„“\"]|\b(?:gmbh|ag|kg|ohg|ug|ltd|llc|inc|plc|corp|group|gruppe|holding|firma|fa|systemhaus|rechenzentrum|services?|solutions?"
    r"|computers?|computing|software|systems?|systeme|networks?|partners?|lines?|ооо|ао|пао|зао|оао|ип|группа|компания|фирма)\b"
    r"|tele|netz|networks?\b|comm?\b|[a-z]{3}line\b|\w*data\b|telefon|связь|телеком|телефон|телесет|софт|сервис|систем",
    re.IGNORECASE,
)
"""What a company's name shows itself by: a legal form, quotation marks, or a word of its trade."""
_SURE_MARK: Final = re.compile(
    r"(?:unsere?|our|наша?)?\s*(?:(?:firma|fa\.?|company|фирма|компания|ооо|ао|ип)\s+\S|[«„“\"])", re.IGNORECASE
)
"""Words before which no person's name stands."""
_IN_CAPITALS: Final = re.compile(
    r"(?=.*[A-ZÄÖÜА-ЯЁ]{2})[A-ZÄÖÜА-ЯЁ\d&+-]{2,6}|[A-ZÄÖÜ][a-zäöü]+[A-ZÄÖÜ]\w*|[А-ЯЁ][а-яё]+[А-ЯЁ]\w*"
)
_TITLE: Final = word_set("herr herrn frau hr fr mr mrs ms miss господин госпожа")
_NOT_NOW: Final = re.compile(
    r"not|no|never|ex|former\w*|previous\w*|old|or|until|nicht|kein\w*|ehemalig\w*|alte\w*|oder|bis|не|бывш\w*|или|до|кроме|без"
)
_NAME: Final = re.compile(r"[A-ZÄÖÜА-ЯЁ][\w'’-]*\.?")
_PARTICLES: Final = word_set("von van de der den del di la le zu")
_MOST_NAME: Final = 3
_MOST_JOB: Final = 4


def behind_firm(line: str, is_job: Callable[[str], bool]) -> str | None:
    """The person whom an answer names behind a company, with a job or a form of address; None for other words.

    `is_job` tells a folded word for what somebody is. Empty where the words before may be another person's name.
    """
    parts = _BREAK.split(line.strip(" )."), maxsplit=1)
    head = parts[0].split()
    if len(parts) == 1 or not head or not (head[0][0].isalnum() or head[0][0] in '«„“"'):
        return None
    if all(is_job(fold(word)) for word in head) and _SURE_MARK.search(parts[1]):
        # "Outsourced, firm X, Ann Poe": what it is stands before who it is.
        return behind_firm(parts[1], is_job)
    marked = any(one.search(parts[0]) for one in (_MARK, _SURE_MARK)) or any(map(_IN_CAPITALS.fullmatch, head))
    if all(is_job(fold(word)) for word in head) or (not marked and not all(map(_NAME.fullmatch, head))):
        return None
    words = parts[1].split()
    start = _job_before(words, is_job)
    titled = start < len(words) and fold(words[start]) in _TITLE
    name = words[start + titled :]
    sure = _SURE_MARK.match(parts[0]) is not None and len(name) > 1
    if not (start or titled or sure) or not _is_name(name, is_job) or _MARK.search(" ".join(name)):
        return None
    if marked or (len(head) == 1 and len(name) > 1):
        return " ".join(words[start:])
    return "" if titled or len(name) > 1 else None


def _job_before(words: list[str], is_job: Callable[[str], bool]) -> int:
    """How many words before a name say what the person does: the last of them is a job, and none takes it back."""
    count = next((place for place, word in enumerate(words) if _opens(word, is_job)), len(words))
    told = [fold(word) for word in words[:count]]
    if not 0 < count <= _MOST_JOB or not is_job(told[-1]) or any(map(_NOT_NOW.fullmatch, told)):
        return 0
    return count


def _opens(word: str, is_job: Callable[[str], bool]) -> bool:
    return word[:1].isupper() and (fold(word) in _TITLE or not is_job(fold(word)))


def _is_name(words: list[str], is_job: Callable[[str], bool]) -> bool:
    real = [word for word in words if word not in _PARTICLES]
    return 0 < len(real) <= _MOST_NAME and all(_NAME.fullmatch(one) and not is_job(fold(one)) for one in real)
