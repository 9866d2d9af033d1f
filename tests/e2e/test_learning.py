"""The daemon learns: a real training in a real child, which neither SIGTERM nor SIGKILL leaves behind."""

import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from models.vocabulary import Category
from processor.store.examples import NewExample
from processor.store.store import open_store
from tests.e2e.installation import Installation
from tests.servers.dovecot import wait_for

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
STOP_SECONDS = 15.0
PATIENCE = 60.0


@pytest.fixture
def taught(installation: Installation) -> Iterator[Installation]:
    """An installation with so many new labels that a training is due at once."""
    installation.configure(more='[classifier]\nretrain_after = 2\nencoder = "none"')
    installation.signoff("migrate")
    store = open_store(f"sqlite:///{installation.database}")
    rows = [NewExample("The export", f"It fails with error {word}.", Category.BUG) for word in ("one", "two")]
    assert store.learning.add_imported(rows, "history.csv", "boris", NOW) == 2
    store.close()
    yield installation
    for child in children(installation):
        child.kill()


def models(installation: Installation) -> Path:
    return installation.folder / "var" / "models"


def work(installation: Installation) -> list[Path]:
    return list(models(installation).glob(".training-*"))


def children(installation: Installation) -> list[psutil.Process]:
    """The processes that train for this installation."""
    place = str(models(installation))
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "classifiers.retrain" in words and any(word.startswith(place) for word in words):
            found.append(process)
    return found


def is_training(installation: Installation) -> bool:
    return any('"step"' in path.read_text() for path in models(installation).glob(".training-*/stdout"))


def test_sigterm_ends_a_training_within_seconds_and_health_is_well_meanwhile(taught: Installation) -> None:
    daemon = taught.start()
    wait_for(lambda: is_training(taught), PATIENCE, taught.log)
    [child] = children(taught)
    assert child.nice() >= 10
    assert taught.is_ready()
    assert "learn" in taught.ready()[1]["loops"]
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(STOP_SECONDS) == 0
    assert (children(taught), work(taught)) == ([], [])


def test_what_a_killed_daemon_left_is_ended_by_the_next_and_not_tried_again_at_once(taught: Installation) -> None:
    daemon = taught.start("--only", "learn,web")
    wait_for(lambda: is_training(taught), PATIENCE, taught.log)
    [orphan] = children(taught)
    daemon.kill()
    daemon.wait(STOP_SECONDS)
    assert orphan.is_running()
    taught.start("--only", "learn,web")
    wait_for(lambda: not work(taught), PATIENCE, taught.log)
    wait_for(lambda: not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE, STOP_SECONDS, taught.log)
    assert children(taught) == []
    assert "training begins" not in taught.log().rpartition("leftovers of an interrupted training removed")[2]


def test_a_pointer_to_a_model_that_is_not_there_turns_health_red_until_it_is_mended(installation: Installation) -> None:
    installation.start()
    models(installation).mkdir(exist_ok=True)
    pointer = models(installation) / "CURRENT"
    pointer.write_text("model-x\n")
    wait_for(lambda: not installation.is_ready(), PATIENCE, installation.log)
    [problem] = installation.ready()[1]["problems"]
    assert problem.startswith("model is down: the database knows no model named model-x")
    assert "signoff_model_usable 0.0" in installation.page("/metrics")
    pointer.unlink()
    wait_for(installation.is_ready, PATIENCE, installation.log)
    assert "signoff_model_usable 1.0" in installation.page("/metrics")
