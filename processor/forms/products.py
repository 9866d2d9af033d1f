"""Names of operating systems and telephone systems in a sentence, with the version that stands beside them."""

import re
from collections.abc import Iterator
from typing import Final

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold
from processor.forms.proseroles import mentions

_VERSION: Final = (
    r"(?:\s+(?:R\d|V\d\w*|v\d[\w.]*|SP\d|LTS|Standard|Std|Datacenter|Essentials|Enterprise|Business|Server|СП|\d[\w.]*)(?![\w-]))*"
    r"(?:,?\s+(?:with\s+|mit\s+|с\s+)?(?:software|firmware|version|release|rel\.|ver\.|прошивк\w+|верси\w+|build)\s+\w*\d[\w.]*)?"
    r"(?:,\s+(?:cloud|облако|in\s+der\s+cloud|hosted|gehostet)(?!\w))?(?:\s+\([^()]{2,30}\))?"
)
_SYSTEMS: Final = re.compile(
    r"(?<![\w-])(?:(?:Microsoft\s+)?(?:Windows|Win)(?:\s?(?:Server|Srv))?(?=\s?\d)|Server(?=\s20[12]\d)|Ubuntu|Debian|Red\s+Hat(?:\s+Enterprise\s+Linux)?|RHEL"
    r"|CentOS|Rocky(?:\s+Linux)?|Alma\s?Linux|SLES|(?:open)?SUSE(?:\s+Linux(?:\s+Enterprise\s+Server)?)?|Oracle\s+Linux|Astra\s+Linux|РЕД\s+ОС"
    rf"|ALT(?:\s+(?:Linux|Server))?|Альт(?:\s+Сервер)?|macOS|FreeBSD)(?:\s?\d[\w.]*)?{_VERSION}",
    re.IGNORECASE,
)
_TELEPHONES: Final = re.compile(
    r"(?<![\w-])(?:3CX|Panasonic|Cisco|CUCM|Avaya|Mitel|MiVoice|Asterisk|FreePBX|Grandstream|Yeastar|Unify|OpenScape|HiPath|Agfeo|Auerswald|innovaphone|Swyx\w*"
    r"|STARFACE|Gamma|Alcatel(?:-Lucent)?|NEC|Samsung|Ericsson(?:-LG)?|Eltex|Sipgate|Placetel|NFON|Gigaset|Siemens|Aastra|Wildix|Манго(?:\s+Офис)?|Mango\s+Office"
    rf"|МегаФон|Телфин|UIS|Horizon|RingCentral|Fritz!?Box|Elastix|Vodia|Kerio|Shoretel)(?:\s+(?:[A-ZА-Я][\w./-]*|\w*\d[\w./-]*|IP))*{_VERSION}",
)
_RUNS: Final = re.compile(
    r"\b(?:we\s(?:run|use|have)|runs?|running|wir\s(?:haben|nutzen|betreiben)|laeuft|laufen|ist|bei\suns|is|are|у\sнас|стоит|используем|работает"
    r"|на\s(?:windows|ubuntu|debian|astra))\b"
)
_NAMED: Final = {
    "server_": re.compile(r"\b(?:server|сервер)\w*"),
    "telephone_": re.compile(r"\b(?:phones?|telephon\w*|pbx|anlage|telefon\w*|станци\w*|атс|телефон\w*)\b"),
}
_NOT_OURS: Final = re.compile(
    r"\b(?:not|nicht|не|no|kein|keine|old|alte[rsn]?|стар\w+|was|war|was|instead|statt|or|oder|или|maybe|vielleicht|soon|bald|next|naechste\w*"
    r"|will|wird|werden|будет|planned|geplant|was|were|had|hatten|previous|workstations?|pcs?|laptops?|clients?|arbeitsplaetze|рабочи\w+)\b"
)


def things_in(sentence: str, fields: dict[str, FieldDefinition]) -> Iterator[tuple[str, str]]:
    """The systems that a sentence says are there, by the field that asks for such: one of a kind, and nothing else."""
    for pattern, kind in ((_SYSTEMS, "server_"), (_TELEPHONES, "telephone_")):
        asked = [one for one in fields.values() if one.type is FieldType.TEXT and one.key.startswith(kind)]
        found = list(pattern.finditer(sentence))
        if len(asked) != 1 or len(found) != 1:
            continue
        clause = _around(sentence, found[0])
        told = mentions(asked[0], clause) or _NAMED[kind].search(fold(clause)) or _RUNS.search(fold(sentence))
        if _NOT_OURS.search(fold(clause)) or not told:
            continue
        if any(map(str.isdigit, found[0][0])) or kind == "telephone_":
            yield asked[0].key, found[0][0].strip(" ,.")


def is_system(text: str) -> bool:
    """Whether a text begins with the name of a system that is known."""
    return any(pattern.match(text) is not None for pattern in (_SYSTEMS, _TELEPHONES))


def _around(sentence: str, found: re.Match[str]) -> str:
    """The clause that the name stands in."""
    before = re.split(r"[,;]\s|\s(?:and|und|и|но|but|aber)\s", sentence[: found.start()])[-1]
    behind = re.split(r"[,;]\s|\s(?:and|und|и|но|but|aber)\s", sentence[found.end() :])[0]
    return f"{before} {behind}"
