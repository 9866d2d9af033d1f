"""What was found of an approving reply, as JSON and back, while the code that would complete it is awaited."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.vocabulary import ApprovalKind, ReplyOutcome
from processor.facts.approvals import Check
from processor.facts.message import Address
from processor.facts.proof import SenderProof
from processor.facts.proofjson import from_json, to_json
from processor.facts.replies import ReplyContext, ReplyJudgement


def found_to_json(
    judgement: ReplyJudgement, context: ReplyContext, proof: SenderProof, checks: Sequence[Check]
) -> dict[str, Any]:
    """All of it in types that JSON has."""
    sender = None if context.sender is None else [context.sender.name, context.sender.address]
    return {
        "judgement": {
            "outcome": judgement.outcome.value,
            "auto_accept": judgement.auto_accept,
            "rule": judgement.rule,
            "issues": list(judgement.issues),
            "purchase_order": judgement.purchase_order,
            "outstanding": list(judgement.outstanding),
        },
        "context": {
            "kind": context.kind.value,
            "sender": sender,
            "sent": context.sent,
            "known_lines": sorted(context.known_lines),
            "number": context.number,
            "version": context.version,
        },
        "proof": to_json(proof),
        "checks": [[one.name, one.result, one.detail] for one in checks],
    }


def found_from_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """The four parts by name, as `found_to_json` was given them."""
    judgement, context = data["judgement"], data["context"]
    return {
        "judgement": ReplyJudgement(
            outcome=ReplyOutcome(judgement["outcome"]),
            auto_accept=judgement["auto_accept"],
            rule=judgement["rule"],
            issues=tuple(judgement["issues"]),
            purchase_order=judgement["purchase_order"],
            outstanding=tuple(judgement.get("outstanding", ())),
        ),
        "context": ReplyContext(
            kind=ApprovalKind(context["kind"]),
            sender=None if context["sender"] is None else Address(*context["sender"]),
            sent=context["sent"],
            known_lines=frozenset(context["known_lines"]),
            number=context["number"],
            version=context["version"],
        ),
        "proof": from_json(data["proof"]),
        "checks": tuple(Check(*one) for one in data["checks"]),
    }
