"""What an opened item says about itself, where that depends on more than a mail."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from models.vocabulary import Category, ReviewReason
from processor.clock import utc_now
from processor.store.views.items import ItemView
from processor.store.views.verdicts import VerdictLine
from processor.web.pages.queueitem import _sentence, _why

VERDICT = VerdictLine(
    category=Category.BUG, confidence=0.7, probabilities=(), why=(), severity=None, reason=None, threshold=0.95,
    automatic=True, model_id="m", at=utc_now(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("confidence", "threshold", "said"),
    [(0.70, 0.95, "unsure"), (0.946, 0.951, "nearly"), (0.949, 0.951, "nearly"), (0.944, 0.951, "unsure")],
)
def test_no_share_is_too_low_that_looks_like_the_one_that_is_needed(
    confidence: float, threshold: float, said: str
) -> None:
    verdict = replace(VERDICT, confidence=confidence, threshold=threshold)
    assert _sentence(verdict) == f"queue.model.{said}"


def test_nobody_is_told_of_a_model_that_said_nothing() -> None:
    silent = cast("ItemView", SimpleNamespace(model=None))
    asked = cast("ItemView", SimpleNamespace(model=VERDICT))
    assert _why(ReviewReason.UNSURE, silent).reason is ReviewReason.NO_MODEL
    assert _why(ReviewReason.UNSURE, asked).reason is ReviewReason.UNSURE


def test_an_approval_that_waits_nowhere_is_called_settled() -> None:
    view = cast("ItemView", SimpleNamespace(model=VERDICT, held=()))
    why = _why(ReviewReason.APPROVAL_CONDITIONAL, view)
    assert why.settled
    assert not why.link
