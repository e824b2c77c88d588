"""Stores -> events and our own entries: the reading half of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from followup_cal.errors import Unreachable
from followup_cal.ical.existing import own_entries
from followup_cal.ical.read import events
from followup_cal.model import Event, Existing
from followup_cal.places import Places
from followup_cal.scan import Selection
from followup_cal.stores.protocol import Problem


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read.

    Attributes:
        events: of all sources; `Event.source` is a location.
        existing: our entries of all stores; `Existing.store` is a location.
        problems: what was passed over, and why.
        complete: locations that were read without a gap: only there does absence mean anything.
    """

    events: tuple[Event, ...]
    existing: tuple[Existing, ...]
    problems: tuple[Problem, ...]
    complete: frozenset[str]


def gather(places: Places, selection: Selection, timezone: str) -> Gathered:
    """Reads every store once: sources for events and entries, mere targets for our entries only.

    Raises:
        Unreachable: a store cannot be read at all, and there is no other source or follow-ups would go there.
    """
    read = [_attempt(places, location, selection, timezone) for location in places.opened]
    return Gathered(
        events=tuple(event for part in read for event in part.events),
        existing=tuple(item for part in read for item in part.existing),
        problems=(*places.problems, *(problem for part in read for problem in part.problems)),
        complete=frozenset(location for part in read for location in part.complete),
    )


def _attempt(places: Places, location: str, selection: Selection, timezone: str) -> Gathered:
    """Reads one store; of several sources one may fail, as long as no other one's follow-ups go there."""
    try:
        return _read(places, location, selection, timezone)
    except Unreachable as error:
        needed = any(
            location in {goal.events, goal.tasks} for source, goal in places.goals.items() if source != location
        )
        if needed or location not in places.sources or len(places.sources) == 1:
            raise
        return Gathered((), (), (Problem(places.opened[location].store.name, error.problem),), frozenset())


def _read(places: Places, location: str, selection: Selection, timezone: str) -> Gathered:
    store = places.opened[location].store
    is_source = location in places.sources
    contents = store.read(selection if is_source else replace(selection, words=(), title_words=(), everything=False))
    found: list[Event] = []
    own: list[Existing] = []
    problems = list(contents.problems)
    for resource in contents.resources:
        try:
            place = {"store": location, "href": resource.href, "etag": resource.etag, "timezone": timezone}
            own += own_entries(resource.data, **place)
            if is_source:
                read, odd = events(resource.data, location, resource.href, timezone, selection.start, selection.end)
                found += read
                problems += [Problem(store.name, sentence) for sentence in odd]
        except ValueError as error:
            problems.append(Problem(f"{store.name}: {resource.href}", f"not readable as iCalendar: {error}"))
    complete = (
        frozenset({location}) if contents.complete and not any(item.damaged for item in problems) else frozenset()
    )
    return Gathered(tuple(found), tuple(own), tuple(problems), complete)
