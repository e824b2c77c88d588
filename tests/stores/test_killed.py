"""The tool is killed, or the disk fails, at every system call that writes: whatever happens, the next run makes good.

strace does it from outside: `inject=CALL:signal=KILL:when=K` kills the process as it makes the call for the K-th time,
`error=ENOSPC` lets the call fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from icalendar import Calendar

from conftest import Tool

pytestmark = pytest.mark.slow

CALLS = "mkdir,write,writev,pwrite64,ftruncate,fsync,fdatasync,chmod,fchmod,chown,rename,renameat2,unlink,unlinkat"
WHO = (
    "--timezone=America/New_York",
    "--country=US",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
    "--cadence=quiet",
)
EARLIER, NOW = "--now=2026-11-17T08:00:00-05:00", "--now=2026-11-18T08:00:00-05:00"
COMPONENT = re.compile(rb"BEGIN:(VEVENT|VTODO|VTIMEZONE)\r?\n.*?END:\1\r?\n", re.DOTALL)

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar 1.0//EN\r\n"
DENTIST = "BEGIN:VEVENT\r\nUID:dentist\r\nDTSTART:20261119T090000\r\nSUMMARY:Zahn\r\n arzt\r\nEND:VEVENT\r\n"


def interview(company: str, day: str, status: str = "CONFIRMED") -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{company}@calendar.example\r\nDTSTAMP:20261101T120000Z\r\nDTSTART:{day}T190000Z\r\n"
        f"DTEND:{day}T200000Z\r\nSUMMARY:Interview with {company}: Data Engineer\r\n"
        f"DESCRIPTION:interviewers: Dana Okafor\r\nSTATUS:{status}\r\nEND:VEVENT\r\n"
    )


THEN = [DENTIST, interview("Globex", "20261117"), interview("Initech", "20261116")]
# One interview was moved, one called off, one is new: the run updates, deletes and creates.
SINCE = [DENTIST, interview("Globex", "20261118"), interview("Initech", "20261116", "CANCELLED")]
SINCE = [*SINCE, interview("Hooli", "20261118")]


def theirs(component: re.Match[bytes]) -> bytes:
    """A component that is not ours, as it is; nothing for one of ours. The app of this story writes no time zones."""
    ours = component[1] == b"VTIMEZONE" or b"@followup-cal\r\n" in component[0]
    return b"" if ours else component[0]


@dataclass(frozen=True)
class World:
    """A home with a calendar in it, as it was before a run, and as it is now."""

    before: Path
    home: Path
    kind: str

    @property
    def calendar(self) -> Path:
        return self.home / ("calendar.ics" if self.kind == "file" else "calendar")

    @property
    def command(self) -> list[str]:
        return ["sync", str(self.calendar), "--in-place", *WHO]

    def keep(self) -> None:
        """This is how it is before every run."""
        shutil.copytree(self.home, self.before)

    def reset(self) -> None:
        """As if no run had been."""
        shutil.rmtree(self.home)
        shutil.copytree(self.before, self.home)

    def files(self) -> dict[str, bytes]:
        """The calendar by the names of its files; drafts that a killed run left are none."""
        found = self.home.glob("calendar.ics") if self.kind == "file" else self.calendar.glob("[!.]*")
        return {file.name: file.read_bytes() for file in found}

    def memory(self) -> str:
        """What the tool remembers."""
        return (self.home / "state" / "followup-cal" / "state.json").read_text()

    def foreign(self) -> dict[str, bytes]:
        """What is not ours, byte for byte."""
        rest = {name: COMPONENT.sub(theirs, data) for name, data in self.files().items()}
        return {name: data for name, data in rest.items() if b"UID" in data}

    def put(self, events: list[str]) -> None:
        """The calendar app writes these events, and leaves ours."""
        if self.kind == "file":
            found = COMPONENT.finditer(self.files().get("calendar.ics", b""))
            ours = b"".join(item[0] for item in found if not theirs(item))
            self.calendar.write_bytes((HEAD + "".join(events)).encode() + ours + b"END:VCALENDAR\r\n")
            return
        self.calendar.mkdir(exist_ok=True)
        for number, event in enumerate(events):
            (self.calendar / f"{number}.ics").write_bytes(f"{HEAD}{event}END:VCALENDAR\r\n".encode())

    def traced(self, *options: str) -> subprocess.CompletedProcess[str]:
        """A run in a process of its own, under strace."""
        environment = {
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        tracer = ["strace", "-f", "-qq", "-e", f"trace={CALLS}", *options]
        return subprocess.run(
            [*tracer, sys.executable, "-m", "followup_cal", *self.command, NOW],
            env=environment, capture_output=True, text=True, check=False, cwd=self.home,
        )  # fmt: skip

    def points(self) -> list[tuple[str, int]]:
        """Every call that writes, in a run that nothing disturbs: its name, and which one of that name it is.

        What goes to the terminal is left out: it comes when all is done.
        """
        log = self.home.with_name("calls")
        done = self.traced("-o", str(log))
        assert (done.returncode, done.stderr) == (0, "")
        seen: Counter[str] = Counter()
        found = []
        for call, to in re.findall(r"(?m)^\d+ +(\w+)\((\w*)", log.read_text()):
            seen[call] += 1
            if (call, to) not in {("write", "1"), ("write", "2")}:
                found.append((call, seen[call]))
        return found


@pytest.fixture(params=["file", "folder"])
def world(request: pytest.FixtureRequest, tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch) -> World:
    """A calendar that was synchronised yesterday and has changed since."""
    if shutil.which("strace") is None:
        pytest.fail("strace is not installed: apt-get install strace")
    made = World(tmp_path / "before", tmp_path / "home", request.param)
    made.home.mkdir()
    monkeypatch.setenv("HOME", str(made.home))
    monkeypatch.setenv("XDG_STATE_HOME", str(made.home / "state"))
    made.put(THEN)
    assert tool(*made.command, EARLIER).code == 0
    made.put(SINCE)
    made.keep()
    return made


def is_sound(world: World) -> bool:
    """Every file is a calendar, and no UID is there twice."""
    calendars = [Calendar.from_ical(data) for data in world.files().values()]
    uids = [str(item["UID"]) for calendar in calendars for item in calendar.walk() if item.name in {"VEVENT", "VTODO"}]
    return len(uids) == len(set(uids))


# Killed: no word, the code of the signal. Else: done in spite of it, some of it failed, or nothing could be written.
@pytest.mark.parametrize(
    ("fault", "codes"),
    [("signal=KILL:when={}", {-9}), ("error=ENOSPC:when={}", {0, 1, 2, 3}), ("error=EIO:when={}", {0, 1, 2, 3})],
    ids=["killed", "disk full", "disk fails"],
)
def test_the_next_run_makes_good(world: World, tool: Tool, fault: str, codes: set[int]) -> None:
    foreign, before = world.foreign(), world.files()
    points = world.points()
    assert {"write", "fsync", "rename"} <= {call for call, _ in points}
    expected = world.files(), world.memory()
    assert expected[0] != before
    for call, which in points:
        world.reset()
        done = world.traced("-o", "/dev/null", "-e", f"inject={call}:{fault.format(which)}")
        at = (call, which, done.returncode, done.stderr)
        assert done.returncode in codes, at
        assert "Traceback" not in done.stderr, at
        assert bool(done.stderr or "failed" in done.stdout) == (done.returncode > 0), at
        assert is_sound(world), at
        assert world.foreign() == foreign, at
        again = tool(*world.command, NOW)
        assert (again.code, again.err) == (0, ""), at
        assert (world.files(), world.memory()) == expected, at
