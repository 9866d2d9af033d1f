"""Plays one scene after another and waits for what comes of it. All work is done by the daemon and the services."""

import email
import time
from collections.abc import Callable
from dataclasses import replace

from models.vocabulary import OutboxState
from processor.clock import utc_now
from processor.demo.checks import Came, Problem, compare
from processor.demo.interruption import Interruption
from processor.demo.letters import Letter, open_letter
from processor.demo.mails import LONG_AGO, fill, moments, values_of
from processor.demo.script import Mail, Scene, Work
from processor.demo.world import ADDRESS, World
from processor.facts.causes import Confirm, Correct
from processor.store.outbox import OutboxRow
from processor.store.views.fetched import FetchedLine

_POLL_SECONDS = 0.01


class NotSo(Exception):  # noqa: N818 - a finding about the program that is shown, not an error of this one
    """Something that must come true did not."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{one.what}: expected {one.expected}, came {one.came}" for one in problems))
        self.problems = problems


class Stage:
    """The scenes played so far, in `played`. `patience` is how many seconds anything may take.

    Everything raises Interrupted soon after somebody asked to end.
    """

    def __init__(self, world: World, patience: float, interruption: Interruption) -> None:
        self.played: dict[str, Came] = {}
        self._interruption = interruption
        self._world = world
        self._patience = patience
        self._filled: dict[str, bytes] = {}

    def lay(self, scene: Scene) -> str:
        """Put the scene's mail into the mailbox before anybody looks; the SHA-256 of its bytes."""
        assert isinstance(scene.happens, Mail)
        return self._world.office.leave(self._mail(scene.happens), utc_now() - LONG_AGO)

    def find(self, scene: Scene, digest: str) -> Came:
        """What came of the mail that was laid there."""
        assert isinstance(scene.happens, Mail)
        subject = _subject(self._mail(scene.happens))
        return self._finished(Came(scene, fetched=self._outcome(digest), subject=subject), 0)

    def play(self, scene: Scene) -> Came:
        """What came of the scene. Raises NotSo unless it is all that the scene wants."""
        self._interruption.check()
        queued = len(self._outbox())
        match scene.happens:
            case Mail() as mail:
                came = self._receive(scene, mail)
            case Work() as work:
                came = self._work(scene, work)
        return self._finished(came, queued)

    def settle(self) -> None:
        """Wait until every mail of ours is known to be sent. Raises NotSo when one isn't."""
        if not self._until(lambda: all(row.state is OutboxState.SENT for row in self._outbox())):
            states = ", ".join(f"to {row.recipient}: {row.state.value}" for row in reversed(self._outbox()))
            raise NotSo(Problem("outbox", "every mail sent", states + self._switched_off()))

    def _receive(self, scene: Scene, mail: Mail) -> Came:
        raw, office = self._mail(mail), self._world.office
        answered = self.played[mail.answers].letter if mail.answers else None
        to = answered.reply_to if answered else ADDRESS
        digest = office.leave(raw, utc_now()) if mail.dropped else office.post(mail.sender, to, raw)
        answers = str(email.message_from_bytes(raw)["Message-ID"] or "")
        return Came(scene, self._outcome(digest), subject=_subject(raw), answers=answers)

    def _work(self, scene: Scene, work: Work) -> Came:
        tickets = self._world.app.tickets()
        before = self._came(scene, self.played[work.on].number)
        match work.command:
            case Confirm() | Correct() as decision:
                if before.review is None:
                    raise NotSo(Problem("queue item", f"one for #{before.number}", "none"))
                tickets.review(before.review.review_id, decision, utc_now())
            case command:
                tickets.work(before.number, command, utc_now())
        self._world.mail_queued()
        return replace(before, worked_on=before.review.review_id if before.review else 0)

    def _finished(self, came: Came, queued: int) -> Came:
        """With the ticket as it stands now, and the mail that went out; checked against what was wanted."""
        scene = came.scene
        number = came.fetched.ticket_number if came.fetched else came.number
        if scene.wanted.bounced:  # a bounce is filed on no ticket, but it is about one
            number = self.played[scene.wanted.bounced].number
        row, letter, missing = self._sent(scene, queued)
        stands = self._came(scene, number)
        came = replace(
            came, ticket=stands.ticket, review=stands.review, letter=letter, template=row.template if row else ""
        )
        problems = (*compare(came, self.played), *missing, *self._bounced(scene))
        if problems:
            raise NotSo(*problems)
        self.played[scene.name] = came
        return came

    def _came(self, scene: Scene, number: int) -> Came:
        views = self._world.app.store.views
        ticket = views.ticket(number) if number else None
        waits = ticket.line.open_review_id if ticket else 0
        return Came(scene, ticket=ticket, review=views.review(waits) if waits else None)

    def _mail(self, mail: Mail) -> bytes:
        """The mail's bytes; a second delivery has the same ones."""
        if mail.file not in self._filled:
            values = moments(utc_now())
            for name, came in self.played.items():
                values |= values_of(name, came.letter) if came.letter else {}
            self._filled[mail.file] = fill(mail.file, values)
        return self._filled[mail.file]

    def _outcome(self, digest: str) -> FetchedLine:
        lines: tuple[FetchedLine, ...] = ()

        def ended() -> bool:
            nonlocal lines
            lines = self._world.app.store.views.fetched(digest)
            return bool(lines) and all(line.outcome is not None for line in lines)

        if not self._until(ended):
            came = f"{lines[0].state.value} {lines[0].last_error}".strip() if lines else "it was not even fetched"
            raise NotSo(Problem("outcome", f"one within {self._patience:g} s", came + self._switched_off()))
        if len(lines) != 1:
            raise NotSo(Problem("outcomes", "one", str(len(lines))))
        return lines[0]

    def _sent(self, scene: Scene, queued: int) -> tuple[OutboxRow | None, Letter | None, tuple[Problem, ...]]:
        """The mail that the scene made, once it has arrived. Nothing more can come: it is queued with its cause."""
        rows, office, answer = self._outbox(), self._world.office, scene.wanted.answer
        new = rows[: len(rows) - queued]
        if len(new) != (0 if answer is None else 1):
            expected = f"{answer.template} to {answer.to}" if answer else "silence"
            came = ", ".join(f"{row.template} to {row.recipient}" for row in new) or "silence"
            return None, None, (Problem("our mail", expected, came),)
        if not new:
            return None, None, ()
        if not self._until(lambda: len(office.arrived) >= len(rows)):
            expected = f"{new[0].template} to {new[0].recipient} arrives"
            came = f"nothing in {self._patience:g} s; in the outbox it is {new[0].state.value} {new[0].last_error}"
            return new[0], None, (Problem("our mail", expected, came.strip() + self._switched_off()),)
        letters = map(open_letter, office.arrived)
        letter = next((found for found in letters if found.message_id == new[0].message_id), None)
        strange = () if letter else (Problem("our mail", f"{new[0].message_id} arrives", "another mail"),)
        return new[0], letter, strange

    def _bounced(self, scene: Scene) -> tuple[Problem, ...]:
        letter = self.played[scene.wanted.bounced].letter if scene.wanted.bounced else None
        if letter is None:
            return ()
        rows = [row for row in self._outbox() if row.message_id == letter.message_id and row.bounced_at]
        return () if rows else (Problem("our mail to that address", "marked as bounced", "not marked"),)

    def _outbox(self) -> tuple[OutboxRow, ...]:
        """All mails of ours, the newest first."""
        return self._world.app.store.outbox.list()

    def _switched_off(self) -> str:
        paused = self._world.app.store.pauses.all()
        return "".join(f"; {pause.switch.value} is paused by {pause.by}: {pause.reason}" for pause in paused)

    def _until(self, condition: Callable[[], bool]) -> bool:
        until = time.monotonic() + self._patience
        while not condition():
            self._interruption.check()
            if time.monotonic() > until:
                return False
            time.sleep(_POLL_SECONDS)
        return True


def _subject(raw: bytes) -> str:
    return str(email.message_from_bytes(raw)["Subject"] or f"{len(raw):,} bytes")
