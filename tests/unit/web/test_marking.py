"""Words of a model in the text of a mail, and what the text has besides."""

import pytest

from classifiers import explain
from processor.web.pages.marking import MEANING, Piece, is_word, marked, rest_of, word_of


def test_words_are_marked_whole_and_whatever_their_case() -> None:
    assert marked("Export fails. Exports don't", ("export",), ("fails",)) == (
        Piece("Export", "for"),
        Piece(" "),
        Piece("fails", "against"),
        Piece(". Exports don't"),
    )


def test_the_longer_term_wins_and_line_ends_are_blanks() -> None:
    assert marked("es\nстоит", ("es стоит", "es"), ()) == (Piece("es\nстоит", "for"),)


def test_marks_are_taken_literally_and_nothing_is_lost() -> None:
    text = "a+b (c) [d] .* \\ end"
    assert "".join(piece.text for piece in marked(text, ("a+b", ".*", "(c", "end"), ("d",))) == text
    assert marked("", ("x",), ()) == ()
    assert marked("only", (), ()) == (Piece("only"),)


def test_what_no_word_carries_is_no_word() -> None:
    assert MEANING == explain.MEANING
    assert word_of(MEANING) == ""
    assert word_of("subject: export") == "export"


def test_the_rest_is_what_was_quoted() -> None:
    assert rest_of("Hello\n\n> you wrote", "Hello") == "> you wrote"
    assert rest_of("Hello ", "Hello") == ""
    assert rest_of("> first\nHello", "Hello") == "> first\nHello"
    assert rest_of("only quotes", "") == ""


@pytest.mark.parametrize(
    ("term", "told"), [("export", True), ("1c", True), ("?", False), ("(asks)", False), ("", False)]
)
def test_only_words_are_told_to_a_person(term: str, told: bool) -> None:
    assert is_word(term) is told
