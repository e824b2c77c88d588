"""Options and arguments -> a run, with everything it depends on loaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from followup_cal import cache
from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.definition import Cadences, parse_cadence, parse_special
from followup_cal.cli.options import Choices, configure, read_clock, state_path
from followup_cal.config import Config
from followup_cal.data import Shelf
from followup_cal.data.zones import zone_countries
from followup_cal.draft import Templates
from followup_cal.errors import ConfigProblem, UsageProblem
from followup_cal.places import ADDRESSES, Connector, Local, open_places
from followup_cal.recognise import Lexicon
from followup_cal.sync import Library, Run

SPECIAL = "special.toml"


def start(
    choices: Choices, sources: Sequence[str], *, to: str | None = None, in_place: bool = False, everything: bool = False
) -> Session:
    """Prepares a run.

    Args:
        choices: the common options.
        sources: as typed; none means those of the configuration.
        to: where follow-ups go, as typed.
        in_place: single .ics files may be changed.
        everything: look at every event, whatever words it holds.

    Raises:
        ConfigProblem, UsageProblem, Unreachable: with everything that is wrong.
    """
    config, folder = configure(choices)
    shelf = Shelf(folder)
    now = read_clock(choices, config.profile.timezone)
    named = tuple(sources) or config.sources or tuple(account.name for account in config.accounts)
    if not named:
        raise UsageProblem(
            "No calendar was named.", "Name an .ics file or a folder of them, or set `sources` in the configuration."
        )
    library = load_library(shelf, config.cadence)
    target = to or config.to
    kept = None if choices.no_cache else cache_path()
    connections = connect(config, shelf, kept, now, (*named, *((target,) if target else ())))
    try:
        places = open_places(named, target, connections, in_place=in_place)
    except BaseException:
        connections.close()
        raise
    addresses = (*config.profile.addresses, *connections.addresses)
    run = Run(
        places=places,
        config=replace(config, profile=replace(config.profile, addresses=addresses)),
        library=library,
        now=now,
        state_path=None if choices.no_cache else state_path(),
        everything=everything or choices.no_scan,
        force=choices.force,
    )
    return Session(run, connections)


@dataclass(frozen=True, slots=True)
class Session:
    """A run and the connections it uses."""

    run: Run
    connections: Connector

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connections.close()

    def keep_memories(self) -> None:
        """Saves what the stores want to remember, unless the run is to leave no traces."""
        if self.run.state_path is not None and self.connections.memories:
            cache.save(cache_path(), self.connections.memories)


def connect(config: Config, shelf: Shelf, path: Path | None, now: datetime, named: Sequence[str]) -> Connector:
    """Prepares the way to accounts and feeds, where any of the names may need one; nothing is sent yet.

    Raises:
        ConfigProblem: the data of the providers have mistakes.
    """
    if not config.accounts and not any(name.lower().startswith(ADDRESSES) for name in named):
        return Local()
    from followup_cal.cli.asking import confirm
    from followup_cal.connecting import Connections
    from followup_cal.stores.caldav.providers import parse_providers

    sheet = shelf.sheet("providers.toml")
    presets = parse_providers(sheet.text, sheet.origin)
    return Connections(config.accounts, presets, os.environ, cache.load(path), now=now, confirm=confirm)


def cache_path() -> Path:
    """Where stores keep their memories: beside the state file."""
    return state_path().with_name("cache.json")


def load_library(shelf: Shelf, cadence: str) -> Library:
    """Loads the data files in force.

    Raises:
        ConfigProblem: one of them is missing or has mistakes.
    """
    words = {sheet.name.split("/")[-1].removesuffix(".toml"): sheet.text for sheet in shelf.sheets("words", ".toml")}
    almanac = shelf.sheet("almanac.toml")
    return Library(
        lexicon=Lexicon.parse(words, shelf.sheet("ats.toml").text),
        cadences=load_cadences(shelf, cadence),
        templates=Templates.parse(shelf.tree("templates", ".txt"), proven=not shelf.has_own("templates")),
        almanac=Almanac.parse(almanac.text, almanac.origin, zone_countries()),
    )


def load_cadences(shelf: Shelf, default: str) -> Cadences:
    """Loads every cadence in force, each with the steps for special cases.

    Args:
        shelf: where they are looked for.
        default: which one holds where an application names none.

    Raises:
        ConfigProblem: one of them has mistakes, or there is none of that name.
    """
    sheet = shelf.sheet(SPECIAL)
    special = parse_special(sheet.text, sheet.origin)
    sheets = {item.name.split("/")[-1].removesuffix(".toml"): item for item in shelf.sheets("cadences", ".toml")}
    if default not in sheets:
        raise ConfigProblem((f"There is no cadence {default!r}.",), f"There are {', '.join(sheets)}.")
    parsed = {name: parse_cadence(item.text, item.origin).with_special(special) for name, item in sheets.items()}
    return Cadences(parsed, default)
