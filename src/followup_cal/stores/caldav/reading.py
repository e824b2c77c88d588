"""How a calendar is read: all of a window, or only what has changed since the last time.

A sync token is believed until there is a reason not to: SOGo's are seconds, some servers forget them, some answer to a
forgotten one with a list of everything, which names no removals. Whatever looks odd leads back to reading the window,
which loses nothing and costs two or three requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from followup_cal.scan import Selection
from followup_cal.stores.caldav.collection import Changes, Collection, Member, same_etag
from followup_cal.stores.caldav.faults import NoAnswer, Refused
from followup_cal.stores.caldav.judging import judge
from followup_cal.stores.caldav.memory import Memory, fingerprint

# How far ahead a window is read, so that what comes nearer day by day is known already.
HORIZON = timedelta(days=730)
# Cyrus misses an all-day event at the edge.
SLACK = timedelta(days=1)
# Tasks stand open long after the day they were meant for.
TASK_SLACK = timedelta(days=400)
# So many changes are read faster as a window.
MOST_CHANGES = 200
_EARLIEST = datetime(1972, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A calendar as it is now.

    Attributes:
        memory: what it holds of the window.
        failed: where -> why it is not known what stands there. Such a memory is not kept: it would not look again.
    """

    memory: Memory
    failed: dict[str, str]


class _ReadAnewError(Exception):
    """The changes are not to be had, or not to be believed."""


