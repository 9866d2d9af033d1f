"""The address book: customers with what is agreed and bought, and their people."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from models.freemail import is_freemail
from models.vocabulary import ApprovalKind, Language, Permission, Stage, SuccessPlan, TicketState
from processor.services.customers import ContactChange, CustomerChange, TermsChange, own_day_text
from processor.store.views.tickets import TicketFilter
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_AT_WORK: Final = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING)
_SHOWN: Final = 10
_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be entered, where the queue sent us for somebody: forms know them, and links carry them along.

    `domain` is empty for a free-mail provider's, which is no customer's. All is empty where nobody is.
    """

    address: str
    name: str
    domain: str
    carried: str


def routes() -> list[PageRoute]:
    """Customers, each named by their id, and contacts."""
    return [
        page("/customers", _list),
        action("/customers/add", _add),
        page("/customers/{number:int}", _show),
        action("/customers/{number:int}/change", _change),
        action("/customers/{number:int}/stage", _stage),
        action("/customers/{number:int}/terms", _terms),
        action("/customers/{number:int}/domain", _domain),
        action("/customers/{number:int}/contact", _contact),
        action("/customers/{number:int}/contact/change", _change_contact),
        action("/customers/{number:int}/care", _care),
        action("/customers/{number:int}/voucher", _voucher),
        page("/customers/contacts", _contacts),
    ]


def _list(visit: Visit, desk: Desk) -> Answer:
    text = visit.query.word("q").casefold()
    stage = visit.query.maybe_choice("stage", Stage)
    found = [
        one
        for one in desk.people.customers()
        if (stage is None or one.stage is stage)
        and (not text or text in one.name.casefold() or any(text in domain for domain in one.domains))
    ]
    at = visit.query.number("at", 0)
    return visit.show(
        "customers/list.html",
        customers=found[at : at + _PAGE],
        total=len(found),
        at=at,
        size=_PAGE,
        text=visit.query.word("q"),
        stage=stage.value if stage else "",
        stages=tuple(Stage),
        languages=tuple(Language),
        may=visit.actor.may(Permission.PEOPLE),
        open_tickets=desk.views.open_by_customer(),
        newcomer=_newcomer(visit),
    )


def _newcomer(visit: Visit) -> Newcomer:
    address, name = visit.query.word("from"), visit.query.word("name")
    domain = address.rpartition("@")[2].casefold()
    carried = f"?{urlencode({'from': address, 'name': name})}" if address else ""
    return Newcomer(address, name, "" if is_freemail(domain) else domain, carried)


def _add(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    language = form.maybe_choice("language", Language)
    domains = tuple(form.word("domains").replace(",", " ").split())
    made = desk.people.add_customer(
        form.needed("name"), language.value if language else "", domains, form.text("notes"), visit.by, visit.now
    )
    newcomer = form.word("newcomer")
    if newcomer:
        _belongs(newcomer, made.name, visit, desk)
    return visit.see(f"/customers/{made.customer_id}", "customers.added", name=made.name)


def _belongs(address: str, customer: str, visit: Visit, desk: Desk) -> None:
    """What they wrote so far is this customer's too, where it was nobody's: else the queue goes on asking who it is."""
    desk.customers.change_contact(address, ContactChange(customer=customer), visit.by, visit.now)


def _show(visit: Visit, desk: Desk) -> Answer:
    name = _named(visit, desk)
    customer = desk.people.customer(name)
    views = desk.views
    return visit.show(
        "customers/show.html",
        customer=customer,
        agreed=desk.customers.agreed(name),
        countries=desk.customers.countries(),
        own_days=[own_day_text(one) for one in customer.terms.own_days],
        bought=desk.billing.bought(name),
        today=visit.now.astimezone(visit.zone).date(),
        approvers=desk.register.lines(name),
        tickets=views.tickets(TicketFilter(states=_AT_WORK, customer=name, limit=_SHOWN)),
        proposals=views.proposals(customer=name, limit=_SHOWN, kind=ApprovalKind.PROPOSAL),
        deployments=views.deployments(customer=name, limit=_SHOWN),
        changes=views.changes(f"customer {name}", "", _SHOWN),
        stages=tuple(Stage),
        plans=tuple(SuccessPlan),
        languages=tuple(Language),
        may_change=visit.actor.may(Permission.PEOPLE),
        may_agree=visit.actor.may(Permission.SETTINGS),
        may_buy=visit.actor.may(Permission.SETTINGS),
        newcomer=_newcomer(visit),
    )


def _change(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    language = form.maybe_choice("language", Language)
    change = CustomerChange(form.needed("name"), language.value if language else "", form.text("notes"))
    desk.customers.change(_named(visit, desk), change, visit.by, visit.now, form.word("seen") or None)
    return _seen(visit, "saved")


def _stage(visit: Visit, desk: Desk) -> Answer:
    desk.people.set_stage(_named(visit, desk), visit.form.maybe_choice("stage", Stage), visit.by, visit.now)
    return _seen(visit, "saved")


def _terms(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    plan = form.maybe_choice("plan", SuccessPlan)
    days = tuple(one.strip() for one in form.text("own_days").splitlines() if one.strip())
    change = TermsChange(
        plan.value if plan else "", form.word("timezone"), form.word("calendar"), form.word("hours"), days
    )
    desk.customers.agree(_named(visit, desk), change, visit.by, visit.now, form.word("seen") or None)
    return _seen(visit, "agreed")


def _domain(visit: Visit, desk: Desk) -> Answer:
    desk.people.add_domain(_named(visit, desk), visit.form.needed("domain"), visit.by, visit.now)
    return _seen(visit, "domain_added")


def _contact(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    language = form.maybe_choice("language", Language)
    customer, address = _named(visit, desk), form.needed("address")
    desk.people.add_contact(
        customer, address, form.word("name"), language.value if language else "", visit.by, visit.now
    )
    _belongs(address, customer, visit, desk)
    return _seen(visit, "contact_added")


def _change_contact(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    language = form.maybe_choice("language", Language)
    change = ContactChange(form.word("name"), language.value if language else "")
    seen = form.word("seen") or None
    desk.customers.change_contact(form.needed("address"), change, visit.by, visit.now, seen)
    return _seen(visit, "saved")


def _care(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    first, last = form.date("first"), form.date("last")
    desk.billing.resolve_issues(_named(visit, desk), visit.by, first, last, visit.now)
    return _seen(visit, "care_saved")


def _voucher(visit: Visit, desk: Desk) -> Answer:
    hours = visit.form.decimal("hours")
    if hours is None:
        raise visit.refuse("customers.no_hours")
    desk.billing.add_voucher(_named(visit, desk), hours, visit.by, visit.form.word("note"), visit.now)
    return _seen(visit, "voucher_added")


def _contacts(visit: Visit, desk: Desk) -> Answer:
    text, at = visit.query.word("q"), visit.query.number("at", 0)
    found = desk.customers.contacts(text, "", _PAGE + 1, at)
    return visit.show(
        "customers/contacts.html",
        contacts=found[:_PAGE],
        more=len(found) > _PAGE,
        at=at,
        size=_PAGE,
        text=text,
        ids={one.name: one.customer_id for one in desk.people.customers()},
    )


def _named(visit: Visit, desk: Desk) -> str:
    """The name of the customer whose number the address has."""
    return desk.people.named(visit.number())


def _seen(visit: Visit, said: str) -> Answer:
    return visit.see(f"/customers/{visit.number()}", f"customers.{said}")
