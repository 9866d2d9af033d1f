"""The documentation names everything that the code has, and nothing that it doesn't: docs can't drift."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from pydantic import BaseModel

from models.vocabulary import Language
from processor.approvals.states import proposal_diagram, request_diagram
from processor.cli import main
from processor.config.sections import ImapSection, Mailbox, MaildirSection, Settings, Smtp
from processor.effects.mail import MailTemplate
from processor.forms.definitions import read_definition
from processor.reading.defects import BLOCK_APPROVAL, Defect
from processor.reading.limits import Limits
from processor.tickets.states import state_diagram
from tools import docs, names
from tools.docs import CHECKOUT, DOCS, TABLES, Table, rows

PAGES = sorted((*DOCS.rglob("*.md"), CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|src(?:set)?=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
OTHER_WORDS = frozenset({"may_approve", "may_reply", "not_done", "recipient_delimiter", "sealed_at"})
"""Fields of the JSON of inspect and of verify, and a setting of Postfix."""

SETTING = re.compile(r"`([a-z]+(?:_[a-z]+)+)(?: = [^`]+)?`")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.page}-{table.heading}")
def test_a_table_of_the_docs_is_the_set_that_the_code_has(table: Table) -> None:
    assert table.names(), "a set without names would hold nothing"
    assert docs.faults(table) == []


def test_every_rule_that_a_match_can_name_is_documented() -> None:
    assert len(names.rules()) > 50
    assert len(names.rule_patterns()) > 1
    assert docs.undocumented_rules() == []


def test_a_missing_row_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail: without a row, with one too many, and in another order."""
    table = next(table for table in TABLES if table.heading == "Switches")
    right = table.names()
    for wrong in ((*right, "moon"), right[1:], right[::-1]):
        broken = Table(table.page, table.heading, lambda wrong=wrong: wrong, ordered=True)  # type: ignore[misc]
        assert docs.faults(broken)
    monkeypatch.setattr(names, "rules", lambda: ("no_such_rule",))
    assert "docs/rules.md: no_such_rule is not there" in docs.undocumented_rules()


def commands() -> list[tuple[str, click.Command]]:
    return [(path, command) for path, command in names.leaves(main) if not isinstance(command, click.Group)]


@pytest.mark.parametrize(("path", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_option_of_a_command_stands_in_its_row(path: str, command: click.Command) -> None:
    row = dict(rows("commands.md", "All commands"))[path]
    has = {word for option in command.params if isinstance(option, click.Option) for word in option.opts}
    has |= {word for option in command.params if isinstance(option, click.Option) for word in option.secondary_opts}
    written = set(re.findall(r"--[a-z][a-z-]*", row.rpartition(" | ")[2]))
    assert written == {word for word in has if word.startswith("--")}


def shown() -> list[tuple[str, str]]:
    """Every call of `signoff` in a shell block of the docs, with its page."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            calls = re.findall(r"^(?:\S*/)?signoff (.+?)(?:\s+#.*)?$", block, re.MULTILINE)
            found += [(str(page.relative_to(CHECKOUT)), call) for call in calls]
    return found


@pytest.mark.parametrize(("page", "call"), shown())
def test_every_call_that_the_docs_show_is_one_that_the_command_takes(page: str, call: str) -> None:
    words = shlex.split(call)
    known = dict(commands())
    name = next(" ".join(words[:length]) for length in (3, 2, 1) if " ".join(words[:length]) in known)
    # Parsed as the prompt would, without being run: an unknown option or a missing argument raises.
    context = known[name].make_context(name, words[len(name.split()) :])
    assert context.command is known[name], page


def test_every_global_option_is_documented() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## ")[0]
    for option in main.params:
        assert f"`{option.opts[0]}" in text


def test_the_diagrams_of_states_are_the_tables_of_the_code() -> None:
    blocks = re.findall(r"```mermaid\n(.*?)```", (DOCS / "states.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks[:3] == [state_diagram(), proposal_diagram(), request_diagram()]


def test_every_limit_of_reading_is_documented_with_its_value() -> None:
    limits = Limits()
    written = {name: rest.partition(" ")[0].replace(",", "") for name, rest in rows("mail.md", "Limits")}
    assert written == {name: str(getattr(limits, name)) for name in names.limits()}


def test_the_docs_say_which_defects_forbid_an_approval() -> None:
    blocking = {name for name, rest in rows("mail.md", "Defects") if rest.endswith("| yes")}
    assert blocking == {defect.value for defect in BLOCK_APPROVAL}
    assert {name for name, rest in rows("mail.md", "Defects") if rest.endswith("| no")} == set(Defect) - blocking


def test_every_mail_exists_in_every_language_and_form() -> None:
    files = {path.name for path in (CHECKOUT / "templates/mail").iterdir()}
    mails = {f"{mail}.{language}.{form}" for mail in MailTemplate for language in Language for form in ("txt", "html")}
    assert mails <= files
    shared = {name for name, _ in rows("templates.md", "Shared files")}
    assert files - mails == shared


def test_every_setting_that_the_docs_speak_of_exists() -> None:
    """A word in backquotes that looks like a setting is one, or another name that the code has."""
    pages = [page for page in PAGES if page.parent.name != "decisions"]  # those may speak of code
    text = "\n".join(FENCE.sub("", page.read_text(encoding="utf-8")) for page in pages)
    known = {name for table in TABLES for name in table.names()} | set(names.rules())
    known |= {name for name, _ in rows("templates.md", "Values")} | OTHER_WORDS
    assert set(SETTING.findall(text)) - known - set(settings()) == set()


def settings() -> Iterator[str]:
    tables = [field.annotation for field in Settings.model_fields.values()]
    for table in (*tables, Mailbox, ImapSection, MaildirSection, Smtp):
        yield from getattr(table, "model_fields", {})


def test_every_setting_of_a_toml_block_exists() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert blocks
    for block in blocks:
        tables = tomllib.loads(block)
        if "field" in tables:
            assert read_definition(block, "docs").fields, "the form that a page defines as an example"
            continue
        for table, values in tables.items():
            _known(table, Settings, values)


def _known(table: str, section: type[BaseModel], values: dict[str, Any]) -> None:
    nested = {"mailbox": Mailbox, "imap": ImapSection, "maildir": MaildirSection, "smtp": Smtp}
    assert table in section.model_fields
    inner = nested.get(table) or section.model_fields[table].annotation
    assert isinstance(inner, type)
    assert issubclass(inner, BaseModel)
    for name, value in values.items():
        if name in nested:
            _known(name, inner, value)
        else:
            assert name in inner.model_fields, f"[{table}] {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for found in LINK.finditer(text):
        target = found[1] or found[2]
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), target
        if anchor:
            assert anchor in _anchors(aim), target


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#{1,6} (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_readme() -> None:
    seen, waiting = set(), [CHECKOUT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for found in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
            target = (found[1] or found[2]).partition("#")[0]
            if target and not target.startswith("https://"):
                waiting.append((page.parent / target).resolve())
    assert set(DOCS.rglob("*.md")) - seen == set()


def test_every_decision_is_listed() -> None:
    index = (DOCS / "decisions/README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (DOCS / "decisions").glob("0*.md")}
    assert pages
    assert {name for name in pages if f"]({name})" not in index} == set()
