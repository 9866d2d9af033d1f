"""Forms that are ready are frozen and sent, each exactly once, whatever fails on the way."""

from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import ApprovalKind, ProposalState, Quorum, Turn
from processor.documents.templates import Templates
from processor.effects.approvals import PROPOSAL, DraftProposal
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.deployments import DeploymentPolicy
from processor.facts.proposals import ProposalContent, Section
from processor.services.following import Following
from processor.services.freezing import Freezing
from processor.services.issuing import Issuing
from processor.services.papers import Papers
from processor.store.apply import Cause
from tests.unit.services.proposing import OLGA, PlainPress, ProposingDesk

CONTENT = ProposalContent(
    "Stakeholders", "", "", "", (), None, None, None, sections=(Section("Team", (("Superuser", "Olga"),)),)
)


class IssuingDesk(ProposingDesk):
    """A form FO-5 is drafted and ready."""

    def issuing(self, press: Any = None) -> Issuing:
        papers = Papers(self.store, self.policy, self.approvals, Following(self.store, DeploymentPolicy()))
        freezing = Freezing(Templates(), press or PlainPress(), self.ids, "Vendor")
        return Issuing(self.store, self.applier, papers, freezing)

    def ready(self, ready: bool = True) -> None:
        ticket = self.store.facts.staff_facts(self.begin(), None, self.policy, self.now).ticket.ticket_id
        draft = DraftProposal(
            PROPOSAL, ticket, "boris", "ru", CONTENT, Turn.TOGETHER, Quorum.ANY,
            kind=ApprovalKind.FORM, number=5, ready=ready,
        )  # fmt: skip
        self.store.transact(lambda: self.applier.apply(Cause(digest="5" * 64), Decision(None, (), (draft,)), self.now))

    def paper(self) -> ProposalState:
        return ProposalState(self.store.facts.proposal_facts(5, self.now, kind=ApprovalKind.FORM).state)


@pytest.fixture
def desk(tmp_path: Path) -> IssuingDesk:
    return IssuingDesk(tmp_path)


def test_what_is_ready_is_sent_once(desk: IssuingDesk) -> None:
    desk.ready()
    assert desk.issuing().turn(desk.tick()) == 1
    assert desk.issuing().turn(desk.tick()) == 0
    assert desk.paper() is ProposalState.AWAITING_CUSTOMER
    assert ["FO-5" in str(mail["Subject"]).upper() for mail in desk.sent_to(OLGA)[-1:]] == [True]
    assert len([mail for mail in desk.sent_to(OLGA) if "[FO-5.1" in str(mail["Subject"])]) == 1


def test_a_crash_before_the_transaction_leaves_it_ready(desk: IssuingDesk) -> None:
    desk.ready()

    def crash() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.issuing(PlainPress(crash)).turn(desk.tick())
    assert desk.paper() is ProposalState.DRAFT
    assert desk.issuing().turn(desk.tick()) == 1


def test_another_process_that_was_quicker_sends_no_second_mail(desk: IssuingDesk) -> None:
    desk.ready()
    late = desk.issuing(PlainPress(lambda: desk.issuing().turn(desk.tick())))
    with pytest.raises(Refused):
        late.turn(desk.tick())
    assert len([mail for mail in desk.sent_to(OLGA) if "[FO-5.1" in str(mail["Subject"])]) == 1


def test_what_is_not_ready_waits_for_somebody_to_send_it(desk: IssuingDesk) -> None:
    desk.ready(ready=False)
    assert desk.issuing().turn(desk.tick()) == 0
    desk.issuing().send(ApprovalKind.FORM, 5, "boris", desk.tick())
    assert desk.paper() is ProposalState.AWAITING_CUSTOMER


def test_one_that_can_not_be_sent_is_told_and_tried_again_later(desk: IssuingDesk) -> None:
    desk.ready()
    entry = next(one for one in desk.store.facts.register(1) if one.address == OLGA)
    desk.ended(entry.approver_id)
    issuing = desk.issuing()
    with pytest.raises(Refused, match="nobody of Customer AG may approve FO-5"):
        issuing.turn(desk.tick())
    assert issuing.turn(desk.tick()) == 0
    assert desk.paper() is ProposalState.DRAFT


def test_a_proposal_is_not_issued(desk: IssuingDesk) -> None:
    with pytest.raises(Refused, match="signoff proposal send"):
        desk.issuing().send(ApprovalKind.PROPOSAL, 17, "boris", desk.now)
