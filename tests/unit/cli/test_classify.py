"""`signoff classify --jsonl`: an answer for each line, in order and as they come."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from models.vocabulary import Category, Stage
from processor.cli import main
from processor.errors import SettingsError
from processor.services.classify import AT_ONCE, answers, text_of
from processor.services.jsonlines import batches
from tests.unit.cli.judge import BUG, Judge, judge

__all__ = ["judge"]
FIELDS = [
    "id",
    "category",
    "confidence",
    "automatic",
    "probabilities",
    "severity",
    "reason",
    "language",
    "not_a_request",
    "why",
]
CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _without_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def run(given: str | bytes, *words: str) -> Result:
    return CliRunner().invoke(main, ["classify", "--jsonl", *words], input=given, prog_name="signoff")


def line(number: int | str, body: str = "The export stops with an error.", **more: Any) -> str:
    return json.dumps({"id": number, "subject": "Export", "body": body, **more}) + "\n"


def test_an_answer_has_the_fields_that_scripts_rely_on(judge: Judge) -> None:
    done = run(line("a") + "\n" + line(7, "Many thanks for the quick help, it works again."))
    assert done.exit_code == 0, done.output
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first)[: len(FIELDS)] == FIELDS
    assert first["probabilities"] == dict(BUG.probabilities)
    assert (first["id"], first["category"], first["severity"], first["reason"]) == ("a", "bug", 2, "bug")
    assert (first["not_a_request"], first["language"], first["automatic"]) == (False, "en", False)
    assert (first["why"], first["against"]) == ([["subject: fails", 0.81], ["error", 0.5]], [["could", -0.31]])
    assert first["nearest"][0] == ["en1001", "customer_success", 0.83]
    assert (first["likely"], first["threshold"], first["model"]) == (["bug", "post_implementation"], 0.88, "judge-1")
    assert (second["id"], second["severity"], second["reason"], second["not_a_request"]) == (7, None, None, True)


def test_lines_are_judged_64_at_once_and_answered_in_order(judge: Judge) -> None:
    done = run("".join(line(number) for number in range(150)))
    assert [json.loads(answer)["id"] for answer in done.stdout.splitlines()] == list(range(150))
    assert [len(batch) for batch in judge.batches] == [AT_ONCE, AT_ONCE, 150 - 2 * AT_ONCE]


def test_the_model_hears_what_was_written_now_in_its_language_and_stage(judge: Judge) -> None:
    body = "Guten Tag, seit heute früh ist die Liste leer.\n\nAm 5. Januar 2026 schrieb Anna:\n> Wie geht es Ihnen?\n"
    assert run(line("a", body, stage="warranty", **{"from": "Anna <anna@customer.example>"})).exit_code == 0
    [[text]] = judge.batches
    assert (text.body, text.language, text.stage) == (
        "Guten Tag, seit heute früh ist die Liste leer.",
        "de",
        Stage.WARRANTY,
    )
    assert text_of("", "> only a quote\n").body == "> only a quote\n"


def test_subject_and_body_may_be_empty_and_the_subject_left_out(judge: Judge) -> None:
    done = run('{"id": 1, "subject": "", "body": ""}\n{"id": 2, "body": "x", "subject": null, "stage": null}')
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{", "line 3: it is not JSON"),
        (b"\xff\xfe\xff".decode("latin-1"), "line 3: it is not JSON"),
        ("[" * 100_000, "line 3: it is not JSON"),
        ("[1]", "line 3: it holds a list; give one JSON object a line"),
        ('{"body": "x"}', 'line 3: "id" is missing'),
        ('{"id": true, "body": "x"}', 'line 3: "id" must be a text or a whole number'),
        ('{"id": 1}', 'line 3: "body" is missing'),
        ('{"id": 1, "body": 5}', 'line 3: "body" must be a text, and is a number'),
        ('{"id": 1, "body": "x", "subject": []}', 'line 3: "subject" must be a text, and is a list'),
        ('{"id": 1, "body": "x", "from": {}}', 'line 3: "from" must be a text, and is an object'),
        ('{"id": 1, "body": "x", "stage": "later"}', "line 3: \"stage\" is 'later'; it can be deployment, warranty"),
    ],
)
def test_a_line_that_cannot_be_understood_ends_it_after_the_answers_before(judge: Judge, bad: str, why: str) -> None:
    done = run(line("a") + "\n" + bad + "\n" + line("never"))
    assert done.exit_code == 2
    assert why in done.stderr
    assert [json.loads(answer)["id"] for answer in done.stdout.splitlines()] == ["a"]


def test_half_a_character_stops_nothing(judge: Judge) -> None:
    done = run('{"id": "\\ud83d", "subject": "\\udc00", "body": "stop \\ud800 here"}\n')
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["id"] == "\ud83d"
    assert judge.batches[0][0].body == "stop \N{REPLACEMENT CHARACTER} here"


@pytest.mark.parametrize("unit", ["a ", "line of words\n", "> quoted\n", "<", "\n"])
def test_ten_megabytes_of_body_hold_nothing_up(judge: Judge, unit: str) -> None:
    began = time.monotonic()
    done = run(line("huge", unit * (10_000_000 // len(unit))) + line("next"))
    assert [json.loads(answer)["id"] for answer in done.stdout.splitlines()] == ["huge", "next"]
    assert time.monotonic() - began < 10
    assert len(judge.batches[0][0].body) <= 1_000_000


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def read1(self, size: int, /) -> bytes:
            return b"x" * size

    with pytest.raises(SettingsError, match="line 1: it is longer than 64 MB"):
        list(batches(Endless(), AT_ONCE))


def test_what_is_there_is_answered_before_more_comes() -> None:
    """A program that writes a line and waits for its answer must get it."""

    class Slow:
        def __init__(self) -> None:
            self.left = [line(1).encode(), line(2)[:10].encode(), line(2)[10:].encode(), b""]

        def read1(self, size: int, /) -> bytes:
            return self.left.pop(0)

    slow = Slow()
    found = answers(Judge(), slow)
    assert next(found)["id"] == 1
    assert len(slow.left) == 3
    assert next(found)["id"] == 2
    assert list(found) == []


def test_a_file_may_be_named_and_a_missing_one_is_misuse(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(line("a"))
    assert json.loads(run("", "rows.jsonl").stdout)["id"] == "a"
    done = run("", "gone.jsonl")
    assert (done.exit_code, "gone.jsonl can't be opened" in done.stderr) == (2, True)
    bare = CliRunner().invoke(main, ["classify"], input=line("a"))
    assert (bare.exit_code, "give --jsonl" in bare.stderr) == (2, True)


def test_without_a_model_it_fails_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    from processor.bootstrap import adapters
    from processor.services.gather import MissingModel

    monkeypatch.setattr(adapters, "classifier_of", lambda _settings: MissingModel("the file is gone"))
    done = run(line("a"))
    assert (done.exit_code, done.stderr, done.stdout) == (1, "signoff: the file is gone\n", "")


def test_the_model_that_ships_answers_in_a_process_of_its_own(tmp_path: Path) -> None:
    given = line("a") + line("b", "Vielen Dank, die Rechnung ist angekommen, alles gut.", stage="business_as_usual")
    command = [sys.executable, "-m", "processor.cli", "classify", "--jsonl"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"], second["language"]) == ("a", "b", "de")
    for answer in (first, second):
        assert set(answer["probabilities"]) == {category.value for category in Category}
        assert abs(sum(answer["probabilities"].values()) - 1) < 1e-5
        assert answer["confidence"] == max(answer["probabilities"].values())
        assert (answer["severity"] is None) is (answer["reason"] is None) is answer["not_a_request"]
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_gives_more_than_lines_is_cut_at_line_ends() -> None:
    stream = io.BytesIO(b"\n\na\nb\n\nc")
    assert list(batches(stream, 2)) == [[(3, b"a"), (4, b"b")], [(6, b"c")]]
