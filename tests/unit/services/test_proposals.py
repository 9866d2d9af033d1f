"""Proposals from the draft to the sealed acceptance, over a real database, real mails and real keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import (
    AcceptanceType,
    Assurance,
    Outcome,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    SealState,
    Side,
    Turn,
)
from processor.documents.press import DirectPress
from processor.documents.proposal import thaw
from processor.errors import Refused
from processor.facts.proposals import Money
from processor.facts.proposing import Settle, Withdraw
from processor.services.drafts import attachables
from processor.services.proposals import Writing
from tests.unit.services.desk import mail
from tests.unit.services.proposing import ANNA, CUSTOMER, OLGA, VERA, PlainPress, ProposingDesk

MakeDesk = Callable[..., ProposingDesk]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeDesk]:
    made: list[ProposingDesk] = []

    def new(**settings: Any) -> ProposingDesk:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(ProposingDesk(folder, **settings))
        return made[-1]

    yield new
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make: MakeDesk) -> ProposingDesk:
    return make()


def requests(desk: ProposingDesk, number: int, version: int) -> dict[str, RequestState]:
    lines = desk.proposals.show(number).requests
    return {line.address: line.state for line in lines if line.version == version}


def files_of(message: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in message.iter_attachments()]


def test_from_the_draft_to_the_sealed_acceptance(make: MakeDesk) -> None:
    desk = make(press=DirectPress())
    number = desk.drafted(desk.begin())
    assert desk.state(number) is ProposalState.DRAFT
    assert not desk.sent_to(OLGA)[1:], "only the news about the register: a draft is told to nobody"

    assert desk.send(number).line.state is ProposalState.AWAITING_VENDOR
    assert requests(desk, number, 1) == {VERA: RequestState.OPEN, OLGA: RequestState.PLANNED}
    assert files_of(desk.sent_to(VERA)[-1]) == ["PR-1-v1.pdf"]

    assert desk.reply(VERA, "Vera Petrova", "Approved") is Outcome.ACCEPTED
    assert desk.state(number) is ProposalState.AWAITING_CUSTOMER
    assert desk.sent_to(OLGA)[-1]["Subject"].startswith("[PR-1.1 ")

    conditional = "Согласовано, но только если цена будет 4000"
    before = {line.review_id for line in desk.store.views.reviews()}
    assert desk.reply(OLGA, "Olga Smirnova", conditional) is Outcome.HELD
    assert desk.state(number) is ProposalState.AWAITING_CUSTOMER
    assert {line.review_id for line in desk.store.views.reviews()} - before, "a person has to look at it"

    assert desk.reply(OLGA, "Olga Smirnova", "Согласовано") is Outcome.ACCEPTED
    view = desk.proposals.show(number)
    assert view.line.state is ProposalState.ACCEPTED
    said = [(reply.name, reply.outcome, reply.assurance) for reply in view.replies]
    assert said == [
        ("Vera Petrova", ReplyOutcome.APPROVE, Assurance.A3),
        ("Olga Smirnova", ReplyOutcome.CONDITIONAL, Assurance.A3),
        ("Olga Smirnova", ReplyOutcome.APPROVE, Assurance.A3),
    ]
    _sealed(desk, number)


def _sealed(desk: ProposingDesk, number: int) -> None:
    """Both acceptances are numbered in their order, sealed, and told to whom they concern; the scope log has them."""
    assert desk.seal() == 2
    vendor, customer = desk.acceptances()
    assert (vendor.number, vendor.side) == ("AC-2031-000001", Side.VENDOR)
    assert (customer.number, customer.side) == ("AC-2031-000002", Side.CUSTOMER)
    assert {vendor.seal, customer.seal} == {SealState.TOLD}
    assert desk.store.blobs.get(customer.certificate_sha256).body.startswith(b"%PDF")
    assert files_of(desk.sent_to(OLGA)[-1]) == ["AC-2031-000002.pdf", "receipt.json"]
    assert files_of(desk.sent_to(VERA)[-1]) == ["AC-2031-000001.pdf", "receipt.json"]
    [row] = desk.store.views.scope_log()
    assert (row.number, row.version, row.customer, row.ticket_number) == (number, 1, CUSTOMER, 1)
    assert (row.vendor_acceptances, row.customer_acceptances) == (("AC-2031-000001",), ("AC-2031-000002",))
    assert row.accepted_at == customer.accepted_at
    assert desk.seal() == 0, "there is one certificate for each, and no second one"


def test_a_draft_begins_with_the_customers_own_words_in_their_language(desk: ProposingDesk) -> None:
    ticket = desk.begin()
    began = desk.proposals.beginning(ticket, desk.now)
    assert (began.content.title, began.content.request) == ("Both plants", "Please show both plants.")
    assert began.language == "ru", "the customer's, though the ticket is in English"
    assert (began.content.valid_until - desk.now.date()).days == 30
    desk.work(mail("Something", "Hello", sender="nobody@elsewhere.example", Message_ID="<2@e>"))
    other = desk.opened()[-1].number
    assert desk.proposals.beginning(other, desk.now).language == "en"
    with pytest.raises(Refused, match="belongs to no customer"):
        desk.drafted(other)
    with pytest.raises(Refused, match="no ticket #999"):
        desk.proposals.beginning(999, desk.now)


def test_what_is_frozen_is_what_both_sides_read(desk: ProposingDesk) -> None:
    number = desk.drafted(desk.begin(), approvers=[OLGA])
    view = desk.send(number)
    digest = view.versions[0].document_sha256
    kept = desk.store.blobs.get(digest).body
    frozen = thaw(kept)
    assert sha256(kept).hexdigest() == digest
    assert (frozen.number, frozen.version, frozen.language) == (number, 1, "ru")
    assert (frozen.vendor, frozen.customer) == ("Vendor", CUSTOMER)
    assert frozen.content == replace(view.content, approvers=())
    assert frozen.content.price == Money(Decimal("4200.00"), "EUR")
    named = [(one.side, one.name, one.address, one.title) for one in frozen.signatories]
    assert named == [
        (Side.VENDOR, "Vera Petrova", VERA, "Head of Delivery"),
        (Side.CUSTOMER, "Olga Smirnova", OLGA, "Finance Director"),
    ]
    assert desk.store.blobs.get(view.versions[0].pdf_sha256).media_type == "application/pdf"


def test_what_changes_while_it_is_rendered_is_not_sent(make: MakeDesk) -> None:
    """The draft is edited, and then the register changed, between rendering and the transaction."""
    press = PlainPress()
    desk = make(press=press)
    number = desk.drafted(desk.begin())
    press.meanwhile = lambda: desk.edited(number, price="4300.00")
    with pytest.raises(Refused, match="has just changed: look at it and send it again"):
        desk.send(number)
    igor = desk.approver("igor@customer.example", "Igor")
    press.meanwhile = lambda: desk.ended(igor)
    with pytest.raises(Refused, match="has just changed: look at it and send it again"):
        desk.send(number)
    assert desk.state(number) is ProposalState.DRAFT
    assert desk.proposals.show(number).requests == ()
    press.meanwhile = lambda: None
    assert str(desk.send(number).line.price) == "4300.00"
    assert list(requests(desk, number, 1)) == [VERA, OLGA]


def test_nobody_overwrites_what_they_have_not_read(desk: ProposingDesk) -> None:
    number = desk.drafted(desk.begin())
    began = desk.proposals.current(number, desk.now)
    desk.edited(number, title="Three plants")
    late = Writing("carla", began.language, began.content, seen=began.row_version)
    with pytest.raises(Refused, match="has changed since you opened it"):
        desk.proposals.edit(number, late, desk.tick())
    assert desk.proposals.show(number).line.title == "Three plants"


def test_a_new_version_supersedes_the_open_one_and_needs_everyone_again(desk: ProposingDesk) -> None:
    number = desk.drafted(desk.begin())
    desk.send(number)
    desk.reply(VERA, "Vera Petrova", "Approved")
    old = desk.sent_to(OLGA)[-1]
    view = desk.edited(number, price="3900.00")
    assert (view.line.version, view.line.sent_version) == (2, 1)
    assert view.line.state is ProposalState.AWAITING_CUSTOMER, "a draft ends nothing"
    desk.send(number)
    assert desk.state(number) is ProposalState.AWAITING_VENDOR
    assert requests(desk, number, 1) == {VERA: RequestState.ACCEPTED, OLGA: RequestState.CLOSED}
    assert requests(desk, number, 2) == {VERA: RequestState.OPEN, OLGA: RequestState.PLANNED}
    assert desk.sent_to(OLGA)[-1]["Subject"].startswith("[PR-1.1 "), "they are told that it was replaced"
    assert desk.reply(OLGA, "Olga Smirnova", "Согласовано", to=old) is not Outcome.ACCEPTED
    assert desk.state(number) is ProposalState.AWAITING_VENDOR
    assert [line.document_version for line in desk.acceptances()] == [1]


def test_a_withdrawn_proposal_is_told_and_cannot_be_accepted_any_more(desk: ProposingDesk) -> None:
    number = desk.drafted(desk.begin())
    desk.send(number)
    asked = desk.sent_to(VERA)[-1]
    with pytest.raises(Refused, match="needs a reason"):
        desk.proposals.withdraw(number, Withdraw("boris", " "), desk.tick())
    desk.proposals.withdraw(number, Withdraw("boris", "The plant is closed."), desk.tick())
    told = desk.sent_to(VERA)[-1].get_body(("plain",))
    assert told is not None
    assert "The plant is closed." in told.get_content()
    assert desk.reply(VERA, "Vera Petrova", "Approved", to=asked) is not Outcome.ACCEPTED
    assert desk.state(number) is ProposalState.WITHDRAWN
    assert desk.acceptances() == []
    with pytest.raises(Refused, match="withdrawn"):
        desk.send(number)


def test_an_acceptance_is_recorded_by_hand_as_its_own_type(desk: ProposingDesk) -> None:
    number = desk.drafted(desk.begin())
    with pytest.raises(Refused, match="has not been sent yet"):
        desk.proposals.record_by_hand(number, VERA, "carla", "in the meeting", desk.tick())
    desk.send(number)
    with pytest.raises(Refused, match="somebody else has to record"):
        desk.proposals.record_by_hand(number, VERA, "boris", "in the meeting", desk.tick())
    with pytest.raises(Refused, match=r"is not asked to approve PR-1: vera@vendor.example, olga@customer.example is"):
        desk.proposals.record_by_hand(number, ANNA, "carla", "in the meeting", desk.tick())
    desk.proposals.record_by_hand(number, VERA.upper(), "carla", "in the meeting on Monday", desk.tick())
    assert desk.state(number) is ProposalState.AWAITING_CUSTOMER
    [line] = desk.acceptances()
    assert (line.type, line.assurance) == (AcceptanceType.RECORDED, Assurance.A0)
    view = desk.store.views.acceptance(str(line.acceptance_id))
    assert view.record["acceptance"]["recorded_by"] == "carla"


@pytest.mark.parametrize(("upheld", "state"), [(True, ProposalState.ACCEPTED), (False, ProposalState.REJECTED)])
def test_an_objection_disputes_and_a_person_settles(desk: ProposingDesk, upheld: bool, state: ProposalState) -> None:
    number = desk.accepted()
    desk.seal()
    acceptance = desk.acceptances()[-1].number
    settle = Settle("carla", upheld, "We spoke with Olga.")
    with pytest.raises(Refused, match="nobody disputes"):
        desk.proposals.settle(acceptance, settle, desk.tick())
    desk.reply(OLGA, "Olga Smirnova", "Спасибо!")
    assert desk.state(number) is ProposalState.ACCEPTED, "thanks are no objection"
    desk.reply(OLGA, "Olga Smirnova", "Я этого не писала!")
    assert desk.state(number) is ProposalState.DISPUTED
    assert desk.store.views.scope_log() == ()
    assert desk.proposals.settle(acceptance, settle, desk.tick()).line.state is state
    assert len(desk.store.views.scope_log()) == upheld
    with pytest.raises(Refused, match="nobody disputes"):
        desk.proposals.settle(acceptance, settle, desk.tick())


def test_documents_are_kept_with_the_draft_and_sent_along(desk: ProposingDesk, tmp_path: Path) -> None:
    ticket = desk.begin()
    terms = tmp_path / "terms.pdf"
    terms.write_bytes(b"%PDF terms")
    files = attachables([terms])
    content = replace(desk.content(ticket), documents=tuple(file.document for file in files))
    with_files = desk.proposals.draft(ticket, Writing("boris", "en", content, files=files), desk.tick())
    assert with_files.content.documents[0].sha256 == sha256(b"%PDF terms").hexdigest()
    desk.send(with_files.line.number)
    assert files_of(desk.sent_to(VERA)[-1]) == ["PR-1-v1.pdf", "terms.pdf"]
    other = replace(content, documents=(replace(content.documents[0], sha256="0" * 64),))
    without = desk.proposals.draft(ticket, Writing("boris", "en", other), desk.tick())
    with pytest.raises(Refused, match=r"the document terms.pdf is not kept: attach it again"):
        desk.send(without.line.number)


def test_who_approves_is_taken_from_the_register(desk: ProposingDesk) -> None:
    ticket = desk.begin()
    desk.approver("igor@customer.example", "Igor Orlov")
    by_all = desk.drafted(ticket)
    desk.send(by_all)
    assert list(requests(desk, by_all, 1)) == [VERA, OLGA, "igor@customer.example"]
    one = desk.drafted(ticket, approvers=["IGOR@customer.example"])
    desk.send(one)
    assert list(requests(desk, one, 1)) == [VERA, "igor@customer.example"]
    with pytest.raises(Refused, match=r"anna@customer.example is no approver of Customer AG"):
        desk.send(desk.drafted(ticket, approvers=[ANNA]))
    with pytest.raises(Refused, match="nobody of the vendor may approve PR-4 now, and nobody approves their own"):
        desk.send(desk.drafted(ticket, by="vera"))


@pytest.mark.parametrize(("turn", "quorum"), [(Turn.TOGETHER, Quorum.ANY), (Turn.IN_ORDER, Quorum.ALL)])
def test_approvers_are_asked_together_or_in_order(desk: ProposingDesk, turn: Turn, quorum: Quorum) -> None:
    ticket = desk.begin()
    desk.approver("igor@customer.example", "Igor Orlov")
    writing = Writing("boris", "en", desk.content(ticket), turn, quorum)
    number = desk.proposals.draft(ticket, writing, desk.tick()).line.number
    desk.send(number)
    desk.reply(VERA, "Vera Petrova", "Approved")
    asked = [line.address for line in desk.proposals.show(number).requests if line.state is RequestState.OPEN]
    assert asked == ([OLGA, "igor@customer.example"] if turn is Turn.TOGETHER else [OLGA])
    desk.reply(OLGA, "Olga Smirnova", "Согласовано")
    awaited = ProposalState.ACCEPTED if quorum is Quorum.ANY else ProposalState.AWAITING_CUSTOMER
    assert desk.state(number) is awaited


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"scope": ""}, "can't be sent without a scope"),
        ({"criteria": []}, "can't be sent without acceptance criteria"),
        ({"price": "", "hours": ""}, "can't be sent without hours or a price"),
        ({"valid_until": date(2031, 3, 1)}, "was valid until 2031-03-01"),
    ],
)
def test_what_is_not_complete_is_not_sent(desk: ProposingDesk, values: dict[str, Any], sentence: str) -> None:
    number = desk.drafted(desk.begin(), **values)
    with pytest.raises(Refused, match=sentence):
        desk.send(number)
    assert desk.state(number) is ProposalState.DRAFT
