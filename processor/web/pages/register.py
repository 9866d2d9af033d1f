"""The register: who may approve for whom, entered by one person and confirmed by another."""

from decimal import Decimal

from models.vocabulary import ApproverState, Language, Permission, Side
from processor.facts.proposals import Money
from processor.facts.proposing import ConfirmEntry, EndEntry, EnterCommand, RefuseEntry
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_PAST = frozenset({ApproverState.ENDED, ApproverState.REFUSED})


def routes() -> list[PageRoute]:
    """The register of approvers."""
    return [
        page("/register", _list),
        page("/register/new", _new),
        action("/register/enter", _enter),
        action("/register/{number:int}/confirm", _confirm),
        action("/register/{number:int}/refuse", _refuse),
        action("/register/{number:int}/end", _end),
    ]


def _list(visit: Visit, desk: Desk) -> Answer:
    chosen, all_too = visit.query.word("customer"), visit.query.flag("all")
    lines = desk.register.lines(None if chosen == "" else "" if chosen == "-" else chosen)
    shown = [one for one in lines if all_too or one.entry.state not in _PAST]
    return visit.show(
        "register/list.html",
        lines=shown,
        names={one.entry.approver_id: one.entry.name for one in lines},
        hidden_past=len(lines) - len(shown),
        chosen=chosen,
        all_too=all_too,
        customers=tuple(one.name for one in desk.people.customers()),
        may_enter=visit.actor.may(Permission.PEOPLE),
        may_confirm=visit.actor.may(Permission.REGISTER),
    )


def _new(visit: Visit, desk: Desk) -> Answer:
    return visit.show(
        "register/new.html",
        chosen=visit.query.word("customer"),
        customers=tuple(one.name for one in desk.people.customers()),
        languages=tuple(Language),
        approvers=tuple(one for one in desk.register.lines() if one.entry.state is ApproverState.CONFIRMED),
        users=desk.users.staff(),
    )


def _enter(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    party = form.word("customer")
    language = form.maybe_choice("language", Language)
    deputy = form.word("deputy_of")
    line = desk.register.enter(
        party,
        EnterCommand(
            by=visit.by,
            side=Side.CUSTOMER if party else Side.VENDOR,
            address=form.needed("address"),
            name=form.needed("name"),
            title=form.word("post"),
            user="" if party else form.word("user"),
            language=language.value if language else "",
            valid_from=form.date("valid_from"),
            valid_until=form.date("valid_until"),
            limit=_limit(visit, form.decimal("limit"), form.word("currency", most=3)),
            deputy_of=desk.register.deputy_of(party, deputy) if deputy else 0,
            lines=tuple(one.strip() for one in form.text("lines", most=2000).splitlines() if one.strip()),
        ),
        visit.now,
    )
    return visit.see("/register", "register.entered", name=line.entry.name)


def _limit(visit: Visit, amount: Decimal | None, currency: str) -> Money | None:
    if amount is None:
        return None
    if not currency:
        raise visit.refuse("register.no_currency")
    return Money(amount, currency.upper())


def _confirm(visit: Visit, desk: Desk) -> Answer:
    line = desk.register.confirm(visit.number(), ConfirmEntry(visit.by), visit.now)
    said = "register.ended" if line.entry.state is ApproverState.ENDED else "register.confirmed"
    return visit.see("/register", said, name=line.entry.name)


def _refuse(visit: Visit, desk: Desk) -> Answer:
    line = desk.register.refuse(visit.number(), RefuseEntry(visit.by, visit.form.needed("why")), visit.now)
    return visit.see("/register", "register.refused", name=line.entry.name)


def _end(visit: Visit, desk: Desk) -> Answer:
    line = desk.register.end(visit.number(), EndEntry(visit.by, visit.form.needed("why")), visit.now)
    return visit.see("/register", "register.end_asked", name=line.entry.name)
