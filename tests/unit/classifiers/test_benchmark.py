"""The figures of `signoff model benchmark`, on tables small enough to work out by hand."""

import random
from typing import Any

import pytest

from classifiers import benchmark
from classifiers.benchmark import Table, run
from classifiers.pipeline import Pipeline
from tests.unit.classifiers.fakes import FakeEncoder, mails


@pytest.fixture(autouse=True)
def fake_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "available", lambda: False)
    monkeypatch.setattr(benchmark, "load_encoder", lambda _name: FakeEncoder())


def table(count: int, seed: int = 1, *, groups: bool = False, overlap: float = 0.0) -> Table:
    rows = mails(count, seed=seed, overlap=overlap)
    found = [row.group[-1] for row in rows] if groups else []
    return Table(
        [row.subject for row in rows], [row.body for row in rows], [f"L {row.category}" for row in rows], found
    )


def judged(monkeypatch: pytest.MonkeyPatch, said: list[tuple[str, float]]) -> None:
    """What is predicted of the test is given, whatever was learned."""

    def judge(_pipeline: Pipeline, test: Table, _progress: Any) -> tuple[list[str], list[float], float]:
        assert len(test.labels) == len(said)
        return [label for label, _ in said], [value for _, value in said], 0.002

    monkeypatch.setattr(benchmark, "_judge", judge)


def test_what_can_be_told_apart_is_and_any_label_will_do() -> None:
    found = run(table(120), table(40, seed=2))
    assert found["macro_f1"] > 0.9
    assert found["accuracy"] > 0.9
    assert found["per_group"] == {}
    assert found["target_precision"] == 0.95
    assert 0 < found["ms_per_message"] < 100
    assert found["train_seconds"] > 0
    assert 1000 < found["model_bytes"] < 1_000_000
    assert found["share_of_meaning"] == 0


def test_figures_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark.thresholds, "per_category", lambda *_: {name: Limit(0.8) for name in "ab"})
    judged(monkeypatch, [("a", 0.9), ("a", 0.8), ("b", 0.79), ("b", 0.95)])
    train = Table([""] * 40, ["one two", "three four"] * 20, ["a", "b"] * 20)
    found = run(train, Table([""] * 4, ["x"] * 4, ["a", "b", "b", "b"], ["p", "p", "q", "q"]), target=0.9)
    assert found["automatic_precision"] == pytest.approx(2 / 3)
    assert found["automatic_coverage"] == pytest.approx(3 / 4)
    assert found["accuracy"] == pytest.approx(3 / 4)
    # p: a has precision 1/2 and recall 1, so 2/3; b is never told: 0. q: b alone, all right: 1.
    assert found["per_group"] == {"p": pytest.approx(1 / 3), "q": 1.0}
    assert found["macro_f1"] == pytest.approx(2 / 3), "the mean of the groups"
    assert found["ms_per_message"] == 2.0
    assert found["target_precision"] == 0.9


class Limit:
    def __init__(self, threshold: float) -> None:
        self.threshold = threshold


def test_without_groups_macro_f1_is_over_all(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, [("a", 0.9), ("a", 0.8), ("b", 0.79), ("b", 0.95)])
    train = Table([""] * 40, ["one two", "three four"] * 20, ["a", "b"] * 20)
    found = run(train, Table([""] * 4, ["x"] * 4, ["a", "b", "b", "b"]))
    assert found["macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_where_nothing_is_sure_there_is_no_precision() -> None:
    found = run(table(40), table(12, seed=2), target=0.99)
    assert (found["automatic_precision"], found["automatic_coverage"]) == (None, 0)


def test_what_is_sure_is_counted_against_the_test() -> None:
    found = run(table(400), table(100, seed=2), target=0.8)
    assert found["automatic_coverage"] > 0.5
    assert found["automatic_precision"] >= 0.8


def test_the_test_is_not_learned_from() -> None:
    """Labels drawn by lot: whoever had seen the test would know them."""
    draw = random.Random(0)
    bodies = [f"w{at}x w{at}y" for at in range(60)]
    lot = Table([""] * 60, bodies, [draw.choice("ab") for _ in range(60)])
    other = Table([""] * 60, [body.replace("w", "v") for body in bodies], [draw.choice("ab") for _ in range(60)])
    assert run(other, lot)["accuracy"] < 0.75


def test_groups_are_judged_each_by_itself() -> None:
    found = run(table(120), table(60, seed=2, groups=True))
    assert set(found["per_group"]) == set("012345")
    assert found["macro_f1"] == pytest.approx(sum(found["per_group"].values()) / 6)


def test_the_encoder_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(FakeEncoder, "encode", counting(seen))
    monkeypatch.setattr(benchmark, "available", lambda: True)
    run(table(48), table(12, seed=2))
    assert sum(seen) >= 60


def counting(seen: list[int]) -> Any:
    encode = FakeEncoder.encode

    def counted(self: FakeEncoder, texts: list[str]) -> Any:
        seen.append(len(texts))
        return encode(self, texts)

    return counted


def test_the_same_seed_gives_the_same_figures_and_another_other_folds() -> None:
    train, test = table(100, overlap=0.4), table(40, seed=2, overlap=0.4)
    timed = {"train_seconds", "ms_per_message"}
    one, again, other = (
        {key: value for key, value in run(train, test, target=0.6, seed=seed).items() if key not in timed}
        for seed in (1, 1, 2)
    )
    assert one == again
    assert other != one


@pytest.mark.parametrize(("learn", "judge"), [(0, 4), (40, 0)])
def test_a_table_without_a_row_is_refused(learn: int, judge: int) -> None:
    with pytest.raises(ValueError, match="a table without a row"):
        run(table(learn), table(judge))


def test_one_label_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two different labels"):
        run(Table([""] * 20, ["one two"] * 20, ["a"] * 20), table(4))


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    run(table(40), table(12, seed=2), progress=lambda *step: told.append(step))
    assert [step for step, _, _ in told][-1] == "judging"
    assert {"encoding", "strength", "cross-validation", "judging"} == {step for step, _, _ in told}
    assert all(0 <= done < total for _, done, total in told)
