"""The order of the questions, on one screen: the first yes decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from processor.effects.decision import Decision
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match
from processor.routing import kept, questions, requests

Question = Callable[[Reading, MessageFacts], Match | None]
Answer = Callable[[Reading, MessageFacts, datetime, Match], Decision]


@dataclass(frozen=True, slots=True)
class Row:
    """A question, and what decides when it is answered yes."""

    question: Question
    answer: Answer

    @property
    def name(self) -> str:
        """The question's name, which its Match carries too."""
        return str(getattr(self.question, "__name__", ""))


TABLE: tuple[Row, ...] = (
    Row(questions.unreadable, kept.quarantine),
    Row(questions.duplicate, kept.repeat),
    Row(questions.own_copy, kept.recognise),
    Row(questions.sent_by_hand, kept.file_sent),
    Row(questions.history, kept.file_history),
    Row(questions.bounce, kept.link_bounce),
    Row(questions.complaint, kept.keep_complaint),
    Row(questions.read_receipt, kept.keep_receipt),
    Row(questions.parked, kept.park),
    Row(questions.automatic, kept.keep_automatic),
    Row(questions.approval_reply, requests.answer_request),
    Row(questions.form_reply, requests.answer_form),
    Row(questions.part_of_ticket, requests.join_ticket),
    Row(questions.unknown_list, kept.keep_bulk),
    Row(questions.new_request, requests.open_ticket),
)
