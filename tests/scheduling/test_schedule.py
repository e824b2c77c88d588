"""What the systems are told, and that installing and removing tells them."""

import plistlib
import shlex
import sys
from pathlib import Path

import pytest

from conftest import Tool
from followup_cal.scheduling.timers import Every, Schedule, System, schedule

PROGRAM = ("/opt/my tools/python", "-m", "followup_cal", "sync", "--quiet", "--config", "/home/robin/100%$x.toml")
PLAIN = ("/usr/bin/python3", "-m", "followup_cal", "sync", "--quiet")


def made(system: System, every: Every = Every.HOUR, program: tuple[str, ...] = PROGRAM) -> Schedule:
    return schedule(system, program, every, user=501)


def test_systemd() -> None:
    service, timer = made(System.SYSTEMD).files
    assert (service.path, timer.path) == ("followup-cal.service", "followup-cal.timer")
    assert service.text == (
        "[Unit]\nDescription=Write the follow-ups of interviews into the calendar\n\n"
        "[Service]\nType=oneshot\n"
        'ExecStart="/opt/my tools/python" -m followup_cal sync --quiet --config "/home/robin/100%%$$x.toml"\n'
        "SuccessExitStatus=5\nNice=10\n"
    )
    assert timer.text == (
        "[Unit]\nDescription=Run followup-cal every hour\n\n"
        "[Timer]\nOnCalendar=hourly\nRandomizedDelaySec=5min\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    assert "OnCalendar=*-*-* 07:30\n" in made(System.SYSTEMD, Every.DAY).files[1].text


def test_launchd() -> None:
    plan = made(System.LAUNCHD)
    assert plistlib.loads(plan.files[0].text.encode()) == {
        "Label": "followup-cal",
        "ProgramArguments": list(PROGRAM),
        "ProcessType": "Background",
        "RunAtLoad": True,
        "StartInterval": 3600,
    }
    assert plan.start == (("launchctl", "bootstrap", "gui/501", "followup-cal.plist"),)
    daily = plistlib.loads(made(System.LAUNCHD, Every.DAY).files[0].text.encode())
    assert daily["StartCalendarInterval"] == {"Hour": 7, "Minute": 30}


def test_cron() -> None:
    line = made(System.CRON).line
    assert line == (
        "17 * * * * '/opt/my tools/python' -m followup_cal sync --quiet --config '/home/robin/100\\%$x.toml'"
    )
    assert tuple(shlex.split(line.replace("\\%", "%"))[5:]) == PROGRAM
    assert made(System.CRON, Every.DAY, PLAIN).line == "30 7 * * * /usr/bin/python3 -m followup_cal sync --quiet"


def test_windows() -> None:
    program = (r"C:\Program Files\Python\python.exe", "-m", "followup_cal", "sync", "--quiet")
    assert made(System.WINDOWS, program=program).line == (
        r"schtasks /Create /F /TN followup-cal /SC HOURLY "
        r'/TR "\"C:\Program Files\Python\python.exe\" -m followup_cal sync --quiet"'
    )
    assert "/SC DAILY /ST 07:30 " in made(System.WINDOWS, Every.DAY).line


@pytest.fixture
def systemctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A systemctl that notes what it is told; the file `broken` beside it makes it fail."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "systemctl"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {folder}/told\n'
        f"test ! -e {folder}/broken || {{ echo 'Failed to connect to bus' >&2; exit 1; }}\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setattr(sys, "platform", "linux")
    return folder


def test_installed_and_removed(tool: Tool, systemctl: Path, machine: Path) -> None:
    units = machine / "config" / "systemd" / "user"
    shown = tool("schedule", "show", "--config", "mine.toml")
    result = tool("schedule", "install", "--config", "mine.toml")
    assert (result.code, result.err) == (0, "")
    assert result.out == ("followup-cal runs every hour from now on. `followup-cal schedule remove` ends that.\n")
    service = (units / "followup-cal.service").read_text()
    assert service in shown.out
    assert f"ExecStart={sys.executable} -m followup_cal sync --quiet --config {Path('mine.toml').absolute()}" in service
    assert tool("schedule", "remove").out == "followup-cal no longer runs by itself.\n"
    assert list(units.iterdir()) == []
    assert (systemctl / "told").read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now followup-cal.timer",
        "--user disable --now followup-cal.timer",
        "--user daemon-reload",
    ]
    assert tool("schedule", "remove").out == "Nothing is scheduled.\n"


def test_where_there_is_no_session_nothing_stays_behind(tool: Tool, systemctl: Path, machine: Path) -> None:
    (systemctl / "broken").touch()
    result = tool("schedule", "install")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "Error: `systemctl --user daemon-reload` failed: Failed to connect to bus\n"
        "Hint:  `followup-cal schedule show --as cron` prints a line for crontab, which does not need this.\n"
    )
    assert list((machine / "config" / "systemd" / "user").iterdir()) == []


def test_elsewhere_the_line_is_printed(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert tool("schedule", "show").out.startswith("schtasks /Create /F /TN followup-cal /SC HOURLY /TR ")
    refused = tool("schedule", "install")
    assert refused.code == 2
    assert refused.err == (
        "Error: On this machine it has to be set up by hand.\n"
        "Hint:  `followup-cal schedule show` prints the line for that.\n"
    )
    assert tool("schedule", "show", "--as", "cron", "--every", "day").out.startswith("30 7 * * * ")
