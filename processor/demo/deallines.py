"""What became of a proposal in a scene, in a few short lines."""

from collections.abc import Iterator

from models.vocabulary import ApprovalKind, Outcome, ProposalState
from processor.demo.checks import Came
from processor.ids import document_name
from processor.store.views.acceptances import AcceptanceLine
from processor.store.views.proposals import ProposalView, ReplyLine

_QUOTED = 70


def deal_lines(came: Came) -> Iterator[str]:
    """What people did or found; of a reply who it is from, what it says and what came of it."""
    yield from came.told
    line, view = came.fetched, came.proposal
    if line is None or view is None or not view.replies:
        return
    reply = view.replies[-1]
    yield _said(reply, view)
    if line.outcome is Outcome.ACCEPTED:
        yield _sealed(view.acceptances[-1])
    else:
        yield f"nothing is accepted: {_name(view)} is {view.line.state.value.replace('_', ' ')} as before"
    if view.line.state is ProposalState.ACCEPTED and view.line.kind is ApprovalKind.PROPOSAL:
        for row in came.scope:
            price = f", {row.currency} {row.price:,}" if row.price is not None else ""
            yield f"Scope Log: PR-{row.number} version {row.version}, {row.title}{price}: {', '.join(row.acceptances)}"


def _said(reply: ReplyLine, view: ProposalView) -> str:
    words = next((line.strip() for line in reply.text.splitlines() if line.strip()), "")
    said = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"
    outcome = reply.outcome.value.replace("_", " ")
    return f"{reply.name} on {_name(view)} version {reply.version}: “{said}”: {outcome}, {reply.assurance.value}"


def _name(view: ProposalView) -> str:
    return document_name(view.line.kind, view.line.number)


def _sealed(line: AcceptanceLine) -> str:
    until = f"{line.objection_until:%d %b %Y}"
    return f"{line.number}: certificate sealed and in the log, sent with the receipt; objections until {until}"
