"""`followup-cal schedule`: runs by itself, by what the machine has for that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from shutil import which

import click

from followup_cal.errors import UsageProblem
from followup_cal.private import write_private
from followup_cal.scheduling.timers import Every, Schedule, System, schedule

_SYSTEMS = click.Choice([item.value for item in System])
_TIMES = click.Choice([item.value for item in Every])
INSTALLABLE = (System.SYSTEMD, System.LAUNCHD)


@click.group("schedule")
def command() -> None:
    """Let sync run by itself, every hour or every day."""


def _options(function: Callable[..., int]) -> Callable[..., int]:
    every = click.option("--every", type=_TIMES, default="hour", help="How often.")
    config = click.option("--config", metavar="FILE", help="Another configuration file.")
    return every(config(function))


@command.command("show")
@click.option("--as", "system", type=_SYSTEMS, help="For another system than this one.")
@_options
def show(*, every: str, config: str | None, system: str | None) -> int:
    """Print what the system has to be told, ready to be copied."""
    chosen = System(system) if system else _this_system()
    plan = _plan(chosen, every, config)
    for file in plan.files:
        click.echo(f"# {_folder(chosen) / file.path}\n{file.text}")
    if plan.line:
        click.echo(plan.line)
    for words in plan.start:
        click.echo(f"# {' '.join(words)}")
    return 0


@command.command("install")
@_options
def install(*, every: str, config: str | None) -> int:
    """Let it run by itself from now on; once more changes how often."""
    system = _installable()
    plan, folder = _plan(system, every, config), _folder(system)
    if system is System.LAUNCHD:
        # An agent that runs already does not take a changed file.
        with suppress(UsageProblem):
            _run(plan.stop, folder)
    for file in plan.files:
        write_private(folder / file.path, file.text)
    try:
        _run(plan.start, folder)
    except UsageProblem:
        _remove(plan, folder)
        raise
    click.echo(f"followup-cal runs every {every} from now on. `followup-cal schedule remove` ends that.")
    return 0


@command.command("remove")
def remove() -> int:
    """End the regular runs."""
    system = _installable()
    plan, folder = _plan(system, Every.HOUR.value, None), _folder(system)
    if not any((folder / file.path).exists() for file in plan.files):
        click.echo("Nothing is scheduled.")
        return 0
    with suppress(UsageProblem):
        # What is not running need not be stopped; the files have to go all the same.
        _run(plan.stop, folder)
    _remove(plan, folder)
    with suppress(UsageProblem):
        _run(plan.forget, folder)
    click.echo("followup-cal no longer runs by itself.")
    return 0


def _plan(system: System, every: str, config: str | None) -> Schedule:
    more = ("--config", str(Path(config).expanduser().absolute())) if config else ()
    program = (sys.executable, "-m", "followup_cal", "sync", "--quiet", *more)
    return schedule(system, program, Every(every), user=getattr(os, "getuid", lambda: 0)())


def _this_system() -> System:
    if sys.platform == "darwin":
        return System.LAUNCHD
    if sys.platform == "win32":
        return System.WINDOWS
    return System.SYSTEMD if which("systemctl") else System.CRON


def _installable() -> System:
    system = _this_system()
    if system not in INSTALLABLE:
        raise UsageProblem(
            "On this machine it has to be set up by hand.", "`followup-cal schedule show` prints the line for that."
        )
    return system


def _folder(system: System) -> Path:
    """Where a system looks for the files of a user."""
    if system is System.LAUNCHD:
        return Path.home() / "Library" / "LaunchAgents"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def _run(commands: Iterable[tuple[str, ...]], folder: Path) -> None:
    for words in commands:
        # A file is named by its whole path.
        full = [str(folder / word) if word.endswith(".plist") else word for word in words]
        try:
            done = subprocess.run(full, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        except OSError as error:
            raise UsageProblem(f"{words[0]} could not be started.", _BY_HAND) from error
        if done.returncode:
            said = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
            raise UsageProblem(f"`{' '.join(words)}` failed: {said}", _BY_HAND)


_BY_HAND = "`followup-cal schedule show --as cron` prints a line for crontab, which does not need this."


def _remove(plan: Schedule, folder: Path) -> None:
    for file in plan.files:
        (folder / file.path).unlink(missing_ok=True)
