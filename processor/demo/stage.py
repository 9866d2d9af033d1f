"""Plays one scene after another and waits for what comes of it. All work is done by the daemon and the services."""

import email
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from models.vocabulary import OutboxState
from processor.clock import utc_now
from processor.demo.checks import Came, Problem, compare
from processor.demo.dealchecks import compare_deal
from processor.demo.dealings import Dealings, Found
from processor.demo.interruption import Interruption
from processor.demo.letters import Letter, open_letter
from processor.demo.mails import LONG_AGO, fill, moments, values_of
from processor.demo.script import Answer, Enrol, Examine, Mail, Propose, Scene, Work
from processor.demo.sitechecks import compare_site
from processor.demo.sites import Begin, Later
from processor.demo.siteworks import SiteWorks
from processor.demo.world import ADDRESS, World
from processor.facts.causes import Confirm, Correct
from processor.store.outbox import OutboxRow
from processor.store.views.fetched import FetchedLine

_POLL_SECONDS = 0.02
_TIMERS_SECONDS = 0.2


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
        self._dealings = Dealings(world)
        self._sites = SiteWorks(world, self.played)
        self._patience = patience
        self._filled: dict[str, bytes] = {}
        self._opened: list[Letter] = []
        self._queued = 0

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
        queued = self._queued
        match scene.happens:
            case Mail() as mail:
                came = self._receive(scene, mail)
            case Work() as work:
                came = self._work(scene, work)
            case Enrol() as enrol:
                came = self._dealt(scene, self._dealings.enrol(enrol))
            case Propose() as propose:
                number = self.played[propose.on].number
                came = self._dealt(scene, self._dealings.propose(number, propose), number)
            case Examine() as examine:
                receipt = self.played[examine.on].letter
                came = self._dealt(scene, self._dealings.examine(examine.exhibit, receipt.text if receipt else ""))
            case at_a_site:
                number = self.played[scene.wanted.ticket].number if scene.wanted.ticket in self.played else 0
                came = self._dealt(scene, self._sites.do(at_a_site), number)
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

    def _dealt(self, scene: Scene, found: Found, number: int = 0) -> Came:
        """What people did or found; its own problems end the scene."""
        if found.problems:
            raise NotSo(*found.problems)
        self._world.mail_queued()
        return replace(self._came(scene, number), command=found.command, result=found.result, told=found.told)

    def _finished(self, came: Came, queued: int) -> Came:
        """With the ticket as it stands now, and the mail that went out; checked against what was wanted."""
        scene = came.scene
        number = came.fetched.ticket_number if came.fetched else came.number
        if scene.wanted.bounced:  # a bounce is filed on no ticket, but it is about one
            number = self.played[scene.wanted.bounced].number
        if isinstance(scene.happens, Later):
            self._until(self._world.is_swept)
        letters, missing = self._sent(scene, queued, came.fetched)
        came = replace(self._looked_at(came), letters=letters)
        if not isinstance(scene.happens, Begin):
            stands = self._came(scene, number)
            came = replace(came, ticket=stands.ticket, review=stands.review)
        problems = (
            *compare(came, self.played),
            *missing,
            *compare_deal(came),
            *compare_site(came),
            *self._bounced(scene),
        )
        if problems:
            raise NotSo(*problems)
        self.played[scene.name] = came
        self._queued = len(self._outbox())
        return came

    def _looked_at(self, came: Came) -> Came:
        """With the paper and the deployment that the scene is about, as they stand now."""
        views, wanted = self._world.app.store.views, came.scene.wanted
        if wanted.deal is not None:
            kind = wanted.deal.kind
            newest = views.proposals(kind=kind)[0]
            came = replace(came, proposal=views.proposal(newest.number, kind), scope=views.scope_log())
        if wanted.site is None:
            return came
        if isinstance(came.scene.happens, Begin):
            site = views.deployment(views.deployments(limit=1)[0].number)
            return replace(came, site=site, ticket=views.ticket(site.line.ticket_number))
        began = self.played[wanted.site.on].site
        assert began is not None
        waits = self._waits_for(began.line.number, wanted.site.waits) if wanted.site.waits else ""
        site = views.deployment(began.line.number)
        return replace(came, site=site, waits=waits, form=views.form(site.forms[-1].number) if site.forms else None)

    def _waits_for(self, number: int, words: str) -> str:
        """Why completion is not deemed accepted, once it is for this reason: all mail has to be looked at before."""
        deployments, found = self._world.app.deployments(), ""

        def told() -> bool:
            nonlocal found
            found = deployments.waits_for(number, utc_now())
            return words in found

        self._until(told)
        return found

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
                values |= values_of(name, came.letter, mail.fills) if came.letter else {}
            raw = fill(mail.file, values)
            self._filled[mail.file] = self._world.signing.sign(raw, mail.sender) if mail.signed else raw
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

    def _sent(
        self, scene: Scene, queued: int, fetched: FetchedLine | None
    ) -> tuple[tuple[Letter, ...], tuple[Problem, ...]]:
        """The mails that the scene made, once they have arrived. Nothing more can come: they are queued with its cause.

        Only a receipt is queued a moment later, when its certificate is sealed.
        """
        wanted = scene.wanted.out
        if scene.wanted.mails and (fetched is None or fetched.outcome is scene.wanted.outcome):
            self._until(lambda: len(self._outbox()) - queued >= len(wanted), timers=True)
        rows, office = self._outbox(), self._world.office
        new = rows[: len(rows) - queued]
        if Counter((one.template.value, one.to) for one in wanted) != Counter((r.template, r.recipient) for r in new):
            expected = ", ".join(f"{one.template} to {one.to}" for one in wanted) or "silence"
            came = ", ".join(f"{row.template} to {row.recipient}" for row in new) or "silence"
            return (), (Problem("our mail", expected, came + (self._switched_off() if wanted else "")),)
        if not self._until(lambda: len(office.arrived) >= len(rows)):
            expected = f"{new[0].template} to {new[0].recipient} arrives"
            came = f"nothing in {self._patience:g} s; in the outbox it is {new[0].state.value} {new[0].last_error}"
            return (), (Problem("our mail", expected, came.strip() + self._switched_off()),)
        return self._letters(wanted, new)

    def _letters(
        self, wanted: tuple[Answer, ...], new: tuple[OutboxRow, ...]
    ) -> tuple[tuple[Letter, ...], tuple[Problem, ...]]:
        """The mails in the order in which the scene names them."""
        self._opened += map(open_letter, self._world.office.arrived[len(self._opened) :])
        arrived = {letter.message_id: letter for letter in self._opened}
        strange = [row for row in new if row.message_id not in arrived]
        if strange:
            return (), (Problem("our mail", f"{strange[0].message_id} arrives", "another mail"),)
        left, letters = list(reversed(new)), []
        for one in wanted:
            row = next(row for row in left if (row.template, row.recipient) == (one.template.value, one.to))
            left.remove(row)
            letters.append(arrived[row.message_id])
        return tuple(letters), ()

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

    def _until(self, condition: Callable[[], bool], *, timers: bool = False) -> bool:
        """Whether it came true. With `timers` those are told to look, now and then."""
        begun = looked = time.monotonic()
        while not condition():
            self._interruption.check()
            now = time.monotonic()
            if now - begun > self._patience:
                return False
            if timers and now - looked > _TIMERS_SECONDS:
                self._world.look_at_time()
                looked = now
            time.sleep(_POLL_SECONDS)
        return True


def _subject(raw: bytes) -> str:
    return str(email.message_from_bytes(raw)["Subject"] or f"{len(raw):,} bytes")
