"""Tells the story as it happens: calm on a terminal, plain lines elsewhere."""

import re
import shlex
from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from models.vocabulary import Outcome
from processor.demo.checks import Came, Problem
from processor.demo.deallines import deal_lines
from processor.demo.letters import Letter
from processor.demo.script import Answer, Mail, Scene, Work
from processor.demo.sitelines import site_lines
from processor.demo.sites import Later
from processor.facts.causes import Close, Confirm, Correct, Reply

_BLANKS = re.compile(r"\s+")
_WIDEST = 116
_INDENT = 4
_LANGUAGES = {"en": "English", "ru": "Russian", "de": "German"}
_TELLING = {"answer": 1, "closing": 3}
"""Which paragraph of our mail says the most; in others it is the one after the greeting."""

_SHORT = {"acknowledgement": "ack"}


class Teller:
    """Prints to one console. Where that is no terminal, each fact is one line, however long."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.wide = min(console.width, _WIDEST) if console.is_terminal else None

    def title(self, text: str) -> None:
        """A line above everything."""
        self.console.print()
        self._line(0, "", Text(text, "bold"))

    def chapter(self, text: str) -> None:
        """A line above a part."""
        self.console.print()
        if self.wide is None:
            self.console.print(f"== {text}", soft_wrap=True)
        else:
            self.console.rule(Text(text, "bold cyan"), style="dim", align="left")

    def say(self, text: str, style: str = "") -> None:
        """A sentence."""
        self._line(0, "", Text(text, style))

    def scene(self, number: int, scene: Scene) -> None:
        """What happens now."""
        self.console.print()
        self._line(0, f"{number:>2}", Text(scene.title, "bold"), "dim")

    def came(self, came: Came) -> None:
        """What came of it."""
        match came.scene.happens:
            case Mail():
                self._line(_INDENT, "→", Text(plain(_subject(came))), "cyan")
            case Work() as work:
                self._line(_INDENT, "$", Text(_command(work, came)), "cyan")
            case Later():
                self._line(_INDENT, "»", Text(plain(f"it is {came.command}")), "cyan")
            case _:
                self._line(_INDENT, "$", Text(plain(came.command)), "cyan")
        for said in (outcome(came), *map(plain, deal_lines(came)), *map(plain, site_lines(came))):
            if said:
                self._line(_INDENT, "✓", Text(said), "green")
        for answer, letter in zip(came.scene.wanted.out, came.letters, strict=True):
            self._letter(answer, letter, whole=answer is came.scene.wanted.answer)

    def wrong(self, problems: Iterable[Problem]) -> None:
        """What is not as it must be."""
        for problem in problems:
            self._line(_INDENT, "✗", Text(plain(f"{problem.what}:"), "bold red"), "bold red")
            self._line(_INDENT + 2, "expected", Text(plain(problem.expected)), "dim")
            self._line(_INDENT + 2, "came    ", Text(plain(problem.came)), "dim")

    def table(self, rows: Iterable[Came]) -> None:
        """All scenes on one page."""
        grid = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for column in ("Message", "Outcome", "Ticket", "Labels; why it waits for a CSM", "Mail out"):
            grid.add_column(column, overflow="fold")
        for came in rows:
            grid.add_row(*map(Text, _cells(came)))
        self.console.print(grid, width=self.wide)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names with their values, each on its line so that it can be copied."""
        for name, value in pairs:
            self._line(2, f"{name}:", Text(value, "bold green"), "dim")

    def commands(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Commands to try, each with what it shows."""
        for command, shows in pairs:
            self._line(2, "$", Text.assemble(command, ("  " + shows, "dim")), "cyan")

    def _letter(self, answer: Answer, letter: Letter, *, whole: bool) -> None:
        """A mail that went out. Of one that a customer gets about a ticket, some of its text; of others, to whom."""
        language = _LANGUAGES.get(letter.language, letter.language)
        if not whole:
            files = f" (files: {len(letter.files)})" if letter.files else ""
            self._line(
                _INDENT, "←", Text(plain(f"to {letter.recipient}{files}: {letter.subject}")), "magenta", cut=True
            )
            return
        self._line(_INDENT, "←", Text(plain(f"in {language}: {letter.subject}")), "magenta")
        excerpt = _excerpt(letter.text, answer.template)
        self._line(_INDENT + 2, "", Text(plain(excerpt), "dim italic"), cut=True)

    def _line(self, indent: int, mark: str, text: Text, style: str = "", *, cut: bool = False) -> None:
        """The text behind its mark; on a terminal it wraps below itself, or is cut."""
        if self.wide is None:
            self.console.print(f"{' ' * indent}{mark}{' ' if mark else ''}{text.plain}", soft_wrap=True, markup=False)
            return
        grid = Table.grid(padding=(0, 1))
        if mark:
            grid.add_column(no_wrap=True, style=style, min_width=len(mark))
        grid.add_column(no_wrap=cut, overflow="ellipsis" if cut else "fold")
        grid.add_row(*((mark, text) if mark else (text,)))
        self.console.print(Padding(grid, (0, 0, 0, indent)), width=self.wide)


def outcome(came: Came) -> str:
    """What became of a scene, on one line."""
    if came.fetched is None and came.command:
        return ""
    said = _what(came) if came.fetched else [f"#{came.number} is {came.ticket.line.state.value}" if came.ticket else ""]
    opened = came.fetched is None or came.fetched.outcome is Outcome.OPENED
    if came.ticket is not None and opened:
        said += [_labels(came), came.ticket.line.customer or "no customer known"]
    if came.fetched is not None and came.review is not None and (opened or came.scene.wanted.queued):
        said.append(_waits(came))
    if came.fetched is not None and not came.letters:
        said.append("nobody is answered")
    return plain(" · ".join(word for word in said if word))


def _what(came: Came) -> list[str]:
    """The message's outcome, and the reason where its name doesn't say it."""
    line = came.fetched
    assert line is not None
    match line.outcome:
        case Outcome.OPENED:
            return [f"opened #{came.number}"]
        case Outcome.JOINED if any(rule == "reopened" for rule, _ in line.matches):
            return [f"joined #{came.number}, which is open again"]
        case Outcome.JOINED:
            return [f"joined #{came.number}"]
        case Outcome.AUTOMATIC:
            return [f"automatic, filed on #{came.number}"]
        case Outcome.BOUNCE:
            return [f"bounce, linked to our mail about #{came.number}"]
        case Outcome.ACCEPTED | Outcome.HELD as other:
            return [f"{other.value}, filed on #{came.number}"]
        case Outcome.FORM_ANSWERED:
            return [f"answers a form, filed on #{came.number}"]
        case other:
            return [other.value if other else "", line.matches[0][1]]


def plain(text: str) -> str:
    """The text on one line, without what could command a terminal: mail is written by strangers."""
    line = _BLANKS.sub(" ", text).strip()
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def _subject(came: Came) -> str:
    """The subject as it was read, where the mail was filed; else as it stands in the header."""
    line = came.fetched
    messages = came.ticket.messages if came.ticket and line else ()
    filed = next((message for message in messages if line and message.digest == line.digest), None)
    if filed is None:
        return came.subject
    files = f"  (with {', '.join(str(one['filename']) for one in filed.attachments)})" if filed.attachments else ""
    return f"{filed.subject}{files}"


def _command(work: Work, came: Came) -> str:
    """What a CSM would have typed."""
    match work.command:
        case Confirm():
            words = ["queue", "confirm", str(came.worked_on)]
        case Correct(_, category, severity, reason):
            words = ["queue", "correct", str(came.worked_on), "--category", str(category)]
            words += ["--severity", str(severity and severity.value), "--reason", str(reason)]
        case Reply(_, body, _):
            words = ["ticket", "reply", str(came.number), body]
        case Close(_, reason, _):
            words = ["ticket", "close", str(came.number), "--reason", reason]
        case other:
            words = [type(other).__name__]
    return plain("signoff " + " ".join(_quoted(word) for word in words))


def _quoted(word: str) -> str:
    return word if shlex.quote(word) == word else f'"{word}"'


def _labels(came: Came) -> str:
    if came.ticket is None or came.ticket.line.category is None:
        return ""
    line = came.ticket.line
    severity = f", severity {line.severity.value}" if line.severity else ""
    return f"{came.ticket.line.category.value.replace('_', ' ')}{severity}"


def _waits(came: Came) -> str:
    if came.review is None:
        return ""
    return "waits for a CSM: " + ", ".join(reason.value.replace("_", " ") for reason in came.review.reasons)


def _excerpt(text: str, template: str) -> str:
    """The paragraph that says the most: the first lines are the reply mark and the greeting."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    place = _TELLING.get(template, 2)
    return blocks[place] if len(blocks) > place else text


def _cells(came: Came) -> tuple[str, ...]:
    line = came.fetched
    said = line.outcome.value if line and line.outcome else came.result or "by a CSM"
    labels = _labels(came) if line is None or line.outcome is Outcome.OPENED else ""
    why = _waits(came).removeprefix("waits for a CSM: ") if line and (labels or came.scene.wanted.queued) else ""
    kinds = Counter(_SHORT.get(one.template, one.template.value.replace("_", " ")) for one in came.scene.wanted.out)
    sent = ", ".join(f"{count} × {kind}" if count > 1 else kind for kind, count in kinds.items())
    if came.letter is not None and came.scene.wanted.answer is not None:
        sent += f", {came.letter.language}"
    number = f"#{came.number}" if came.number else ""
    return came.scene.short, said, number, "; ".join(word for word in (labels, why) if word), sent
