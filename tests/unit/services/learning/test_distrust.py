"""Artefacts that must not judge, through the real handling: every mail goes to people, health is red, nothing runs."""

import io
import json
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import skops.io
from sklearn.preprocessing import FunctionTransformer

from classifiers.model import PLAIN_STARTER
from models.vocabulary import Health, Outcome, ReviewReason
from processor.bootstrap.learning import Files
from processor.daemon.health import ThrottledReporter
from processor.daemon.modelwatch import watched
from processor.errors import Refused
from processor.services.gather import Gather
from processor.services.health import condition
from processor.services.learning.current import LOOK_SECONDS, CurrentModel
from processor.services.learning.registry import Registry
from processor.services.learning.shelf import Shelf, digest_of
from tests.unit.services.desk import Desk, mail

BODY = "Since this morning the export of the sales report ends with an error for all of us."
NAME = "model-a"


class Boom:
    """Runs something when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.trace),)


def altered(path: Path, _: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def truncated(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def missing(path: Path, _: Path) -> None:
    path.unlink()


def pickled(path: Path, trace: Path) -> None:
    path.write_bytes(pickle.dumps(Boom(trace)))


def foreign(path: Path, trace: Path) -> None:
    path.write_bytes(skops.io.dumps({"card": FunctionTransformer(os.mkdir)}))


def with_card(path: Path, **changes: object) -> None:
    """The same model with another card inside."""
    content = skops.io.loads(path.read_bytes(), trusted=[])
    content["card"] = json.dumps(json.loads(content["card"]) | changes)
    path.write_bytes(skops.io.dumps(content))


def other_sklearn(path: Path, _: Path) -> None:
    with_card(path, sklearn="1.2.0")


def newer_format(path: Path, _: Path) -> None:
    with_card(path, format=99)


def other_cleaning(path: Path, _: Path) -> None:
    with_card(path, cleaning=99)


def empty_zip(path: Path, _: Path) -> None:
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    path.write_bytes(packed.getvalue())


CHANGED = (altered, truncated, missing, pickled)
VOUCHED_FOR = (truncated, pickled, foreign, other_sklearn, newer_format, other_cleaning, empty_zip)
"""Spoiled before the digest was taken: the database vouches for the file, and still it must not judge."""


class Installation:
    """A desk whose mails are judged by a trained model."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now = 0.0
        self.shelf = Shelf(desk.folder / "models")
        self.registry = Registry(self.shelf, desk.store.learning, Files())
        self.model = CurrentModel(self.registry, lambda: self.now)
        self.reporter = ThrottledReporter(desk.store.health)
        desk.gather = Gather(self.model)

    @property
    def file(self) -> Path:
        return self.shelf.folder(NAME) / "model.skops"

    def keep(self, spoil: Callable[[Path], None] = lambda _: None) -> None:
        """A trained model on the shelf, spoiled before anybody took its digest."""
        out = self.shelf.work() / "out"
        out.mkdir()
        shutil.copy(PLAIN_STARTER, out / "model.skops")
        spoil(out / "model.skops")
        (out / "card.json").write_text(json.dumps({"id": NAME}))
        (out / "oof.json").write_text("{}")
        self.registry.keep(out, "starter", "", self.desk.now)

    def mail(self, number: int) -> Outcome | None:
        """A mail that comes once it is time to look at the model again, and what became of it."""
        self.now += LOOK_SECONDS + 60
        self.desk.now += timedelta(minutes=1)
        self.desk.put(mail(f"Export {number}", BODY, sender=f"Anna <anna{number}@customer.example>"))
        self.desk.sweep()
        turn = watched(self.desk.handler().turn, self.model.fault, self.reporter)
        while turn(self.desk.now):
            pass
        return self.desk.outcomes()[-1]

    def reasons(self) -> list[ReviewReason]:
        """Why items of the newest ticket wait."""
        number = self.desk.opened()[-1].number
        items = [item for item in self.desk.store.views.reviews() if item.ticket_number == number]
        return [reason for item in items for reason in item.reasons]

    def health(self) -> tuple[bool, tuple[str, ...]]:
        found = condition(self.desk.store, self.desk.now, {"model"})
        return found.ready, found.problems


@pytest.fixture
def installation(desk: Desk) -> Installation:
    return Installation(desk)


def assert_judged(installation: Installation, number: int) -> None:
    assert installation.mail(number) is Outcome.OPENED
    assert ReviewReason.NO_MODEL not in installation.reasons()
    assert installation.health() == (True, ())


def assert_left_to_people(installation: Installation, number: int, trace: Path) -> str:
    assert installation.mail(number) is Outcome.OPENED  # the ticket is there, only nobody has judged it
    assert ReviewReason.NO_MODEL in installation.reasons()
    assert not trace.exists()
    [row] = installation.desk.store.health.all()
    assert (row.name, row.state) == ("model", Health.DOWN)
    ready, [problem] = installation.health()
    assert not ready
    assert "signoff model promote" in problem
    return row.text


@pytest.mark.parametrize("spoil", CHANGED, ids=lambda spoil: spoil.__name__)
def test_what_was_changed_since_its_promotion_judges_no_more_until_it_is_healed(
    installation: Installation, tmp_path: Path, spoil: Callable[[Path, Path], None]
) -> None:
    installation.keep()
    installation.registry.promote(NAME, "boris", "", installation.desk.now)
    assert_judged(installation, 1)
    good = installation.file.read_bytes()
    spoil(installation.file, tmp_path / "trace")
    text = assert_left_to_people(installation, 2, tmp_path / "trace")
    assert str(installation.file) in text
    with pytest.raises(Refused, match="can't judge"):
        installation.registry.promote(NAME, "boris", "", installation.desk.now)
    if spoil is altered:
        installation.file.write_bytes(good)
    else:
        installation.registry.promote("starter", "boris", "", installation.desk.now)
    assert_judged(installation, 3)


@pytest.mark.parametrize("spoil", VOUCHED_FOR, ids=lambda spoil: spoil.__name__)
def test_what_was_spoiled_from_the_beginning_is_refused_although_its_digest_fits(
    installation: Installation, tmp_path: Path, spoil: Callable[[Path, Path], None]
) -> None:
    installation.keep(lambda path: spoil(path, tmp_path / "trace"))
    assert installation.desk.store.learning.model(NAME).digest == digest_of(installation.file)
    with pytest.raises(Refused, match="can't judge"):
        installation.registry.promote(NAME, "boris", "", installation.desk.now)
    installation.shelf.point(NAME)  # as somebody could who may write into the folder
    assert_left_to_people(installation, 1, tmp_path / "trace")
