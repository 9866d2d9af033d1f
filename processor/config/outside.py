"""What the settings name and the outside must hold: secrets and files. Asked by what really needs them."""

from collections.abc import Iterator
from pathlib import Path

from processor.config.sections import Server, Settings
from processor.errors import SettingsError


def require_outside(settings: Settings) -> None:
    """Raises SettingsError with a line for each secret that can't be read and each file that isn't there."""
    faults = list(_faults(settings))
    if faults:
        raise SettingsError("\n".join(faults))


def _faults(settings: Settings) -> Iterator[str]:
    for mailbox in settings.mailbox:
        if mailbox.imap is not None:
            yield from _server(f"mailbox {mailbox.name}: imap", mailbox.imap)
        if mailbox.maildir is not None and not mailbox.maildir.path.is_dir():
            yield f"mailbox {mailbox.name}: maildir.path: there is no folder {mailbox.maildir.path}"
    yield from _server("smtp", settings.smtp)


def _server(name: str, server: Server) -> Iterator[str]:
    if server.password is not None:
        try:
            server.password.read(f"{name}.password")
        except SettingsError as error:
            yield str(error)
    yield from _file(f"{name}.ca_file", server.ca_file)


def _file(name: str, path: Path | None) -> Iterator[str]:
    if path is not None and not path.is_file():
        yield f"{name}: there is no file {path}"
