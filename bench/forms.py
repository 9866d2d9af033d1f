"""How replies to forms are read, from their bytes on: replies of authors who had not seen the reader.

Careful people differ in a few things, and either way counts as right here:

- "none", "not needed", "нет" to an optional question: the word, or an empty answer, or that nothing was said.
- A person named again by a first or last name, or with a company or "my son" before the name: the words as they stand,
  or the full name that the same reply gives ("Alan too" after "Alan Muir").
- The address or number of a person who has several roles, given for one of them: under the others too, or not.
- A day without a year: the next such day from the mail's date, or asked again.
- A long text: with a few words around it, as long as none of them belong to another answer or a remark.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

from models.vocabulary import FieldType
from processor.facts.forms import Answer, Answerable, Enclosed, FormDefinition, FormReading
from processor.facts.own import OwnMarks
from processor.forms.definitions import read_definition
from processor.forms.pointing import is_person
from processor.forms.reading import read_answers
from processor.forms.values.dates import days_in
from processor.forms.values.nothing import says_none
from processor.reading.enclosed.requests import RowsRequest
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader, Failure

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "golden" / "unseen_forms"
Reply = dict[str, Any]

_BLANKS = re.compile(r"\s+")
_MOST_AROUND = 80
_SHORT_NAME = 4
_ENDS = " .,;:!\"'“”„«»()<>"


@dataclass
class Score:
    """What came of one set, by field: read right, asked again where that was right, missed, and read wrong silently."""

    fields: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.fields


def sets() -> Iterator[tuple[str, list[Reply]]]:
    """The sets by name, in order."""
    for path in sorted([*FOLDER.glob("author-*.jsonl"), *FOLDER.glob("dev-*.jsonl")]):
        yield path.stem, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(reply: Reply) -> tuple[FormDefinition, FormReading]:
    """The reply as it is read when it comes in: from its bytes on."""
    raw = _raw(reply)
    reader = DirectReader(OwnMarks(frozenset({"support@vendor.example"}), "vendor.example"), Limits())
    (message,), (rows,) = reader.read_many([(raw, False)]), reader.rows_many([RowsRequest(raw)])
    assert not isinstance(message, Failure)
    enclosed = Enclosed(rows=() if isinstance(rows, Failure) else rows)
    definition = _definition(reply["form"])
    sent = (FOLDER / "sent" / f"{reply['form']}.{reply['lang']}.txt").read_text(encoding="utf-8")
    name, address = parseaddr(reply["from"])
    return definition, read_answers(
        definition,
        reply["lang"],
        message.new_text,
        message.text,
        sent,
        enclosed,
        sender=name,
        sender_address=address,
        written_on=_sent_on(reply),
    )


def _sent_on(reply: Reply) -> date | None:
    """The day of the mail: that of the form, which stands where the reply quotes it."""
    text = re.sub(r"<[^>]*>|\b(?:From|To)\b", " ", reply.get("text") or reply["html"])
    around = [found.start() for found in re.finditer(r"Vendor Support|support@vendor", text)]
    # On the line of our name or right below it; before it only where the line above was broken. What the customer
    # wrote above the quote names days too.
    starts = [text.rfind("\n", 0, place) + 1 for place in around]
    starts += [text.rfind("\n", 0, max(0, start - 1)) + 1 for start in starts]
    days = (days_in(text[start : start + 240].partition("##-")[0], "de") for start in starts)
    return next((day for found in days for day in found if day is not None), None)


def score(replies: list[Reply]) -> Score:
    """All of a set read."""
    made = Score()
    for reply in replies:
        definition, found = read(reply)
        _compare(made, reply, definition, found)
    return made


def _compare(made: Score, reply: Reply, definition: FormDefinition, found: FormReading) -> None:
    answers = {one.field: one for one in found.answers}
    asked = {one.field for one in (*found.unreadable, *found.conflicts)}
    for key, value in reply["expected"].items():
        made.fields += 1
        if key in answers and _right(key, answers[key].value, reply, definition):
            made.right += 1
        elif key in answers:
            made.wrong.append(f"{reply['id']} {key}: {answers[key].value!r} for {value!r}")
        else:
            made.missed.append(f"{reply['id']} {key}: {'asked again' if key in asked else 'left'}: {value!r}")
    for key in reply["ask_again"]:
        made.fields += 1
        wrong = key in answers and not (_is_settled(answers[key]) or _is_carried(key, answers[key].value, reply))
        made.right += not wrong
        if wrong:
            made.wrong.append(f"{reply['id']} {key}: {answers[key].value!r} where it has to be asked again")
    for key in answers.keys() - reply["expected"].keys() - set(reply["ask_again"]):
        if not _is_none(answers[key].value) and not _is_carried(key, answers[key].value, reply):
            made.wrong.append(f"{reply['id']} {key}: {answers[key].value!r} where nothing was said")
    said = [*(one.said for one in found.answers), *(one.said for one in (*found.unreadable, *found.conflicts))]
    kept = " ".join([*found.leftovers, *said])
    made.lost += [f"{reply['id']}: {one}" for one in reply["leftovers"] if _plain(one) not in _plain(kept)]


def _right(key: str, value: Answerable, reply: Reply, definition: FormDefinition) -> bool:
    """Whether the value is what was expected, or one of the ways in which careful people differ."""
    expected = reply["expected"][key]
    fields = {one.key: one for one in definition.fields}
    if _same(value, expected) or (_is_none(value) and isinstance(expected, str) and says_none(expected)):
        return True
    if is_person(key, fields) and isinstance(value, str) and isinstance(expected, str):
        return _same_person(value, expected, reply)
    return fields[key].type is FieldType.LONG_TEXT and _within(value, expected, reply, key)


def _is_none(value: Answerable) -> bool:
    return value in ("", ()) or (isinstance(value, str) and says_none(value))


def _is_settled(answer: Answer) -> bool:
    """Whether it is a day that was given without its year."""
    return isinstance(answer.value, date) and str(answer.value.year) not in answer.said


def _is_carried(key: str, value: Answerable, reply: Reply) -> bool:
    """Whether it is the address or number of a person who was expected in this role, given for another role."""
    base, _, way = key.rpartition("_")
    person = reply["expected"].get(base, "")
    twins = [
        reply["expected"].get(f"{other}_{way}")
        for other, name in reply["expected"].items()
        if other != base and isinstance(name, str) and person and _same_person(name, person, reply)
    ]
    return any(isinstance(one, str) and _same(value, one) for one in twins)


def _same_person(value: str, expected: str, reply: Reply) -> bool:
    """Whether the words name one person: those of one are among the other's, and what is more are names.

    Words that are more in the value must be a name that the reply gives; of the expected ones "my son" may be missing.
    """
    ours, theirs = _names(value), _names(expected)
    more = ours - theirs
    small = {word for word in re.findall(r"[^\W\d]\w*", value) if word[0].islower()}
    wanted = {word for word in re.findall(r"[^\W\d]\w*", expected) if word[0].islower()}
    given = {
        _plain(word)
        for word in re.findall(r"\w+", f"{reply.get('text') or ''} {reply.get('html') or ''} {reply['from']}")
    }
    if len(ours) == len(theirs) and all(any(_declined(one, other) for other in theirs) for one in ours):
        return True
    return bool(ours & theirs) and (ours <= theirs or theirs <= ours) and small <= wanted and more <= given


def _declined(one: str, other: str) -> bool:
    """Whether two words are one name in two Russian cases."""
    most = max(len(one), len(other))
    return most > _SHORT_NAME and one[: most - 2] == other[: most - 2] and not one.isascii()


def _names(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d]\w*", text) if word[0].isupper()}


def _same(value: Answerable, expected: str | list[str]) -> bool:
    match value:
        case bool():
            return expected == ("yes" if value else "no")
        case date():
            return expected == value.isoformat()
        case Decimal():
            return isinstance(expected, str) and Decimal(expected) == value
        case tuple():
            wanted = expected if isinstance(expected, list) else [expected]
            return Counter(map(_plain, value)) == Counter(map(_plain, wanted))
        case str():
            return isinstance(expected, str) and _plain(value) == _plain(expected)


def _within(value: Answerable, expected: str | list[str], reply: Reply, key: str) -> bool:
    """Whether a long text holds what was expected and little else, or half of it at least is what was expected."""
    if not isinstance(value, str) or not isinstance(expected, str):
        return False
    ours, theirs = _plain(value), _plain(expected)
    foreign = [*reply["leftovers"], *(one for other, one in reply["expected"].items() if other != key)]
    if any(isinstance(one, str) and _plain(one) in ours and _plain(one) not in theirs for one in foreign):
        return False
    if set(theirs.split()) <= set(ours.split()) and len(ours) <= len(theirs) + _MOST_AROUND:
        return True
    return (theirs in ours and len(ours) <= len(theirs) + _MOST_AROUND) or (
        ours in theirs and 2 * len(ours) >= len(theirs)
    )


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(_ENDS).casefold()


def _raw(reply: Reply) -> bytes:
    """The reply as a mail."""
    mail = EmailMessage()
    name, address = parseaddr(reply["from"])
    mail["From"], mail["To"] = f'"{name}" <{address}>', "support@vendor.example"
    mail["Subject"], mail["Message-ID"] = "Re: a form", f"<{reply['id']}@customer.example>"
    if reply.get("text"):
        mail.set_content(reply["text"])
        if reply.get("html"):
            mail.add_alternative(reply["html"], subtype="html")
    else:
        mail.set_content(reply["html"], subtype="html")
    return bytes(mail)


@cache
def _definition(name: str) -> FormDefinition:
    path = ROOT / "templates" / "forms" / f"{name}.toml"
    return read_definition(path.read_text(encoding="utf-8"), path.name)


def main() -> None:
    """Print what came of each set, with everything that was not read right."""
    for name, replies in sets():
        made = score(replies)
        print(
            f"{name}: {made.right} of {made.fields} fields right ({made.share:.1%}), {len(made.missed)} missed, "
            f"{len(made.wrong)} wrong silently, {len(made.lost)} remarks lost"
        )
        for what, lines in (("missed", made.missed), ("wrong", made.wrong), ("lost", made.lost)):
            for line in lines:
                print(f"  {what}: {line}")
