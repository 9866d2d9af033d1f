"""config.example.toml holds every setting, with the default that the code has: both ways, so neither can drift."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from processor.config.evidence import Pkcs11
from processor.config.load import parse_settings
from processor.config.sections import Classifier, ImapSection, MaildirSection, Settings, Smtp
from processor.config.web import Oidc

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"
HEADER = re.compile(r"^(# )?(\[\[?[a-z0-9.]+\]\]?)$")
SETTING = re.compile(r"^(# )?([a-z_]+) = (.+)$")


class Line:
    """One setting as it stands in the example."""

    def __init__(self, table: str, name: str, value: str, *, commented: bool, example: bool) -> None:
        self.table, self.name, self.commented, self.example = table, name, commented, example
        self.value: Any = tomllib.loads(f"{name} = {value}")[name]


def lines() -> Iterator[Line]:
    table, above = "", ""
    for text in EXAMPLE.read_text(encoding="utf-8").splitlines():
        header, setting = HEADER.match(text), SETTING.match(text)
        if header:
            table = header[2].strip("[]")
        elif setting:
            example = above.rstrip().lower().endswith("example:")
            yield Line(table, setting[2], setting[3], commented=bool(setting[1]), example=example)
        if not setting:
            above = text


def sections() -> dict[str, type[BaseModel]]:
    found: dict[str, type[BaseModel]] = {"mailbox.imap": ImapSection, "mailbox.maildir": MaildirSection, "smtp": Smtp}
    found |= {"evidence.pkcs11": Pkcs11, "web.oidc": Oidc}
    for name, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found[name] = field.annotation
    from processor.config.sections import Mailbox

    return {**found, "mailbox": Mailbox}


def test_every_setting_of_the_code_stands_in_the_example() -> None:
    written = {(line.table, line.name) for line in lines()}
    known = {
        (table, name)
        for table, section in sections().items()
        for name in section.model_fields
        if f"{table}.{name}" not in {"mailbox.imap", "mailbox.maildir", "evidence.pkcs11", "web.oidc"}
    }
    assert known - written == set()
    assert written - known == set()


def _plain(value: Any) -> Any:
    """A default as TOML can write it down."""
    return str(value) if isinstance(value, Path | StrEnum) else value


def test_what_is_commented_out_states_the_default() -> None:
    checked = 0
    for line in lines():
        if not line.commented or line.example or line.name == "path" or line.table in {"evidence.pkcs11", "web.oidc"}:
            continue
        default = sections()[line.table].model_fields[line.name].default
        if isinstance(default, BaseModel):
            default = default.model_dump(exclude_none=True)
        if isinstance(default, Path | tuple | dict):
            default = {k: _plain(v) for k, v in default.items()} if isinstance(default, dict) else default
            default = [_plain(item) for item in default] if isinstance(default, tuple) else default
            default = _plain(default)
        assert line.value == default, f"[{line.table}] {line.name}"
        assert type(line.value) is type(default) or isinstance(default, str), f"[{line.table}] {line.name}"
        checked += 1
    assert checked > 40


def test_every_setting_is_explained_above_it() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    unexplained = {"name", "host", "user", "password", "path", "poll_seconds", "max_message_megabytes"}
    for block in blocks:
        rows = block.splitlines()
        names = {found[2] for row in rows if (found := SETTING.match(row))}
        prose = [row for row in rows if row.startswith("# ") and not SETTING.match(row) and not HEADER.match(row)]
        assert prose or names <= unexplained, block


def test_the_example_as_it_stands_is_valid() -> None:
    settings = parse_settings(EXAMPLE.read_text(encoding="utf-8"), "example")
    assert settings.mailbox[0].imap is not None
    assert settings.classifier == Classifier()


@pytest.mark.parametrize("maildir", [False, True])
def test_everything_uncommented_is_valid_too(maildir: bool) -> None:
    wanted = "mailbox.maildir" if maildir else "mailbox.imap"
    unwanted = "mailbox.imap" if maildir else "mailbox.maildir"
    kept, table = [], ""
    for text in EXAMPLE.read_text(encoding="utf-8").splitlines():
        header, setting = HEADER.match(text), SETTING.match(text)
        if header:
            table = header[2].strip("[]")
        if (header or setting) and table != unwanted:
            kept.append(text.removeprefix("# "))
    settings = parse_settings("\n".join(kept), "example")
    assert (settings.mailbox[0].maildir is not None) == maildir
    assert wanted in "\n".join(kept)
    assert settings.classifier == Classifier()
