"""What is known of countries, trades and titles: data that the rules of timing look up.

What this module must not know: interviews, cadences, where the file stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from followup_cal.cadence.names import words
from followup_cal.cadence.quiet import Season
from followup_cal.errors import ConfigProblem

SEASON = re.compile(r"(\d{2})-(\d{2}) to (\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Almanac:
    """The data.

    Attributes:
        countries: IANA zone -> ISO country.
        seasons: ISO country -> quiet times beside that at the end of the year.
        trades: a trade (`early`, `late`, `slow`, `fast`) -> words that name it (rules T16, T22).
        senior: words of a job title for which decisions take longer (rule T23).
    """

    countries: Mapping[str, str] = field(default_factory=dict)
    seasons: Mapping[str, tuple[Season, ...]] = field(default_factory=dict)
    trades: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    senior: tuple[str, ...] = ()

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
            trades = {trade: tuple(row) for trade, row in tree["trades"].items()}
            return cls(countries, seasons, trades, tuple(tree["titles"]["senior"]))
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


def _names(phrases: tuple[str, ...], text: str) -> bool:
    plain = f" {' '.join(words(text))} "
    return any(f" {' '.join(words(phrase))} " in plain for phrase in phrases)


def _season(text: str) -> Season:
    match = SEASON.fullmatch(text)
    if match is None:
        raise ValueError(f'a time of the year is written "08-08 to 08-23", not "{text}"')
    first_month, first_day, last_month, last_day = map(int, match.groups())
    return (first_month, first_day), (last_month, last_day)
