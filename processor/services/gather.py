"""Gathers a Reading: what can be learned of a message before the transaction, nothing of it decided here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from classifiers.text import Text, judged
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import Kind, Stage, Standing
from processor.errors import Temporary
from processor.facts.causes import Fetched, NoVerdict, Reading, Verdict
from processor.facts.message import Message
from processor.ids import Ids
from processor.reading.sandbox import Failure
from processor.services.remembered import Remembered, following
from processor.services.standing import Standings

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


class Stages(Protocol):
    """Where customers stand, as the address book has it."""

    def stages_of(self, addresses: Sequence[str]) -> dict[str, Stage]:
        """The stage of each address's customer, by address; those left out whose stage is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Experience:
    """What an installation knows beyond its model: customers, decisions, and how far the model is to be trusted.

    `audit_share` of the labels that are acted on is drawn for review all the same, by lots that `ids` draws.
    """

    stages: Stages
    remembered: Remembered
    standings: Standings
    ids: Ids
    audit_share: float


class Gather:
    """Classifies messages in one batch and puts each together with its verdict.

    Without an installation's experience no label is acted on: nothing has been proven.
    """

    def __init__(self, classifier: Classifier, experience: Experience | None = None) -> None:
        self._classifier = classifier
        self._experience = experience

    def readings(self, messages: Sequence[tuple[Fetched, Message]], now: datetime) -> list[Reading]:
        """A Reading for each message, in order. Raises Temporary where the database can't be asked."""
        verdicts = self.verdicts([message for _, message in messages])
        return [
            Reading(fetched, message, self._trusted(verdict, fetched, now))
            for (fetched, message), verdict in zip(messages, verdicts, strict=True)
        ]

    def verdicts(self, messages: Sequence[Message]) -> list[Verdict | NoVerdict]:
        """What the model and earlier decisions say of each message; what rules decide is not asked."""
        asked = [at for at, message in enumerate(messages) if message.kind not in NEVER_CLASSIFIED]
        answers: list[Verdict | NoVerdict] = [NoVerdict("decided by rules, the model was not asked")] * len(messages)
        if not asked:
            return answers
        texts = self._texts([messages[at] for at in asked])
        for at, verdict in zip(asked, self._followed(texts, self._judged(texts)), strict=True):
            answers[at] = verdict
        return answers

    def _texts(self, messages: Sequence[Message]) -> list[Text]:
        stages: dict[str, Stage] = {}
        senders = {message.sender.key for message in messages if message.sender is not None}
        if self._experience is not None and senders:
            stages = self._experience.stages.stages_of(sorted(senders))
        return [text_of(message, stages.get(message.sender.key if message.sender else "")) for message in messages]

    def _judged(self, texts: Sequence[Text]) -> list[Verdict | NoVerdict]:
        """A verdict for each text. One at which the model fails is asked for alone, so that it spoils no other's."""
        try:
            verdicts = self._classifier.classify(texts)
            return [to_facts(verdict, text) for verdict, text in zip(verdicts, texts, strict=True)]
        except ModelUnusable as error:
            return [NoVerdict(str(error))] * len(texts)
        except Temporary:
            raise
        except Exception as fault:  # noqa: BLE001 - hostile input: that the model fails at it is an answer
            if len(texts) == 1:
                return [NoVerdict(f"the model failed at it: {type(fault).__name__}")]
        return [verdict for text in texts for verdict in self._judged([text])]

    def _followed(
        self, texts: Sequence[Text], verdicts: Sequence[Verdict | NoVerdict]
    ) -> Sequence[Verdict | NoVerdict]:
        """The verdicts, each with the labels of its precedent where it has one. Without a model a person decides."""
        if self._experience is None:
            return verdicts
        precedents = self._experience.remembered.precedents(texts)
        return [
            following(verdict, precedent) if isinstance(verdict, Verdict) and precedent is not None else verdict
            for verdict, precedent in zip(verdicts, precedents, strict=True)
        ]

    def _trusted(self, verdict: Verdict | NoVerdict, fetched: Fetched, now: datetime) -> Verdict | NoVerdict:
        """The verdict with its standing at present, and whether it is drawn for an audit."""
        experience = self._experience
        if experience is None or isinstance(verdict, NoVerdict):
            return verdict
        standing, why = experience.standings.of(verdict.category, verdict.language, now)
        acts = verdict.automatic and standing is Standing.ACTS
        drawn = acts and experience.ids.lot(fetched.digest) < experience.audit_share
        return replace(verdict, standing=standing, standing_why=why, audit=drawn)


def text_of(message: Message, stage: Stage | None = None) -> Text:
    """The words of a message that the model judges."""
    return Text(
        message.subject, judged(message.subject, message.new_text, message.text), message.language or None, stage
    )


def to_facts(verdict: TextVerdict, text: Text) -> Verdict:
    """The model's verdict on a text as a fact that decisions may rest on. It has no standing yet."""
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
        language=text.language or "",
        against=verdict.against,
        likely=verdict.likely,
        nearest=verdict.nearest,
    )
