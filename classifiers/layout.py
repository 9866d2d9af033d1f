"""The parts of a mail's body that say something: without quote, signature, legal footer and pasted machine text.

What reading has cut off already is not here any more; this is for bodies that come from elsewhere, and for footers,
which reading keeps since a condition may stand there.
"""

import re
from dataclasses import dataclass
from typing import Final

LITTLE: Final = 200
"""Characters that say nothing by themselves above a mail that is forwarded."""

LOG: Final = "zlog"
"""The token that stands for a run of pasted machine text."""

_QUOTED = re.compile(r"^\s*(?:>|\|)")
_WROTE = re.compile(
    r"(?:wrote|writes|schrieb(?: [^\n:]{1,80})?|писал\w*|пишет|[\w.+-]@[\w-]+\.\w+>?)\W{0,3}$", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|"
    r"исходное сообщение|пересылаемое сообщение)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:-- ?|—|_{5,})$")
_DEVICE = re.compile(
    r"^(?:sent from|get outlook|von meinem|gesendet (?:von|mit)|отправлено (?:с|из))\b.{0,40}$", re.IGNORECASE
)
_LEGAL = re.compile(
    r"confidential|intended (?:only )?(?:solely )?for|intended recipient|privileged|vertraulich|bestimmungsgemäße|"
    r"irrtümlich|registergericht|geschäftsführer:|конфиденциальн|предназначен[оа]? (?:только|исключительно)|"
    r"не являетесь (?:его )?(?:адресатом|получателем)|before printing|umwelt.{0,30}(?:drucken|ausdruck)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"^\s*(?:"
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?\d\d:\d\d:\d\d|at [\w$.]+\(|File \"|Traceback \(|Caused by:|"
    r"\[(?!EXTERN)[\w.:-]+\] |(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE)\b[ :]|"
    r"[{}]|<(?:[/?!]?\w+[ >/]|\s)|\[(?=$|[\]{\"])|[\w.]+(?:Exception|Error)\b|"
    r"(?:GET|POST|PUT|DELETE|HTTP/[\d.]+|curl|SELECT|\$) )"
)
_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+\S")
_GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|"
    r"sehr geehrte\w*|liebe\w*|moin|servus|grüß gott|grüezi|добрый (?:день|вечер)|доброе утро|доброго дня|"
    r"здравствуйте|привет|уважаем\w+|коллеги)\b[^.!?\n]{0,40}[,.!:]?\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:kind|best|warm|with best|with kind)?\s*regards|best(?: wishes)?|cheers|sincerely|yours(?: \w+)?|"
    r"(?:mit )?(?:freundlich\w+|beste\w*|viele\w*|schöne\w*|herzlich\w*|liebe\w*)\s+gr(?:u|ü)(?:ß|ss)\w*|mfg|lg|vg|"
    r"gru(?:ß|ss)|с уважением|с наилучшими\b.*|всего доброго)\b[^.!?\n]{0,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """`text` is all that was written, `said` the same without greeting and closing; the rest is its form."""

    text: str
    said: str
    log: bool
    items: int


def lay_out(body: str, *, quoted: bool = False) -> Body:
    """The parts of a body that say something.

    Where nothing else is there, or little and it was forwarded (`quoted`), the quote is what was meant to be read.
    """
    lines = body.splitlines()
    kept = _unquoted(lines)
    own = sum(len(line.strip()) for line in kept)
    if not own or (quoted and own <= LITTLE):
        kept = [_QUOTED.sub("", line) for line in lines]
    kept = _without_legal(_signed_off(kept))
    words = _without_machine(kept)
    return Body(
        text="\n".join(words),
        said="\n".join(_without_manners(words)),
        log=LOG in words,
        items=sum(_ITEM.match(line) is not None for line in words),
    )


def _unquoted(lines: list[str]) -> list[str]:
    """The lines that are not quoted, up to the mark of an original message; an attribution goes with its quote."""
    kept: list[str] = []
    for line in lines:
        if _ORIGINAL.match(line):
            break
        if not _QUOTED.match(line):
            kept.append(line)
        else:
            _drop_attribution(kept)
    return kept


def _drop_attribution(kept: list[str]) -> None:
    while kept and not kept[-1].strip():
        kept.pop()
    if kept and len(kept[-1]) < 200 and _WROTE.search(kept[-1].rstrip()):
        kept.pop()


def _signed_off(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if at and (_SIGNATURE.match(line.rstrip("\r")) or _DEVICE.match(line.strip())):
            return lines[:at]
    return lines


def _without_legal(lines: list[str]) -> list[str]:
    """Without the paragraphs of a legal footer: they are long, and stand at the end."""
    for at in range(max(1, len(lines) - 12), len(lines)):
        if len(lines[at]) > 50 and _LEGAL.search(lines[at]):
            return lines[:at]
    return lines


def _without_machine(lines: list[str]) -> list[str]:
    """Each run of lines that a machine wrote becomes one token: what it means to us is that it is there."""
    words: list[str] = []
    for line in lines:
        if not _MACHINE.match(line):
            words.append(line)
        elif not words or words[-1] != LOG:
            words.append(LOG)
    return words


def _without_manners(lines: list[str]) -> list[str]:
    """Without the greeting on the first line and what follows a closing near the end."""
    said = [line for line in lines if line.strip() and line != LOG]
    if said and _GREETING.match(said[0]) and len(said) > 1:
        said = said[1:]
    for at in range(max(1, len(said) - 6), len(said)):
        if _CLOSING.match(said[at]):
            return said[:at]
    return said
