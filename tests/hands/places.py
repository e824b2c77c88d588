"""A calendar in a file, a folder or on a server: what an app sees of it and does to it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from dav.servers import USER, Server
from stores.memory import Memory

EMPTY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar 1.0//EN\r\nEND:VCALENDAR\r\n"
COMPONENT = re.compile(r"BEGIN:(VEVENT|VTODO)\r?\n.*?END:\1\r?\n", re.DOTALL)
OVERRIDE = re.compile(r"^RECURRENCE-ID[^:\n]*:(\S+?)\r?$", re.MULTILINE)
UID = re.compile(r"^UID:(\S+?)\r?$", re.MULTILINE)


class Place(Protocol):
    """Where a calendar is kept: resources by name, as text."""

    arguments: tuple[str, ...]

    def texts(self) -> dict[str, str]:
        """Everything in it."""

    def write(self, name: str, text: str | None) -> None:
        """Replaces a resource; None deletes it."""

    def add(self, uid: str, block: str) -> None:
        """Adds a component."""

    def clear(self) -> None:
        """Takes the calendar away."""


class FilePlace:
    """One .ics file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "calendar.ics"
        self.arguments: tuple[str, ...] = (str(self.path), "--in-place")
        self.write("", EMPTY)

    def texts(self) -> dict[str, str]:
        return {"": self.path.read_bytes().decode()}

    def write(self, name: str, text: str | None) -> None:  # noqa: ARG002 - there is only one
        self.path.write_bytes((EMPTY if text is None else text).encode())

    def add(self, uid: str, block: str) -> None:  # noqa: ARG002 - it says so itself
        text = self.texts()[""]
        at = text.rindex("END:VCALENDAR")
        self.write("", text[:at] + block + text[at:])

    def clear(self) -> None:
        self.path.unlink()


class FolderPlace:
    """A folder of .ics files, as vdirsyncer keeps it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "personal"
        self.path.mkdir()
        self.arguments: tuple[str, ...] = (str(self.path),)

    def texts(self) -> dict[str, str]:
        return {path.name: path.read_bytes().decode() for path in sorted(self.path.glob("*.ics"))}

    def write(self, name: str, text: str | None) -> None:
        if text is None:
            (self.path / name).unlink()
        else:
            (self.path / name).write_bytes(text.encode())

    def add(self, uid: str, block: str) -> None:
        self.write(f"{uid}.ics", EMPTY.replace("END:VCALENDAR", f"{block}END:VCALENDAR"))

    def clear(self) -> None:
        shutil.rmtree(self.path)


class MemoryPlace:
    """A calendar in memory, one object for each component."""

    def __init__(self, name: str) -> None:
        self.memory = Memory()
        self.arguments: tuple[str, ...] = (name,)

    def texts(self) -> dict[str, str]:
        return {name: data.decode() for name, data in sorted(self.memory.objects.items())}

    def write(self, name: str, text: str | None) -> None:
        if text is None:
            del self.memory.objects[name]
        else:
            self.memory.objects[name] = text.encode()

    def add(self, uid: str, block: str) -> None:
        self.write(f"{uid}.ics", EMPTY.replace("END:VCALENDAR", f"{block}END:VCALENDAR"))

    def clear(self) -> None:
        self.memory.objects.clear()


class ServerPlace:
    """A calendar on a CalDAV server, and the configuration of an account there."""

    def __init__(self, server: Server, home: Path) -> None:
        self.server = server
        name = f"calendar-{uuid4().hex[:8]}"
        self.url = server.make_calendar(name=name)
        # Both servers keep an object as a file of its name; a look there costs no request.
        self.kept = server.folder / server.home / name
        self.arguments: tuple[str, ...] = (f"work/{name}",)
        folder = home / "config" / "followup-cal"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(
            f'[accounts.work]\nurl = "{server.url}"\nusername = "{USER}"\n'
            f'password_env = "DAV_PASSWORD"\nallow_http = true\ncalendars = {json.dumps([name])}\n'
        )

    def texts(self) -> dict[str, str]:
        # As a report tells them: XML knows no CR.
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(self.kept.glob("*.ics"))}

    def write(self, name: str, text: str | None) -> None:
        if text is not None:
            self.server.put(self.url + name, text.encode())
            return
        with self.server.session() as session:
            assert session.request("DELETE", self.url + name, safe=False).ok

    def add(self, uid: str, block: str) -> None:
        self.write(f"{uid}.ics", EMPTY.replace("END:VCALENDAR", f"{block}END:VCALENDAR"))

    def clear(self) -> None:
        with self.server.session() as session:
            assert session.request("DELETE", self.url, safe=False).ok


def components(place: Place) -> dict[str, str]:
    """Every event and task by UID (with its RECURRENCE-ID, if any), as it stands there, byte for byte."""
    found: dict[str, str] = {}
    for text in place.texts().values():
        for match in COMPONENT.finditer(text):
            uid = UID.search(match[0])
            assert uid is not None
            override = OVERRIDE.search(match[0])
            name = f"{uid[1]} {override[1]}" if override else uid[1]
            assert name not in found, f"{name} stands there twice"
            found[name] = match[0]
    return found


def entries(place: Place) -> dict[str, str]:
    """Those that followup-cal wrote, unfolded."""
    return {uid: unfold(block) for uid, block in components(place).items() if uid.endswith("@followup-cal")}


def others(place: Place) -> dict[str, str]:
    """Those that it did not write, byte for byte."""
    return {uid: block for uid, block in components(place).items() if not uid.endswith("@followup-cal")}


def unfold(text: str) -> str:
    return re.sub(r"\r?\n[ \t]", "", text)


def titled(place: Place, title: str) -> str:
    """The UID of the one entry whose title begins like this."""
    (uid,) = (uid for uid, block in entries(place).items() if f"\nSUMMARY:{title}" in block.replace("\r", ""))
    return uid


def change(place: Place, uid: str, hand: Callable[[str], str | None]) -> None:
    """Does something to one component; where nothing of it is left, it goes, and its resource with it."""
    for name, text in place.texts().items():
        for match in COMPONENT.finditer(text):
            if re.search(rf"^UID:{re.escape(uid)}\r?$", match[0], re.MULTILINE):
                block = hand(unfold(match[0]).replace("\r\n", "\n"))
                rest = text[: match.start()] + (block or "").replace("\n", "\r\n") + text[match.end() :]
                place.write(name, rest if COMPONENT.search(rest) else None)
                return
    raise AssertionError(f"there is no {uid}")
