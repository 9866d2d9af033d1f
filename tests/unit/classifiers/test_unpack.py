"""A model's file is opened by a child, which hands over numbers and text and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import skops.io

from classifiers import unpack
from classifiers.model import PLAIN_STARTER
from classifiers.unpack import Unopened, content, unpacked

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
    for found in (unpacked(data), content(data)):
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
        ({"card": "{}", "more": np.array(["a", None], dtype=object)}, "'more' is neither numbers nor text"),
        ({"id": "x"}, "it holds no card"),
        ([1], "it holds no card"),
        ({"card": "{}", "more": os.system}, "types that are not allowed"),
    ],
)
def test_anything_else_is_refused(held: object, match: str) -> None:
    with pytest.raises(Unopened, match=match):
        content(skops.io.dumps(held))


def test_the_child_says_why_it_refuses() -> None:
    with pytest.raises(Unopened, match=r"^is not a skops file: .*not a zip file"):
        unpacked(b"no zip")


def test_a_child_that_does_not_come_back_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(Unopened, match=r"^cannot be opened: .*No such file"):
        unpacked(b"")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unopened, match="the process that read it ended with 1"):
        unpacked(b"")


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
    assert unpack.TRUSTED == []
