"""Forms that customers fill in: the list, and one with what was sent and answered."""

from typing import Final

from models.vocabulary import FormState
from processor.facts.forms import Answer as Given
from processor.forms.commands import OPEN
from processor.forms.definitions import said
from processor.forms.merging import missing
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deployment import titles
from processor.web.pages.deploymentwords import rights
from processor.web.pages.formfields import filled
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["routes"]

_PAGE: Final = 50
_MOST: Final = 1000
_OPEN: Final = (FormState.ASKED, FormState.PARTIAL, FormState.TO_SIGN)
_RECORDABLE: Final = OPEN | {FormState.ANSWERED}


def routes() -> list[PageRoute]:
    """What is read of forms."""
    return [
        page("/forms", _list),
        page("/forms/{number:int}", _show),
        page("/forms/{number:int}/{version:int}.pdf", _pdf),
    ]


def _list(visit: Visit, desk: Desk) -> Answer:
    query = visit.query
    chosen = query.word("state", "open")
    states = _OPEN if chosen == "open" else () if chosen == "all" else (query.choice("state", FormState),)
    customer, deployment, at = query.word("customer"), query.number("deployment", 0), query.number("at", 0, most=_MOST)
    found = desk.views.forms(deployment, states, customer, _MOST)
    return visit.show(
        "forms/list.html",
        may=rights(visit),
        forms_shown=found[at : at + _PAGE],
        total=len(found),
        at=at,
        size=_PAGE,
        state=chosen,
        states=tuple(FormState),
        customer=customer,
        customers=tuple(one.name for one in desk.people.customers()),
        deployment=deployment,
        titles=titles(visit, desk),
    )


def _show(visit: Visit, desk: Desk) -> Answer:
    view = desk.forms.show(visit.number())
    language = visit.words.language.value
    fields = filled(view, language)
    standing = tuple(Given(one.field, one.value, one.said, one.source) for one in view.answers if one.stands)
    required = {one.key for one in missing(view.definition, standing)}
    return visit.show(
        "forms/show.html",
        view=view,
        line=view.line,
        may=rights(visit),
        title=said(view.definition.titles, language),
        fields=fields,
        missing=tuple(one for one in fields if one.field.key in required),
        required=required,
        answered=sum(one.answer is not None for one in fields),
        strays=tuple(one for one in view.leftovers if not one.field),
        versions=tuple(reversed(view.versions)),
        may_answer=view.line.state in _RECORDABLE,
        may_withdraw=view.line.state in OPEN,
    )


def _pdf(visit: Visit, desk: Desk) -> Answer:
    number, version = visit.number(), visit.number("version")
    return visit.file(desk.forms.pdf(number, version), f"FQ-{number}.{version}.pdf", "application/pdf", inline=True)
