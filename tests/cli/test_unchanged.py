"""A run that would change nothing costs next to nothing; whatever might change something is seen."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from conftest import TYPED, Result, Tool
from followup_cal import receipts

NOW = datetime(2026, 11, 17, 13, 0, tzinfo=UTC)
RUN = ("--timezone=America/New_York", "--country=US", "--me=robin@adeyemi.example", "--name=Robin Adeyemi")
UNCHANGED = "1 interview in 1 application: nothing to do, 7 follow-ups up to date.\n"
_opened: list[str] = []


@cache
def watch() -> None:
    """Notes from now on what is opened; this cannot be ended."""
    sys.addaudithook(lambda event, values: _opened.append(str(values[0])) if event == "open" else None)


class Place:
    """A calendar and the command that is run on it again and again."""

    def __init__(self, tool: Tool, folder: Path, machine: Path) -> None:
        self.folder, self.machine = folder, machine
        self.calendar, self.target = folder / "calendar.ics", folder / "followups.ics"
        self.config = machine / "config" / "followup-cal"
        self.state = machine / "state" / "followup-cal"
        self.source: Path = self.calendar
        self.calendar.write_bytes(TYPED.encode())
        self._tool = tool
        watch()

    def sync(self, *arguments: str, now: datetime = NOW) -> Result:
        return self._tool("sync", self.source, f"--now={now.isoformat()}", *RUN, *arguments)

    def opened(self, *arguments: str, now: datetime = NOW) -> set[str]:
        """The names of the files that a run opens; it must not have anything to do."""
        _opened.clear()
        assert self.sync(*arguments, now=now).out == UNCHANGED
        return {Path(path).name for path in _opened if not path.endswith((".py", ".pyc"))}

    def settle(self) -> None:
        """Runs until there is nothing left to do, and nothing left to look at."""
        self.sync()
        wait_until_settled(self.folder, self.machine)
        assert "calendar.ics" in self.opened()
        assert self.opened() == {"unchanged.json"}


def wait_until_settled(*folders: Path) -> None:
    """Waits until every further change of a file would show in its times."""
    newest = max(path.stat().st_ctime_ns for folder in folders for path in folder.rglob("*") if path.exists())
    while time.time_ns() < newest + 2 * receipts.TICK:
        time.sleep(0.01)


@pytest.fixture
def place(tool: Tool, tmp_path: Path, machine: Path) -> Place:
    return Place(tool, tmp_path, machine)


def test_a_run_that_changes_nothing_opens_nothing_but_its_receipt(place: Place) -> None:
    place.settle()
    _opened.clear()
    assert place.sync("--quiet").out == ""
    assert str(place.calendar) not in _opened


def test_it_loads_nothing_that_reads_calendars(place: Place) -> None:
    place.settle()
    program = "import sys; from followup_cal.cli import main; main(sys.argv[1:]); print(*sorted(sys.modules))"
    arguments = ["sync", str(place.calendar), f"--now={NOW.isoformat()}", *RUN]
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=place.folder)
    told, _, modules = done.stdout.partition("\n")
    assert told + "\n" == UNCHANGED
    own = {name for name in modules.split() if name.startswith("followup_cal")}
    assert own == {
        "followup_cal", "followup_cal.cli", "followup_cal.cli.completing", "followup_cal.cli.options",
        "followup_cal.cli.resting", "followup_cal.cli.screen", "followup_cal.cli.sync", "followup_cal.errors",
        "followup_cal.folders", "followup_cal.receipts", "followup_cal.report", "followup_cal.report.tally",
    }  # fmt: skip
    assert "dataclasses" not in modules.split()
    foreign = {name.partition(".")[0] for name in modules.split()} - set(sys.stdlib_module_names)
    assert {name for name in foreign if not name.startswith(("_", "followup_cal"))} <= {"click", "platformdirs"}


def test_a_folder_is_told_by_the_stats_of_its_files(place: Place) -> None:
    place.source = place.folder / "vdir"
    place.source.mkdir()
    (place.source / "one.ics").write_bytes(TYPED.encode())
    place.sync()
    wait_until_settled(place.folder, place.machine)
    assert "one.ics" in place.opened()
    assert place.opened() == {"unchanged.json"}
    assert "one.ics" not in (place.state / "unchanged.json").read_text()
    (place.source / "two.ics").write_bytes(TYPED.replace("one@", "two@").replace("Globex", "Initech").encode())
    assert json.loads(place.sync("--json").out)["created"] == 7


def test_a_link_to_nowhere_in_a_folder_hides_no_edit(place: Place) -> None:
    place.source = place.folder / "vdir"
    place.source.mkdir()
    one = place.source / "one.ics"
    one.write_bytes(TYPED.encode())
    (place.source / "gone.ics").symlink_to(place.folder / "nowhere.ics")
    place.sync()
    wait_until_settled(one.parent, place.machine)
    place.sync()
    assert place.opened() == {"unchanged.json"}
    one.write_bytes(TYPED.replace("Dana Okafor", "Dana Okafar").encode())
    assert "nothing to do" not in place.sync().out


def test_an_edit_behind_a_linked_folder_of_templates_is_seen(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "templates-of-mine"
    elsewhere.mkdir()
    (place.config / "templates").mkdir(parents=True)
    (place.config / "templates" / "en").symlink_to(elsewhere)
    shipped = Path(receipts.__file__).parent / "data" / "templates" / "en" / "thank-you.txt"
    mine = elsewhere / "thank-you.txt"
    mine.write_bytes(shipped.read_bytes())
    place.settle()
    mine.write_bytes(shipped.read_bytes().replace(b"Thank", b"thank"))
    _opened.clear()
    place.sync()
    assert str(place.calendar) in _opened


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_the_command_line_alone(option: str) -> None:
    program = "import sys; from followup_cal.cli import main; main(sys.argv[1:]); print(*sorted(sys.modules))"
    command = [sys.executable, "-c", program, option]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    modules = done.stdout.splitlines()[-1].split()
    assert "importlib.metadata" not in modules
    assert [name for name in modules if name.startswith("followup_cal")] == [
        "followup_cal", "followup_cal.cli", "followup_cal.errors",
    ]  # fmt: skip
    foreign = {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"followup_cal"}
    assert {name for name in foreign if not name.startswith("_")} == {"click"}


def edited_in_place(place: Place) -> None:
    """As many bytes as before, and the time of the last change put back."""
    before = place.calendar.stat()
    place.calendar.write_bytes(TYPED.replace("Dana Okafor", "Dana Okafar").encode())
    os.utime(place.calendar, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(place: Place) -> None:
    other = place.folder / "other.ics"
    other.write_bytes(place.calendar.read_bytes())
    other.replace(place.calendar)


def configured(place: Place) -> None:
    place.config.mkdir(parents=True)
    (place.config / "config.toml").write_text("future_days = 90\n")


def given_words(place: Place) -> None:
    (place.config / "words").mkdir(parents=True)
    (place.config / "words" / "xx.toml").write_text("")


def forgotten(place: Place) -> None:
    (place.state / "state.json").unlink()


def target_edited(place: Place) -> None:
    place.target.write_bytes(place.target.read_bytes().replace(b"SUMMARY:Thank", b"SUMMARY:thank"))


def target_deleted(place: Place) -> None:
    place.target.unlink()


@pytest.mark.parametrize(
    "change", [edited_in_place, replaced, configured, given_words, forgotten, target_edited, target_deleted]
)
def test_whatever_a_run_depends_on_is_looked_at_again_once_it_changes(
    place: Place, change: Callable[[Place], None]
) -> None:
    place.settle()
    change(place)
    _opened.clear()
    place.sync()
    assert str(place.calendar) in _opened


@pytest.mark.parametrize("option", ["--country=DE", "--cadence=classic", "--no-scan", "--in-place"])
def test_another_choice_is_another_command(place: Place, option: str) -> None:
    place.settle()
    _opened.clear()
    place.sync(option)
    assert str(place.calendar) in _opened


@pytest.mark.parametrize("option", ["--no-cache", "--force", "--dry-run", "--again", "--refresh", "--json"])
def test_some_options_look_at_everything_every_time(place: Place, option: str) -> None:
    place.settle()
    for _ in range(2):
        _opened.clear()
        place.sync(option)
        assert str(place.calendar) in _opened
        wait_until_settled(place.folder, place.machine)


def test_another_target_is_another_command(place: Place) -> None:
    place.settle()
    assert json.loads(place.sync("--to", str(place.folder / "other.ics"), "--json").out)["created"] == 7
    assert "7 written" in place.sync("--to", str(place.folder / "third.ics")).out


def test_the_same_words_in_another_folder_or_zone_are_another_matter(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place.settle()
    with monkeypatch.context() as zone:
        zone.setenv("TZ", "Asia/Tokyo")
        assert "calendar.ics" in place.opened()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert json.loads(place.sync("--json").out)["created"] == 7


def test_an_edit_right_after_a_run_is_seen_however_fast_it_comes(place: Place) -> None:
    for number in range(6):
        name = f"Dana Okaf{chr(97 + number)}r"
        place.calendar.write_bytes(TYPED.replace("Dana Okafor", name).encode())
        place.sync()
        assert f"Thank {name}" in place.target.read_bytes().decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("changed", "settled"),
    [
        (1_000_000_000_123_456_789, False),
        (999_999_999_950_000_000, False),
        (999_999_999_850_000_000, True),
        (999_999_999_000_000_000, False),
        (999_999_998_000_000_000, False),
        (999_999_997_000_000_000, True),
    ],
)
def test_a_file_changed_a_moment_ago_is_not_believed(changed: int, *, settled: bool) -> None:
    clock = datetime.fromtimestamp(1_000_000_000, UTC)
    assert receipts.is_settled({"a.ics": [5, 0, changed, 1], "gone.ics": None}, clock) is settled


def test_time_goes_by_as_if_every_run_looked(place: Place) -> None:
    place.settle()
    for hours in range(0, 24 * 9, 13):
        now = NOW + timedelta(hours=hours)
        place.sync(now=now)
        short, again = place.sync(now=now), place.sync(now=now)
        (place.state / "unchanged.json").unlink(missing_ok=True)
        full = place.sync(now=now)
        assert (short, again) == (full, full)


def test_the_next_moment_of_the_plan_and_midnight_end_it(place: Place) -> None:
    place.settle()
    first_step, midnight = datetime(2026, 11, 17, 18, 30, tzinfo=UTC), datetime(2026, 11, 18, tzinfo=UTC)
    assert "calendar.ics" not in place.opened(now=NOW + timedelta(minutes=1))
    assert "calendar.ics" in place.opened(now=first_step)
    assert "calendar.ics" in place.opened(now=midnight)
    assert "calendar.ics" in place.opened(now=NOW - timedelta(minutes=1))


def test_damaged_receipts_are_none(place: Place) -> None:
    place.settle()
    (place.state / "unchanged.json").write_text('{"version": 1, "receipts": [{"command": 3}]}')
    assert "calendar.ics" in place.opened()
    assert place.opened() == {"unchanged.json"}


def test_what_was_damaged_is_said_every_time(place: Place) -> None:
    place.calendar.write_bytes(TYPED.replace("END:VCALENDAR", "BEGIN:VEVENT").encode())
    for _ in range(3):
        wait_until_settled(place.folder, place.machine)
        result = place.sync()
        assert (result.code, "cut off" in result.err) == (1, True)
