"""Other programs read what is written, without a complaint: khal, todoman, vobject, ical, ical.js."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SAMPLES, Tool

pytestmark = pytest.mark.slow
BIN = Path(sys.executable).parent
ICAL_JS = Path(__file__).parents[2] / "build" / "readers" / "node_modules" / "ical.js" / "dist" / "ical.es5.cjs"
ROBIN = (
    "--now=2026-11-18T07:30:00+01:00",
    "--timezone=Europe/Berlin",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
    "--me=robin.adeyemi@example.com",
)


@pytest.fixture
def followups(tool: Tool, tmp_path: Path) -> Path:
    """The follow-ups of all sample files, in one file."""
    assert tool("sync", *sorted(SAMPLES.glob("*.ics")), *ROBIN, "--to=followups.ics").code == 0
    return tmp_path / "followups.ics"


@pytest.fixture
def folder(tool: Tool, tmp_path: Path) -> Path:
    """The sample folder with its follow-ups in it."""
    copy = tmp_path / "personal"
    shutil.copytree(SAMPLES / "vdir-personal", copy)
    assert tool("sync", copy, *ROBIN).code == 0
    return copy


def counted(calendar: Path, component: str) -> int:
    return calendar.read_bytes().count(f"BEGIN:{component}\r\n".encode())


def run(*command: str | Path) -> str:
    """What a program prints; it must neither fail nor complain."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def khal_config(tmp_path: Path, calendar: Path) -> Path:
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[personal]]\npath = {calendar}\ntype = calendar\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )
    return config


def test_khal_imports_the_file(followups: Path, tmp_path: Path) -> None:
    calendar = tmp_path / "imported"
    calendar.mkdir()
    config = khal_config(tmp_path, calendar)
    run(BIN / "khal", "-c", config, "import", "--batch", "-a", "personal", followups)
    listed = run(BIN / "khal", "-c", config, "list", "2026-11-18", "90d", "--format", "{title}")
    titles = [line for line in listed.splitlines() if line.startswith("Call ")]
    assert len(titles) == len(re.findall("^SUMMARY:Call ", unfolded(followups), flags=re.MULTILINE)) > 5


def unfolded(calendar: Path) -> str:
    return calendar.read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")


def test_khal_lists_the_folder(folder: Path, tmp_path: Path) -> None:
    config = khal_config(tmp_path, folder)
    listed = run(BIN / "khal", "-c", config, "list", "2026-11-18", "90d", "--format", "{title}")
    assert any(line.startswith("Call ") for line in listed.splitlines())


def test_todoman_lists_every_task(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "todoman.py"
    config.write_text(
        f'path = "{folder}"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ndefault_list = "personal"\n'
    )
    listed = run(BIN / "todo", "--config", config, "--porcelain", "list")
    tasks = [path for path in folder.glob("*.ics") if b"BEGIN:VTODO" in path.read_bytes()]
    assert listed.count('"summary"') == len(tasks) > 5


def test_vobject_finds_every_entry_valid(followups: Path) -> None:
    import vobject

    calendar = vobject.readOne(followups.read_text(encoding="utf-8"))
    assert len(calendar.vtodo_list) == counted(followups, "VTODO")
    assert len(calendar.vevent_list) == counted(followups, "VEVENT")
    assert all(item.validate(raiseException=True) for item in (*calendar.vtodo_list, *calendar.vevent_list))


def test_ical_reads_the_file(followups: Path) -> None:
    from ical.calendar_stream import IcsCalendarStream

    calendar = IcsCalendarStream.calendar_from_ics(followups.read_text(encoding="utf-8"))
    assert len(calendar.todos) == counted(followups, "VTODO") > 50
    assert len(calendar.events) == counted(followups, "VEVENT") > 10
    assert [todo.summary for todo in calendar.todos if not todo.alarms] == []


def test_ical_js_reads_the_file(followups: Path) -> None:
    script = """
        const ICAL = require(process.argv[1]);
        const text = require("fs").readFileSync(process.argv[2], "utf8");
        const calendar = new ICAL.Component(ICAL.parse(text));
        const tasks = calendar.getAllSubcomponents("vtodo"), events = calendar.getAllSubcomponents("vevent");
        for (const item of [...tasks, ...events]) {
            if (!item.getFirstPropertyValue("dtstart").toJSDate().getTime()) throw "no start";
            if (!item.getFirstSubcomponent("valarm")) throw "no alarm";
        }
        console.log(tasks.length, events.length);
    """
    node = shutil.which("node")
    assert node is not None, "node is needed"
    assert run(node, "-e", script, ICAL_JS, followups).split() == [
        str(counted(followups, "VTODO")),
        str(counted(followups, "VEVENT")),
    ]
