"""The next chunk is prepared while the present one is used."""

import threading

import pytest

from processor.services.ahead import ahead


def test_results_come_in_the_order_of_the_chunks() -> None:
    assert list(ahead(lambda chunk: chunk * 10, [1, 2, 3, 4])) == [10, 20, 30, 40]


def test_the_next_chunk_is_on_its_way_before_the_present_one_is_used() -> None:
    begun = [threading.Event() for _ in range(3)]

    def work(chunk: int) -> int:
        begun[chunk].set()
        return chunk

    results = ahead(work, [0, 1, 2])
    assert next(results) == 0
    assert begun[1].wait(5)
    assert list(results) == [1, 2]


def test_work_never_runs_twice_at_once() -> None:
    busy = threading.Lock()

    def work(chunk: int) -> int:
        assert busy.acquire(blocking=False)
        busy.release()
        return chunk

    assert list(ahead(work, list(range(50)))) == list(range(50))


def test_a_single_chunk_is_worked_on_in_the_callers_own_thread() -> None:
    assert list(ahead(lambda _: threading.current_thread(), ["one"])) == [threading.current_thread()]


def test_what_work_raises_reaches_the_caller_in_its_place() -> None:
    def work(chunk: int) -> float:
        return 1 / chunk

    results = ahead(work, [1, 0, 2])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
