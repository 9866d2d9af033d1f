import threading
from pathlib import Path

import pytest

from processor.mailbox.uidlist import UidList


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "uidlist"


def test_numbers_last_over_a_restart_and_ascend(path: Path) -> None:
    first = UidList(path)
    assert first.number(["b", "a"]) == {"b": 1, "a": 2}
    again = UidList(path)
    assert again.number(["c", "a", "b"]) == {"c": 3, "a": 2, "b": 1}
    assert again.validity == first.validity


def test_a_number_is_never_given_twice(path: Path) -> None:
    numbers = UidList(path)
    numbers.number([f"old{n}" for n in range(3000)])
    assert UidList(path).number(["new"]) == {"new": 3001}
    assert len(path.read_text().splitlines()) == 2
    assert UidList(path).number(["newer", "old5"]) == {"newer": 3002, "old5": 3003}


def test_a_line_cut_short_by_a_crash_is_dropped(path: Path) -> None:
    numbers = UidList(path)
    numbers.number(["a"])
    with path.open("ab") as file:
        file.write(b"2 half-a-na")
    again = UidList(path)
    assert again.number(["a", "b"]) == {"a": 1, "b": 2}
    assert UidList(path).number(["b"]) == {"b": 2}
    assert again.validity == numbers.validity


def test_a_lost_list_has_a_new_validity(path: Path) -> None:
    first = UidList(path)
    first.number(["a"])
    path.unlink()
    again = UidList(path)
    again.number(["a"])
    assert again.validity != first.validity


def test_two_users_of_one_list_agree(path: Path) -> None:
    lists = [UidList(path) for _ in range(4)]
    answers: list[dict[str, int]] = [{} for _ in lists]

    def run(at: int) -> None:
        for step in range(10):
            answers[at].update(lists[at].number([f"{at}-{step}", f"shared-{step}"]))

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(lists))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    merged: dict[str, int] = {}
    for answer in answers:
        for name, uid in answer.items():
            assert merged.setdefault(name, uid) == uid
    assert sorted(merged.values()) == list(range(1, len(merged) + 1))


def test_names_that_are_not_utf8_are_kept(path: Path) -> None:
    name = b"caf\xe9 x".decode("utf-8", "surrogateescape")
    UidList(path).number([name])
    assert UidList(path).number([name]) == {name: 1}
