"""Tickets are found by any of their words, in Russian and German too, and by nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.desk import TicketText
from models.people import Contact
from models.tickets import Ticket
from models.vocabulary import Category, TicketState
from processor.facts.causes import Correct, Merge, Note
from processor.facts.message import Attachment
from processor.store.searching import beginning, index_tickets, reindex_contact, reindex_customer, words_of
from processor.store.store import Store
from processor.store.views.search import SearchFilter
from tests.contract.store.queued import KIM, ticket_of, tickets_of, waiting, writes
from tests.contract.store.samples import NOW

RUSSIAN = "Принтер не печатает накладные, всё стоит"
GERMAN = "Die Rechnungen für unsere Filiale werden nicht gedruckt"


def found(store: Store, text: str, **rest: object) -> list[int]:
    return [hit.line.number for hit in store.views.search(SearchFilter(text, **rest))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (RUSSIAN, "принтеры"),
        (
            RUSSIAN,
            "принтеров накладная",
        ),
        (RUSSIAN, "ПРИНТЕРАМИ"),
        (RUSSIAN, "все"),
        (GERMAN, "Rechnung"),
        (GERMAN, "rechnungen filialen"),
        (GERMAN, "FÜR"),
        ("The reports were printed twice", "report"),
        ("The report was printed twice", "reports PRINT"),
        ("see https://wiki.customer.example/Ablage_neu?id=4711", "ablage 4711"),
        ("write to maria.schmidt@branch.customer.example", "schmidt branch"),
        ("error E-1042/7 in /var/log/app.log", "1042 app"),
    ],
)
def test_words_are_found_in_their_forms(store: Store, text: str, asked: str) -> None:
    waiting(store, "printer", 1, new_text=text)
    waiting(store, "scanner", 2, new_text="nothing of that kind")
    [hit] = store.views.search(SearchFilter(asked))
    assert hit.line.number == 1
    assert hit.marks
    assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)


@pytest.mark.parametrize(
    "asked", ["", "   ", "\u2014 !?", "printr", "printer unicorn", '" OR 1', "NOT", "zz*", "'", "\x00"]
)
def test_what_is_not_there_is_not_found(store: Store, asked: str) -> None:
    waiting(store, "printer", 1)
    assert found(store, asked) == ([1] if words_of(asked) and "printer".startswith(asked.lower()) else [])


def test_a_ticket_is_found_by_everything_that_belongs_to_it(store: Store) -> None:
    attachment = Attachment(2, "Lageplan_Halle7.pdf", "application/pdf", 7, "ab" * 32, inline=False)
    item = waiting(store, "printer", 1, attachments=(attachment,))
    waiting(store, "scanner", 2)
    tickets_of(store).work(1, Note(KIM, "They called about the fuse"), NOW)
    writes(store, ticket_of(store, item), "still burning", 3)
    for asked in ("lageplan", "halle7", "fuse", "burning", "1", "printer", "ann customer", "fuse burning", "kim"):
        assert 1 in found(store, asked), asked
    assert found(store, "fuse") == [1]


def test_a_number_leads_to_its_ticket_first(store: Store) -> None:
    waiting(store, "printer", 1)
    waiting(store, "model 1", 2)
    assert found(store, "1") == [1, 2]
    assert found(store, "#1") == [1, 2]
    assert found(store, "9" * 30) == []


def test_the_ticket_of_a_number_pushes_no_other_off_the_pages(store: Store) -> None:
    for at in range(7):
        waiting(store, f"model 1 of {at}", at + 1)
    assert found(store, "1") == [1, 7, 6, 5, 4, 3, 2]
    pages = [found(store, "1", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert pages == [[1, 7, 6], [5, 4, 3], [2]]
    assert found(store, "1", category=Category.BUG, limit=2) == [1, 7]


def test_filters_narrow_and_pages_follow_each_other(store: Store) -> None:
    for at in range(5):
        waiting(store, f"printer{at}", at + 1, new_text="the same")
    customer = store.people.add_customer("Acme")
    store.database.change(Ticket.update(customer=customer).where(Ticket.number <= 2))
    tickets_of(store).review(1, Correct(KIM, Category.NOT_A_REQUEST, None, None), NOW)
    assert found(store, "same") == [5, 4, 3, 2, 1]
    assert [found(store, "same", limit=2, offset=offset) for offset in (0, 2, 4)] == [[5, 4], [3, 2], [1]]
    assert found(store, "same", customer="Acme") == [2, 1]
    assert found(store, "same", states=(TicketState.CLOSED,)) == [1]
    assert found(store, "same", category=Category.BUG, customer="Acme") == [2]
    assert found(store, "same", assignee="kim") == []


def test_merged_messages_are_found_where_they_are_now(store: Store) -> None:
    waiting(store, "printer", 1, new_text="flames")
    waiting(store, "scanner", 2)
    tickets_of(store).work(1, Merge(KIM), NOW, other=2)
    assert found(store, "flames") == [2]
    assert found(store, "flames scanner") == [2]


def test_a_new_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    waiting(store, "printer", 1)
    customer = store.people.add_customer("Acme")
    store.database.change(Ticket.update(customer=customer).where(Ticket.number == 1))
    store.transact(lambda: reindex_customer(store.database, customer))
    assert found(store, "acme") == [1]
    store.database.change(Contact.update(name="Anastasia"))
    store.transact(lambda: reindex_contact(store.database, 1))
    assert found(store, "anastasia") == [1]


PIECES = (
    '"',
    "'",
    "OR",
    "NOT",
    "AND",
    "NEAR(",
    ")",
    "*",
    ":",
    "-",
    "^",
    "{",
    "}",
    "&",
    "|",
    "!",
    "<->",
    "\\",
    "%",
    "_",
    "\0",
)
"""What means something to one of the engines."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.lists(st.sampled_from((*PIECES, "printer", "burns")), max_size=8).map(" ".join))
def test_no_question_breaks_the_search(store: Store, text: str) -> None:
    """It finds the one ticket if all words of the question are in it, and afterwards the engine still answers."""
    if not store.views.tickets():
        waiting(store, "printer", 1, new_text="it burns")
        waiting(store, "scanner", 2, new_text="or not and near")
    words = words_of(text)
    if set(words) <= {"printer", "burns"}:
        assert found(store, text) == ([1] if words else [])
    else:
        assert 1 not in found(store, f"printer burns zzz {text}")
    assert found(store, "printer") == [1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=("L", "N", "Z", "P", "Cc")), max_size=200))
