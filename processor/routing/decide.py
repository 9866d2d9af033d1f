"""The core's door for mail."""

from datetime import datetime

from processor.effects.decision import Decision
from processor.facts.causes import Reading
from processor.facts.meeting import MessageFacts
from processor.routing.table import TABLE


def decide_message(reading: Reading, facts: MessageFacts, now: datetime) -> Decision:
    """The one outcome of a fetched mail: the questions of the table in order, the first yes decides.

    The decision's first Match names the question that said yes; all before it in the table said no. It raises nothing:
    the last question is always answered yes.
    """
    for row in TABLE:
        match = row.question(reading, facts)
        if match is not None:
            return row.answer(reading, facts, now, match)
    raise AssertionError("the last question of the table is always answered yes")
