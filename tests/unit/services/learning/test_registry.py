"""The registry: what stands on the disk and in the database at every step, and after being killed at every step."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from classifiers.verdict import ModelUnusable
from models.vocabulary import Category
from processor.errors import Refused
from processor.services.learning.registry import KEPT, Registry
from processor.services.learning.shelf import STARTER, Shelf
from processor.store.learning import Learning
from tests.unit.services.learning.shelves import NOW, Parrot, Place, trained


def judged_by(registry: Registry) -> str:
    model = registry.load(registry.current())
    assert isinstance(model, Parrot)
    return model.id


def test_without_a_promotion_the_starter_judges(place: Place) -> None:
    place.keep("model-a")
    assert (place.registry.current(), judged_by(place.registry)) == (STARTER, "starter-1")
    assert place.states() == {"model-a": "candidate"}


def test_a_promoted_model_judges_and_the_one_before_is_retired(place: Place) -> None:
    for name in ("model-a", "model-b"):
        place.keep(name)
        place.registry.promote(name, "boris", "better", NOW)
    assert judged_by(place.reopened()) == "model-b"
    assert place.states() == {"model-b": "current", "model-a": "retired"}
    assert (place.shelf.root / "CURRENT").read_text() == "model-b\n"


def test_a_kept_model_is_complete_and_nothing_else_comes_along(place: Place) -> None:
    work = trained(place.shelf.work() / "out", "model-a")
    (work / "secret.txt").write_text("x")
    (work / "sub").mkdir()
    place.registry.keep(work, STARTER, "kept", NOW)
    found = {path.name for path in place.shelf.folder("model-a").iterdir()}
    assert found == {"model.skops", "card.json", "oof.json", "README.md"}
    assert "macro_f1: 0.8" in (place.shelf.folder("model-a") / "README.md").read_text()


def test_the_last_five_are_kept_and_always_the_current_one_and_its_parent(place: Place) -> None:
    place.keep("model-0")
    place.keep("model-1", parent="model-0")
    place.registry.promote("model-1", "boris", "", NOW)
    for number in range(2, 9):
        place.keep(f"model-{number}", parent="model-1")
    place.registry.promote("model-1", "boris", "again", NOW)
    assert set(place.shelf.names()) == {"model-0", "model-1", *(f"model-{number}" for number in range(4, 9))}
    assert len(place.states()) == 9  # the rows stay, as the history
    assert KEPT == 5
    with pytest.raises(Refused, match="is not there"):
        place.registry.promote("model-2", "boris", "", NOW)


def test_candidates_that_nobody_promotes_are_cleared_away_too(place: Place) -> None:
    place.keep("model-0")
    place.keep("model-1", parent="model-0")
    place.registry.promote("model-1", "boris", "", NOW)
    for number in range(2, 9):
        place.keep(f"model-{number}", parent="model-1")
    assert set(place.shelf.names()) == {"model-0", "model-1", *(f"model-{number}" for number in range(4, 9))}
    (place.shelf.root / "CURRENT").write_text("../x")
    place.keep("model-9")
    assert {"model-0", "model-1"} <= set(place.shelf.names())  # either may have been what judged


def test_two_files_of_one_name_are_told_apart_and_the_same_file_is_kept_once(place: Place) -> None:
    assert place.keep("model-a") == "model-a"
    assert place.keep("model-a") == "model-a"
    other = place.keep("model-a", Category.ADDITIONAL_SCOPE)
    assert other.startswith("model-a-")
    assert set(place.shelf.names()) == {"model-a", other}


@pytest.mark.parametrize("name", ["", "../evil", "starter", ".hidden", "a/b", "UPPER", "x" * 200])
def test_a_card_with_an_odd_id_is_refused(place: Place, name: str) -> None:
    with pytest.raises(ModelUnusable, match="short plain id"):
        place.registry.keep(trained(place.shelf.work() / "out", name), STARTER, "", NOW)
    assert place.states() == {}


@pytest.mark.parametrize("pointer", [b"../../etc\n", b"\xff\xfe", b"", b" \n", b"x" * 5000, b"a b"])
def test_a_pointer_that_names_nothing_is_refused(place: Place, pointer: bytes) -> None:
    place.keep("model-a")
    (place.shelf.root / "CURRENT").write_bytes(pointer)
    with pytest.raises(ModelUnusable, match="should name the model"):
        place.registry.current()
    place.registry.promote("model-a", "boris", "", NOW)
    assert judged_by(place.registry) == "model-a"


def test_what_cannot_be_loaded_is_not_promoted(place: Place) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    place.keep("model-b")
    (place.shelf.folder("model-b") / "model.skops").write_text("altered")
    with pytest.raises(Refused, match="not the file it should be"):
        place.registry.promote("model-b", "boris", "", NOW)
    with pytest.raises(Refused, match="knows no model"):
        place.registry.promote("model-x", "boris", "", NOW)
    assert judged_by(place.registry) == "model-a"


def test_what_is_cleared_away_while_it_is_loaded_is_not_promoted(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    place.keep("model-b")
    load = place.registry.load

    def slow(name: str) -> object:
        model = load(name)
        place.shelf.remove(name)
        return model

    monkeypatch.setattr(place.registry, "load", slow)
    with pytest.raises(Refused, match="taken off the shelf"):
        place.registry.promote("model-b", "boris", "", NOW)
    assert judged_by(place.reopened()) == "model-a"


def test_the_model_that_judges_is_not_touched_when_training_gives_it_again(place: Place) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    before = place.shelf.marks("model-a")
    assert place.keep("model-a", parent="model-a") == "model-a"
    place.registry.promote("model-a", "signoff", "", NOW)
    assert place.shelf.marks("model-a")[1] == before[1]
    assert place.store.learning.model("model-a").promoted_by == "boris"


def test_the_starter_can_be_promoted_again(place: Place) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    place.registry.promote(STARTER, "boris", "", NOW)
    assert judged_by(place.registry) == "starter-1"
    assert place.states() == {"model-a": "retired"}
    assert place.shelf.pointer.read_text() == "starter\n"  # never removed: without it, it would look lost


@pytest.mark.parametrize("left", [None, b"", b" \n"], ids=["deleted", "empty", "blank"])
def test_a_lost_pointer_lets_nobody_judge_and_leaves_the_rows_alone(place: Place, left: bytes | None) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    place.shelf.pointer.unlink()
    if left is not None:
        place.shelf.pointer.write_bytes(left)
    with pytest.raises(ModelUnusable, match=r"CURRENT.*model-a judges: restore the folder .*promote starter"):
        place.registry.current()
    place.registry.mend(NOW)
    assert place.states() == {"model-a": "current"}
    for number in range(KEPT + 2):
        place.keep(f"model-{number}")
    assert place.shelf.holds("model-a")  # nothing is cleared away meanwhile
    place.registry.promote(STARTER, "boris", "", NOW)
    assert (judged_by(place.registry), place.states()["model-a"]) == ("starter-1", "retired")


def test_a_pointer_that_is_written_while_it_is_looked_for_is_not_lost(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.keep("model-a")
    real, registry = Learning.current, place.reopened()

    def promoted_meanwhile(self: Learning) -> object:
        monkeypatch.setattr(Learning, "current", real)
        place.registry.promote("model-a", "boris", "", NOW)
        return real(self)

    monkeypatch.setattr(Learning, "current", promoted_meanwhile)
    assert registry.current() == "model-a"


def test_an_interrupted_rollback_is_still_a_persons(place: Place) -> None:
    for name in ("model-a", "model-b"):
        place.keep(name)
        place.registry.promote(name, "signoff", "", NOW)
    assert place.registry.held() == ""
    place.shelf.point("model-a")  # as if killed before the row said so
    place.registry.mend(NOW)
    assert place.registry.held().startswith("model-a is held (a person let it judge")


class Killed(BaseException):
    """Stands in for a kill: nothing may catch it."""


STEPS = [
    (Shelf, "put"),
    (Learning, "register"),
    (Shelf, "point"),
    (Learning, "promote"),
    (Registry, "_clear"),
]
"""What a promotion consists of, in order; each is killed before and after."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_one_usable_model_judges_whenever_it_is_killed(
    place: Place, monkeypatch: pytest.MonkeyPatch, owner: type, step: str, after: bool
) -> None:
    place.keep("model-a")
    place.registry.promote("model-a", "boris", "", NOW)
    real = getattr(owner, step)

    def kill(*arguments: object, **named: object) -> None:
        if after:
            real(*arguments, **named)
        raise Killed

    def keep_and_promote() -> None:
        place.keep("model-b", parent="model-a")
        place.registry.promote("model-b", "boris", "", NOW)

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, kill)
        with pytest.raises(Killed):
            keep_and_promote()
    survivor = place.reopened()
    judging = judged_by(survivor)
    assert judging in {"model-a", "model-b"}
    survivor.mend(NOW)
    assert {name for name, state in place.states().items() if state == "current"} == {judging}
    place.keep("model-b", parent="model-a")
    survivor.promote("model-b", "boris", "", NOW)
    assert judged_by(survivor) == "model-b"


