"""A model on disk: one skops file that holds numbers, words and the card, and the card again beside it as JSON.

skops and not pickle: a pickle runs whatever its author wrote; a skops file names its types, and only harmless ones
are ever built. Ours needs none but NumPy's arrays, text and numbers.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from classifiers import unpack
from classifiers.encoder import load_encoder
from classifiers.features import Features, Vocabulary
from classifiers.heads import Head, Linear
from classifiers.nearest import Neighbours
from classifiers.pipeline import Pipeline
from classifiers.text import CLEANING_VERSION
from classifiers.verdict import ModelUnusable

FORMAT: Final = 2
"""Grows with every change of what a file holds."""

_ADDRESS: Final = re.compile(r'("__id__": |"file": ")(\d+)((?:\.npy")?)')
_ON_CARD: Final = frozenset(
    {"format", "id", "sklearn", "cleaning", "encoder", "thresholds", "counts", "corpus_digest", "likely"}
)
_HEADS: Final = ("category", "severity", "reason")


def write(path: Path, pipeline: Pipeline, neighbours: Neighbours | None, card: Mapping[str, Any]) -> str:
    """Write the model to `path` and its card, with the file's SHA-256, beside it; gives back that digest."""
    content: dict[str, Any] = {"card": json.dumps(dict(card), ensure_ascii=False, sort_keys=True)}
    for name, vocabulary in pipeline.features.vocabularies.items():
        content[f"terms {name}"] = "\n".join(vocabulary.terms)
        if vocabulary.idf is not None:
            content[f"idf {name}"] = vocabulary.idf
    for name in _HEADS:
        content |= _packed(name, getattr(pipeline, name))
    if neighbours is not None:
        content |= {
            "nearest ids": "\n".join(neighbours.ids),
            "nearest categories": "\n".join(neighbours.categories),
            "nearest centre": neighbours.centre,
            "nearest plane": neighbours.plane.astype(np.float16),
            "nearest vectors": neighbours.vectors.astype(np.float16),
        }
    import skops.io  # noqa: PLC0415 - only who trains writes

    data = _canonical(skops.io.dumps(content))
    digest = hashlib.sha256(data).hexdigest()
    path.write_bytes(data)
    beside = json.dumps({**card, "sha256": digest}, ensure_ascii=False, indent=2, sort_keys=True)
    path.with_suffix(".json").write_text(f"{beside}\n", encoding="utf-8")
    return digest


def read(path: Path, expected_digest: str | None) -> tuple[Pipeline, Neighbours | None, dict[str, Any]]:
    """What a file that passed every check holds; ModelUnusable says which check failed."""
    expected = expected_digest or _digest_beside(path)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise ModelUnusable(f"the model {path} cannot be read: {fault.strerror}; train again") from fault
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise ModelUnusable(
            f"the model {path} is not the file that was made: its SHA-256 begins {found[:12]}, "
            f"{expected[:12]} was expected; put the file back, or train again"
        )
    content = _content(path, data)
    card = _card(path, content)
    try:
        return _pipeline(content, card), _neighbours(content), card
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise ModelUnusable(f"the model {path} lacks a part, or one has another shape: {fault}; train again") from fault


def _packed(name: str, head: Head | None) -> dict[str, Any]:
    """A head's parts. Half precision is far finer than what a weight is known to."""
    if head is None:
        return {}
    parts: dict[str, Any] = {
        f"{name} classes": "\n".join(head.classes),
        f"{name} mix": np.array([head.share, head.sharpness]),
        f"{name} reluctance": json.dumps(dict(head.reluctance), sort_keys=True),
        f"{name} words": head.words.weights.astype(np.float16),
        f"{name} words bias": head.words.bias,
    }
    if head.meaning is not None:
        parts[f"{name} meaning"] = head.meaning.weights.astype(np.float16)
        parts[f"{name} meaning bias"] = head.meaning.bias
    return parts


def _pipeline(content: Mapping[str, Any], card: Mapping[str, Any]) -> Pipeline:
    blocks = [name.removeprefix("terms ") for name in content if name.startswith("terms ")]
    vocabularies = {name: _vocabulary(content, name) for name in blocks}
    encoder = load_encoder(card["encoder"]["name"]) if card["encoder"] else None
    if encoder is not None and encoder.digest != card["encoder"]["digest"]:
        raise ModelUnusable(f"the model was trained with other weights of the encoder {encoder.name}; train again")
    width = sum(len(vocabulary.terms) for vocabulary in vocabularies.values())
    heads = {name: _head(content, name, width, encoder.dim * 2 if encoder else 0) for name in _HEADS}
    assert heads["category"] is not None
    return Pipeline(Features(vocabularies, encoder), heads["category"], heads["severity"], heads["reason"])


