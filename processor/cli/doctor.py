"""`signoff doctor`: is all well, and what is to be done?"""

from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.cli.exits import FAILED, MISCONFIGURED
from processor.cli.options import as_json
from processor.cli.shell import Shell
from processor.cli.words import calm, plural
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.doctor.findings import Finding

_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command()
@click.option(
    "--senders", is_flag=True, help="Report on senders instead: whose mail could approve by itself. Asks DNS."
)
@as_json
@click.pass_obj
def doctor(shell: Shell, senders: bool, as_json: bool) -> None:
    """Check everything; each line says what to do.

    Settings, database, mailboxes, SMTP, key, model, templates, outcomes, stuck work, loops. With --senders: which level
    of assurance the mails kept so far would reach, customer by customer, and which gateways change mail on its way.

    Exit code 0 when nothing failed (warnings are allowed), 1 when something did, 2 when the settings are at fault.
    """
    settings = shell.settings()
    from processor.bootstrap.doctor import checks_of, sender_checks_of
    from processor.observability.log import configure_log
    from processor.services.doctor.findings import Level, examine

    configure_log("error", "auto")
    checks, store = sender_checks_of(settings) if senders else checks_of(settings)
    findings: list[Finding] = []
    try:
        for finding in examine(checks, utc_now()):
            findings.append(finding)
            _print(finding, as_json=as_json)
    finally:
        if store is not None:
            store.close()
    if not as_json:
        _sum(findings)
    if any(finding.misconfigured for finding in findings):
        raise SystemExit(MISCONFIGURED)
    if any(finding.level is Level.FAIL for finding in findings):
        raise SystemExit(FAILED)


def _print(finding: "Finding", *, as_json: bool) -> None:
    if as_json:
        line = {
            "check": finding.check,
            "level": finding.level,
            "text": finding.text,
            "remedy": finding.remedy,
        }
        show.json_line({**line, **finding.figures})
        return
    word = click.style(
        f"{finding.level.value:<4}", fg=_COLOURS[finding.level.value], bold=finding.level.value == "fail"
    )
    click.echo(f"{word}  {calm(finding.check)}: {calm(finding.text)}")
    if finding.remedy:
        click.echo(f"      → {calm(finding.remedy)}")


def _sum(findings: "list[Finding]") -> None:
    def count(level: str) -> int:
        return sum(finding.level == level for finding in findings)

    failed, warned = count("fail"), count("warn")
    click.echo()
    if failed or warned:
        click.echo(f"{plural(failed, 'failure')}, {plural(warned, 'warning')}, {count('ok')} well")
    else:
        click.echo("all is well")
