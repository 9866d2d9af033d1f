"""Business hours as they are written: what is read, what is refused, and that writing is the way back."""

import pytest

from models.businesshours import parse_hours, parse_span, write_hours

OFFICE = ((540, 1020),)


def test_days_and_spans_are_read() -> None:
    week = parse_hours("Mon-Thu 09:00-17:00; fri 9:00-12:30, 13:00-15:00 ; sat 22:00-02:00")
    assert week[:4] == (OFFICE,) * 4
    assert week[4] == ((540, 750), (780, 900))
    assert week[5] == ((1320, 1560),)
    assert week[6] == ()


def test_days_may_go_round_the_end_of_the_week() -> None:
    assert [bool(day) for day in parse_hours("sun-thu 09:00-17:00")] == [True, True, True, True, False, False, True]


@pytest.mark.parametrize(
    "text", ["mon-fri 09:00-17:00", "mon 00:00-24:00", "mon-tue 22:00-06:00; sat 10:00-12:00 13:00-14:00"]
)
def test_what_is_written_reads_the_same(text: str) -> None:
    assert write_hours(parse_hours(text)) == text
    assert parse_hours(write_hours(parse_hours(text))) == parse_hours(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no hours"),
        ("mon-fri", "no hours"),
        ("monday 09:00-17:00", "names no days"),
        ("09:00-17:00", "names no days"),
        ("mon 9-17", "no span of hours"),
        ("mon 09:00-09:00", "to last"),
        ("mon 25:00-26:00", "no span of hours"),
        ("mon 24:00-03:00", "begin before 24:00"),
        ("mon 09:00-17:00; mon 16:00-18:00", "overlap"),
        ("mon 22:00-06:00; tue 05:00-10:00", "overlap"),
        ("sun 22:00-06:00; mon 05:00-10:00", "overlap"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_hours(text)


def test_a_span_after_midnight_ends_the_next_day() -> None:
    assert parse_span("22:00-06:00") == (1320, 1800)
    assert parse_span("00:00-24:00") == (0, 1440)