def test_whatever_was_written_is_found_by_its_words(store: Store, text: str) -> None:
    if not store.views.tickets():
        waiting(store, "printer", 1)
    tickets = tickets_of(store)
    if not text.strip():
        return
    tickets.work(1, Note(KIM, text), NOW)
    words = [word for word in words_of(text) if word.isascii() and len(word) < 50]
    if words:
        assert found(store, " ".join(words[:4])) == [1]


def test_a_huge_mail_is_indexed_up_to_a_limit(store: Store) -> None:
    waiting(store, "printer", 1, new_text="first " + "x" * 10_000_000 + " last")
    assert found(store, "first") == [1]
    row = store.database.row(TicketText.select())
    assert row is not None
    assert len(row["body"]) <= 20_000


@pytest.mark.parametrize(("word", "wanted"), [("cat", "cat"), ("4711", "4711"), ("printers", "printer")])
def test_beginnings(word: str, wanted: str) -> None:
    assert beginning(word) == wanted


def test_tickets_from_before_the_index_are_found_when_it_is_made(store: Store) -> None:
    """The migration fills it; here its words are thrown away first, and made once more."""
    waiting(store, "printer", 1, new_text=RUSSIAN)
    waiting(store, "scanner", 2, new_text=GERMAN, subject="Urgent")
    for index in ("ticket_search", "ticket_text"):
        if index == "ticket_text" or store.database.locks_rows:
            store.database.run(f"DELETE FROM {index}")
    assert found(store, "rechnung") == []
    store.transact(lambda: index_tickets(store.database, [1, 2]))
    assert found(store, "rechnung urgent") == [2]


@pytest.mark.parametrize("said", ["to be or not to be", "und der die das", "и в не на он что", "AND OR NOT NEAR"])
def test_words_that_say_nothing_are_found_as_others(store: Store, said: str) -> None:
    waiting(store, "printer", 1, new_text=said)
    waiting(store, "scanner", 2)
    assert found(store, said) == [1]


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("words:printer", []),
        ("body : printer", []),
        ("{words body} : printer", []),
        ("NEAR(printer scanner, 2)", []),
        ("printer AND (", []),
        ("printer NOT printer", []),
        ("^printer", [1]),
        ('"printer"', [1]),
        ('"printer" -', [1]),
        ("printer:*", [1]),
        ("printer & !x", []),
        ("prin'ter", []),
        ("printer\x00", [1]),
        ("printer " * 1300, [1]),
        ("x" * 10_000, []),
        ("\N{RIGHT-TO-LEFT OVERRIDE}printer\N{ZERO WIDTH SPACE}", [1]),
    ],
)
def test_no_operator_of_the_database_is_one_here(store: Store, asked: str, hits: list[int]) -> None:
    waiting(store, "printer", 1)
    assert found(store, asked) == hits
