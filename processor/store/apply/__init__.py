"""The hand that does what decisions ask for."""

from processor.store.apply.applier import Applier
from processor.store.apply.cause import Applied, Cause, Composed, Composer, TicketRowFacts

__all__ = ["Applied", "Applier", "Cause", "Composed", "Composer", "TicketRowFacts"]
