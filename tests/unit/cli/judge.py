"""A model whose verdicts are known beforehand, and labelled mails that it gets right or wrong."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from classifiers.text import Text
from classifiers.verdict import TextVerdict
from models.vocabulary import CaseReason, Category, Severity
from processor.bootstrap import adapters, app, inspect

BUG = TextVerdict(
    category=Category.BUG,
    confidence=0.71,
    probabilities=(
        ("bug", 0.71),
        ("post_implementation", 0.18),
        ("customer_success", 0.06),
        ("development_request", 0.02),
        ("additional_scope", 0.02),
        ("not_a_request", 0.01),
    ),
    why=(("subject: fails", 0.81), ("error", 0.5)),
    severity=Severity.URGENT,
    severity_confidence=0.6,
    reason=CaseReason.BUG,
    threshold=0.88,
    automatic=False,
    model_id="judge-1",
    against=(("could", -0.31),),
    likely=(Category.BUG, Category.POST_IMPLEMENTATION),
    nearest=(("en1001", Category.CUSTOMER_SUCCESS, 0.83), ("t1", Category.BUG, 0.74), ("i9", Category.BUG, 0.5)),
)
THANKS = replace(
    BUG,
    category=Category.NOT_A_REQUEST,
    confidence=0.97,
    probabilities=(("not_a_request", 0.97), *((name, 0.006) for name in list(Category)[:5])),
    severity=None,
    severity_confidence=None,
    reason=None,
    threshold=0.9,
    automatic=True,
    likely=(Category.NOT_A_REQUEST,),
)


class Judge:
    """Takes what speaks of thanks for no request and everything else for a bug; notes what it was given."""

    def __init__(self) -> None:
        self.batches: list[list[Text]] = []

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        self.batches.append(list(texts))
        return [THANKS if "thank" in text.body.lower() else BUG for text in texts]


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Stands in for whichever model would be loaded."""
    judge = Judge()
    monkeypatch.setattr(adapters, "classifier_of", lambda _settings: judge)
    monkeypatch.setattr(inspect, "classifier_of", lambda _settings: judge)
    monkeypatch.setattr(app, "current_model_of", lambda _settings, _store: judge)
    return judge


def labelled(**more: Any) -> str:
    """One labelled mail as a line of JSON: a bug of severity 2, unless told otherwise."""
    row = {
        "id": "m1",
        "lang": "en",
        "subject": "Export",
        "body": "The export stops with an error.",
        "category": "bug",
        "severity": 2,
        "reason": "bug",
    }
    return json.dumps(row | more, ensure_ascii=False) + "\n"
