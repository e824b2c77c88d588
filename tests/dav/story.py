"""Words of the CalDAV tests: a calendar with an interview, seen through a proxy, and what is in it in the end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from dav.proxy import Proxy, Quirk, proxy
from dav.servers import Server
from followup_cal.scan import Selection
from followup_cal.stores.caldav.collection import Collection
from followup_cal.stores.caldav.session import Session
from followup_cal.stores.caldav.store import CalDavCalendar
from followup_cal.stores.protocol import Contents, Create, Outcome, Resource
from stores.contract import DENTIST, INTERVIEW, LONG_AGO, YEAR, entry, titles

NAME = "home/Interviews"


@dataclass
class Scene:
    """A calendar on a server with quirks in front of it.

    Attributes:
        url: of the calendar itself, past the quirks.
        waits: seconds that were to be waited.
    """

    server: Server
    front: Proxy
    url: str
    session: Session
    waits: list[float]
    open: ExitStack

    def calendar(self, memory: dict[str, Any] | None = None, **more: Any) -> CalDavCalendar:
        """The calendar through the quirks; a memory goes through JSON, as it does between two runs."""
        kept = json.loads(json.dumps(memory)) if memory is not None else None
        return CalDavCalendar(self.session, self.front.moved(self.url), NAME, memory=kept, **more)

    def again(self, calendar: CalDavCalendar, **more: Any) -> CalDavCalendar:
        """The next run, with what this one remembers."""
        return self.calendar(calendar.memory, **more)

    def put(self, name: str, data: bytes) -> None:
        """Another client writes."""
        self.server.put(self.url + name, data)

    def remove(self, name: str) -> None:
        """Another client deletes."""
        with self.server.session() as session:
            assert session.request("DELETE", self.url + name, safe=False).ok

    def inside(self) -> dict[str, str]:
        """What stands in the calendar now, seen without quirks: name -> titles."""
        with self.server.session() as session:
            collection = Collection(session, self.url)
            members = collection.fetch(collection.listing()).members
        found = {path.rpartition("/")[2]: Resource(path, "", item.data or b"") for path, item in members.items()}
        return {name: " + ".join(titles(item)) for name, item in sorted(found.items())}

    def ours(self) -> dict[str, str]:
        """Our entries among them."""
        return {name: title for name, title in self.inside().items() if not name.startswith("theirs")}

    @contextmanager
    def counted(self) -> Iterator[list[int]]:
        """Counts the requests of a block."""
        count = [self.session.requests]
        yield count
        count[0] = self.session.requests - count[0]


@contextmanager
def scene(server: Server, *quirks: Quirk, objects: Sequence[bytes] = (INTERVIEW, DENTIST, LONG_AGO)) -> Iterator[Scene]:
    """Sets a calendar up."""
    with ExitStack() as stack:
        url = server.make_calendar()
        for number, data in enumerate(objects):
            server.put(f"{url}theirs-{number}.ics", data)
        waits: list[float] = []
        front = stack.enter_context(proxy(server, quirks))
        session = stack.enter_context(server.session(waits=waits))
        yield Scene(server, front, url, session, waits, stack)


def uids(contents: Contents) -> list[str]:
    """The UIDs that were read."""
    text = b"".join(item.data for item in contents.resources).decode()
    return sorted(set(re.findall(r"(?m)^UID:([^\r\n]*)", text)))


def create(uid: str, title: str = "Thank Dana", name: str = "VTODO") -> Create:
    """A new entry."""
    return Create(uid, entry(uid, title, name=name))


def later(days: int) -> Selection:
    """The selection of a run some days later."""
    from dataclasses import replace
    from datetime import timedelta

    span = timedelta(days=days)
    return replace(YEAR, start=YEAR.start + span, end=YEAR.end + span)


def errors(outcomes: Sequence[Outcome]) -> list[str | None]:
    """What went wrong with each."""
    return [item.error for item in outcomes]
