"""The data files in force, parsed: words, cadences, templates and what is known of countries and trades.

Equal texts are parsed once: what they give never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from followup_cal.cadence.almanac import Almanac
from followup_cal.cadence.definition import Cadences, parse_cadence, parse_special
from followup_cal.data import Shelf
from followup_cal.data.zones import zone_countries
from followup_cal.draft import Templates
from followup_cal.errors import ConfigProblem, nearest
from followup_cal.recognise import Lexicon

SPECIAL = "special.toml"
TEMPLATES = "templates"
REASONS = "reasons.toml"


@dataclass(frozen=True, slots=True)
class Library:
    """The data files in force, parsed.

    Attributes:
        almanac: what is known of countries, trades and titles.
    """

    lexicon: Lexicon
    cadences: Cadences
    templates: Templates
    almanac: Almanac


def load_library(shelf: Shelf, cadence: str) -> Library:
    """Loads the data files in force.

    Args:
        shelf: where they are looked for.
        cadence: which one holds where an application names none.

    Raises:
        ConfigProblem: one of them is missing or has mistakes.
    """
    words = {sheet.name.split("/")[-1].removesuffix(".toml"): sheet.text for sheet in shelf.sheets("words", ".toml")}
    almanac = shelf.sheet("almanac.toml")
    return Library(
        lexicon=_lexicon(tuple(words.items()), shelf.sheet("ats.toml").text),
        cadences=load_cadences(shelf, cadence),
        templates=Templates.parse(
            shelf.tree(TEMPLATES, ".txt"), shelf.tree(TEMPLATES, REASONS), proven=shelf.untouched(TEMPLATES)
        ),
        almanac=_almanac(almanac.text, almanac.origin),
    )


@lru_cache(maxsize=2)
def _lexicon(words: tuple[tuple[str, str], ...], ats: str) -> Lexicon:
    return Lexicon.parse(dict(words), ats)


@lru_cache(maxsize=2)
def _almanac(text: str, origin: str) -> Almanac:
    return Almanac.parse(text, origin, zone_countries())


_cadence = lru_cache(maxsize=64)(parse_cadence)
_special = lru_cache(maxsize=2)(parse_special)


def load_cadences(shelf: Shelf, default: str) -> Cadences:
    """Loads every cadence in force, each with the steps for special cases.

    Args:
        shelf: where they are looked for.
        default: which one holds where an application names none.

    Raises:
        ConfigProblem: one of them has mistakes, or there is none of that name.
    """
    sheet = shelf.sheet(SPECIAL)
    special = _special(sheet.text, sheet.origin)
    sheets = {item.name.split("/")[-1].removesuffix(".toml"): item for item in shelf.sheets("cadences", ".toml")}
    if default not in sheets:
        known = f"{nearest(default, sheets)}There are {', '.join(sheets)}."
        raise ConfigProblem((f"There is no cadence {default!r}.",), known)
    parsed = {name: _cadence(item.text, item.origin).with_special(special) for name, item in sheets.items()}
    return Cadences(parsed, default)
