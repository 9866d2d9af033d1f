"""Timelines and roadmaps: what they say in each language, what they claim, and that nothing breaks them."""

import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processor.documents.pictures import (
    CheckInMark,
    GoalBar,
    HoldSpan,
    Mark,
    PictureFacts,
    RoadmapFacts,
    StageBar,
    TimelineFacts,
    draw,
    file_name,
    picture_pdf,
    picture_svg,
)
from processor.documents.pictures.axis import axis_of
from processor.documents.pictures.measure import fit, lines, width
from processor.documents.pictures.roadmap import PAGE
from processor.documents.pictures.sheet import WIDTH
from processor.documents.pictures.timeline import timeline_of
from processor.documents.press import DirectPress
from processor.documents.templates import Templates

TEMPLATES = Templates()
LANGUAGES = ("en", "ru", "de")
KEYS = (
    "stakeholders",
    "pre_install",
    "installation",
    "training",
    "testing",
    "go_live",
    "warranty",
    "completion",
    "business_as_usual",
)
LIVE = date(2031, 5, 5)


def about(language: str = "en", today: date = date(2031, 6, 20)) -> PictureFacts:
    return PictureFacts("Contact <centre> & bot", "Customer AG", "Plant 1", "Vendor Ltd", language, today)


def timeline(language: str = "en", mark: Mark = Mark.SIGNED, number: str = "AC-2031-0044") -> TimelineFacts:
    days = {key: date(2031, 2, 3) + timedelta(days=14 * at) for at, key in enumerate(KEYS[:6])}
    stages = [
        StageBar(key, day + timedelta(days=9), day, day + timedelta(days=13), how="by mail of Anna Berg")
        for key, day in days.items()
    ]
    stages[5] = replace(stages[5], done=LIVE, mark=Mark.LIVE, acceptance="AC-2031-0021")
    stages += [
        StageBar("warranty", None, LIVE, date(2031, 5, 26), date(2031, 5, 26)),
        StageBar("completion", None, date(2031, 5, 12), date(2031, 5, 27), how="#1042", acceptance=number, mark=mark),
        StageBar("business_as_usual", None, date(2031, 5, 27)),
    ]
    holds = (HoldSpan(date(2031, 3, 1), date(2031, 3, 20), "they move house"),)
    check_ins = (CheckInMark(date(2031, 4, 1), True), CheckInMark(date(2031, 6, 1), False))
    return TimelineFacts(about(language), "business_as_usual", tuple(stages), holds, check_ins, LIVE)


