"""What sort of message a mail is, may we answer it by machine, may it be an approval: the tables of named rules.

The first rule of `KINDS` that matches decides the kind; a mail that none matches is from a human. Of what a
machine seems to have written every sign of an automatic reply is kept, and every rule of `NO_REPLY` that matches.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.vocabulary import Kind
from processor.facts.message import Match
from processor.reading.clues import Clues
from processor.reading.rules import automatic, bounce, bulk, own, reply, reports

Rule = Callable[[Clues], Match | None]

KINDS: tuple[tuple[Kind, Rule], ...] = (
    (Kind.OWN, own.own_sender),
    (Kind.OWN, own.own_message_id),
    (Kind.COMPLAINT, reports.feedback_report),
    (Kind.READ_RECEIPT, reports.disposition_notification),
    (Kind.AUTO_REPLY, automatic.absence_in_bounce_form),
    (Kind.BOUNCE, bounce.delivery_status),
    (Kind.BOUNCE, bounce.failed_recipients),
    (Kind.AUTO_REPLY, automatic.vacation_header),
    (Kind.BOUNCE, bounce.daemon_sender),
    (Kind.BOUNCE, bounce.bounce_subject),
    (Kind.BOUNCE, bounce.bounce_text),
    (Kind.COMPLAINT, reports.complaint_text),
    (Kind.AUTO_REPLY, automatic.auto_submitted),
    (Kind.AUTO_REPLY, automatic.auto_header),
    (Kind.AUTO_REPLY, automatic.auto_precedence),
    (Kind.AUTO_REPLY, automatic.absence_subject),
    (Kind.AUTO_REPLY, automatic.absence_text),
    (Kind.BOUNCE, bounce.null_return_path),
    (Kind.LIST, bulk.list_header),
    (Kind.LIST, bulk.bulk_precedence),
)

NO_REPLY: tuple[Rule, ...] = (
    reply.answers_suppressed,
    reply.machine_sender,
    reply.no_return_path,
    reply.no_sender,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of a mail, whether a machine may answer it, and the rules that said so."""

    kind: Kind
    may_reply: bool
    matches: tuple[Match, ...]


def judge(clues: Clues) -> Judgement:
    """The kind by the first rule that matches, and whether a rule forbids an answer by machine (RFC 3834, 2)."""
    kind, matches = Kind.HUMAN, []
    for candidate, rule in KINDS:
        match = rule(clues)
        if match:
            kind = candidate
            matches.append(match)
            break
    if kind in (Kind.AUTO_REPLY, Kind.OWN, Kind.BOUNCE, Kind.COMPLAINT):
        matches += _other_signs(clues, matches)
    refusals = [match for rule in NO_REPLY if (match := rule(clues))]
    return Judgement(kind, kind is Kind.HUMAN and not refusals, (*matches, *refusals))


def _other_signs(clues: Clues, known: list[Match]) -> list[Match]:
    """All other signs of an automatic reply: by them routing tells absences, notifications and people's words apart."""
    signs = [match for kind, rule in KINDS if kind is Kind.AUTO_REPLY and (match := rule(clues))]
    return [match for match in signs if match not in known]
