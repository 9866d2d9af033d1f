"""What people do in the story beside mail and tickets: they keep the register, propose, and examine the evidence."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.vocabulary import Side
from processor.clock import utc_now
from processor.demo.checks import Problem
from processor.demo.script import Enrol, Exhibit, Propose
from processor.demo.world import World
from processor.evidence.verify.checks import CheckResult, Verdict, Verification
from processor.evidence.verify.files import CERTIFICATE, files_of
from processor.evidence.verify.seal import Pins
from processor.facts.proposing import ConfirmEntry
from processor.services.drafts import changed
from processor.services.proposals import Writing
from processor.services.verification import verify
from processor.store.views.acceptances import AcceptanceLine

_SHOWN = ("integrity", "timestamp", "log_certificate", "dkim", "grammar")
"""Checks of a valid certificate that are worth a line; the others are counted."""

_CLAIMS = ("record_type", "notices", "dkim")
"""Checks that tell what kind of acceptance it is."""

_DATE = b"(D:"
_FINGERPRINT = re.compile(r"(?:root|Stammzertifikat|корнев)[^:]*\bSHA-256\b[^:]*:\s+([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody typed, what came of it in a word and in lines to tell, and what is not as it must be."""

    command: str
    result: str
    told: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


class Dealings:
    """Does it by the services, as the commands do."""

    def __init__(self, world: World) -> None:
        self._world = world

    def enrol(self, enrol: Enrol) -> Found:
        """Every entry, asked for by one person and confirmed by another.

        In whole seconds, as the mail server tells when it received a reply: one that comes at once is not too early.
        """
        register, told, now = self._world.app.register(), [], utc_now().replace(microsecond=0)
        for customer, command in enrol.entries:
            line = register.enter(customer, command, now)
            line = register.confirm(line.entry.approver_id, ConfirmEntry(enrol.confirmed_by), now)
            side = "the vendor's side" if command.side is Side.VENDOR else customer
            told.append(
                f"{line.entry.name}, {line.entry.title}, may approve for {side}: "
                f"by {command.by} and {enrol.confirmed_by}"
            )
        typed = f"signoff approver add {enrol.entries[-1][1].address} …; signoff approver confirm …"
        return Found(typed, "by two CSMs", tuple(told))

    def propose(self, number: int, propose: Propose) -> Found:
        """A proposal for the ticket, drafted and sent."""
        proposals = self._world.app.proposals()
        begun = proposals.beginning(number, utc_now())
        content = changed(begun.content, dict(propose.changes))
        drafted = proposals.draft(number, Writing(propose.by, begun.language, content), utc_now())
        sent = proposals.send(drafted.line.number, propose.by, utc_now())
        digest = sent.versions[-1].document_sha256
        price = f"{content.price}, " if content.price else ""
        return Found(
            f"signoff proposal draft {number} …; signoff proposal send {sent.line.number}",
            "by a CSM",
            (
                f"PR-{sent.line.number} version {sent.line.sent_version}: {sent.line.title}, "
                f"{price}{content.hours} hours, valid until {content.valid_until}",
                f"frozen as SHA-256 {digest[:16]}…; a change would be another version",
            ),
        )

    def examine(self, exhibit: Exhibit, receipt: str) -> Found:
        """What comes of an examination of the newest acceptance. `receipt` is the text of its receipt mail.

        A stranger believes no root because it lies in the bundle, but the one whose fingerprint the receipt names.
        """
        fingerprint = _FINGERPRINT.search(receipt)
        pins = Pins(fingerprint=fingerprint[1] if fingerprint else "")
        match exhibit:
            case Exhibit.EXPORT:
                return self._export()
            case Exhibit.VERIFY:
                return self._verify(pins, _SHOWN)
            case Exhibit.PROVE:
                exported, found = self._export(), self._verify(pins, _CLAIMS)
                return replace(found, command=f"{exported.command}; {found.command}")
            case Exhibit.ALTER:
                return self._alter(pins)
            case Exhibit.LEDGER:
                return self._ledger()

    @property
    def newest(self) -> AcceptanceLine:
        """The newest acceptance."""
        return self._world.app.store.views.acceptances(limit=1)[0]

    def _export(self) -> Found:
        """The bundle as it is exported, and its files beside it, so that people can look at them."""
        bundle, folder = self._bundle, self._bundle.with_suffix("")
        content = self._world.app.bundles().export(self.newest.number)
        folder.mkdir(parents=True)
        bundle.write_bytes(content)
        files = files_of(content)
        for name, part in files.items():
            (folder / name).write_bytes(part)
        typed = f"signoff acceptance export {self.newest.number}"
        told = (f"{len(files)} files; README.txt tells how to check them", f"the certificate: {folder / CERTIFICATE}")
        return Found(typed, "exported", told)

    def _verify(self, pins: Pins, shown: tuple[str, ...]) -> Found:
        found = verify(self._bundle, pins, utc_now())
        passed = [check for check in found.checks if check.result is CheckResult.PASSED]
        told = [f"{found.verdict.value}: {len(passed)} of {len(found.checks)} checks passed, among them:"]
        told += [f"{check.name}: {check.detail}" for check in passed if check.name in shown]
        undone = [check.name for check in found.checks if check.result is CheckResult.NOT_DONE]
        told += [f"not done, and said so: {', '.join(undone)}"] if undone else []
        typed = f"signoff acceptance verify {self._bundle.name} --root-fingerprint {pins.fingerprint[:12]}…"
        return Found(typed, found.verdict.value, tuple(told), tuple(_differs("the bundle", Verdict.VALID, found)))

    def _alter(self, pins: Pins) -> Found:
        """The certificate in a folder of its own, one byte changed: a digit of the year that it tells."""
        folder = self._bundle.with_name(f"{self.newest.number}-altered")
        shutil.copytree(self._bundle.with_suffix(""), folder)
        whole = bytearray((folder / CERTIFICATE).read_bytes())
        place = whole.index(_DATE) + len(_DATE) + len("2026") - 1
        before, whole[place] = whole[place], whole[place] ^ 1
        (folder / CERTIFICATE).write_bytes(whole)
        found = verify(folder, pins, utc_now())
        failed = [check for check in found.checks if check.result is CheckResult.FAILED]
        told = [f"byte {place:,} of {len(whole):,}: “{chr(before)}” is “{chr(whole[place])}” now"]
        told += [f"{found.verdict.value}: {check.name}: {check.detail}" for check in failed]
        problems = [*_differs("the altered bundle", Verdict.INVALID, found)]
        if not any(check.name == "receipt" for check in failed):
            problems.append(Problem("the receipt's word on it", "another file", "the same"))
        return Found(f"signoff acceptance verify {folder.name}", "refused", tuple(told), tuple(problems))

    def _ledger(self) -> Found:
        report = self._world.app.ledger().verify()
        told = f"whole: {report.entries} entries, {report.checkpoints} signed checkpoints, root {report.root[:16]}…"
        problems = [Problem(f"ledger: {finding.what}", "nothing", finding.sentence) for finding in report.findings]
        if report.unsigned or report.waiting:
            problems.append(Problem("ledger", "every entry signed", f"{report.unsigned + report.waiting} are not"))
        return Found("signoff ledger verify", "whole", (told,), tuple(problems))

    @property
    def _bundle(self) -> Path:
        return self._world.evidence / f"{self.newest.number}.zip"


def _differs(what: str, wanted: Verdict, found: Verification) -> Iterator[Problem]:
    if found.verdict is not wanted:
        said = "; ".join(str(check) for check in found.checks if check.result is not CheckResult.PASSED)
        yield Problem(f"verdict on {what}", wanted.value, f"{found.verdict.value}: {said}")
