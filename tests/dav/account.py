"""Words of the tests that run the command line on an account: its calendars, and what other clients do there."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conftest import Tool
from dav.proxy import Quirk, Reply, Request
from dav.servers import USER, Server
from followup_cal.stores.caldav.collection import Collection

NOW = "--now=2026-11-17T08:00:00-05:00"
RUN = (NOW, "--timezone=America/New_York", "--country=US", "--name=Robin Adeyemi", "--me=robin@adeyemi.example")
_NUMBERS = count(1)

INTERVIEW = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar 1.0//EN\r
BEGIN:VEVENT\r
UID:{name}@calendar.example\r
DTSTAMP:20261101T120000Z\r
DTSTART:{day}T190000Z\r
DTEND:{day}T200000Z\r
SUMMARY:Interview with {company}: {role}\r
DESCRIPTION:company: {company}\\nrole: {role}\\ninterviewers: Dana Okafor\r
STATUS:{status}\r
END:VEVENT\r
END:VCALENDAR\r
"""


def interview(
    name: str,
    *,
    day: str = "20261117",
    company: str = "Globex",
    role: str = "Data Engineer",
    status: str = "CONFIRMED",
) -> bytes:
    """An interview of its own for every test, since they share an account."""
    return INTERVIEW.format(name=name, day=day, company=company, role=role, status=status).encode()


def counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    """What a run created, updated, deleted and kept; nothing may have failed."""
    assert (report["failed"], report["skipped"]) == ([], [])
    return report["created"], report["updated"], report["deleted"], report["kept"]


@dataclass(frozen=True)
class Shown:
    """An object as another client sees it."""

    name: str
    text: str

    def value(self, name: str) -> str:
        """The value of a property of the entry itself, without its parameters."""
        inner = re.split("BEGIN:V(?:EVENT|TODO)\r?\n", self.text)[1].partition("BEGIN:VALARM")[0]
        found = re.search(rf"(?m)^{name}(?:;[^:\n]*)?:([^\r\n]*)", inner)
        return found[1].replace("\\,", ",") if found else ""


@dataclass
class Account:
    """An account on a running server, and the command line that is set up for it."""

    server: Server
    tool: Tool
    home: Path

    def configure(self, calendars: Sequence[str], *, url: str | None = None, **more: str) -> None:
        """Writes the configuration."""
        options = "".join(f'{key} = "{value}"\n' for key, value in more.items())
        folder = self.home / "config" / "followup-cal"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(
            f'[accounts.work]\nurl = "{url or self.server.url}"\nusername = "{USER}"\n'
            f'password_env = "DAV_PASSWORD"\nallow_http = true\ncalendars = {json.dumps(list(calendars))}\n{options}'
        )

    def calendar(self, what: str, *components: str, of: Sequence[bytes] | None = None) -> tuple[str, str]:
        """Makes a calendar of its own with an interview in it; returns its name and address."""
        name = f"{what}-{next(_NUMBERS)}"
        url = self.server.make_calendar(components or ("VEVENT", "VTODO"), name)
        for number, data in enumerate([interview(name)] if of is None else of, start=1):
            self.server.put(f"{url}theirs-{number}.ics", data)
        return name, url

    def sync(self, *arguments: str) -> dict[str, Any]:
        """Runs the main job; it must succeed without a word."""
        result = self.tool("sync", *RUN, *arguments, "--json")
        assert (result.code, result.err) == (0, "")
        report = json.loads(result.out)
        assert isinstance(report, dict)
        return report

    def inside(self, url: str) -> dict[str, Shown]:
        """What stands in a calendar: title -> object."""
        with self.server.session() as session:
            collection = Collection(session, url)
            members = collection.fetch(collection.listing()).members
        texts = {path: re.sub("\r?\n[ \t]", "", (item.data or b"").decode()) for path, item in members.items()}
        shown = [Shown(path.rpartition("/")[2], text) for path, text in texts.items()]
        return {item.value("SUMMARY"): item for item in shown}

    def ours(self, url: str) -> dict[str, Shown]:
        """Our entries among them, by the first two words of their titles."""
        found = self.inside(url).items()
        return {" ".join(title.split()[:2]): item for title, item in found if "@followup-cal" in item.text}

    def edit(self, url: str, item: Shown, *changes: tuple[str, str]) -> None:
        """Another client changes lines of an object: each a pattern and what to put in its place."""
        text = self._read(url + item.name)
        for pattern, new in changes:
            text, hits = re.subn(rf"(?m)^{pattern}$", new, text)
            assert hits, (pattern, text)
        self.server.put(url + item.name, text.encode())

    def tick_off(self, url: str, item: Shown) -> None:
        """Another client marks a task as done."""
        done = ("STATUS:NEEDS-ACTION\r?", "STATUS:COMPLETED\r\nCOMPLETED:20261117T230000Z\r\nPERCENT-COMPLETE:100\r")
        self.edit(url, item, done)

    def remove(self, url: str, item: Shown) -> None:
        """Another client deletes an object."""
        with self.server.session() as session:
            assert session.request("DELETE", url + item.name, safe=False).ok

    def _read(self, url: str) -> str:
        with self.server.session() as session:
            answer = session.request("GET", url, safe=True)
        assert answer.ok, answer
        return re.sub("\r\n[ \t]", "", answer.body.decode())


