"""Is there a text model that can be trusted to judge?"""

from collections.abc import Callable, Iterator
from datetime import datetime

from classifiers.text import Text
from classifiers.verdict import ModelUnusable
from processor.services.doctor.findings import Check, Finding, ok, warn
from processor.services.gather import Classifier

_SAMPLE = Text("The export fails", "Since this morning the export ends with an error.", "en")


def model_check(load: Callable[[], Classifier]) -> Check:
    """Load it and let it judge one sentence. Without a model everything goes to the queue, so that is a warning."""

    def look(_now: datetime) -> Iterator[Finding]:
        try:
            verdict = load().classify([_SAMPLE])[0]
        except ModelUnusable as error:
            yield warn("model", str(error), "until then every request waits in the queue: signoff queue list")
        else:
            yield ok("model", f"{verdict.model_id} judges")

    return Check("model", look)
