"""A signal ends the daemon whenever it comes: before it waits, on the way there, and while it waits."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
AT_EVERY_LINE = """
import os, signal, sys, threading
from processor.daemon.ending import Ending

def lines_of(ending, strike_at):
    seen = 0
    def look(frame, event, argument):
        nonlocal seen
        seen += event == "line"
        if event == "line" and seen == strike_at:
            signal.raise_signal(signal.SIGTERM)
        return look
    sys.settrace(look)
    ending.wait()
    sys.settrace(None)
    return seen

asked = Ending()
asked.ask()
lines = lines_of(asked, 0)
for at in range(1, lines + 1):
    struck = Ending()
    struck.listen()
    lines_of(struck, at)
waiting = Ending()
waiting.listen()
threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
waiting.wait()
print("ended", lines >= 1)
"""
"""The handler runs in the thread that waits: a lock that both would take stands still for ever."""


UNNOTICED = """
import signal, threading
from processor.daemon.ending import Ending

waiting = Ending()
waiting.listen()
threading.Timer(0.2, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM)).start()
waiting.wait()
print("ended")
"""
"""As when it comes just before the main thread lies down: the system tells another, and the wait is not interrupted."""


def test_a_signal_at_any_moment_of_the_waiting_ends_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_EVERY_LINE], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended True\n", "")


def test_a_signal_that_does_not_interrupt_the_waiting_ends_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNNOTICED], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
