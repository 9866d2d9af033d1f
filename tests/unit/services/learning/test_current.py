"""Which model judges: promotions of other processes are seen, and what can't be loaded is judged by nobody."""

from pathlib import Path

import pytest

from classifiers.text import Text
from classifiers.verdict import ModelUnusable
from processor.errors import Temporary
from processor.observability.metrics import REGISTRY
from processor.services.learning.current import LOOK_SECONDS, RETRY_SECONDS, CurrentModel
from processor.services.learning.registry import Registry
from processor.services.learning.shelf import Shelf
from processor.store.learning import Learning
from tests.unit.services.learning.shelves import NOW, Parrots, Place

TEXTS = [Text("The export fails", "Since this morning.", "en")]


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def current(place: Place, clock: Hands) -> CurrentModel:
    return CurrentModel(place.reopened(), clock)


def judge(current: CurrentModel) -> str:
    return current.classify(TEXTS)[0].model_id


def usable() -> float | None:
    return REGISTRY.get_sample_value("signoff_model_usable")


def test_the_starter_judges_first(current: CurrentModel) -> None:
    assert (judge(current), current.fault(), usable()) == ("starter-1", "", 1.0)


def test_a_promotion_by_another_process_is_seen_within_seconds(
    place: Place, current: CurrentModel, clock: Hands
) -> None:
    assert judge(current) == "starter-1"
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    assert judge(current) == "starter-1"  # it does not look at each mail
    clock.at += LOOK_SECONDS
    assert judge(current) == "model-a"
    place.registry.promote("starter", "boris", "", NOW)
    clock.at += LOOK_SECONDS
    assert judge(current) == "starter-1"


def test_while_nothing_changes_nothing_is_read(
    place: Place, current: CurrentModel, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    judge(current)
    monkeypatch.setattr(Learning, "model", None)  # asking for it would now be an error
    for _ in range(100):
        clock.at += LOOK_SECONDS
        assert judge(current) == "model-a"


def test_an_altered_model_is_judged_by_nobody_until_another_is_promoted(
    place: Place, current: CurrentModel, clock: Hands
) -> None:
    for name in ("model-a", "model-b"):
        place.keep(name, parent="model-a")
    place.registry.promote("model-b", "boris", "", NOW)
    assert judge(current) == "model-b"
    (place.shelf.folder("model-b") / "model.skops").write_text("altered")
    clock.at += LOOK_SECONDS
    with pytest.raises(ModelUnusable, match=r"not the file it should be.*signoff model promote"):
        judge(current)
    assert "not the file it should be" in current.fault()
    assert usable() == 0.0
    place.registry.promote("model-a", "boris", "", NOW)
    clock.at += LOOK_SECONDS
    assert (judge(current), current.fault(), usable()) == ("model-a", "", 1.0)


def test_a_file_put_back_in_place_heals_too(place: Place, current: CurrentModel, clock: Hands) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    path = place.shelf.folder("model-a") / "model.skops"
    good = path.read_bytes()
    path.unlink()
    assert "can't be read" in current.fault()
    path.write_bytes(good)
    clock.at += RETRY_SECONDS
    assert judge(current) == "model-a"


def test_a_model_that_the_database_does_not_know_is_refused(place: Place, current: CurrentModel) -> None:
    (place.shelf.root).mkdir()
    (place.shelf.root / "CURRENT").write_text("model-x\n")
    assert "knows no model named model-x" in current.fault()


def test_the_model_goes_on_judging_while_the_database_is_away(
    place: Place, current: CurrentModel, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judge(current) == "starter-1"
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)

    def away(*_: object) -> None:
        raise Temporary("the database is away")

    clock.at += LOOK_SECONDS
    with monkeypatch.context() as patch:
        patch.setattr(Learning, "model", away)
        assert judge(current) == "starter-1"
        with pytest.raises(Temporary):
            judge(CurrentModel(place.reopened(), clock))
    assert judge(current) == "model-a"  # at the very next look


def test_a_lost_pointer_is_told_and_its_return_noticed(place: Place, current: CurrentModel, clock: Hands) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    assert judge(current) == "model-a"
    place.shelf.pointer.rename(place.folder / "away")
    clock.at += LOOK_SECONDS
    assert "CURRENT, which names the model that judges, is gone" in current.fault()
    with pytest.raises(ModelUnusable, match="signoff model promote starter"):
        judge(current)
    assert usable() == 0.0
    (place.folder / "away").rename(place.shelf.pointer)
    clock.at += LOOK_SECONDS
    assert (judge(current), current.fault(), usable()) == ("model-a", "", 1.0)


def test_a_host_without_the_shared_folder_notices_that_another_promoted_a_model(
    place: Place, tmp_path: Path, clock: Hands
) -> None:
    here = CurrentModel(Registry(Shelf(tmp_path / "nothing"), place.store.learning, Parrots(place.starter)), clock)
    assert judge(here) == "starter-1"
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    clock.at += RETRY_SECONDS
    with pytest.raises(ModelUnusable, match="the database says that model-a judges"):
        judge(here)


def test_where_nothing_was_ever_promoted_the_starter_is_loaded_once(
    place: Place, current: CurrentModel, clock: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(current)
    monkeypatch.setattr(Parrots, "starter", None)  # loading it again would now be an error
    for _ in range(3):
        clock.at += RETRY_SECONDS
        assert judge(current) == "starter-1"
