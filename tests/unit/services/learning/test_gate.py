"""The gate of promotion, held to scikit-learn's macro-F1 and to a bootstrap."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from processor.services.learning.gate import Evidence, judge, macro_f1, standard_error

LABELS = ("bug", "additional_scope", "not_a_request", "post_implementation")


def labels(seed: int, truth: list[str], right: float) -> list[str]:
    """Answers of which so many are right."""
    random = np.random.default_rng(seed)
    return [label if random.random() < right else str(random.choice(LABELS)) for label in truth]


@pytest.fixture
def truth() -> list[str]:
    random = np.random.default_rng(1)
    return [str(label) for label in random.choice(LABELS, 600, p=(0.5, 0.3, 0.15, 0.05))]


def evidence(truth: list[str], candidate: list[str], current: list[str], **changes: object) -> Evidence:
    return Evidence(truth, candidate, range(len(truth)), current, **changes)  # type: ignore[arg-type]


def test_macro_f1_is_that_of_scikit_learn(truth: list[str]) -> None:
    answers = labels(2, truth, 0.7)
    assert macro_f1(truth, answers) == pytest.approx(f1_score(truth, answers, average="macro"))
    assert macro_f1([], []) == 0.0


def test_the_standard_error_is_that_of_a_paired_bootstrap(truth: list[str]) -> None:
    one, other = labels(2, truth, 0.7), labels(3, truth, 0.75)
    random = np.random.default_rng(4)
    differences = []
    for _ in range(1000):
        drawn = random.integers(0, len(truth), len(truth))
        mails = [[answers[at] for at in drawn] for answers in (truth, one, other)]
        differences.append(macro_f1(mails[0], mails[1]) - macro_f1(mails[0], mails[2]))
    assert standard_error(truth, one, other) == pytest.approx(np.std(differences), rel=0.08)
    assert standard_error(truth, one, one) == 0.0


def test_as_good_as_before_passes_and_clearly_worse_does_not(truth: list[str]) -> None:
    current = labels(5, truth, 0.8)
    same = judge(evidence(truth, current, current))
    assert same.passes
    assert "on 600 mails" in same.why
    worse = judge(evidence(truth, labels(6, truth, 0.6), current))
    assert not worse.passes
    assert worse.why.startswith("it is worse: macro-F1 0.")


def test_a_difference_within_one_standard_error_passes_and_a_little_more_does_not(truth: list[str]) -> None:
    current, candidate, verdicts = labels(5, truth, 0.8), labels(7, truth, 0.82), []
    for at in [place for place, label in enumerate(truth) if label == candidate[place] == "bug"][:60]:
        candidate[at] = "additional_scope"
        below = macro_f1(truth, current) - macro_f1(truth, candidate)
        verdicts.append((below > standard_error(truth, candidate, current), judge(evidence(truth, candidate, current))))
    assert all(judgement.passes is not beyond for beyond, judgement in verdicts)
    assert {beyond for beyond, _ in verdicts} == {True, False}


def test_only_mails_that_both_are_judged_on_are_compared() -> None:
    truth, candidate = ["bug", "bug", "additional_scope"], ["bug", "additional_scope", "additional_scope"]
    both = Evidence(truth, candidate, (0, 2), ("bug", "additional_scope"))
    assert judge(both).passes
    assert not judge(Evidence(truth, candidate, (0, 1, 2), ("bug", "bug", "bug"))).why.startswith("it is worse")
    assert judge(Evidence(truth, candidate, (), ())).why.endswith("there is no mail that both can be judged by")


def test_a_golden_mail_wrong_or_a_category_never_found_or_nothing_to_compare_with_does_not_pass() -> None:
    truth = ["bug", "additional_scope"]
    golden = judge(evidence(truth, truth, truth, golden_wrong=("g1", "g2")))
    assert (golden.passes, golden.why) == (False, "it gets 2 of the golden mails wrong: g1, g2")
    lost = judge(evidence(truth, ["bug", "bug"], truth))
    assert (lost.passes, lost.why) == (False, "it finds no mail of the category additional_scope")
    alone = judge(evidence(truth, truth, truth, no_comparison="it is gone"))
    assert (alone.passes, alone.why) == (False, "it can't be compared with the current model: it is gone")
