"""What is known of countries, trades and titles: data that the rules of timing look up.

What this module must not know: interviews, cadences, where the file stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from followup_cal.cadence.names import words
from followup_cal.cadence.quiet import Season
from followup_cal.errors import ConfigProblem
from followup_cal.model import Medium

SEASON = re.compile(r"(\d{2})-(\d{2}) to (\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Almanac:
    """The data.

    Attributes:
        countries: IANA zone -> ISO country.
        seasons: ISO country -> quiet times beside that at the end of the year.
        trades: a trade (`early`, `late`, `slow`, `fast`) -> words that name it (rules T16, T22).
        senior: words of a job title for which decisions take longer (rule T23).
        paces: how quickly they decide, as `factors` knows it -> words for it (rules T22, T24).
        media: `email` or `phone` -> words for it (rules M8, P9).
    """

    countries: Mapping[str, str] = field(default_factory=dict)
    seasons: Mapping[str, tuple[Season, ...]] = field(default_factory=dict)
    trades: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    senior: tuple[str, ...] = ()
    paces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str, origin: str, countries: Mapping[str, str]) -> Almanac:
        """Reads the data from TOML.

        Args:
            text: the content of the file.
            origin: its name, for messages.
            countries: IANA zone -> ISO country.

        Raises:
            ConfigProblem: the file is no TOML, or not of this shape.
        """
        try:
            tree = tomllib.loads(text)
            seasons = {code: tuple(map(_season, rows)) for code, rows in tree["quiet"].items()}
            trades, paces, media = (_phrases(tree[name]) for name in ("trades", "paces", "media"))
            return cls(countries, seasons, trades, tuple(tree["titles"]["senior"]), paces, media)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigProblem(
                (f"{origin}: {error}.",), "Compare it with the one that comes with the program."
            ) from error

    def is_trade(self, trade: str, industry: str) -> bool:
        """Whether what was said about the industry names that trade."""
        return _names(self.trades.get(trade, ()), industry)

    def is_senior(self, title: str) -> bool:
        """Whether a job title is one for which decisions take longer."""
        return _names(self.senior, title)

    def pace(self, said: str) -> str | None:
        """Which pace a `pace:` line means; None where it means none."""
        return _first(self.paces, said)

    def medium(self, said: str) -> Medium | None:
        """Which medium a `prefers:` line means, the first one it names; None where it names none."""
        found = _first(self.media, said)
        return None if found is None else Medium(found)


def _names(phrases: tuple[str, ...], text: str) -> bool:
    return _place(phrases, text) is not None


def _first(table: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    """The name of the row that holds the phrase which the text says first."""
    places = {name: place for name, phrases in table.items() if (place := _place(phrases, text)) is not None}
    return min(places, key=lambda name: places[name], default=None)


@lru_cache(maxsize=4096)
def _place(phrases: tuple[str, ...], text: str) -> int | None:
    """Where in a text one of the phrases begins first."""
    plain = _spaced(text)
    places = (plain.find(_spaced(phrase)) for phrase in phrases)
    return min((place for place in places if place >= 0), default=None)


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    """The words of a text, each between blanks."""
    return f" {' '.join(words(text))} "


def _phrases(rows: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(row) for name, row in rows.items()}


def _season(text: str) -> Season:
    match = SEASON.fullmatch(text)
    if match is None:
        raise ValueError(f'a time of the year is written "08-08 to 08-23", not "{text}"')
    first_month, first_day, last_month, last_day = map(int, match.groups())
    return (first_month, first_day), (last_month, last_day)
