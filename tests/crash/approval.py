"""A proposal from its draft to the last receipt, in parts that can be done again: what is done is not done twice."""

from typing import Any

from models.vocabulary import LeafKind, ProposalState
from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.documents.press import DirectPress
from processor.services.drafts import changed
from processor.services.proposals import Writing
from tests.servers.dealing import OLGA, TERMS, VERA, asks, enrol, requests, tables
from tests.servers.installation import LONG_AGO, Installation, put_files

MAILS = {"ask": "opened", "vera": "accepted", "olga": "accepted"}
"""What comes in, and what has to become of it."""


def settings(nameserver: str) -> dict[str, dict[str, Any]]:
    """The settings that the story is played with."""
    return {**tables(nameserver), "mailbox": {"import_since": LONG_AGO}, "smtp": {"connections": 2}}


def prepare(installation: Installation) -> None:
    """What nobody is killed in: somebody asks for an offer, and who may approve is in the register.

    The ledger has no keys yet: they are made in the part that is watched.
    """
    _deliver(installation, "ask", asks())
    installation.once()
    with installation.app() as app:
        enrol(app)


def play(installation: Installation) -> None:
    """Draft and send; the vendor's approver answers, then the customer's; every pass sends what is due."""
    with installation.app() as app:
        _sent(app)
    installation.once()
    for name, who in (("vera", VERA), ("olga", OLGA)):
        if not (installation.folder / name).exists():
            mails = [(line.recipient, line.raw) for line in installation.outbox()]
            asked = requests(mails, who)
            assert asked, f"{who} was not asked: {_replies(installation)}"
            _deliver(installation, name, asked[-1].answer("Approved"))
        installation.once()


def _sent(app: App) -> None:
    proposals, known = app.proposals(DirectPress()), app.store.views.proposals()
    if not known:
        begun = proposals.beginning(1, utc_now())
        content = changed(begun.content, {**TERMS, "approvers": [OLGA]})
        proposals.draft(1, Writing("maria", "en", content), utc_now())
    if not known or known[0].state is ProposalState.DRAFT:
        proposals.send(1, "maria", utc_now())


def _replies(installation: Installation) -> list[tuple[str, ...]]:
    with installation.store() as store:
        return [(one.name, *one.reasons) for one in store.views.proposal(1).replies]


def _deliver(installation: Installation, name: str, raw: bytes) -> None:
    put_files(installation.server, installation.user, [(f"170000000{len(name)}.{name}.test", raw)])
    (installation.folder / name).touch()


def look(installation: Installation) -> dict[str, Any]:
    """What is there at the end, for `wrong`."""
    with installation.app() as app:
        view = app.store.views.proposal(1)
        report = app.ledger().verify()
        kinds = [entry.kind for entry in app.store.ledger.entries()]
        audit = app.store.views.audit(utc_now())
        scope = [row.acceptances for row in app.store.views.scope_log()]
    lines = view.acceptances
    outbox = [(line.message_id, line.recipient, line.template, line.state) for line in installation.outbox()]
    return {
        "outcomes": sorted(str(outcome) for outcome in installation.outcomes()),
        "state": view.line.state.value,
        "requests": sorted(one.state.value for one in view.requests),
        "acceptances": [(one.number.partition("-")[2].partition("-")[2], one.address, one.seal.value) for one in lines],
        "certificates": len({one.certificate_sha256 for one in lines}),
        "leaves": sorted(kind.value for kind in kinds if kind in {LeafKind.ACCEPTANCE, LeafKind.CERTIFICATE}),
        "scope": [len(numbers) for numbers in scope],
        "mails": sorted(f"{template} {recipient}" for _, recipient, template, _ in outbox),
        "findings": [str(finding) for finding in (*report.findings, *audit.findings)]
        + [f"{report.waiting} wait, {report.unsigned} are unsigned"] * bool(report.waiting or report.unsigned),
        "outbox": outbox,
    }


def wrong(found: dict[str, Any], whole: dict[str, Any], sent: list[str], *, killed: bool) -> list[str]:
    """Everything that differs from a run that nobody killed. Mails may be uncertain, and are never sent twice."""
    problems = [
        f"{what} is {found[what]}, not {whole[what]}"
        for what in whole
        if what != "outbox" and found[what] != whole[what]
    ]
    problems += [f"sent twice: {one}" for one in set(sent) if sent.count(one) > 1]
    answered = {OLGA, VERA}
    for message_id, recipient, template, state in found["outbox"]:
        proven = template == "approval_request" and recipient in answered
        if state == "sent" and message_id not in sent and not proven:
            problems.append(f"{template} to {recipient} counts as sent and did not arrive")
        if state not in ({"sent", "uncertain"} if killed else {"sent"}):
            problems.append(f"{template} to {recipient} is {state}")
    strange = set(sent) - {message_id for message_id, *_ in found["outbox"]}
    return problems + [f"arrived without a row: {one}" for one in strange]
