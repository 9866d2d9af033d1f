"""Is there a text model that can be trusted to judge?"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import assert_never

from classifiers.text import Text
from classifiers.verdict import ModelUnusable
from models.vocabulary import Standing
from processor.services.doctor.findings import Check, Finding, ok, warn
from processor.services.gather import Classifier
from processor.services.standing import Record, general_standing

_SAMPLE = Text("The export fails", "Since this morning the export ends with an error.", "en")


def model_check(load: Callable[[], Classifier], record: Callable[[], Record] | None = None) -> Check:
    """Load it and let it judge one sentence; then tell how far it is trusted, where there is a record of it.

    Without a model everything goes to the queue, and so it does while automatic mode is off: both are warnings.
    """

    def look(_now: datetime) -> Iterator[Finding]:
        try:
            verdict = load().classify([_SAMPLE])[0]
        except ModelUnusable as error:
            yield warn("model", str(error), "until then every request waits in the queue: signoff queue list")
        else:
            yield ok("model", f"{verdict.model_id} judges")
        if record is not None:
            yield _trust(record())

    return Check("model", look)


def _trust(record: Record) -> Finding:
    standing, why = general_standing(record)
    match standing:
        case Standing.SHADOW:
            return ok("model", f"automatic labels are in shadow: {why}")
        case Standing.OFF if record.terms.automatic:
            remedy = (
                "every label is reviewed meanwhile, and it comes back by itself; more decisions make a better model"
            )
            return warn("model", f"automatic labels are off: {why}", remedy)
        case Standing.OFF:
            return ok("model", why)
        case Standing.ACTS:
            said = (
                f"{record.right} of {record.reviewed} reviewed ones were right"
                if record.reviewed
                else "none was reviewed"
            )
            return ok("model", f"automatic labels are acted on: {said}")
        case _:
            assert_never(standing)
