"""Decisions found again by near-identical texts."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from classifiers.precedents import SHINGLE, SIMILAR, PrecedentLabel, Precedents
from classifiers.text import FIRST, LAST, Text, clean
from models.textkey import LONGEST_BODY
from models.vocabulary import CaseReason, Category, Severity, Stage

BUG = PrecedentLabel(Category.BUG, Severity.HIGH, CaseReason.BUG, "as dana decided on #12")
SCOPE = PrecedentLabel(Category.ADDITIONAL_SCOPE, Severity.MEDIUM, CaseReason.CUSTOMIZATION, "as lee decided on #13")
LONG = (
    "since the update last night the weekly report on campaign spending shows no figures at all for the northern "
    "region while every other region looks right and nobody on our side has changed any of the filters"
)
WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40)


def mail(body: str, subject: str = "", stage: Stage | None = None) -> Text:
    return Text(subject, body, "en", stage)


def holding(*texts: Text, label: PrecedentLabel = BUG) -> Precedents:
    precedents = Precedents()
    for key, text in enumerate(texts, 1):
        precedents.add(key, text, label)
    return precedents


def test_the_same_words_are_a_precedent_whatever_the_numbers_and_the_capitals() -> None:
    found = holding(mail("Order 4711 is missing.", "Order")).find(mail("ORDER 9 is missing!", "Re: order"))
    assert found is not None
    assert (found.key, found.label, found.similarity) == (1, BUG, 1.0)


def test_a_word_changed_in_a_long_mail_is_one_and_in_a_short_mail_is_none() -> None:
    near = holding(mail(LONG)).find(mail(LONG.replace("northern", "southern")))
    assert near is not None
    assert SIMILAR <= near.similarity < 1
    assert holding(mail("the report shows no figures")).find(mail("the export shows no figures")) is None


def test_the_newest_decision_counts_even_when_an_older_one_is_nearer() -> None:
    precedents = holding(mail(LONG))
    precedents.add(2, mail(LONG.replace("northern", "southern")), SCOPE)
    found = precedents.find(mail(LONG))
    assert found is not None
    assert found.label is SCOPE


def test_decisions_that_come_out_of_order_count_by_their_key() -> None:
    precedents = Precedents()
    precedents.add(2, mail("the report is empty"), SCOPE)
    precedents.add(1, mail("the report is empty"), BUG)
    found = precedents.find(mail("the report is empty"))
    assert found is not None
    assert found.key == 2


def test_a_key_that_is_held_changes_nothing() -> None:
    precedents = holding(mail("the report is empty"))
    precedents.add(1, mail("something else"), SCOPE)
    assert len(precedents) == 1
    assert precedents.find(mail("something else")) is None


def test_what_was_decided_in_another_stage_is_no_precedent() -> None:
    precedents = holding(mail(LONG, stage=Stage.WARRANTY))
    assert precedents.find(mail(LONG, stage=Stage.BUSINESS_AS_USUAL)) is None
    assert precedents.find(mail(LONG, stage=Stage.WARRANTY)) is not None
    assert precedents.find(mail(LONG)) is not None
    assert holding(mail(LONG)).find(mail(LONG, stage=Stage.WARRANTY)) is not None


def test_nothing_is_near_to_nothing() -> None:
    precedents = holding(mail(""), mail(" \n"), mail("..."))
    assert len(precedents) == 0
    assert precedents.find(mail("")) is None


def test_one_link_log_or_number_is_not_another() -> None:
    pairs = [
        ("https://shop.example/thanks", "https://shop.example/outage"),
        ("2031-01-01 00:00:00 ERROR disk full", "2031-01-02 00:00:00 ERROR payments are down"),
        ("4711", "12?"),
        ("ann@customer.example", "bob@customer.example"),
    ]
    for one, other in pairs:
        assert clean(mail(one)).whole.split() == clean(mail(other)).whole.split() or "?" in other
        assert holding(mail(one)).find(mail(other)) is None


def test_a_long_mail_counts_as_a_whole_and_as_far_as_it_is_kept() -> None:
    form = " ".join(f"{first} {second} form" for first in WORDS for second in WORDS)
    assert len(form) > FIRST + LAST
    outage = " ".join(f"the {first} of {second} broke" for first in WORDS for second in WORDS)
    one, other = (f"{form} {said} {form}" for said in ("Please delete Ann.", outage))
    assert clean(mail(one)).whole == clean(mail(other)).whole
    assert holding(mail(one)).find(mail(other)) is None
    assert holding(mail(one)).find(mail(one.replace("Ann", "Bob"))) is not None
    endless = " ".join(f"{first}{second}{third}" for first in WORDS for second in WORDS for third in WORDS)
    assert len(endless) > LONGEST_BODY
    assert holding(mail(endless[:LONGEST_BODY])).find(mail(endless)) is not None


def test_memory_is_bounded_and_the_oldest_is_forgotten_first() -> None:
    precedents = Precedents(most_texts=3, most_shingles=1_000)
    for key, word in enumerate(WORDS):
        precedents.add(key, mail(f"{word} is what this is about"), BUG)
    assert len(precedents) == 3
    assert [word for word in WORDS if precedents.find(mail(f"{word} is what this is about"))] == list(WORDS[-3:])
    tight = Precedents(most_texts=100, most_shingles=60)
    for key in range(3):
        tight.add(key, mail(f"{WORDS[key]} {LONG}"), BUG)
    assert len(tight) == 1
    tight.add(9, mail("one more that is short"), BUG)
    assert len(tight) == 2


def test_what_is_forgotten_leaves_nothing_behind() -> None:
    precedents = Precedents(most_texts=1)
    for key, word in enumerate(WORDS):
        precedents.add(key, mail(f"{word} {LONG}"), BUG)
    index = precedents._near
    assert set().union(*index.values()) == {len(WORDS) - 1}
    assert set().union(*precedents._same.values()) == {len(WORDS) - 1}


def by_definition(one: Text, other: Text) -> bool:
    """Whether two texts are near-identical, word for word as the docs say it."""
    first, second = clean(one).whole.split(), clean(other).whole.split()
    if first == second:
        return bool(first)
    sets = [{tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)} for words in (first, second)]
    union = sets[0] | sets[1]
    return bool(union) and len(sets[0] & sets[1]) / len(union) >= SIMILAR


@given(st.lists(texts, min_size=1, max_size=6), st.data())
@example([[*WORDS, *WORDS[:7]]], None)
def test_what_is_found_is_what_the_definition_finds(held: list[list[str]], data: st.DataObject | None) -> None:
    """The index leaves out nothing: texts with a word put in, taken out, doubled or moved included."""
    asked = list(held[0])
    if data is not None:
        for _ in range(data.draw(st.integers(0, 2))):
            at = data.draw(st.integers(0, len(asked)))
            asked[at : at + data.draw(st.integers(0, 1))] = data.draw(st.lists(st.sampled_from(WORDS), max_size=1))
    ask = mail(" ".join(asked))
    mails = [mail(" ".join(words)) for words in held]
    expected = [key for key, one in enumerate(mails, 1) if by_definition(one, ask)]
    found = holding(*mails).find(ask)
    assert (found.key if found else None) == (max(expected) if expected else None)


def test_a_chain_of_small_changes_is_followed_only_as_far_as_it_is_similar() -> None:
    words = LONG.split()
    chain = [" ".join(["changed"] * at + words[at:]) for at in range(0, 12, 3)]
    assert all(holding(mail(one)).find(mail(next_)) for one, next_ in pairwise(chain[:2]))
    assert holding(mail(chain[0])).find(mail(chain[-1])) is None
