"""Works ahead: the next chunk is prepared elsewhere while the present one is used."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


def ahead(work: Callable[[Chunk], Result], chunks: Sequence[Chunk]) -> Iterator[Result]:
    """The result of `work` for each chunk, in order; while the caller uses one, the next is on its way.

    `work` runs in one other thread, never twice at once, and pays off where it mostly waits for another process. A
    single chunk costs no thread.
    """
    if len(chunks) == 1:
        yield work(chunks[0])
        return
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        coming = [pool.submit(work, chunk) for chunk in chunks[:1]]
        for following in [*chunks[1:], None]:
            result = coming.pop().result()
            if following is not None:
                coming.append(pool.submit(work, following))
            yield result
