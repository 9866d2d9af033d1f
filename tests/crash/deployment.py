"""Two deployments over three weeks of moved time: one accepted with outstanding issues, one deemed accepted.

Like the story of an approval it is in parts that can be done again. How far the clock was moved is kept in a file: a
process that starts again takes it from there, since a clock that went back would stop all timers.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from models.vocabulary import CaseReason, Category, LeafKind, LiveRecord, Severity, Switch
from processor import clock
from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.facts.causes import Correct
from processor.facts.deployments import StageDone, StartDeployment, TakeLive
from tests.crash import approval
from tests.servers.dealing import CUSTOMER, OLGA, enrol, requests
from tests.servers.installation import Installation, put_files

PASSES = (timedelta(days=7, hours=10), timedelta(days=14, hours=11), timedelta(days=22, minutes=10))
"""When passes are made, from the beginning of the day on which the systems were taken live: of the form, of a reminder,
and of the end of the term."""

FORM, _, END = PASSES
ISSUES = ("The report for March is empty", "No music in queue 4")
ACCEPTS = "Approved\r\n\r\n" + "\r\n".join(f"- {issue}" for issue in ISSUES)


def prepare(installation: Installation) -> None:
    """What nobody is killed in: both systems have just been taken live."""
    with installation.app() as app:
        enrol(app)
        [customer] = app.store.people.list_customers()
        for site in ("Plant 1", "Plant 2"):
            _taken_live(app, customer.customer_id, site)
    (installation.folder / "live").write_text(utc_now().date().isoformat())
    (installation.folder / "moved").write_text(utc_now().isoformat())


def _taken_live(app: App, customer_id: int, site: str) -> None:
    now, service = utc_now() - timedelta(minutes=1), app.deployments()
    begun = StartDeployment("carla", customer_id, CUSTOMER, site, "Contact centre", "en", "UTC", OLGA)
    number = service.start(begun, now).line.number
    for at in range(1, 6):
        service.do(number, StageDone("carla", now.date(), "by phone"), now + timedelta(seconds=at))
    service.do(number, TakeLive("carla", now + timedelta(seconds=6), LiveRecord.ASSESSED, "silent"), utc_now())


def play(installation: Installation) -> None:
    """Every pass does what is due; on the day of the form the first customer accepts, and the second never answers."""
    kept = installation.folder / "moved"
    live = datetime.combine(date.fromisoformat((installation.folder / "live").read_text()), time(), UTC)
    for after in PASSES:
        at = max(datetime.fromisoformat(kept.read_text()), live + after)
        clock.move(max(at - utc_now(), timedelta()))  # noqa: TID251
        kept.write_text(at.isoformat())
        if after == END:
            _settle(installation)
        installation.once()
        if after == FORM:
            _accept(installation)


def _accept(installation: Installation) -> None:
    said = installation.folder / "accepted"
    if not said.exists():
        mails = [(line.recipient, line.raw) for line in installation.outbox()]
        [asked] = requests(mails, OLGA, "[CO-1.1")
        put_files(
            installation.server, installation.user, [("1700000009.accepts.test", asked.answer(ACCEPTS))], utc_now()
        )
        said.touch()
    installation.once()


def _settle(installation: Installation) -> None:
    """A person decides what is in the queue, the outstanding issues of the first customer: else nothing is deemed."""
    with installation.app() as app:
        for line in app.store.views.reviews():
            labels = Correct("maria", Category.BUG, Severity.MEDIUM, CaseReason.BUG)
            app.tickets().review(line.review_id, labels, utc_now())


def settings(nameserver: str) -> dict[str, dict[str, Any]]:
    """The settings that the story is played with: nobody takes a week without any pass for a jump of the clock."""
    return {**approval.settings(nameserver), "deployments": {"longest_outage_days": 12}}


def look(installation: Installation) -> dict[str, Any]:
    """What is there at the end, for `wrong`."""
    with installation.app() as app:
        views = app.store.views
        lines = sorted(views.acceptances(), key=lambda line: line.document_number)
        found = {str(number): _deployment(app, number) for number in (1, 2)}
        for line in lines:
            found[str(line.document_number)]["acceptances"].append([line.type.value, line.seal.value])
        report, audit = app.ledger().verify(), views.audit(utc_now())
        kinds = [entry.kind for entry in app.store.ledger.entries()]
        paused = app.store.pauses.paused(Switch.TIMERS)
    outbox = [(line.message_id, line.recipient, line.template, line.state) for line in installation.outbox()]
    return {
        "deployments": found,
        "outcomes": sorted(str(outcome) for outcome in installation.outcomes()),
        "tickets": sorted(line.subject for line in installation.tickets()),
        "leaves": sorted(kind.value for kind in kinds if kind in {LeafKind.ACCEPTANCE, LeafKind.CERTIFICATE}),
        "mails": sorted(f"{template} {recipient}" for _, recipient, template, _ in outbox),
        "findings": [str(one) for one in (*report.findings, *audit.findings, *([paused.reason] if paused else []))],
        "outbox": outbox,
        "unproven": _unproven(installation),
    }


def _deployment(app: App, number: int) -> dict[str, Any]:
    view = app.store.views.deployment(number)
    return {
        "stage": view.line.stage.value,
        "timers": sorted(f"{one.kind.value} {one.state.value}" for one in view.timers),
        "papers": [[one.kind.value, one.version, one.state.value] for one in view.papers],
        "outstanding": [one.text for one in view.outstanding],
        "tickets": len({one.ticket_number for one in view.outstanding}),
        "acceptances": [],
    }


def _unproven(installation: Installation) -> bool:
    """Whether nobody knows if a mail about the second form arrived: then silence proves nothing."""
    return any(line.state.value != "sent" and b"[CO-2.1" in line.raw for line in installation.outbox())


def wrong(found: dict[str, Any], whole: dict[str, Any], sent: list[str], *, killed: bool) -> list[str]:
    """Everything that differs from a run that nobody killed. A mail may be uncertain, and is never sent twice.

    Where a notice of the second form is uncertain its term may end with a person's decision instead.
    """
    problems = [f"sent twice: {one}" for one in set(sent) if sent.count(one) > 1]
    states = {"sent", "uncertain"} if killed else {"sent"}
    problems += [f"{what} to {who} is {state}" for _, who, what, state in found["outbox"] if state not in states]
    if found["findings"]:
        problems.append(str(found["findings"]))
    excused = killed and found["unproven"] and not found["deployments"]["2"]["acceptances"]
    if excused:
        if found["deployments"]["2"]["stage"] != "completion":
            problems.append(f"an uncertain notice, and yet: {found['deployments']['2']}")
        ours = (("deployments", "1"),)
        return problems + [f"{found[a][b]}, not {whole[a][b]}" for a, b in ours if found[a][b] != whole[a][b]]
    return problems + [
        f"{what} is {found[what]}, not {whole[what]}"
        for what in whole
        if what not in {"outbox", "unproven", "findings"} and found[what] != whole[what]
    ]
