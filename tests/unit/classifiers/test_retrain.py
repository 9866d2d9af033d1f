"""What the child process of a training does, run as one."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from classifiers.encoder import load_encoder
from classifiers.encoders import NAMES
from classifiers.examples import Row, read_rows
from classifiers.model import Model
from classifiers.pipeline import text_of
from classifiers.train import train
from tests.unit.classifiers.fakes import mails

ROOT = Path(__file__).resolve().parents[3]


def retrain(rows: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "classifiers.retrain", "--rows", str(rows), "--out", str(out), *more]
    return subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120, check=False)


def written(path: Path, rows: Sequence[Row]) -> Path:
    path.write_text("".join(f"{json.dumps(asdict(row))}\n" for row in rows), encoding="utf-8")
    return path


def test_a_training_leaves_model_card_and_predictions(tmp_path: Path) -> None:
    rows = read_rows()[::44]
    found = retrain(written(tmp_path / "rows.jsonl", rows), tmp_path, "--parent", "starter-1", "--target", "0.9")
    assert (found.returncode, found.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["card.json", "model.skops", "oof.json", "rows.jsonl"]
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    model = Model.load(tmp_path / "model.skops", card["sha256"])
    assert {**model.card, "sha256": card["sha256"]} == card
    assert (card["parent"], card["target"], card["rows"]) == ("starter-1", 0.9, len(rows))
    assert card["id"].startswith("model-")
    assert card["encoder"] == {"name": NAMES[0], "digest": load_encoder(NAMES[0]).digest}
    said = json.loads((tmp_path / "oof.json").read_text(encoding="utf-8"))
    assert said.keys() == {row.id for row in rows}
    right = [
        one.category == row.category for one, row in zip(model.classify(list(map(text_of, rows))), rows, strict=True)
    ]
    assert sum(right) > 0.8 * len(rows)
    steps = [json.loads(line) for line in found.stdout.splitlines()]
    assert all(step.keys() == {"step", "done", "total"} for step in steps)
    assert list(dict.fromkeys(step["step"] for step in steps)) == [
        "encoding",
        "strength",
        "cross-validation",
        "fitting",
    ]
    assert steps[-1] == {"step": "fitting", "done": 1, "total": 1}


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    rows = mails(48)
    assert retrain(written(tmp_path / "rows.jsonl", rows), tmp_path, "--encoder", "none").returncode == 0
    (tmp_path / "here").mkdir()
    train(rows, None, name="model").save(tmp_path / "here" / "model.skops")
    assert (tmp_path / "here" / "model.skops").read_bytes() == (tmp_path / "model.skops").read_bytes()
    assert (tmp_path / "here" / "model.oof.json").read_bytes() == (tmp_path / "oof.json").read_bytes()


ROW = asdict(mails(1)[0])


@pytest.mark.parametrize(
    ("lines", "match"),
    [
        ([], "0 rows hold fewer than two categories"),
        ([json.dumps(ROW)], "1 rows hold fewer than two categories"),
        (["not json"], "rows.jsonl line 1 is not a labelled mail"),
        (["", json.dumps({**ROW, "category": "other"})], "rows.jsonl line 2 is not a labelled mail: 'other'"),
        ([json.dumps(ROW)] * 2, "two rows have the id m0000"),
    ],
)
def test_rows_that_teach_nothing_end_in_a_sentence(tmp_path: Path, lines: list[str], match: str) -> None:
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "out").mkdir()
    found = retrain(tmp_path / "rows.jsonl", tmp_path / "out", "--encoder", "none")
    assert found.returncode == 1
    assert found.stderr.startswith("training failed: ")
    assert match in found.stderr
    assert len(found.stderr.splitlines()) == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    found = retrain(tmp_path / "none.jsonl", tmp_path)
    assert found.returncode == 1
    assert found.stderr.startswith("training failed: ")
    assert "none.jsonl" in found.stderr
    assert len(found.stderr.splitlines()) == 1
