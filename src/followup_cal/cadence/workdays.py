"""The business days of a country: its weekend, its public holidays, and which country an employer is in.

The holidays themselves are data of the `holidays` package, which is imported when the first country needs it. What this
module must not know: interviews, cadences, files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from followup_cal.errors import ConfigProblem

if TYPE_CHECKING:
    from holidays import HolidayBase

NO_COUNTRY = "none"
DAY = timedelta(days=1)
SATURDAY = 5

# Country domains that are sold to the whole world and say nothing about a country.
ANYWHERE = frozenset(
    {"ac", "ai", "am", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me", "sh", "so", "to", "tv", "ws"}
)
# Country domains that are not the country's code.
DOMAIN_COUNTRIES = {"uk": "GB"}


@dataclass(frozen=True, slots=True)
class Workdays:
    """Counts business days.

    Attributes:
        holidays: the country's calendar; None for weekends only.
    """

    holidays: HolidayBase | None = None

    def is_workday(self, day: date) -> bool:
        """Whether business is done on that day."""
        if self.holidays is None:
            return day.weekday() < SATURDAY
        return self.holidays.is_working_day(day)

    def roll(self, day: date) -> date:
        """The day itself if it is a business day, else the next one."""
        while not self.is_workday(day):
            day += DAY
        return day

    def roll_back(self, day: date) -> date:
        """The day itself if it is a business day, else the last one before."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th business day after `day`, which is not counted itself, business day or not."""
        for _ in range(count):
            day = self.roll(day + DAY)
        return day

    def holidays_between(self, after: date, until: date) -> tuple[str, ...]:
        """The names of the public holidays that cost a business day after `after`, up to and including `until`."""
        if self.holidays is None:
            return ()
        days = (after + DAY * number for number in range(1, (until - after).days + 1))
        weekend = self.holidays.weekend
        names = (self.holidays.get(day) for day in days if day.weekday() not in weekend and not self.is_workday(day))
        return tuple(dict.fromkeys(name for name in names if name))


@cache
def is_country(code: str) -> bool:
    """Whether business days are known for a code such as `US` or `DE-BY`, or it is `none`."""
    if code == NO_COUNTRY:
        return True
    from holidays import list_supported_countries

    country, _, subdivision = code.partition("-")
    parts = list_supported_countries().get(country)
    return parts is not None and (not subdivision or subdivision in parts)


@cache
def workdays(code: str) -> Workdays:
    """The business days of a country.

    Args:
        code: ISO 3166, with the subdivision where holidays differ (`DE-BY`); `none` for Monday to Friday.

    Raises:
        ConfigProblem: the country or subdivision is not known.
    """
    if code == NO_COUNTRY:
        return Workdays()
    if not is_country(code):
        hint = 'Give an ISO 3166 code such as "US" or "DE-BY", or "none" for weekends only.'
        raise ConfigProblem((f"No public holidays are known for the country {code!r}.",), hint)
    from holidays import country_holidays

    country, _, subdivision = code.partition("-")
    return Workdays(country_holidays(country, subdiv=subdivision or None, language="en_US"))


def country_of(timezone: str, addresses: Iterable[str], zones: Mapping[str, str]) -> str:
    """Infers the employer's country.

    Args:
        timezone: IANA name of the zone the interview is written in.
        addresses: e-mail addresses of the interviewers; they count where the zone says nothing (UTC).
        zones: IANA zone -> ISO country.

    Returns:
        A code that `workdays` knows; `none` where nothing, or nothing unanimous, points to a country.
    """
    found = zones.get(timezone)
    if found is None:
        domains = {address.rpartition(".")[2].lower() for address in addresses}
        countries = {item for item in domains if len(item) == len("xx") and item not in ANYWHERE}
        only = countries.pop() if len(countries) == 1 else NO_COUNTRY
        found = only if only == NO_COUNTRY else DOMAIN_COUNTRIES.get(only, only.upper())
    return found if is_country(found) else NO_COUNTRY
