"""What the model says of one mail."""

from dataclasses import dataclass

from models.vocabulary import CaseReason, Category, Severity


class ModelUnusable(Exception):  # noqa: N818 - named, as the errors of `processor`, for what it means
    """There is no model that can be trusted to judge; the sentence says why and what to do.

    The caller goes on without a verdict: every mail then waits for a person.
    """


@dataclass(frozen=True, slots=True)
class TextVerdict:
    """A category with its evidence; severity and reason are None exactly where it is `not_a_request`.

    `confidence` is the probability of `category`; `probabilities` has all six, highest first. `why` and `against` are
    the words that spoke most for the category and against it, with their weights. `likely` is the set of categories
    that holds the right one in nine mails of ten. `nearest` are the labelled mails closest in meaning: row id,
    category, cosine similarity. `threshold` is the confidence from which this category is known to be right often
    enough: above 1 where too few examples prove it. `automatic` says that no person need look at the label; what is
    then done is not decided here.
    """

    category: Category
    confidence: float
    probabilities: tuple[tuple[str, float], ...]
    why: tuple[tuple[str, float], ...]
    severity: Severity | None
    severity_confidence: float | None
    reason: CaseReason | None
    threshold: float
    automatic: bool
    model_id: str
    against: tuple[tuple[str, float], ...] = ()
    likely: tuple[Category, ...] = ()
    nearest: tuple[tuple[str, Category, float], ...] = ()
