"""Figures on verdicts, held to cases that were worked out by hand."""

from dataclasses import replace

import pytest

from classifiers.evaluate import confusion, figures, macro_f1
from classifiers.examples import Row
from classifiers.verdict import TextVerdict
from models.vocabulary import CaseReason, Category, Severity


def row(category: str, *, severity: int | None = 3, also: str | None = None, lang: str = "en") -> Row:
    request = category != "not_a_request"
    return Row("x", lang, "", "", category, severity if request else None, "bug" if request else None, also=also)


def verdict(
    category: str,
    *,
    severity: int | None = 3,
    automatic: bool = False,
    likely: tuple[str, ...] = (),
    reason: CaseReason = CaseReason.BUG,
) -> TextVerdict:
    request = category != "not_a_request"
    return TextVerdict(
        category=Category(category),
        confidence=0.9,
        probabilities=((category, 0.9),),
        why=(),
        severity=Severity(severity) if request and severity else None,
        severity_confidence=None,
        reason=reason if request else None,
        threshold=0.8,
        automatic=automatic,
        model_id="m",
        likely=tuple(map(Category, likely)),
    )


def test_macro_f1_is_the_mean_over_all_labels_that_occur() -> None:
    # a: 1 hit of 2 true and 1 called: 2/3. b: 1 hit, 1 true, 1 called: 1. c: called once, never true: 0.
    assert macro_f1([("a", "a"), ("a", "c"), ("b", "b")]) == pytest.approx((2 / 3 + 1 + 0) / 3, abs=1e-4)
    assert macro_f1([]) is None


def test_a_second_defensible_label_counts_only_in_the_lenient_figures() -> None:
    rows = [row("bug", also="post_implementation"), row("bug"), row("additional_scope")]
    found = figures(rows, [verdict("post_implementation"), verdict("bug"), verdict("additional_scope")])
    assert (found["accuracy"], found["accuracy_lenient"]) == (0.6667, 1.0)
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0 + 1) / 3, abs=1e-4)
    assert found["macro_f1_lenient"] == 1.0


def test_figures_by_language_and_by_category() -> None:
    rows = [row("bug", lang="de"), row("bug", lang="de"), row("bug", lang="ru")]
    found = figures(rows, [verdict("bug"), verdict("additional_scope"), verdict("bug")])
    assert {name: part["accuracy"] for name, part in found["per_language"].items()} == {"de": 0.5, "ru": 1.0}
    assert found["per_category"]["bug"] == {"rows": 3, "precision": 1.0, "recall": 0.6667, "f1": 0.8}
    assert found["per_category"]["additional_scope"] == {"rows": 0, "precision": 0.0, "recall": None, "f1": 0.0}
    assert found["confusion"]["bug"] == {"bug": 2, "additional_scope": 1}
    assert list(found["confusion"]) == [category.value for category in Category]


def test_a_request_taken_for_none_has_its_severity_and_reason_wrong() -> None:
    rows = [row("bug", severity=1), row("bug", severity=1), row("bug", severity=2), row("not_a_request")]
    verdicts = [verdict("bug", severity=4), verdict("not_a_request"), verdict("bug", severity=3), verdict("bug")]
    found = figures(rows, verdicts)
    assert found["severity"] == {"rows": 3, "accuracy": 0.0, "within_one": 0.3333, "critical_called_medium": 0.5}
    assert found["reason_accuracy"] == 0.6667
    assert found["not_a_request"] == {"recall": 0.0, "requests_called_so": 0.3333}


def test_a_wrong_reason_is_counted_by_itself() -> None:
    verdicts = [verdict("bug", reason=CaseReason.CUSTOMIZATION), verdict("bug")]
    assert figures([row("bug"), row("bug")], verdicts)["reason_accuracy"] == 0.5


def test_what_is_automatic_has_a_coverage_and_a_precision() -> None:
    rows = [row("bug", also="additional_scope"), row("bug"), row("bug"), row("bug")]
    verdicts = [
        verdict("additional_scope", automatic=True),
        verdict("bug", automatic=True),
        verdict("bug"),
        verdict("bug"),
    ]
    found = figures(rows, verdicts)["automatic"]
    assert found == {"coverage": 0.5, "precision": 0.5, "precision_lenient": 1.0, "rows": 2}
    assert figures(rows[:1], [verdict("bug")])["automatic"]["precision"] is None


def test_the_likely_set_is_judged_by_what_it_holds_and_by_its_size() -> None:
    rows = [row("bug"), row("bug", also="additional_scope"), row("bug")]
    sets = [("bug", "post_implementation"), ("additional_scope",), ()]
    found = figures(rows, [replace(verdict("bug"), likely=tuple(map(Category, names))) for names in sets])
    assert found["likely"] == {"coverage": 0.5, "coverage_lenient": 1.0, "mean_size": 1.5}


def test_rows_and_verdicts_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        figures([row("bug")], [])
    assert confusion([]) == {category.value: {} for category in Category}