def _promote_for_ever(folder: Path) -> None:
    place = Place(folder)
    for number in range(10_000):
        name = f"model-{number % 7}"
        place.keep(name, parent=f"model-{(number - 1) % 7}")
        place.registry.promote(name, "boris", "", NOW)


def test_a_real_kill_at_any_moment_leaves_one_usable_model(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.keep("model-0")
    place.registry.promote("model-0", "boris", "", NOW)
    place.store.close()
    seen = set()
    for trial in range(5):
        child = multiprocessing.get_context("spawn").Process(target=_promote_for_ever, args=(tmp_path,))
        child.start()
        assert child.pid is not None
        pointer, before = place.shelf.root / "CURRENT", place.shelf.marks(STARTER)
        for _ in range(trial + 1):  # a different moment each time: so many promotions later, and whatever comes next
            while child.is_alive() and place.shelf.marks(STARTER) == before:
                child.join(0.001)
            before = place.shelf.marks(STARTER)
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        assert child.exitcode == -signal.SIGKILL
        registry = place.reopened()
        assert judged_by(registry) == pointer.read_text().strip()
        seen.add(judged_by(registry))
        registry.mend(NOW)
        assert [name for name, state in place.states().items() if state == "current"] == [registry.current()]
    place.store.close()
    assert seen
