"""Can mail be handed over, and can every mail be written?"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

from models.vocabulary import Language, TicketState
from processor.effects.mail import MailTemplate
from processor.services.composing import Composer
from processor.services.doctor.findings import Check, Finding, fail, ok
from processor.services.doctor.specimens import Specimen, specimens
from processor.store.apply import TicketRowFacts


def smtp_check(probe: Callable[[], Awaitable[str]]) -> Check:
    """Connect, log in, say goodbye: no mail is sent."""

    def look(_now: datetime) -> Iterator[Finding]:
        async def ask() -> str:
            return await probe()

        yield ok("smtp", asyncio.run(ask()))

    return Check("smtp", look)


def templates_check(composer: Composer, languages: tuple[Language, ...]) -> Check:
    """Every mail in every language that the settings name, written about a ticket that doesn't exist."""

    def look(now: datetime) -> Iterator[Finding]:
        ticket = TicketRowFacts(0, 1042, "a" * 16, "A question", "", now, "en", TicketState.NEW, "")
        for template in MailTemplate:
            for language in languages:
                for made in specimens(template, language.value, now):
                    yield from _rendered(composer, made, ticket, now)
        yield ok("templates", f"{len(MailTemplate)} mails can be written in {', '.join(languages)}")

    return Check("templates", look)


def _rendered(composer: Composer, made: Specimen, ticket: TicketRowFacts, now: datetime) -> Iterator[Finding]:
    mail, bodies = made
    try:
        composer.compose(mail, ticket, "<doctor@signoff.example>", now, bodies)
    except Exception as error:  # noqa: BLE001 - whatever a template throws is the finding
        about = f" about {mail.approval.name}" if mail.approval else ""
        text = f"{mail.template}{about} in {mail.language} cannot be written: {type(error).__name__}: {error}"
        yield fail("templates", text, "reinstall Signoff: its templates are damaged")