def roadmap(count: int = 3, language: str = "en") -> RoadmapFacts:
    first = date(2031, 3, 1)
    goals = tuple(
        GoalBar(f"Goal number {at}", first, first + timedelta(days=40 * at), first if at == 0 else None, "it works")
        for at in range(count)
    )
    return RoadmapFacts(about(language), "business_as_usual", goals, timeline().stages, LIVE)


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """How wide and high each page is."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [document.get_page_size(at) for at in range(len(document))]
    finally:
        document.close()


def words(svg: bytes) -> list[str]:
    """What can be read on a picture; raises for what is not well-formed."""
    root = ElementTree.fromstring(svg)
    return [str(node.text).replace("\xa0", " ") for node in root.iter() if node.tag.endswith("text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_timeline_says_all_of_it_in_the_language_of_the_customer(language: str) -> None:
    said = words(picture_svg(draw(TEMPLATES, timeline(language))))
    must = {
        "en": ("TIMELINE", "As of 20 June 2031", "4 days later", "Taken live · AC-2031-0021", "On hold", "5 May 2031"),
        "ru": ("ХОД РАБОТ", "По состоянию на 20 июня 2031 г.", "позже на 4 дн.", "Система запущена · AC-2031-0021"),
        "de": ("ZEITPLAN", "Stand: 20. Juni 2031", "4 Tage später", "Produktiv · AC-2031-0021", "05.05.2031"),
    }[language]
    for one in (*must, "Contact <centre> & bot", "Customer AG · Plant 1", "#1042", "by mail of Anna Berg"):
        assert one in said, (one, said)
    assert any("they move house" in one for one in said)
    if language != "en":
        assert not {"Stakeholders", "Go-Live", "Completion", "Planned", "Today", "planned"} & set(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_pictures_are_the_same_set_in_every_language(language: str) -> None:
    known = TEMPLATES.words("picture/_words.en.txt", {})
    here = TEMPLATES.words(f"picture/_words.{language}.txt", {})
    assert set(here) == set(known)
    assert set(KEYS) <= set(here)


def test_what_was_signed_and_what_is_deemed_are_told_apart() -> None:
    signed, deemed, disputed = (
        " ".join(words(picture_svg(draw(TEMPLATES, timeline(mark=mark)))))
        for mark in (Mark.SIGNED, Mark.DEEMED, Mark.DISPUTED)
    )
    assert "Accepted · AC-2031-0044" in signed
    assert "Deemed" not in signed
    assert "Deemed accepted · AC-2031-0044" in deemed
    assert "Disputed" in disputed


def test_a_roadmap_says_what_is_achieved_ahead_and_overdue() -> None:
    facts = roadmap()
    said = words(picture_svg(draw(TEMPLATES, facts)))
    for one in ("ROADMAP", "Goal number 0", "it works", "10 Apr 2031", "20 May 2031", "Go-Live"):
        assert one in said, said
    svg = draw(TEMPLATES, facts).svg
    overdue = 'fill="#a32020" stroke="#a32020"'
    assert svg.count(overdue) == 2
    assert draw(TEMPLATES, replace(facts, about=about(today=date(2031, 3, 2)))).svg.count(overdue) == 0


def test_a_picture_stands_alone_and_is_made_the_same_again() -> None:
    made = picture_svg(draw(TEMPLATES, timeline()))
    assert made == picture_svg(draw(TEMPLATES, timeline()))
    assert len(made) < 60_000
    assert b"@font-face" in made
    assert not re.findall(rb'(?:href|src)="?(?!data:)[a-z]+:', made)
    assert b"<script" not in made


def test_a_pdf_is_one_sheet_across_and_a_long_roadmap_goes_on() -> None:
    maker = DirectPress()
    for facts, pages in ((timeline("ru"), 1), (roadmap(), 1), (roadmap(PAGE + 1), 2), (roadmap(0), 1)):
        drawn = draw(TEMPLATES, facts)
        made = picture_pdf(TEMPLATES, drawn, maker, facts)
        assert made == picture_pdf(TEMPLATES, drawn, maker, facts)
        sizes = pages_of(made)
        assert len(sizes) == pages
        assert all(wide > high for wide, high in sizes)
    assert len(draw(TEMPLATES, roadmap(PAGE + 1)).sheets) == 2


def test_all_goals_stand_on_the_one_svg() -> None:
    said = words(picture_svg(draw(TEMPLATES, roadmap(3 * PAGE))))
    assert [one for one in said if one.startswith("Goal number")] == [f"Goal number {at}" for at in range(3 * PAGE)]


ANY_DAY = st.dates(date(2028, 1, 1), date(2034, 12, 31))
ANY_WORDS = st.text(max_size=300)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(ANY_DAY, ANY_DAY, ANY_WORDS), min_size=1, max_size=9), ANY_WORDS, st.sampled_from(LANGUAGES))
def test_any_days_and_any_words_make_a_picture_whose_parts_stay_on_it(
    rows: list[tuple[date, date, str]], title: str, language: str
) -> None:
    head = replace(about(language), title=title, customer=title)
    stages = tuple(StageBar(KEYS[at], a, b, None if at % 3 else b, how=how) for at, (a, b, how) in enumerate(rows))
    goals = tuple(GoalBar(text, a, b) for a, b, text in rows)
    for facts in (TimelineFacts(head, "testing", stages), RoadmapFacts(head, "testing", goals, stages)):
        drawn = draw(TEMPLATES, facts)
        assert words(drawn.svg.encode())
        places = [float(x) for x in re.findall(r'\b(?:x|cx|x1|x2)="(-?[\d.]+)"', drawn.svg)]
        assert all(-1 <= x <= 1123 + 10 for x in places)


def in_one_day(language: str, mark: Mark, long: bool) -> TimelineFacts:
    """Everything happened on one day, or completion took the whole time that the picture shows."""
    stages = [StageBar(key, LIVE, LIVE, LIVE, how="by mail of Anna Berg") for key in KEYS]
    stages[5] = replace(stages[5], mark=Mark.LIVE, acceptance="AC-2031-0021")
    begun = LIVE - timedelta(days=200) if long else LIVE
    stages[7] = replace(stages[7], begun=begun, mark=mark, acceptance="AC-2031-0044")
    check_ins = (CheckInMark(LIVE, True), CheckInMark(LIVE, False))
    return TimelineFacts(about(language, LIVE), "business_as_usual", tuple(stages), (), check_ins, LIVE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mark", [Mark.SIGNED, Mark.DEEMED, Mark.DISPUTED])
@pytest.mark.parametrize("long", [False, True])
def test_nothing_is_written_over_bars_and_signs_however_near_the_days_are(
    language: str, mark: Mark, long: bool
) -> None:
    facts = in_one_day(language, mark, long)
    drawn = timeline_of(facts, TEMPLATES.words(f"picture/_words.{language}.txt", {}))
    noted = [row for row in drawn.rows if row.note]
    assert len(noted) == 2
    for row in noted:
        assert row.bar is not None
        wide = width(row.note, 10)
        begin, end = (row.note_x - wide, row.note_x) if row.note_left else (row.note_x, row.note_x + wide)
        taken = min(row.bar[0], row.mark_x - 9), max(row.bar[1], row.mark_x + 9)
        assert row.note_above or end < taken[0] or begin > taken[1], (row.note, begin, end, taken)
        assert drawn.sheet.axis.left - 10 <= begin
        assert end <= WIDTH - 4
    first, second = (x for x, _ in drawn.check_ins)
    assert second - first > 10, "one answered and one not, of the same day, are both seen"


def test_what_is_written_lies_over_the_line_of_today() -> None:
    for svg in (draw(TEMPLATES, timeline()).svg, draw(TEMPLATES, roadmap()).svg):
        assert svg.index(">Today<") < max(svg.rfind(">Accepted · AC-2031-0044<"), svg.rfind(">Go-Live<"))


def test_lines_are_broken_by_how_wide_the_words_really_are() -> None:
    text = "agreed at the meeting with Anton Belov, minutes sent to everybody on the same day and nobody objected to it"
    broken = lines(text, 9.5, 200, 2)
    assert len(broken) == 2
    assert broken[1].endswith("…")
    assert all(width(one, 9.5) <= 200 for one in broken)
    assert width("WWW", 10) > 2 * width("iii", 10)
    assert width("W", 10, bold=True) > width("W", 10)
    assert fit("short", 10, 100) == "short"
    assert lines("", 10, 100, 2) == ()


def test_days_are_places_in_order() -> None:
    axis = axis_of((date(2031, 3, 1), None, date(2031, 3, 31)), 100, 500)
    assert axis.left < axis.x(date(2031, 3, 1)) < axis.x(date(2031, 3, 2)) < axis.x(date(2031, 3, 31)) < axis.right
    assert axis.x(date(1999, 1, 1)) == axis.left
    for language in LANGUAGES:
        for days in (1, 30, 100, 400, 1000, 5000):
            long = axis_of((date(2031, 1, 31), date(2031, 1, 31) + timedelta(days=days)), 100, 500)
            ticks = long.ticks(language)
            assert 1 <= len(ticks) <= 24
            assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


def test_files_are_named_after_what_they_are() -> None:
    assert file_name("timeline", 3, "pdf") == "timeline-3.pdf"
