"""`signoff demo`."""

import importlib.util
import sys

import click

from processor.cli.exits import FAILED
from processor.errors import SettingsError

_NEEDED = ("aiosmtpd", "pymap")
_WIDE = 160
"""Columns of the table where nobody looks at a screen."""


@click.command()
@click.option("--exit", "leave", is_flag=True, help="End when the story ends, on a terminal too.")
def demo(leave: bool) -> None:
    """Show the main job on a mailbox of its own: no set-up, no question.

    Real mails go through the real daemon, and every step is checked. On a terminal it goes on serving the pages, at an
    address and with a login that it prints, until Ctrl-C. Exit code 0 only if every step came out right.
    """
    _require_extra()
    from rich.console import Console

    from processor.demo.interruption import Interrupted, Interruption
    from processor.demo.play import run_demo
    from processor.observability.log import configure_log

    configure_log("error", "auto")
    interruption = Interruption()
    interruption.listen()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        console = Console(highlight=False)
        if not console.is_terminal:
            console = Console(highlight=False, width=_WIDE)
        good = run_demo(console, stay=console.is_terminal and not leave, interruption=interruption)
    except Interrupted:
        click.echo("signoff: interrupted; nothing is left of the demo", err=True)
        raise SystemExit(FAILED) from None
    if not good:
        raise SystemExit(FAILED)


def _require_extra() -> None:
    """Raises SettingsError unless the mail servers of the demo are installed."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise SettingsError(
            f"signoff demo brings its own mail servers, and {' and '.join(missing)} is not installed: "
            "install Signoff with its extra, signoff[demo]"
        )
