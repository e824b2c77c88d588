"""Every test has a machine of its own: home, configuration and state are empty folders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dav.servers import Server, radicale, xandikos
from followup_cal import library, session
from followup_cal.cli import main
from followup_cal.data import Shelf
from loopback_only import stay_here

# A busy machine is no failure, so examples have no deadline; they are the same ones every time.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

pytest.register_assert_rewrite("dav.account", "hands.machine", "hands.story")

SAMPLES = Path(__file__).parents[1] / "sample_calendars"
# An invitation as most calendars write it.
INTERVIEW = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Calendar 1.0//EN
BEGIN:VEVENT
UID:one@calendar.example
DTSTAMP:20261101T120000Z
DTSTART:20261117T190000Z
DTEND:20261117T200000Z
SUMMARY:Interview with Globex: Data Engineer
DESCRIPTION:company: Globex\\nrole: Data Engineer
ORGANIZER;CN=Dana Okafor:mailto:dana@globex.example
ATTENDEE;CN=Dana Okafor:mailto:dana@globex.example
ATTENDEE;CN=Robin Adeyemi:mailto:robin@adeyemi.example
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
# The same, typed by hand: nobody's address is known.
TYPED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Calendar 1.0//EN
BEGIN:VEVENT
UID:one@calendar.example
DTSTAMP:20261101T120000Z
DTSTART:20261117T190000Z
DTEND:20261117T200000Z
SUMMARY:Interview with Globex: Data Engineer
DESCRIPTION:company: Globex\\nrole: Data Engineer\\ninterviewers: Dana Okafor
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@dataclass(frozen=True)
class Result:
    """What a command did: its exit code, and what it said where."""

    code: int
    out: str
    err: str


Tool = Callable[..., Result]


@pytest.fixture(autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder that nothing of the real machine shines through."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.delenv("FOLLOWUP_CAL_STATE", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    return home


@pytest.fixture(autouse=True)
def off_this_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Where a test tried to go off this machine: nowhere."""
    tried = stay_here(monkeypatch)
    yield tried
    assert tried == []


shipped = cache(partial(library.load_library, Shelf()))


def load_library(shelf: Shelf, cadence: str) -> library.Library:
    """What is shipped never changes: where the user has nothing of their own it is read once."""
    own = shelf.folder is not None and shelf.folder.is_dir() and {item.name for item in shelf.folder.iterdir()}
    return library.load_library(shelf, cadence) if own and own != {"config.toml"} else shipped(cadence)


@pytest.fixture
def tool(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """The command line, run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "load_library", load_library)

    def call(*arguments: str | Path) -> Result:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of a process; each makes calendars of its own."""
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """As `radicale_server`."""
    with xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server
