"""Gathers a Reading: what can be learned of a message before the transaction, nothing of it decided here."""

from collections.abc import Sequence
from typing import Protocol

from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import Kind
from processor.facts.causes import Fetched, NoVerdict, Reading, Verdict
from processor.facts.message import Message
from processor.reading.sandbox import Failure

NEVER_CLASSIFIED = frozenset({Kind.BOUNCE, Kind.OWN, Kind.READ_RECEIPT, Kind.COMPLAINT, Kind.UNREADABLE})
"""What headers prove is decided by rules before the model is asked."""


class Reader(Protocol):
    """Turns raw bytes into messages, in order; `Failure` for one that could not be read within its limits."""

    def read_many(self, items: Sequence[tuple[bytes, bool]]) -> list[Message | Failure]:
        """Read raw bytes; the flag says that they are only the beginning of an oversize mail."""
        ...


class Classifier(Protocol):
    """The trained text model."""

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        """A verdict for each text, in order."""
        ...


class MissingModel:
    """Stands in for a model that can't be used: says why, and judges nothing."""

    def __init__(self, why: str) -> None:
        self.why = why

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        """Raises ModelUnusable, always: there is no default class."""
        raise ModelUnusable(self.why)


class Gather:
    """Classifies messages in one batch and puts each together with its verdict."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def readings(self, messages: Sequence[tuple[Fetched, Message]]) -> list[Reading]:
        """A Reading for each message, in order."""
        verdicts = self.verdicts([message for _, message in messages])
        return [
            Reading(fetched, message, verdict) for (fetched, message), verdict in zip(messages, verdicts, strict=True)
        ]

    def verdicts(self, messages: Sequence[Message]) -> list[Verdict | NoVerdict]:
        """What the model says of each message; what rules decide is not asked."""
        asked = [at for at, message in enumerate(messages) if message.kind not in NEVER_CLASSIFIED]
        answers: list[Verdict | NoVerdict] = [NoVerdict("decided by rules, the model was not asked")] * len(messages)
        if not asked:
            return answers
        for at, verdict in zip(asked, self._judged([text_of(messages[at]) for at in asked]), strict=True):
            answers[at] = verdict
        return answers

    def _judged(self, texts: Sequence[Text]) -> list[Verdict | NoVerdict]:
        """A verdict for each text. One at which the model fails is asked for alone, so that it spoils no other's."""
        try:
            return [to_facts(verdict) for verdict in self._classifier.classify(texts)]
        except ModelUnusable as error:
            return [NoVerdict(str(error))] * len(texts)
        except Exception as fault:  # noqa: BLE001 - hostile input: that the model fails at it is an answer
            if len(texts) == 1:
                return [NoVerdict(f"the model failed at it: {type(fault).__name__}")]
        return [verdict for text in texts for verdict in self._judged([text])]


def text_of(message: Message) -> Text:
    """The words of a message that the model judges: what was written now, else all of it (a bare forward)."""
    return Text(message.subject, message.new_text or message.text, message.language or None)


def to_facts(verdict: TextVerdict) -> Verdict:
    """The model's verdict as a fact that decisions may rest on."""
    return Verdict(
        category=verdict.category,
        confidence=verdict.confidence,
        probabilities=verdict.probabilities,
        why=verdict.why,
        severity=verdict.severity,
        reason=verdict.reason,
        threshold=verdict.threshold,
        automatic=verdict.automatic,
        model_id=verdict.model_id,
    )
