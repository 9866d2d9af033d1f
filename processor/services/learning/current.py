"""The model that judges at present: loaded when first asked for, and anew when another takes its place."""

import threading
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from processor.errors import Temporary
from processor.observability.log import get_log
from processor.observability.metrics import MODEL_USABLE
from processor.services.gather import Classifier
from processor.services.learning.registry import Registry
from processor.services.learning.shelf import STARTER, Marks

LOOK_SECONDS: Final = 2.0
"""How long a promotion by another process may go unnoticed."""

RETRY_SECONDS: Final = 30.0
"""How often a model that could not be used is tried again, since its file may have been put right in place.

As often the database is asked, where no pointer names a model, whether another machine has promoted one.
"""

REMEDY: Final = (
    "every mail waits in the queue meanwhile; put the file back, or let another model judge: "
    "signoff model list, then signoff model promote or rollback"
)


class CurrentModel:
    """A Classifier that asks whichever model judges at present. Threads may share it.

    While that one can't be used nobody judges in its place: an older model, or the starter, would give labels that
    nobody decided to trust again.
    """

    def __init__(self, registry: Registry, clock: Callable[[], float] = monotonic) -> None:
        self._registry = registry
        self._clock = clock
        self._lock = threading.Lock()
        self._model: Classifier | None = None
        self._name = STARTER
        self._fault = ""
        self._marks: Marks | None = None
        self._looked = self._tried = float("-inf")
        self._log = get_log("model")

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        """A verdict for each text, in order. Raises ModelUnusable with reason and remedy while there is no model."""
        with self._lock:
            self._look()
            model, fault = self._model, self._fault
        if model is None:
            raise ModelUnusable(f"{fault}; {REMEDY}")
        return model.classify(texts)

    def fault(self) -> str:
        """Why the model can't be used at present; "" when all is well. Looks anew, if it is time to."""
        with self._lock:
            self._look()
            return self._fault

    def _look(self) -> None:
        now = self._clock()
        if now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        marks = self._registry.shelf.marks(self._name)
        settled = self._model is not None and marks[0] is not None  # without a pointer the database has a say
        if marks == self._marks and (settled or now - self._tried < RETRY_SECONDS):
            return
        self._tried = now
        try:
            self._load()
        except Temporary:
            self._looked = self._tried = float("-inf")
            if self._model is None:
                raise

    def _load(self) -> None:
        """What the pointer names. The marks are taken before it is read, so that a change meanwhile is noticed next."""
        pointer = self._registry.shelf.marks(STARTER)[0]
        name, file, model, fault = STARTER, None, None, ""
        try:
            name = self._registry.current()
            file = self._registry.shelf.marks(name)[1]
            if self._model is not None and (name, (pointer, file)) == (self._name, self._marks):
                return
            model = self._registry.load(name)
        except ModelUnusable as error:
            fault = str(error)
        self._tell(name, fault)
        self._name, self._marks, self._model, self._fault = name, (pointer, file), model, fault

    def _tell(self, name: str, fault: str) -> None:
        MODEL_USABLE.set(0 if fault else 1)
        if not fault:
            self._log.info("model loaded", model=name)
        elif fault != self._fault:
            self._log.error("model cannot be used", reason=fault)
