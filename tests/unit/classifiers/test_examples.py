"""Labelled mails on disk."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from classifiers.examples import Row, counts, digest, read_file, read_rows
from models.vocabulary import Category, Stage
from tests.unit.classifiers.fakes import mails

ROWS = mails(12)


def put(folder: Path, name: str, rows: list[Row]) -> None:
    lines = [json.dumps({key: value for key, value in asdict(row).items() if key != "group"}) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n\n", encoding="utf-8")


def test_rows_come_back_in_the_order_of_their_ids_with_the_file_as_their_group(tmp_path: Path) -> None:
    put(tmp_path, "one.jsonl", ROWS[6:][::-1])
    put(tmp_path, "two.jsonl", ROWS[:6])
    assert read_rows(tmp_path) == [replace(row, group="two" if at < 6 else "one") for at, row in enumerate(ROWS)]


def test_a_single_file_has_no_author_unless_it_says_so(tmp_path: Path) -> None:
    put(tmp_path, "one.jsonl", ROWS)
    assert read_file(tmp_path / "one.jsonl") == [replace(row, group="") for row in ROWS]
    (tmp_path / "two.jsonl").write_text("".join(f"{json.dumps(asdict(row))}\n" for row in ROWS), encoding="utf-8")
    assert read_file(tmp_path / "two.jsonl") == ROWS


def test_what_ends_a_line_elsewhere_is_part_of_a_body(tmp_path: Path) -> None:
    row = replace(ROWS[0], body="one\u2028two\x85three\x0bfour", group="")
    (tmp_path / "one.jsonl").write_text(json.dumps(asdict(row), ensure_ascii=False), encoding="utf-8")
    assert read_file(tmp_path / "one.jsonl") == [row]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"category": "other"}, "'other'"),
        ({"also": "other"}, "'other'"),
        ({"severity": 5}, "5 is not a valid Severity"),
        ({"reason": "other"}, "'other'"),
        ({"stage": "other"}, "'other'"),
        ({"more": 1}, "more"),
        ({"body": None}, "id, lang, subject, body and group are texts"),
        ({"subject": 7}, "id, lang, subject, body and group are texts"),
        ({"id": 7}, "id, lang, subject, body and group are texts"),
        ({"category": "not_a_request"}, "neither severity nor reason"),
    ],
)
def test_a_row_that_breaks_the_rules_is_named(tmp_path: Path, change: dict[str, Any], match: str) -> None:
    broken = {**asdict(ROWS[0]), **change}
    (tmp_path / "one.jsonl").write_text(f"{json.dumps(asdict(ROWS[1]))}\n{json.dumps(broken)}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"one\.jsonl line 2.*{match}"):
        read_file(tmp_path / "one.jsonl")


@pytest.mark.parametrize("line", ["[1]", "7", "null", "{", '"id"', "{}"])
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "one.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.jsonl line 1 is not a labelled mail"):
        read_file(tmp_path / "one.jsonl")


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "one.jsonl", ROWS[:2])
    put(tmp_path, "two.jsonl", ROWS[1:3])
    with pytest.raises(ValueError, match="two rows have the id m0001"):
        read_rows(tmp_path)


def test_the_digest_is_of_what_is_learned_and_not_of_where_it_stands() -> None:
    assert digest(ROWS) == digest(ROWS[::-1])
    assert digest(ROWS) == digest([replace(row, group="other", also="bug", hard=True, own=True) for row in ROWS])
    first, *rest = ROWS
    other_stage = Stage.WARRANTY if first.stage is not Stage.WARRANTY else Stage.DEPLOYMENT
    changes: list[dict[str, Any]] = [
        {"body": "x"},
        {"subject": "x"},
        {"lang": "fi"},
        {"severity": None},
        {"reason": None},
        {"category": "additional_scope"},
        {"stage": other_stage},
    ]
    digests = {digest([replace(first, **change), *rest]) for change in changes}
    assert len(digests) == len(changes)
    assert digest(ROWS) not in digests


def test_counts_have_every_category() -> None:
    found = counts(ROWS)
    assert found.keys() == {category.value for category in Category}
    assert sum(n for languages in found.values() for n in languages.values()) == len(ROWS)
    assert found["post_implementation"] == {}
    assert found["bug"] == {"en": 1, "de": 1, "ru": 1}
