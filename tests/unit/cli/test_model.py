"""`signoff model`: figures, history, the models of an installation, and which of them judges."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from classifiers.model import PLAIN_STARTER
from models.vocabulary import ModelState
from processor.bootstrap.app import build
from processor.cli import main
from processor.config.load import load_settings
from processor.services.learning.evaluation import Evaluation
from processor.services.learning.learn import Learn, Trained
from tests.unit.cli.conftest import Signoff
from tests.unit.cli.judge import Judge, judge, labelled

__all__ = ["judge"]
CHECKOUT = Path(__file__).parents[3]
NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`signoff model` without a configuration."""
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, ["model", *words], prog_name="signoff")
        assert done.exit_code == code, (done.output, done.exception)
        return done

    return run


def test_evaluate_judges_a_file_as_the_product_would(bare: Callable[..., Result], judge: Judge, tmp_path: Path) -> None:
    rows = [
        labelled(),
        labelled(id="m2", category="post_implementation", also="bug", lang="de", severity=4),
        labelled(id="m3", body="Thank you!", category="not_a_request", severity=None, reason=None),
        labelled(id="m4", body="Thanks, but now it hangs.", stage="warranty", lang=""),
    ]
    (tmp_path / "unseen.jsonl").write_text("".join(rows))
    found = json.loads(bare("evaluate", "--on", "unseen.jsonl", "--json").stdout)
    assert (found["model"], found["rows"], found["accuracy"], found["accuracy_lenient"]) == ("judge-1", 4, 0.5, 0.75)
    assert found["automatic"] == {"coverage": 0.5, "precision": 0.5, "precision_lenient": 0.5, "rows": 2}
    assert found["not_a_request"] == {"recall": 1.0, "requests_called_so": 0.3333}
    assert found["severity"]["within_one"] == 0.3333
    assert set(found["per_language"]) == {"de", "en"}
    assert judge.batches[0][3].stage == "warranty"
    said = bare("evaluate", "--on", "unseen.jsonl").stdout
    assert "50.0% of the mails; 50.0% of them right" in said
    assert "Taken for" in said
    assert max(map(len, said.splitlines())) <= 80


def test_evaluate_without_a_file_tells_the_card(bare: Callable[..., Result]) -> None:
    card = json.loads(bare("evaluate", "--json").stdout)
    assert {"id", "macro_f1", "thresholds", "confusion", "rows", "target"} <= set(card)
    said = bare("evaluate").stdout
    assert "each judged by a model that had not seen it" in said
    assert "Automatic from" in said
    assert max(map(len, said.splitlines())) <= 80


def test_evaluate_tells_of_what_people_decided_here_too(signoff: Signoff, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Evaluation("starter", 12, 9, 0.7, {"bug": (12, 9)}, 30, ("g7",))
    monkeypatch.setattr(Learn, "evaluate", lambda _self, _name: here)
    said = signoff("model", "evaluate").stdout
    assert "12, 9 of them right" in said
    assert "1 of 30 wrong: g7" in said
    assert signoff.rows("model", "evaluate", "starter")[0]["here"]["right"] == 9


@pytest.mark.parametrize(
    ("name", "content", "why", "code"),
    [
        ("gone.jsonl", None, "can't be opened", 2),
        ("rows.txt", "x", "its name must end in .jsonl", 2),
        ("empty.jsonl", "\n", "there are no rows", 2),
        ("rows.jsonl", "[]\n", "line 1: it holds a list", 2),
        ("rows.jsonl", labelled(category="complaint"), "line 1: category is 'complaint'; it can be", 1),
        ("rows.jsonl", labelled(category=None), "line 1: category is missing", 1),
        ("rows.jsonl", labelled(severity=5), "line 1: severity is '5'; give 1 (critical)", 1),
        ("rows.jsonl", labelled(severity=None), "line 1: severity is missing", 1),
        ("rows.jsonl", labelled(reason=""), "line 1: reason is missing; give one of bug", 1),
        ("rows.jsonl", labelled(category="not_a_request"), "has neither severity nor reason", 1),
        ("rows.jsonl", labelled(subject=" ", body=None), "subject and body are both missing", 1),
        ("rows.jsonl", labelled() + labelled(body=7), "line 2: body must be a text", 1),
        ("rows.csv", "subject,body,category,severity\nx,y,bug,2\n", "no column 'reason'", 2),
        ("rows.csv", "subject,body,category,severity,reson\nx,y,bug,2,bug\n", "did you mean 'reson'", 2),
        ("rows.csv", "subject,body\nx,y,z\n", "line 2: it has 3 fields, and the heading 2", 2),
        ("rows.csv", "subject,subject\nx,y\n", "two columns have the same name", 2),
        ("rows.csv", "subject,body\n", "there are no rows", 2),
    ],
)
def test_a_file_with_faults_names_line_and_remedy(
    signoff: Signoff, name: str, content: str | None, why: str, code: int
) -> None:
    file = signoff.folder / name
    if content is not None:
        file.write_text(content)
    assert why in signoff("model", "import", str(file), code=code).stderr
    assert why in signoff("model", "evaluate", "--on", str(file), code=code).stderr


def test_a_history_is_taken_whole_and_once(signoff: Signoff) -> None:
    file = signoff.folder / "history.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Betreff", "Text", "Art", "Severity", "reason", "Nr"])
        rows.writerow(["Export", "Zeile eins\nZeile zwei", "Development request", "urgent", "Feature-Request", "1"])
        rows.writerow(["Danke", "Vielen Dank, das hilft uns sehr.", "not_a_request", "", "", "2"])
    names = ("--map", "Betreff=subject", "--map", "Text=body", "--map", "Art=category")
    first = signoff("model", "import", str(file), *names, "--by", "anna").stdout
    assert first.startswith("2 mails in ")
    assert "2 new" in first
    assert signoff.rows("model", "import", str(file), *names)[0] == {"rows": 2, "new": 0, "known": 2}
    store = build(load_settings(signoff.config)).store
    kept = store.learning.training_examples()
    changes = store.views.changes(person="anna")
    [entry] = [one for one in store.audit.rows() if one.action == "import_labels"]
    assert store.ledger.body_of(entry.key) is not None, "and in the ledger"
    store.close()
    [change] = [one for one in changes if one.action == "import_labels"]
    assert (change.subject, change.detail) == ("labels history.csv", {"rows": 2, "new": 2}), (
        "once: nothing was new then"
    )
    assert [(row.category.value, row.severity, row.language, row.by) for row in kept] == [
        ("development_request", 2, "", "anna"),
        ("not_a_request", None, "de", "anna"),
    ]
    assert {row.source for row in kept} == {"history.csv"}


