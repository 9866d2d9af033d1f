"""An event loop in a thread of its own, for the demo's mail servers."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_START_SECONDS = 20.0
_LAST_TURNS = 50


class LoopThread:
    """Runs coroutines from other threads. Nothing is left of it after `stop`, not even an unfinished task."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name=name, daemon=True)

    def start(self) -> None:
        """Begin turning."""
        self._thread.start()

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """What the coroutine answers, awaited from another thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(_START_SECONDS)

    def stop(self) -> None:
        """Cancel what still runs, give transports the turns they need to close, and end."""
        self.call(self._wind_down())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _wind_down(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for _ in range(_LAST_TURNS):
            await asyncio.sleep(0)
        await self.loop.shutdown_default_executor()
