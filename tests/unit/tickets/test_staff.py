"""What a CSM's commands do, and which are refused."""

from dataclasses import replace

import pytest

from models.vocabulary import Direction, EntryKind, ReviewReason, TicketState
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import (
    TICKET,
    AddParty,
    AskReview,
    AssignTicket,
    CloseReview,
    Enter,
    FileText,
    MergeTicket,
    MoveTicket,
    OpenTicket,
    SplitMessage,
)
from processor.errors import Refused
from processor.facts.causes import Ask, Assign, Close, Merge, Note, Reply, Split, TicketCommand
from processor.facts.known import PartyFacts, StaffFacts
from processor.tickets.staff import decide_staff
from tests.unit.routing.builders import ANNA, NOW, OURS, of, one, staff, ticket

COMMANDS: list[TicketCommand] = [
    Reply("kim", "Done.", wait=False),
    Note("kim", "She called."),
    Close("kim", "Solved.", tell=True),
    Assign("kim", "lee"),
    Merge("kim"),
    Split("kim", 4, "Another thing"),
]


def decide(command: TicketCommand, facts: StaffFacts) -> Decision:
    return decide_staff(command, facts, NOW)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_merged_ticket_takes_no_command(command: TicketCommand) -> None:
    with pytest.raises(Refused, match="#1042 was merged"):
        decide(command, staff(ticket(state=TicketState.MERGED), ticket(ticket_id=12, number=7)))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_ends_in_no_message_outcome_and_is_entered_under_its_users_name(command: TicketCommand) -> None:
    decision = decide(command, staff(other=ticket(ticket_id=12, number=7)))
    assert decision.outcome is None
    assert {entry.by for entry in of(decision, Enter)} == {"kim"}


@pytest.mark.parametrize(("wait", "after"), [(True, TicketState.WAITING), (False, TicketState.OPEN)])
def test_an_answer_goes_to_the_requester_as_a_persons_mail(wait: bool, after: TicketState) -> None:
    decision = decide(Reply("kim", "Try again.", wait), staff(ticket(state=TicketState.NEW)))
    sent = one(decision, SendMail)
    assert (sent.template, sent.to, sent.automatic) == (MailTemplate.ANSWER, ANNA.address, "")
    assert sent.values == (("body", "Try again."),)
    assert sent.answers == "<m1@customer.example>"
    assert sent.references == ("<m0@customer.example>", "<m1@customer.example>")
    assert one(decision, FileText) == FileText(11, Direction.OUT, "kim", "Try again.")
    assert one(decision, Enter).kind is EntryKind.MESSAGE_OUT
    assert one(decision, MoveTicket).after is after


def test_a_last_word_leaves_a_ticket_closed_and_a_question_reopens_it() -> None:
    shut = staff(ticket(state=TicketState.CLOSED))
    assert not of(decide(Reply("kim", "You're welcome.", wait=False), shut), MoveTicket)
    asked = decide(Reply("kim", "Does it work?", wait=True), shut)
    assert one(asked, MoveTicket).after is TicketState.WAITING
    assert EntryKind.REOPENED in [entry.kind for entry in of(asked, Enter)]


@pytest.mark.parametrize("requester", [None, PartyFacts(7, OURS, "", 0, ""), PartyFacts(7, "", "Anna", 3, "")])
def test_nobody_to_answer_is_refused_and_told_nothing_when_closing(requester: PartyFacts | None) -> None:
    facts = staff(ticket(requester=requester))
    with pytest.raises(Refused, match="no requester"):
        decide(Reply("kim", "Hello", wait=False), facts)
    assert not of(decide(Close("kim", "Solved.", tell=True), facts), SendMail)


PETER = PartyFacts(0, "peter@customer.example", "Peter", ANNA.customer_id, "en")


@pytest.mark.parametrize("command", [Reply("kim", "Please look.", wait=True, to=PETER.address),
                                     Ask("kim", "Please look.", to=PETER.address)])  # fmt: skip
def test_an_answer_goes_to_a_colleague_of_the_requester_whom_it_names(command: TicketCommand) -> None:
    facts = replace(staff(ticket(open_review_ids=(5,))), addressee=PETER)
    decision = decide(command, facts)
    assert (one(decision, SendMail).to, one(decision, SendMail).to_name) == (PETER.address, "Peter")
    assert any(PETER.address in entry.text for entry in of(decision, Enter)), "whom it went to stands in the events"


def test_an_answer_goes_to_who_belongs_to_the_ticket_without_any_customer() -> None:
    stranger = PartyFacts(9, "Pia@Other.example", "Pia", 0, "")
    open_to_her = staff(ticket(parties=frozenset({"pia@other.example"})))
    command = Reply("kim", "Hello", wait=False, to=stranger.address)
    assert one(decide(command, replace(open_to_her, addressee=stranger)), SendMail).to == stranger.address


@pytest.mark.parametrize(
    "party",
    [
        None,
        PartyFacts(9, "pia@other.example", "Pia", 0, ""),
        PartyFacts(9, "pia@other.example", "Pia", 99, ""),
        PartyFacts(9, OURS, "", 3, ""),
        PartyFacts(9, "", "Pia", 3, ""),
    ],
)
@pytest.mark.parametrize("kind", [Reply, Ask])
def test_nothing_is_told_to_strangers(kind: type[Reply] | type[Ask], party: PartyFacts | None) -> None:
    facts = replace(staff(ticket(open_review_ids=(5,))), addressee=party)
    command = (
        Reply("kim", "Hi", False, "pia@other.example") if kind is Reply else Ask("kim", "Hi", None, "pia@other.example")
    )
    with pytest.raises(Refused, match=r"pia@other\.example is nobody of #1042"):
        decide(command, facts)