def test_one_bad_row_keeps_the_whole_file_out(signoff: Signoff) -> None:
    file = signoff.folder / "history.jsonl"
    file.write_text(labelled() + labelled(id="m2", body="other", severity=9))
    said = signoff("model", "import", str(file), code=1).stderr
    assert "history.jsonl line 2: severity is '9'" in said
    assert "nothing was taken" in said
    file.write_text(labelled())
    assert signoff.rows("model", "import", str(file), "--source", "old desk")[0]["new"] == 1


@pytest.mark.parametrize(
    ("pair", "why"),
    [("Betreff", "is not COLUMN=FIELD"), ("Betreff=subjct", "did you mean 'subject'"), ("x=subject", "no column 'x'")],
)
def test_a_mapping_that_leads_nowhere_is_misuse(signoff: Signoff, pair: str, why: str) -> None:
    file = signoff.folder / "history.csv"
    file.write_text("Betreff,body,category,severity,reason\nx,y,bug,2,bug\n")
    assert why in signoff("model", "import", str(file), "--map", pair, code=2).stderr


def shelve(signoff: Signoff, name: str) -> None:
    """Put a model on the shelf of the installation, as a training would."""
    app = build(load_settings(signoff.config))
    folder = app.settings.signoff.data_dir / "models" / name
    folder.mkdir(parents=True)
    raw = PLAIN_STARTER.read_bytes()
    (folder / "model.skops").write_bytes(raw)
    card = json.loads(PLAIN_STARTER.with_suffix(".json").read_text())
    app.store.learning.register(name, sha256(raw).hexdigest(), card, NOW, parent="starter", why="not worse")
    app.store.close()


def test_models_are_listed_shown_promoted_and_rolled_back(signoff: Signoff) -> None:
    shelve(signoff, "own-1")
    assert [(row["name"], row["state"]) for row in signoff.rows("model", "list")] == [
        ("own-1", "candidate"),
        ("starter", "current"),
    ]
    assert signoff("model", "promote", "own-1", "--by", "anna").stdout.startswith("own-1 judges from now on")
    [shown] = signoff.rows("model", "show")
    assert (shown["name"], shown["record"]["state"], shown["record"]["promoted_by"]) == ("own-1", "current", "anna")
    assert shown["card"]["thresholds"]
    said = signoff("model", "show", "own-1").stdout
    assert "by anna" in said
    assert "Taken for" in said
    assert "own-1" in signoff("model", "list").stdout
    assert signoff.rows("model", "rollback")[0] == {"name": "starter", "state": "current"}
    assert [row["state"] for row in signoff.rows("model", "list")] == ["retired", "current"]
    assert "there is none before it" in signoff("model", "rollback", code=1).stderr


def test_a_model_that_is_not_there_or_was_altered_is_refused(signoff: Signoff) -> None:
    assert "no model named gone" in signoff("model", "promote", "gone", code=1).stderr
    shelve(signoff, "own-1")
    file = signoff.folder / "var" / "models" / "own-1" / "model.skops"
    file.write_bytes(file.read_bytes()[:-1])
    assert "own-1 can't judge" in signoff("model", "promote", "own-1", code=1).stderr
    assert signoff("model", "show", "own-1", code=1).stderr.startswith("signoff: ")
    assert signoff.rows("model", "list")[-1] == {"name": "starter", "state": "current"}


