"""TOML -> frozen Config; every problem reported at once, with file and key.

Each option stands once, in OPTIONS: its key, how a value is read, and what it is for. `docs/configuration.md` is
generated from the same table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from followup_cal.errors import ConfigProblem
from followup_cal.folders import config_folder
from followup_cal.settings import Hours, Medium, Planning, Profile

if TYPE_CHECKING:
    from followup_cal.accounts import Account

FILE = "config.toml"
MAX_DAYS = 3650
COMPOSE = ("mailto", "gmail", "outlook", "outlook-live")


@dataclass(frozen=True, slots=True)
class Config:
    """What the user decided, from the configuration file and the options of one run.

    Attributes:
        sources: where interviews are read when the command names none.
        to: where follow-ups are written; None for the default of the source.
        cadence: name of the cadence in force.
        entries: auto, events or tasks.
        accounts: CalDAV accounts.
        compose: which compose link drafts carry: mailto, or the webmail the user has.
        folder: where the user's own cadences, templates and words are looked for; None for those of the package only.
    """

    profile: Profile = field(default_factory=Profile)
    planning: Planning = field(default_factory=Planning)
    sources: tuple[str, ...] = ()
    to: str | None = None
    cadence: str = "balanced"
    entries: str = "auto"
    compose: str = "mailto"
    accounts: tuple[Account, ...] = ()
    folder: Path | None = None


class Wrong(Exception):
    """What a value must be instead."""


def text(value: Any) -> str:
    """Reads a non-empty string."""
    if not isinstance(value, str) or not value.strip():
        raise Wrong("a text")
    return value.strip()


def texts(value: Any) -> tuple[str, ...]:
    """Reads a list of non-empty strings; a single one counts as a list of one."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) and item.strip() for item in values):
        raise Wrong("a list of texts")
    return tuple(item.strip() for item in values)


def lower_texts(value: Any) -> tuple[str, ...]:
    """Reads a list of addresses or domains."""
    return tuple(item.lower() for item in texts(value))


def zone(value: Any) -> str:
    """Reads an IANA zone name."""
    try:
        return ZoneInfo(text(value)).key
    except (Wrong, KeyError, ValueError, OSError):
        raise Wrong('the name of a time zone such as "Europe/Berlin"') from None


def country(value: Any) -> str:
    """Reads an ISO 3166 code, with a subdivision where wanted, or `none`."""
    code = value.strip() if isinstance(value, str) else ""
    if code.lower() == "none":
        return "none"
    main, _, part = code.partition("-")
    if len(main) != 2 or not main.isalpha() or not (part or "X").isalnum():  # noqa: PLR2004 - ISO 3166 alpha-2
        raise Wrong('a country code such as "US" or "DE-BY", or "none"')
    return code.upper()


def flag(value: Any) -> bool:
    """Reads true or false."""
    if not isinstance(value, bool):
        raise Wrong("true or false")
    return value


def days(value: Any) -> int:
    """Reads a number of days."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_DAYS:
        raise Wrong(f"a number of days from 0 to {MAX_DAYS}")
    return value


def hour(value: Any) -> time:
    """Reads a time of day, as a TOML time or as text."""
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(text(value))
    except (Wrong, ValueError):
        raise Wrong('a time of day such as "09:30"') from None


def month_day(value: Any) -> tuple[int, int]:
    """Reads a day of the year as month and day."""
    month, _, day = text(value).partition("-") if isinstance(value, str) else ("", "", "")
    if month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:  # noqa: PLR2004 - a calendar's own
        return int(month), int(day)
    raise Wrong('a month and a day such as "12-21"')


def one_of(*allowed: str) -> Callable[[Any], str]:
    """Reads one of some words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise Wrong("one of " + ", ".join(allowed))
        return str(value)

    return read


