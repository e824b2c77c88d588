"""What a server takes its time for, on one line of the terminal that goes away when it is done."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event, Thread

from followup_cal.cli.terminal import lively
from followup_cal.places import ADDRESSES, Connector, Places
from followup_cal.report.when import counted
from followup_cal.report.wording import plain
from followup_cal.scan import Selection
from followup_cal.stores.protocol import Contents, Create, Delete, Outcome, Resource, Store, Update

BEAT = 0.2


def watched(places: Places, connections: Connector) -> Places:
    """The same places; what is asked of servers is told on a terminal's stderr meanwhile."""
    if not lively(sys.stderr):
        return places
    opened = {
        location: replace(place, store=_Watched(place.store, lambda: connections.requests))
        if location.startswith(ADDRESSES)
        else place
        for location, place in places.opened.items()
    }
    return replace(places, opened=opened)


@dataclass(frozen=True, slots=True)
class _Watched:
    """A store that says what it is doing."""

    store: Store
    requests: Callable[[], int]

    @property
    def name(self) -> str:
        return self.store.name

    @property
    def components(self) -> frozenset[str]:
        return self.store.components

    @property
    def refusal(self) -> str | None:
        return self.store.refusal

    def read(self, selection: Selection) -> Contents:
        with _telling(f"Reading {plain(self.name)}", self.requests):
            return self.store.read(selection)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        with _telling(f"Looking into {plain(self.name)}", self.requests):
            return self.store.lookup(uids)

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        with _telling(f"Writing {counted(len(writes), 'follow-up')} to {plain(self.name)}", self.requests):
            return self.store.write(writes)


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