def _vocabulary(content: Mapping[str, Any], name: str) -> Vocabulary:
    terms, idf = tuple(content[f"terms {name}"].split("\n")), content.get(f"idf {name}")
    if idf is not None and idf.shape != (len(terms),):
        raise ValueError(f"idf {name} is {idf.shape}, not {(len(terms),)}")
    return Vocabulary(terms, idf)


def _head(content: Mapping[str, Any], name: str, width: int, depth: int) -> Head | None:
    if f"{name} classes" not in content:
        if name == "category":
            raise ValueError("no category")
        return None
    classes = tuple(content[f"{name} classes"].split("\n"))
    words = _linear(content, f"{name} words", (len(classes), width))
    meaning = _linear(content, f"{name} meaning", (len(classes), depth)) if f"{name} meaning" in content else None
    share, sharpness = content[f"{name} mix"].tolist()
    return Head(classes, words, meaning, share, sharpness, json.loads(content[f"{name} reluctance"]))


def _linear(content: Mapping[str, Any], name: str, shape: tuple[int, int]) -> Linear:
    weights, bias = content[name], content[f"{name} bias"]
    if weights.shape != shape or bias.shape != shape[:1]:
        raise ValueError(f"{name} is {weights.shape}, not {shape}")
    return Linear(weights.astype(np.float32), bias.astype(np.float32))


def _neighbours(content: Mapping[str, Any]) -> Neighbours | None:
    if "nearest ids" not in content:
        return None
    ids, categories = content["nearest ids"].split("\n"), content["nearest categories"].split("\n")
    centre, plane, vectors = (content[f"nearest {part}"].astype(np.float32) for part in ("centre", "plane", "vectors"))
    if plane.shape != (len(centre), vectors.shape[1]) or not len(ids) == len(categories) == len(vectors):
        raise ValueError(f"{len(ids)} nearest mails have vectors {vectors.shape} in a plane {plane.shape}")
    return Neighbours(tuple(ids), tuple(categories), centre, plane, vectors)


def _canonical(data: bytes) -> bytes:
    """The same file with memory addresses and dates taken out, so that the same training gives the same bytes.

    skops names parts after the addresses they had and stamps them with the hour; here they are numbered as they come.
    """
    numbers: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return found[1] + numbers.setdefault(found[2], str(len(numbers))) + found[3]

    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        schema = _ADDRESS.sub(numbered, old.read("schema.json").decode())
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
        raise ModelUnusable(
            f"the model {path} has no digest to be held to: {beside} is missing or broken; put it back, or train again"
        ) from fault


def _content(path: Path, data: bytes) -> dict[str, Any]:
    try:
        return unpack.content(data)
    except unpack.Unopened as fault:
        raise ModelUnusable(f"the model {path} {fault}; train again") from fault


def _card(path: Path, content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        card = json.loads(content["card"])
    except ValueError as fault:
        raise ModelUnusable(f"the card in the model {path} cannot be read: {fault}; train again") from fault
    if not isinstance(card, dict) or not card.keys() >= _ON_CARD:
        needed = ", ".join(sorted(_ON_CARD))
        raise ModelUnusable(f"the card in the model {path} is incomplete: it must hold {needed}; train again")
    if not isinstance(card["format"], int):
        raise ModelUnusable(f"the model {path} has a format that is no number: {card['format']!r}; train again")
    if card["format"] != FORMAT:
        whose = "a newer Signoff: update this one" if card["format"] > FORMAT else "an older Signoff: train again"
        raise ModelUnusable(f"the model {path} has format {card['format']}, here {FORMAT} is read; it is of {whose}")
    made, here = str(card["sklearn"]), version("scikit-learn")
    if made.split(".")[:2] != here.split(".")[:2]:
        raise ModelUnusable(f"the model {path} was made with scikit-learn {made}, this is {here}; train again")
    if card["cleaning"] != CLEANING_VERSION:
        raise ModelUnusable(
            f"the model {path} was trained on texts cleaned in another way (version {card['cleaning']}, "
            f"this is {CLEANING_VERSION}); train again"
        )
    return card
