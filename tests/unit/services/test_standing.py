"""Whether automatic labels are acted on: from generated records, and from a store that changes meanwhile."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from classifiers.bounds import least_faultless, lower_bound, upper_bound
from models.vocabulary import Category, Standing
from processor.services.standing import (
    REFRESH,
    RULES,
    Record,
    Standings,
    Terms,
    general_standing,
    record_of,
    standing_of,
)

NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
BUG, SCOPE = Category.BUG, Category.ADDITIONAL_SCOPE
ENOUGH = {(BUG, "en"): 50, (SCOPE, "de"): 10}


class Learned:
    """What people decided, and how often that was asked for."""

    def __init__(self, cells: Mapping[tuple[Category, str], int] = ENOUGH, right: int = 0, wrong: int = 0) -> None:
        self.cells = dict(cells)
        self.cases = (True,) * right + (False,) * wrong  # newest first
        self.asked = 0

    def evidence(self, limit: int) -> tuple[bool, ...]:
        self.asked += 1
        return self.cases[:limit]

    def decided(self) -> Mapping[tuple[Category, str], int]:
        return self.cells


def lately_wrong(wrong: int) -> Learned:
    """300 cases, of which the newest few were wrong."""
    learned = Learned()
    learned.cases = (False,) * wrong + (True,) * (300 - wrong)
    return learned


def record(learned: Learned | None = None, **terms: object) -> Record:
    return record_of(learned or Learned(), Terms(**terms))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "category", "language", "standing", "why"),
    [
        (record(), BUG, "en", Standing.ACTS, ""),
        (record(), SCOPE, "de", Standing.ACTS, ""),
        (record(automatic=False), BUG, "en", Standing.OFF, "automatic labels are switched off in the settings"),
        (record(Learned({(BUG, "en"): 12})), BUG, "en", Standing.SHADOW, "a CSM has decided 12 of 60"),
        (record(), SCOPE, "en", Standing.SHADOW, "a CSM has decided 0 of 10 of additional_scope in en"),
        (record(), BUG, "", Standing.SHADOW, "a CSM has decided 0 of 10 of bug in an unknown language"),
        (
            record(Learned(right=43, wrong=2)),
            BUG,
            "en",
            Standing.OFF,
            "43 of 45 reviewed automatic labels were right: at least 0.886 is proven, 0.95 is asked for",
        ),
        (
            record(Learned(right=2, wrong=2)),
            BUG,
            "en",
            Standing.OFF,
            "2 of 4 reviewed automatic labels were right: at most 0.857 is proven, 0.95 is asked for",
        ),
        (record(lately_wrong(5)), BUG, "en", Standing.ACTS, ""),
        (
            record(lately_wrong(6)),
            BUG,
            "en",
            Standing.OFF,
            "44 of the newest 50 reviewed automatic labels were right: at most 0.936 is proven, 0.95 is asked for",
        ),
    ],
)
def test_the_first_rule_with_a_reason_decides(
    found: Record, category: Category, language: str, standing: Standing, why: str
) -> None:
    assert standing_of(found, category, language) == (standing, why)


@pytest.mark.parametrize(
    ("right", "wrong", "standing"),
    [
        (0, 0, Standing.ACTS),
        (0, 1, Standing.OFF),
        (9, 1, Standing.ACTS),
        (44, 0, Standing.ACTS),
        (45, 0, Standing.ACTS),
        (43, 1, Standing.ACTS),
        (44, 1, Standing.OFF),
        (75, 1, Standing.OFF),
        (76, 1, Standing.ACTS),
    ],
)
def test_a_short_record_counts_only_where_it_rules_the_target_out(right: int, wrong: int, standing: Standing) -> None:
    """From 45 cases on the target must be proven: with one fault it takes 77."""
    assert standing_of(record(Learned(right=right, wrong=wrong)), BUG, "en")[0] is standing


def test_a_single_category_in_shadow_leaves_the_others_to_act() -> None:
    found = record()
    assert standing_of(found, SCOPE, "en")[0] is Standing.SHADOW
    assert general_standing(found) == (Standing.ACTS, "")


def test_a_long_record_does_not_drown_a_recent_failure() -> None:
    """300 right, then every fifth wrong: by the long record alone it would act on twenty reviewed labels more."""

    def labels_until(standing: Standing, learned: Learned, every: int, **terms: object) -> int:
        for count in range(1, 200):
            learned.cases = (count % every != 0, *learned.cases)
            if standing_of(record(learned, **terms), BUG, "en")[0] is standing:
                return count
        raise AssertionError(f"200 labels later it is not {standing.value}")

    learned, never = Learned(right=300), 1000
    assert labels_until(Standing.OFF, learned, every=5) == 30
    assert labels_until(Standing.OFF, Learned(right=300), every=5, recent=0) == 50
    assert "44 of the newest 50" in standing_of(record(learned), BUG, "en")[1]
    assert labels_until(Standing.ACTS, learned, every=never) == 25, "the first fault is no longer among the newest 50"
    assert standing_of(record(learned), BUG, "en") == (Standing.ACTS, "")


def test_of_the_record_the_newest_cases_count() -> None:
    found = record(Learned(right=100, wrong=100), window=100)
    assert (found.right, found.reviewed) == (100, 100)


languages = st.sampled_from(("en", "ru", "de", ""))
records = st.builds(
    lambda cells, right, wrong, automatic, target, first, cell: record(
        Learned(cells, right, wrong), automatic=automatic, target=target, first=first, cell=cell
    ),
    st.dictionaries(st.tuples(st.sampled_from(Category), languages), st.integers(0, 80)),
    st.integers(0, 200),
    st.integers(0, 20),
    st.booleans(),
    st.sampled_from((0.8, 0.9, 0.95, 0.99)),
    st.integers(0, 100),
    st.integers(0, 20),
)


@given(records, st.sampled_from(Category), languages)
def test_what_acts_was_decided_often_enough_and_holds_the_target(
    found: Record, category: Category, language: str
) -> None:
    """From the definitions in the docs, not from the rules of the code."""
    standing, why = standing_of(found, category, language)
    event(standing.value)
    terms = found.terms
    enough = found.total >= terms.first and found.cells.get((category, language), 0) >= terms.cell
    assert (why == "") is (standing is Standing.ACTS)
    if standing is Standing.ACTS:
        assert terms.automatic
        assert enough
        if found.reviewed >= least_faultless(terms.target):
            assert lower_bound(found.right, found.reviewed) >= terms.target
        assert upper_bound(found.late_right, found.late_reviewed) >= terms.target
    elif standing is Standing.SHADOW:
        assert terms.automatic
        assert not enough
    else:
        assert not terms.automatic or (enough and found.right < found.reviewed)


@given(records, st.sampled_from(Category), languages)
def test_another_right_label_never_ends_what_acts_and_a_long_faultless_record_brings_it_back(
    found: Record, category: Category, language: str
) -> None:
    before = standing_of(found, category, language)[0]
    wrong = found.reviewed - found.right
    more = record_of(Learned(found.cells, found.right + 1, wrong), found.terms)
    if before is Standing.ACTS and found.reviewed + 1 != found.least:
        assert standing_of(more, category, language)[0] is Standing.ACTS
    healed = record_of(Learned(found.cells, found.terms.window, wrong), found.terms)
    if before is Standing.OFF and found.terms.automatic and found.terms.target <= 0.99:
        assert standing_of(healed, category, language)[0] is Standing.ACTS


def test_every_rule_is_needed() -> None:
    """Each decides a record that the others let pass."""
    alone = (
        (record(automatic=False), BUG),
        (record(Learned({(BUG, "en"): 59})), BUG),
        (record(), SCOPE),
        (record(Learned(right=43, wrong=2)), BUG),
        (record(lately_wrong(6)), BUG),
    )
    for at, (found, category) in enumerate(alone):
        assert [rule(found, category, "en") is not None for rule, _ in RULES] == [at == n for n in range(len(RULES))]


def test_the_database_is_asked_once_in_fifteen_seconds() -> None:
    learned = Learned({})
    standings = Standings(learned, Terms())
    for seconds in (0, 1, 14.9):
        assert standings.of(BUG, "en", NOW + timedelta(seconds=seconds))[0] is Standing.SHADOW
    assert learned.asked == 1
    learned.cells = dict(ENOUGH)
    assert standings.of(BUG, "en", NOW + REFRESH)[0] is Standing.ACTS
    assert learned.asked == 2


def test_a_clock_that_is_set_back_keeps_no_old_record() -> None:
    learned = Learned()
    standings = Standings(learned, Terms())
    standings.record(NOW)
    standings.record(NOW - timedelta(hours=1))
    assert learned.asked == 2


def test_when_automatic_mode_goes_off_the_log_says_so_once() -> None:
    learned = Learned()
    standings = Standings(learned, Terms())
    with capture_logs() as lines:
        standings.record(NOW)
        learned.cases = (False,) * 5
        standings.record(NOW + REFRESH)
        standings.record(NOW + 2 * REFRESH)
        learned.cases = ()
        standings.record(NOW + 3 * REFRESH)
    assert [(line["standing"], line["log_level"]) for line in lines] == [
        ("acts", "info"),
        ("off", "warning"),
        ("acts", "info"),
    ]
    assert "0 of 5 reviewed automatic labels were right" in lines[1]["reason"]
