"""Sending a form, answering one by hand, and asking no more."""

from typing import Final

from models.vocabulary import Language
from processor.facts.forms import FieldDefinition
from processor.forms.comparing import CHECK_IN_WHY
from processor.forms.definitions import said
from processor.services.forms import Addressee
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deploymentacts import seen
from processor.web.pages.formfields import blank
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_LONGEST_ANSWER: Final = 5000
_BY_THEMSELVES: Final = frozenset({"go_live", "completion", CHECK_IN_WHY})
"""Forms that have pages of their own, or are sent without anybody asking."""


def routes() -> list[PageRoute]:
    """What is done with forms."""
    return [
        page("/forms/new", _new),
        action("/forms", _send, once=False),
        action("/forms/{number:int}/answer", _answer),
        action("/forms/{number:int}/withdraw", _withdraw),
    ]


def _new(visit: Visit, desk: Desk) -> Answer:
    """Where a form is chosen, and then written: each form has fields of its own."""
    number, name = visit.query.number("deployment", 0), visit.query.word("form")
    view = desk.deployments.show(number) if number else None
    language = visit.words.language.value
    definition = desk.forms.definition(name) if name else None
    contacts = desk.people.customer(view.line.customer).contacts if view is not None else ()
    return visit.show(
        "forms/new.html",
        deployment=view,
        deployments=() if view is not None else desk.views.board().under_way,
        definition=definition,
        title=said(definition.titles, language) if definition is not None else "",
        intro=said(definition.intro, language) if definition is not None else "",
        definitions=tuple(
            (one, said(one.titles, language)) for one in desk.forms.definitions() if one.name not in _BY_THEMSELVES
        ),
        sent={one.name: one for one in view.forms} if view is not None else {},
        fields=blank(definition, view.line.language if view is not None else language, language)
        if definition is not None
        else (),
        contacts=contacts,
        languages=tuple(Language),
    )


def _send(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    number, name = form.number("deployment"), form.needed("definition")
    language = form.maybe_choice("language", Language)
    to = Addressee(
        form.word("contact_new") or form.word("contact"), form.word("name"), language.value if language else ""
    )
    known = _said(visit, desk.forms.definition(name).fields)
    sent = desk.forms.send(number, name, to, visit.by, visit.now, known, only=lambda work: desk.once(visit.once, work))
    return visit.see(f"/forms/{sent.line.number}", "forms.said.sent", address=sent.line.to_address)


def _said(visit: Visit, fields: tuple[FieldDefinition, ...]) -> dict[str, str]:
    """What was typed to each field; what was left empty says nothing."""
    typed = {one.key: visit.form.text(f"answer_{one.key}", most=_LONGEST_ANSWER) for one in fields}
    return {key: words for key, words in typed.items() if words}


def _answer(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.forms.show(number)
    typed = _said(visit, view.definition.fields)
    if not typed:
        raise visit.refuse("forms.refused.nothing")
    evidence = visit.form.needed("evidence", 2000)
    desk.forms.record(number, typed, visit.by, evidence, visit.now, seen(visit))
    return visit.see(f"/forms/{number}", "forms.said.answered", count=len(typed))


def _withdraw(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    desk.forms.withdraw(number, visit.form.needed("reason"), visit.by, visit.now, seen(visit))
    return visit.see(f"/forms/{number}", "forms.said.withdrawn", number=number)
