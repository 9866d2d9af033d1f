"""The one-time code that a reply needs where who wrote it is not known well enough by itself."""

import hmac
import re
from dataclasses import dataclass
from datetime import timedelta

from models.vocabulary import Assurance
from processor.approvals.assurance import reaches
from processor.approvals.case import Case
from processor.facts.approvals import ChallengeFacts

_CODE = re.compile(r"(?<![\w.,/+-])(\d{4})[ \u00a0-]?(\d{4})(?![\w/+-]|[.,]\d)")
_MOST = 3
_ACCEPT_WORD = "Approved"


def codes_in(text: str) -> tuple[str, ...]:
    """The challenge codes that a text may hold, in order, as eight digits; written together or in two halves.

    Of a text full of numbers only the first few count: more than that is no answer to a challenge.
    """
    return tuple(f"{found[1]}{found[2]}" for found in _CODE.finditer(text))[:_MOST]


@dataclass(frozen=True, slots=True)
class Returned:
    """A code that came back: the challenge that it answers, whether it is the right one, and still counts."""

    challenge: ChallengeFacts
    right: bool
    in_time: bool

    @property
    def level(self) -> Assurance:
        """What the approving reply and the code reach together."""
        return Assurance.A4 if reaches(self.challenge.assurance, Assurance.A3) else Assurance.A2C


def returned(case: Case) -> Returned | None:
    """What the mail answers to a challenge; None where none is awaited, or the mail holds no code.

    The code has to stand in what was written now: our own mail, quoted below, holds it always.
    """
    challenge = case.request.challenge
    if challenge is None or not codes_in(case.message.new_text):
        return None
    macs = case.approval.answered_macs
    right = len(macs) == 1 and hmac.compare_digest(macs[0], challenge.code_mac) and challenge.code_mac != ""
    in_time = case.received_at <= challenge.expires_at and challenge.attempts_left > 0
    return Returned(challenge, right, in_time)


def only_a_code(case: Case) -> bool:
    """Whether the mail says nothing beside its code, or nothing but an approval.

    The code is read as the one word that accepts, so that greetings, names, known lines, a signature and what is
    quoted are judged as ever: a condition counts below a signature delimiter too. The first code is the one that was
    written now, since a quote lies below it.
    """
    for word in (_ACCEPT_WORD, ""):
        rest = _CODE.sub(word, case.message.text, count=1)
        judged = case.ways.judge(rest, case.context)
        if judged.says_yes:
            return True
    return False


def is_awaited(case: Case) -> bool:
    """Whether a code is on its way already: no second one goes out before it has expired."""
    challenge = case.request.challenge
    return challenge is not None and case.received_at <= challenge.expires_at


def lifetime(case: Case) -> timedelta:
    """How long a code counts."""
    return timedelta(hours=case.approval.policy.challenge_hours)
