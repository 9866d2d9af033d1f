"""A model on disk: one skops file that holds pipeline and card, and the card again beside it as JSON.

skops and not pickle: a pickle runs whatever its author wrote; a skops file names its types, and only those of the
list below are ever built.
"""

import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import sklearn
import skops.io
from sklearn.exceptions import InconsistentVersionWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from classifiers.features import Features
from classifiers.pipeline import Pipeline
from classifiers.text import CLEANING_VERSION
from classifiers.verdict import ModelUnusable

TRUSTED: Final[list[str]] = []
"""Types allowed beyond those that skops itself knows as harmless: none is needed, so none is allowed."""

_PARTS: Final[dict[str, type]] = {
    "subject": TfidfVectorizer,
    "whole": TfidfVectorizer,
    "category": LogisticRegression,
    "severity": LogisticRegression,
    "reason": LogisticRegression,
    "card": str,
}
_ADDRESS: Final = re.compile(r'("__id__": |"file": ")(\d+)((?:\.npy")?)')
_STOP_WORDS: Final = re.compile(r'("_stop_words_id": \{[^}]*"content": ")\d+')
_ON_CARD: Final = frozenset({"id", "sklearn", "cleaning", "thresholds", "counts", "corpus_digest"})


def write(path: Path, pipeline: Pipeline, card: Mapping[str, Any]) -> str:
    """Write the model to `path` and its card, with the file's SHA-256, beside it; gives back that digest."""
    content = {
        "subject": pipeline.features.subject,
        "whole": pipeline.features.whole,
        "category": pipeline.category,
        "severity": pipeline.severity,
        "reason": pipeline.reason,
        "card": json.dumps(dict(card), ensure_ascii=False, sort_keys=True),
    }
    data = _canonical(skops.io.dumps(content))
    digest = hashlib.sha256(data).hexdigest()
    path.write_bytes(data)
    beside = json.dumps({**card, "sha256": digest}, ensure_ascii=False, indent=2, sort_keys=True)
    path.with_suffix(".json").write_text(f"{beside}\n", encoding="utf-8")
    return digest


def read(path: Path, expected_digest: str | None) -> tuple[Pipeline, dict[str, Any]]:
    """Pipeline and card from a file that passed every check; ModelUnusable says which one failed."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise ModelUnusable(f"the model {path} cannot be read ({fault.strerror}); train one or name another") from fault
    wanted = expected_digest or _digest_beside(path)
    found = hashlib.sha256(data).hexdigest()
    if found != wanted:
        raise ModelUnusable(
            f"the model {path} is not the file it should be: its SHA-256 is {found}, expected was {wanted}; "
            "restore the file or train again"
        )
    content = _content(path, data)
    card = _card(path, content)
    features = Features(content["subject"], content["whole"])
    return Pipeline(features, content["category"], content["severity"], content["reason"]), card


def _canonical(data: bytes) -> bytes:
    """The same file with memory addresses and dates taken out, so that the same training gives the same bytes.

    skops names parts after the addresses they had and stamps them with the hour; here they are numbered as they come.
    """
    numbers: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return found[1] + numbers.setdefault(found[2], str(len(numbers))) + found[3]

    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        schema = _STOP_WORDS.sub(r"\g<1>0", _ADDRESS.sub(numbered, old.read("schema.json").decode()))
        parts = {
            numbers[name.split(".")[0]] + ".npy": old.read(name) for name in old.namelist() if name != "schema.json"
        }
        for name, part in [("schema.json", schema.encode()), *sorted(parts.items())]:
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _digest_beside(path: Path) -> str:
    beside = path.with_suffix(".json")
    try:
        return str(json.loads(beside.read_text(encoding="utf-8"))["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise ModelUnusable(f"the model {path} has no digest to be held to: {beside} is missing or broken") from fault


def _content(path: Path, data: bytes) -> dict[str, Any]:
    try:
        foreign = skops.io.get_untrusted_types(data=data)
    except Exception as fault:
        raise ModelUnusable(f"the model {path} is not a skops file: {fault}") from fault
    unknown = sorted(set(foreign) - set(TRUSTED))
    if unknown:
        raise ModelUnusable(f"the model {path} holds types that are not allowed: {', '.join(unknown)}; train again")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InconsistentVersionWarning)
        try:
            content = skops.io.loads(data, trusted=TRUSTED)
        except Exception as fault:
            raise ModelUnusable(f"the model {path} cannot be loaded: {fault}; train again") from fault
    whole = isinstance(content, dict) and set(content) == set(_PARTS)
    if not whole or any(type(content[name]) is not kind for name, kind in _PARTS.items()):
        raise ModelUnusable(f"the model {path} is not one of Signoff's: it must hold {', '.join(_PARTS)}")
    return dict(content)


def _card(path: Path, content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        card = json.loads(content["card"])
    except ValueError as fault:
        raise ModelUnusable(f"the card in the model {path} cannot be read: {fault}; train again") from fault
    if not isinstance(card, dict) or not card.keys() >= _ON_CARD:
        raise ModelUnusable(f"the card in the model {path} is incomplete: it must hold {', '.join(sorted(_ON_CARD))}")
    made, here = str(card["sklearn"]), sklearn.__version__
    if made.split(".")[:2] != here.split(".")[:2]:
        raise ModelUnusable(f"the model {path} was made with scikit-learn {made}, this is {here}; train again")
    if card["cleaning"] != CLEANING_VERSION:
        raise ModelUnusable(
            f"the model {path} was trained on texts cleaned in another way (version {card['cleaning']}, "
            f"this is {CLEANING_VERSION}); train again"
        )
    return card
