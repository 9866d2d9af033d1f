"""The proof at the end of the story: nothing lost, nothing doubled, and the daemon well."""

import json
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.vocabulary import Outcome
from processor.clock import utc_now
from processor.demo.checks import Came, Problem
from processor.demo.sites import Begin
from processor.demo.world import World
from processor.store.views.figures import Audit

_TIMEOUT = 5.0
_POLL_SECONDS = 0.05
PASSWORD = b'type="password"'
"""What only a page holds on which people sign in."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The figures, and everything that is not as it must be."""

    audit: Audit
    delivered: int
    requests: int
    deployments: int
    issues: int
    tickets: int
    queued: int
    arrived: int
    problems: tuple[Problem, ...]


def prove(world: World, played: Mapping[str, Came], patience: float) -> Proof:
    """Count what was delivered to the mailbox and to customers, and compare it with what the database says."""
    store = world.app.store
    scenes = [came.scene for came in played.values()]
    proof = Proof(
        audit=store.views.audit(utc_now()),
        requests=sum(came.fetched is not None and came.fetched.outcome is Outcome.OPENED for came in played.values()),
        deployments=sum(isinstance(scene.happens, Begin) for scene in scenes),
        issues=sum(scene.wanted.site.issues for scene in scenes if scene.wanted.site is not None),
        delivered=len(world.office.delivered),
        tickets=len(store.views.tickets()),
        queued=len(store.outbox.list()),
        arrived=len(world.office.arrived),
        problems=(),
    )
    return replace(proof, problems=(*_counted(proof), *_each_once(world), *check_doors(world, patience)))


def _counted(proof: Proof) -> Iterator[Problem]:
    audit = proof.audit
    if not audit.sound or audit.waiting:
        found = "; ".join(finding.what for finding in audit.findings) or f"{audit.waiting} still wait"
        yield Problem("proof", "every message has exactly one outcome", found)
    if audit.messages != proof.delivered:
        yield Problem("messages kept", str(proof.delivered), str(audit.messages))
    causes = proof.requests + proof.deployments + proof.issues
    if proof.tickets != causes:
        yield Problem("tickets", f"{causes}, one for each request, deployment and issue", str(proof.tickets))
    if proof.arrived != proof.queued:
        yield Problem("mails that reached customers", str(proof.queued), str(proof.arrived))


def _each_once(world: World) -> Iterator[Problem]:
    """Every mail that was put into the mailbox is one fetch record, known by the SHA-256 of its bytes."""
    kept = Counter(line.digest for line in world.app.store.views.fetched())
    if kept != Counter(world.office.delivered):
        yield Problem("bytes kept", "equal to the bytes delivered, each once", "they differ")


def check_doors(world: World, patience: float) -> Iterator[Problem]:
    """The daemon's own health page, asked over HTTP as a monitoring system does, and the door of the CSM's pages."""
    door = f"{world.pages}/signin"
    for what, url, wanted in (("health", world.health, "ready"), ("sign-in", door, "a page that asks for a password")):
        until = time.monotonic() + patience
        while (said := _fault(url, PASSWORD if url == door else b"")) and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
        if said:
            yield Problem(f"{what} at {url}", wanted, said)


def _fault(url: str, holds: bytes) -> str:
    """What is wrong, in its words where it has some; empty when it answers well, with these bytes."""
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT) as answer:  # noqa: S310 - our own address on the loopback
            return "" if holds in answer.read() else "another page"
    except urllib.error.HTTPError as error:
        with error:
            said = error.read()
            return _problems(said) or f"it answers {error.code}"
    except OSError as error:
        return f"no answer: {error}"


def _problems(said: bytes) -> str:
    """Those that the health page names."""
    try:
        return "; ".join(json.loads(said)["problems"])
    except (ValueError, KeyError, TypeError):
        return ""
