"""What -v adds can be shown to anybody: no word of a calendar, no name, no address and no path is in it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import warm
from conftest import Tool
from dav.servers import PASSWORD, USER, XANDIKOS_WARNS, Server

# What the server itself warns of is nothing that the tool says.
pytestmark = [
    pytest.mark.filterwarnings(XANDIKOS_WARNS),
    pytest.mark.filterwarnings("ignore:Timezone '/qqq-vendor.example"),
]
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qqq-app//EN\r\nX-WR-CALNAME:qqq-calendar\r\n"
INTERVIEW = """\
BEGIN:VEVENT\r
UID:qqq-uid-{number}@qqq.example\r
DTSTAMP:20261101T120000Z\r
DTSTART{start}\r
DURATION:PT1H\r
SUMMARY:Interview with Qqq-employer: Data Engineer\r
LOCATION:Qqq-place\r
URL:https://qqq-name:qqq-token@qqq.example/qqq-path\r
DESCRIPTION:company: Qqq-employer\\ninterviewers: Qqq-person\\nhttps://qqq.example/?token=qqq\r
CATEGORIES:qqq-category\r
X-QQQ-PROPERTY;X-QQQ-PARAMETER=qqq:qqq\r
ORGANIZER;CN=Qqq-organizer:mailto:qqq-organizer@qqq.example\r
ATTENDEE;CN=Qqq-attendee;SENT-BY="mailto:qqq-by@qqq.example":mailto:qqq-attendee@qqq.example\r
END:VEVENT\r
"""
EVENTS = [
    INTERVIEW.format(number=number, start=start)
    for number, start in enumerate(
        (
            ":20261117T190000Z",
            ";TZID=/qqq-vendor.example/20261101/Europe/Berlin:20261118T190000",
            ";TZID=Qqq-zone:20261119T190000",
            ":qqq-no-time",
        )
    )
]
EVENTS += [
    EVENTS[0].replace("qqq-uid-0", "qqq-uid-9").replace("Interview with", "Coffee at"),
    EVENTS[0].replace("qqq-uid-0", "qqq-uid-8").replace("URL:", "RRULE:FREQ=QQQ-EVER\r\nURL:"),
]
TORN = EVENTS[0].replace("qqq-uid-0", "qqq-uid-torn").replace("END:VEVENT\r\n", "qqq-torn\r\n")
ME = ("--name=Qqq Me", "--me=qqq-me@qqq-home.example")
RUN = ("--now=2026-11-17T08:00:00-05:00", "--timezone=America/New_York", *ME)
HINT = "Hint:  Name an .ics file, a folder of .ics files, or an account.\n"
HEADING = "To report a fault, copy what follows; no word of your calendars is in it:\n"


@pytest.fixture(params=["file", "folder", "radicale", "xandikos"])
def source(request: pytest.FixtureRequest, machine: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A calendar full of words that nobody else may see, some of it damaged."""
    if request.param == "file":
        path = machine / "qqq-calendar.ics"
        path.write_bytes((HEAD + "".join(EVENTS) + TORN).encode())
        return str(path)
    if request.param == "folder":
        folder = machine / "qqq-folder"
        folder.mkdir()
        for number, event in enumerate([*EVENTS, TORN]):
            end = "" if event == TORN else "END:VCALENDAR\r\n"
            (folder / f"qqq-{number}.ics").write_bytes(f"{HEAD}{event}{end}".encode())
        return str(folder)
    server: Server = request.getfixturevalue(f"{request.param}_server")
    url = server.make_calendar(name="qqq-calendar")
    for number, event in enumerate(EVENTS[:3]):
        server.put(f"{url}qqq-{number}.ics", f"{HEAD}{event}END:VCALENDAR\r\n".encode())
    monkeypatch.setenv("QQQ_PASSWORD", PASSWORD)
    config = machine / "config" / "followup-cal" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        f'[accounts.qqq-account]\nurl = "{server.url}"\nusername = "{USER}"\npassword_env = "QQQ_PASSWORD"\n'
        'allow_http = true\ncalendars = ["qqq-calendar"]\n'
    )
    return "qqq-account"


def run(*words: str, home: Path) -> tuple[str, str, str]:
    """A run as at a terminal, with the warnings of all libraries: the report, what was said as ever, what -v adds."""
    done = subprocess.run(
        [sys.executable, "-W", "always", "-m", "followup_cal", *words, *RUN],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False, cwd=home,
    )  # fmt: skip
    return divided(done.returncode, done.stdout, done.stderr)


def run_again(*words: str, home: Path) -> tuple[str, str, str]:
    """The same, with the warnings that loading the libraries gives left out."""
    script, out, err = home / "always.py", home / "out", home / "err"
    script.write_text("import warnings; warnings.simplefilter('always'); import followup_cal.__main__")
    for path in (out, err):
        path.unlink(missing_ok=True)
    code = warm.end(warm.start([str(script), *words, *RUN], home, os.environ, out, err))
    return divided(code, out.read_text(), err.read_text())


def divided(code: int, out: str, err: str) -> tuple[str, str, str]:
    assert code in {0, 1, 3}, err
    said, heading, added = err.partition(HEADING)
    assert heading, err
    return out, said, added


def is_for_everybody(text: str, home: Path) -> bool:
    return not re.search(rf"qqq|{USER}|{PASSWORD}|{re.escape(str(home))}", text, re.IGNORECASE)


def test_nothing_that_is_added_names_anything(source: str, machine: Path) -> None:
    for words in (("plan", source), ("sync", source), ("sync", source), ("status", source)):
        _, said, added = (run if words == ("plan", "qqq-account") else run_again)(*words, "-vvv", home=machine)
        assert re.match(r"followup-cal \d+\.\d+\.\d+, caldav .+, Python 3\.\d+\.\d+", added)
        assert re.search(r"(?m)^events in question: [1-9]\d*, own entries: \d+$", added)
        assert is_for_everybody(added, machine), added
        # What is passed over is named, or else it could not be found; all that is said of it stands before the rest.
        assert all(line.startswith(("Skipped: ", "Note: ")) for line in said.splitlines()), said


def test_a_sound_calendar_is_not_named_at_all(machine: Path) -> None:
    (machine / "qqq-calendar.ics").write_bytes((HEAD + EVENTS[0] + "END:VCALENDAR\r\n").encode())
    for words in (("plan",), ("sync",), ("sync", "--in-place")):
        _, said, added = run_again(words[0], str(machine / "qqq-calendar.ics"), *words[1:], "-vvv", home=machine)
        assert said == ""
        assert added.splitlines()[1] == f"read in full: {'1 file' if '--in-place' in words else '2 files'}"
        assert is_for_everybody(added, machine)


def test_a_failure_is_explained_first_and_located_after_that(machine: Path) -> None:
    out, said, added = run("plan", str(machine / "qqq-nowhere.ics"), "-vv", home=machine)
    assert (out, said) == ("", f"Error: {machine}/qqq-nowhere.ics does not exist.\n{HINT}")
    assert "Unreachable" in added.splitlines()
    assert re.search(r"(?m)^  stores/opening\.py:\d+ in open_path: raise Unreachable\(", added)
    assert is_for_everybody(added, machine)


def test_one_v_locates_nothing(tool: Tool) -> None:
    assert "Traceback" not in tool("plan", "nowhere.ics", "-v").err
