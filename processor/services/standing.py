"""Whether an automatic label is acted on: it has to prove itself here first, and to go on doing so.

The starter corpus is not the customer's mail, and customers change. So labels begin in shadow, shown beside what a CSM
decides; then a share of them is drawn for review all the same; and when these no longer prove the target, nothing is
acted on. Every label is then reviewed again, so the record grows, and automatic mode comes back by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from classifiers.bounds import least_faultless, lower_bound, upper_bound
from models.vocabulary import Category, Standing
from processor.observability.log import get_log

REFRESH = timedelta(seconds=15)
"""How long an answer of the database is used: a decision in the queue counts at most so much later."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a label must satisfy to be acted on.

    `target` is the share of automatic labels that must be right. `first` are the decisions needed at all, `cell` those
    of the same category and language. Of the record the newest `window` cases count; the newest `recent` of them are
    looked at by themselves too.
    """

    automatic: bool = True
    target: float = 0.95
    first: int = 60
    cell: int = 10
    window: int = 300
    recent: int = 50


class Learned(Protocol):
    """What people decided, as the store keeps it."""

    def evidence(self, limit: int) -> tuple[bool, ...]:
        """Whether the person agreed with an automatic label: for those reviewed in shadow or by lot, newest first.

        A text that came several times counts once.
        """
        ...

    def decided(self) -> Mapping[tuple[Category, str], int]:
        """How many texts people decided, by what they decided and the language."""
        ...


@dataclass(frozen=True, slots=True)
class Record:
    """What was decided at one moment, and what of the automatic labels was right; `lower` and `upper` bound the share.

    `least` is the number of cases at which a faultless record proves the target. The `late` ones are the newest few,
    which a long record before them would hide.
    """

    terms: Terms
    total: int
    cells: Mapping[tuple[Category, str], int]
    right: int
    reviewed: int
    lower: float
    upper: float
    least: int
    late_right: int
    late_reviewed: int
    late_upper: float


Rule = Callable[[Record, Category, str], str | None]


def switched_off(record: Record, category: Category, language: str) -> str | None:
    """The settings want every label reviewed."""
    return None if record.terms.automatic else "automatic labels are switched off in the settings"


def too_few_decided(record: Record, category: Category, language: str) -> str | None:
    """Nobody knows yet how the model does on this customer's mail."""
    if record.total >= record.terms.first:
        return None
    return f"a CSM has decided {record.total} of {record.terms.first}"


def too_few_alike(record: Record, category: Category, language: str) -> str | None:
    """Nobody knows yet how it does on this kind of mail."""
    alike = record.cells.get((category, language), 0)
    if alike >= record.terms.cell:
        return None
    where = language or "an unknown language"
    return f"a CSM has decided {alike} of {record.terms.cell} of {category.value} in {where}"


def fails_target(record: Record, category: Category, language: str) -> str | None:
    """The labels that were reviewed don't hold what the target promises.

    A record too short to prove the target even without a fault counts against it only where it rules the target out.
    """
    bound = record.lower if record.reviewed >= record.least else record.upper
    if bound >= record.terms.target:
        return None
    proven = f"at least {bound:.3f}" if record.reviewed >= record.least else f"at most {bound:.3f}"
    right = f"{record.right} of {record.reviewed} reviewed automatic labels were right"
    return f"{right}: {proven} is proven, {record.terms.target:g} is asked for"


def fails_lately(record: Record, category: Category, language: str) -> str | None:
    """The newest labels by themselves rule the target out, whatever a long record before them still proves."""
    if record.late_upper >= record.terms.target:
        return None
    right = f"{record.late_right} of the newest {record.late_reviewed} reviewed automatic labels were right"
    return f"{right}: at most {record.late_upper:.3f} is proven, {record.terms.target:g} is asked for"


RULES: tuple[tuple[Rule, Standing], ...] = (
    (switched_off, Standing.OFF),
    (too_few_decided, Standing.SHADOW),
    (too_few_alike, Standing.SHADOW),
    (fails_target, Standing.OFF),
    (fails_lately, Standing.OFF),
)
"""The first that has a reason decides; where none has, the label acts."""

EVERYWHERE = tuple((rule, standing) for rule, standing in RULES if rule is not too_few_alike)
"""Those that hold for every category and language."""


def record_of(learned: Learned, terms: Terms) -> Record:
    """The record as it stands."""
    cells, evidence = learned.decided(), learned.evidence(terms.window)
    right, reviewed = sum(evidence), len(evidence)
    late = evidence[: terms.recent]
    return Record(
        terms=terms,
        total=sum(cells.values()),
        cells=cells,
        right=right,
        reviewed=reviewed,
        lower=lower_bound(right, reviewed),
        upper=upper_bound(right, reviewed),
        least=least_faultless(terms.target),
        late_right=sum(late),
        late_reviewed=len(late),
        late_upper=upper_bound(sum(late), len(late)),
    )


def standing_of(record: Record, category: Category, language: str) -> tuple[Standing, str]:
    """Whether labels of this category on texts in this language are acted on, and if not, why."""
    return _first(RULES, record, category, language)


def general_standing(record: Record) -> tuple[Standing, str]:
    """The same for all labels together, whatever a single category and language still lacks."""
    return _first(EVERYWHERE, record, Category.NOT_A_REQUEST, "")


def _first(
    rules: tuple[tuple[Rule, Standing], ...], record: Record, category: Category, language: str
) -> tuple[Standing, str]:
    for rule, standing in rules:
        why = rule(record, category, language)
        if why is not None:
            return standing, why
    return Standing.ACTS, ""


class Standings:
    """Answers for each label of a running installation, from a record a few seconds old. Safe for several threads."""

    def __init__(self, learned: Learned, terms: Terms) -> None:
        self._learned = learned
        self._terms = terms
        self._lock = Lock()
        self._read: tuple[datetime, Record] | None = None
        self._told: Standing | None = None
        self._log = get_log("standing")

    def of(self, category: Category, language: str, now: datetime) -> tuple[Standing, str]:
        """Whether a label is acted on now, and if not, why. Raises Temporary where the database can't be asked."""
        return standing_of(self.record(now), category, language)

    def record(self, now: datetime) -> Record:
        """The record, at most 15 seconds old. Raises Temporary where the database can't be asked."""
        read = self._read
        if read is not None and _is_fresh(read[0], now):
            return read[1]
        with self._lock:
            if self._read is None or not _is_fresh(self._read[0], now):
                self._read = (now, record_of(self._learned, self._terms))
                self._tell(self._read[1])
            return self._read[1]

    def _tell(self, record: Record) -> None:
        """Log it when automatic mode goes on or off."""
        standing, why = general_standing(record)
        if standing is not self._told:
            tell = self._log.warning if standing is Standing.OFF else self._log.info
            tell("automatic labels", standing=standing.value, reason=why)
            self._told = standing


def _is_fresh(at: datetime, now: datetime) -> bool:
    # A clock that was set back must not keep an old record for hours.
    return timedelta() <= now - at < REFRESH
