"""What systemd, launchd, the Windows task scheduler and cron have to be told, as files and commands."""

from __future__ import annotations

import plistlib
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

NAME = "followup-cal"
# Another run at work is no failure of this one.
LOCKED = 5
MORNING = (7, 30)
_BARE = re.compile(r"[^\s']+")


class System(StrEnum):
    """What starts programs at set times."""

    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    WINDOWS = "windows"
    CRON = "cron"


class Every(StrEnum):
    """How often: an unchanged calendar costs one request, so an hour is not too often."""

    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written, its path relative to the folder of the system that reads it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """How one system is told.

    Attributes:
        files: what it reads.
        start: commands that make it begin, in this order.
        stop: commands that make it end, before the files are removed.
        forget: commands for after they are removed.
        line: what to type or to add by hand, where there are no files.
    """

    files: tuple[File, ...] = ()
    start: tuple[tuple[str, ...], ...] = ()
    stop: tuple[tuple[str, ...], ...] = ()
    forget: tuple[tuple[str, ...], ...] = ()
    line: str = ""


def schedule(system: System, program: Sequence[str], every: Every, user: int = 0) -> Schedule:
    """Says how a program is run regularly.

    Args:
        system: what is to start it.
        program: the command with its arguments, the first one an absolute path.
        every: how often.
        user: the number of the user, whom launchd wants to know.
    """
    makers = {System.SYSTEMD: _systemd, System.CRON: _cron, System.WINDOWS: _windows}
    if system is System.LAUNCHD:
        return _launchd(program, every, user)
    return makers[system](program, every)


def _systemd(program: Sequence[str], every: Every) -> Schedule:
    """systemd.service(5), systemd.timer(5): a run that was missed while the machine slept is made up for."""
    when = "hourly" if every is Every.HOUR else f"*-*-* {_clock()}"
    service = (
        "[Unit]\nDescription=Write the follow-ups of interviews into the calendar\n\n"
        f"[Service]\nType=oneshot\nExecStart={' '.join(_unit_word(word) for word in program)}\n"
        f"SuccessExitStatus={LOCKED}\nNice=10\n"
    )
    timer = (
        f"[Unit]\nDescription=Run {NAME} every {every}\n\n"
        f"[Timer]\nOnCalendar={when}\nRandomizedDelaySec=5min\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    tell = ("systemctl", "--user")
    return Schedule(
        files=(File(f"{NAME}.service", service), File(f"{NAME}.timer", timer)),
        start=((*tell, "daemon-reload"), (*tell, "enable", "--now", f"{NAME}.timer")),
        stop=((*tell, "disable", "--now", f"{NAME}.timer"),),
        forget=((*tell, "daemon-reload"),),
    )


def _launchd(program: Sequence[str], every: Every, user: int) -> Schedule:
    """launchd.plist(5)."""
    hour, minute = MORNING
    when: dict[str, object] = (
        {"StartInterval": 3600} if every is Every.HOUR else {"StartCalendarInterval": {"Hour": hour, "Minute": minute}}
    )
    agent = {"Label": NAME, "ProgramArguments": list(program), "ProcessType": "Background", "RunAtLoad": True, **when}
    file = File(f"{NAME}.plist", plistlib.dumps(agent, sort_keys=False).decode())
    return Schedule(
        files=(file,),
        start=(("launchctl", "bootstrap", f"gui/{user}", file.path),),
        stop=(("launchctl", "bootout", f"gui/{user}/{NAME}"),),
    )


def _windows(program: Sequence[str], every: Every) -> Schedule:
    """A line for schtasks; what it runs stands in quotes within quotes."""
    inner = " ".join(f'\\"{word}\\"' if " " in word else word for word in program)
    when = "HOURLY" if every is Every.HOUR else f"DAILY /ST {_clock()}"
    return Schedule(line=f'schtasks /Create /F /TN {NAME} /SC {when} /TR "{inner}"')


def _cron(program: Sequence[str], every: Every) -> Schedule:
    """crontab(5): a percent sign would end the command."""
    hour, minute = MORNING
    when = "17 * * * *" if every is Every.HOUR else f"{minute} {hour} * * *"
    return Schedule(line=f"{when} {shlex.join(program)}".replace("%", "\\%"))


def _clock() -> str:
    hour, minute = MORNING
    return f"{hour:02}:{minute:02}"


def _unit_word(word: str) -> str:
    """A word of ExecStart: systemd expands % and $, and takes quotes and backslashes for its own."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return word if plain == word and _BARE.fullmatch(word) else f'"{plain}"'
