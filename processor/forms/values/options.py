"""Yes or no, and choices: by word, by number, by its beginning, or by a ticked box."""

import re
from dataclasses import dataclass

from processor.facts.forms import FieldDefinition
from processor.forms.folding import allowed, distance, fold
from processor.forms.reasons import sentence
from processor.forms.states import ALL, AROUND, DONE, NOT_YET, PERCENT, SOFTENERS, SOON, TROUBLE, UNDECIDED
from processor.forms.values.chosen import chosen_by_words
from processor.forms.values.found import Found, NoValue, Value
from processor.forms.words import DOUBT, HARMLESS, MONTHS, NO, NO_MARKS, WEEKDAYS, YES, YES_MARKS

_BOX = re.compile(r"\[\s*([xXхХ✓✔v*+]?)\s*\]|\(\s*([xXхХ✓✔*+]?)\s*\)|([☐☑☒✅])")
_TICKED = frozenset("☑☒✅")
_TURNS = ("не", "un", "non", "nicht", "in")
_YES_LAST = re.compile(r"[,;:–—-]\s*(?:yes|ja|да)\W*$", re.IGNORECASE)
_BY_WHOM = re.compile(r"\bby\s+(?=(?:our|the|my|us|an?|its?)\b(?!\s+(?:end|middle|start|week)))", re.IGNORECASE)
"""Who has done it, not by when."""
_BY_NAME = re.compile(r"\bby\s+(?P<who>[A-Z][\w'’-]+)")
_FEWEST_ASKED = 4
"""So many words has a question that is more than "isn't it?"."""
_CLAUSE_END = re.compile(r"\s*[,;–—]\s+|\s+-\s+")
_IN_ORDER = re.compile(r"\b(n\.?\s?)?i\.?\s?O\.?(?=\W|$)")
"""Short for "in Ordnung", and for "nicht in Ordnung"."""
_BOTH_WAYS = frozenset({"в работе"})
"""Alone these say that something runs as well as that it is not done."""
_RUNS = re.compile(r"\bruns\s+(?=(?:nightly|daily|hourly|weekly|every|automatically|fine|well|since)\b)", re.IGNORECASE)
"""What runs so is running; "runs Debian 12" says of what it is."""
_LONGEST = 400
_MOST_WORDS = 16
_PARTICLES = frozenset({"nicht", "не", "not"})
_STILL_NO = frozenset(
    [
        "no",
        "not",
        "nope",
        "nein",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "noch",
        "yet",
        "still",
        "never",
        "нет",
        "не",
        "ни",
        "пока",
        "t",
        "cannot",
        "can",
        "leider",
        "unfortunately",
        *("kommt", "erst", "bis", "after", "when", "until", "before", "once", "unable", "dont", "cant", "sobald"),
        *("nachdem", "ohne", "without", "после", "до", "когда", "еще", "сожалению", "not", "wenn", "some"),
    ]
)
"""Words behind a no that leave it one."""


@dataclass(frozen=True, slots=True)
class _Boxed:
    ticked: tuple[str, ...]
    boxes: int


def read_yes_no(text: str, language: str) -> Found:
    """Yes or no. Words that could turn it into something else make it none; other words are kept beside it."""
    no_value = NoValue(sentence("yes_or_no", language))
    if len(text) > _LONGEST:
        return no_value
    text = _IN_ORDER.sub(lambda found: " nein " if found[1] else " ok ", text)
    boxed = _boxes(text)
    if boxed is not None:
        if not boxed.boxes or (len(boxed.ticked) == 1 and not boxed.ticked[0] and boxed.boxes == 1):
            return Value(True) if boxed.ticked else no_value
        if len(boxed.ticked) != 1:
            return no_value
        return read_yes_no(boxed.ticked[0], language)
    bare = text.strip(" .!,;:")
    if bare in YES_MARKS or bare in NO_MARKS:
        return Value(bare in YES_MARKS)
    words = fold(_RUNS.sub("running ", _BY_NAME.sub(_without_name, _BY_WHOM.sub(" ", text)))).split()
    if "?" in text:
        return _no_before_question(text, language)
    if not words or any(mark in text for mark in NO_MARKS):
        return no_value
    while len(words) > 1 and words[0] in SOFTENERS:
        words = words[1:]
    if len(words) > 1 and words[0] in ALL and (words[1] in YES or words[1] in NO - _PARTICLES or words[1] in DONE):
        words = words[1:]
    skipped = len(fold(text).split()) - len(words)
    bare = re.sub(rf"^(?:\W*\w+){{{skipped}}}", "", text) if skipped else text
    return _of_state(words, bare, no_value) or _by_words(words, bare, no_value)


def _without_name(found: re.Match[str]) -> str:
    """Nothing for the name of who has done it; a day or a month by which it will be done stays."""
    when = fold(found["who"])
    return found[0] if when in MONTHS or when in WEEKDAYS else " "


def _no_before_question(text: str, language: str) -> Found:
    """A plain no before a question: "not set up, can you do that?" A yes with a question is none."""
    first, *asked = _CLAUSE_END.split(text, maxsplit=1)
    said = read_yes_no(first, language) if asked and len(asked[0].split()) >= _FEWEST_ASKED else None
    return (
        Value(False, text)
        if isinstance(said, Value) and said.value is False
        else NoValue(sentence("yes_or_no", language))
    )


