"""What companies write in full: references and counts held against what was sent, slips of the fingers, and footers."""

import pytest

from models.vocabulary import ApprovalKind
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext

SENT = (
    "Hello Ms Whitcombe,\n\nplease find our offer for ticket 40518 below.\n\n"
    "1. Nightly export of postings as CSV to your accounting server - 7 h\n2. Error report - 2 h\n"
    "3. Test and documentation - 2 h\n\nTotal: 11 hours, 935.00 GBP net. Start on 7 December 2026.\n\n"
    "Reply with the single word APPROVED to accept, or REJECTED to decline.\n\nRegards,\nColin Asher\n"
    "Tidewell Systems\n"
)
HANNAH = Address("Hannah Whitcombe", "h.whitcombe@larkmerehotels.example")
CONTEXT = ReplyContext(kind=ApprovalKind.PROPOSAL, sender=HANNAH, sent=SENT)
HEAD = (
    "\n\nFrom: Colin Asher <c.asher@tidewell-systems.example>\nSent: Tuesday, 17 November 2026 15:13\n"
    "To: Hannah Whitcombe <h.whitcombe@larkmerehotels.example>\nSubject: Offer 0873 - nightly export to accounting\n\n"
)


def accepted(said: str, below: str = "") -> bool:
    text = f"{said}\n\nKind regards\nHannah Whitcombe{below}{HEAD}{SENT}"
    return judge_reply(text, CONTEXT).auto_accept


@pytest.mark.parametrize(
    "said",
    [
        "We accept offer 0873 as set out below, at 11 hours and £935.00 net.",
        "I confirm that Larkmere Hotels accepts offer 0873.",
        "We order according to your offer 0873. Reference for the invoice: 4410-Whitcombe.",
        "I accept the offer for ticket 40518.",
        "Agreed, all three items. Stick the invoice on the usual account.",
        "yep thats fine, aproved. cheers Col",
        "Approved. Start on 7 December suits us well.",
        "We have no objections and approve offer 0873.",
        "The governors signed off the budget for this on Tuesday, so I am pleased to approve the offer of £935.00 net.",
    ],
)
def test_a_decision_in_full_is_accepted(said: str) -> None:
    assert accepted(said)


@pytest.mark.parametrize(
    "said",
    [
        "We accept your offer of last year.", "Larkmere accepts offer 0873 except the test.", "We accept offer 0874.",
        "Approved for ticket 40519.", "I accept the offer for ticket 40518 only.", "We accept offer 0873 at 10 hours.",
        "We accept offer 0873 for 935.00 GBP gross.", "Agreed, all two items.", "Agreed, all four items.",
        "Agreed, both items.", "The order is placed with your competitor.", "Tidewell accepts offer 0873.",
        "We order according to your offer 0872.", "disaproved", "unaproved", "not aproved", "exepted",
        "aproved by Greg", "aproved if cheaper", "Approved. cheers Bob",
        "The governors signed off half the budget for this, so I am pleased to approve the offer of £935.00 net.",
        "We have no objections and will approve offer 0873.", "Approved. I can't wait any longer.",
        "Approved. We can't wait for a lower price.", "Yes, please proceed with item 1.",
        "Approved. Start on 8 December suits us well.", "Approved. Nothing is missing but the training.",
        "Happy with everything in the proposal", "Approved. The training is included.",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_not(said: str) -> None:
    assert not accepted(said)


@pytest.mark.parametrize(
    ("footer", "harmless"),
    [
        ("Larkmere Hotels Ltd accepts no liability for viruses.", True),
        ("This e-mail is confidential. Registered in England, No. 00000000.", True),
        ("Larkmere Hotels processes personal data in accordance with applicable law. Read more on our website.", True),
        ("Office hours Mon-Thu 8.00-16.00", True),
        ("Larkmere Hotels Ltd accepts no orders by e-mail.", False),
        ("Larkmere Hotels Ltd accepts no liability for this order.", False),
        ("Read more on our website if you want the order.", False),
        ("This e-mail is confidential. Orders need a second signature.", False),
        ("Fernwood Ltd accepts no liability for viruses.", False),
    ],
)
def test_a_footer_speaks_of_the_mail_and_of_nothing_else(footer: str, harmless: bool) -> None:
    assert accepted("Approved", f"\n\n{footer}") is harmless
