"""A model's file is read strictly: numbers and text, and nothing else is ever built."""

import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from classifiers.model import PLAIN_STARTER
from classifiers.unpack import Unopened, content

ROOT = Path(__file__).resolve().parents[3]
HELD = {
    "card": '{"id": "ü\\u2028"}',
    "empty": "",
    "weights": np.arange(6, dtype=np.float16).reshape(2, 3),
    "none": np.zeros((0, 4), dtype=np.float32),
    "words with spaces": "one\ntwo",
}


def test_numbers_and_texts_come_back_as_they_were() -> None:
    data = skops.io.dumps(HELD)
    for found in (content(data), skops.io.loads(data)):
        assert found.keys() == HELD.keys()
        for name, part in HELD.items():
            if isinstance(part, str):
                assert found[name] == part
            else:
                np.testing.assert_array_equal(found[name], part)
                assert found[name].dtype == part.dtype


@pytest.mark.parametrize(
    ("held", "match"),
    [
        ({"card": "{}", "more": 7}, "'more' is neither numbers nor text"),
        ({"card": "{}", "more": np.array(["a", None], dtype=object)}, "types that are not allowed: builtins.tuple"),
        ({"id": "x"}, "it holds no card"),
        ([1], "it holds no card"),
        ({"card": "{}", "more": os.system}, "types that are not allowed"),
    ],
)
def test_anything_else_is_refused(held: object, match: str) -> None:
    with pytest.raises(Unopened, match=match):
        content(skops.io.dumps(held))


@pytest.mark.parametrize("data", [b"", b"no zip", pickle.dumps({"card": "{}"})])
def test_what_is_no_skops_file_is_said(data: bytes) -> None:
    with pytest.raises(Unopened, match=r"^is not a skops file: "):
        content(data)


def test_what_runs_on_loading_is_named_and_does_not_run(tmp_path: Path) -> None:
    """The payload would make a file; scikit-learn's own types are as foreign here as anybody's."""
    made = tmp_path / "made"
    for held, name in (
        ({"card": "{}", "x": partial(os.mkdir, str(made))}, "functools.partial"),
        ({"card": "{}", "x": LogisticRegression()}, "LogisticRegression"),
    ):
        with pytest.raises(Unopened, match=f"^holds types that are not allowed: .*{name}"):
            content(skops.io.dumps(held))
    assert not made.exists()


def test_a_file_whose_schema_was_tampered_with_is_refused() -> None:
    schema, parts = taken_apart(skops.io.dumps(HELD))
    for change, match in (
        ({"protocol": 99}, "protocol 99"),
        ({"content": {"card": schema["content"]["card"], "x": {"__class__": "ndarray"}}}, "not allowed: None.ndarray"),
        ({"content": {"card": schema["content"]["card"], "x": 7}}, "cannot be loaded"),
        ({"content": []}, "cannot be loaded"),
    ):
        with pytest.raises(Unopened, match=match):
            content(put_together({**schema, **change}, parts))
    assert content(put_together(schema, parts)).keys() == HELD.keys()


def test_a_file_that_unpacks_to_gigabytes_is_refused_unread() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("0.npy", "w") as part:
        for _ in range(520):
            part.write(bytes(2**20))
    with pytest.raises(Unopened, match="unpacks to more"):
        content(packed.getvalue())


@settings(deadline=None)
@given(st.data())
def test_any_damage_is_a_refusal_or_harmless(draw: st.DataObject) -> None:
    data = bytearray(skops.io.dumps(HELD))
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        found = content(bytes(data[: draw.draw(st.integers(1, len(data)))]))
    except Unopened:
        return
    assert all(isinstance(part, str | np.ndarray) for part in found.values())


def taken_apart(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "schema.json"}
        return json.loads(archive.read("schema.json")), parts


def put_together(schema: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in {"schema.json": json.dumps(schema).encode(), **parts}.items():
            archive.writestr(name, part)
    return packed.getvalue()


def test_who_judges_needs_neither_scikit_learn_nor_skops() -> None:
    """They would be two thirds of the daemon's memory."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from classifiers.model import Model, Text\n"
        f"model = Model.load(Path({str(PLAIN_STARTER)!r}))\n"
        "print(model.classify([Text('Login', 'I forgot my password', 'en')])[0].category)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sklearn', 'skops'}))\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert found.stdout.split("\n")[:2] == ["customer_success", "[]"]
