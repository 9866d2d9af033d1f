"""Whole mails and the whole Message that they are read to. SIGNOFF_GOLDEN=write renews the expectations."""

import dataclasses
import json
import os
from pathlib import Path

import pytest

from tests.unit.reading.mails import of

FOLDER = Path(__file__).parent / "reading"
MAILS = sorted(FOLDER.glob("*.eml"))


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    read = json.loads(json.dumps(dataclasses.asdict(of(path.read_bytes())), default=str))
    beside = path.with_suffix(".json")
    if os.environ.get("SIGNOFF_GOLDEN") == "write":
        beside.write_text(json.dumps(read, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert read == json.loads(beside.read_text("utf-8"))


def test_there_are_golden_mails() -> None:
    assert MAILS
