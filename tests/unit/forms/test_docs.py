"""docs/forms.md says what the code does."""

import re
from pathlib import Path

from models.vocabulary import FieldType
from processor.forms.definitions import _FIELD_KEYS, _FORM_KEYS, read_definition
from tests.unit.forms.replies import NAMES

PAGE = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[str]:
    """The names in the first column of the table below this heading cell."""
    table = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"(?m)^\| `([^`]+)` \|", table)


def test_every_form_type_and_key_has_its_row() -> None:
    assert sorted(rows("form")) == list(NAMES)
    assert rows("key of a form") == list(_FORM_KEYS)
    assert sorted(rows("key of a field")) == sorted(_FIELD_KEYS)
    assert rows("type") == [kind.value for kind in FieldType]
    assert "rules.md#answers-to-a-form" in PAGE, "its rules stand with all others, where they are held to the code"


def test_the_example_is_a_form() -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert [field.key for field in read_definition(example[1], "example.toml").fields] == ["cooled", "cooling"]