def _of_state(words: list[str], text: str, no_value: NoValue) -> Found | None:
    """Yes or no in everyday words: “done”, “läuft”, “ещё нет”, “being done this week”; None for other words."""
    whole = " ".join(words)
    if len(words) > _MOST_WORDS:
        return None
    if UNDECIDED.search(whole) or whole in _BOTH_WAYS:
        return no_value
    if NOT_YET.match(whole):
        return (
            no_value if any(word in YES and word not in DONE for word in words) else Value(False, _remark(words, text))
        )
    if words[0] in YES and any(word in SOON for word in words[1:]):
        return no_value
    if not any(word in DONE for word in words) or (words[0] in YES and words[0] not in DONE) or words[0] in NO:
        return None
    loosened = any(word in DOUBT - {"ja", "yes"} or word in SOON or word in NO or word in TROUBLE for word in words)
    if loosened or PERCENT.search(text.casefold()):
        return no_value
    first = next(place for place, word in enumerate(words) if word in DONE)
    if any(word not in AROUND and word not in HARMLESS for word in words[:first]):
        return no_value
    return Value(True, _remark(words, text))


def _remark(words: list[str], text: str) -> str:
    """The whole answer as a remark, where it says more than that."""
    known = all(word in AROUND or word in HARMLESS or word in DONE or word in YES or word in NO for word in words)
    return "" if known or len(words) < 3 else text.strip(" .,;:-–—")


def _by_words(words: list[str], text: str, no_value: NoValue) -> Found:
    """The first word says it; what follows must neither turn nor loosen it."""
    if len(words) > 1 and _YES_LAST.search(text) and not any(word in NO or word in DOUBT for word in words[:-1]):
        words = [words[-1], *words[:-1]]
    first, others = words[0], words[1:]
    harmless = all(word in HARMLESS or word in YES or word in NO for word in others)
    rest = re.split(r"\W+", text.strip(), maxsplit=1)
    remark = rest[1].strip(" .,;:-–—") if len(rest) > 1 and not harmless else ""
    if len(others) > _MOST_WORDS:
        return no_value
    if first in YES and not any(word in NO or word in DOUBT for word in others):
        return Value(True, remark)
    if first in NO - _PARTICLES and not any(word in DOUBT - _STILL_NO or word in YES - HARMLESS for word in others):
        # "No problem" is no no: only behind a stop does a remark follow the word itself.
        parted = not others or re.match(r"\W*\w+\s*[.,;:!(–—-]", text) is not None
        return Value(False, remark) if parted else no_value
    return no_value


def read_choice(field: FieldDefinition, text: str, language: str) -> Found:
    """One of the field's choices, in any of its languages."""
    no_value = NoValue(sentence("choice", language))
    if len(text) > _LONGEST or "?" in text:
        return no_value
    boxed = _boxes(text)
    if boxed is not None:
        if len(boxed.ticked) != 1 or not boxed.ticked[0]:
            return NoValue(sentence("several" if len(boxed.ticked) > 1 else "choice", language))
        return read_choice(field, boxed.ticked[0], language)
    found = _chosen(field, fold(text))
    if len(found) == 1:
        return Value(found[0])
    return chosen_by_words(field, text, language) if not found else no_value


def _chosen(field: FieldDefinition, words: str) -> list[str]:
    """The keys of the choices that these words mean: wholly, by place, by their beginning, or but for a slip."""
    if not words:
        return []
    named = {one.key: {fold(one.key)} | {fold(label) for _, label in one.labels} for one in field.choices}
    exact = [key for key, names in named.items() if words in names]
    if exact:
        return exact
    other = [one.key for one in field.choices if words in {fold(word) for word in one.also}]
    if other:
        return other
    places = [key for place, key in enumerate(named, 1) if words == str(place)]
    if places:
        return [] if any(name[0].isdigit() for names in named.values() for name in names) else places
    begun = [key for key, names in named.items() if len(words) >= 3 and any(name.startswith(words) for name in names)]
    if begun:
        return begun
    typed = set(words.split())
    labels = [name.split() for names in named.values() for name in names]
    within = [key for key, names in named.items() if any(_mostly(typed, set(name.split())) for name in names)]
    if within:
        return within
    if any(
        word.removeprefix(turn) in label
        for word in typed
        for turn in _TURNS
        if word.startswith(turn)
        for label in labels
    ):
        return []
    most = allowed(len(words))
    return [key for key, names in named.items() if any(distance(words, name, most) <= most for name in names if most)]


def _mostly(typed: set[str], label: set[str]) -> bool:
    """Whether the words are two or more of a label's, and half of them at least."""
    return len(typed) > 1 and typed <= label and 2 * len(typed) >= len(label)


def _boxes(text: str) -> _Boxed | None:
    """What stands at ticked boxes; None where there are no boxes. A box stands before its words, or behind them."""
    found = list(_BOX.finditer(text))
    if not found:
        return None
    before = not fold(text[: found[0].start()])
    edges = [0, *(one.end() for one in found)] if not before else [*(one.start() for one in found), len(text)]
    ticked: list[str] = []
    for place, box in enumerate(found):
        words = text[box.end() : edges[place + 1]] if before else text[edges[place] : box.start()]
        if (box[1] or box[2] or "") or ((box[3] or "") in _TICKED and box[3]):
            ticked.append(words.strip(" ,;/|"))
    return _Boxed(tuple(ticked), len(found))
