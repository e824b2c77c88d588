"""The options that commands share, and how they become a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from followup_cal.cli import completing
from followup_cal.errors import UsageProblem
from followup_cal.folders import config_folder

if TYPE_CHECKING:
    from followup_cal.config import Config


class Choices(NamedTuple):
    """What was typed on the command line, before the configuration is read.

    A tuple, since `dataclasses` takes a tenth of the time that an unchanged run may take.

    Attributes:
        clock: when that was, in UTC; the one reading of the clock.
    """

    clock: datetime
    config: str | None
    now: str | None
    me: tuple[str, ...]
    name: tuple[str, ...]
    timezone: str | None
    country: str | None
    language: str | None
    cadence: str | None
    entries: str | None
    json: bool
    quiet: bool
    verbose: int
    force: bool
    no_cache: bool
    no_scan: bool


OPTIONS = (
    click.option("--config", type=click.Path(), metavar="FILE", help="Another configuration file."),
    click.option("--now", metavar="ISO", help="Pretend it is this moment."),
    click.option("--me", metavar="EMAIL", multiple=True, help="Your own address (repeatable)."),
    click.option("--name", metavar="NAME", multiple=True, help="Your own name (repeatable); the first one signs."),
    click.option("--timezone", metavar="ZONE", help="Your time zone, such as Europe/Berlin."),
    click.option("--country", metavar="CODE", help="The employers' country (US, DE-BY), or none."),
    click.option("--language", metavar="CODE", help="Language of all drafts."),
    click.option("--cadence", metavar="NAME", shell_complete=completing.cadences, help="Which cadence."),
    click.option("--entries", metavar="auto|events|tasks", help="What to write."),
    click.option("--json", is_flag=True, help="JSON instead of text."),
    click.option("-q", "--quiet", is_flag=True, help="Only problems."),
    click.option(
        "-v", "--verbose", count=True, help="Add versions and counts, for a report; -vv also where it failed."
    ),
    click.option("--force", is_flag=True, help="Do what looks unsafe."),
    click.option("--no-cache", is_flag=True, help="Forget the local state for this run."),
    click.option("--no-scan", is_flag=True, help="Parse everything."),
)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the common options; the command receives them as one `choices` argument."""

    def gathering(**values: Any) -> Any:
        names = set(Choices._fields) - {"clock"}
        choices = Choices(clock=datetime.now(UTC), **{name: values.pop(name) for name in names})
        return function(choices=choices, **values)

    gathering.__doc__ = function.__doc__
    for option in reversed(OPTIONS):
        gathering = option(gathering)
    return gathering


def where_they_stand(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that say where to look for follow-ups written by `sync`."""
    in_place = click.option("--in-place", is_flag=True, help="As for sync.")
    to = click.option(
        "--to", metavar="TARGET", shell_complete=completing.sources, help="As for sync: where the follow-ups stand."
    )
    return to(in_place(function))


def examples(*pairs: tuple[str, str]) -> str:
    """What stands below the options of a command: lines to type, each with what it does."""
    lines = (f"  followup-cal {line}\n      {purpose}" for line, purpose in pairs)
    return "\n".join(("\b", "Examples:", *lines))


def configure(choices: Choices, timezone: str | None = None, content: str | None = None) -> tuple[Config, Path]:
    """Reads the configuration and lets the command line override it.

    Args:
        choices: what was typed.
        timezone: the user's, where neither of them names one; None for that of the machine.
        content: what the configuration is going to hold, where that has not been written yet.

    Returns:
        The configuration in force, and the folder the user's own data files are searched in.

    Raises:
        ConfigProblem, UsageProblem: with everything that is wrong.
    """
    from dataclasses import replace

    from followup_cal.config import load_config, machine_zone, parse_config

    path = config_path(choices.config)
    if content is None:
        config = load_config(path if choices.config else None, timezone=timezone)
    else:
        config = replace(parse_config(content, str(path), timezone or machine_zone()), folder=path.parent)
    return _overridden(config, choices), path.parent


def config_path(config: str | None) -> Path:
    """Where the configuration is, or is to be.

    Args:
        config: another configuration file, as typed.
    """
    return configure_folder(config) / (Path(config).name if config else "config.toml")


def configure_folder(config: str | None) -> Path:
    """The folder of the configuration, in which the user's own data files are searched.

    Args:
        config: another configuration file, as typed; its folder counts then.
    """
    return Path(config).expanduser().parent if config else config_folder()


def _overridden(config: Config, choices: Choices) -> Config:
    from dataclasses import replace

    from followup_cal.config import country, one_of, zone

    problems: list[str] = []
    chosen = {
        "timezone": _checked(choices.timezone, zone, "--timezone", problems),
        "country": _checked(choices.country, country, "--country", problems),
        "entries": _checked(choices.entries, one_of("auto", "events", "tasks"), "--entries", problems),
    }
    if problems:
        raise UsageProblem("\n".join(problems))
    profile = replace(
        config.profile,
        addresses=tuple(address.lower() for address in choices.me) or config.profile.addresses,
        names=choices.name or config.profile.names,
        timezone=chosen["timezone"] or config.profile.timezone,
        language=choices.language or config.profile.language,
    )
    planning = replace(config.planning, country=chosen["country"] or config.planning.country)
    return replace(
        config,
        profile=profile,
        planning=planning,
        cadence=choices.cadence or config.cadence,
        entries=chosen["entries"] or config.entries,
    )


def _checked(value: str | None, read: Callable[[Any], str], option: str, problems: list[str]) -> str | None:
    if value is None:
        return None
    from followup_cal.config import Wrong

    try:
        return read(value)
    except Wrong as wrong:
        problems.append(f"{option} must be {wrong}, not {value!r}.")
        return None


def read_clock(choices: Choices, timezone: str) -> datetime:
    """The present moment, or that of --now; a time without offset is the user's.

    Raises:
        UsageProblem: --now is no ISO 8601 time.
    """
    from zoneinfo import ZoneInfo

    if choices.now is None:
        return choices.clock.astimezone(ZoneInfo(timezone))
    try:
        moment = datetime.fromisoformat(choices.now)
    except ValueError as error:
        raise UsageProblem(
            f"--now must be a time such as 2026-11-18T09:00, not {choices.now!r}.",
        ) from error
    return moment.astimezone(ZoneInfo(timezone)) if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))


def moment(choices: Choices) -> datetime | None:
    """The present moment, or that of --now; None where it takes the user's zone to tell, or cannot be told at all."""
    try:
        given = datetime.fromisoformat(choices.now) if choices.now else choices.clock
    except ValueError:
        return None
    return given if given.tzinfo else None
