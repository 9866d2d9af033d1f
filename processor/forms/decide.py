"""The door for mails that name a form to fill in: an ordered table of rules, the first yes decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import FormState, Kind
from processor.effects.decision import Decision
from processor.facts.causes import Reading
from processor.facts.forms import FormMeeting
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match
from processor.forms import outcomes
from processor.forms.replycase import Case, open_case

_CLOSED = frozenset({FormState.TO_SIGN, FormState.SIGNED})


def automatic_mail(case: Case) -> Match | None:
    """A machine wrote it: an absence note fills in nothing."""
    if case.message.kind is Kind.AUTO_REPLY:
        return Match("automatic_mail", "it carries marks of automatic mail: it answers no form")
    return None


def stranger(case: Case) -> Match | None:
    """It comes from an address that was not asked and does not belong to the customer, or perhaps not from there."""
    proof = case.reading.proof
    if case.sender.casefold() not in case.known_addresses:
        return Match("stranger", f"{case.sender} was not asked, and is no known contact of {case.form.customer}")
    if proof is not None and (proof.failed or proof.duplicates):
        return Match(
            "stranger", f"the mail may not be from {case.sender}: the sender is forged, or named more than once"
        )
    return None


def withdrawn_form(case: Case) -> Match | None:
    """The form is asked no more."""
    if case.form.state is FormState.WITHDRAWN:
        return Match(
            "withdrawn_form", f"{case.form.key.name} was withdrawn: its answers are kept for a person to look at"
        )
    return None


def cut_mail(case: Case) -> Match | None:
    """Only the beginning of the mail was fetched: an answer may be missing, or go on."""
    if case.message.partial:
        return Match("cut_mail", "only the beginning of the mail was fetched")
    return None


def summary_out(case: Case) -> Match | None:
    """The summary is on its way to be approved, or is: another answer would change what is signed."""
    if case.form.state in _CLOSED:
        return Match(
            "summary_out", f"the answers of {case.form.key.name} are complete, and their summary is being signed"
        )
    return None


def nothing_said(case: Case) -> Match | None:
    """It is thanks, or empty, or repeats what we had written."""
    if not case.says_something and not case.refused:
        return Match("nothing_said", "it answers no question of the form, and says nothing else")
    return None


def answers_nothing(case: Case) -> Match | None:
    """It speaks of the form, or of something else, and answers no question."""
    if not case.answers_something:
        return Match("answers_nothing", "it answers no question of the form")
    return None


def leaves_open(case: Case) -> Match | None:
    """It answers, and something is missing, unreadable or contradictory."""
    if case.asked:
        return Match("leaves_open", f"still open: {', '.join(case.asked)}")
    return None


def completes(case: Case) -> Match | None:
    """Every field that has to be answered now is."""
    return Match("completes", "every required field is answered")


@dataclass(frozen=True, slots=True)
class Row:
    """A rule, and what becomes of the reply where it says yes."""

    rule: Callable[[Case], Match | None]
    answer: Callable[[Case, tuple[Match, ...]], Decision]

    @property
    def name(self) -> str:
        """The rule's name, which its Match carries too."""
        return str(getattr(self.rule, "__name__", ""))


TABLE: tuple[Row, ...] = (
    Row(automatic_mail, outcomes.file_automatic),
    Row(stranger, outcomes.hold_unverified),
    Row(withdrawn_form, outcomes.hold_late),
    Row(cut_mail, outcomes.hold_for_person),
    Row(nothing_said, outcomes.file_only),
    Row(summary_out, outcomes.hold_late),
    Row(answers_nothing, outcomes.keep_and_tell),
    Row(leaves_open, outcomes.ask_again),
    Row(completes, outcomes.complete),
)


def is_for_us(meeting: FormMeeting | None) -> bool:
    """Whether a mail names a form that somebody was sent; a key of nobody is not for this room."""
    return meeting is not None and meeting.form is not None


def decide_answers(reading: Reading, facts: MessageFacts, now: datetime, match: Match) -> Decision:
    """The one outcome of a mail that names a form to fill in: the first rule of the table.

    `match` is what the caller found, and leads the matches. A reply that fills in fields never signs. It raises
    nothing: the last rule always says yes.
    """
    case = open_case(reading, facts, now)
    for row in TABLE:
        found = row.rule(case)
        if found is not None:
            return row.answer(case, (match, found))
    raise AssertionError("the last rule of the table always says yes")
