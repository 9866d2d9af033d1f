"""The closed sets of names of approvals that the documentation must name: levels, rules and states."""

from models import vocabulary
from processor.approvals import assurance, decide, objection

Names = tuple[str, ...]


def assurance_levels() -> Names:
    """How well it is known who wrote an answer."""
    return tuple(vocabulary.Assurance)


def assurance_rules() -> Names:
    """What keeps an answer at a level, the weakest first."""
    return tuple(str(getattr(rule, "__name__", "")) for _, found in assurance.AGAINST for rule in found)


def answer_rules() -> Names:
    """The rules that decide about an answer to a request for approval, in their order."""
    return tuple(row.name for row in decide.TABLE)


def receipt_rules() -> Names:
    """The rules that decide about an answer to a receipt, in their order."""
    return tuple(row.name for row in objection.TABLE)


def proposal_states() -> Names:
    """Where a proposal can stand."""
    return tuple(vocabulary.ProposalState)


def proposal_events() -> Names:
    """What moves a proposal."""
    return tuple(vocabulary.ProposalEvent)


def request_states() -> Names:
    """Where a request for approval can stand."""
    return tuple(vocabulary.RequestState)


def request_events() -> Names:
    """What moves a request for approval."""
    return tuple(vocabulary.RequestEvent)
