"""Options and arguments -> a run, with everything it depends on loaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from followup_cal.cadence.definition import parse_cadence
from followup_cal.cli.options import APP, Choices, configure, read_clock
from followup_cal.data import Shelf
from followup_cal.data.zones import zone_countries
from followup_cal.draft import Templates
from followup_cal.errors import UsageProblem
from followup_cal.gather import open_places
from followup_cal.recognise import Lexicon
from followup_cal.sync import Library, Run

STATE = "FOLLOWUP_CAL_STATE"


def start(
    choices: Choices, sources: Sequence[str], *, to: str | None = None, in_place: bool = False, everything: bool = False
) -> Run:
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
    now = read_clock(choices, config.profile.timezone)
    named = tuple(sources) or config.sources
    if not named:
        raise UsageProblem(
            "No calendar was named.", "Name an .ics file or a folder of them, or set `sources` in the configuration."
        )
    return Run(
        places=open_places(named, to or config.to, in_place=in_place),
        config=config,
        library=load_library(Shelf(folder), config.cadence),
        now=now,
        state_path=None if choices.no_cache else state_path(),
        everything=everything or choices.no_scan,
        force=choices.force,
    )


def load_library(shelf: Shelf, cadence: str) -> Library:
    """Loads the data files in force.

    Raises:
        ConfigProblem: one of them is missing or has mistakes.
    """
    words = {sheet.name.split("/")[-1].removesuffix(".toml"): sheet.text for sheet in shelf.sheets("words", ".toml")}
    sheet = shelf.sheet(f"cadences/{cadence}.toml")
    return Library(
        lexicon=Lexicon.parse(words, shelf.sheet("ats.toml").text),
        cadence=parse_cadence(sheet.text, sheet.origin),
        templates=Templates.parse(shelf.tree("templates", ".txt")),
        countries=zone_countries(),
    )


def state_path() -> Path:
    """Where the state file is: FOLLOWUP_CAL_STATE, else the platform's folder for such things."""
    from platformdirs import user_state_path

    return Path(os.environ.get(STATE) or user_state_path(APP) / "state.json")