@dataclass
class Meanwhile(Quirk):
    """Another client is faster: it acts once, right before a write to a place gets through.

    Attributes:
        place: the name of an object.
        act: what the other client does.
        early: it acts before the look that comes first, where the server refuses two writes at once.
    """

    place: str
    act: Callable[[], None]
    early: bool = False
    done: bool = False

    def before(self, request: Request) -> None:
        looks = self.early and request.report == "calendar-multiget" and self.place.encode() in request.body
        writes = request.method in {"PUT", "DELETE"} and self.place in request.path
        if (looks or writes) and not self.done:
            self.done = True
            self.act()


@dataclass
class Afterwards(Quirk):
    """Another client acts once, after something was written to a place and before it is read back.

    Attributes:
        place: the name of an object; None for the first that is written anew.
        act: what the other client does, given the name.
    """

    place: str | None
    act: Callable[[str], None]
    written: str | None = None
    done: bool = False

    def before(self, request: Request) -> None:
        if request.method == "REPORT" and self.written and not self.done:
            self.done = True
            self.act(self.written)

    def after(self, reply: Reply) -> Reply:
        name = reply.request.path.rpartition("/")[2]
        meant = reply.status in {201, 204} if name == self.place else reply.status == 201 and self.place is None
        if reply.request.method == "PUT" and meant:
            self.written = self.written or name
        return reply


class ReadOnly(Quirk):
    """A calendar that may be read and not changed, and says so (RFC 3744, 5.4)."""

    def __init__(self, url: str) -> None:
        self.path = urlsplit(url).path

    def before(self, request: Request) -> Reply | None:
        if request.method in {"PUT", "DELETE"} and request.path.startswith(self.path):
            return Reply(403, {}, b'<error xmlns="DAV:"><need-privileges/></error>')
        return None

    def after(self, reply: Reply) -> Reply:
        parts = re.split(rb"(?=<(?:\w+:)?response>)", reply.body)
        return Reply(reply.status, reply.headers, b"".join(self._without_rights(part) for part in parts))

    def _without_rights(self, response: bytes) -> bytes:
        if self.path.encode() + b"<" not in response:
            return response
        rights = rb"(<(?:(\w+):)?current-user-privilege-set>).*?(?=</(?:\w+:)?current-user-privilege-set>)"
        return re.sub(rights, rb'\1<x:privilege xmlns:x="DAV:"><x:read/></x:privilege>', response, flags=re.DOTALL)


def fill(server: Server, url: str, objects: Sequence[bytes]) -> None:
    """Fills a calendar with many objects: past the server where it keeps plain files, which is quicker."""
    if server.name == "cyrus":
        with server.session() as session, ThreadPoolExecutor(4) as pool:
            sent = [
                pool.submit(session.request, "PUT", f"{url}many-{number}.ics", data, _CALENDAR, safe=False)
                for number, data in enumerate(objects)
            ]
        assert all(item.result().ok for item in sent)
        return
    folder = server.folder / urlsplit(url).path.strip("/")
    for number, data in enumerate(objects):
        (folder / f"many-{number}.ics").write_bytes(data)
    if server.name == "xandikos":
        for command in (["add", "--all"], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-mx"]):
            subprocess.run(["git", "-C", folder, *command], check=True)  # noqa: S607 - whichever git there is
    with server.session() as session:
        # Radicale reads them all and begins their history now, not while somebody waits for an answer.
        collection = Collection(session, url)
        assert collection.sync_token()
        assert len(collection.listing()) >= len(objects)


_CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}
