"""The options that a draft is written by, and what they make of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from models.vocabulary import Language, Quorum, Turn
from processor.cli.options import words_of
from processor.errors import Refused

if TYPE_CHECKING:
    from processor.services.proposals import Beginning, Writing

Command = TypeVar("Command", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_PLAIN = ("title", "request", "goals", "scope", "hours", "price", "currency")
_OPTIONS = (
    click.option("--file", "source", type=_FILE, metavar="FILE", help="The draft as TOML; - reads standard input."),
    click.option("--title", metavar="TEXT", help="One line that says what is offered; else the ticket's subject."),
    click.option("--request", metavar="TEXT", help="What was asked for; else the customer's own words."),
    click.option("--goals", metavar="TEXT", help="What the customer gains by it."),
    click.option("--scope", metavar="TEXT", help="What is done, and what is not."),
    click.option("--criterion", "criteria", multiple=True, metavar="TEXT", help="When it is done; repeatable."),
    click.option("--hours", metavar="NUMBER", help="The effort; an empty text for none."),
    click.option("--price", metavar="AMOUNT", help="Such as 4200.00; an empty text for none."),
    click.option("--currency", metavar="CODE", help="ISO 4217, such as EUR."),
    click.option(
        "--valid-until", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="The last day to accept it, in UTC."
    ),
    click.option(
        "--attach",
        "attached",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="A document that is approved with it; replaces one of the same name; repeatable.",
    ),
    click.option("--detach", "detached", multiple=True, metavar="NAME", help="Leave a document out; repeatable."),
    click.option("--language", type=words_of(Language), help="The language it is written in; else the customer's."),
    click.option("--together/--in-order", "together", default=None, help="Ask the customer's approvers all at once?"),
    click.option("--any/--all", "enough", default=None, help="Is one of the customer's approvers enough?"),
    click.option(
        "--approver",
        "approvers",
        multiple=True,
        metavar="ADDRESS",
        help="Who approves for the customer; else everyone in the register; repeatable.",
    ),
)


def draft_options(command: Command) -> Command:
    """The command with every option of a draft, which it gets as keywords."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Given:
    """What was given at the prompt. `values` are those of the content; None and nothing stand for what was not."""

    source: Path | None
    values: dict[str, Any]
    attached: tuple[Path, ...] = ()
    detached: tuple[str, ...] = ()
    language: str | None = None
    turn: Turn | None = None
    quorum: Quorum | None = None
    others: tuple[object, ...] = field(default=())

    @property
    def is_nothing(self) -> bool:
        """Whether no option was given at all: then an editor is opened."""
        return not any((self.source, self.values, self.attached, self.detached, *self.others))

    def written(self, began: "Beginning", content: Any, by: str) -> "Writing":
        """The draft that a text (`content`) and the options make together. Raises Refused for what can't be."""
        from processor.services.drafts import attachables, changed
        from processor.services.proposals import Writing

        files = attachables(self.attached)
        after = changed(content, self.values)
        missing = [name for name in self.detached if name not in {one.filename for one in after.documents}]
        if missing:
            raise Refused(f"there is no document {missing[0]!r}: signoff proposal show names them")
        gone = {*self.detached, *(file.document.filename for file in files)}
        kept = tuple(one for one in after.documents if one.filename not in gone)
        return Writing(
            by=by,
            language=self.language or began.language,
            content=replace(after, documents=(*kept, *(file.document for file in files))),
            turn=self.turn or began.turn,
            quorum=self.quorum or began.quorum,
            files=files,
            seen=began.row_version,
        )


def given_of(options: dict[str, Any]) -> Given:
    """What the options say. An option that was not given changes nothing."""
    values = {name: options[name] for name in _PLAIN if options[name] is not None}
    if options["criteria"]:
        values["criteria"] = list(options["criteria"])
    if options["approvers"]:
        values["approvers"] = [one for one in options["approvers"] if one]
    last: datetime | None = options["valid_until"]
    if last is not None:
        values["valid_until"] = last.date()
    together, enough = options["together"], options["enough"]
    return Given(
        source=options["source"],
        values=values,
        attached=options["attached"],
        detached=options["detached"],
        language=options["language"],
        turn=None if together is None else Turn.TOGETHER if together else Turn.IN_ORDER,
        quorum=None if enough is None else Quorum.ANY if enough else Quorum.ALL,
        others=(options["language"], together is not None, enough is not None),
    )
