"""The labels of a ticket: category, severity and reason, and who they come from."""

from dataclasses import dataclass

from models.vocabulary import CaseReason, Category, DecidedBy, Severity
from processor.errors import Refused
from processor.facts.causes import NoVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands on a ticket. Without a category nothing is known, and a rule says so: there is no default class."""

    category: Category | None
    severity: Severity | None
    reason: CaseReason | None
    decided_by: DecidedBy


UNLABELLED = Labels(None, None, None, DecidedBy.RULE)


def labels_of(verdict: Verdict | NoVerdict) -> Labels:
    """The model's labels. Severity and reason are null exactly where nothing is requested."""
    if isinstance(verdict, NoVerdict):
        return UNLABELLED
    if verdict.category is Category.NOT_A_REQUEST:
        return Labels(verdict.category, None, None, DecidedBy.MODEL)
    return Labels(verdict.category, verdict.severity, verdict.reason, DecidedBy.MODEL)


def person_labels(category: Category, severity: Severity | None, reason: CaseReason | None) -> Labels:
    """The labels that a person decided. Raises Refused unless severity and reason are null exactly for no request."""
    if category is Category.NOT_A_REQUEST:
        if severity is not None or reason is not None:
            raise Refused("what is not a request has neither severity nor reason: leave them out")
    elif severity is None or reason is None:
        missing = " and ".join(name for name, value in (("severity", severity), ("reason", reason)) if value is None)
        raise Refused(f"a ticket of category {category.value} needs a {missing}: give it as well")
    return Labels(category, severity, reason, DecidedBy.PERSON)
