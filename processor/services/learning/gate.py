"""Whether a trained model may take the place of the one that judges, without a person being asked.

Pure arithmetic over predictions. Both models are held to the same mails, none of which the one that is judged on it
had seen: the candidate out of fold, the current one out of fold too, and on mails newer than it directly.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is held against a candidate.

    `truth` and `candidate` are the labels and its predictions for every mail it was trained on; `both` are the places
    of those for which there is a prediction of the current model too, `current`. `golden_wrong` are the ids of golden
    mails that it gets wrong. `no_comparison` says why the current model can't be compared with, "" where it can.
    """

    truth: Sequence[str]
    candidate: Sequence[str]
    both: Sequence[int]
    current: Sequence[str]
    golden_wrong: Sequence[str] = ()
    no_comparison: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether it passes, and one sentence with the figures, which is kept with the model."""

    passes: bool
    why: str


def judge(evidence: Evidence) -> Judgement:
    """The candidate's fate: it passes when all golden mails are right, it finds mails of every category, and its
    macro-F1 is not below the current model's on the same mails by more than one standard error.
    """
    if evidence.golden_wrong:
        named = ", ".join(evidence.golden_wrong[:5])
        return Judgement(False, f"it gets {len(evidence.golden_wrong)} of the golden mails wrong: {named}")
    lost = never_found(evidence.truth, evidence.candidate)
    if lost:
        return Judgement(False, f"it finds no mail of the category {', '.join(lost)}")
    if evidence.no_comparison or not evidence.both:
        reason = evidence.no_comparison or "there is no mail that both can be judged by"
        return Judgement(False, f"it can't be compared with the current model: {reason}")
    return _compare(evidence)


def _compare(evidence: Evidence) -> Judgement:
    truth = [evidence.truth[at] for at in evidence.both]
    candidate = [evidence.candidate[at] for at in evidence.both]
    new, old = macro_f1(truth, candidate), macro_f1(truth, evidence.current)
    error = standard_error(truth, candidate, evidence.current)
    figures = (
        f"macro-F1 {new:.3f} against {old:.3f} of the current model on {len(truth)} mails, standard error {error:.3f}"
    )
    if new < old - error:
        return Judgement(False, f"it is worse: {figures}")
    return Judgement(True, f"not worse: {figures}")


def never_found(truth: Sequence[str], predicted: Sequence[str]) -> list[str]:
    """The categories with a recall of 0, in the order of the alphabet."""
    found = {label for label, answer in zip(truth, predicted, strict=True) if label == answer}
    return sorted(set(truth) - found)


def macro_f1(truth: Sequence[str], predicted: Sequence[str]) -> float:
    """The mean of F1 over the categories that occur in the truth; 0 where there is nothing."""
    sizes, hits, _ = _counts(truth, predicted)
    return sum(2 * hits[label] / size for label, size in sizes.items()) / len(sizes) if sizes else 0.0


def standard_error(truth: Sequence[str], one: Sequence[str], other: Sequence[str]) -> float:
    """The standard error of the difference between two macro-F1 on the same mails.

    By the normal approximation: each mail's influence on the difference, squared and summed (the infinitesimal
    jackknife; B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, 1982, chapter 6). A paired bootstrap
    gives the same figure, at a thousand times the work and with a seed to choose.
    """
    pairs = zip(_influences(truth, one), _influences(truth, other), strict=True)
    return sqrt(sum((first - second) ** 2 for first, second in pairs))


def _influences(truth: Sequence[str], predicted: Sequence[str]) -> list[float]:
    """How much macro-F1 would rise for each mail by its weight: the derivative at a weight of 1 for every mail.

    With F1 = 2H/S, where S is the mails of the category and those called so: a mail called right changes H by 1 and
    S by 2, one that is only of the category, or only called so, changes S by 1.
    """
    sizes, hits, kinds = _counts(truth, predicted)
    lost = {label: 2 * hits[label] / size**2 / kinds for label, size in sizes.items()}
    won = {label: 2 / size / kinds - 2 * lost[label] for label, size in sizes.items()}
    return [
        won[label] if label == answer else -lost[label] - lost.get(answer, 0.0)
        for label, answer in zip(truth, predicted, strict=True)
    ]


def _counts(truth: Sequence[str], predicted: Sequence[str]) -> tuple[dict[str, int], Counter[str], int]:
    """By category: the mails of it and those called so, added up; and the hits. And how many categories there are."""
    true, called = Counter(truth), Counter(predicted)
    hits = Counter(label for label, answer in zip(truth, predicted, strict=True) if label == answer)
    return {label: number + called[label] for label, number in true.items()}, hits, len(true)
