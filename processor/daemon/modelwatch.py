"""Says how the text model is, beside the loops: while it can't be used, mail is handled and waits for people."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from models.vocabulary import Health
from processor.daemon.loop import Reporter
from processor.services.learning.current import REMEDY

NAME: Final = "model"


def watched(turn: Callable[[datetime], int], fault: Callable[[], str], reporter: Reporter) -> Callable[[datetime], int]:
    """The same turn, before which the model's state is reported; `fault` says why it can't be used, "" when it can."""

    def look_and_turn(now: datetime) -> int:
        why = fault()
        reporter.report(NAME, Health.DOWN if why else Health.OK, why, REMEDY if why else "", now)
        return turn(now)

    return look_and_turn
