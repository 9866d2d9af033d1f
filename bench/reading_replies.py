"""How well replies are parted from quotes, on public sets of real mails: `python -m bench.reading_replies`.

The mails lie in `../shared/data/mail` (or under SIGNOFF_SHARED); they are read there and never copied. Three figures
per set: *exact*, the new text equals the expected one but for white space; *leak*, it holds a line that it must not;
*lost*, it lacks a line that it must hold.
"""

import email
import email.policy
import os
import pathlib
import time
from dataclasses import dataclass

from processor.reading.htmltext import html_to_text
from processor.reading.newtext import split_reply

_SHORTEST_LEAK = 4


@dataclass(frozen=True, slots=True)
class Case:
    """One mail's text and what its sender wrote."""

    name: str
    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of cases came to."""

    cases: int
    exact: int
    leak: int
    lost: int
    milliseconds: float
    failed: tuple[str, ...]


PEERS = {
    "email_reply_trimmer": "prototype 37/15/11 of 64; Crisp 32/25/8; talon 33/29/4",
    "talon": "prototype 8/1/3 of 12; talon itself 12/0/0",
    "crisp": "prototype 37/6/0 of 43; Crisp itself 41/2/0",
    "zapier": "prototype 3/1/0 of 4; Zapier itself 4/0/0",
    "talon html": "prototype 26 exact of 27 (with own probes), 0 leaks; talon itself 18 of 27",
}
"""What others reached on the whole sets; the folder holds about half of each."""

_ZAPIER = {
    "email_gmail": "This is a test for inbox replying to a github message.",
    "email_2_1": "Outlook with a reply",
    "email_2_2": "Outlook with a reply directly above line",
    "email_2_3": "Outlook with a reply above headers using unusual format",
}
_TALON_HTML = "Hi. I am fine.\n\nThanks,\nAlex"


def mail_folder() -> pathlib.Path:
    """Give back where the public mails are expected."""
    beside = pathlib.Path(__file__).resolve().parents[1].parent / "shared"
    return pathlib.Path(os.environ.get("SIGNOFF_SHARED", beside)) / "data" / "mail"


def _read(path: pathlib.Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def trimmer_cases(folder: pathlib.Path) -> list[Case]:
    """The pairs of Discourse's email_reply_trimmer."""
    base = folder / "email_reply_trimmer"
    paths = [base / "emails" / path.name for path in sorted((base / "trimmed").glob("*.txt"))]
    return [Case(path.stem, _read(path), _read(base / "trimmed" / path.name)) for path in paths if path.exists()]


def talon_cases(folder: pathlib.Path) -> list[Case]:
    """The plain texts of talon's standard replies."""
    cases = []
    for path in sorted((folder / "talon" / "standard_replies").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        written = path.with_name(f"{path.stem}_reply_text")
        expected = _read(written) if written.exists() else "Hello"
        cases.append(Case(path.stem, str(body.get_content()) if body else "", expected))
    return cases


def talon_html_cases(folder: pathlib.Path) -> list[Case]:
    """Talon's replies in HTML; the text is what our reader makes of them."""
    paths = sorted((folder / "talon" / "html_replies").glob("*.html"))
    return [Case(path.stem, html_to_text(_read(path)).text, _TALON_HTML) for path in paths]


def crisp_cases(folder: pathlib.Path) -> list[Case]:
    """Crisp's mails that share one first fragment: the paragraph at their top."""
    base = folder / "crisp-email-reply-parser"
    if not (base / "email_22.txt").exists():
        return []
    common = _read(base / "email_22.txt").partition("\n\n")[0].strip()
    texts = ((path.stem, _read(path)) for path in sorted(base.glob("email_*.txt")))
    return [Case(name, text, common) for name, text in texts if text.startswith(common)]


def zapier_cases(folder: pathlib.Path) -> list[Case]:
    """The mails for which Zapier's tests name the exact reply."""
    base = folder / "zapier-email-reply-parser"
    present = ((name, base / f"{name}.txt", reply) for name, reply in _ZAPIER.items())
    return [Case(name, _read(path), reply) for name, path, reply in present if path.exists()]


SETS = {
    "email_reply_trimmer": trimmer_cases,
    "talon": talon_cases,
    "crisp": crisp_cases,
    "zapier": zapier_cases,
    "talon html": talon_html_cases,
}


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.replace("\u00a0", " ").splitlines() if line.strip()]


def judge(output: str, expected: str) -> tuple[bool, bool, bool]:
    """Give back whether the output is exact, leaks, and lost something."""
    got, wanted = _lines(output), _lines(expected)
    whole, said = " ".join(wanted), " ".join(got)
    leak = any(len(line.strip("> ")) >= _SHORTEST_LEAK and line.strip("> ") not in whole for line in got)
    return said == whole, leak, any(line not in said for line in wanted)


def measure(cases: list[Case]) -> Score:
    """Part every case and count."""
    began = time.perf_counter()
    outputs = [split_reply(case.text).new_text for case in cases]
    spent = time.perf_counter() - began
    judged = [judge(output, case.expected) for output, case in zip(outputs, cases, strict=True)]
    failed = tuple(case.name for case, verdict in zip(cases, judged, strict=True) if not verdict[0])
    exact, leak, lost = (sum(verdict[at] for verdict in judged) for at in range(3))
    return Score(len(cases), exact, leak, lost, 1000 * spent / max(1, len(cases)), failed)


def main() -> None:
    """Print the table."""
    folder = mail_folder()
    print(f"{'set':22}{'cases':>6}{'exact':>6}{'leak':>6}{'lost':>6}{'ms':>8}  beside")
    for name, load in SETS.items():
        score = measure(load(folder))
        figures = f"{score.cases:6}{score.exact:6}{score.leak:6}{score.lost:6}{score.milliseconds:8.3f}"
        print(f"{name:22}{figures}  {PEERS[name]}")
        if score.failed:
            print(f"{'':22}not exact: {', '.join(score.failed)}")


if __name__ == "__main__":
    main()
