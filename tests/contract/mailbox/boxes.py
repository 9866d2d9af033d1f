"""The mailboxes that the contract suite runs on, each with a way to fill and look at it past the code under test."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from processor.mailbox.imap import ImapSource
from processor.mailbox.maildir import MaildirSource
from processor.mailbox.settings import ImapSettings, MaildirSettings
from processor.mailbox.source import Source
from tests.contract.mailbox.rawimap import RawImap


class Box(Protocol):
    """A mailbox with one folder of the test's own."""

    folder: str
    keywords: bool

    def source(self, **overrides: Any) -> Source: ...

    def put(self, raw: bytes) -> None: ...

    def bodies(self, folder: str | None = None) -> list[bytes]: ...

    def seen(self) -> int: ...

    def read_all(self) -> None: ...

    def remove(self, uid: int) -> None: ...

    def close(self) -> None: ...


@dataclass
class ImapBox:
    """A folder on a real IMAP server; looked at through a bare socket."""

    port: int
    plain_port: int
    security: Literal["tls", "starttls", "plain"]
    user: str
    password: str
    folder: str
    ca_file: Path | None = None
    keywords: bool = True

    def __post_init__(self) -> None:
        self.raw = RawImap(self.plain_port, self.user, self.password)
        if self.folder != "INBOX":
            self.raw.command(f"CREATE {self.folder}")

    def source(self, **overrides: Any) -> Source:
        settings: dict[str, Any] = {"read_timeout": 10.0, **overrides}
        return ImapSource(
            ImapSettings(
                "127.0.0.1", self.port, self.security, self.user, self.password, ca_file=self.ca_file, **settings
            )
        )

    def put(self, raw: bytes) -> None:
        self.raw.append(self.folder, raw)

    def bodies(self, folder: str | None = None) -> list[bytes]:
        return self.raw.bodies(folder or self.folder)

    def seen(self) -> int:
        return sum("\\Seen" in flags for flags in self.raw.flags(self.folder).values())

    def read_all(self) -> None:
        self.raw.command(f"SELECT {self.folder}")
        self.raw.command("UID STORE 1:* +FLAGS (\\Seen)")

    def remove(self, uid: int) -> None:
        self.raw.command(f"SELECT {self.folder}")
        self.raw.command(f"UID STORE {uid} +FLAGS (\\Deleted)")
        self.raw.command("EXPUNGE")

    def close(self) -> None:
        self.raw.close()


@dataclass
class MaildirBox:
    """A Maildir on disk."""

    path: Path
    folder: str = "INBOX"
    keywords: bool = False
    count: int = 0

    def __post_init__(self) -> None:
        for part in ("cur", "new", "tmp"):
            (self.path / part).mkdir(parents=True)

    def source(self, **overrides: Any) -> Source:
        known = {name: overrides[name] for name in overrides if name in MaildirSettings.__dataclass_fields__}
        return MaildirSource(MaildirSettings(self.path, **known))

    def put(self, raw: bytes) -> None:
        self.count += 1
        name = f"{1700000000 + self.count}.M{self.count}P1.host"
        (self.path / "tmp" / name).write_bytes(raw)
        (self.path / "tmp" / name).rename(self.path / "new" / name)

    def bodies(self, folder: str | None = None) -> list[bytes]:
        return [path.read_bytes() for path in self.files(folder)]

    def files(self, folder: str | None = None) -> list[Path]:
        root = self.path if folder in (None, "INBOX") else self.path / f".{folder}"
        return sorted((path for part in ("new", "cur") for path in (root / part).iterdir()), key=lambda p: p.name)

    def seen(self) -> int:
        return sum("S" in path.name.partition(":2,")[2] for path in self.files())

    def read_all(self) -> None:
        for path in self.files():
            path.rename(self.path / "cur" / f"{path.name.partition(':')[0]}:2,S")

    def remove(self, uid: int) -> None:
        lines = (self.path / "signoff-uidlist").read_text().splitlines()[1:]
        name = dict(line.split(" ", 1) for line in lines)[str(uid)]
        next(path for path in self.files() if path.name.startswith(name)).unlink()

    def close(self) -> None:
        shutil.rmtree(self.path)
