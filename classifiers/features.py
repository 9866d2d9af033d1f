"""From cleaned mails to what the heads see: one sparse matrix of their words, and one of their meaning.

Words and word pairs, the subject as a field of its own, pieces of words (which see through endings, compounds and
typos), the marks of a mail's form; beside them the encoder's vectors of how the mail opens and how it ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from classifiers.encoder import Encoder, Vectors
from classifiers.text import Fields

PIECES_FROM: Final = 800
"""Characters whose pieces count: cutting them out is most of the time that words cost."""

_WORDS: Final[dict[str, Any]] = {"token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 2, "max_features": 40_000}
_BLOCKS: Final[dict[str, dict[str, Any]]] = {
    "whole": _WORDS,
    "subject": _WORDS,
    "pieces": {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 3, "max_features": 60_000},
    "marks": {"token_pattern": r"\S+", "binary": True},
}
"""How each block counts; in the order of the matrix's columns."""

_WEIGHTS: Final = {"whole": 1.0, "subject": 0.5, "pieces": 1.0, "marks": 0.1}
"""What a block counts beside the others; by cross-validation (`docs/classifier.md` has the table)."""

READABLE: Final = ("whole", "subject", "marks")
"""The blocks whose terms a person can read."""

SETTINGS: Final[dict[str, Any]] = {
    name: {key: list(value) if isinstance(value, tuple) else value for key, value in block.items()}
    | {"weight": _WEIGHTS[name]}
    for name, block in _BLOCKS.items()
}
"""The same for a model's card."""


@dataclass(frozen=True, slots=True)
class Matrices:
    """A batch as the heads see it: `words` is sparse, `meaning` has no columns where there is no encoder."""

    words: csr_matrix
    meaning: Vectors

    def __getitem__(self, rows: Any) -> "Matrices":
        """Some of the rows."""
        return Matrices(self.words[rows], self.meaning[rows])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One block's terms in the order of their columns, and how rare each is (None where that does not count)."""

    terms: tuple[str, ...]
    idf: NDArray[np.float32] | None


class Features:
    """Vocabularies learned from mails, and the encoder if there is one."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary], encoder: Encoder | None) -> None:
        self.vocabularies = dict(vocabularies)
        self.encoder = encoder
        self._blocks = {name: _block(name, vocabulary) for name, vocabulary in vocabularies.items()}

    @classmethod
    def fit(cls, mails: Sequence[Fields], encoder: Encoder | None) -> "Features":
        """Features whose vocabulary comes from these mails; a field that none of them has words in counts nothing."""
        found = {}
        for name, settings in _BLOCKS.items():
            vectorizer = _vectorizer(name, settings)
            try:
                vectorizer.fit(list(_texts(name, mails)))
            except ValueError:  # what scikit-learn says of an empty vocabulary
                continue
            terms = tuple(map(str, vectorizer.get_feature_names_out()))
            weighed = isinstance(vectorizer, TfidfVectorizer)
            found[name] = Vocabulary(terms, np.asarray(vectorizer.idf_, dtype=np.float32) if weighed else None)
        if not found:
            raise ValueError("there is not a word in any of the mails: nothing can be learned from them")
        return cls(found, encoder)

    @classmethod
    def encoding(cls, encoder: Encoder | None) -> "Features":
        """Features that know no words yet, to look meanings up with."""
        return cls({}, encoder)

    def words(self, mails: Sequence[Fields]) -> csr_matrix:
        """One sparse row a mail; the columns are in the order of `names`."""
        parts = [block.transform(_texts(name, mails)) * _WEIGHTS[name] for name, block in self._blocks.items()]
        return csr_matrix(hstack(parts, format="csr"), dtype=np.float32)

    def meaning(self, mails: Sequence[Fields]) -> Vectors:
        """The encoder's view of each mail's two ends; a short mail, whose ends are the same words, is read once."""
        if self.encoder is None:
            return np.zeros((len(mails), 0), dtype=np.float32)
        texts = list(dict.fromkeys(text for mail in mails for text in (mail.opening, mail.ending)))
        vectors = self.encoder.encode(texts)
        at = {text: index for index, text in enumerate(texts)}
        openings = vectors[[at[mail.opening] for mail in mails]]
        endings = vectors[[at[mail.ending] for mail in mails]]
        return np.hstack([openings, endings])

    def matrices(self, mails: Sequence[Fields]) -> Matrices:
        """Both views of each mail, in order."""
        return Matrices(self.words(mails), self.meaning(mails))

    def names(self) -> list[str]:
        """The term of each column as a person reads it; empty for pieces of words, which nobody can."""
        names: list[str] = []
        for block, vocabulary in self.vocabularies.items():
            match block:
                case "subject":
                    names += [f"subject: {term}" for term in vocabulary.terms]
                case "marks":
                    names += [f"({term.replace('_', ' ')})" for term in vocabulary.terms]
                case "whole":
                    names += vocabulary.terms
                case _:
                    names += [""] * len(vocabulary.terms)
        return names


def _texts(block: str, mails: Sequence[Fields]) -> Iterable[str]:
    match block:
        case "pieces":
            return (mail.whole[:PIECES_FROM] for mail in mails)
        case "subject":
            return (mail.subject for mail in mails)
        case "marks":
            return (mail.marks for mail in mails)
        case _:
            return (mail.whole for mail in mails)


def _vectorizer(name: str, settings: Mapping[str, Any]) -> CountVectorizer:
    """What counts a block's terms: the marks are there or not, all else is weighed by how rare it is."""
    common = {**settings, "lowercase": False, "dtype": np.float32}
    return CountVectorizer(**common) if name == "marks" else TfidfVectorizer(**common, sublinear_tf=True)


def _block(name: str, vocabulary: Vocabulary) -> CountVectorizer:
    """A vectorizer with a vocabulary that was learned before."""
    settings = {key: value for key, value in _BLOCKS[name].items() if key not in {"min_df", "max_features"}}
    vectorizer = _vectorizer(name, {**settings, "vocabulary": list(vocabulary.terms)})
    if vocabulary.idf is not None:
        vectorizer.idf_ = vocabulary.idf
    return vectorizer
