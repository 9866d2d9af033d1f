"""From cleaned mails to one sparse matrix that all heads share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from classifiers.text import Fields

SETTINGS: Final[dict[str, Any]] = {
    "lowercase": False,
    "token_pattern": r"\S+",
    "ngram_range": (1, 2),
    "min_df": 2,
    "max_features": 40_000,
    "use_idf": False,
    "sublinear_tf": True,
}
"""How terms are counted, for both fields; part of a model's card."""


@dataclass(frozen=True, slots=True)
class Features:
    """Term frequencies over words and word pairs: the subject as its own field beside the whole mail.

    Without the inverse document frequency: what a customer wants stands in common words ("would", "how", "could"), and
    weighting rare ones up made the model follow topics. Without character n-grams: in cross-validation they gained one
    standard error and cost six times the time (`bench.classify` has the times).
    """

    subject: TfidfVectorizer
    whole: TfidfVectorizer

    @classmethod
    def fit(cls, mails: Sequence[Fields]) -> "Features":
        """Features whose vocabulary and weights come from these mails."""
        features = cls(_vectorizer(), _vectorizer())
        features.subject.fit([mail.subject for mail in mails])
        features.whole.fit([mail.whole for mail in mails])
        for vectorizer in (features.subject, features.whole):
            # As plain integers the columns stand in the file's schema; as NumPy's, each would be a part of its own.
            vectorizer.vocabulary_ = {term: int(column) for term, column in vectorizer.vocabulary_.items()}
        return features

    def transform(self, mails: Sequence[Fields]) -> csr_matrix:
        """One row per mail; the columns are in the order of `names`."""
        subject = self.subject.transform([mail.subject for mail in mails])
        whole = self.whole.transform([mail.whole for mail in mails])
        return csr_matrix(hstack([subject, whole], format="csr"))

    def names(self) -> list[str]:
        """The term of each column; a term of the subject is told apart by a leading `subject: `."""
        subject = [f"subject: {term}" for term in self.subject.get_feature_names_out()]
        return [*subject, *self.whole.get_feature_names_out()]


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(**SETTINGS, dtype=np.float32)
