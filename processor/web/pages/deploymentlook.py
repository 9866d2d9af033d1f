"""What is looked at together with a customer: timeline, roadmap with its goals, and the scheme of their system."""

import mimetypes
from datetime import date
from typing import Final

from processor.documents.attachments import safe_name
from processor.documents.pictures import PICTURES, file_name
from processor.sla.localtime import local_day
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.deploymentwords import There, rights
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_SCHEME_MEGABYTES: Final = 21


def routes() -> list[PageRoute]:
    """The pictures, what they show that can be changed, and what is kept beside them."""
    one = "/deployments/{number:int}"
    return [
        page(f"{one}/look", _show),
        page(f"{one}/pictures/{{kind}}.svg", _svg),
        page(f"{one}/pictures/{{kind}}.pdf", _pdf),
        action(f"{one}/pictures/{{kind}}/mail", _mail, once=False),
        action(f"{one}/goals", _add_goal),
        action(f"{one}/goals/{{goal:int}}/due", _move_goal),
        action(f"{one}/goals/{{goal:int}}/result", _goal_result),
        action(f"{one}/goals/{{goal:int}}/achieved", _achieve_goal),
        action(f"{one}/goals/{{goal:int}}/drop", _drop_goal),
        action(f"{one}/schemes", _keep_scheme, upload=_SCHEME_MEGABYTES),
        page(f"{one}/schemes/{{digest}}", _scheme),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.deployments.show(number)
    there = There(view.line.timezone, visit.words)
    today = local_day(visit.now, view.line.timezone)
    goals = tuple((one, _day(one.due), _day(one.achieved)) for one in view.goals)
    return visit.show(
        "deployments/look.html",
        view=view,
        line=view.line,
        may=rights(visit),
        goals=goals,
        today=today,
        there_now=there.moment(visit.now),
        schemes=tuple(reversed(desk.schemes.list(number))),
        kinds=PICTURES,
        version=f"{view.line.row_version}-{visit.now:%Y%m%d%H%M%S}",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _kind(visit: Visit) -> str:
    kind = visit.part("kind")
    if kind not in PICTURES:
        raise visit.refuse("shell.fields.unknown")
    return kind


def _svg(visit: Visit, desk: Desk) -> Answer:
    number, kind = visit.number(), _kind(visit)
    return visit.file(
        desk.pictures.svg(kind, number, visit.now), file_name(kind, number, "svg"), "image/svg+xml", inline=True
    )


def _pdf(visit: Visit, desk: Desk) -> Answer:
    number, kind = visit.number(), _kind(visit)
    return visit.file(desk.pictures.pdf(kind, number, visit.now), file_name(kind, number, "pdf"), "application/pdf")


def _mail(visit: Visit, desk: Desk) -> Answer:
    number, kind, form = visit.number(), _kind(visit), visit.form
    address, text = form.needed("address"), form.text("body", most=5000)
    sent_to = desk.pictures.mail(
        kind, number, address, text, visit.by, visit.now, lambda work: desk.once(visit.once, work)
    )
    return _back(visit, f"{kind}_mailed", "", address=sent_to)


def _add_goal(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    desk.goals.add(visit.number(), form.needed("goal"), form.date("due"), visit.by, visit.now)
    return _back(visit, "goal_added")


def _move_goal(visit: Visit, desk: Desk) -> Answer:
    desk.goals.move(visit.number(), visit.number("goal"), visit.form.date("due"), visit.by, visit.now, _seen(visit))
    return _back(visit, "goal_changed")


def _goal_result(visit: Visit, desk: Desk) -> Answer:
    text = visit.form.needed("result", 2000)
    desk.goals.result(visit.number(), visit.number("goal"), text, visit.by, visit.now, _seen(visit))
    return _back(visit, "goal_changed")


def _achieve_goal(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    text = form.word("result", most=2000)
    goal, day = visit.number("goal"), form.date("day")
    desk.goals.achieve(visit.number(), goal, day, text, visit.by, visit.now, _seen(visit))
    return _back(visit, "goal_achieved")


def _drop_goal(visit: Visit, desk: Desk) -> Answer:
    reason = visit.form.needed("reason")
    desk.goals.drop(visit.number(), visit.number("goal"), reason, visit.by, visit.now, _seen(visit))
    return _back(visit, "goal_dropped")


def _seen(visit: Visit) -> str:
    """The mark of the goal that the page showed."""
    return visit.form.needed("seen", 64)


def _keep_scheme(visit: Visit, desk: Desk) -> Answer:
    given = visit.form.file("scheme")
    if given is None:
        raise visit.refuse("deployments.refused.scheme")
    filename = safe_name(given.filename)
    kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    desk.schemes.keep(visit.number(), filename, kind, given.body, visit.by, visit.now)
    return _back(visit, "scheme_kept", "#schemes", filename=filename)


def _scheme(visit: Visit, desk: Desk) -> Answer:
    kept = desk.schemes.file(visit.number(), visit.part("digest"))
    return visit.file(kept.body, kept.line.filename, kept.line.media_type)


def _back(visit: Visit, said: str, anchor: str = "#goals", **values: str) -> Answer:
    return visit.see(f"/deployments/{visit.number()}/look{anchor}", f"deployments.said.{said}", None, **values)
