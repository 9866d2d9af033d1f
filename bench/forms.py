"""How replies to forms are read, from their bytes on: replies of authors who had not seen the reader."""

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
from processor.facts.forms import Answerable, Enclosed, FormDefinition, FormReading
from processor.facts.own import OwnMarks
from processor.forms.definitions import read_definition
from processor.forms.reading import read_answers
from processor.reading.enclosed.requests import RowsRequest
from processor.reading.limits import Limits
from processor.reading.sandbox import DirectReader, Failure

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "golden" / "unseen_forms"
Reply = dict[str, Any]

_BLANKS = re.compile(r"\s+")
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
    for path in sorted(FOLDER.glob("author-*.jsonl")):
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
    return definition, read_answers(
        definition, reply["lang"], message.new_text, message.text, sent, enclosed, sender=parseaddr(reply["from"])[0]
    )


def score(replies: list[Reply]) -> Score:
    """All of a set read."""
    made = Score()
    for reply in replies:
        definition, found = read(reply)
        _compare(made, reply, definition, found)
    return made


def _compare(made: Score, reply: Reply, definition: FormDefinition, found: FormReading) -> None:
    answers = {one.field: one for one in found.answers}
    free = {one.key for one in definition.fields if one.type is FieldType.LONG_TEXT}
    asked = {one.field for one in (*found.unreadable, *found.conflicts)}
    for key, value in reply["expected"].items():
        made.fields += 1
        if key in answers and (
            _same(answers[key].value, value) or (key in free and _within(answers[key].value, value))
        ):
            made.right += 1
        elif key in answers:
            made.wrong.append(f"{reply['id']} {key}: {answers[key].value!r} for {value!r}")
        else:
            made.missed.append(f"{reply['id']} {key}: {'asked again' if key in asked else 'left'}: {value!r}")
    for key in reply["ask_again"]:
        made.fields += 1
        made.right += key not in answers
        if key in answers:
            made.wrong.append(f"{reply['id']} {key}: {answers[key].value!r} where it has to be asked again")
    for key in answers.keys() - reply["expected"].keys() - set(reply["ask_again"]):
        made.wrong.append(f"{reply['id']} {key}: {answers[key].value!r} where nothing was said")
    said = [*(one.said for one in found.answers), *(one.said for one in (*found.unreadable, *found.conflicts))]
    kept = " ".join([*found.leftovers, *said])
    made.lost += [f"{reply['id']}: {one}" for one in reply["leftovers"] if _plain(one) not in _plain(kept)]


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


def _within(value: Answerable, expected: str | list[str]) -> bool:
    """Whether of two long texts one is the other with a greeting or a few words around it: both are right."""
    if not isinstance(value, str) or not isinstance(expected, str):
        return False
    shorter, longer = sorted((_plain(value), _plain(expected)), key=len)
    return shorter in longer and 2 * len(shorter) >= len(longer)


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
