"""What else could judge a mail beside what ships: each from the product's features, on the rows that it is given."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from classifiers.encoder import Encoder, Vectors
from classifiers.features import Features, Matrices
from classifiers.heads import MEANING_C, SEED, fit_head
from classifiers.text import Fields
from models.vocabulary import Category

STRENGTH, SHARE = 10.0, 0.35
NEIGHBOURS = 15
NEAREST_SHARE = 0.15

DESCRIPTIONS = {
    Category.CUSTOMER_SUCCESS: "The customer asks how to use the product, for a setting, or for access for a user.",
    Category.BUG: "The customer reports that the platform does not work as intended: an error, a failure, wrong data.",
    Category.DEVELOPMENT_REQUEST: "The customer suggests an improvement of the product that would serve all customers.",
    Category.POST_IMPLEMENTATION: "Something that was set up for this customer during implementation is wrong or needs "
    "a slight change.",
    Category.ADDITIONAL_SCOPE: "The customer wants new work beyond what was agreed, for which they need a price.",
    Category.NOT_A_REQUEST: "A message that asks for nothing: thanks, news, an invoice, or advertising.",
}
"""One sentence for each category, the only thing that a judge without labels knows."""


def blocks(features: Features, words: csr_matrix, names: Sequence[str]) -> csr_matrix:
    """Some blocks of the matrix of words, by name."""
    kept, first = [], 0
    for name, vocabulary in features.vocabularies.items():
        if name in names:
            kept.append(words[:, first : first + len(vocabulary.terms)])
        first += len(vocabulary.terms)
    return csr_matrix(hstack(kept, format="csr"))


def without_idf(features: Features, words: csr_matrix) -> csr_matrix:
    """The words of the whole mail, each counting the same however rare it is."""
    own = blocks(features, words, ("whole",))
    idf = features.vocabularies["whole"].idf
    assert idf is not None
    own.data = own.data / idf[own.indices]
    length = np.sqrt(np.asarray(own.multiply(own).sum(axis=1))).ravel()
    own.data /= np.repeat(np.maximum(length, 1e-9), np.diff(own.indptr))
    return own


def linear(seen: Any, labels: Sequence[str], new: Any, strength: float = STRENGTH) -> Vectors:
    """The logarithms of probabilities that one head of the product's kind gives, learned from one matrix."""
    nothing = np.zeros((seen.shape[0], 0), dtype=np.float32)
    head = fit_head(Matrices(seen, nothing), labels, strength, 0.0)
    return np.asarray(head.words.logits(new), dtype=np.float32)


def meaning(seen: Vectors, labels: Sequence[str], new: Vectors) -> Vectors:
    """The same from meanings."""
    return linear(seen, labels, new, MEANING_C)


def as_one_text(mails: Sequence[Fields], encoder: Encoder) -> Vectors:
    """Each mail's two ends read as one text, each word once."""
    return encoder.encode([_joined(mail.opening, mail.ending) for mail in mails])


def _joined(opening: str, ending: str) -> str:
    shared = next(size for size in range(len(ending), -1, -1) if opening.endswith(ending[:size]))
    return opening + ending[shared:] if shared else f"{opening} {ending}"


def joint(matrices: Matrices) -> csr_matrix:
    """Words and meaning as the columns of one matrix."""
    return csr_matrix(hstack([matrices.words, csr_matrix(matrices.meaning)], format="csr"))


def nearest(seen: Vectors, labels: Sequence[str], new: Vectors, classes: Sequence[str]) -> Vectors:
    """What the labelled mails closest in meaning say, each by its cosine."""
    centre = seen.mean(axis=0)
    alike = _unit(new - centre) @ _unit(seen - centre).T
    places = np.argpartition(-alike, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    columns = np.array([classes.index(label) for label in labels])
    votes = np.full((len(new), len(classes)), 0.1, dtype=np.float32)
    for at, row in enumerate(places):
        np.add.at(votes[at], columns[row], np.maximum(alike[at, row], 0))
    return np.asarray(np.log(votes / votes.sum(axis=1, keepdims=True)), dtype=np.float32)


def described(vectors: Vectors, encoder: Encoder, classes: Sequence[str]) -> Vectors:
    """The cosine of either end of each mail to each category's sentence: two columns a category."""
    sentences = encoder.encode([DESCRIPTIONS[Category(name)] for name in classes])
    size = encoder.dim
    return np.hstack([vectors[:, :size] @ sentences.T, vectors[:, size:] @ sentences.T])


def stacked(experts: Sequence[Vectors], labels: Sequence[str], judged: Sequence[Sequence[int]]) -> Vectors:
    """A small head over what the experts said out of fold, learned for each fold from the rows of all the others."""
    matrix = np.hstack([np.maximum(expert, -15) for expert in experts])
    truth = np.asarray(labels)
    found = np.zeros_like(experts[0])
    for places in judged:
        others = np.setdiff1d(np.arange(len(truth)), places)
        small = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000, random_state=SEED)
        found[places] = small.fit(matrix[others], truth[others]).predict_log_proba(matrix[places])
    return found


def some(places: Sequence[int], ids: Sequence[str], count: int) -> list[int]:
    """So many of the rows, the same each time, by the digest of their ids."""
    order = sorted(places, key=lambda at: hashlib.sha256(ids[at].encode()).digest())
    return sorted(order[:count])


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
