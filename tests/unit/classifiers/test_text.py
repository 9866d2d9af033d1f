from time import process_time

import pytest

from classifiers.text import MAX_BODY, Fields, Text, clean


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        ("Re: Login", "", Fields("login", "login ")),
        ("AW: WG: Zugang", "", Fields("zugang", "zugang ")),
        ("Отв: Права", "", Fields("права", "права ")),
        ("Fwd: Lunch?", "", Fields("lunch ?", "lunch ? ")),
        ("", "Write to a.b@c.example now", Fields("", " write to zaddress now")),
        ("", "see https://x.example/y?z=1 now", Fields("", " see zlink now")),
        ("", "it is $1,200.50 or 300 EUR", Fields("", " it is zmoney or zmoney")),
        ("", "1 234 567 rows, 5 users", Fields("", " 0 0 0 rows 0 users")),
        ("", "Wann? Когда?", Fields("", " wann ? когда ?")),
    ],
)
def test_words_addresses_links_sums_and_numbers(subject: str, body: str, expected: Fields) -> None:
    assert clean(Text(subject, body)) == expected


def test_what_stands_beyond_the_limit_does_not_count() -> None:
    assert "beyond" not in clean(Text("", "x " * (MAX_BODY // 2) + "beyond")).whole


@pytest.mark.parametrize("piece", ["1", "a.", "re: ", "@", "www.", "$", "1,", "\ud800", "\x00"])
def test_endless_repetition_takes_no_time(piece: str) -> None:
    start = process_time()
    clean(Text(piece * 100_000, piece * 100_000))
    assert process_time() - start < 0.5