def medium(value: Any) -> Medium:
    """Reads how to ask."""
    return Medium(one_of("email", "phone")(value))


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the file: where its value goes, how it is read, what it is for."""

    part: str
    name: str
    read: Callable[[Any], Any]
    doc: str


def _switched_off(value: Any) -> frozenset[str]:
    return frozenset(texts(value))


OPTIONS: Mapping[str, Option] = {
    "me.emails": Option("profile", "addresses", lower_texts, "Your own addresses: never an interviewer."),
    "me.names": Option("profile", "names", texts, "Your own names; the first one signs the drafts."),
    "me.employers": Option("profile", "employers", lower_texts, "Domains of your present employer."),
    "me.timezone": Option("profile", "timezone", zone, "Your time zone; quiet hours hold in it."),
    "me.language": Option("profile", "language", text, "Language of all drafts; else that of the interview."),
    "me.phone": Option("profile", "phone", text, "Your phone number, below your name."),
    "me.field": Option("profile", "field", text, "What you do, in a few words."),
    "me.strengths": Option(
        "profile", "strengths", texts, "What you are good at, with proof: cut the nightly run to an hour."
    ),
    "me.register": Option("profile", "register", one_of("formal", "informal"), "The tone of drafts: Sie or du."),
    "me.address": Option(
        "profile", "address", one_of("first", "last"), "Greet people by their first name, or with the last one, too."
    ),
    "sources": Option("", "sources", texts, "Calendars to read when the command names none."),
    "to": Option("", "to", text, "Where follow-ups are written."),
    "cadence": Option("", "cadence", text, "Which cadence: see `cadence list`."),
    "entries": Option("", "entries", one_of("auto", "events", "tasks"), "Write tasks, events, or what fits."),
    "compose": Option("", "compose", one_of(*COMPOSE), "Which compose link drafts carry."),
    "country": Option("planning", "country", country, "The employers' country, for public holidays."),
    "past_days": Option("planning", "past_days", days, "How many days back interviews are considered."),
    "future_days": Option("planning", "future_days", days, "How many days ahead interviews are considered."),
    "ahead": Option("planning", "ahead", one_of("all", "next"), "Write all steps at once, or the next one only."),
    "no_phone": Option("planning", "no_phone", flag, "Write instead of calling."),
    "prefer": Option(
        "planning", "prefer", medium, "How you like to ask, email or phone; what they prefer comes first."
    ),
    "skip": Option("planning", "skip", _switched_off, "Steps you do not want, e.g. take-notes."),
    "extra": Option("planning", "extra", _switched_off, "Steps you want that are off otherwise, e.g. holiday-card."),
    "quiet_window.start": Option("planning", "quiet_start", month_day, "First day of the quiet window."),
    "quiet_window.end": Option("planning", "quiet_end", month_day, "Last day of the quiet window."),
    "hours.message": Option("hours", "message", hour, "When messages are due, in the employer's zone."),
    "hours.calls_from": Option("hours", "calls_from", hour, "Earliest call, in the employer's zone."),
    "hours.calls_until": Option("hours", "calls_until", hour, "Latest call, in the employer's zone."),
    "hours.quiet_from": Option("hours", "quiet_from", hour, "No alarm from here on, in your zone."),
    "hours.quiet_until": Option("hours", "quiet_until", hour, "No alarm before this, in your zone."),
}


def parse_config(content: str, origin: str, timezone: str = "UTC") -> Config:
    """Reads a configuration file.

    Args:
        content: the text of the file.
        origin: its name, for messages.
        timezone: the user's IANA zone, where the file names none.

    Raises:
        ConfigProblem: with one sentence for every mistake in the file.
    """
    try:
        tree = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise ConfigProblem((f"{origin}: {error}",), "The file is TOML: see docs/configuration.md.") from error
    values: dict[str, dict[str, Any]] = {"": {}, "profile": {"timezone": timezone}, "planning": {}, "hours": {}}
    accounts, wrong = _accounts(tree.pop("accounts", {}), origin)
    problems = list(wrong)
    for key, value in _flat(tree):
        option = OPTIONS.get(key)
        if option is None:
            problems.append(f"{origin}: `{key}` is no option{_nearest(key)}")
            continue
        try:
            values[option.part][option.name] = option.read(value)
        except Wrong as wrong:
            problems.append(f"{origin}: `{key}` must be {wrong}, not {value!r}.")
    if problems:
        raise ConfigProblem(tuple(problems), "All options are explained in docs/configuration.md.")
    planning = Planning(hours=Hours(**values["hours"]), **values["planning"])
    return Config(profile=Profile(**values["profile"]), planning=planning, accounts=accounts, **values[""])


def machine_zone() -> str:
    """The IANA zone of this machine."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"


def load_config(path: Path | None = None, *, timezone: str | None = None) -> Config:
    """Reads the configuration from disk, as the command line does.

    Args:
        path: another file; None for the user's own, which need not exist.
        timezone: the user's IANA zone, where the file names none; None for that of this machine.

    Raises:
        ConfigProblem: the file cannot be read, or has mistakes.
    """
    own = config_folder() / FILE
    zone_else = timezone or machine_zone()
    config = _read(path or own, zone_else) if path or own.is_file() else parse_config("", "", zone_else)
    return replace(config, folder=(path or own).parent)


def _read(path: Path, timezone: str) -> Config:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigProblem((f"{path}: {reason}.",), "Name another file with --config.") from error
    return parse_config(content, str(path), timezone)


def _accounts(tree: Any, origin: str) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    from followup_cal.accounts import parse_accounts

    return parse_accounts(tree, origin)


def _flat(tree: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found = []
    for key, value in tree.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict) and path not in OPTIONS:
            found += _flat(value, f"{path}.") or [(path, value)]
        else:
            found.append((path, value))
    return found


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, OPTIONS, n=1)
    return f"; did you mean `{close[0]}`?" if close else "."
