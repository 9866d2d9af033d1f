"""The starter corpus keeps its own rules: different mails, invented places, nothing taken from elsewhere."""

import json
import os
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from classifiers.examples import CORPUS, Row, counts, digest, read_rows
from models.vocabulary import Category

SHARED = Path(os.environ.get("SIGNOFF_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
ROWS = read_rows()
CLOSINGS = ("kind regards", "best regards", "mit freundlichen grüßen", "с уважением")


def words(text: str) -> list[str]:
    text = text.lower()
    for closing in CLOSINGS:
        text = text.replace(closing, " ")
    return re.findall(r"\w+", text)


def sixes(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[at : at + 6]) for at in range(len(found) - 5)}


def near(rows: list[Row], limit: float = 0.6) -> list[tuple[str, str]]:
    sets = [(row.id, frozenset(words(f"{row.subject} {row.body}"))) for row in rows]
    return [(a, b) for (a, x), (b, y) in combinations(sets, 2) if len(x & y) >= limit * len(x | y)]


def repeated_runs(rows: list[Row]) -> dict[str, set[str]]:
    runs = defaultdict(set)
    for row in rows:
        for run in sixes(row.subject) | sixes(row.body):
            runs[run].add(row.id)
    return {run: ids for run, ids in runs.items() if len(ids) > 2}


def test_every_category_has_examples_in_every_language() -> None:
    assert len(ROWS) >= 330
    for category, languages in counts(ROWS).items():
        assert set(languages) == {"en", "ru", "de"}, category
        assert min(languages.values()) >= 10, category


def test_no_two_mails_are_nearly_the_same() -> None:
    assert near(ROWS) == []


def test_a_near_duplicate_would_be_found() -> None:
    row = ROWS[0]
    twin = Row("x", row.lang, row.subject, f"{row.body} indeed", row.category, row.severity, row.reason)
    assert near([row, twin]) == [(row.id, "x")]


def test_no_run_of_six_words_is_in_more_than_two_mails() -> None:
    assert repeated_runs(ROWS) == {}


def test_addresses_and_links_are_example_domains_only() -> None:
    for row in ROWS:
        for host in re.findall(r"(?:@|https?://|www\.)([\w.-]+)", f"{row.subject} {row.body}"):
            assert host.endswith((".example", "example.com")), row.id


def test_nothing_is_taken_from_the_shared_data() -> None:
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the shared data is not beside this checkout")
    ours = {run: row.id for row in ROWS for run in sixes(row.body)}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            theirs = json.loads(line)
            text = str(theirs.get("body") or theirs.get("text") or "")
            taken = {ours[run] for run in sixes(text) & ours.keys()}
            assert not taken, f"{path.name} {theirs.get('id')} shares six words in a row with {taken}"
    whole = {row.body for row in ROWS if len(row.body) >= 40}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".jsonl", ".csv"}:
            content = path.read_text(encoding="utf-8", errors="replace")
            assert not [
                body for body in whole if body in content or json.dumps(body, ensure_ascii=False)[1:-1] in content
            ], path.name


def test_the_digest_does_not_depend_on_the_files_and_sees_every_field() -> None:
    assert digest(ROWS) == digest(reversed(ROWS))
    row = ROWS[0]
    changed = Row(row.id, row.lang, row.subject, row.body, row.category, 1, row.reason)
    assert digest([changed, *ROWS[1:]]) != digest(ROWS)


GOOD = {"id": "a", "lang": "en", "subject": "s", "body": "b", "category": "bug", "severity": 3, "reason": "bug"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"category": "praise"}, "praise"),
        ({"severity": 5}, "5"),
        ({"severity": None}, "exactly where"),
        ({"reason": "weather"}, "weather"),
        ({"category": "not_a_request"}, "exactly where"),
        ({"mood": "sunny"}, "mood"),
    ],
)
def test_a_row_that_breaks_the_rules_is_named(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({**GOOD, **change}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"rows\.jsonl line 1.*{complaint}"):
        read_rows(tmp_path)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps(GOOD), encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(json.dumps(GOOD), encoding="utf-8")
    with pytest.raises(ValueError, match="two rows have the id a"):
        read_rows(tmp_path)


def test_severity_and_reason_follow_the_category() -> None:
    for row in ROWS:
        assert (row.severity is None) is (row.category == Category.NOT_A_REQUEST), row.id
    assert CORPUS.is_dir()
