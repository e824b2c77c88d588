"""Business days, the quiet window, and which country an employer is in."""

from datetime import date

import pytest

from followup_cal.cadence.quiet import resume_day, window_from
from followup_cal.cadence.workdays import country_of, is_country, workdays
from followup_cal.data.zones import zone_countries
from followup_cal.errors import ConfigProblem
from followup_cal.model import Planning

ZONES = {"Europe/Vienna": "AT", "America/New_York": "US"}


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("none", date(2026, 11, 26), True),
        ("none", date(2026, 11, 28), False),
        ("US", date(2026, 11, 26), False),
        ("US", date(2026, 11, 27), True),
        ("AT", date(2026, 12, 8), False),
        ("DE", date(2027, 1, 6), True),
        ("DE-BY", date(2027, 1, 6), False),
        # In Israel the weekend is Friday and Saturday.
        ("IL", date(2026, 11, 27), False),
        ("IL", date(2026, 11, 29), True),
        # A holiday on a Saturday is kept on the Friday before.
        ("US", date(2026, 7, 3), False),
    ],
)
def test_business_days(country: str, day: date, expected: bool) -> None:
    assert workdays(country).is_workday(day) is expected


def test_counting_leaves_out_the_first_day() -> None:
    days = workdays("none")
    assert days.add(date(2026, 11, 17), 5) == date(2026, 11, 24)
    assert days.add(date(2026, 11, 21), 1) == date(2026, 11, 23)
    assert days.add(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_rolling() -> None:
    days = workdays("US")
    assert days.roll(date(2026, 11, 26)) == date(2026, 11, 27)
    assert days.roll(date(2026, 11, 27)) == date(2026, 11, 27)
    assert days.roll_back(date(2026, 11, 26)) == date(2026, 11, 25)


def test_skipped_holidays_have_english_names() -> None:
    assert workdays("AT").holidays_between(date(2026, 12, 1), date(2026, 12, 9)) == ("Immaculate Conception",)
    assert workdays("US").holidays_between(date(2026, 11, 26), date(2026, 12, 4)) == ()
    # A holiday on a Saturday costs nobody a business day.
    assert workdays("AT").holidays_between(date(2026, 12, 24), date(2026, 12, 27)) == ("Christmas Day",)
    assert workdays("none").holidays_between(date(2026, 11, 1), date(2027, 1, 31)) == ()


@pytest.mark.parametrize("code", ["XX", "US-ZZ", "us", ""])
def test_an_unknown_country_is_refused(code: str) -> None:
    assert not is_country(code)
    with pytest.raises(ConfigProblem, match="No public holidays") as caught:
        workdays(code)
    assert caught.value.hint == 'Give an ISO 3166 code such as "US" or "DE-BY", or "none" for weekends only.'


@pytest.mark.parametrize(
    ("timezone", "addresses", "expected"),
    [
        ("Europe/Vienna", (), "AT"),
        ("Europe/Vienna", ("a@firm.de",), "AT"),
        ("UTC", ("a@firm.at", "b@other.at"), "AT"),
        ("UTC", ("a@firm.co.uk",), "GB"),
        ("UTC", ("a@firm.at", "b@firm.com"), "AT"),
        ("UTC", ("a@firm.at", "b@firm.de"), "none"),
        ("UTC", ("a@start.io", "b@start.ai"), "none"),
        ("UTC", ("a@firm.zz",), "none"),
        ("UTC", (), "none"),
    ],
)
def test_the_country_of_an_employer(timezone: str, addresses: tuple[str, ...], expected: str) -> None:
    assert country_of(timezone, addresses, ZONES) == expected


@pytest.mark.parametrize(
    "domain", ["ac", "ai", "am", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me", "sh", "so", "to", "tv", "ws"]
)
def test_domains_that_are_sold_to_everybody_name_no_country(domain: str) -> None:
    assert country_of("UTC", (f"a@firm.{domain}",), ZONES) == "none"
    assert country_of("UTC", (f"a@firm.{domain}", "b@firm.at"), ZONES) == "AT"


def test_the_zone_database_knows_countries() -> None:
    zones = zone_countries()
    found = [zones.get(name) for name in ("Europe/Vienna", "Asia/Kolkata", "US/Eastern", "Asia/Calcutta", "UTC", "CET")]
    assert found == ["AT", "IN", "US", "IN", None, None]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 11, 17), date(2026, 12, 21), date(2027, 1, 3)),
        (date(2026, 12, 21), date(2026, 12, 21), date(2027, 1, 3)),
        (date(2027, 1, 3), date(2026, 12, 21), date(2027, 1, 3)),
        (date(2027, 1, 4), date(2027, 12, 21), date(2028, 1, 3)),
    ],
)
def test_the_quiet_window_of_a_day(day: date, first: date, last: date) -> None:
    window = window_from(day, Planning())
    assert (window.first, window.last) == (first, last)
    assert (day in window) is (first <= day)


def test_a_quiet_window_can_lie_within_a_year() -> None:
    window = window_from(date(2026, 8, 10), Planning(quiet_start=(8, 1), quiet_end=(8, 31)))
    assert (window.first, window.last) == (date(2026, 8, 1), date(2026, 8, 31))
    leap = window_from(date(2027, 1, 1), Planning(quiet_start=(2, 10), quiet_end=(2, 29)))
    assert leap.last == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("year", "country", "expected"),
    [
        (2027, "none", date(2027, 1, 6)),
        (2026, "none", date(2026, 1, 7)),
        (2025, "none", date(2025, 1, 8)),
        (2024, "none", date(2024, 1, 8)),
        # Epiphany is a holiday.
        (2027, "AT", date(2027, 1, 7)),
        (2025, "AT", date(2025, 1, 9)),
        (2026, "AT", date(2026, 1, 8)),
        # Nobody works before the second week of the year.
        (2027, "RU", date(2027, 1, 11)),
    ],
)
def test_the_day_on_which_one_may_ask_again(year: int, country: str, expected: date) -> None:
    window = window_from(date(year - 1, 12, 25), Planning())
    assert resume_day(window, workdays(country)) == expected
