"""Why the model says what it says, in sentences for whoever decides."""

from models.vocabulary import Standing
from processor.facts.causes import Verdict
from processor.store.views.verdicts import VerdictLine

Judged = Verdict | VerdictLine


def standing(verdict: Judged) -> str:
    """Whether the label needs a person, and why, in one sentence without its full stop."""
    if not verdict.precedent:
        return _by_itself(verdict)
    known = f"near-identical to an earlier mail, labelled {verdict.precedent}"
    rest = _by_itself(verdict) if verdict.automatic else "one decision is no proof, so a person confirms it"
    return f"{known}; {rest}"


def _by_itself(verdict: Judged) -> str:
    """The same of what the model says, whatever was decided before."""
    needed = f"sure of {verdict.category} from {_percent(verdict.threshold)} on"
    if verdict.threshold > 1:
        return f"never sure of {verdict.category} by itself: too few mails prove that it may be"
    if verdict.confidence < verdict.threshold:
        return f"not sure enough: a label of {verdict.category} needs {_percent(verdict.threshold)}"
    if not verdict.automatic:
        return f"{needed}, but it knows too few mails of this kind and language"
    if verdict.standing is not Standing.ACTS and verdict.standing_why:
        return f"{needed}, but that is not acted on: {verdict.standing_why}"
    if verdict.standing is not Standing.ACTS:
        return f"{needed}: no review is needed where automatic labels are acted on"
    if verdict.audit:
        return f"{needed}; drawn at random for a person to look at all the same"
    return f"{needed}: the label stands without a person"


def candidates(verdict: Judged) -> tuple[tuple[str, float], ...]:
    """The categories worth a look with their probabilities: the likely set, and of the first three what is possible."""
    shown = {verdict.category.value, *(category.value for category in verdict.likely)}
    shown |= {name for name, share in verdict.probabilities[:3] if share >= 0.01}
    return tuple(pair for pair in verdict.probabilities if pair[0] in shown)


def _percent(share: float) -> str:
    """Rounded up where it rounds to what it is not: a threshold of 99.6 % is not 100 %."""
    return f"{share:.0%}" if share <= 0.99 else f"{share:.1%}"
