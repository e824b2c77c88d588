"""Stores that say what they are doing while a server takes its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from followup_cal.places import ADDRESSES, Connector, Places
from followup_cal.report.tally import counted
from followup_cal.report.wording import plain
from followup_cal.scan import Selection
from followup_cal.stores.protocol import Contents, Create, Delete, Outcome, Resource, Store, Update

# Entered for as long as something is done: what, in a few words, and how many HTTP requests were sent so far.
Progress = Callable[[str, Callable[[], int]], AbstractContextManager[None]]


def watched(places: Places, connections: Connector, progress: Progress) -> Places:
    """The same places; what is asked of servers is told meanwhile."""
    opened = {
        location: replace(place, store=_Watched(place.store, progress, lambda: connections.requests))
        if location.startswith(ADDRESSES)
        else place
        for location, place in places.opened.items()
    }
    return replace(places, opened=opened)


def unwatched(store: Store) -> Store:
    """The store itself, where it is one that says what it is doing."""
    return store.store if isinstance(store, _Watched) else store


@dataclass(frozen=True, slots=True)
class _Watched:
    """A store that says what it is doing."""

    store: Store
    progress: Progress
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
        with self.progress(f"Reading {plain(self.name)}", self.requests):
            return self.store.read(selection)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        with self.progress(f"Looking into {plain(self.name)}", self.requests):
            return self.store.lookup(uids)

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        with self.progress(f"Writing {counted(len(writes), 'follow-up')} to {plain(self.name)}", self.requests):
            return self.store.write(writes)
