"""What the core says is known to the pages in every language: nothing new goes unworded, nothing old is left over."""

import re
import tomllib
from decimal import Decimal
from typing import Any, Final

import pytest

from models.vocabulary import CaseReason, Category, DecidedBy, Language, Severity
from processor.documents.pages import Pages
from processor.documents.sayings import Shape, read_sayings
from processor.effects.deployments import NoteWork
from processor.tickets.billing import noted_in_words
from processor.tickets.deciding import labels_in_words
from processor.tickets.labels import Labels
from tests.architecture.sentences import HOLE, said, words
from tests.architecture.shapes import CHECKOUT

FOLDER: Final = CHECKOUT / "templates" / "web" / "said"
FILES: Final = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["said"] for path in FOLDER.glob("*.toml")}
ENTRIES: Final[list[dict[str, Any]]] = [entry for entries in FILES.values() for entry in entries]
SAYINGS: Final = read_sayings()
PAGES: Final = Pages()
LETTERS: Final = re.compile("[A-Za-z]")
PARTS: Final = "parts"
"""The file of what is put together at run time: its words stand in the source, and no one expression makes them."""

PASSED_ON: Final = {
    ("approvals/byhand", "otherwise"),
    ("approvals/byhand", "reason"),
    ("approvals/case", "issue"),
    ("approvals/case", "text"),
    ("approvals/checks", "'; '.join((f'{check.sealer}: {check.why or check.result.value}' for check in proof.arc))"),
    ("approvals/checks", "detail"),
    ("approvals/checks", "good if match is None else match.reason"),
    ("approvals/checks", "why"),
    ("approvals/objection", "'; '.join((match.reason for match in against))"),
    ("approvals/objection", "text"),
    ("approvals/rules", "'; '.join(said) or 'the mail is not one that a machine may take for an answer'"),
    ("deployments/common", "otherwise"),
    ("deployments/common", "text"),
    ("deployments/common", "why"),
    ("deployments/deemed", "failed.get(rule, good)"),
    ("deployments/deemed", "why"),
    ("deployments/deeming", "found.reason"),
    ("deployments/deeming", "silence.told(case)"),
    ("deployments/outcomes", "why"),
    ("deployments/stages", "command.reason"),
    ("deployments/timers", "why"),
    ("documents/press", "answer"),
    ("documents/press", "self._gone()"),
    ("evidence/verify/checks", "detail"),
    ("evidence/verify/contents", "'; '.join(faults)"),
    ("evidence/verify/log", "str(fault)"),
    ("evidence/verify/recordtype", "'; '.join(faults)"),
    ("evidence/verify/recordtype", "'; '.join(short)"),
    ("evidence/verify/seal", "str(fault)"),
    ("evidence/verify/verify", "str(fault)"),
    ("forms/outcomes", "text"),
    ("forms/outcomes", "words"),
    ("forms/outcomes", "words.partition('\\n')[0]"),
    ("outbox/sender", "reason"),
    ("outbox/sender", "str(lost)"),
    ("reading/newtext/__init__", "cut.reason"),
    ("reading/newtext/__init__", "doubt"),
    ("routing/questions", "why or 'the bytes could not be read as mail'"),
    ("services/calendars", "str(error)"),
    ("services/checkins", "text"),
    ("services/customers", "str(error)"),
    ("services/deliver", "claim.outbox_id"),
    ("services/deliver", "f'{result.code} {result.text}' if result.code else result.text"),
    ("services/goals", "otherwise"),
    ("services/labelled", "'\\n'.join([*faults[:SHOWN], *more, 'nothing was taken; mend these rows and try again'])"),
    ("services/tables", "'\\n'.join((f'{self.path}: {no_such_column(name, self.columns)}' for name in missing))"),
    ("services/verification", "str(fault)"),
    ("store/database", "self._dialect.remedy(error)"),
    ("tickets/billing", "text"),
    ("tickets/opening", "text"),
    ("tickets/relabel", "words"),
    ("tickets/review", "labels_in_words(labels)"),
    ("tickets/silence", "silent.reason"),
    ("tickets/staff", "command.body"),
    ("tickets/staff", "command.reason"),
    ("web/fields", "self._words(f'shell.fields.{why}', label=label, **values)"),
    ("web/pages/deployments", "visit.words('deployments.refused.twice')"),
    ("web/pages/queuesteps", "why_not"),
    ("web/visit", "self.words('shell.fields.unknown')"),
    ("web/visit", "self.words(key, **values)"),
}
"""Where a sentence is only passed on, by module and expression: it was made by one of the sayings or functions that are
looked at, or is put together of such at run time, or is a person's own words or the pages' own."""


def loose(shape: Shape) -> re.Pattern[str]:
    """The shape with holes that take anything."""
    return re.compile("(.*?)".join(map(re.escape, shape.literals)), re.DOTALL)


LOOSE: Final = [(shape, loose(shape)) for shape in SAYINGS.shapes]
PLAIN: Final = {shape.plain for shape in SAYINGS.shapes}


