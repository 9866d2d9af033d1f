"""The `signoff` command: the table of its commands, its global options, and its exit codes.

A command's module is imported when the command is asked for, and imports what it needs when it runs: help comes at
once. To add a command, add its line to the table.
"""

import importlib
from pathlib import Path
from typing import Any, Final

import click

from processor.cli.exits import exit_codes
from processor.cli.shell import Shell

SECTIONS: Final[dict[str, dict[str, str]]] = {
    "The daemon": {
        "demo": "processor.cli.demo:demo",
        "run": "processor.cli.daemon:run",
        "once": "processor.cli.daemon:once",
        "pause": "processor.cli.pause:pause",
        "resume": "processor.cli.pause:resume",
        "doctor": "processor.cli.doctor:doctor",
        "migrate": "processor.cli.migrate:migrate",
        "user": "processor.cli.user:user",
    },
    "The work": {
        "ticket": "processor.cli.ticket:ticket",
        "queue": "processor.cli.queue:queue",
        "proposal": "processor.cli.proposal:proposal",
        "approver": "processor.cli.approver:approver",
        "deployment": "processor.cli.deployment:deployment",
        "form": "processor.cli.form:form",
        "release": "processor.cli.release:release",
        "customer": "processor.cli.customer:customer",
    },
    "The evidence": {
        "acceptance": "processor.cli.acceptance:acceptance",
        "ledger": "processor.cli.ledger:ledger",
    },
    "The model": {
        "classify": "processor.cli.classify:classify",
        "model": "processor.cli.model:model",
    },
    "The mail": {
        "decide": "processor.cli.decide:decide",
        "inspect": "processor.cli.inspect:inspect",
        "quarantine": "processor.cli.quarantine:quarantine",
        "outbox": "processor.cli.outbox:outbox",
    },
}
"""Every command by its name, under the heading that help shows it by."""

COMMANDS: Final = {name: place for section in SECTIONS.values() for name, place in section.items()}


class Program(click.Group):
    """The group of all commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the table's order, which is the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        found = getattr(importlib.import_module(module), attribute)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; a mistyped one is told the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under their headings."""
        width = max(map(len, COMMANDS))
        for heading, table in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), self._short_help(ctx, name)) for name in table])

    def _short_help(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(90) if command else ""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it raises for a person to read becomes sentences and an exit code."""
        with exit_codes(ctx):
            return super().invoke(ctx)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration file; else the one that SIGNOFF_CONFIG names, else ./config.toml.",
)
@click.version_option(package_name="signoff", prog_name="signoff")
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """Signoff reads a support mailbox and turns mail into accountable work.

    Exit codes: 0 done, 1 failed or refused, 2 misconfigured or misused, 75 try again later.
    """
    ctx.obj = Shell(config)