class Reader:
    """Reads one calendar.

    Args:
        collection: what is read.
        components: the component types it accepts; empty for all.
        tokens: its sync tokens may be believed.
    """

    def __init__(self, collection: Collection, components: frozenset[str], *, tokens: bool) -> None:
        self._collection = collection
        self._components = tuple(name for name in ("VEVENT", "VTODO") if name in components or not components)
        self._tokens = tokens

    def read(self, selection: Selection, memory: Memory | None, ours: Iterable[str] = ()) -> Reading:
        """Reads a selection: with one request where nothing has changed.

        Args:
            selection: what is asked for.
            memory: the state that is known.
            ours: paths of our own entries, which are read wherever the window is.

        Raises:
            Unreachable: the calendar cannot be read at all.
        """
        if memory is None or not memory.answers(selection):
            return self._anew(selection, ours)
        try:
            return self._compared(memory, selection) if memory.token is None else self._since(memory, selection)
        except _ReadAnewError:
            return self._anew(selection, ours)

    def after_writing(
        self, memory: Memory, selection: Selection, written: Iterable[str], removed: Iterable[str]
    ) -> Reading:
        """Reads back what was written, and whatever else has changed, so that the next run finds nothing new.

        Args:
            memory: the state before.
            selection: what it was read for.
            written: paths of what was created and updated.
            removed: paths of what was deleted.
        """
        changes = self._changes(memory.token) if memory.token else None
        if changes is None or not changes.token or len(changes.changed) > MOST_CHANGES:
            return self._absorbed(memory, selection, written, removed)
        reading = self._absorbed(memory, selection, [*changes.changed, *written], [*changes.gone, *removed])
        return replace(reading, memory=replace(reading.memory, token=changes.token))

    def _since(self, memory: Memory, selection: Selection) -> Reading:
        """What has changed since a token."""
        now = self._collection.sync_token()
        if now == memory.token:
            return Reading(memory, {})
        changes = self._changes(memory.token) if memory.token and now and self._believes(now) else None
        if changes is None or not changes.token or not 0 < len(changes.changed) + len(changes.gone) <= MOST_CHANGES:
            raise _ReadAnewError
        if any(_is_same(memory.known(path), etag) for path, etag in changes.changed.items()):
            # It lists what has not changed, so it may be a list of everything: what is not in it may be gone.
            raise _ReadAnewError
        reading = self._absorbed(memory, selection, changes.changed, changes.gone)
        return replace(reading, memory=replace(reading.memory, token=changes.token))

    def _compared(self, memory: Memory, selection: Selection) -> Reading:
        """What has changed by the etags of all members."""
        ctag = None if memory.ctag is None else self._collection.ctag()
        if ctag is not None and ctag == memory.ctag:
            return Reading(memory, {})
        try:
            listed = self._collection.listing()
        except Refused:
            raise _ReadAnewError from None
        changed = [path for path, etag in listed.items() if not _is_same(memory.known(path), etag)]
        if len(changed) > MOST_CHANGES:
            raise _ReadAnewError
        masks = {memory.mask(path) for path in listed}
        others = {mask: etag for mask, etag in memory.others.items() if mask in masks}
        before = replace(memory, ctag=ctag, others=others)
        return self._absorbed(before, selection, changed, memory.objects.keys() - listed.keys())

    def _changes(self, token: str) -> Changes | None:
        try:
            return self._collection.changes(token)
        except (Refused, NoAnswer):
            return None

    def _absorbed(self, memory: Memory, selection: Selection, changed: Iterable[str], gone: Iterable[str]) -> Reading:
        """Looks at what has changed and keeps what matters."""
        paths = dict.fromkeys(changed)
        fetched = self._collection.fetch(paths)
        leaving = {*paths, *gone}
        masks = {memory.mask(path) for path in leaving}
        objects = {path: member for path, member in memory.objects.items() if path not in leaving}
        others = {mask: etag for mask, etag in memory.others.items() if mask not in masks}
        kept = _kept(fetched.members.values(), selection, memory)
        if memory.token is None:
            others |= {memory.mask(path): item.etag for path, item in fetched.members.items() if path not in kept}
        return Reading(replace(memory, objects=objects | kept, others=others), fetched.failed)

    def _anew(self, selection: Selection, ours: Iterable[str]) -> Reading:
        """Reads the window. The token comes first, so that nothing slips in between."""
        begin = _within(selection.start)
        memory = Memory(
            asked=fingerprint(selection),
            start=_within(begin - SLACK),
            end=_within(max(_within(selection.end), begin + HORIZON) + SLACK),
            read=selection.start,
        )
        token = self._collection.sync_token()
        listed: dict[str, str] = {}
        if token is not None and self._believes(token):
            memory = replace(memory, token=token)
        else:
            # Of a server whose tokens lie the ctag is no better.
            memory = replace(memory, ctag=self._collection.ctag() if token is None else None)
            listed = self._listed()
        members, failed = self._window(memory, ours)
        kept = _kept(members, selection, memory)
        others = {memory.mask(path): etag for path, etag in listed.items() if path not in kept}
        return Reading(replace(memory, objects=kept, others=others), failed)

    def _listed(self) -> dict[str, str]:
        try:
            return self._collection.listing()
        except Refused:
            return {}

    def _window(self, memory: Memory, ours: Iterable[str]) -> tuple[list[Member], dict[str, str]]:
        """All members in the window and our own outside of it, with data."""
        found: dict[str, Member] = {}
        failed: dict[str, str] = {}
        for component in self._components:
            slack = TASK_SLACK if component == "VTODO" else timedelta()
            start, end = _within(memory.start - slack), _within(memory.end + slack)
            try:
                found |= {item.path: item for item in self._collection.in_window(component, start, end)}
            except Refused as error:
                if component == self._components[0]:
                    raise
                failed[self._collection.path] = error.problem
        whole = {path for path, item in found.items() if item.data is not None}
        fetched = self._collection.fetch(path for path in [*found, *ours] if path not in whole)
        return list((found | fetched.members).values()), failed | fetched.failed

    def _believes(self, token: str) -> bool:
        return self._tokens and not _SECONDS.fullmatch(token)


def _kept(members: Iterable[Member], selection: Selection, memory: Memory) -> dict[str, Member]:
    """What matters anywhere in the window of a memory; of what is too broken to tell only what is wrong with it."""
    wide = replace(selection, start=memory.start, end=memory.end)
    kept = {}
    for member in members:
        if member.data is not None:
            judgement = judge(member.data, wide)
            if judgement.matters:
                kept[member.path] = member
            elif judgement.damage:
                kept[member.path] = replace(member, data=None, damage=judgement.damage)
    return kept


def _is_same(known: str | None, etag: str) -> bool:
    return known is not None and same_etag(known, etag)


def _within(moment: datetime) -> datetime:
    """A moment as servers can take it."""
    return min(max(moment, _EARLIEST), _LATEST)
