"""What the model said of a mail and why, as a CSM reads it."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import click

from models.vocabulary import Category
from processor.cli import show
from processor.cli.words import one_line

if TYPE_CHECKING:
    from processor.services.nearest import NearMail
    from processor.services.why import Judged

WIDTH: Final = 80
"""Columns that everything here fits into, however wide the terminal is."""

BAR: Final = 24
NAME: Final = max(map(len, Category))
SUBJECT: Final = 30
WHERE: Final = 18


def print_why(verdict: "Judged", near: Iterable["NearMail"]) -> None:
    """The labels, how sure the model is, the candidates as bars, the words on both sides, and the closest mails."""
    from processor.services.why import candidates, standing

    show.heading("What the model says")
    level = f", severity {verdict.severity.value}" if verdict.severity else ""
    reason = f", reason {verdict.reason.value}" if verdict.reason else ""
    click.echo(f"  {verdict.category.value} at {verdict.confidence:.0%}{level}{reason}")
    sentence = one_line(standing(verdict))
    _wrapped("  ", f"{sentence[:1].upper()}{sentence[1:]}.")
    click.echo()
    for name, share in candidates(verdict):
        _bar(name, share, chosen=name == verdict.category, likely=name in verdict.likely)
    click.echo()
    _words("words for", verdict.why)
    _words("words against", verdict.against)
    _mails(list(near))


def _bar(name: str, share: float, *, chosen: bool, likely: bool) -> None:
    filled = max(1, round(share * BAR))
    bar = click.style("█" * filled, fg="cyan" if chosen else None) + " " * (BAR - filled)
    click.echo(f"  {name:<{NAME}}  {share:>4.0%}  {bar}  {'likely' if likely else ''}".rstrip())


def _words(side: str, terms: Iterable[tuple[str, float]]) -> None:
    """Terms with their weights; a line ends between two of them only."""
    told = [f"{one_line(term)} {weight:+.2f}".replace(" ", "\xa0") for term, weight in terms]
    if told:
        _wrapped(f"  {side:<13}  ", ", ".join(told))


def _wrapped(margin: str, text: str) -> None:
    lines = textwrap.wrap(text, WIDTH - len(margin), break_on_hyphens=False) or [""]
    click.echo(f"{click.style(margin, dim=True)}{lines[0]}".replace("\xa0", " "))
    for line in lines[1:]:
        click.echo(f"{' ' * len(margin)}{line}".replace("\xa0", " "))


def _mails(near: Sequence["NearMail"]) -> None:
    if not near:
        return
    show.heading("Labelled mails closest to it")
    subjects = [
        one_line(mail.subject, SUBJECT) or ("(no subject)" if mail.where else one_line(mail.id, SUBJECT))
        for mail in near
    ]
    width = max(map(len, subjects))
    for mail, subject in zip(near, subjects, strict=True):
        where = click.style(one_line(mail.where, WHERE), dim=True)
        click.echo(f"  {mail.similarity:>4.0%}  {mail.category.value:<{NAME}}  {subject:<{width}}  {where}".rstrip())
