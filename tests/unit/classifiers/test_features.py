"""The two views of a mail that the heads see: words counted as scikit-learn counts them, and meaning."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from classifiers.examples import Row, read_rows
from classifiers.features import PIECES_FROM, SETTINGS, Features
from classifiers.pipeline import cleaned
from classifiers.text import Fields, Text, clean
from tests.unit.classifiers.fakes import DIM, FakeEncoder, mails

ROWS = read_rows()[::8]
LEARNED, UNSEEN = cleaned(ROWS[:300]), cleaned(ROWS[300:600])
EMPTY = clean(Text("", ""))


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.fit(LEARNED, None)


def of(block: str, mail: Fields) -> str:
    """The text that a block counts the terms of."""
    whole = {"whole": mail.whole, "subject": mail.subject, "marks": mail.marks, "pieces": mail.whole[:PIECES_FROM]}
    return whole[block]


def settings(block: str) -> dict[str, object]:
    found = {key: tuple(value) if isinstance(value, list) else value for key, value in SETTINGS[block].items()}
    return {key: value for key, value in found.items() if key != "weight"} | {"lowercase": False}


@pytest.mark.parametrize("judged", [LEARNED, UNSEEN], ids=["seen", "unseen"])
def test_the_numbers_are_those_of_scikit_learn(features: Features, judged: list[Fields]) -> None:
    parts = []
    for name, block in SETTINGS.items():
        if block.get("binary"):
            vectorizer = CountVectorizer(**settings(name))
        else:
            vectorizer = TfidfVectorizer(**settings(name), sublinear_tf=True)
        vectorizer.fit([of(name, mail) for mail in LEARNED])
        parts.append(block["weight"] * vectorizer.transform([of(name, mail) for mail in judged]))
    expected, found = hstack(parts).tocsr(), features.words(judged)
    assert found.shape == expected.shape
    assert found.nnz > 100 * len(judged)
    assert abs(found - expected).max() < 1e-6


def test_a_row_is_the_same_alone_and_in_a_batch(features: Features) -> None:
    together = features.words(UNSEEN[:20])
    for at, mail in enumerate(UNSEEN[:20]):
        assert (features.words([mail]) != together[at]).nnz == 0


def test_columns_are_ascending_and_none_comes_twice(features: Features) -> None:
    words = features.words(UNSEEN)
    for begin, end in pairwise(words.indptr):
        assert (np.diff(words.indices[begin:end]) > 0).all()
    assert words.dtype == np.float32


def test_an_empty_mail_has_marks_and_no_words(features: Features) -> None:
    names = features.names()
    row = features.words([EMPTY])
    assert {names[at] for at in row.indices} == {"(short)", "(nosubject)"}


def test_unknown_words_count_nothing(features: Features) -> None:
    row = features.words([Fields("qqxqq", "qqxqq wwxww", "", "", "")])
    assert row.shape[0] == 1
    assert row.nnz == 0


def test_no_mails_no_rows(features: Features) -> None:
    assert features.words([]).shape == (0, len(features.names()))


def test_each_name_stands_over_its_column(features: Features) -> None:
    names = features.names()
    assert len(names) == features.words([EMPTY]).shape[1]
    word = next(term for term in features.vocabularies["subject"].terms if term.isalpha() and len(term) > 3)
    assert word in features.vocabularies["whole"].terms
    row = features.words([Fields(word, f"{word} qqxqq", "short stage_warranty", "", "")])
    assert {names[at] for at in row.indices} - {""} == {word, f"subject: {word}", "(short)", "(stage warranty)"}


def test_pieces_of_words_have_no_name(features: Features) -> None:
    named = sum(len(features.vocabularies[block].terms) for block in ("whole", "subject", "marks"))
    assert sum(bool(name) for name in features.names()) == named
    assert len(features.vocabularies["pieces"].terms) == features.names().count("")


def test_pieces_are_counted_at_the_beginning_only(features: Features) -> None:
    begin = features.vocabularies["whole"].terms
    known = next(term for term in begin if len(term) > 6 and " " not in term)
    near = features.words([Fields("", f"{'x ' * 10}{known}", "", "", "")])
    far = features.words([Fields("", f"{'x ' * PIECES_FROM}{known}", "", "", "")])
    names = features.names()
    assert [names[at] for at in near.indices].count("") > [names[at] for at in far.indices].count("")
    assert known in {names[at] for at in far.indices}


def test_a_field_without_a_word_is_left_out() -> None:
    rows = [Row(row.id, row.lang, "", row.body, row.category, None, None) for row in mails(30)]
    found = Features.fit(cleaned(rows), None)
    assert "subject" not in found.vocabularies
    assert found.words(cleaned(rows)).shape == (30, len(found.names()))


def test_mails_without_a_word_teach_nothing() -> None:
    with pytest.raises(ValueError, match="not a word in any of the mails"):
        Features.fit([Fields("", "", "", "", "")] * 3, None)


def test_meaning_is_that_of_the_opening_and_of_the_ending() -> None:
    encoder = FakeEncoder()
    reader = Features.encoding(encoder)
    several = [Fields("", "", "", "one two", "three"), Fields("", "", "", "four", "four"), EMPTY]
    found = reader.meaning(several)
    assert found.shape == (3, 2 * DIM)
    for row, mail in zip(found, several, strict=True):
        np.testing.assert_array_equal(row, encoder.encode([mail.opening, mail.ending]).ravel())


def test_without_an_encoder_there_is_no_meaning(features: Features) -> None:
    matrices = features.matrices(UNSEEN[:3])
    assert matrices.meaning.shape == (3, 0)
    assert matrices.words.shape[0] == 3


def test_some_of_the_rows_are_some_of_both_views() -> None:
    found = Features.fit(LEARNED, FakeEncoder()).matrices(UNSEEN[:5])
    some = found[[3, 1]]
    assert (some.words != found.words[[3, 1]]).nnz == 0
    np.testing.assert_array_equal(some.meaning, found.meaning[[3, 1]])
