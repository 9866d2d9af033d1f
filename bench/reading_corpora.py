"""What reading makes of the mail corpora, as a table beside what mail-parser alone made of them.

Run as `python -m bench.reading_corpora`; `--list` names each mail that differs from its expectation.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Part
from pathlib import Path

from mailparser import parse_from_bytes

from bench import corpora
from bench.corpora import Expected
from models.vocabulary import Kind
from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.reading.limits import Limits
from processor.reading.read import read

OWN = OwnMarks()
LIMITS = Limits()


@dataclass(slots=True)
class Score:
    """How many of a corpus's mails were read as expected, field by field, and which were not."""

    total: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, path: Path, right: bool) -> None:
        """Count one field of one mail."""
        self.wrong.setdefault(what, [])
        if not right:
            self.wrong[what].append(path.name)


def message_of(path: Path) -> Message:
    """A file of the corpora as read by us."""
    return read(path.read_bytes(), OWN, LIMITS)


def compare(expectations: Iterable[Expected]) -> Score:
    """The score of one corpus."""
    score = Score()
    for expected in expectations:
        score.total += 1
        message = message_of(expected.path)
        sender = message.sender.address if message.sender else ""
        if expected.sender is not None:
            score.note("from", expected.path, sender.lower() == expected.sender.lower())
        if expected.subject is not None:
            same = corpora.without_blanks(message.subject) == corpora.without_blanks(expected.subject)
            score.note("subject", expected.path, same)
        if expected.body is not None:
            score.note("body", expected.path, corpora.same_words(expected.body, message.text))
        if expected.attachments is not None:
            score.note("attachments", expected.path, len(message.attachments) == expected.attachments)
    return score


def kinds(paths: Iterable[Path]) -> Counter[Kind]:
    """How many mails of each kind."""
    return Counter(message_of(path).kind for path in paths)


def sisimai_bounces(folder: Path) -> list[Path]:
    """The bounces of sisimai's set: without its complaints and its automatic answers."""
    found = sorted((folder / "data/mail/sisimai-set-of-emails/bsd").glob("*.eml"))
    return [path for path in found if not path.name.startswith(("arf-", "rfc3834-"))]


def flufl_bounces(folder: Path) -> list[Path]:
    """The bounces of flufl.bounce's tests."""
    found = sorted((folder / "data/mail/flufl.bounce").glob("*.txt"))
    return [path for path in found if path.name != "LICENCE-NOTE.txt"]


def human_mail(folder: Path) -> list[Path]:
    """Mail that people wrote: Redmine's, talon's, and Discourse's without its bounces and automatic mails."""
    root = folder / "data/mail"
    machine = ("bounced_", "hard_bounce", "soft_bounce", "auto_generated", "auto_reply")
    discourse = [path for path in (root / "discourse").glob("*.eml") if not path.name.startswith(machine)]
    return sorted([*(root / "redmine").glob("*.eml"), *discourse, *(root / "talon").rglob("*.eml")])


def inner_texts(raw: bytes) -> list[str]:
    """The first words of the texts inside attached messages that the mail does not also say by itself."""
    inner: list[str] = []
    outer: list[str] = []
    waiting = [(message_from_bytes(raw), False)]
    while waiting:
        part, attached = waiting.pop()
        below = part.get_payload()
        if isinstance(below, list):
            attached |= part.get_content_type() == "message/rfc822"
            waiting += [(one, attached) for one in below if isinstance(one, Part)]
        elif part.get_content_type() == "text/plain":
            data = part.get_payload(decode=True)
            words = " ".join(data.decode("utf-8", "replace").split()) if isinstance(data, bytes) else ""
            (inner if attached else outer).append(words)
    said = " ".join(outer)
    return [words[:40] for words in inner if len(words) > 10 and words[:40] not in said]


def cpu_ms(work: Callable[[bytes], object], mails: list[bytes]) -> float:
    """CPU milliseconds per mail, the best of three rounds."""
    rounds = []
    for _ in range(3):
        begin = time.process_time()
        for raw in mails:
            work(raw)
        rounds.append((time.process_time() - begin) * 1000 / len(mails))
    return min(rounds)


def _by_mail_parser(raw: bytes) -> object:
    try:
        return parse_from_bytes(raw)
    except Exception:  # noqa: BLE001 - its failures are counted elsewhere
        return None


def main() -> int:
    """Print the table. Exit code 1 where a mail made reading fail, or there is no data."""
    folder = corpora.shared()
    if folder is None:
        print("no shared data beside the checkout")
        return 1
    verbose = "--list" in sys.argv
    paths = list(corpora.mails(folder))
    crashed, counted = _all(paths)
    print(f"files {len(paths)}, crashes {crashed}, kinds {dict(sorted(counted.items()))}")
    for name, corpus in (("zammad", corpora.zammad), ("stalwart", corpora.stalwart), ("mime4j", corpora.mime4j)):
        score = compare(corpus(folder))
        wrong = ", ".join(f"{what} {len(names)}" for what, names in score.wrong.items())
        print(f"{name}: {score.total} mails, wrong: {wrong}")
        if verbose:
            print("\n".join(f"    {what}: {' '.join(names)}" for what, names in score.wrong.items()))
    groups = (("sisimai bounces", sisimai_bounces), ("flufl bounces", flufl_bounces), ("human mail", human_mail))
    for name, group in groups:
        print(f"{name}: {dict(sorted(kinds(group(folder)).items()))}")
    mails = [path.read_bytes() for path in paths]
    ours, theirs = cpu_ms(lambda raw: read(raw, OWN, LIMITS), mails), cpu_ms(_by_mail_parser, mails)
    print(f"CPU ms a mail: {ours:.2f}, mail-parser alone {theirs:.2f}, ratio {ours / theirs:.2f}")
    return 1 if crashed else 0


def _all(paths: list[Path]) -> tuple[int, Counter[Kind]]:
    crashed, counted = 0, Counter[Kind]()
    for path in paths:
        try:
            counted[message_of(path).kind] += 1
        except Exception as fault:  # noqa: BLE001 - a failure of reading is what this counts
            crashed += 1
            print(f"    {path}: {fault!r}")
    return crashed, counted


if __name__ == "__main__":
    sys.exit(main())