@pytest.mark.parametrize(
    "command",
    [
        Reply("kim", " \n", wait=False),
        Note("kim", ""),
        Close("kim", " ", tell=False),
        Split("kim", 4, " "),
    ],
)
def test_commands_without_words_are_refused(command: TicketCommand) -> None:
    with pytest.raises(Refused):
        decide(command, staff())


def test_a_note_stays_inside() -> None:
    decision = decide(Note("kim", "She called."), staff())
    assert one(decision, FileText).direction is Direction.NOTE
    assert len(decision.effects) == 2


def test_closing_tells_the_requester_why_as_a_machine_in_the_tickets_language() -> None:
    decision = decide(Close("kim", "Solved in 30-2.", tell=True), staff(ticket(language="ru")))
    sent = one(decision, SendMail)
    assert (sent.template, sent.automatic, sent.language) == (MailTemplate.CLOSING, "auto-generated", "ru")
    assert sent.values == (("reason", "Solved in 30-2."),)
    assert one(decision, MoveTicket).after is TicketState.CLOSED
    assert one(decision, Enter).text == "Solved in 30-2."


def test_closing_tells_nobody_when_asked_not_to() -> None:
    assert not of(decide(Close("kim", "Spam", tell=False), staff()), SendMail)


def test_a_closed_ticket_is_not_closed_again() -> None:
    with pytest.raises(Refused, match="is closed cannot be closed"):
        decide(Close("kim", "Solved.", tell=True), staff(ticket(state=TicketState.CLOSED)))


def test_assigning_gives_and_takes() -> None:
    given = decide(Assign("kim", "lee"), staff())
    assert one(given, AssignTicket) == AssignTicket(11, "lee")
    assert one(given, Enter).kind is EntryKind.ASSIGNED
    assert one(decide(Assign("kim", ""), staff(ticket(assignee="lee"))), AssignTicket).assignee == ""


def test_assigning_to_nobody_of_the_staff_or_again_is_refused() -> None:
    with pytest.raises(Refused, match="kim, lee"):
        decide(Assign("kim", "mallory"), staff())
    with pytest.raises(Refused, match="already"):
        decide(Assign("kim", "lee"), staff(ticket(assignee="lee")))
    assert of(decide(Assign("kim", "mallory"), staff(staff=())), AssignTicket)


def test_merging_moves_links_and_audits_both_and_empties_the_queue() -> None:
    source = ticket(open_review_ids=(3, 4))
    decision = decide(Merge("kim"), staff(source, ticket(ticket_id=12, number=7)))
    assert one(decision, MoveTicket) == MoveTicket(11, TicketState.OPEN, TicketState.MERGED)
    assert one(decision, MergeTicket) == MergeTicket(11, 12)
    entries = [(entry.ticket, entry.kind) for entry in of(decision, Enter)]
    assert entries == [(11, EntryKind.MERGED), (12, EntryKind.ABSORBED)]
    assert [effect.review_id for effect in of(decision, CloseReview)] == [3, 4]


def test_merging_what_is_at_work_into_a_closed_ticket_reopens_that() -> None:
    target = ticket(ticket_id=12, number=7, state=TicketState.CLOSED)
    moves = of(decide(Merge("kim"), staff(ticket(), target)), MoveTicket)
    assert MoveTicket(12, TicketState.CLOSED, TicketState.OPEN) in moves
    both = decide(Merge("kim"), staff(ticket(state=TicketState.CLOSED), target))
    assert len(of(both, MoveTicket)) == 1


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (None, "needs the number"),
        (ticket(), "into itself"),
        (ticket(ticket_id=12, number=7, state=TicketState.MERGED), "#7 was merged itself"),
        (ticket(ticket_id=12, number=7, customer_id=4), "two customers"),
    ],
)
def test_merges_that_are_refused(target: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        decide(Merge("kim"), staff(ticket(), target))  # type: ignore[arg-type]


def test_splitting_opens_a_linked_unlabelled_ticket_for_the_same_requester() -> None:
    decision = decide(Split("kim", 4, "Another thing"), staff(ticket(assignee="lee")))
    new = one(decision, OpenTicket)
    assert (new.subject, new.linked_to, new.requester, new.category) == ("Another thing", 11, ANNA.contact_id, None)
    assert (new.customer_id, new.assignee) == (3, "lee")
    assert one(decision, SplitMessage) == SplitMessage(4, 11, TICKET)
    assert one(decision, AddParty) == AddParty(TICKET, ANNA.contact_id)
    assert one(decision, AskReview).reasons == (ReviewReason.UNSURE,)
    assert [(entry.ticket, entry.kind) for entry in of(decision, Enter)] == [
        (TICKET, EntryKind.OPENED),
        (11, EntryKind.SPLIT),
    ]


def test_splitting_a_ticket_without_a_requester() -> None:
    decision = decide(Split("kim", 4, "Another thing"), staff(ticket(requester=None)))
    assert one(decision, OpenTicket).requester is None
    assert not of(decision, AddParty)
