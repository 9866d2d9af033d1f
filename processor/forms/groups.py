"""One answer to several questions: "1-4: yes", "1.+6. Ann", "IT + phones: Sam", "Joe Marsh, he's the key user too"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.labels import Labels, Sureness, base_of, split_label
from processor.forms.namesin import names_in
from processor.forms.origin import Line
from processor.forms.pointing import is_person
from processor.forms.proseroles import places, stems_of
from processor.forms.values.found import Value
from processor.forms.values.read import read_value

_RANGE = re.compile(
    r"^\W*(?:points?|nos?\.?|fragen?|punkte?|questions?|вопросы|пункты|п\.?)?\s*(?P<one>\d{1,2})\s*(?:-|–|—|bis|to"
    r"|through|thru|по|до)\s*"
    r"(?P<two>\d{1,2})\s*[).:,=–—-]?\s+(?P<rest>[^\W\d].*)$",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"^\W*(?P<rest>[^\W\d][^\d:]{0,30}?)\s*(?:\b(?:to|for|zu|bei|für|auf|по|на|к)\s+)?(?:points?|nos?\.?|fragen?|punkten?|questions?|вопросам"
    r"|пунктам|п\.?)?\s*(?P<one>\d{1,2})\s*(?:-|–|—|bis|to|through|по|до)\s*(?P<two>\d{1,2})\W*$",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"^\W*(?:(?:zu|to|for|ad|re|к|на|по)\s+)?(?:points?|nos?\.?|fragen?|punkte?|questions?|вопросы|пункты|п\.?)?\s*"
    r"(?P<all>\d{1,2}[.)]?(?:\s*(?:,|;|/|&|\+|and|und|и)\s*\d{1,2}[.)]?)+)\s*(?P<same>(?:are|is|sind|ist)?\s*(?:both\s+|all\s+|alle\s+|beide\s+)?"
    r"(?:the\s+same|gleich|dasselbe|identisch|одно\s+и\s+то\s+же|то\s+же(?:\s+самое)?|одинаков\w*)?)\s*(?P<mark>[).:=–—-]*)\s+(?P<rest>[^\W\d].*)$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"^\W*(?:(?:zu|to|for|ad|re|к|на|по)\s+)?(?:(?:den\s+)?(?:points?|nos?\.?|fragen?|punkten?|questions?|вопрос\w*|пункт\w*|п{1,2}\.?)\s*)?"
    r"(?P<all>\d{1,2}(?:\s*(?:-|–|—|,|/|&|\+|bis|to|по|and|und|sowie|и|а\s+также)\s*\d{1,2})+)\s*[).]?\s*(?:[:=]|[–—-](?=\s))\s*"
    r"(?P<rest>[^\W\d].*)$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{1,2})(?:\s*(?:-|–|—|bis|to|по)\s*(\d{1,2}))?", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*(?:\+|/|&|,|\band\b|\bund\b|\bи\b)\s*", re.IGNORECASE)
_HEAD = re.compile(r"^\W*(?P<head>[^\d:=\n]{3,60}?)\s*(?:[:=]|\s[-–—]\s|->|→)\s*(?P<rest>\S.*)$")
_PIECE = re.compile(r"(?:[,;]|\s[-–—]|\s\(|\.(?=\s))\s*")
_SAME_PERSON = re.compile(
    r"\b(?:(?:he|she)(?:['’]?s|\s+is|\s+does|\s+looks|\s+also)?|also|too|as\s+well|auch|ebenfalls|ebenso|der|die|er|sie|он\s+же|она\s+же"
    r"|тоже|также|на\s+н[её]м|на\s+ней|у\s+него|у\s+не[её])\b",
    re.IGNORECASE,
)
_SENTENCE_BEHIND = re.compile(
    r"(?<=[\w)])(?<!\bHr)(?<!\bFr)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!Prof)(?<!Mrs)(?<!\b[A-ZА-Я])(?<!\bTel)(?<!тел)\.\s+(?=[A-ZÄÖÜА-ЯЁ][^\W\d]+\s)"
)
_MOST_REMARK = 9
_LONG_WORD = 5
_FEWEST = 2


def several_numbers(line: Line, fields: dict[str, FieldDefinition], language: str) -> Iterator[Line]:
    """A line for each of several numbers that one answer is given to."""
    keys = list(fields)
    spans, series = _RANGE.match(line.text) or _ALL_OF.match(line.text), _SERIES.match(line.text)
    found = spans or series
    persons = list(_of_persons(line, fields))
    if found is None or persons:
        yield from persons
        return
    if spans is not None:
        numbers = list(range(int(spans["one"]), int(spans["two"]) + 1))
    else:
        assert series is not None
        numbers = [int(one) for one in re.findall(r"\d+", series["all"])]
    if len(numbers) < _FEWEST or not all(0 < one <= len(keys) for one in numbers):
        return
    asked = [fields[keys[one - 1]] for one in numbers]
    if all(one.type is FieldType.YES_NO and _is_value(one, found["rest"], language) for one in asked) or (
        series is not None and _takes_words(asked, series, fields)
    ):
        yield from (replace(line, text=f"{one}) {found['rest']}") for one in numbers)


def _of_persons(line: Line, fields: dict[str, FieldDefinition]) -> Iterator[Line]:
    """A line for each person whose questions several numbers are: "zu 6-8: Ann Poe, poe@…, 0345 …"."""
    found = _NUMBERS.match(line.text)
    if found is None:
        return
    keys, numbers = list(fields), set[int]()
    for one in _SPAN.finditer(found["all"]):
        numbers.update(range(int(one[1]), int(one[2] or one[1]) + 1))
    if len(numbers) < _FEWEST or not all(0 < one <= len(keys) for one in numbers):
        return
    persons = list(dict.fromkeys(base_of(keys[one - 1]) for one in sorted(numbers)))
    named = {keys[one - 1] for one in numbers}
    # "10-12" may be hours: of several persons each one's name has to be among the questions.
    whole = len(persons) == 1 or named >= set(persons)
    if whole and all(is_person(key, fields) for key in persons):
        yield from (replace(line, text=f"{_label(key, fields)}: {found['rest']}") for key in persons)


def _takes_words(asked: list[FieldDefinition], series: re.Match[str], fields: dict[str, FieldDefinition]) -> bool:
    """Whether all ask for a person, or all for a long text, and a mark parts the numbers from the answer."""
    marked = bool(series["mark"] or series["same"].strip()) or series["all"][-1] in ".)" or "@" in series["rest"]
    long = all(one.type is FieldType.LONG_TEXT for one in asked)
    return marked and (long or all(is_person(one.key, fields) for one in asked))


def several_labels(line: Line, labels: Labels, fields: dict[str, FieldDefinition]) -> list[Line]:
    """A line for each label where two or three of one kind stand before the same answer; else the line as it is."""
    found = _HEAD.match(line.text)
    whole = labels.find(found["head"]) if found is not None else None
    if found is None or (whole is not None and not whole[0].endswith(("_phone", "_email"))):
        return [line]
    heads = [one.strip() for one in _TOGETHER.split(found["head"]) if one.strip()]
    keys = [key for one in heads if (key := _key_of(one, labels, fields))]
    if len(heads) == len(keys) >= _FEWEST and len(set(keys)) == 1 and fields[keys[0]].type is FieldType.YES_NO:
        # Two words for one thing: "network + firewall".
        return [replace(line, text=f"{_label(keys[0], fields)}: {found['rest']}")]
    if not _FEWEST <= len(heads) <= 4 or len(keys) < len(heads) or len(set(keys)) < len(keys):
        return [line]
    kinds = {fields[key].type for key in keys}
    if kinds != {FieldType.YES_NO} and not all(is_person(key, fields) for key in keys):
        return [line]
    return [replace(line, text=f"{_label(key, fields)}: {found['rest']}") for key in keys]


def _key_of(head: str, labels: Labels, fields: dict[str, FieldDefinition]) -> str:
    """The field that a label names, or the one role that a word of it begins with: "Telefon"."""
    named = labels.find(head)
    if named is not None and named[1] >= Sureness.SLIPS:
        return named[0]
    word = fold(head)
    roles = [
        key
        for key, one in fields.items()
        if is_person(key, fields)
        and (
            places(stems_of(one), head) or (len(word) > _LONG_WORD and any(stem.startswith(word) for stem in one.also))
        )
    ]
    return roles[0] if len(roles) == 1 else ""


def with_other_roles(line: Line, labels: Labels, fields: dict[str, FieldDefinition]) -> list[Line]:
    """The line, and one for each other role that its end gives to the same person: "…, he's the key user too"."""
    named = split_label(labels, line.text)
    if named is None or not named.rest or not is_person(named.key, fields):
        return [line]
    rest, roles = named.rest, []
    ended = _SENTENCE_BEHIND.search(rest)
    if ended is not None:
        behind = rest[ended.end() :].strip()
        whole = line.text[: len(line.text) - len(rest) + ended.start() + 1]
        return [
            *with_other_roles(replace(line, text=whole, raw=whole), labels, fields),
            Line("", "", line.origin),
            replace(line, text=behind, raw=behind),
        ]
    while True:
        cuts = list(_PIECE.finditer(rest))
        tail = rest[cuts[-1].end() :] if cuts else ""
        key = _role_of(tail, named.key, fields) if tail else ""
        if not key:
            break
        roles.append(key)
        rest = rest[: cuts[-1].start()].rstrip(" ,;(")
    if not roles:
        return [line]
    head = (
        line.text[: len(line.text) - len(named.rest)]
        if line.text.endswith(named.rest)
        else f"{_label(named.key, fields)}: "
    )
    return [
        replace(line, text=f"{head}{rest}"),
        *(replace(line, text=f"{_label(key, fields)}: {rest}") for key in roles),
    ]


def _role_of(tail: str, key: str, fields: dict[str, FieldDefinition]) -> str:
    """The one other role that a remark gives to the person named before; empty for none, or for somebody else."""
    if not _SAME_PERSON.search(tail) or len(tail.split()) > _MOST_REMARK or "@" in tail or names_in(tail):
        return ""
    roles = [one for one in fields if is_person(one, fields) and one != key and places(stems_of(fields[one]), tail)]
    plain = [one for one in fields if is_person(one, fields) and one != key and _says(fields[one], tail)]
    found = list(dict.fromkeys([*roles, *plain]))
    return found[0] if len(found) == 1 and not re.search(r"\b(?:not|nicht|не|until|bis|до|no)\b", tail, re.I) else ""


def _says(field: FieldDefinition, tail: str) -> bool:
    words = f" {fold(tail)} "
    return any(
        f" {fold(name)} " in words
        for name in (*(label for _, label in field.labels), *field.also)
        if not name.endswith("*")
    )


def _label(key: str, fields: dict[str, FieldDefinition]) -> str:
    return fields[key].labels[0][1]


def _is_value(field: FieldDefinition, text: str, language: str) -> bool:
    return isinstance(read_value(field, (text,), language), Value)
