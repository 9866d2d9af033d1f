"""The register of approvers as decisions see it, each entry with how it came to be."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from models.approvals import Approver, ApproverChange
from models.vocabulary import ApproverState, Side
from processor.facts.approvals import ApproverFacts
from processor.store.contents import money_from_json
from processor.store.database import Database, Row
from processor.store.facts.keys import index_key
from processor.store.prepared import Hole, Prepared

_DONE = {
    ApproverState.PROPOSED: "proposed",
    ApproverState.CONFIRMED: "confirmed",
    ApproverState.REFUSED: "refused",
    ApproverState.ENDING: "asked to be ended",
    ApproverState.ENDED: "ended",
}


def load_approvers(database: Database, ids: Iterable[int]) -> dict[int, ApproverFacts]:
    """The entries with these ids, by id."""
    wanted = set(ids)
    return _facts(database, database.rows(_BY_ID, ids=wanted)) if wanted else {}


def approvers_at(database: Database, address: str) -> tuple[ApproverFacts, ...]:
    """The entries for an address, in whatever state, the oldest first; none for an empty one."""
    if not address:
        return ()
    return tuple(_facts(database, database.rows(_BY_ADDRESS, address_key=index_key(address.casefold()))).values())


def register_of(database: Database, customer_id: int) -> tuple[ApproverFacts, ...]:
    """All entries of a customer's register, or (0) of the vendor's, the oldest first."""
    rows = database.rows(_OF_CUSTOMER, customer=customer_id) if customer_id else database.rows(_OF_VENDOR)
    return tuple(_facts(database, rows).values())


def address_of_user(database: Database, user: str) -> str:
    """The address that the vendor's register has for a user name, the newest entry's first; else an empty string."""
    return str(database.value(_BY_USER, user=user) or "") if user else ""


_BY_ID = Prepared(Approver.select().where(Approver.id.in_(Hole(Approver.id, "ids", many=True))).order_by(Approver.id))
_BY_ADDRESS = Prepared(
    Approver.select().where(Approver.address_key == Hole(Approver.address_key)).order_by(Approver.id)
)
_OF_CUSTOMER = Prepared(Approver.select().where(Approver.customer == Hole(Approver.customer)).order_by(Approver.id))
_OF_VENDOR = Prepared(Approver.select().where(Approver.side == Side.VENDOR).order_by(Approver.id))
_BY_USER = Prepared(
    Approver.select(Approver.address)
    .where(Approver.user == Hole(Approver.user), Approver.side == Side.VENDOR)
    .order_by(Approver.id.desc())
    .limit(1)
)
_CHANGES = Prepared(
    ApproverChange.select()
    .where(ApproverChange.approver.in_(Hole(ApproverChange.approver, "ids", many=True)))
    .order_by(ApproverChange.id)
)


def _facts(database: Database, rows: list[Row]) -> dict[int, ApproverFacts]:
    changes: dict[int, list[Row]] = {row["id"]: [] for row in rows}
    if rows:
        for change in database.rows(_CHANGES, ids=list(changes)):
            changes[change["approver"]].append(change)
    return {row["id"]: _entry(row, changes[row["id"]]) for row in rows}


def _entry(row: Row, changes: list[Row]) -> ApproverFacts:
    ending = [change["by"] for change in changes if change["after"] is ApproverState.ENDING]
    return ApproverFacts(
        approver_id=row["id"],
        side=row["side"],
        customer_id=row["customer"] or 0,
        address=row["address"],
        name=row["name"],
        title=row["title"],
        user=row["user"],
        state=row["state"],
        effective_at=row["effective_at"],
        valid_from=_day(row["first_day"]),
        valid_until=_day(row["last_day"]),
        limit=money_from_json(row["limit"]),
        deputy_of=row["deputy_of"] or 0,
        proposed_by=row["proposed_by"],
        confirmed_by=row["confirmed_by"],
        language=row["language"],
        lines=tuple(row["lines"]),
        changes=tuple(_sentence(change) for change in changes),
        ending_by=ending[-1] if row["state"] is ApproverState.ENDING and ending else "",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _sentence(change: Row) -> str:
    said = f"{_DONE[change['after']]} by {change['by']} on {_moment(change['at'])}"
    if change["after"] is ApproverState.CONFIRMED and change["effective_at"] is not None:
        said += f", in force from {_moment(change['effective_at'])}"
    return f"{said}: {change['why']}" if change["why"] else said


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
