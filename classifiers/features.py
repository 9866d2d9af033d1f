"""From cleaned mails to what the heads see: one sparse matrix of their words, and one of their meaning.

Words and word pairs, the subject as a field of its own, pieces of words (which see through endings, compounds and
typos), the marks of a mail's form; beside them the encoder's vectors of how the mail opens and how it ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifiers.encoder import Encoder, Vectors
from classifiers.text import Fields

PIECES_FROM: Final = 600
"""Characters whose pieces count: cutting them out is most of the time that words cost."""

_WORDS_KEPT: Final = 10_000

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

SETTINGS: Final[dict[str, Any]] = {
    name: {key: list(value) if isinstance(value, tuple) else value for key, value in block.items()}
    | {"weight": _WEIGHTS[name]}
    for name, block in _BLOCKS.items()
}
"""The same for a model's card."""


Columns = NDArray[np.int32]
_NONE: Final[Columns] = np.zeros(0, dtype=np.int32)


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
        self._blocks: list[_Block] = []
        self._width = 0
        for name, vocabulary in vocabularies.items():
            self._blocks.append(_Block(name, vocabulary, self._width))
            self._width += len(vocabulary.terms)

    @classmethod
    def fit(cls, mails: Sequence[Fields], encoder: Encoder | None) -> "Features":
        """Features whose vocabulary comes from these mails; a field that none of them has words in counts nothing."""
        found = {}
        for name in _BLOCKS:
            vectorizer = vectorizer_of(name)
            try:
                vectorizer.fit([_text(name, mail) for mail in mails])
            except ValueError:  # what scikit-learn says of an empty vocabulary
                continue
            terms = tuple(map(str, vectorizer.get_feature_names_out()))
            idf = getattr(vectorizer, "idf_", None)
            found[name] = Vocabulary(terms, np.asarray(idf, dtype=np.float32) if idf is not None else None)
        if not found:
            raise ValueError("there is not a word in any of the mails: nothing can be learned from them")
        return cls(found, encoder)

    @classmethod
    def encoding(cls, encoder: Encoder | None) -> "Features":
        """Features that know no words yet, to look meanings up with."""
        return cls({}, encoder)

    def words(self, mails: Sequence[Fields]) -> csr_matrix:
        """One sparse row a mail; the columns are in the order of `names`."""
        columns = [_NONE]
        values = [np.zeros(0, dtype=np.float32)]
        ends = [0]
        for mail in mails:
            counted = [block.count(mail) for block in self._blocks]
            columns += [found for found, _ in counted]
            values += [weights for _, weights in counted]
            ends.append(ends[-1] + sum(len(found) for found, _ in counted))
        return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(mails), self._width))

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


def _text(block: str, mail: Fields) -> str:
    match block:
        case "pieces":
            return mail.whole[:PIECES_FROM]
        case "subject":
            return mail.subject
        case "marks":
            return mail.marks
        case _:
            return mail.whole


def vectorizer_of(name: str) -> Any:
    """scikit-learn's vectorizer that learns a block's terms: the marks are there or not, all else is weighed by how
    rare it is.
    """
    # Here and not above: who only judges has no use for scikit-learn, and no room for its ninety megabytes.
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer  # noqa: PLC0415

    common = {**_BLOCKS[name], "lowercase": False, "dtype": np.float32}
    return CountVectorizer(**common) if name == "marks" else TfidfVectorizer(**common, sublinear_tf=True)


class _Block:
    """Counts one block's terms in a mail as scikit-learn's vectorizer does that learned them.

    Its `transform` gives the same numbers (a test compares them) and checks each call's input for half a
    millisecond: as long as all four blocks of a mail take here.
    """

    def __init__(self, name: str, vocabulary: Vocabulary, first: int) -> None:
        self._name = name
        self._first = first
        self._columns = {term: at for at, term in enumerate(vocabulary.terms)}
        self._idf = vocabulary.idf
        self._weight = np.float32(_WEIGHTS[name])
        self._pieces = lru_cache(_WORDS_KEPT)(self._pieces_of)

    def count(self, mail: Fields) -> tuple[Columns, NDArray[np.float32]]:
        """The columns of the terms that are known, ascending, and what each weighs."""
        found, counts = np.unique(self._known(_text(self._name, mail)), return_counts=True)
        if self._idf is None or not len(found):
            return self._first + found, np.full(len(found), self._weight, dtype=np.float32)
        weights = (np.log(counts) + 1).astype(np.float32) * self._idf[found]
        weights *= self._weight / np.sqrt(weights @ weights)
        return self._first + found, weights

    def _known(self, text: str) -> Columns:
        """The columns of all known terms of a text, each as often as it occurs."""
        words = text.split()
        match self._name:
            case "pieces":
                return np.concatenate([_NONE, *map(self._pieces, words)])
            case "marks":
                terms: Iterable[str] = words
            case _:
                terms = chain(words, map(" ".join, pairwise(words)))
        columns = self._columns
        return np.array([column for term in terms if (column := columns.get(term)) is not None], dtype=np.int32)

    def _pieces_of(self, word: str) -> Columns:
        """The columns of a word's known pieces; a word is kept, since most of a mail's are of the commonest few."""
        word = f" {word} "
        lowest, highest = _BLOCKS["pieces"]["ngram_range"]
        found = []
        for size in range(lowest, highest + 1):
            found += [word[at : at + size] for at in range(max(1, len(word) - size + 1))]
            if len(word) <= size:
                break
        known = [column for piece in found if (column := self._columns.get(piece)) is not None]
        return np.array(known, dtype=np.int32)
