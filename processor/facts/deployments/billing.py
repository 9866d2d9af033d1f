"""What the charging of a ticket rests on."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from models.vocabulary import Treatment
from processor.facts.known import TicketFacts


@dataclass(frozen=True, slots=True)
class BillingFacts:
    """A ticket as its charging sees it, and what the customer has bought.

    `live_at` and `completed_at` are those of the deployment that it belongs to, `warranty_until` the end of its last
    day. `in_dispute`: completion is refused or disputed. `deployments`: how many could be meant where none is named.
    `voucher` is the balance in hours. `hours` is what the work took, None while nobody has said.
    """

    ticket: TicketFacts
    opened_at: datetime
    deployment_number: int = 0
    deployments: int = 0
    begun: bool = False
    live_at: datetime | None = None
    warranty_until: datetime | None = None
    completed_at: datetime | None = None
    in_dispute: bool = False
    outstanding: bool = False
    warranty_accepted_by: str = ""
    issue_resolution: bool = False
    voucher: Decimal = field(default=Decimal(0))
    hours: Decimal | None = None
    after_hours: bool = False
    moves_adds_changes: bool = False
    decided_by: str = ""
    """Whose own decision about the treatment `stored` is; it stands above the rules. Empty where the rules say it."""
    stored: Treatment | None = None
    """What the ticket carries already, with its sentence in `stored_why`; None before anything was stored."""
    stored_why: str = ""
    frozen: bool = False
    """The ticket was closed with it: nothing computes it again, and no voucher is drawn a second time."""
    customer_id: int = 0
    """Whose entitlements these are: the ticket's customer, or where it names none that of its requester."""