def is_worded(said_: str, depth: int = 0) -> bool:
    """Whether an entry has this shape, or a wider one whose holes take what differs and word it."""
    if not LETTERS.search(said_) or said_ in PLAIN:
        return True
    for shape, pattern in LOOSE:
        found = pattern.fullmatch(said_)
        if found and all(
            not LETTERS.search(value) or (kind in ("said", "ours") and depth < 3 and is_worded(value, depth + 1))
            for kind, value in zip(shape.holes.values(), found.groups(), strict=True)
        ):
            return True
    return False


def test_every_sentence_of_the_core_has_words() -> None:
    missing = {f"{module}: {shape}" for shape, module, _ in said() if not is_worded(shape)}
    assert sorted(missing) == []


def test_whatever_is_said_is_read_off_the_source() -> None:
    """An expression whose words aren't known is one that passes on what others say; each is named, and none is left."""
    unknown = {(module, expression) for shape, module, expression in said() if shape == HOLE}
    assert unknown == PASSED_ON


def test_no_entry_is_left_over() -> None:
    known = {shape for shape, _, _ in said()}
    literals = words()
    left = []
    for name, entries in FILES.items():
        for entry in entries:
            shape = Shape(entry["core"], {})
            if name != PARTS:
                stale = shape.plain not in known and not any(is_case(shape, one) for one in known)
            else:
                stale = not all(any(piece in one for one in literals) for piece in map(str.strip, shape.literals))
            left += [f"{name}: {entry['core']}"] if stale else []
    assert left == []


def is_case(shape: Shape, said_: str) -> bool:
    """Whether something that is said is a case of an entry whose holes take words."""
    found = loose(shape).fullmatch(said_) if {"said", "ours", "quote"} & set(shape.holes.values()) else None
    return found is not None and shape.weight * 2 > len(said_)


def test_no_shape_stands_twice() -> None:
    assert len({entry["core"] for entry in ENTRIES}) == len(ENTRIES)


def test_every_language_says_the_same_values() -> None:
    for entry in ENTRIES:
        wanted = holes(entry.get("en", entry["core"]))
        for language in (Language.RUSSIAN, Language.GERMAN):
            assert holes(entry[language.value]) == wanted, (language, entry["core"])
        assert wanted <= holes(entry["core"]), entry["core"]


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?::\w+\*?)?\}", text))


def test_every_language_is_its_own() -> None:
    """Russian is in Cyrillic, the others aren't; no page is told to type a command."""
    cyrillic = re.compile("[а-яА-Я]")
    for entry in ENTRIES:
        russian = re.sub(r"\{\w+\}", "", entry["ru"])
        assert cyrillic.search(russian) or not LETTERS.search(russian), entry["core"]
        assert not cyrillic.search(entry["de"] + entry.get("en", "")), entry["core"]
        shown = entry.get("en", entry["core"])
        assert not re.search(r"\bsignoff [a-z]|--[a-z]", " ".join((entry["ru"], entry["de"], shown))), entry["core"]


def test_kinds_of_holes_are_known() -> None:
    for shape in SAYINGS.shapes:
        filled = "".join(
            literal + sample
            for literal, sample in zip(shape.literals, [*map(sample_of, shape.holes.values()), ""], strict=True)
        )
        assert shape.values(filled) is not None, shape.core


def sample_of(kind: str) -> str:
    plain = {
        "": "x",
        "said": "x",
        "ours": "x",
        "quote": "x",
        "word": "x",
        "number": "7",
        "name": "PR-7",
        "document": "PR-7 version 2",
    }
    plain["moment"] = "2026-11-20 10:12 UTC"
    if kind in plain:
        return plain[kind]
    import models.vocabulary

    return str(next(iter(getattr(models.vocabulary, kind.rstrip("*")))).value)


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.GERMAN])
def test_labels_are_worded_however_they_are_put_together(language: Language) -> None:
    known = PAGES.words(language)
    for labels in (
        Labels(Category.BUG, Severity.URGENT, CaseReason.BUG, DecidedBy.PERSON),
        Labels(Category.BUG, Severity.URGENT, None, DecidedBy.PERSON),
        Labels(Category.BUG, None, CaseReason.BUG, DecidedBy.PERSON),
        Labels(Category.BUG, None, None, DecidedBy.PERSON),
    ):
        assert not re.search(r"bug|severity|reason", known.said(labels_in_words(labels)))


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.GERMAN])
def test_what_is_noted_of_work_is_worded_however_it_is_put_together(language: Language) -> None:
    known = PAGES.words(language)
    for yes in (True, False):
        release, deployment = ("26-1.2", 4) if yes else ("", 0)
        note = NoteWork(0, "kim", Decimal("2.5"), yes, yes, yes, release, deployment)
        for field in (None, "hours", "after_hours", "moves_adds_changes", "warranty", "release", "deployment_id"):
            one = note if field is None else NoteWork(0, "kim", **{field: getattr(note, field)})
            said_ = noted_in_words(one, deployment)
            worded = known.said(said_)
            assert not re.search(r"\b(hours|move|add|warranty|resolved|belongs)\b", worded), (said_, worded)
