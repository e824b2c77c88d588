"""What a server takes its time for, on one line of the terminal that goes away when it is done."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from followup_cal.cli.terminal import lively
from followup_cal.report.tally import counted
from followup_cal.watching import Progress

BEAT = 0.2


def progress() -> Progress | None:
    """How to tell what is being done; None where nobody watches."""
    return _telling if lively(sys.stderr) else None


@contextmanager
def _telling(what: str, requests: Callable[[], int]) -> Iterator[None]:
    """Shows what is being done and how many requests it took so far, until it is done."""
    before = requests()
    width = shutil.get_terminal_size().columns - 1
    done = Event()

    def tell() -> None:
        while True:
            line = f"{what} ({counted(requests() - before, 'request')})"
            sys.stderr.write(f"\r{line[:width]:<{width}}")
            sys.stderr.flush()
            if done.wait(BEAT):
                return

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
        sys.stderr.write(f"\r{'':<{width}}\r")
        sys.stderr.flush()
