"""An answer before it leaves: texts to begin with, a look at the mail, and sending it."""

from datetime import timedelta
from typing import Final

from processor.errors import Refused
from processor.facts.causes import Reply
from processor.services.answers import Letter
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.drafts import Draft
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["draft_of", "held", "letter_of", "needed_text", "routes", "seen"]

LONGEST: Final = 50_000


def routes() -> list[PageRoute]:
    """Drafting and answering."""
    one = "/tickets/{number:int}"
    return [
        action(f"{one}/draft", _draft, once=False),
        page(f"{one}/drafts/{{token}}", _look),
        action(f"{one}/answer", _answer),
    ]


def seen(visit: Visit) -> int:
    """The version of the ticket that the page showed, which travels in each form that changes what it says."""
    return visit.form.number("seen")


def held(desk: Desk) -> timedelta:
    """How long a mail waits for somebody to think again."""
    return timedelta(seconds=desk.settings.web.undo_seconds)


def needed_text(visit: Visit, name: str, most: int = LONGEST) -> str:
    """A text that has to be there."""
    text = visit.form.text(name, most=most)
    if not text:
        raise visit.refuse("shell.fields.missing", label=visit.words(f"labels.{name}"))
    return text


def draft_of(visit: Visit, desk: Desk, number: int) -> Draft | None:
    """What whoever looks is writing, as the address names it."""
    token = visit.query.word("draft", most=40)
    return desk.drafts.find(token, visit.by, number) if token else None


def letter_of(visit: Visit, desk: Desk, draft: Draft) -> Letter | None:
    """The mail that the draft would be; None where it could not be sent at all."""
    try:
        letters = desk.answers.letters(draft.number, Reply(visit.by, draft.body, draft.wait), visit.now)
    except Refused:
        return None
    return letters[0] if letters else None


def _draft(visit: Visit, desk: Desk) -> Answer:
    """Adds a text to what was typed, or shows how the mail will look; nothing is sent or kept."""
    number, body = visit.number(), visit.form.text("body", most=LONGEST)
    name = visit.form.word("template", most=60)
    insert = visit.form.word("do") == "insert"
    if insert:
        if not name:
            raise visit.refuse("shell.fields.missing", label=visit.words("labels.template"))
        text = desk.answers.text(number, name, visit.actor.display, visit.now)
        body = f"{body}\n\n{text}" if body else text
    elif not body:
        raise visit.refuse("shell.fields.missing", label=visit.words("labels.body"))
    else:
        desk.answers.letters(number, Reply(visit.by, body, wait=False), visit.now)
    draft = Draft(visit.by, number, body[:LONGEST], visit.form.flag("wait"), shown=not insert)
    return visit.see(f"/tickets/{number}?draft={desk.drafts.keep(draft)}#answer")


def _look(visit: Visit, desk: Desk) -> Answer:
    draft = desk.drafts.find(visit.part("token"), visit.by, visit.number())
    letter = letter_of(visit, desk, draft) if draft is not None else None
    if letter is None:
        raise visit.refuse("tickets.refused.draft")
    return visit.framed(letter.rendered.html)


def _answer(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    command = Reply(visit.by, needed_text(visit, "body"), visit.form.flag("wait"))
    applied = desk.tickets.work(number, command, visit.now, hold=held(desk), version=seen(visit))
    return visit.see(f"/tickets/{number}?at=newest#newest", "tickets.said.answered", undo=applied.step_id)
