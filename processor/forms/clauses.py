"""Lines that hold several answers, or one in a shape of its own, made one line for each.

"1-4: yes", "Forgot: 3) no", "OS: Debian 12, phone system: 3CX", "IT is Jens Paul", "PCs ok".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.groups import several_labels, several_numbers, with_other_roles
from processor.forms.labels import Labels, Sureness, split_label
from processor.forms.numbering import by_bare_numbers, by_ordinal, by_stem, columns, ordinals
from processor.forms.openings import is_answer, is_thing
from processor.forms.origin import Line, Origin
from processor.forms.ours import Ours
from processor.forms.spreading import spread

_DASHED = re.compile(r"^\s*(\d{1,2})\s+[-–—]\s+(?=\S)")
_BARE = re.compile(r"^\s*(\d{1,2})\s+(?=\S)")
_MOST_FIRST = 3
_FEWEST_DASHED = 3
_FEWEST_BARE = 4
_INLINE = re.compile(
    r"(?:(?<=[:;,.!?])|(?<=\band)|(?<=\bAnd)|(?<=\bund)|(?<=\bUnd)|(?<=\bи)|(?<=\bИ)|(?<=\bzu)|(?<=\bto)"
    r"|(?<=\bк))\s+(?=\(?\d{1,2}\)\s*\S)"
)
_FIRST_NUMBER = re.compile(r"\W*(\d{1,2})\s*(?:\)|[.:](?!\d)|[-–—=](?=\s)(?!\s*\d))")
_LATER_NUMBER = re.compile(r"(?:(?<=\s)|(?<=[,;]))\(?(\d{1,2})(?:\)(?=\s|$)|(?<=[,;]\s\d)\s*[-–—=:](?=\s)(?!\s*\d))")
_STOPPED_NUMBER = re.compile(r"(?<=\s)(\d{1,2})\.(?=\s+[^\W\d])")
_INLINE_NUMBER = re.compile(r"\(?(\d{1,2})\)")
_CONNECTING = frozenset(["and", "und", "и", "also", "noch", "further", "additionally", "then", "forgot", "sorry"])
_OPENS = re.compile(
    r"(?:[,;]|(?<!\bHr)(?<!\bFr)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bTel)(?<!тел)(?<!\bProf)(?<!\bFa)(?<!\bNr)\.|(?<=\s)[-–—])"
    r"\s+(?=\S)"
)
_SENTENCE_BEHIND = re.compile(
    r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZÄÖÜА-ЯЁ][^\W\d]*\s)|(?<=\d)\.\s+(?=[A-ZÄÖÜА-ЯЁ][^\W\d]*\s+\w+\s)"
)
_VERB = re.compile(
    r"\s+(?:is|are|will\s+be|would\s+be|goes?\s+to|go\s+to|to|should\s+be|ist|sind|wird|macht|machen|mache|übernimmt"
    r"|gehen\s+an|geht\s+an|bitte\s+an|an"
    r"|bleibt|currently|now|derzeit|aktuell|jetzt|momentan|будет|пока|сейчас|теперь|это|ведёт|ведет|занимается|делает|—|–)\s+(?=\S)",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"^(?:his|her|their|ihre?|seine?|его|её|ее)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|our|die|der|das|den|unser|unsere|наш|наша|наше)\s+", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear\s+\w+|hallo(?:\s+zusammen)?|moin|servus|guten\s+(?:tag|morgen)|здравствуйте|добрый\s+(?:день|вечер)|привет)\s*[,!.]\s+",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\W*([^\d:]{3,40}?)\s*[:,–—-]?\s+(?=\(?\d{1,2}[).]\s*\S)")
_MOST_LABEL = 4
_LONGEST = 600


def unfold(
    lines: list[Line], labels: Labels, ours: Ours, fields: dict[str, FieldDefinition], language: str
) -> list[Line]:
    """The lines, those that were written now with one answer on each."""
    dashed = sum(1 for line in lines if line.origin is not Origin.QUOTE and _DASHED.match(line.text)) >= _FEWEST_DASHED
    bare = _bare_numbers(lines, len(fields))
    below = _bare_below(lines, len(fields))
    long = all(one.type is FieldType.LONG_TEXT for one in fields.values())
    ordinal = long and ordinals([line for line in lines if line.origin is not Origin.QUOTE])
    unfolded: list[Line] = []
    table = columns(lines, fields, labels)
    for place, line in enumerate(lines):
        if place in table:
            unfolded.append(table[place])
            continue
        if line.origin is Origin.QUOTE or not line.text or len(line.text) > _LONGEST or ours.has(line.text, True):
            unfolded.append(line)
            continue
        own = replace(line, text=_DASHED.sub(r"\1) ", line.text)) if dashed else line
        if (bare and line.origin is Origin.NEW) or place in below:
            own = replace(own, text=_BARE.sub(r"\1) ", own.text))
        own = by_ordinal(own) if ordinal else own
        own = _untitled(own, labels)
        own = _ungreeted(own, labels, fields, language)
        own = (
            by_stem(own, fields)
            if split_label(labels, own.text) is None and not _is_double(own, labels, fields)
            else own
        )
        several = list(by_bare_numbers(own, len(fields))) if line.origin is Origin.NEW else []
        several = several or list(several_numbers(own, fields, language)) or list(spread(own, fields, language))
        for part in several or _inline(own, len(fields)):
            if long or several:
                unfolded.append(part)
                continue
            for one in _by_sentences(part, _labelled(part, labels, fields, language), labels, fields):
                for each in several_labels(one, labels, fields):
                    unfolded += with_other_roles(each, labels, fields)
    return unfolded


def _bare_numbers(lines: list[Line], most: int) -> bool:
    """Whether the lines written above the quote are numbered by mere numbers that rise: "1 yes", "2 no", "8 48"."""
    return _rise([line.text for line in lines if line.origin is Origin.NEW and line.text], most)


def _bare_below(lines: list[Line], most: int) -> set[int]:
    """The places of lines that stand together in or below the quote and are numbered by mere numbers that rise."""
    found: set[int] = set()
    block: list[int] = []
    for place, line in [*enumerate(lines), (len(lines), Line("end", "", Origin.QUOTE))]:
        if line.text and line.origin is Origin.BETWEEN:
            block.append(place)
        elif line.text:
            found.update(block if _rise([lines[one].text for one in block], most) else ())
            block = []
    return found


def _rise(written: list[str], most: int) -> bool:
    numbers = [int(found[1]) if (found := _BARE.match(text)) else 0 for text in written]
    counted = [one for one in numbers if one]
    rising = all(one < other for one, other in pairwise(counted))
    return rising and len(counted) >= _FEWEST_BARE and counted[0] <= _MOST_FIRST and counted[-1] <= most


def _ungreeted(line: Line, labels: Labels, fields: dict[str, FieldDefinition], language: str) -> Line:
    """The line without a greeting before its label: "Hi, approver = me"."""
    text = _GREETING.sub("", line.text)
    labelled = text != line.text and (split_label(labels, text) is not None or _opening(text, labels, fields, language))
    return replace(line, text=text) if labelled else line


def _untitled(line: Line, labels: Labels) -> Line:
    """The line without the title of a section before its first number: "Requirements 1) yes, 2) yes"."""
    found = _TITLED.match(line.text)
    titles = {fold(title) for _, texts in labels.definition.sections for _, title in texts}
    return replace(line, text=line.text[found.end() :]) if found is not None and fold(found[1]) in titles else line


def _is_double(line: Line, labels: Labels, fields: dict[str, FieldDefinition]) -> bool:
    return len(several_labels(line, labels, fields)) > 1


def _inline(line: Line, most: int) -> list[Line]:
    """The line parted where the number of a question stands inside it."""
    cuts = _counting(line.text, most) or [
        found.end()
        for found in _INLINE.finditer(line.text)
        if (number := _INLINE_NUMBER.match(line.text[found.end() :])) is not None and 0 < int(number[1]) <= most
    ]
    if not cuts:
        bare = line.text.split(maxsplit=1)
        inside = len(bare) > 1 and fold(bare[0]) in _CONNECTING and _INLINE_NUMBER.match(bare[1])
        return [replace(line, text=bare[1])] if inside else [line]
    parts = [line.text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    if all(fold(word) in _CONNECTING for word in re.findall(r"\w+", parts[0])):
        parts = parts[1:]
    return [replace(line, text=part, raw=part) for part in parts if part]


def _counting(text: str, most: int) -> list[int]:
    """Where a line that begins with the number of a question has those of later ones: "1) Ann 2) ann@… 3) +44 …"."""
    first = _FIRST_NUMBER.match(text)
    if first is None:
        return []
    found = [one for one in _LATER_NUMBER.finditer(text, first.end() - 1) if not _in_brackets(text, one.start())]
    stops = list(_STOPPED_NUMBER.finditer(text, first.end() - 1)) if not found and "." in first[0] else []
    if stops and [int(one[1]) for one in stops] == [int(first[1]) + count for count in range(1, len(stops) + 1)]:
        found = stops
    numbers = [int(one[1]) for one in (first, *found)]
    if not all(one < other for one, other in pairwise(numbers)) or numbers[0] < 1 or numbers[-1] > most:
        return []
    return [one.start() for one in found]


def _in_brackets(text: str, place: int) -> bool:
    before = re.sub(r"\(?\b\d{1,2}\)", "", text[:place])
    return before.count("(") > before.count(")")


def _labelled(line: Line, labels: Labels, fields: dict[str, FieldDefinition], language: str) -> list[Line]:
    """The line parted before each further label that it holds, and its first label set apart from what it says."""
    first = split_label(labels, line.text)
    head = line.text
    if first is None or (not first.rest and fold(line.text) not in labels.printed and not first.number):
        head = _opening(line.text, labels, fields, language) or line.text
    if head == line.text and (first is None or first.sureness is Sureness.NUMBER):
        return [line]
    parts: list[str] = []
    start, opening = 0, ""
    begun = len(head) - len(first.rest) if first is not None and head == line.text and first.rest else 0
    for found in _OPENS.finditer(head):
        if found.start() < begun or (first is not None and first.number):
            continue
        behind = head[found.end() :]
        before = labels.find(re.split(r"[:=]", opening + head[start : found.start()], maxsplit=1)[0])
        if before is not None and before[0] == "customer_lead":
            behind = _THEIRS.sub("", behind)
        named = split_label(labels, behind)
        sure = named is not None and bool(named.rest) and not named.number and named.sureness >= Sureness.SAME_WORDS
        opened = behind if sure else _opening(behind, labels, fields, language)
        if not opened and found[0][0] == ".":
            stemmed = by_stem(replace(line, text=behind), fields).text
            opened = stemmed if stemmed != behind else ""
        if opened:
            parts.append(opening + head[start : found.start()])
            # What a colon was put into begins with its label: only the beginning differs from what stands there.
            shared = _shared_end(opened, behind)
            opening, start = opened[: len(opened) - shared], len(head) - shared
    parts.append(opening + head[start:])
    if len(parts) == 1:
        return [replace(line, text=parts[0])]
    return [replace(line, text=part.strip(), raw=part.strip()) for part in parts if part.strip()]


def _by_sentences(line: Line, parts: list[Line], labels: Labels, fields: dict[str, FieldDefinition]) -> Iterator[Line]:
    """The parts of a line; a yes or no told without a colon ends with its sentence, and what follows is told freely."""
    for part in parts:
        label = part.text.partition(":")[0]
        named = split_label(labels, part.text) if f"{label}:" not in line.text else None
        ended = _SENTENCE_BEHIND.search(part.text)
        if ended is None or named is None or fields[named.key].type is not FieldType.YES_NO:
            yield part
            continue
        whole, behind = part.text[: ended.start() + 1], part.text[ended.end() :].strip()
        yield replace(part, text=whole, raw=whole)
        yield Line("", "", part.origin)
        yield replace(part, text=behind, raw=behind)


def _shared_end(one: str, other: str) -> int:
    """How many letters at their ends two texts have in common."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _system_of(key: str, fields: dict[str, FieldDefinition]) -> FieldDefinition | None:
    """The question for what a thing is beside the one whether it is ready: "Server Win2022"."""
    if fields[key].type is not FieldType.YES_NO:
        return None
    stem = f"{key.partition('_')[0]}_"
    found = [one for one in fields.values() if one.type is FieldType.TEXT and one.key.startswith(stem)]
    return found[0] if len(found) == 1 else None


def _opening(text: str, labels: Labels, fields: dict[str, FieldDefinition], language: str) -> str:
    """The text with a colon behind the label that it begins with, where what follows is an answer; empty for none."""
    bare = _ARTICLE.sub("", text)
    words = bare.split()
    for count in range(min(_MOST_LABEL, len(words) - 1), 0, -1):
        name = " ".join(words[:count])
        named = labels.find(name) if (name[-1].isalnum() or name[-1] == ".") and name[0].isalnum() else None
        if named is None or named[1] < Sureness.SAME_WORDS:
            continue
        rest = bare[len(name) :] if bare.startswith(name) else " " + " ".join(words[count:])
        verb = _VERB.match(rest)
        value = rest[verb.end() :] if verb is not None else rest.strip()
        if is_answer(fields[named[0]], value, fields, language, verb is not None):
            return f"{name}: {value}"
        system = _system_of(named[0], fields)
        if system is not None and is_thing(value):
            return f"{system.labels[0][1]}: {value}"
    return ""
