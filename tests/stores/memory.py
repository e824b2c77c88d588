"""A calendar in memory: the plainest store there is, and a connector through which the command line reaches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from followup_cal.entries import Goal
from followup_cal.errors import Unreachable
from followup_cal.identity import is_ours
from followup_cal.places import Local, Reached
from followup_cal.scan import Selection, scan
from followup_cal.stores.opening import Opened
from followup_cal.stores.patch import OURS
from followup_cal.stores.protocol import Contents, Create, Delete, Outcome, Problem, Resource, Update


@dataclass
class Memory:
    """The calendar itself: objects by name, each a complete VCALENDAR with a single UID."""

    objects: dict[str, bytes] = field(default_factory=dict)
    read_only: bool = False


class MemoryStore:
    """A look at a calendar in memory."""

    def __init__(self, memory: Memory, name: str = "memory") -> None:
        self.memory = memory
        self.name = name
        self.components = frozenset({"VEVENT", "VTODO"})

    @property
    def refusal(self) -> str | None:
        return f"{self.name} is read-only." if self.memory.read_only else None

    def read(self, selection: Selection) -> Contents:
        resources, problems = [], []
        for href, data in self.memory.objects.items():
            found = scan([data], selection)
            problems += [Problem(f"{self.name}/{href}", damage.what) for damage in found.damages]
            if found.components and not found.damages:
                resources.append(_resource(href, data))
        return Contents(tuple(resources), tuple(problems), complete=not problems)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        return tuple(_resource(href, data) for href, data in self.memory.objects.items() if _own_uid(data) in uids)

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        if self.refusal:
            raise Unreachable(self.refusal)
        return tuple(self._carry_out(write) for write in writes)

    def _carry_out(self, write: Create | Update | Delete) -> Outcome:
        if not is_ours(write.uid):
            return Outcome(write.uid, "it is not ours")
        if isinstance(write, Create):
            if self.lookup([write.uid]):
                return Outcome(write.uid, "it is already there", conflict=True)
            self.memory.objects[f"{write.uid}.ics"] = write.data
            return Outcome(write.uid)
        there = self.memory.objects.get(write.href)
        if there is None or _own_uid(there) != write.uid or _etag(there) != write.etag:
            return Outcome(write.uid, "it is not what was read", conflict=True)
        if isinstance(write, Update):
            self.memory.objects[write.href] = write.data
        else:
            del self.memory.objects[write.href]
        return Outcome(write.uid)


class MemoryConnector(Local):
    """Reaches calendars in memory by their names."""

    def __init__(self, memories: Mapping[str, Memory]) -> None:
        self.by_name = memories

    def reach(self, typed: str, *, as_target: bool = False) -> Reached | None:  # noqa: ARG002 - as the protocol says
        if typed not in self.by_name:
            return None
        place = Opened(MemoryStore(self.by_name[typed], typed), f"memory:{typed}")
        return Reached((place,), {place.location: Goal(place.location, place.location)})


def _resource(href: str, data: bytes) -> Resource:
    return Resource(href, _etag(data), data)


def _etag(data: bytes) -> str:
    return sha256(data).hexdigest()


def _own_uid(data: bytes) -> str | None:
    """The UID of an object of ours, None for any other."""
    return next((item.key for item in scan([data], OURS).components), None)
