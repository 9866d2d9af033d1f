"""How good verdicts are: figures on labelled mails that the judging model has not seen."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from classifiers.examples import Row
from classifiers.verdict import TextVerdict
from models.vocabulary import Category, Severity

Figures = dict[str, Any]
Pair = tuple[Row, TextVerdict]

_NOTHING: Final = Category.NOT_A_REQUEST


def figures(rows: Sequence[Row], verdicts: Sequence[TextVerdict]) -> Figures:
    """What share of the verdicts is right, in every way that counts. A share of nothing is None.

    *Strict* takes the row's category alone for right, *lenient* its second defensible one (`also`) too. Severity and
    reason are judged on the requests that have them, and a request taken for none has both wrong. `automatic` are the
    verdicts that need no review: their coverage is their share of all, their precision the share of right ones.
    """
    pairs = list(zip(rows, verdicts, strict=True))
    return {
        "rows": len(pairs),
        **_overall(pairs),
        "per_language": {name: _overall(part) for name, part in _split(pairs, lambda pair: pair[0].lang)},
        "per_category": _per_category(pairs),
        "confusion": confusion((row.category, verdict.category.value) for row, verdict in pairs),
        "severity": _severity(pairs),
        "reason_accuracy": _share(row.reason == verdict.reason for row, verdict in pairs if row.reason is not None),
        "not_a_request": _nothing(pairs),
        "automatic": _automatic(pairs),
        "likely": _likely(pairs),
    }


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """The mean F1 over all labels that are true or predicted somewhere; each pair is truth and prediction."""
    scores = [_f1(name, pairs)["f1"] for name in sorted({name for pair in pairs for name in pair})]
    return round(sum(scores) / len(scores), 4) if scores else None


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How often each true label was predicted as each, `{true: {predicted: n}}`, in the order of the vocabulary."""
    counted = Counter(pairs)
    names = [category.value for category in Category]
    return {truth: {label: counted[truth, label] for label in names if counted[truth, label]} for truth in names}


def _overall(pairs: Sequence[Pair]) -> Figures:
    strict = [(row.category, verdict.category.value) for row, verdict in pairs]
    lenient = [(label if label == row.also else row.category, label) for row, (_, label) in _with(pairs, strict)]
    return {
        "macro_f1": macro_f1(strict),
        "macro_f1_lenient": macro_f1(lenient),
        "accuracy": _share(truth == label for truth, label in strict),
        "accuracy_lenient": _share(truth == label for truth, label in lenient),
    }


def _with(pairs: Sequence[Pair], labels: Sequence[tuple[str, str]]) -> Iterable[tuple[Row, tuple[str, str]]]:
    return ((row, label) for (row, _), label in zip(pairs, labels, strict=True))


def _per_category(pairs: Sequence[Pair]) -> dict[str, Figures]:
    labels = [(row.category, verdict.category.value) for row, verdict in pairs]
    return {category.value: _f1(category.value, labels) for category in Category}


def _f1(name: str, pairs: Sequence[tuple[str, str]]) -> Figures:
    true = sum(truth == name for truth, _ in pairs)
    called = sum(label == name for _, label in pairs)
    hit = sum(truth == label == name for truth, label in pairs)
    return {
        "rows": true,
        "precision": _ratio(hit, called),
        "recall": _ratio(hit, true),
        "f1": round(2 * hit / (true + called), 4) if true + called else 0.0,
    }


def _severity(pairs: Sequence[Pair]) -> Figures:
    judged = [(row.severity, verdict.severity) for row, verdict in pairs if row.severity is not None]
    gravest = [said for level, said in judged if level == Severity.CRITICAL]
    return {
        "rows": len(judged),
        "accuracy": _share(level == said for level, said in judged),
        "within_one": _share(said is not None and abs(level - said) <= 1 for level, said in judged),
        "critical_called_medium": _share(said == Severity.MEDIUM for said in gravest),
    }


def _nothing(pairs: Sequence[Pair]) -> Figures:
    """How many non-requests are found, and how many requests are taken for one, which nobody would answer."""
    return {
        "recall": _share(verdict.category == _NOTHING for row, verdict in pairs if row.category == _NOTHING),
        "requests_called_so": _share(
            verdict.category == _NOTHING for row, verdict in pairs if row.category != _NOTHING
        ),
    }


def _automatic(pairs: Sequence[Pair]) -> Figures:
    taken = [(row, verdict) for row, verdict in pairs if verdict.automatic]
    return {
        "coverage": _ratio(len(taken), len(pairs)),
        "precision": _share(row.category == verdict.category for row, verdict in taken),
        "precision_lenient": _share(verdict.category in (row.category, row.also) for row, verdict in taken),
        "rows": len(taken),
    }


def _likely(pairs: Sequence[Pair]) -> Figures:
    """How often the likely set holds the right category, and how many it names; of a model that has such sets."""
    sets = [(row, verdict.likely) for row, verdict in pairs if verdict.likely]
    return {
        "coverage": _share(row.category in likely for row, likely in sets),
        "coverage_lenient": _share(row.category in likely or row.also in likely for row, likely in sets),
        "mean_size": round(sum(len(likely) for _, likely in sets) / len(sets), 4) if sets else None,
    }


def _split(pairs: Sequence[Pair], key: Callable[[Pair], str]) -> Iterable[tuple[str, list[Pair]]]:
    for name in sorted({key(pair) for pair in pairs}):
        yield name, [pair for pair in pairs if key(pair) == name]


def _share(right: Iterable[bool]) -> float | None:
    answers = list(right)
    return _ratio(sum(answers), len(answers))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
