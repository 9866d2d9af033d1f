"""What the settings name and the outside must hold: secrets and files. Asked by what really needs them."""

from collections.abc import Iterator
from pathlib import Path

from processor.config.secrets import Secret
from processor.config.sections import Server, Settings
from processor.errors import SettingsError


def require_outside(settings: Settings) -> None:
    """Raises SettingsError with a line for each secret that can't be read, each file and address that isn't there."""
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
    if settings.web.oidc is not None:
        yield from _secret("web.oidc.client_secret", settings.web.oidc.client_secret)
        if not settings.web.public_url:
            yield "web.public_url: give the address that people open: [web.oidc] sends them back to it"
    evidence = settings.evidence
    yield from _secret("evidence.passphrase", evidence.passphrase)
    yield from _file("evidence.timestamp_ca_file", evidence.timestamp_ca_file)
    if evidence.pkcs11 is not None:
        yield from _secret("evidence.pkcs11.pin", evidence.pkcs11.pin)
        yield from _file("evidence.pkcs11.library", evidence.pkcs11.library)


def _server(name: str, server: Server) -> Iterator[str]:
    yield from _secret(f"{name}.password", server.password)
    yield from _file(f"{name}.ca_file", server.ca_file)


def _secret(name: str, secret: Secret | None) -> Iterator[str]:
    if secret is not None:
        try:
            secret.read(name)
        except SettingsError as error:
            yield str(error)


def _file(name: str, path: Path | None) -> Iterator[str]:
    if path is not None and not path.is_file():
        yield f"{name}: there is no file {path}"
