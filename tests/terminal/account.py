"""What stands in the calendars that the set-up is played with."""

from __future__ import annotations

from dataclasses import dataclass

from dav.account import interview
from dav.servers import Server

NOW = "--now=2026-11-18T08:00:00-05:00"
INTERVIEWS = (
    interview("one", day="20261103", company="Globex", role="Data Engineer"),
    interview("two", day="20261110", company="Globex", role="Data Engineer"),
    interview("three", day="20261116", company="Initech", role="Analyst"),
    interview("four", day="20261117", company="Hooli", role="Data Engineer"),
    interview("five", day="20261124", company="Initech", role="Analyst"),
    interview("long-ago", day="20261005", company="Umbrella", role="Clerk"),
)


@dataclass(frozen=True)
class Calendars:
    """An account with its calendars' addresses."""

    server: Server
    personal: str
    job_search: str

    @classmethod
    def made(cls, server: Server) -> Calendars:
        """Makes and fills them."""
        personal = server.make_calendar(["VEVENT"], "Personal")
        for number, data in enumerate(INTERVIEWS):
            server.put(f"{personal}theirs-{number}.ics", data)
        return cls(server, personal, server.make_calendar(["VEVENT", "VTODO"], "Job search"))
