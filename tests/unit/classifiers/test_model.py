"""The model as its callers see it: a verdict for each mail, with its evidence."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifiers import model as models
from classifiers.examples import Row
from classifiers.explain import AGAINST, FOR, MEANING
from classifiers.heads import Linear
from classifiers.model import CELL, PLAIN_STARTER, STARTER, Model, Text
from classifiers.nearest import SHOWN
from classifiers.pipeline import text_of
from classifiers.verdict import TextVerdict
from models.vocabulary import CaseReason, Category, Severity
from tests.unit.classifiers.fakes import LANGUAGES, TOPICS, FakeEncoder, mails, small_model

ROWS = mails(180)
TEXTS = [text_of(row) for row in ROWS]
MODEL = small_model(ROWS, FakeEncoder())
PLAIN = small_model(ROWS, None)
SURE = small_model(ROWS, FakeEncoder(), threshold=0.0)
CRASH = Text("Crash", "It fails with an error since the update, wrong figures", "en")


def card(model: Model, **changes: Any) -> Model:
    return Model(model.pipeline, model.neighbours, {**model.card, **changes})


def check(verdict: TextVerdict) -> None:
    """What holds of every verdict."""
    labels = [label for label, _ in verdict.probabilities]
    values = [value for _, value in verdict.probabilities]
    assert sorted(labels) == sorted(TOPICS)
    assert sum(values) == pytest.approx(1, abs=1e-4)
    assert values == sorted(values, reverse=True)
    assert (labels[0], values[0]) == (verdict.category, verdict.confidence)
    nothing = verdict.category is Category.NOT_A_REQUEST
    assert (verdict.severity is None) is (verdict.severity_confidence is None) is (verdict.reason is None) is nothing
    assert verdict.likely[0] is verdict.category
    assert len(set(verdict.likely)) == len(verdict.likely)
    assert all(weight > 0 for _, weight in verdict.why)
    assert all(weight < 0 for _, weight in verdict.against)
    assert len(verdict.why) <= FOR + 1
    assert len(verdict.against) <= AGAINST + 1
    alike = [similarity for _, _, similarity in verdict.nearest]
    assert alike == sorted(alike, reverse=True)


def test_each_mail_gets_a_whole_verdict_in_order() -> None:
    verdicts = MODEL.classify(TEXTS)
    assert len(verdicts) == len(TEXTS)
    for verdict in verdicts:
        check(verdict)
        assert isinstance(verdict.category, Category)
        assert verdict.severity is None or isinstance(verdict.severity, Severity)
        assert verdict.reason is None or isinstance(verdict.reason, CaseReason)
        assert verdict.severity_confidence is None or 0 < verdict.severity_confidence <= 1
        assert verdict.model_id == MODEL.id == "small-00000000"
        assert len(verdict.nearest) == SHOWN
        assert all(row in {one.id for one in ROWS} for row, _, _ in verdict.nearest)
    right = [verdict.category == row.category for verdict, row in zip(verdicts, ROWS, strict=True)]
    assert np.mean(right) > 0.8
    assert {verdict.category for verdict in verdicts} == set(TOPICS)


def test_the_parts_of_a_verdict_by_hand() -> None:
    (verdict,) = MODEL.classify([CRASH])
    assert verdict.category is Category.BUG
    assert verdict.reason is CaseReason.BUG
    assert verdict.threshold == 0.5
    assert verdict.automatic is (verdict.confidence >= 0.5)
    terms = {term.removeprefix("subject: ") for term, _ in verdict.why if term != MEANING and term[0] != "("}
    assert terms & {"crash", "error", "wrong", "update", "fails", "figures"}
    said = f"{CRASH.subject} {CRASH.body}".lower().replace(",", "")
    assert all(term in said for term in terms)


@pytest.mark.parametrize("model", [MODEL, PLAIN])
def test_a_batch_says_what_single_calls_say(model: Model) -> None:
    for text, verdict in zip(TEXTS[:40], model.classify(TEXTS[:40]), strict=True):
        (alone,) = model.classify([text])
        assert (alone.category, alone.severity, alone.reason) == (verdict.category, verdict.severity, verdict.reason)
        assert (alone.likely, alone.automatic) == (verdict.likely, verdict.automatic)
        assert [row for row, _, _ in alone.nearest] == [row for row, _, _ in verdict.nearest]
        assert [term for term, _ in alone.why] == [term for term, _ in verdict.why]
        assert alone.confidence == pytest.approx(verdict.confidence, abs=1e-5)


def test_no_mails_no_verdicts() -> None:
    assert MODEL.classify([]) == []


def test_without_an_encoder_nothing_is_near_and_no_meaning_speaks() -> None:
    for verdict in PLAIN.classify(TEXTS):
        check(verdict)
        assert verdict.nearest == ()
        assert MEANING not in {term for term, _ in (*verdict.why, *verdict.against)}


def test_without_heads_there_is_no_severity_and_no_reason() -> None:
    bare = small_model([replace(row, severity=None, reason=None) for row in ROWS], None)
    assert {(one.severity, one.severity_confidence, one.reason) for one in bare.classify(TEXTS)} == {(None, None, None)}


def test_automatic_begins_at_the_threshold() -> None:
    confidence = MODEL.classify([CRASH])[0].confidence
    for threshold, automatic in ((confidence, True), (confidence + 1e-6, False)):
        limits = {name: {"threshold": threshold if name == "bug" else 0.0} for name in TOPICS}
        (verdict,) = card(MODEL, thresholds=limits).classify([CRASH])
        assert verdict.automatic is automatic
        assert verdict.threshold == threshold


@pytest.mark.parametrize("language", [None, "", "fi", "EN"])
def test_nothing_is_automatic_in_a_language_without_examples(language: str | None) -> None:
    assert SURE.classify([CRASH])[0].automatic
    assert not SURE.classify([replace(CRASH, language=language)])[0].automatic


@pytest.mark.parametrize("language", [None, ""])
def test_rows_without_a_language_make_nothing_automatic(language: str | None) -> None:
    nowhere = small_model([replace(row, lang="") for row in ROWS], None, threshold=0.0)
    assert nowhere.card["counts"]["bug"][""] >= CELL
    assert not any(one.automatic for one in nowhere.classify([replace(text, language=language) for text in TEXTS]))


def test_nothing_is_automatic_with_too_few_examples_of_the_category_in_the_language() -> None:
    for count, automatic in ((CELL - 1, False), (CELL, True)):
        counts = {name: {"en": count if name == "bug" else 99, "de": 99} for name in TOPICS}
        assert card(SURE, counts=counts).classify([CRASH])[0].automatic is automatic


@pytest.mark.parametrize(
    ("subject", "body"), [("", ""), ("", "qqxqq wwxww " * 20), ("?", "? 12 ?!"), ("Qqx", "- q\n- x")]
)
def test_nothing_is_automatic_without_a_known_word(subject: str, body: str) -> None:
    (without,) = SURE.classify([Text(subject, body, "en")])
    (having,) = SURE.classify([Text(subject, f"{body} crash", "en")])
    assert not without.automatic, "the marks of its form are all that is known of it"
    assert having.automatic


@pytest.mark.parametrize("limit", [0.0, 0.3, 1.0])
def test_the_likely_set_follows_the_card(limit: float) -> None:
    found = card(MODEL, likely={"alpha": 0.1, "quantiles": dict.fromkeys(TOPICS, limit)}).classify(TEXTS)
    for verdict in found:
        check(verdict)
        expected = [label for label, value in verdict.probabilities if 1 - value <= limit]
        assert list(verdict.likely) == (expected or [verdict.category])


def test_labels_that_are_equally_likely_are_told_by_one_rule() -> None:
    even = Linear(np.zeros_like(PLAIN.pipeline.category.words.weights), np.zeros(4, np.float32))
    flat = Model(replace(PLAIN.pipeline, category=replace(PLAIN.pipeline.category, words=even)), None, PLAIN.card)
    (verdict,) = flat.classify([CRASH])
    assert verdict.category == verdict.likely[0] == min(TOPICS)


@given(st.text(max_size=300), st.text(max_size=600), st.sampled_from([None, "", *LANGUAGES, "xx"]))
@example("", "", None)
@example("\ud800", "\x00\ud800 \u2028", "en")
@example("?" * 9999, "字" * 500, "en")
@settings(max_examples=60, deadline=None)
def test_any_text_gets_a_whole_verdict(subject: str, body: str, language: str | None) -> None:
    (verdict,) = SURE.classify([Text(subject, body, language)])
    check(verdict)
    assert language in LANGUAGES or not verdict.automatic


def test_threads_may_share_a_model() -> None:
    expected = MODEL.classify(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: MODEL.classify(TEXTS), range(8)):
            assert found == expected


def test_the_card_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        MODEL.card["id"] = "other"  # type: ignore[index]
    given_card = dict(MODEL.card)
    kept = card(MODEL, **given_card)
    given_card["id"] = "other"
    assert kept.id == MODEL.id


@pytest.mark.parametrize(("there", "path"), [(True, STARTER), (False, PLAIN_STARTER)])
def test_the_starter_is_the_one_that_can_be_used_here(
    there: bool, path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "available", lambda: there)
    assert models.starter_path() == path
    model = Model.load_starter()
    assert (model.card["encoder"] is not None) is there


def test_a_row_of_another_language_changes_nothing_here() -> None:
    more = [*ROWS, Row("zz", "fi", "crash", "crash", "bug", 1, "bug")]
    assert small_model(more, None).card["counts"]["bug"] == {**PLAIN.card["counts"]["bug"], "fi": 1}
