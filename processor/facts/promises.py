"""What a promise of a first answer depends on."""

from dataclasses import dataclass
from datetime import date, datetime

from models.businesshours import Span
from models.vocabulary import Category, Severity, Source, SuccessPlan


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that a customer has beside the public holidays: closed, or with `hours` open at these only."""

    day: date
    name: str
    hours: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerTerms:
    """What was agreed with a customer about time; None or empty for what the settings say.

    `calendar` names the public holidays: a country of ISO 3166-1 such as `DE`, or a part of one such as `DE-BY`; the
    word `none` for no public holidays. `hours` are written as `mon-fri 09:00-17:00`.
    """

    plan: SuccessPlan | None = None
    timezone: str = ""
    calendar: str = ""
    hours: str = ""
    own_days: tuple[OwnDay, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A ticket as a promise sees it. `severity` None: nobody has judged it yet; `category` None likewise."""

    opened_at: datetime
    source: Source
    category: Category | None
    severity: Severity | None
    terms: CustomerTerms = CustomerTerms()
