"""Business hours as a person writes them: `mon-fri 09:00-17:00; sat 10:00-14:00`.

A span may end after midnight (`22:00-06:00`): it belongs to the day on which it begins. `24:00` is the day's end.
"""

import re

Span = tuple[int, int]
"""Minutes after the day's midnight: from, until. More than 1440 lies in the next day."""

WeekHours = tuple[tuple[Span, ...], ...]
"""The spans of the seven days, Monday first, in order."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY
EXAMPLE = "mon-fri 09:00-17:00; sat 10:00-14:00"
_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)")
_DAYS = re.compile(rf"({'|'.join(WEEKDAYS)})(?:-({'|'.join(WEEKDAYS)}))?")


def parse_hours(text: str) -> WeekHours:
    """The hours of a week. Raises ValueError with a sentence for what can't be read, overlaps, or is empty."""
    days: list[list[Span]] = [[] for _ in WEEKDAYS]
    for part in text.casefold().split(";"):
        words = part.replace(",", " ").split()
        if not words:
            continue
        for day in _days_of(words[0], part):
            days[day] += [parse_span(word) for word in words[1:]]
    found = tuple(tuple(sorted(spans)) for spans in days)
    if not any(found):
        raise ValueError(f"there are no hours in it: write such as {EXAMPLE}")
    _refuse_overlaps(found)
    return found


def parse_span(word: str) -> Span:
    """One span such as 09:00-17:00. Raises ValueError with a sentence."""
    match = _SPAN.fullmatch(word.strip())
    if match is None:
        raise ValueError(f"{word!r} is no span of hours: write such as 09:00-17:00")
    start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if start >= DAY or end > DAY or start == end:
        raise ValueError(f"{word!r} is no span of hours: it has to begin before 24:00 and to last")
    return (start, end) if end > start else (start, end + DAY)


def write_hours(hours: WeekHours) -> str:
    """The hours as `parse_hours` reads them, days that are alike in a row written together."""
    parts: list[str] = []
    day = 0
    while day < len(WEEKDAYS):
        last = day
        while last + 1 < len(WEEKDAYS) and hours[last + 1] == hours[day]:
            last += 1
        if hours[day]:
            name = WEEKDAYS[day] if last == day else f"{WEEKDAYS[day]}-{WEEKDAYS[last]}"
            parts.append(f"{name} {' '.join(write_span(span) for span in hours[day])}")
        day = last + 1
    return "; ".join(parts)


def write_span(span: Span) -> str:
    """A span as `parse_span` reads it."""
    start, end = span
    end = end if end <= DAY else end - DAY
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def _days_of(word: str, part: str) -> list[int]:
    match = _DAYS.fullmatch(word)
    if match is None:
        raise ValueError(f"{part.strip()!r} names no days: write such as {EXAMPLE}")
    first = WEEKDAYS.index(match[1])
    last = WEEKDAYS.index(match[2]) if match[2] else first
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _refuse_overlaps(hours: WeekHours) -> None:
    spans = sorted((day * DAY + start, day * DAY + end) for day, spans in enumerate(hours) for start, end in spans)
    after = [*spans[1:], (spans[0][0] + WEEK, spans[0][1] + WEEK)]
    for (_, end), (start, _) in zip(spans, after, strict=True):
        if start < end:
            raise ValueError(f"two spans of {WEEKDAYS[start // DAY % 7]} overlap: every hour can be written once")
