"""The forms of deployments that are signed, for any number of deployments in a fixed number of queries."""

from collections.abc import Mapping, Sequence

from models.approvals import ApprovalRequest, Proposal, ProposalVersion
from models.vocabulary import ApprovalKind
from processor.facts.approvals import ProposalFacts, RequestFacts
from processor.facts.known import TicketFacts
from processor.store.database import Database, Row
from processor.store.facts.proposals import Client, as_proposal, in_order, request_rows, select_requests
from processor.store.facts.register import address_of_user
from processor.store.prepared import Hole, Prepared

_KINDS = (ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION)
Papers = dict[tuple[int, ApprovalKind], ProposalFacts]


def papers_of(
    database: Database, clients: Mapping[int, Client], tickets: Mapping[int, TicketFacts], ids: Sequence[int]
) -> Papers:
    """The newest version, drafts included, of each Go-Live and Completion form, by deployment and kind.

    `clients` are the customers of the deployments with these `ids`, `tickets` those that the forms were drafted from,
    each by the id that the form's row has; a form whose ticket is not among them is left out.
    """
    rows = [row for row in database.rows(_PAPERS, ids=ids) if row["ticket"] in tickets]
    if not rows:
        return {}
    contents = {row["proposal"]: row for row in database.rows(_VERSIONS, ids=[row["id"] for row in rows])}
    requests = _requests(database, rows, contents)
    users = {user for one in contents.values() for user in (one["drafted_by"], *one["authors"])}
    addresses = {user: address_of_user(database, user) for user in users}
    return {
        (row["deployment"], row["kind"]): as_proposal(
            row,
            contents[row["id"]],
            tickets[row["ticket"]],
            clients[row["deployment"]],
            requests.get((row["kind"], row["number"]), ()),
            addresses,
        )
        for row in rows
    }


_PAPERS = Prepared(
    Proposal.select()
    .where(Proposal.deployment.in_(Hole(Proposal.deployment, "ids", many=True)), Proposal.kind.in_(_KINDS))
    .order_by(Proposal.id)
)
_VERSIONS = Prepared(
    ProposalVersion.select()
    .join(Proposal)
    .where(
        ProposalVersion.proposal.in_(Hole(ProposalVersion.proposal, "ids", many=True)),
        ProposalVersion.version == Proposal.version,
    )
)
_REQUESTS = Prepared(
    select_requests().where(
        ApprovalRequest.kind.in_(_KINDS),
        ApprovalRequest.number.in_(Hole(ApprovalRequest.number, "numbers", many=True)),
    )
)


def _requests(
    database: Database, rows: Sequence[Row], contents: Mapping[int, Row]
) -> dict[tuple[ApprovalKind, int], tuple[RequestFacts, ...]]:
    wanted = {(row["kind"], row["number"]): contents[row["id"]]["version"] for row in rows}
    found = database.rows(_REQUESTS, numbers=sorted({row["number"] for row in rows}))
    current = [one for one in found if wanted.get((one["kind"], one["number"])) == one["version"]]
    grouped: dict[tuple[ApprovalKind, int], list[RequestFacts]] = {}
    for request in request_rows(database, current):
        grouped.setdefault((request.kind, request.key.number), []).append(request)
    return {place: in_order(requests) for place, requests in grouped.items()}
