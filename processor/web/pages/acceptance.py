"""One acceptance: its certificate, what was looked at and what was not, and whether its evidence holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from models.vocabulary import Permission, SealState
from processor.documents.words import Words
from processor.evidence.verify.checks import Verification
from processor.facts.proposing import Settle
from processor.ids import document_name
from processor.store.views.acceptances import AcceptanceView
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.proposals import paper_path
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_ORDER: Final = {"failed": 0, "not_done": 1, "passed": 2}


def routes() -> list[PageRoute]:
    """The page, its files, and what is done about it."""
    one = "/acceptances/{name}"
    return [
        page(one, _show),
        page(f"{one}/certificate.pdf", _certificate),
        page(f"{one}/bundle.zip", _bundle),
        page(f"{one}/verify", _verify),
        action(f"{one}/settle", _settle),
    ]


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at: what people call it, what came of it, and the sentence that was written down."""

    name: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, and when; None where nothing says so."""

    name: str
    at: datetime | None


def _show(visit: Visit, desk: Desk) -> Answer:
    return _page(visit, desk, None)


def _verify(visit: Visit, desk: Desk) -> Answer:
    return _page(visit, desk, desk.verifying.verify(visit.part("name"), visit.now))


def _page(visit: Visit, desk: Desk, found: Verification | None) -> Answer:
    view = desk.views.acceptance(visit.part("name"))
    line, record = view.line, view.record
    checks = _checks(record.get("checks") or (), visit.words)
    return visit.show(
        "acceptances/show.html",
        view=view,
        line=line,
        here=f"/acceptances/{line.number or line.acceptance_id}",
        document=record["document"],
        document_name=document_name(line.kind, line.document_number),
        document_path=paper_path(line.kind, line.document_number),
        own=record["acceptance"],
        approver=record.get("approver") or {},
        reply=record.get("reply") or {},
        judgement=record.get("judgement") or {},
        outstanding=record.get("outstanding") or (),
        notices=record.get("notices") or (),
        done=tuple(one for one in checks if one.result != "not_done"),
        undone=tuple(one for one in checks if one.result == "not_done"),
        moments=_moments(view),
        sealed=bool(line.certificate_sha256),
        finished=line.seal is SealState.TOLD,
        found=found,
        steps=_checks([_plain(one) for one in found.checks], visit.words) if found else (),
        may_export=visit.actor.may(Permission.EXPORT),
        may_verify=visit.actor.may(Permission.VERIFY),
        may_settle=visit.actor.may(Permission.SETTLE),
    )


def _plain(check: Any) -> dict[str, str]:
    return {"name": check.name, "result": check.result.value, "detail": check.detail}


def _checks(checks: Any, words: Words) -> tuple[Looked, ...]:
    """The checks in words, what failed first."""
    found = [
        Looked(_named(words, str(one["name"])), str(one["result"]), str(one.get("detail") or "")) for one in checks
    ]
    return tuple(sorted(found, key=lambda one: _ORDER.get(one.result, 1)))


def _named(words: Words, name: str) -> str:
    key = f"acceptances.checks.{name}"
    return words(key) if key in words else name.replace("_", " ")


def _moments(view: AcceptanceView) -> tuple[Moment, ...]:
    """What happened when, in order; what belongs to a reply is left out where there was none."""
    record = view.record
    sent, reply, challenge = (record.get(name) or {} for name in ("sent", "reply", "challenge"))
    found = [Moment("asked", _at(sent, "sent_at"))]
    if reply:
        found += [Moment("written", _at(reply, "sent_at")), Moment("received", _at(reply, "received_at"))]
    if challenge:
        found += [Moment("code_sent", _at(challenge, "sent_at")), Moment("code_back", _at(challenge, "answered_at"))]
    found += [Moment("accepted", view.line.accepted_at), Moment("decided", view.line.decided_at)]
    return tuple(found)


def _at(part: Mapping[str, Any], name: str) -> datetime | None:
    value = part.get(name)
    try:
        at = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def _certificate(visit: Visit, desk: Desk) -> Answer:
    name = visit.part("name")
    body = desk.bundles.certificate(name)
    return visit.file(body, f"{_number(desk, name)}.pdf", "application/pdf", inline=not visit.query.flag("save"))


def _bundle(visit: Visit, desk: Desk) -> Answer:
    name = visit.part("name")
    return visit.file(desk.bundles.export(name), f"{_number(desk, name)}.zip", "application/zip")


def _number(desk: Desk, name: str) -> str:
    return desk.views.acceptance(name).line.number


def _settle(visit: Visit, desk: Desk) -> Answer:
    """An objection is settled: the acceptance stands, or it doesn't."""
    name, form = visit.part("name"), visit.form
    verdict = form.word("verdict")
    if verdict not in ("uphold", "annul"):
        raise visit.refuse("acceptances.refused.verdict")
    command = Settle(visit.by, verdict == "uphold", form.needed("reason"))
    desk.proposals.settle(name, command, visit.now)
    return visit.see(f"/acceptances/{name}", f"acceptances.said.{verdict}")
