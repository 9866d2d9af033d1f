"""The mail corpora beside the checkout, and what each of them expects."""

import html
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_WORD = re.compile(r"\w{3,}")
_MARKUP = re.compile(r"<[^>]*>")
# Files that stand beside the mails: expectations, notes and parts decoded by others.
_NO_MAIL = {".yml", ".json", ".xml", ".md", ".out"}


def shared() -> Path | None:
    """The folder of shared data beside the checkout, or where SIGNOFF_SHARED says; None if there is none."""
    place = Path(os.environ.get("SIGNOFF_SHARED", Path(__file__).resolve().parents[1].parent / "shared"))
    return place if (place / "data" / "mail").is_dir() else None


def mails(folder: Path) -> Iterator[Path]:
    """All files of the mail data that can be read as mail, in a fixed order."""
    for path in sorted((folder / "data" / "mail").rglob("*")):
        if path.is_file() and path.suffix not in _NO_MAIL and path.name != "LICENCE-NOTE.txt":
            yield path


class _Loader(yaml.SafeLoader):
    """YAML with Ruby's tags taken for the plain values below them."""


def _plain(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.ScalarNode)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!ruby/", _plain)
_Loader.add_multi_constructor("!", _plain)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a corpus says of one mail. None where it says nothing."""

    path: Path
    sender: str | None
    subject: str | None
    body: str | None
    attachments: int | None


def zammad(folder: Path) -> Iterator[Expected]:
    """The mails with the .yml of what Zammad makes of them."""
    for path in sorted((folder / "data" / "mail" / "zammad").glob("*.box")):
        beside = path.with_suffix(".yml")
        if beside.exists():
            data = yaml.load(beside.read_text("utf-8"), _Loader)
            body = str(data.get("body") or "")
            kept = [one for one in data.get("attachments") or [] if not _is_alternative(one.get("preferences") or {})]
            expected = None if body.strip() == "no visible content" else body
            yield Expected(path, str(data.get("from_email") or ""), str(data.get("subject") or ""), expected, len(kept))


def _is_alternative(preferences: dict[str, Any]) -> bool:
    return bool(preferences.get("content-alternative") or preferences.get("original-format"))


def stalwart(folder: Path) -> Iterator[Expected]:
    """The mails with the .json of what Stalwart's parser makes of them."""
    for path in sorted((folder / "data" / "mail" / "stalwart-mail-parser").rglob("*.eml")):
        beside = path.with_suffix(".json")
        if beside.exists():
            data = json.loads(beside.read_text("utf-8"))
            yield _from_stalwart(path, data)


def _from_stalwart(path: Path, data: dict[str, Any]) -> Expected:
    root = data["parts"][0]
    fields = {field["name"]: field["value"] for field in root["headers"] if isinstance(field["name"], str)}
    subject = fields.get("subject")
    sender = _first_address(fields.get("from"))
    texts = [data["parts"][place]["body"] for place in data.get("text_body", [])]
    words = " ".join(str(next(iter(body.values()))) for body in texts if isinstance(body, dict))
    return Expected(path, sender, subject.get("Text") if isinstance(subject, dict) else None, words, None)


def _first_address(value: Any) -> str | None:
    while isinstance(value, dict | list):
        if isinstance(value, dict) and "address" in value:
            return str(value["address"]) if value["address"] else None
        value = next(iter(value.values() if isinstance(value, dict) else value), None)
    return None


def mime4j(folder: Path) -> Iterator[Expected]:
    """The mails of mime4j with the text parts that it decoded, which stand beside them."""
    for path in sorted((folder / "data" / "mail" / "james-mime4j").rglob("*.msg")):
        decoded = sorted(path.parent.glob(f"{path.stem}_decoded_1*.txt"))
        if decoded:
            yield Expected(path, None, None, decoded[0].read_bytes().decode("utf-8", "replace"), None)


def same_words(expected: str, got: str) -> bool:
    """Whether at least 80 % of the expected words of three letters and more are in what was got."""
    wanted = _WORD.findall(html.unescape(_MARKUP.sub(" ", expected)))
    present = set(_WORD.findall(got))
    return not wanted or sum(1 for word in wanted if word in present) >= 0.8 * len(wanted)


def without_blanks(text: str) -> str:
    """A text with all white space taken out, for comparing what folding changes."""
    return "".join(text.split())
