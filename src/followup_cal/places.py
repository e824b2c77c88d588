"""What was typed as SOURCE and TARGET -> the stores of a run, and where the follow-ups of each source go."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from followup_cal.entries import Goal
from followup_cal.errors import Unreachable
from followup_cal.stores.opening import Opened, open_path
from followup_cal.stores.protocol import Problem

DEFAULT_TARGET = "followups.ics"
ADDRESSES = ("http://", "https://", "webcal://", "webcals://")


@dataclass(frozen=True, slots=True)
class Reached:
    """What one name means.

    Attributes:
        sources: the stores to read interviews from.
        goals: location of a source -> where its follow-ups go unless the user names another place; none where the
            source is not to be written to.
        others: further stores that are only written to.
    """

    sources: tuple[Opened, ...]
    goals: Mapping[str, Goal]
    others: tuple[Opened, ...] = ()


class Connector(Protocol):
    """Opens what is not on this disk: accounts and feeds."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The user's own addresses, as the accounts know them."""

    @property
    def requests(self) -> int:
        """How many HTTP requests were sent."""

    @property
    def memories(self) -> dict[str, Any]:
        """What the stores want to remember until the next run, by location."""

    def reach(self, typed: str, *, as_target: bool = False) -> Reached | None:
        """What a name means, or None where it is neither an account nor an address."""

    def close(self) -> None:
        """Ends what is open."""


class Local:
    """The connector of a run that needs none."""

    addresses: tuple[str, ...] = ()
    requests = 0

    @property
    def memories(self) -> dict[str, Any]:
        """Files and folders remember nothing."""
        return {}

    def reach(self, typed: str, *, as_target: bool = False) -> Reached | None:  # noqa: ARG002 - as the protocol says
        """Nothing is reached by name."""
        return None

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Places:
    """The stores of a run.

    Attributes:
        opened: location -> store, each place once.
        sources: the locations interviews are read from, in the order given.
        goals: location of a source -> where its follow-ups go.
        problems: accounts that could not be reached while others could.
    """

    opened: Mapping[str, Opened]
    sources: tuple[str, ...]
    goals: Mapping[str, Goal]
    problems: tuple[Problem, ...] = ()

    @property
    def targets(self) -> tuple[Opened, ...]:
        """The stores that may be written to."""
        locations = (place for goal in self.goals.values() for place in (goal.events, goal.tasks) if place)
        return tuple(self.opened[location] for location in dict.fromkeys(locations))


def open_places(
    sources: Sequence[str],
    to: str | None,
    connector: Connector,
    *,
    in_place: bool,
    read_only: Container[str] = (),
) -> Places:
    """Opens every source and target once.

    A single .ics file is never changed without `in_place`, and neither a feed nor what is `read_only` at all: their
    follow-ups go to `to`, else to followups.ics in the current folder. Those of a folder or an account go back to it.

    Raises:
        UsageProblem: a name means nothing.
        Unreachable: there is nothing behind it, or no way to it; of several accounts, to none of them.
    """
    failed: dict[str, Unreachable] = {}
    opened: dict[str, Opened] = {}
    goals: dict[str, Goal] = {}
    target = _reach(to, connector, as_target=True) if to else None
    for typed in sources:
        try:
            remote = connector.reach(typed)
        except Unreachable as error:
            failed[typed] = error
            continue
        reached = remote or _local(typed)
        spared = typed in read_only
        opened |= {place.location: replace(place, read_only=spared) for place in (*reached.sources, *reached.others)}
        for source in reached.sources:
            kept = spared or (source.is_file and not in_place)
            own = None if kept else reached.goals.get(source.location)
            if target is None and own is None:
                target = _reach(DEFAULT_TARGET, connector, as_target=True)
            goals[source.location] = _goal(target) if target and (to or own is None) else own or Goal()
    for place in (*target.sources, *target.others) if target else ():
        opened.setdefault(place.location, place)
    if failed and not goals:
        raise next(iter(failed.values()))
    problems = tuple(Problem(typed, error.problem) for typed, error in failed.items())
    return Places(opened, tuple(goals), goals, problems)


def _reach(typed: str, connector: Connector, *, as_target: bool = False) -> Reached:
    return connector.reach(typed, as_target=as_target) or _local(typed, as_target=as_target)


def _local(typed: str, *, as_target: bool = False) -> Reached:
    place = open_path(typed, as_target=as_target)
    return Reached((place,), {place.location: Goal(place.location, place.location)})


def _goal(target: Reached) -> Goal:
    """Where a target takes entries: the first of its stores, where an account has several."""
    first = target.sources[0].location
    return target.goals.get(first, Goal(first, first))
