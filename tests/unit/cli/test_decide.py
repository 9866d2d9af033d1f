"""`signoff decide --jsonl`: a judgement for each line, in order and as they come."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from processor.cli import main
from processor.errors import SettingsError
from processor.services.deciding import decisions


@pytest.fixture(autouse=True)
def _without_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def decide(*rows: dict[str, Any]) -> Result:
    return CliRunner().invoke(main, ["decide", "--jsonl"], input="".join(json.dumps(row) + "\n" for row in rows))


def judged(**row: Any) -> dict[str, Any]:
    done = decide({"id": 1, **row})
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


def test_each_line_gets_its_judgement_in_order() -> None:
    done = decide({"id": "a", "text": "Approved"}, {"id": 7, "text": "Approved?"})
    rows = [json.loads(line) for line in done.output.splitlines()]
    assert [(row["id"], row["outcome"], row["auto_accept"]) for row in rows] == [
        ("a", "approve", True),
        (7, "question", False),
    ]
    assert list(rows[0]) == ["id", "outcome", "auto_accept", "rule", "issues", "purchase_order", "outstanding"]
    assert rows[0]["outstanding"] == []
    assert not rows[0]["issues"]
    assert rows[1]["issues"]


def test_all_that_is_given_is_looked_at() -> None:
    signed = {"text": "Approved, PO 4711\n\nRegards\nAnna\nThe Grey House, Leeds"}
    assert not judged(**signed)["auto_accept"]
    given = {"from": "Anna Keller <anna@northwind.example>", "known_lines": ["The Grey House, Leeds"]}
    found = judged(**signed, **given)
    assert (found["auto_accept"], found["purchase_order"]) == (True, "4711")
    assert judged(text="Go-live approved", kind="go_live")["auto_accept"]
    assert not judged(text="Go-live approved", kind="proposal")["auto_accept"]
    listed = "Approved.\n\nOutstanding issues:\n1. Extension 214 does not ring"
    found = judged(text=listed, kind="completion")
    assert (found["auto_accept"], found["outstanding"]) == (True, ["Extension 214 does not ring"])
    assert not judged(text=listed, kind="go_live")["auto_accept"]
    assert judged(text="Approved PR-31", number=31)["auto_accept"]
    assert not judged(text="Approved PR-31", number=30)["auto_accept"]
    assert judged(text="Approved PR-31 v2", sent="Proposal PR-31, version 2")["auto_accept"]
    assert judged(text="Approved PR-31 v2", sent="Proposal PR-31, version 3")["rule"] == "other-version"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": "Approved"}, '"id" is missing'),
        ({"id": True, "text": "Approved"}, '"id" must be'),
        ({"id": 1}, '"text" is missing'),
        ({"id": 1, "text": "Approved", "kind": "party"}, '"kind" is'),
        ({"id": 1, "text": "Approved", "known_lines": "Anna"}, '"known_lines" must be'),
        ({"id": 1, "text": "Approved", "number": "31"}, '"number" must be'),
    ],
)
def test_a_line_that_cannot_be_understood_ends_it(row: dict[str, Any], told: str) -> None:
    done = decide({"id": "first", "text": "Approved"}, row)
    assert done.exit_code == 2
    assert "first" in done.output
    assert "line 2" in done.output
    assert told in done.output


def test_without_the_option_it_says_what_is_missing() -> None:
    done = CliRunner().invoke(main, ["decide"])
    assert done.exit_code == 2
    assert "--jsonl" in done.output


def test_a_file_that_is_not_there_is_named() -> None:
    done = CliRunner().invoke(main, ["decide", "--jsonl", "nowhere.jsonl"])
    assert done.exit_code == 2
    assert "nowhere.jsonl can't be opened" in done.output


class Slow:
    """A stream that gives one line, and fails when asked for more before that line's answer was taken."""

    def __init__(self) -> None:
        self.lines = [b'{"id": 1, "text": "Approved"}\n', b"no json\n", b""]

    def read1(self, size: int, /) -> bytes:
        return self.lines.pop(0)


def test_an_answer_comes_as_soon_as_its_line_is_there() -> None:
    stream = Slow()
    found = decisions(stream)
    assert next(found)["auto_accept"]
    assert len(stream.lines) == 2
    with pytest.raises(SettingsError):
        next(found)