def test_the_list_tells_of_a_hold_and_of_a_folder_that_was_lost(signoff: Signoff) -> None:
    shelve(signoff, "own-1")
    signoff("model", "promote", "own-1", "--by", "anna")
    assert "is held" not in signoff("model", "list").stdout
    (signoff.folder / "var" / "models" / "CURRENT").unlink()
    listed = signoff("model", "list")
    assert "the database says that own-1 judges: restore the folder" in listed.stderr
    assert "own-1" in listed.stdout
    assert signoff.rows("model", "list")[-1] == {"name": "starter", "state": "retired"}
    signoff("model", "promote", "starter", "--by", "anna")
    assert "the model that ships is held (promoted by anna): a new model" in signoff("model", "list").stdout


def test_show_tells_of_the_model_that_ships_without_a_configuration(bare: Callable[..., Result]) -> None:
    assert "ships with Signoff" in bare("show").stdout
    assert json.loads(bare("show", "starter", "--json").stdout)["name"] == "starter"
    assert "config.example.toml" in bare("show", "other", code=2).stderr


@pytest.mark.parametrize(("words", "promote"), [((), True), (("--no-promote",), False)])
def test_train_says_what_became_of_it(
    signoff: Signoff, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], promote: bool
) -> None:
    asked: list[Any] = []

    def train_now(self: Learn, by: str, now: datetime, progress: Any, *, promote: bool = True) -> Trained:
        asked.append((by, promote))
        progress("fitting", 1, 2)
        return Trained("own-2", ModelState.CURRENT if promote else ModelState.CANDIDATE, "not worse: by far")

    monkeypatch.setattr(Learn, "train_now", train_now)
    said = signoff("model", "train", "--by", "anna", *words).stdout
    assert said == f"own-2 is {'current' if promote else 'candidate'}: not worse: by far\n"
    assert signoff.rows("model", "train", *words)[0]["name"] == "own-2"
    assert asked[0] == ("anna", promote)


def write_table(path: Path, rows: int, seed: int) -> None:
    """Two kinds of text that differ in a few words, with a project each."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(["title", "text", "kind", "project"])
        for at in range(rows):
            kind = ("fault", "wish")[at % 2]
            said = "it breaks with an error" if kind == "fault" else "it would be nice to have, please add"
            words = " ".join(draw.choices(["list", "report", "page", "button", "filter", "user", "date"], k=6))
            table.writerow([f"about the {words[:9]}", f"{said}: {words}", kind, "ab"[at % 4 // 2]])


def test_benchmark_prints_its_figures_in_a_process_of_its_own(tmp_path: Path) -> None:
    write_table(tmp_path / "train.csv", 120, 1)
    write_table(tmp_path / "test.csv", 40, 2)
    command = [
        sys.executable,
        "-m",
        "processor.cli",
        "model",
        "benchmark",
        "--train",
        "train.csv",
        "--test",
        "test.csv",
    ]
    command += ["--text", "title,text", "--label", "kind", "--group", "project", "--target", "0.9", "--json"]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment, timeout=200
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {"macro_f1", "accuracy", "train_seconds", "ms_per_message", "model_bytes"} <= set(found)
    assert (found["target_precision"], set(found["per_group"])) == (0.9, {"a", "b"})
    assert found["macro_f1"] > 0.9
    assert 0 <= found["automatic_coverage"] <= 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ("--text", "txt", "--label", "kind"),
            "'txt' among title, text, kind, project; did you mean 'text'?",
        ),
        (("--text", "text", "--label", "sort"), "no column 'sort'"),
        (("--text", "text", "--label", "kind", "--group", "projekt"), "did you mean 'project'?"),
        (("--text", "text", "--label", "kind", "--target", "1"), "--target"),
    ],
)
def test_a_column_that_is_not_there_is_misuse(
    bare: Callable[..., Result], tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    write_table(tmp_path / "t.csv", 4, 1)
    assert why in bare("benchmark", "--train", "t.csv", "--test", "t.csv", *words, code=2).stderr


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"text,kind\nx,a\ny,\n", "line 3: the label is empty"),
        (b"text,kind\nx,a\ny,a\n", "all its rows have the label 'a'"),
        (b"text,kind\n\xff,a\n", "it is not UTF-8"),
        (b'text,kind\n"x"y,a\n', "it is not CSV with commas"),
        (b"", "there are no rows"),
    ],
)
def test_a_table_at_fault_is_misuse(bare: Callable[..., Result], tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    said = bare("benchmark", "--train", "t.csv", "--test", "t.csv", "--text", "text", "--label", "kind", code=2).stderr
    assert why in said


def test_a_field_may_be_larger_than_what_csv_allows_by_itself(bare: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"text,kind\n{'x' * 200_000},a\n")
    words = ("--train", "t.csv", "--test", "t.csv", "--text", "text", "--label", "kind")
    assert "all its rows have the label" in bare("benchmark", *words, code=2).stderr
