"""The child process of a training: what it is given, and that nothing of it outlives its time."""

import json
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import psutil
import pytest

from classifiers.examples import Row
from processor.services.learning import training as training_room
from processor.services.learning.shelf import Shelf
from processor.services.learning.training import (
    COMMAND,
    FIRST_TO_DIE,
    NICENESS,
    Order,
    Trainer,
    Training,
    TrainingFailed,
)

ROWS = (Row("a1", "en", "The export fails", "Since today.", "bug", 2, "bug"),)
ORDER = Order(ROWS, "model-0", 0.9, "none")
TRAINEE = str(Path(__file__).with_name("trainee.py"))
PATIENCE = 20.0


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Training]]:
    """Starts a child that behaves in a certain way."""
    begun: list[Training] = []

    def begin(behave: str, minutes: float = 1.0) -> Training:
        begun.append(trainer(tmp_path, behave, minutes).start(ORDER))
        return begun[-1]

    yield begin
    for training in begun:
        training.discard()


def trainer(folder: Path, behave: str, minutes: float = 1.0) -> Trainer:
    return Trainer(Shelf(folder / "models"), minutes, (sys.executable, TRAINEE, "--behave", behave))


def result(training: Training) -> Path:
    """What came of it, waited for with a bound."""
    until = monotonic() + PATIENCE
    while (out := training.finished()) is None:
        assert monotonic() < until, "the child does not end"
        training.wait(0.05)
    return out


def grandchild(training: Training) -> psutil.Process:
    """The process that the child has started."""
    until = monotonic() + PATIENCE
    while (said := training.progress()) is None:
        assert monotonic() < until, "the child says nothing"
        training.wait(0.05)
    return psutil.Process(said.done)


def gone(process: psutil.Process) -> bool:
    try:
        process.wait(5)
    except psutil.TimeoutExpired:
        return False
    return True


def test_the_child_gets_the_mails_and_no_secrets_and_makes_way(
    start: Callable[..., Training], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNOFF_SMTP_PASSWORD", "secret")
    training = start("well")
    out = result(training)
    assert {"model.skops", "card.json", "oof.json"} <= {path.name for path in out.iterdir()}
    seen = json.loads((out / "seen.json").read_text())
    assert "secret" not in json.dumps(seen)
    assert seen["env"]["OMP_NUM_THREADS"] == seen["env"]["OPENBLAS_NUM_THREADS"] == "1"
    assert seen["nice"] >= NICENESS
    arguments = dict(zip(seen["argv"][3::2], seen["argv"][4::2], strict=True))
    assert (arguments["--parent"], arguments["--target"], arguments["--encoder"]) == ("model-0", "0.9", "none")
    rows = out.parent / "rows.jsonl"
    assert [Row(**json.loads(line)) for line in rows.read_text().splitlines()] == list(ROWS)
    assert stat.S_IMODE(rows.stat().st_mode) == 0o600
    assert stat.S_IMODE(out.parent.stat().st_mode) == 0o700
    assert out.parent.parent == tmp_path / "models"
    last = training.progress()
    assert last is not None
    assert (last.step, last.done, last.total) == ("folds", 10, 10)
    training.discard()
    assert list((tmp_path / "models").iterdir()) == []


def test_a_child_that_fails_is_told_with_its_last_words(start: Callable[..., Training]) -> None:
    with pytest.raises(TrainingFailed, match=r"exit code 3: .*the memory is full \| really$") as told:
        result(start("die"))
    assert len(str(told.value)) < 200


def test_a_child_that_leaves_nothing_has_failed(start: Callable[..., Training]) -> None:
    with pytest.raises(TrainingFailed, match=r"left no model\.skops, card\.json, oof\.json"):
        result(start("silent"))


def test_a_child_killed_from_outside_has_failed(start: Callable[..., Training]) -> None:
    training = start("wait")
    left = grandchild(training)
    os.kill(training.pid, signal.SIGKILL)
    with pytest.raises(TrainingFailed, match="signal SIGKILL"):
        result(training)
    assert gone(left)


def test_a_child_that_floods_its_output_does_not_fill_the_disk(
    start: Callable[..., Training], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_room, "LARGEST_FILE", 200_000)
    training = start("flood")
    with pytest.raises(TrainingFailed):
        result(training)
    assert (training._folder / "stdout").stat().st_size <= 200_000


def test_when_memory_is_short_the_child_dies_before_the_daemon(start: Callable[..., Training]) -> None:
    training = start("wait")
    assert int(Path(f"/proc/{training.pid}/oom_score_adj").read_text()) == FIRST_TO_DIE


def test_time_runs_out_for_the_whole_process_group(start: Callable[..., Training]) -> None:
    training = start("wait", minutes=3 / 60)
    left = grandchild(training)
    with pytest.raises(TrainingFailed, match="training_minutes"):
        result(training)
    assert gone(left)


def test_a_stop_ends_the_whole_process_group_at_once(start: Callable[..., Training], tmp_path: Path) -> None:
    training = start("wait")
    left = grandchild(training)
    before = monotonic()
    training.discard()
    assert gone(left)
    assert monotonic() - before < 5
    assert list((tmp_path / "models").iterdir()) == []


def test_what_a_killed_process_left_is_ended_and_removed(start: Callable[..., Training], tmp_path: Path) -> None:
    training = start("wait")
    left = grandchild(training)
    bystander = psutil.Popen([sys.executable, "-c", "import time; time.sleep(600)", "--out", str(tmp_path / "out")])
    assert trainer(tmp_path, "well").clear_leftovers() == 1
    assert gone(left)
    assert list((tmp_path / "models").iterdir()) == []
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()
    with pytest.raises(TrainingFailed, match="SIGKILL"):
        result(training)


def test_a_training_that_cannot_begin_says_so(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(TrainingFailed, match="could not be started"):
        trainer(tmp_path, "well").start(ORDER)


def test_the_real_command_is_our_own_interpreter_and_ignores_the_working_folder() -> None:
    assert (sys.executable, "-P", "-m", "classifiers.retrain") == COMMAND
