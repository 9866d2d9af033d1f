"""`signoff demo`: the story from its first mail to the proof."""

import time
from collections.abc import Callable, Iterable, Iterator

from rich.console import Console

from processor.clock import utc_now
from processor.demo.agreement import NEGOTIATION, PROOF
from processor.demo.completion import SIGNED, SILENT
from processor.demo.finale import Proof, prove
from processor.demo.interruption import Interruption
from processor.demo.morning import MORNING
from processor.demo.rollout import GOING_LIVE, PREPARATION
from processor.demo.script import Scene
from processor.demo.stage import NotSo, Stage
from processor.demo.story import CSM, CUSTOMERS_WRITE, PROLOGUE, STAFF_WORKS
from processor.demo.teller import Teller
from processor.demo.world import ADDRESS, World, small_world
from processor.evidence.verify.files import CERTIFICATE

PATIENCE = 15.0
"""Seconds that any step may take on a busy machine; a quiet one needs a twentieth."""

_LISTEN_SECONDS = 0.1

CHAPTERS = (
    ("Customers write", CUSTOMERS_WRITE),
    ("A CSM works", STAFF_WORKS),
    ("A proposal is approved by both sides", NEGOTIATION),
    ("What remains of it is evidence", PROOF),
    ("Two deployments, in moved time: the forms", PREPARATION),
    ("Two deployments: going live", GOING_LIVE),
    ("One customer signs, and names what is left", SIGNED),
    ("The other falls silent", SILENT),
    ("Today: a morning like any other", MORNING),
)


def run_demo(
    console: Console,
    *,
    stay: bool,
    interruption: Interruption,
    patience: float = PATIENCE,
    before: Callable[[World], None] = lambda _: None,
) -> bool:
    """Whether every step came out right. With `stay` it goes on serving afterwards, until it is interrupted.

    `before` is called when the daemon is about to start. Raises Interrupted when that comes before the end.
    """
    teller = Teller(console)
    teller.title("Signoff: mail in, tickets and answers out")
    with small_world() as world:
        teller.say(
            f"A mailbox {ADDRESS} and a mail server are here now, with a database and keys in {world.config.parent}. "
            "The daemon starts with all its loops; every mail below takes its real way, and every step is checked. "
            f"The clock is set back to {utc_now():%d %B %Y}: what takes six weeks ends today.",
            "dim",
        )
        stage = Stage(world, patience, interruption)
        before(world)
        good = _played(stage, world, teller)
        teller.chapter("What came of it")
        teller.table(came for came in stage.played.values() if came.fetched is not None)
        good = good and _proven(prove(world, stage.played, patience), teller)
        _where_next(world, teller, stay=stay and good)
        while stay and good and not interruption.asked:
            time.sleep(_LISTEN_SECONDS)
    return good


def _played(stage: Stage, world: World, teller: Teller) -> bool:
    try:
        teller.scene(0, PROLOGUE)
        digest = stage.lay(PROLOGUE)
        world.start()
        teller.came(stage.find(PROLOGUE, digest))
        first = 1
        for title, scenes in CHAPTERS:
            teller.chapter(title)
            if scenes is MORNING:
                world.today()
            _scenes(first, scenes, stage, teller)
            first += len(scenes)
        stage.settle()
    except NotSo as finding:
        teller.wrong(finding.problems)
        teller.say("This did not come out right: the story ends here.", "bold red")
        return False
    return True


def _scenes(first: int, scenes: Iterable[Scene], stage: Stage, teller: Teller) -> None:
    for number, scene in enumerate(scenes, first):
        teller.scene(number, scene)
        teller.came(stage.play(scene))


def _proven(proof: Proof, teller: Teller) -> bool:
    teller.console.print()
    if proof.problems:
        teller.wrong(proof.problems)
        return False
    audit = proof.audit
    teller.say(
        f"✓ Every message has exactly one outcome: {proof.delivered} delivered, {audit.with_outcome} done, "
        f"{audit.quarantined} in quarantine, none waits. Their bytes are kept as they came.",
        "green",
    )
    teller.say(
        f"✓ {proof.requests} requests, {proof.deployments} deployments and {proof.issues} outstanding issues: "
        f"{proof.tickets} tickets; {proof.queued} mails queued, {proof.arrived} arrived, each once.",
        "green",
    )
    return True


def _where_next(world: World, teller: Teller, *, stay: bool) -> None:
    teller.chapter("Where to look next")
    if not stay:
        teller.commands(
            (
                ("signoff inspect FILE.eml", "what Signoff reads in a mail of yours, changing nothing"),
                ("cp config.example.toml config.toml", "then name your mailbox and your SMTP server in it"),
                ("signoff doctor", "checks all of it, and says what to do"),
                ("signoff run --observe", "reads and decides on the real mailbox, sends and changes nothing"),
            )
        )
        teller.console.print()
        return
    teller.say(
        "Sign in as Maria, and work through what waits for her. Everything goes on working until Ctrl-C:", "bold"
    )
    teller.facts((("The pages", world.pages), ("Login", CSM), ("Password", world.password)))
    teller.say(
        "Press ? there for the keys. Every mail that you send goes to this story's own mail server, and nowhere else."
    )
    teller.console.print()
    teller.say(f"Mail to {ADDRESS} is taken by SMTP at 127.0.0.1:{world.office.port}; the daemon's health is at")
    teller.say(f"{world.health}. The same by commands, in another terminal:")
    teller.commands(
        (
            (f"export SIGNOFF_CONFIG={world.config}", ""),
            ("signoff queue list", "what waits for a CSM, and why"),
            ("signoff ticket show 1", "everything that happened to one request"),
            ("signoff outbox list", "what customers were sent"),
            ("signoff deployment show 1", "and: signoff proposal show 1"),
            *_evidence(world),
            ("signoff doctor", "is all well?"),
        )
    )
    teller.console.print()


def _evidence(world: World) -> Iterator[tuple[str, str]]:
    """Commands for the first bundle that was exported."""
    for bundle in sorted(world.evidence.glob("*.zip"))[:1]:
        certificate = bundle.with_suffix("") / CERTIFICATE
        yield f"signoff acceptance verify {bundle}", "offline, by a stranger"
        yield f"xdg-open {certificate}", "the certificate: open it in any PDF program"
