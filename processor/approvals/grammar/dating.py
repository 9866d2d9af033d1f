"""Dates as the heads of quotes hold them: one day and time, in the forms that mail clients print."""

import calendar
from typing import Final

from processor.approvals.grammar.bindings import days_in
from processor.approvals.grammar.wording import bag, spoken
from processor.reading.newtext.late import late

_WHEN: Final = (
    late(r"(?<!\d)(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"),
    late(r"(?<![\d:])\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?![\d:])"),
    late(r"(?:utc|gmt)?[+-]\d\d:?\d\d\b|(?:utc|gmt)[+-]\d{1,2}(?![\d:])"),
    late(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    late(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?!\d)"),
)
"""What a date is made of; each may stand once, in this order of looking, the last two only where the first doesn't."""

_YEAR = late(r"(?<!\d)20\d\d(?!\d)")
_WEEKDAYS: Final = (
    "mon monday mo montag пн понедельник",
    "tue tues tuesday di dienstag вт вторник",
    "wed wednesday mi mittwoch ср среда",
    "thu thur thurs thursday do donnerstag чт четверг", "fri friday fr freitag пт пятница",
    "sat saturday sa samstag сб суббота",
    "sun sunday so sonntag вс воскресенье",
)  # fmt: skip
_WEEKDAY_OF: Final = {word: day for day, words in enumerate(_WEEKDAYS) for word in words.split()}
DATE_WORDS: Final = bag(
    """
    on at am dem den pm um uhr в г г. года utc gmt msk мск cet cest mez mesz est edt cst cdt mst mdt pst pdt bst ist
    eet eest msd z le
    mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday jan feb mar
    apr may febr jaen jaenner feber maer jun jul aug sep sept oct nov dec january february march april june july
    august september october november december mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag
    samstag sonntag januar februar maerz mrz mai juni juli oktober dezember okt dez пн вт ср чт пт сб вс понедельник
    вторник среда четверг пятница суббота воскресенье янв фев февр мар апр мая май июн июл авг сен сент окт ноя нояб
    дек января февраля марта апреля июня июля августа сентября октября ноября декабря
    """
)


def without_date(text: str) -> tuple[str, bool]:
    """The text without one date and time, and whether there was one."""
    dated = whole = False
    for pattern in _WHEN:
        if whole and pattern in _WHEN[-2:]:
            break
        text, found = pattern.subn(" ", text, count=1)
        dated = dated or found > 0
        whole = whole or (found > 0 and pattern is _WHEN[0])
    return text, dated


def is_one_date(words: list[str], text: str) -> bool:
    """Whether the words that dates are made of stand once each, and a weekday is that of the day."""
    dating = [word for word in words if word in DATE_WORDS]
    weekdays = [_WEEKDAY_OF[word] for word in dating if word in _WEEKDAY_OF]
    if len(set(dating)) < len(dating) or len(weekdays) > 1:
        return False
    year = _YEAR.search(text)
    for month, day in days_in(" ".join(spoken(text))) if weekdays and year else ():
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return False
        if calendar.weekday(int(year[0]), month, min(day, 28)) != (weekdays[0] + min(day, 28) - day) % 7:  # type: ignore[index]
            return False
    return True
